"""What a contract costs a year: as charged and accrued so far, and by its rates against its cap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from dunning_cli.domain.account.caps import CAPPED_KINDS
from dunning_cli.domain.account.debt import Debt
from dunning_cli.domain.account.items import DebtItem, ItemKind
from dunning_cli.domain.account.pricing import tariff_of
from dunning_cli.domain.account.rate_lookup import RateLookup, row_on
from dunning_cli.domain.account.result import AnnualCost, LineKind
from dunning_cli.domain.account.tariff import INTEREST, On, Segment
from dunning_cli.domain.policy.book import CasePolicy
from dunning_cli.domain.policy.policy import Policy
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import as_yuan
from dunning_cli.kernel.rates import percent_text

_COST_KINDS = CAPPED_KINDS | {ItemKind.OVER_LIMIT}
_COST = range(INTEREST, INTEREST + 3)
_ON_PRINCIPAL = (On.OVERDUE_PRINCIPAL, On.PRINCIPAL, On.FULL_BALANCE)
_YEAR = 365


def annual_cost(debt: Debt, since: date, as_of: date, uncharged: int) -> AnnualCost | None:
    """Interest, penalty and fees of a loan since a day, as a rate on its principal (小额贷款综合融资成本).

    The day is that of the contract; of a debt taken over that of its opening, whose own interest, penalty and fees
    are of an unknown past and left out. Waivers are taken off, what is charged ahead counts once it is due, costs
    of enforcement never; `uncharged` is principal lent that no charge has asked for yet, cents. None where a
    judgment has taken the contract's place, or nothing was lent.
    """
    items = [item for item in debt.items if item.kind in _COST_KINDS]
    principal_days = sum(item.principal_days for item in items) + uncharged * max(0, (as_of - since).days)
    if not principal_days or any(item.kind is ItemKind.JUDGMENT for item in debt.items):
        return None
    waived: Counter[tuple[str | None, int]] = Counter()
    for each in debt.movements:
        if each.kind is LineKind.WAIVER:
            waived[each.item, each.component] -= each.cents
    cost = sum(_cost_of(item, place, waived[item.id, place], as_of) for item in items for place in _COST)
    percent = Decimal(cost * _YEAR * 100) / Decimal(principal_days)
    return AnnualCost(since, as_yuan(cost), percent.quantize(Decimal("0.01"), ROUND_HALF_UP))


def _cost_of(item: DebtItem, place: int, waived: int, as_of: date) -> int:
    """One component of an item, cents; of a debt taken over a waiver is first of what the opening brought along."""
    charged = item.charged(place) if item.by_statement or item.due <= as_of else 0
    accrued = item.booked[place]
    left = max(0, charged + accrued - waived)
    return min(accrued, left) if item.kind is ItemKind.OPENING else left


def rates_above_cap(policy: CasePolicy, as_of: date) -> Message | None:
    """What to say where the contract's own rate, or all rules together on overdue principal, pass the annual cap."""
    versions = policy.versions(as_of)
    rules = versions[-1].policy
    if not rules.cap.annual:
        return None
    tariff = tariff_of(policy, versions, as_of)
    segment = tariff.on(as_of)
    if segment.cap is None or segment.cap.refusal is not None:
        return None
    cap = Fraction(segment.cap.per_day, tariff.scale) * _YEAR
    highest = max(_rates(policy, rules, segment, tariff.scale, as_of), default=Fraction(0))
    if highest <= cap:
        return None
    return msg(
        "its rates come to {rate} a year, above its cap of {cap}: what is above is cut",
        rate=percent_text(highest),
        cap=percent_text(cap),
    )


def _rates(policy: CasePolicy, rules: Policy, segment: Segment, scale: int, day: date) -> Iterator[Fraction]:
    """Yearly rates to hold against the cap: that of the contract, and that of overdue principal."""
    year = rules.day_count.basis.days(leap=False)
    per_day = sum(
        rule.per_day
        for rule in segment.rules
        if rule.component in segment.capped and rule.on in _ON_PRINCIPAL and rule.refusal is None
    )
    yield Fraction(per_day, scale) * year
    row = row_on(rules.keys.contract_rate, day)
    if row is not None and INTEREST in segment.capped:
        try:
            contract = RateLookup(policy.references, policy.contract_date, day, policy.case).per_day(
                row.rate, day, rules
            )
        except Refused:
            return
        yield (contract or Fraction(0)) * year
