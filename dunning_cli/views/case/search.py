"""Finding cases by any part of what is known of their people, contract and batch, old numbers too."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.domain.case.case import Debtor, Head, Party
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.identity import identity
from dunning_cli.domain.case.people.telephone import dialled, parse_number
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.errors import NotFound, Unreadable, WrongUsage
from dunning_cli.kernel.message import Message, Problem, label, msg
from dunning_cli.kernel.personal_marks import Form
from dunning_cli.store.reading.ledger_reader import LedgerReader

if TYPE_CHECKING:
    from dunning_cli.views.case.json_keys import FoundData, HitData

COLUMNS = (
    Column(label("case")),
    Column(label("debtor")),
    Column(label("found in")),
    Column(label("text")),
)

LONGEST = 40
"""Characters shown of what was found."""


def search(reader: LedgerReader, text: str, viewer: Viewer) -> Answer:
    """Cases whose id, names, numbers, contract or addresses hold the text, capitals aside. Raises NotFound."""
    wanted = _folded(text)
    if not wanted:
        raise WrongUsage(msg("the text to find is empty"))
    hits = []
    unread: list[Problem] = []
    for found in reader.cases():
        if found.case is None:
            unread.append(found.problems[0])
            continue
        head = known_on(found.case, date.max).head
        for place, value, form in _places(head):
            if value and (wanted in _folded(value) or _same_number(text, value, form)):
                mask = viewer.mask(found.case, viewer.today)
                shown = mask.shown(value, form) if form is not None else value
                hits.append((head.case, mask.name(head.debtor.name), place, shown[:LONGEST]))
                break
    if not hits:
        raise NotFound(msg("nothing found for '{text}'", text=text), unread)
    found_in: list[HitData] = [
        {"case": case, "debtor": debtor, "found_in": place, "text": shown}
        for case, debtor, place, shown in hits
    ]
    data: FoundData = {"found": found_in}
    return Answer(data, (Table(COLUMNS, hits),), tuple(problem.as_message() for problem in unread))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _same_number(text: str, value: str, form: Form | None) -> bool:
    """Whether a number is the same written another way: with the country code, with blanks, with fifteen digits."""
    if form is Form.PHONE:
        try:
            return dialled(parse_number(text)) == dialled(value)
        except Unreadable:
            return False
    wanted = identity(text) if form is Form.NUMBER else None
    return wanted is not None and wanted == identity(value)


def _places(head: Head) -> Iterator[tuple[Message, str | None, Form | None]]:
    """Where is looked: what stands there, its text, and how that is masked; None is in no way."""
    debtor, contract = head.debtor, head.account
    yield label("case"), head.case, None
    yield label("debtor"), debtor.name, Form.NAME
    for number in (debtor.id_number, debtor.credit_code):
        yield label("identity number"), number, Form.NUMBER
    yield from _reached(debtor)
    yield label("e-mail"), debtor.email, Form.EMAIL
    for party in head.parties:
        yield label("other person"), party.name, Form.NAME
        yield label("identity number"), party.id_number, Form.NUMBER
        yield from _reached(party)
    if contract is not None:
        yield label("contract"), contract.contract, None
        yield label("area"), contract.area, Form.TEXT
        for account in (contract.number, contract.customer):
            yield label("account number"), account, Form.NUMBER
    if head.batch is not None:
        yield label("batch"), head.batch.id, None
    yield label("client"), head.creditor, None
    yield label("employer"), debtor.employer, Form.TEXT
    yield label("remark"), head.remark, Form.TEXT


def _reached(person: Debtor | Party) -> Iterator[tuple[Message, str, Form]]:
    for phone in person.phones:
        yield label("telephone number"), phone.number, Form.PHONE
    for address in person.addresses:
        yield label("address"), address.text, Form.ADDRESS
