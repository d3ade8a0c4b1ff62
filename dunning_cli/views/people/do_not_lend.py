"""The do-not-lend list: who is on it and how their cases went, and who might belong there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.entries import Close, DoNotLend
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.portfolio.do_not_lend import (
    NEVER_PROPOSED,
    PaymentRecord,
    grounds,
    listing,
    record_of,
)
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.errors import Failure, Miscalculated
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.unknown import Unknown, unknown_warning

if TYPE_CHECKING:
    from dunning_cli.views.people.json_keys import (
        CandidatesData,
        ClosedCaseData,
        DoNotLendData,
        ListedData,
        ListingData,
    )

_CASE_COLUMNS = (
    Column(label("debtor")),
    Column(label("ID number")),
    Column(label("case")),
    Column(label("contract")),
    Column(label("closed on")),
    Column(label("how")),
    Column(label("paid"), figures=True),
    Column(label("waived"), figures=True),
    Column(label("written off"), figures=True),
    Column(label("longest days past due"), figures=True),
    Column(label("promises broken"), figures=True),
)
LIST_COLUMNS = (*_CASE_COLUMNS, Column(label("listed on")), Column(label("by")), Column(label("reason")))
CANDIDATE_COLUMNS = (*_CASE_COLUMNS, Column(label("why")))


@dataclass(frozen=True, slots=True)
class _Debtor:
    """A case on the list or proposed for it."""

    case: Case
    closing: Close | None
    entry: DoNotLend | None
    record: PaymentRecord


def do_not_lend_list(reader: LedgerReader, as_of: date, viewer: Viewer) -> Answer:
    """Everybody on the list on a day, the last listed first; ids in full with `reveal` only."""
    found, unread = _found(reader, as_of, lambda case: listing(case, as_of) is not None)
    found.sort(key=lambda each: each.case.id)
    found.sort(key=lambda each: each.entry.date if each.entry else date.min, reverse=True)
    shown = [(each, viewer.mask(each.case, as_of)) for each in found]
    told: list[ListedData] = [{**_data(each, mask), **_listed(each, mask)} for each, mask in shown]
    data: DoNotLendData = {"as_of": as_of, "listed": told}
    if not found:
        return Answer(data, (label("nobody is on the list"),), unread)
    rows = [(*_row(each, mask), *_listed(each, mask).values()) for each, mask in shown]
    return Answer(data, (Table(LIST_COLUMNS, rows), msg("on the list: {count}", count=len(rows))), unread)


def do_not_lend_candidates(reader: LedgerReader, as_of: date, viewer: Viewer) -> Answer:
    """Closed cases that are not on the list and give a ground for it, with the grounds."""

    def wanted(case: Case) -> bool:
        closing = case.closing(as_of)
        settled = closing is not None and closing.reason not in NEVER_PROPOSED
        return settled and listing(case, as_of) is None

    every, unread = _found(reader, as_of, wanted)
    found = [(each, why) for each in every if (why := grounds(each.record))]
    shown = [(each, why, viewer.mask(each.case, as_of)) for each, why in found]
    data: CandidatesData = {
        "as_of": as_of,
        "candidates": [
            {**_data(each, mask), "grounds": [code for code, _ in why], "why": [words for _, words in why]}
            for each, why, mask in shown
        ],
    }
    if not found:
        return Answer(data, (label("no closed case gives a ground for the list"),), unread)
    rows = [(*_row(each, mask), _joined([words for _, words in why])) for each, why, mask in shown]
    count = msg(
        "candidates: {count}; put one on the list with: {cure}",
        count=len(rows),
        cure=remedy("do-not-lend add"),
    )
    return Answer(data, (Table(CANDIDATE_COLUMNS, rows), count), unread)


def _found(
    reader: LedgerReader, as_of: date, wanted: Callable[[Case], bool]
) -> tuple[list[_Debtor], tuple[Message, ...]]:
    """The cases wanted with how they went, and what to say of those that cannot be read or worked out."""
    found: list[_Debtor] = []
    unread: list[Message] = []
    for read in reader.cases():
        if read.case is None:
            unread += [problem.as_message() for problem in read.problems[:1]]
        elif wanted(read.case):
            try:
                record = record_of(read.case, reader.policies.for_case(read.case), as_of)
            except (Failure, Miscalculated) as failure:
                unread.append(unknown_warning(Unknown.of(read.case, failure)))
                continue
            closing, entry = read.case.closing(as_of), listing(read.case, as_of)
            found.append(_Debtor(read.case, closing, entry, record))
    return found, tuple(unread)


def _data(each: _Debtor, mask: Mask) -> ClosedCaseData:
    head, closing, record = each.case.head, each.closing, each.record
    return {
        "debtor": mask.name(head.debtor.name),
        "id_number": _id_number(each, mask),
        "case": each.case.id,
        "contract": head.account.contract if head.account is not None else None,
        "closed_on": closing.date if closing is not None else None,
        "closed_as": closing.reason if closing is not None else None,
        "paid": record.paid,
        "waived": record.waived,
        "written_off": record.written_off,
        "longest_days_past_due": record.days_past_due,
        "promises_broken": record.promises_broken,
    }


def _listed(each: _Debtor, mask: Mask) -> ListingData:
    assert each.entry is not None
    return {"listed_on": each.entry.date, "by": each.entry.actor, "reason": mask.text(each.entry.reason)}


def _id_number(each: _Debtor, mask: Mask) -> str | None:
    """The identity number, or an organisation's credit code."""
    debtor = each.case.head.debtor
    return mask.number(debtor.id_number or debtor.credit_code) or None


def _row(each: _Debtor, mask: Mask) -> tuple[object, ...]:
    closed_as = label_of(each.closing.reason) if each.closing is not None else label("still open")
    return tuple({**_data(each, mask), "closed_as": closed_as}.values())


def _joined(words: Sequence[Message]) -> Message:
    whole = words[0]
    for each in words[1:]:
        whole = msg("{reasons}; {more}", reasons=whole, more=each)
    return whole
