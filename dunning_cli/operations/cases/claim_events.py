"""Operations on what befalls a claim: it is assigned, or an obstacle suspends its limitation."""

from __future__ import annotations

from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import (
    NewCreditor,
    Suspension,
)
from dunning_cli.domain.case.named_entries import entry_named
from dunning_cli.domain.case.office.settings import parse_payment_account
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.life_events import (
    assignments,
)
from dunning_cli.domain.case.people.plain_names import plain_name
from dunning_cli.domain.limitation.suspensions import standstills_of
from dunning_cli.kernel.errors import Refused, Unreadable, WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, remedy
from dunning_cli.kernel.text import harmless
from dunning_cli.operations.cases.event_parts import not_to_come
from dunning_cli.operations.declared import life_events as declared
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork, still_open


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignClaim(declared.AssignClaim):
    """Records an assignment of the claim, or the notice of it."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds it. WrongUsage for an assignment without its day or name, and an account that is none; Refused on a
        closed case, for a day to come, and for a notice of no assignment.
        """
        case = unit.case(self.case)
        on = unit.value_date(self)
        still_open(case, on)
        not_to_come(unit, on, agreed=self.agreed, notified=self.notified)
        self._check()
        first = None if self.agreed is not None else self._first(case, on)
        before = self.agreed or (first.agreed if first is not None else None)
        if self.notified is not None and before is not None and self.notified < before:
            raise Refused(
                msg("the notice of {day} is before the assignment of {date}", day=self.notified, date=before)
            )
        to = first.to if first is not None else self.to
        entry = unit.record(
            case,
            NewCreditor,
            self,
            on,
            to=to,
            agreed=self.agreed,
            contract=self.contract,
            notified=self.notified,
            pay_to=self.account,
            first=first.id if first is not None else None,
            proof=self.proof,
            text=self.text,
        )
        warnings: tuple[Message, ...] = ()
        if self.notified is None:
            warnings = (
                msg(
                    "the debtor is bound once told (民法典546); letters name the creditor of before until then: {cure}",
                    cure=remedy(
                        "new-creditor", case=case.id, notified=Placeholder("DATE"), proof=Placeholder("TEXT")
                    ),
                ),
            )
        elif self.account is None and (first is None or first.pay_to is None):
            warnings = (msg("letters go on naming the office's account; the new creditor's own: --account"),)
        return outcome_of(case.id, (entry,), on, warnings)

    def _check(self) -> None:
        if self.agreed is not None:
            if self.to is None or self.first is not None:
                raise WrongUsage(
                    msg("an assignment has a name and its day: NAME --agreed DATE, and no --first")
                )
        elif self.notified is None:
            raise WrongUsage(
                msg("give NAME --agreed DATE for an assignment, or --notified DATE for its notice")
            )
        elif self.contract is not None:
            raise WrongUsage(msg("--contract belongs to the assignment: NAME --agreed DATE"))
        if self.proof is not None and self.notified is None:
            raise WrongUsage(msg("--proof is of the notice and belongs to --notified"))
        if self.account is not None:
            try:
                parse_payment_account(self.account)
            except Unreadable as error:
                raise WrongUsage(error.message) from None

    def _first(self, case: Case, on: date) -> NewCreditor:
        """The assignment that a notice is of. Raises Refused where there is none."""
        found = [state.entry for state in assignments(case.standing(on)) if state.notice is None]
        if self.to is not None:
            found = [entry for entry in found if plain_name(entry.to) == plain_name(self.to)]
        if self.first is not None:
            wanted = entry_named(case, self.first)
            found = [entry for entry in found if entry.id == wanted.id]
        if not found:
            raise Refused(
                msg(
                    "{case} has no assignment on {date} of which the debtor was not told",
                    case=case.id,
                    date=on,
                )
            )
        return found[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendLimitation(declared.SuspendLimitation):
    """Records an obstacle that suspends limitation, or the day on which it was gone."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds it; one without an end is told by name as long as it lasts.

        WrongUsage for an end without its day; Refused on a closed case, for a day to come, for an end before its
        beginning, and for ending what is not open.
        """
        case = unit.case(self.case)
        on = unit.value_date(self)
        still_open(case, on)
        not_to_come(unit, on, from_=self.from_, until=self.until)
        start = None if self.ends is not None else self.from_ or on
        ended = self._ended(case, on, self.ends) if self.ends is not None else None
        begun = start or (ended.from_ if ended is not None else None)
        if self.until is not None and begun is not None and self.until < begun:
            raise Refused(
                msg(
                    "the obstacle cannot be gone on {day}, before it began on {start}",
                    day=self.until,
                    start=begun,
                )
            )
        entry = unit.record(
            case,
            Suspension,
            self,
            on,
            obstacle=self.obstacle,
            from_=start,
            until=self.until,
            ends=ended.id if ended is not None else None,
            proof=self.proof,
            text=self.text,
        )
        warnings: tuple[Message, ...] = ()
        if self.until is None:
            warnings = (
                msg(
                    "it has no end yet: it is only claimed, and stands in the list of work until its end is recorded: "
                    "{cure}",
                    cure=remedy(
                        "suspend",
                        case=case.id,
                        obstacle=self.obstacle,
                        ends=entry.id,
                        until=Placeholder("DATE"),
                    ),
                ),
            )
        return outcome_of(case.id, (entry,), on, warnings)

    def _ended(self, case: Case, on: date, name: str) -> Suspension:
        if self.until is None or self.from_ is not None:
            raise WrongUsage(
                msg("what ends a suspension has --until DATE, the day on which it was gone, and no --from")
            )
        entry = entry_named(case, name)
        open_ones = {
            each.entry for each in standstills_of(known_on(case, on), case.standing(on), on) if each.open
        }
        if (
            not isinstance(entry, Suspension)
            or entry.id not in open_ones
            or entry.obstacle is not self.obstacle
        ):
            raise Refused(
                msg(
                    "{entry} is no open suspension of {case} of that kind", entry=harmless(name), case=case.id
                )
            )
        return entry
