"""Finding cases by any part of what is known of their people, contract and batch, old numbers too."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from dunning_cli.domain.case.case import Case, Debtor, Head, Party
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.identity import Identity, identity
from dunning_cli.domain.case.people.telephone import dialled, parse_number
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.errors import Failure, Miscalculated, NotFound, Unreadable, WrongUsage
from dunning_cli.kernel.message import Message, Problem, label, msg
from dunning_cli.kernel.personal_marks import Form
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.reading.figure_rows import SearchRow
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.table_cache import TableCache
from dunning_cli.views.account.standing import standing_of
from dunning_cli.views.account.unknown import Unknown, unknown_warning
from dunning_cli.views.case.pinyin import is_spelled, plain_letters, sounds_like

if TYPE_CHECKING:
    from dunning_cli.store.format.case_file import CaseRead
    from dunning_cli.views.case.json_keys import FoundData, HitData

_REFERENCES = ("ref", "receipt", "serial", "tracking", "docket")
"""Keys of entries under which numbers of papers stand."""
COLUMNS = (
    Column(label("case")),
    Column(label("debtor")),
    Column(label("found in")),
    Column(label("text")),
    Column(label("balance"), figures=True),
)

LONGEST = 40
"""Characters shown of what was found."""
MOST_BALANCES = 100
"""Cases whose balance is worked out; whoever finds more looks for something else."""
_FEWEST_DIGITS = 4
"""Digits of a number written in several parts, to find it by a piece."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is looked for, in the forms in which it is compared."""

    folded: str
    digits: str
    """The text where it is a piece of a number, else nothing."""
    letters: str
    """The text where it can be pinyin, else nothing."""
    dialled: str | None
    """As a whole telephone number: written with the country code, or with blanks."""
    identity: Identity | None
    """As a whole number of a document: written with blanks, or with fifteen digits."""

    @classmethod
    def of(cls, text: str) -> _Wanted:
        folded = _folded(text)
        digits = "".join(folded.split()).replace("-", "")
        piece = digits if digits.isdigit() and len(digits) >= _FEWEST_DIGITS else ""
        letters = plain_letters(text) if is_spelled(text) else ""
        return cls(folded, piece, letters, _dialled(text), identity(text))

    def may_stand_in(self, row: SearchRow) -> bool:
        """Whether the text may stand in one of the values of a case: sure to be true where it does."""
        return (
            self.folded in row.folded
            or bool(self.digits and self.digits in row.digits)
            or self.dialled in row.tokens
            or self.identity in row.tokens
            or (bool(self.letters) and any(sounds_like(name, self.letters) for name in row.names))
        )

    def stands_in(self, value: str, form: Form | None) -> bool:
        """Whether a value holds the text, or is the same written or sounding another way."""
        if self.folded in _folded(value):
            return True
        if form is Form.PHONE:
            piece = self.digits and self.digits in "".join(filter(str.isdigit, value))
            return bool(piece) or (self.dialled is not None and self.dialled == dialled(value))
        if form is Form.NUMBER:
            return self.identity is not None and self.identity == identity(value)
        return bool(self.letters) and form is Form.NAME and sounds_like(value, self.letters)


def search(reader: LedgerReader, text: str, viewer: Viewer) -> Answer:
    """Cases whose id, names, numbers, references, contract or addresses hold the text, capitals aside, with balances.

    Raises NotFound, and Miscalculated.
    """
    wanted = _Wanted.of(text)
    if not wanted.folded:
        raise WrongUsage(msg("the text to find is empty"))
    hits: list[_Hit] = []
    unread: list[Problem] = []
    for found in _likely(reader, wanted):
        if found.case is None:
            unread.append(found.problems[0])
        elif (hit := _hit(found.case, wanted, viewer)) is not None:
            hits.append(hit)
    if not hits:
        raise NotFound(msg("nothing found for '{text}'", text=text), unread)
    told = [problem.as_message() for problem in unread]
    balances = _balances(reader, hits, viewer.today, told)
    found_in: list[HitData] = [
        {
            "case": hit.case.id,
            "debtor": hit.debtor,
            "found_in": hit.place,
            "text": hit.shown,
            "balance": balance,
        }
        for hit, balance in zip(hits, balances, strict=True)
    ]
    data: FoundData = {"found": found_in}
    rows = [
        (hit.case.id, hit.debtor, hit.place, hit.shown, balance)
        for hit, balance in zip(hits, balances, strict=True)
    ]
    return Answer(data, (Table(COLUMNS, rows),), tuple(told))


@dataclass(frozen=True, slots=True)
class _Hit:
    """A case and the first place of it in which the text stands, masked for whoever looks."""

    case: Case
    debtor: str
    place: Message
    shown: str


def _likely(reader: LedgerReader, wanted: _Wanted) -> Iterator[CaseRead]:
    """The cases in which the text may stand, by id, and those that cannot be read."""
    files = reader.case_files()
    if files is None:
        yield from reader.cases()
        return
    with TableCache(reader.folder, "search", SearchRow) as table:
        rows = table.get_all(files)
        missing = [file for file in files if file.path not in rows]
        fresh: dict[CaseFile, SearchRow] = {}
        unread: set[CaseFile] = set()
        for done, (file, found) in enumerate(zip(missing, reader.cases(missing), strict=True)):
            reader.progress(done, len(missing))
            if found.case is None:
                unread.add(file)
            else:
                fresh[file] = _row_of(found.case)
        reader.progress(len(missing), len(missing))
        table.keep(fresh, {file.path for file in files})
    rows |= {file.path: row for file, row in fresh.items()}
    yield from reader.cases(
        [file for file in files if file in unread or wanted.may_stand_in(rows[file.path])]
    )


def _row_of(case: Case) -> SearchRow:
    places = list(chain(_places(known_on(case, date.max).head), _references(case)))
    found = [(value, form) for _, value, form in places if value]
    phones = [value for value, form in found if form is Form.PHONE]
    numbers = [identity(value) for value, form in found if form is Form.NUMBER]
    return SearchRow(
        "\n".join(_folded(value) for value, _ in found),
        "\n".join("".join(filter(str.isdigit, value)) for value in phones),
        (*map(dialled, phones), *(number for number in numbers if number is not None)),
        tuple(value for value, form in found if form is Form.NAME),
    )


def _hit(case: Case, wanted: _Wanted, viewer: Viewer) -> _Hit | None:
    head = known_on(case, date.max).head
    for place, value, form in chain(_places(head), _references(case)):
        if value and wanted.stands_in(value, form):
            mask = viewer.mask(case, viewer.today)
            shown = mask.shown(value, form) if form is not None else value
            return _Hit(case, mask.name(head.debtor.name), place, shown[:LONGEST])
    return None


def _balances(
    reader: LedgerReader, hits: Sequence[_Hit], day: date, told: list[Message]
) -> list[Decimal | None]:
    """What is owed in each case found; of very many, and where it cannot be worked out, nothing, which is told."""
    if len(hits) > MOST_BALANCES:
        told.append(
            msg(
                "balances are shown for up to {most} cases; found are {count}",
                most=MOST_BALANCES,
                count=len(hits),
            )
        )
        return [None] * len(hits)
    balances: list[Decimal | None] = []
    for hit in hits:
        try:
            balances.append(standing_of(reader, hit.case, day).account.balance.total)
        except (Failure, Miscalculated) as failure:
            told.append(unknown_warning(Unknown.of(hit.case, failure)))
            balances.append(None)
    return balances


def _folded(text: str) -> str:
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return plain.casefold().strip()


def _dialled(text: str) -> str | None:
    """The digits dialled of what can be a telephone number, however it is written; None of other texts."""
    try:
        return dialled(parse_number(text))
    except Unreadable:
        return None


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


def _references(case: Case) -> Iterator[tuple[Message, str | None, None]]:
    """Numbers of bills, receipts, transactions, letters and dockets that entries name, the latest first."""
    for entry in reversed(case.entries):
        for name in _REFERENCES:
            value = getattr(entry, name, None)
            if isinstance(value, str):
                yield label("reference"), value, None


def _reached(person: Debtor | Party) -> Iterator[tuple[Message, str, Form]]:
    for phone in person.phones:
        yield label("telephone number"), phone.number, Form.PHONE
    for address in person.addresses:
        yield label("address"), address.text, Form.ADDRESS
