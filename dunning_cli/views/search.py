"""Finding cases by any part of what is known of their people, contract and batch, old numbers too."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date

from dunning_cli.domain.case import Head
from dunning_cli.domain.contact_details import known_on
from dunning_cli.domain.failure import NotFound, WrongUsage
from dunning_cli.domain.message import Message, Problem, label, msg
from dunning_cli.domain.privacy import Mask
from dunning_cli.domain.sheet import Answer, Column, Table
from dunning_cli.store.books import Books

COLUMNS = (
    Column(label("case")),
    Column(label("debtor")),
    Column(label("found in")),
    Column(label("text")),
)


def search(books: Books, text: str, reveal: bool = False) -> Answer:
    """Cases whose id, names, numbers, contract or addresses hold the text, capitals aside. Raises NotFound."""
    wanted = _folded(text)
    if not wanted:
        raise WrongUsage(msg("the text to find is empty"))
    mask = Mask(reveal)
    hits = []
    unread: list[Problem] = []
    for found in books.cases():
        if found.case is None:
            unread.append(found.problems[0])
            continue
        head = known_on(found.case, date.max).head
        for place, value, shown in _places(head, mask):
            if wanted in _folded(value):
                hits.append((head, place, shown))
                break
    if not hits:
        raise NotFound(msg("nothing found for '{text}'", text=text), unread)
    data = [
        {"case": head.case, "debtor": mask.name(head.debtor.name), "found_in": place, "text": shown}
        for head, place, shown in hits
    ]
    rows = [(head.case, mask.name(head.debtor.name), place, shown) for head, place, shown in hits]
    return Answer({"found": data}, (Table(COLUMNS, rows),), tuple(problem.as_message() for problem in unread))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _places(head: Head, mask: Mask) -> Iterator[tuple[Message, str, str]]:
    debtor, contract = head.debtor, head.account
    yield label("case"), head.case, head.case
    yield label("debtor"), debtor.name, mask.name(debtor.name)
    for number in (debtor.id_number, debtor.credit_code):
        yield label("identity number"), number or "", mask.number(number)
    for phone in debtor.phones:
        yield label("telephone number"), phone.number, mask.phone(phone.number)
    for address in debtor.addresses:
        yield label("address"), address.text, mask.address(address.text)
    yield label("e-mail"), debtor.email or "", mask.email(debtor.email)
    for party in head.parties:
        yield label("other person"), party.name, mask.name(party.name)
        for phone in party.phones:
            yield label("telephone number"), phone.number, mask.phone(phone.number)
        for address in party.addresses:
            yield label("address"), address.text, mask.address(address.text)
    if contract is not None:
        yield label("contract"), contract.contract or "", contract.contract or ""
        yield label("area"), contract.area or "", contract.area or ""
        for account in (contract.number, contract.customer):
            yield label("account number"), account or "", mask.number(account)
    if head.batch is not None:
        yield label("batch"), head.batch.id, head.batch.id
    yield label("client"), head.creditor or "", head.creditor or ""
    yield label("employer"), debtor.employer or "", debtor.employer or ""
    yield label("remark"), head.remark or "", (head.remark or "")[:40]
