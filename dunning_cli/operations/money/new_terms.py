"""Operations on instalments still to come: acceleration, payment before they are due, other terms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from dunning_cli.domain.account import Account
from dunning_cli.domain.account.ahead import Ahead, due_early, instalments_ahead
from dunning_cli.domain.account.concessions import rescheduling_gives
from dunning_cli.domain.account.payoff import Prepaid, payoff, prepaid_by
from dunning_cli.domain.account.schedule_order import Part
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.commit_subjects import PREPAID
from dunning_cli.domain.case.entries import (
    Acceleration,
    Charge,
    EndedInstalment,
    Letter,
    Payment,
    Reschedule,
)
from dunning_cli.domain.case.references import reference
from dunning_cli.domain.limitation.enforcement import standing_judgment
from dunning_cli.kernel.errors import NotFound, Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO, Component
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.operations.declared import new_terms as declared
from dunning_cli.operations.declared.operation import Operation
from dunning_cli.operations.money.spread import Spread, spread_anew, spread_rest
from dunning_cli.operations.writing.giving_way import OnPaper, pending_notice, waits
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork, still_open


def _ahead(unit: UnitOfWork, case: Case, on: date) -> tuple[Ahead, ...]:
    """What is still to come of a case. Refused on a closed or judged one, a card, and where nothing is."""
    still_open(case, on)
    if unit.policies.for_case(case).base.is_card:
        raise Refused(msg("{case} is a card: its statements fall due, it has no instalments", case=case.id))
    if standing_judgment(case.standing(date.max)) is not None:
        raise Refused(
            msg(
                "{case} is judged: what the paper awards is due as it says, other terms for it are a plan: {cure}",
                case=case.id,
                cure=remedy("plan new", case=case.id),
            )
        )
    return instalments_ahead(case, unit.account(case, on), on)


def _some_ahead(unit: UnitOfWork, case: Case, on: date) -> tuple[Ahead, ...]:
    found = _ahead(unit, case, on)
    if not found:
        raise Refused(msg("nothing of {case} falls due after {date}", case=case.id, date=on))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Accelerate(declared.Accelerate):
    """Lets all that is still to come fall due at once."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the acceleration. NotFound for a letter the case does not have; Refused before default, as `_ahead`."""
        case = unit.case(self.case)
        on = unit.value_date(self)
        ahead = _some_ahead(unit, case, on)
        if not unit.account(case, on).days_past_due:
            raise Refused(
                msg(
                    "{case} is not in default on {date}: what is not due yet cannot be called in",
                    case=case.id,
                    date=on,
                )
            )
        letter = self._letter(case, on)
        early = due_early(ahead, on)
        entry = unit.record(
            case,
            Acceleration,
            self,
            on,
            notice=letter.serial,
            ended=tuple(each.ended for each in ahead),
            principal=early.principal or None,
            interest=early.interest or None,
            fee=early.fee or None,
            text=self.reason,
        )
        return outcome_of(case.id, (entry,), on)

    def _letter(self, case: Case, on: date) -> Letter:
        letters = [entry for entry in case.standing(date.max) if isinstance(entry, Letter)]
        found = next((letter for letter in letters if letter.serial == self.notice.strip()), None)
        if found is None:
            raise NotFound(
                msg(
                    "{case} has no letter {serial}: write the notice first: {cure}",
                    case=case.id,
                    serial=self.notice,
                    cure=remedy("letter new", case=case.id, template="final-demand"),
                )
            )
        if found.date > on:
            raise Refused(
                msg("letter {serial} is of {day}, after {date}", serial=found.serial, day=found.date, date=on)
            )
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepay(declared.Prepay):
    """Records money that pays principal before it is due."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the payment, what it ends, and the instalments that are left; as `Pay` and `_ahead`.

        Refused where nothing of the money is left for what is not due yet.
        """
        case = unit.case(self.case)
        on = unit.value_date(self)
        ahead = _some_ahead(unit, case, on)
        rules = unit.policies.for_case(case)
        whole = payoff(case, rules, on)
        amount = self.amount if isinstance(self.amount, Decimal) else whole.balance.total
        if amount <= ZERO:
            raise Refused(msg("{case} owes nothing on {date}", case=case.id, date=on))
        payment = unit.record(
            case, Payment, self, on, amount=amount, via=self.via, ref=self.ref, payer=self.payer
        )
        paid = unit.case(case.id)
        account = unit.account(paid, on)
        policy = rules.versions(on)[-1].policy
        if amount >= whole.balance.total:
            early = whole.early
            bought = Prepaid(early.principal, early.interest, early.fee + whole.prepayment_fee, ZERO)
        else:
            bought = prepaid_by(ahead, account, policy, case.contract_date, on)
        if bought.principal <= ZERO:
            raise Refused(
                msg(
                    "nothing of {amount} is left for what is not due yet; record it with: {cure}",
                    amount=amount,
                    cure=remedy("pay", case=case.id, amount=amount),
                )
            )
        as_before = SpreadAnew(case=case.id)
        spread = (
            spread_rest(unit, paid, ahead, bought.left, on, as_before, self.keep) if bought.left else None
        )
        terms = unit.record(
            paid,
            Reschedule,
            self,
            on,
            ended=tuple(each.ended for each in ahead),
            principal=bought.principal,
            interest=bought.interest or None,
            fee=bought.fee or None,
            outstanding=bought.left,
            first=spread.first if spread else None,
            last=spread.last if spread else None,
        )
        charges = _charged(unit, paid, self, terms, spread)
        subject = PREPAID(case=case.id, total=amount, amount=bought.principal, date=on)
        told = tuple(_told(bought, spread, amount, whole.balance.total))
        return Outcome(subject, (case.id,), (payment, terms, *charges), on, told)


def _told(bought: Prepaid, spread: Spread | None, amount: Decimal, whole: Decimal) -> list[Message]:
    """What the money paid early came to, and what is left."""
    told = [
        msg(
            "paid before it was due: principal {principal}, interest {interest}, fee {fee}",
            principal=bought.principal,
            interest=bought.interest,
            fee=bought.fee,
        )
    ]
    if spread is not None:
        told.append(
            msg(
                "{principal} is left, in {count} instalments until {last}, the next of {amount} on {first}",
                principal=bought.left,
                count=len(spread.parts),
                last=spread.last,
                amount=spread.parts[0].total,
                first=spread.first,
            )
        )
    if amount > whole:
        told.append(msg("{amount} more than was owed stays as credit", amount=amount - whole))
    return told


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadAnew(declared.SpreadAnew):
    """Puts other instalments in the place of those still to come."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the new terms, pending where they are above the limit, and their instalments; as `_ahead`.

        Refused where nothing is left to be spread, and for a schedule that cannot be.
        """
        case = unit.case(self.case)
        on = unit.value_date(self)
        ahead = _ahead(unit, case, on)
        overdue = _arrears(unit.account(case, on), on) if self.arrears else ()
        if not ahead and not overdue:
            raise Refused(msg("nothing of {case} falls due after {date}", case=case.id, date=on))
        spread = spread_anew(unit, case, ahead, _principal_of(ahead, overdue), on, self)
        ended = (*overdue, *(each.ended for each in ahead))
        dues = [*(each.due for each in ahead), *_dues_of(unit.account(case, on), overdue)]
        given = rescheduling_gives(spread.first, spread.last, dues)
        pending = waits(unit, case, given, OnPaper(self.approved_by, self.paper))
        terms = unit.record(
            case,
            Reschedule,
            self,
            on,
            ended=ended,
            outstanding=sum((part.principal for part in spread.parts), ZERO),
            first=spread.first,
            last=spread.last,
            text=self.reason,
            approved_by=self.approved_by,
            paper=self.paper,
            pending=pending or None,
        )
        charges = _charged(unit, case, self, terms, spread)
        notice = (*_interest_told(ahead, spread), *pending_notice(unit, case, [terms], pending))
        return outcome_of(case.id, (terms, *charges), on, notice)


def all_due(unit: UnitOfWork, case: Case, operation: Operation, on: date) -> list[Reschedule]:
    """Lets what is still to come of a case fall due on a day by law; nothing where nothing is, on a card or a judged case."""
    judged = standing_judgment(case.standing(date.max)) is not None
    if judged or unit.policies.for_case(case).base.is_card:
        return []
    ahead = instalments_ahead(case, unit.account(case, on), on)
    early = due_early(ahead, on)
    if not ahead:
        return []
    terms = unit.record(
        case,
        Reschedule,
        operation,
        on,
        ended=tuple(each.ended for each in ahead),
        principal=early.principal or None,
        interest=early.interest or None,
        fee=early.fee or None,
        outstanding=ZERO,
    )
    return [terms]


def _interest_told(ahead: Sequence[Ahead], spread: Spread) -> tuple[Message, ...]:
    """What of interest ends and what takes its place, so that nothing is given up unseen."""
    before = sum((each.amounts[Component.INTEREST] for each in ahead), ZERO)
    now = sum((part.interest for part in spread.parts), ZERO)
    return (
        msg(
            "interest of the instalments that end: {before}; of the {count} new ones: {now}",
            before=before,
            count=len(spread.parts),
            now=now,
        ),
    )


def _arrears(account: Account, on: date) -> tuple[EndedInstalment, ...]:
    """What is past due of principal and interest, item by item; penalties and fees stay owed as they are."""
    return tuple(
        EndedInstalment(
            entry=item.id,
            principal=item.unpaid.principal or None,
            interest=item.unpaid.interest or None,
        )
        for item in account.items
        if item.due <= on and item.unpaid.principal + item.unpaid.interest > ZERO
    )


def _dues_of(account: Account, rows: Sequence[EndedInstalment]) -> list[date]:
    ids = {row.entry for row in rows}
    return [item.due for item in account.items if item.id in ids]


def _principal_of(ahead: Sequence[Ahead], overdue: Sequence[EndedInstalment]) -> Decimal:
    coming = sum((each.amounts[Component.PRINCIPAL] for each in ahead), ZERO)
    return coming + sum((row.total for row in overdue), ZERO)


def _charged(
    unit: UnitOfWork,
    case: Case,
    operation: Prepay | SpreadAnew,
    terms: Reschedule,
    spread: Spread | None,
) -> list[Charge]:
    """The new instalments, each charged on its due date."""
    if spread is None:
        return []
    count = len(spread.parts)
    return [
        unit.record(
            case,
            Charge,
            operation,
            part.due,
            due=part.due,
            principal=part.principal or None,
            interest=part.interest or None,
            fee=part.fee or None,
            ref=reference(spread.name, part.number, count),
            reschedule=terms.id,
            outstanding=part.remaining,
        )
        for part in _asking(spread.parts)
    ]


def _asking(parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if part.total]
