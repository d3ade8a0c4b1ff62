"""Operations that give way to the debtor, and their approval: waive, extend, hold, approve."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache, partial

from dunning_cli.domain.account.concessions import (
    Concession,
    dues_moved,
    extension_gives,
    hold_gives,
    waiver_gives,
)
from dunning_cli.domain.account.second_person import held_apart, refuse_own, refuse_without_role
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.agreements import HoldWhat
from dunning_cli.domain.case.entries import Approval, Charge, Entry, Extension, Hold, Opening, Waiver
from dunning_cli.domain.case.named_entries import entry_named
from dunning_cli.domain.contact.stops import StopKind, stops_on
from dunning_cli.kernel.errors import AgainstRule, Refused, WrongUsage
from dunning_cli.kernel.message import enumerated, msg
from dunning_cli.kernel.money import ZERO, Component
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.operations.agreements.holds_elsewhere import holds_elsewhere
from dunning_cli.operations.declared import agreements as declared
from dunning_cli.operations.declared.values import ALL
from dunning_cli.operations.writing.giving_way import OnPaper, nobody_else_approves, pending_notice, waits
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork, still_open


@dataclass(frozen=True, slots=True, kw_only=True)
class Waive(declared.Waive):
    """Gives up a part of the debt."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the waiver, pending where it is above the limit. Refused beyond what is owed."""
        case = unit.case(self.case)
        on = unit.value_date(self)
        still_open(case, on)
        if self.if_paid_by is not None and self.if_paid_by < on:
            raise Refused(
                msg(
                    "the condition ends on {day}, before the waiver's own date {on}",
                    day=self.if_paid_by,
                    on=on,
                )
            )
        if self.component == ALL and (self.amount != ALL or self.if_paid_by is not None):
            raise Refused(
                msg("'all' components are waived whole and at once; name a component for anything else")
            )
        account_on = cache(partial(unit.account, case))
        balance = account_on(on).balance
        components = list(Component) if self.component == ALL else [Component(self.component)]
        owed = {component: balance.of(component) for component in components if balance.of(component) > ZERO}
        self._check(case, owed, on)
        amount = None if self.amount == ALL else Decimal(self.amount)
        given = Concession()
        for component in owed:
            given += waiver_gives(component, amount, on, self.if_paid_by, account_on)
        pending = waits(unit, case, given, OnPaper(self.approved_by, self.paper))
        entries: list[Entry] = [
            unit.record(
                case,
                Waiver,
                self,
                on,
                component=component,
                amount=amount,
                reason=self.reason,
                if_paid_by=self.if_paid_by,
                approved_by=self.approved_by,
                paper=self.paper,
                pending=pending or None,
            )
            for component in owed
        ]
        return outcome_of(case.id, entries, on, pending_notice(unit, case, entries, pending))

    def _check(self, case: Case, owed: dict[Component, Decimal], on: date) -> None:
        if not owed:
            raise Refused(msg("{case} owes nothing of that on {date}", case=case.id, date=on))
        if isinstance(self.amount, Decimal) and self.if_paid_by is None and self.amount > sum(owed.values()):
            raise Refused(
                msg(
                    "{amount} is more than the {owed} owed on {date}",
                    amount=self.amount,
                    owed=sum(owed.values(), ZERO),
                    date=on,
                )
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend(declared.Extend):
    """Moves a due date."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the extension, pending where it is above the limit. Refused where it moves nothing later."""
        case = unit.case(self.case)
        on = unit.value_date(self)
        still_open(case, on)
        target = entry_named(case, self.entry) if self.entry else None
        if target is not None and not isinstance(target, (Charge, Opening)):
            raise Refused(msg("{entry} has no due date to move", entry=target.id))
        moved = dues_moved(unit.account(case, on), target.id if target else None)
        if not moved or min(moved) >= self.due:
            raise Refused(msg("nothing unpaid of {case} is due before {due}", case=case.id, due=self.due))
        given = extension_gives(self.due, moved)
        pending = waits(unit, case, given, OnPaper(self.approved_by, self.paper))
        entry = unit.record(
            case,
            Extension,
            self,
            on,
            due=self.due,
            entry=target.id if target else None,
            reason=self.reason,
            approved_by=self.approved_by,
            paper=self.paper,
            pending=pending or None,
        )
        return outcome_of(case.id, (entry,), on, pending_notice(unit, case, [entry], pending))


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOnHold(declared.PutOnHold):
    """Stops contact, accrual or both for a time."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the hold, pending where it is above the limit; or ends one. Refused where there is none to end."""
        case = unit.case(self.case)
        on = unit.value_date(self)
        if self.ends is not None:
            return self._end(unit, case, on, self.ends)
        still_open(case, on)
        start = self.from_ or on
        given = hold_gives(self.what, start, self.until)
        pending = waits(unit, case, given, OnPaper(self.approved_by, self.paper))
        halves = held_apart(self.what, pending)
        entries = [
            unit.record(
                case,
                Hold,
                self,
                on,
                what=what,
                from_=start,
                until=self.until,
                stage_clock=self.stage_clock if what is not HoldWhat.CONTACT or len(halves) == 1 else None,
                reason=self.reason,
                approved_by=self.approved_by,
                paper=self.paper,
                pending=(pending and what is not HoldWhat.CONTACT) or None,
            )
            for what in halves
        ]
        notices = pending_notice(unit, case, entries[:1], pending)
        if self.what is not HoldWhat.ACCRUAL:
            notices += tuple(holds_elsewhere(unit, case))
        return outcome_of(case.id, entries, on, notices)

    def _end(self, unit: UnitOfWork, case: Case, on: date, name: str) -> Outcome:
        hold, start = entry_named(case, name), self.from_ or on
        if self.what is not HoldWhat.CONTACT or self.until is not None:
            raise WrongUsage(msg("--ends is of contact alone and takes no --until"))
        running = [stop.entry for stop in stops_on(case, start) if stop.kind is StopKind.HOLD]
        if hold not in running:
            raise Refused(
                msg("{entry} does not stop contact of {case} on {date}", entry=name, case=case.id, date=start)
            )
        entry = unit.record(
            case, Hold, self, on, what=HoldWhat.CONTACT, from_=start, ends=hold.id, reason=self.reason
        )
        warnings = tuple(holds_elsewhere(unit, case))
        return outcome_of(case.id, (entry,), on, warnings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve(declared.Approve):
    """Decides on an entry above a limit."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the decision, on a plan also for its waivers.

        AgainstRule for one's own entry and without a role that may approve, Refused where nothing waits.
        """
        case = unit.case(self.case)
        on = unit.value_date(self)
        refuse_without_role(unit.context.actor.id, unit.office)
        targets = self._targets(case)
        if targets[0].by == unit.context.actor.id and nobody_else_approves(unit):
            raise AgainstRule(
                msg(
                    "{entry} is your own, and nobody else may approve here; an approval on paper by somebody else counts: "
                    "take it back ({cure}), and record it again with --approved-by NAME --ref PAPER",
                    entry=targets[0].id,
                    cure=remedy("reverse", case=case.id, entry=targets[0].id),
                ),
                "approval-by-another",
            )
        refuse_own(unit.context.actor.id, targets[0])
        entries = tuple(
            unit.record(
                case, Approval, self, on, entry=target.id, granted=not self.refuse, reason=self.reason
            )
            for target in targets
        )
        return outcome_of(case.id, entries, on)

    def _targets(self, case: Case) -> tuple[Entry, ...]:
        """What is decided on, whatever its date: one entry, or a plan with the waivers agreed with it."""
        waiting = case.undecided(date.max)
        if self.entry is not None:
            named = entry_named(case, self.entry)
            waiting = tuple(group for group in waiting if named in group)
        if len(waiting) != 1:
            raise Refused(
                msg(
                    "{case} has {count} entries waiting for approval; name one of them: {entries}",
                    case=case.id,
                    count=len(waiting),
                    entries=enumerated(
                        msg("{what} ({code})", what=group[0].id, code=group[0].title) for group in waiting
                    ),
                )
                if waiting
                else msg("nothing of {case} waits for approval", case=case.id)
            )
        return waiting[0]
