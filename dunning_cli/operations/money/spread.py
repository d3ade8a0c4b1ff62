"""The instalments that take the place of others: what is not said of them stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dunning_cli.domain.account.ahead import Ahead, due_early
from dunning_cli.domain.account.amortization import schedule, with_instalment
from dunning_cli.domain.account.rate_lookup import RateLookup, row_on
from dunning_cli.domain.account.schedule_order import Part, ScheduleOrder, is_rounded
from dunning_cli.domain.account.smaller import fewer, lowered
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.schedules import MONTHS_OF, Every, ScheduleKind
from dunning_cli.domain.case.references import AS_BEFORE, dated_schedule, schedule_kind
from dunning_cli.kernel.dates import add_months
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import ZERO, Component
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.declared.new_terms import Kept, SpreadAnew
from dunning_cli.operations.money.schedules import ScheduleBasics, order_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork

_BY_ROUNDING = Decimal("0.05")
"""By how many yuan an instalment may differ from one worked out anew from the principal left: cents add up."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Instalments worked out, and the name of their schedule."""

    name: str
    parts: tuple[Part, ...]

    @property
    def first(self) -> date:
        """Due date of the first."""
        return self.parts[0].due

    @property
    def last(self) -> date:
        """Due date of the last."""
        return self.parts[-1].due


def spread_anew(
    unit: UnitOfWork, case: Case, ahead: Sequence[Ahead], principal: Decimal, on: date, terms: SpreadAnew
) -> Spread:
    """So much principal in instalments as ordered, in the place of those still to come.

    Interest runs from the due date before them, so that their first period is a whole one; with arrears from `on`,
    what the running period has earned until then added to the first. Raises Refused, WrongUsage for what neither is
    said nor known.
    """
    order = _ordered(unit, case, ahead, principal, on, terms)
    if order.kind is ScheduleKind.BULLET and (terms.first is None or terms.periods is None):
        raise WrongUsage(
            msg(
                "what is paid at once at the end is worked out by its periods: say them with --first and --periods"
            )
        )
    parts = schedule(order)
    if parts[0].due <= on:
        raise Refused(msg("the first due date {first} is not after {date}", first=parts[0].due, date=on))
    if terms.arrears or not ahead:
        parts = _with_earned(parts, due_early(ahead, on).interest)
    return Spread(dated_schedule(order.kind.value, on), parts)


def spread_rest(
    unit: UnitOfWork,
    case: Case,
    ahead: Sequence[Ahead],
    left: Decimal,
    on: date,
    terms: SpreadAnew,
    keep: Kept,
) -> Spread:
    """The principal left after early payment, in lower instalments or fewer.

    Equal instalments and equal principal that are as their schedule says are worked out anew; of all others each stays in
    proportion, or as it is while principal is left. Raises Refused where none can stay as it is.
    """
    order = _as_scheduled(unit, case, ahead, on, terms)
    if keep is Kept.TERM:
        if order is None:
            return Spread(dated_schedule(AS_BEFORE, on), lowered(ahead, left))
        return Spread(dated_schedule(order.kind.value, on), schedule(replace(order, principal=left)))
    kind = _kind_of(ahead)
    if order is None and kind is not None and is_rounded(kind):
        return Spread(dated_schedule(AS_BEFORE, on), fewer(ahead, left))
    if order is None:
        raise Refused(
            msg(
                "the principal is paid at the end, so that no instalment can be kept: leave out --keep instalment"
            )
        )
    kept = with_instalment(replace(order, principal=left), _kept_amount(order.kind, ahead[0]))
    return Spread(dated_schedule(order.kind.value, on), schedule(kept))


def _ordered(
    unit: UnitOfWork, case: Case, ahead: Sequence[Ahead], principal: Decimal, on: date, terms: SpreadAnew
) -> ScheduleOrder:
    """The order of a schedule as said, and as before in all that is not. Raises WrongUsage for what is not known."""
    kind = terms.kind or _kind_of(ahead)
    if kind is None:
        raise WrongUsage(
            msg("the instalments do not say how they were worked out: say it with --kind and --rate")
        )
    rate = terms.rate if terms.rate is not None else _rate_of(unit, case, on)
    dues = [each.due for each in ahead]
    every = terms.every or _every_of(dues)
    first = terms.first or (dues[0] if dues else every.after(on))
    start = terms.start or (on if terms.arrears or not ahead else ahead[0].begins)
    periods = terms.periods or len(ahead)
    if not periods:
        raise WrongUsage(msg("no instalment is left to go by: say with --periods in how many it is paid"))
    basics = ScheduleBasics(kind, principal, rate, periods, start, first, every)
    day = None if every is Every.WEEK else _day_of(dues, first)
    return order_of(terms, basics, terms.round_to, day)


def _as_scheduled(
    unit: UnitOfWork, case: Case, ahead: Sequence[Ahead], on: date, terms: SpreadAnew
) -> ScheduleOrder | None:
    """The order by which instalments still to come are equal, or of equal principal; None where they are not quite so."""
    if _kind_of(ahead) not in (ScheduleKind.EQUAL_INSTALMENT, ScheduleKind.EQUAL_PRINCIPAL):
        return None
    whole = sum((each.amounts[Component.PRINCIPAL] for each in ahead), ZERO)
    try:
        order = _ordered(unit, case, ahead, whole, on, terms)
        parts = schedule(order)
    except (Refused, WrongUsage):
        return None
    alike = all(
        each.amounts[Component.FEE] == ZERO
        and abs(each.amounts[Component.PRINCIPAL] - part.principal) <= _BY_ROUNDING
        and abs(each.amounts[Component.INTEREST] - part.interest) <= _BY_ROUNDING
        for each, part in zip(ahead, parts, strict=True)
    )
    return order if alike else None


def _kind_of(ahead: Sequence[Ahead]) -> ScheduleKind | None:
    names = {schedule_kind(each.charge.ref) for each in ahead}
    name = names.pop() if len(names) == 1 else None
    return ScheduleKind(name) if name is not None and name != AS_BEFORE else None


def _rate_of(unit: UnitOfWork, case: Case, on: date) -> Fraction:
    """The contract's rate a year on a day, as a share. Raises WrongUsage where it is not known."""
    rules = unit.policies.for_case(case)
    policy = rules.versions(on)[-1].policy
    row = row_on(policy.keys.contract_rate, on)
    lookup = RateLookup(rules.references, case.contract_date, on, case.id)
    rate = lookup.per_year(row.rate, on, policy) if row is not None else None
    if rate is None:
        raise WrongUsage(msg("the rate of {case} is not known: say it with --rate", case=case.id))
    return rate


def _every_of(dues: Sequence[date]) -> Every:
    """How often the instalments fell due, by the first two of them; by the month where there is one."""
    if len(dues) > 1:
        if (dues[1] - dues[0]).days == 7:  # a week
            return Every.WEEK
        for every, months in MONTHS_OF.items():
            # within the days by which months' ends differ
            nearest = add_months(dues[0], months)
            if abs((dues[1] - nearest).days) <= 3:
                return every
    return Every.MONTH


def _day_of(dues: Sequence[date], first: date) -> int | None:
    """The day of the month that was agreed, where the first due date falls short of it at a month's end."""
    agreed = max((due.day for due in dues), default=first.day)
    return agreed if agreed > first.day else None


def _kept_amount(kind: ScheduleKind, next_one: Ahead) -> Decimal:
    principal = next_one.amounts[Component.PRINCIPAL]
    return (
        principal + next_one.amounts[Component.INTEREST]
        if kind is ScheduleKind.EQUAL_INSTALMENT
        else principal
    )


def _with_earned(parts: tuple[Part, ...], earned: Decimal) -> tuple[Part, ...]:
    first = parts[0]
    return (replace(first, interest=first.interest + earned), *parts[1:])
