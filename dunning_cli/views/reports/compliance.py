"""A month by the rules, counted from the record: every contact judged again, and what the log of this machine adds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.portfolio.compliance import (
    Counted,
    Judged,
    Settled,
    complaints_in,
    counted_by_rules,
)
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sums import Summand, Sums
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.case_path import case_name
from dunning_cli.store.git.repository import last_commit
from dunning_cli.store.machine.access_log import logged
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.people.contact_breaches import Listed, ListedEntry, judged_entries
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
    complaints: list[tuple[Case, Settled]] = field(default_factory=list)
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
    cases: list[Case] = []
    for read in reader.cases():
        if read.case is not None:
            cases.append(read.case)
        else:
            found.unknown[case_name(read.file)] = read.problems[0].as_message()
    listed, unjudged = judged_entries(reader, cases, period.first, period.last, today)
    found.unknown |= unjudged
    mine = [case for case in cases if _is_wanted(reader, case, client) and case.id not in unjudged]
    found.cases = len(mine)
    _count(reader, found, mine, listed)
    _count_log(reader, found, {case.id for case in mine} if client is not None else None)
    return found


def _is_wanted(reader: LedgerReader, case: Case, client: str | None) -> bool:
    return client is None or is_of_client(case.head.creditor, client, reader.office.clients)


def _count(
    reader: LedgerReader, found: MonthByRules, cases: Iterable[Case], listed: Iterable[ListedEntry]
) -> None:
    of_case: dict[str, list[ListedEntry]] = {}
    for each in listed:
        of_case.setdefault(each.case.id, []).append(each)
    for case in cases:
        own = of_case.get(case.id, [])
        judged = [Judged(each.entry.id, _SUMMANDS[each.listed], each.rules) for each in own]
        found.counted.add(counted_by_rules(case, found.period, reader.office.time_zone, judged))
        found.overrides += [each for each in own if each.listed is Listed.OVERRIDDEN]
        found.complaints += [(case, each) for each in complaints_in(case, found.period)]


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
