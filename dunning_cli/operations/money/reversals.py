"""Taking one entry back: what others rest on stays, and what was recorded with it is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dunning_cli.domain.account.concessions import reversals_give
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.collected import in_kind
from dunning_cli.domain.case.commit_subjects import subject_of
from dunning_cli.domain.case.consistency import loose_ends
from dunning_cli.domain.case.entries import (
    Charge,
    Death,
    Entry,
    Incapacity,
    Insolvency,
    Legal,
    Letter,
    Mend,
    NewParty,
    Payment,
    Plan,
    Renamed,
    Reschedule,
    Reversal,
    TransferIn,
    TransferOut,
    Waiver,
)
from dunning_cli.domain.case.named_entries import entry_named
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, remedy
from dunning_cli.operations.declared import money as declared
from dunning_cli.operations.writing.giving_way import OnPaper, pending_notice, waits
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Reverse(declared.Reverse):
    """Takes an entry back; both stay visible."""

    def _both_sides(
        self, unit: UnitOfWork, case: Case, target: TransferIn | TransferOut, made: Reversal
    ) -> Outcome:
        """A transfer is taken back in both of its cases: else the money would count twice, or not at all."""
        other = unit.case(target.from_ if isinstance(target, TransferIn) else target.into)
        entry = other_side(case, target, other)
        reversals = [made]
        if entry is not None:
            on = unit.value_date(self)
            reversals.append(unit.record(other, Reversal, self, on, entry=entry.id, reason=self.reason))
        ids = (case.id, other.id) if entry is not None else (case.id,)
        return Outcome(subject_of(case.id, reversals), ids, tuple(reversals), made.date)

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the reversal, pending where a charge above the limit is given up by it, and names what was recorded with the entry and still stands.

        Refused for a reversal, an entry reversed before, and one that a standing entry needs.
        """
        case = unit.case(self.case)
        on = unit.value_date(self)
        target = entry_named(case, self.entry)
        if isinstance(target, Reversal):
            raise Refused(
                msg(
                    "{entry} is itself a reversal and cannot be reversed; enter the thing again",
                    entry=target.id,
                )
            )
        if isinstance(target, Mend):
            raise Refused(
                msg("{entry} mends a line that cannot be read; that cannot be reversed", entry=target.id)
            )
        if isinstance(target, Renamed):
            raise Refused(msg("{entry} says a new name; that cannot be reversed", entry=target.id))
        if target.id in case.reversed_ids:
            raise Refused(msg("{entry} has been reversed already", entry=target.id))
        for group in case.undecided(date.max):
            if isinstance(group[0], Reversal) and group[0].entry == target.id:
                raise Refused(
                    msg(
                        "its reversal waits for approval; decide on it first: {cure}",
                        cure=remedy("approve", case=case.id, entry=group[0].id),
                    )
                )
        pending = reversal_waits(unit, case, [target], OnPaper(self.approved_by, self.paper))
        made = unit.record(
            case,
            Reversal,
            self,
            on,
            entry=target.id,
            reason=self.reason,
            approved_by=self.approved_by,
            paper=self.paper,
            pending=pending or None,
        )
        nothing_left_loose(case, unit.case(case.id))
        if isinstance(target, (TransferIn, TransferOut)):
            return self._both_sides(unit, case, target, made)
        warnings = (
            *_left_standing(case, target),
            *_on_other_cases(unit, case, target),
            *pending_notice(unit, case, [made], pending),
        )
        return outcome_of(case.id, (made,), on, warnings)


def other_side(case: Case, target: TransferIn | TransferOut, other: Case) -> Entry | None:
    """The entry of a transfer in the other of its two cases, where it stands."""
    return next(
        (
            entry
            for entry in other.standing(date.max)
            if isinstance(entry, (TransferIn, TransferOut))
            and type(entry) is not type(target)
            and (entry.at, entry.amount) == (target.at, target.amount)
            and case.id == (entry.from_ if isinstance(entry, TransferIn) else entry.into)
        ),
        None,
    )


def reversal_waits(unit: UnitOfWork, case: Case, targets: Sequence[Entry], paper: OnPaper) -> bool:
    """Whether taking entries back gives up charges above the limit; one's own slip of the same day gives up none."""
    given = reversals_give(targets, unit.context.actor.id, unit.context.clock.date())
    return waits(unit, case, given, paper)


def nothing_left_loose(before: Case, after: Case) -> None:
    """Refuses reversals after which a standing entry no longer fits, such as the number of a party taken back.

    Raises Refused with what would not fit; faults that a case had before are let be.
    """
    faults = list(loose_ends(before))
    for problem in loose_ends(after):
        if problem not in faults:
            raise Refused(
                msg(
                    "without it an entry of {case} would hang in the air: {why}; take that one back first: "
                    "{cure}",
                    case=after.id,
                    why=problem.message,
                    cure=remedy("reverse", case=after.id, entry=Placeholder("ENTRY")),
                )
            )


def _left_standing(case: Case, target: Entry) -> Iterator[Message]:
    """What to say of entries recorded together with the one taken back that still stand."""
    taken_back = case.reversed_ids
    for entry in case.entries:
        if entry.id not in taken_back and _belongs_to(entry, target):
            yield msg(
                "the {kind} {entry} recorded with it still stands; to take it back: {cure}",
                kind=entry.title,
                entry=entry.id,
                cure=remedy("reverse", case=case.id, entry=entry.id),
            )


def _on_other_cases(unit: UnitOfWork, case: Case, target: Entry) -> Iterator[Message]:
    """What to say of a letter over several cases that is taken back on one of them."""
    if not isinstance(target, Letter):
        return
    others = [
        name
        for name in target.cases
        if name != case.id
        and any(
            isinstance(entry, Letter) and entry.serial == target.serial
            for entry in unit.case(name).standing(date.max)
        )
    ]
    if others:
        yield msg("letter {serial} still stands on {cases}", serial=target.serial, cases=", ".join(others))


def _belongs_to(entry: Entry, target: Entry) -> bool:
    """Whether an entry was recorded by the same command as another, as a part of it."""
    if isinstance(target, Plan):
        return isinstance(entry, Waiver) and entry.plan == target.id
    if entry.at != target.at:
        return False
    if isinstance(target, Letter):
        return isinstance(entry, Charge) and entry.ref == target.serial
    if isinstance(target, Legal):
        return isinstance(entry, Payment) and in_kind(entry)
    if isinstance(target, Insolvency) and isinstance(entry, Reschedule):
        return True
    role = _BROUGHT_ALONG.get(type(target))
    return role is not None and isinstance(entry, NewParty) and entry.role is role


_BROUGHT_ALONG: dict[type[Entry], Role] = {
    Death: Role.HEIR,
    Insolvency: Role.ADMINISTRATOR,
    Incapacity: Role.GUARDIAN,
}
"""The role of the parties that the command of an entry may record with it."""
