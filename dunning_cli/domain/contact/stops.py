"""What forbids all contact on a case, why, since when and until when: the one answer that everything asks.

A stop comes from an entry and ends on a day or by a command that names it. What a person is protected by holds in
all cases of that person (`known_elsewhere`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.agreements import HoldWhat
from dunning_cli.domain.case.entries import Complaint, Entry, Fraud, Hold, Phase, Verify
from dunning_cli.domain.contact.history import verified_by
from dunning_cli.kernel.dates import ONE_DAY
from dunning_cli.kernel.masking import Personal
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.personal_marks import Form
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, remedy

DISPUTE_PHASES = frozenset({"dispute", "disputed"})
RETURN_PHASES = frozenset({"return", "returned"})
LOOKED_AT_AFTER = 30
"""Days after which a stop without an end is looked at again: it may have been forgotten."""


class StopKind(StrEnum):
    """Why nobody is contacted."""

    HOLD = "hold"
    COMPLAINT = "complaint"
    DISPUTE = "dispute"
    FRAUD = "fraud"
    INVALID = "invalid"
    RETURN = "return"


RULES = {
    StopKind.HOLD: "hold",
    StopKind.COMPLAINT: "complaint",
    StopKind.DISPUTE: "hold",
    StopKind.FRAUD: "hold",
    StopKind.INVALID: "invalid",
    StopKind.RETURN: "return",
}
"""The names under which contact rules tell of them."""


@dataclass(frozen=True, slots=True)
class ContactStop:
    """One reason for which nobody is contacted: from its first to its last day, both included."""

    kind: StopKind
    case: str
    """The case in which it is recorded."""
    since: date
    until: date | None
    """None: until somebody ends it."""
    entry: Entry

    @property
    def rule(self) -> str:
        """The name of the rule."""
        return RULES[self.kind]

    @property
    def again(self) -> date:
        """The day on which somebody has to see whether it may end: `LOOKED_AT_AFTER` days after its first."""
        return self.since + timedelta(LOOKED_AT_AFTER)

    def on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def why(self, here: str | None = None) -> Message:
        """What to tell whoever wants to make a contact; read in another case than its own, where it is recorded."""
        why = _WHY[self.kind](self)
        if here in (None, self.case):
            return why
        return msg("{why} (recorded in {case})", why=why, case=self.case)

    def ends_with(self) -> Message:
        """The command that ends it; where it ends by itself, before that day."""
        return _COMMANDS[self.kind](self)


def stops_in(case: Case, as_of: date) -> tuple[ContactStop, ...]:
    """Every stop known on a day, past ones and those to come too, in the order of recording."""
    standing = case.standing(as_of)
    return tuple(
        ContactStop(kind, case.elsewhere.get(entry.id, case.id), since, until, entry)
        for kind, entry, since, until in (
            *_holds(standing),
            *_complaints(standing),
            *_phases(standing),
            *_suspicions(standing),
            *_findings(case, standing),
        )
    )


def stops_on(case: Case, day: date) -> tuple[ContactStop, ...]:
    """What forbids contact on a day, as known on it."""
    return tuple(stop for stop in stops_in(case, day) if stop.on(day))


Span = tuple[StopKind, Entry, date, date | None]


def _holds(standing: Sequence[Entry]) -> Iterator[Span]:
    holds = [entry for entry in standing if isinstance(entry, Hold) and entry.what is not HoldWhat.ACCRUAL]
    ended = {hold.ends: hold.from_ - ONE_DAY for hold in holds if hold.ends is not None}
    for hold in holds:
        if hold.ends is None:
            ends = [day for day in (hold.until, ended.get(hold.id)) if day is not None]
            yield StopKind.HOLD, hold, hold.from_, min(ends, default=None)


def _complaints(standing: Sequence[Entry]) -> Iterator[Span]:
    complaints = [entry for entry in standing if isinstance(entry, Complaint)]
    settled = {entry.resolves: entry.date - ONE_DAY for entry in complaints if entry.resolves is not None}
    for complaint in complaints:
        if complaint.resolves is None:
            yield StopKind.COMPLAINT, complaint, complaint.date, settled.get(complaint.id)


def unsettled_complaints(standing: Sequence[Entry]) -> list[Complaint]:
    """The complaints among entries that count that no later one settles."""
    return [
        entry
        for _, entry, _, until in _complaints(standing)
        if until is None and isinstance(entry, Complaint)
    ]


def _phases(standing: Sequence[Entry]) -> Iterator[Span]:
    phases = [entry for entry in standing if isinstance(entry, Phase)]
    for phase, following in zip(phases, [*phases[1:], None], strict=False):
        until = following.date - ONE_DAY if following is not None else None
        if phase.phase in DISPUTE_PHASES:
            yield StopKind.DISPUTE, phase, phase.date, until
        elif phase.phase in RETURN_PHASES:
            yield StopKind.RETURN, phase, phase.date, until


def _suspicions(standing: Sequence[Entry]) -> Iterator[Span]:
    reports = [entry for entry in standing if isinstance(entry, Fraud)]
    for report, following in zip(reports, [*reports[1:], None], strict=False):
        if not report.cleared:
            yield StopKind.FRAUD, report, report.date, following.date - ONE_DAY if following else None


def _findings(case: Case, standing: Sequence[Entry]) -> Iterator[Span]:
    """Times during which the case stood as invalid: from a finding to the next one, or to a contact that verified it."""
    found = [entry for entry in standing if isinstance(entry, Verify) or verified_by(case, entry)]
    for finding, following in zip(found, [*found[1:], None], strict=False):
        if isinstance(finding, Verify) and not finding.valid:
            until = following.date - ONE_DAY if following is not None else None
            yield StopKind.INVALID, finding, finding.date, until


def _hold_why(stop: ContactStop) -> Message:
    assert isinstance(stop.entry, Hold)
    reason = Personal(stop.entry.reason, Form.TEXT)
    if stop.until is not None:
        return msg("contact is stopped until {date}: {reason}", date=stop.until, reason=reason)
    return msg("contact is stopped: {reason}", reason=reason)


def _fraud_why(stop: ContactStop) -> Message:
    assert isinstance(stop.entry, Fraud)
    return msg(
        "fraud was reported to the police on {date}, receipt {receipt}; contact waits until it is cleared",
        date=stop.since,
        receipt=stop.entry.receipt,
    )


_WHY: dict[StopKind, Callable[[ContactStop], Message]] = {
    StopKind.HOLD: _hold_why,
    StopKind.COMPLAINT: lambda stop: msg(
        "the complaint of {date} is not settled; contact waits until it is", date=stop.since
    ),
    StopKind.DISPUTE: lambda _: msg("the debt is disputed; contact waits until the dispute is settled"),
    StopKind.FRAUD: _fraud_why,
    StopKind.INVALID: lambda stop: msg("{case} was found invalid when it was verified", case=stop.case),
    StopKind.RETURN: lambda _: msg("the case goes back to the client; nobody is contacted any more"),
}
_TEXT = Placeholder("TEXT")


def _another_phase(stop: ContactStop) -> Message:
    return msg("{phase}", phase=remedy("phase", case=stop.case, phase=Placeholder("NAME"), reason=_TEXT))


_COMMANDS: dict[StopKind, Callable[[ContactStop], Message]] = {
    StopKind.HOLD: lambda stop: msg(
        "{hold}",
        hold=remedy("hold", case=stop.case, what=HoldWhat.CONTACT, ends=stop.entry.id, reason=_TEXT),
    ),
    StopKind.COMPLAINT: lambda stop: msg(
        "{complaint}", complaint=remedy("complaint", case=stop.case, text=_TEXT, resolves=stop.entry.id)
    ),
    StopKind.DISPUTE: _another_phase,
    StopKind.FRAUD: lambda stop: msg(
        "{fraud}", fraud=remedy("fraud", case=stop.case, cleared=True, reason=_TEXT)
    ),
    StopKind.INVALID: lambda stop: msg("{verify}", verify=remedy("verify", case=stop.case, reason=_TEXT)),
    StopKind.RETURN: _another_phase,
}
"""Each is named after its command, so that a language can have its own words for what is to be filled in."""
