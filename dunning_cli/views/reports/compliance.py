"""A month by the rules, counted from the record: every contact judged again, and what the log of this machine adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.portfolio.compliance import (
    Counted,
    Judged,
    against_rules,
    complaints_in,
    counted_by_rules,
    judged_by_rules,
)
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sums import Summand, Sums
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.case_path import case_name
from dunning_cli.store.git.repository import last_commit
from dunning_cli.store.machine.access_log import logged
from dunning_cli.store.reading.breach_rows import MadeComplaint, MonthRow
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.counted import sums_row
from dunning_cli.views.account.kept_rows import kept_rows
from dunning_cli.views.account.unknown import Unknown
from dunning_cli.views.people.all_judged import all_judged
from dunning_cli.views.people.case_judging import Listed, ListedEntry, in_order_of_time
from dunning_cli.views.portfolio.selection import is_of_client

_SUMMANDS = {
    Listed.OVERRIDDEN: Summand.OVERRIDDEN,
    Listed.ON_RECORD: Summand.ON_RECORD,
    Listed.AGREED: Summand.AGREED,
    Listed.LATE: Summand.LATE,
}
_IN_FULL = "reveal"
"""What a line of the log names that is a look, and no file."""


@dataclass(slots=True)
class MonthByRules:
    """What was counted of a client, or of all, in a period."""

    period: Period
    client: str | None
    commit: str | None
    cases: int = 0
    """How many cases it is of."""
    counted: Counted = field(default_factory=Counted)
    overrides: list[ListedEntry] = field(default_factory=list)
    complaints: list[tuple[str, MadeComplaint]] = field(default_factory=list)
    """Case id and complaint."""
    unknown: dict[str, Message] = field(default_factory=dict)
    """Case id to why it could not be worked out."""
    local: Sums = field(default_factory=Sums)
    unreadable: int = 0
    """Lines of the log that cannot be read."""
    edited: int = 0
    """Files edited by hand, which the commit does not hold."""


def month_by_rules(reader: LedgerReader, period: Period, client: str | None, today: date) -> MonthByRules:
    """The month of one client, or of all. Contacts are judged by what stands in the cases of all clients.

    Raises Refused where the record cannot be read.
    """
    found = MonthByRules(period, client, last_commit(reader.folder), edited=len(reader.hand_edits))
    judged = all_judged(reader, period.first, period.last, today)
    found.unknown = {case_name(each.file): each.why for each in judged.unread} | judged.unjudged
    of_case: dict[str, list[Judged]] = {}
    for each in judged.listed:
        of_case.setdefault(each.case_id, []).append(Judged(each.entry, _SUMMANDS[each.listed], each.rules))
    overrides: dict[str, list[ListedEntry]] = {}
    for item in in_order_of_time(judged.entries(Listed.OVERRIDDEN)):
        overrides.setdefault(item.case.id, []).append(item)
    mine: set[str] = set()
    for case_id, row in _months(reader, period, of_case):
        if isinstance(row, Unknown):
            found.unknown.setdefault(case_name(row.file) or case_id, row.why)
        elif case_id in judged.unjudged or not _is_wanted(reader, row.creditor, client):
            continue
        else:
            found.cases += 1
            mine.add(case_id)
            found.counted.add(judged_by_rules(of_case.get(case_id, ())))
            _add(found.counted, row)
            found.overrides += overrides.get(case_id, ())
            found.complaints += [(case_id, each) for each in row.complaints]
    _count_log(reader, found, mine if client is not None else None)
    return found


def _is_wanted(reader: LedgerReader, creditor: str | None, client: str | None) -> bool:
    return client is None or is_of_client(creditor, client, reader.office.clients)


def _months(
    reader: LedgerReader, period: Period, judged: Mapping[str, Sequence[Judged]]
) -> Iterator[tuple[str, MonthRow | Unknown]]:
    """What each case adds to the month, but for the entries that were judged."""

    def against(case_id: str) -> tuple[str, ...]:
        return tuple(sorted(against_rules(judged.get(case_id, ()))))

    def month(case: Case) -> MonthRow:
        known = against(case.id)
        counted = counted_by_rules(case, period, reader.office.time_zone, known)
        return MonthRow(
            case.id,
            known,
            case.head.creditor,
            sums_row(counted.total),
            {channel.value: sums_row(sums) for channel, sums in counted.channels.items()},
            tuple(
                MadeComplaint(each.complaint.id, each.complaint.date, each.settled)
                for each in complaints_in(case, period)
            ),
        )

    def holds(row: MonthRow) -> bool:
        return row.against == against(row.case)

    name = f"month by rules {period.first} {period.last}"
    return kept_rows(reader, reader.case_files(), name, MonthRow, month, holds)


def _add(counted: Counted, row: MonthRow) -> None:
    """Adds what was kept of a case; straight from the row, as there may be a hundred thousand."""
    counted.total.add(row.total.numbers.items(), row.total.names.items())
    for channel, sums in row.channels.items():
        held = counted.channels.setdefault(Channel(channel), Sums())
        held.add(sums.numbers.items(), sums.names.items())


def _count_log(reader: LedgerReader, found: MonthByRules, cases: set[str] | None) -> None:
    """What the log of this machine tells of these cases, of all where none are named."""
    zone = reader.office.time_zone
    for line in logged(reader.folder):
        access = line.access
        if access is None:
            found.unreadable += 1
        elif access.at.astimezone(zone).date() in found.period and (
            cases is None or cases.intersection(access.cases)
        ):
            only_seen = access.parts == (_IN_FULL,)
            found.local.count(Summand.REVEALS if only_seen else Summand.EXPORTS)
