"""Working out the tariff of a case from the versions of its rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import lcm

from dunning_cli.domain.account.rate_lookup import JUDICIAL_CHANGE, RateLookup, row_on
from dunning_cli.domain.account.tariff import COMPONENTS, PENALTY, Award, On, RuleRate, Segment, Tariff
from dunning_cli.domain.policy.book import CasePolicy, RulesVersion
from dunning_cli.domain.policy.dated_rates import DatedRate
from dunning_cli.domain.policy.keys import FLOATING, JUDICIAL, Base
from dunning_cli.domain.policy.policy import Accrual, Policy
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.money import Component
from dunning_cli.kernel.rates import Basis
from dunning_cli.kernel.record import dataclass

_DELAYED = "delayed_performance"
AWARDED = "awarded_"
"""Before the component: the rule behind what a court awarded from a day on."""
_ON = {
    Base.OVERDUE_PRINCIPAL: On.OVERDUE_PRINCIPAL,
    Base.OVERDUE_INTEREST: On.OVERDUE_INTEREST,
    Base.PRINCIPAL: On.PRINCIPAL,
    Base.FULL_BALANCE: On.FULL_BALANCE,
}
_ZERO = Fraction(0)


def tariff_of(
    policy: CasePolicy, versions: tuple[RulesVersion, ...], sued: date, awards: tuple[Award, ...] = ()
) -> Tariff:
    """The tariff of a case under the given versions of its rules; `sued` is the day of suing for `judicial`.

    `awards` are what courts awarded in the case from a day on. Worked out once for all cases whose rules are
    the same.
    """
    place = (
        versions if len(versions) > 1 else versions[0].policy,
        (policy.contract_date or policy.case) if _needs_contract_date(versions, awards) else None,
        sued if any(_is_judicial(version.policy) for version in versions) else None,
        awards,
    )
    tariff = policy.book.tariffs.get(place)
    if not isinstance(tariff, Tariff):
        lookup = RateLookup(policy.references, policy.contract_date, sued, policy.case)
        tariff = _worked_out(versions, lookup, awards)
        policy.book.tariffs[place] = tariff
    return tariff


def _needs_contract_date(versions: tuple[RulesVersion, ...], awards: tuple[Award, ...]) -> bool:
    return any(award.rate.needs_contract_date for award in awards) or any(
        bool(version.policy.cap.annual)
        or any(row.rate.needs_contract_date for row in _all_rates(version.policy))
        for version in versions
    )


def _is_judicial(policy: Policy) -> bool:
    return any(row.rate is JUDICIAL for row in policy.cap.annual)


def _all_rates(policy: Policy) -> Iterator[DatedRate]:
    for rule in policy.accruals:
        yield from rule.rates
    yield from policy.keys.contract_rate
    if policy.keys.interest:
        yield from policy.keys.interest.rate
    yield from policy.judgment_rates


@dataclass(frozen=True, slots=True)
class _Draft:
    """A segment before its shares are brought over the common scale."""

    start: date
    segment: Segment
    figures: tuple[Fraction, ...]
    """Per day: each rule, each award, delayed performance, the cap."""

    def scaled(self, scale: int) -> Segment:
        whole = [figure.numerator * (scale // figure.denominator) for figure in self.figures]
        segment = self.segment
        rules = tuple(replace(rule, per_day=n) for rule, n in zip(segment.rules, whole, strict=False))
        running = zip(segment.awards, whole[len(rules) :], strict=False)
        awards = tuple(replace(rule, per_day=n) for rule, n in running)
        cap = replace(segment.cap, per_day=whole[-1]) if segment.cap else None
        delayed = replace(segment.delayed, per_day=whole[-2])
        return replace(segment, rules=rules, awards=awards, delayed=delayed, cap=cap)


def _worked_out(versions: tuple[RulesVersion, ...], lookup: RateLookup, awards: tuple[Award, ...]) -> Tariff:
    unknown: dict[str, None] = {}
    drafts = _drafts(versions, lookup, unknown, awards)
    leap: list[_Draft] = []
    bases = [version.policy.day_count.basis for version in versions] + [award.basis for award in awards]
    if Basis.ACTUAL in bases:
        leap = _drafts(versions, replace(lookup, leap=True), unknown, awards)
    scale = lcm(*(figure.denominator for draft in (*drafts, *leap) for figure in draft.figures))
    segments = tuple(draft.scaled(scale) for draft in drafts)
    return Tariff(
        scale=scale,
        starts=tuple(draft.start for draft in drafts),
        segments=segments,
        leap=tuple(draft.scaled(scale) for draft in leap),
        unknown=tuple(unknown),
        capped=any(segment.cap for segment in segments),
        shares_headroom=any(segment.shares_headroom for segment in segments),
        awards=awards,
    )


def _drafts(
    versions: tuple[RulesVersion, ...],
    lookup: RateLookup,
    unknown: dict[str, None],
    awards: tuple[Award, ...],
) -> list[_Draft]:
    drafts = []
    ends = [*(version.from_ for version in versions[1:]), date.max]
    for version, end in zip(versions, ends, strict=True):
        days = {version.from_, *_breaks(version.policy, lookup, awards)}
        for start in sorted(day for day in days if version.from_ <= day < end):
            drafts.append(_draft(start, version.policy, lookup, unknown, awards))
    return drafts


def _breaks(policy: Policy, lookup: RateLookup, awards: tuple[Award, ...]) -> Iterator[date]:
    yield from lookup.breaks(_all_rates(policy), policy)
    yield from lookup.breaks((DatedRate(rate=award.rate) for award in awards), policy)
    yield from (rule.from_ for rule in policy.accruals if rule.from_)
    yield from (row.from_ for row in policy.cap.annual if row.from_)
    if policy.cap.at == FLOATING:
        yield from lookup.breaks(policy.cap.annual, policy)
    if _is_judicial(policy):
        yield JUDICIAL_CHANGE


def _draft(
    start: date,
    policy: Policy,
    lookup: RateLookup,
    unknown: dict[str, None],
    awards: tuple[Award, ...],
) -> _Draft:
    own = [_rule_rate(rule, on, start, policy, lookup, unknown) for rule, on in _rules(policy)]
    awarded = [_awarded(award, start, policy, lookup, unknown) for award in awards]
    figures = [figure for _, figure in (*own, *awarded)]
    cap, cap_figure = _cap(start, policy, lookup)
    of_penalty = sum(rule.component == PENALTY for rule, _ in own)
    delayed, delayed_figure = _delayed(start, policy, lookup)
    segment = Segment(
        rules=tuple(rule for rule, _ in own),
        awards=tuple(rule for rule, _ in awarded),
        delayed=delayed,
        cap=cap,
        capped=frozenset(COMPONENTS.index(component) for component in policy.cap.components),
        penalty_to_principal=policy.cap.penalty_to_principal,
        shares_headroom=policy.cap.penalty_to_principal is not None and (cap is not None or of_penalty > 1),
    )
    return _Draft(start, segment, (*figures, delayed_figure, cap_figure))


def _rules(policy: Policy) -> Iterator[tuple[Accrual, On]]:
    interest = policy.keys.interest
    if interest is None:
        for rule in policy.accruals:
            yield rule, _ON[rule.base]
        return
    yield Accrual("interest", Component.INTEREST, Base.PRINCIPAL, interest.rate), On.PRINCIPAL
    yield Accrual("compound_interest", Component.INTEREST, Base.PRINCIPAL, interest.rate), On.BILLED_INTEREST


def _rule_rate(
    rule: Accrual, on: On, day: date, policy: Policy, lookup: RateLookup, unknown: dict[str, None]
) -> tuple[RuleRate, Fraction]:
    """A rule on a day with its share per day: zero where it is not known, or cannot be told (`refusal`)."""
    row = row_on(rule.rates, day)
    text = row.rate.text if row else "none"
    blank = RuleRate(rule.name, COMPONENTS.index(rule.component), on, 0, text, rule.from_)
    if row is None:
        return blank, _ZERO
    try:
        per_day = lookup.per_day(row.rate, day, policy)
    except Refused as refusal:
        return replace(blank, refusal=refusal.message), _ZERO
    if per_day is None:
        unknown[rule.name] = None
        return blank, _ZERO
    per_day = max(per_day, _ZERO)
    return replace(blank, text=lookup.text(row.rate, per_day, day, policy)), per_day


def _awarded(
    award: Award, day: date, policy: Policy, lookup: RateLookup, unknown: dict[str, None]
) -> tuple[RuleRate, Fraction]:
    """What a court awarded from a day on, at its own rate over its own year."""
    component = COMPONENTS[award.component]
    rule = Accrual(f"{AWARDED}{component}", component, Base.PRINCIPAL, (DatedRate(rate=award.rate),))
    return _rule_rate(rule, On.JUDGMENT_MONEY, day, policy, replace(lookup, basis=award.basis), unknown)


def _delayed(day: date, policy: Policy, lookup: RateLookup) -> tuple[RuleRate, Fraction]:
    row = row_on(policy.judgment_rates, day)
    blank = RuleRate(_DELAYED, PENALTY, On.JUDGMENT_MONEY, 0, row.rate.text if row else "none")
    if row is None:
        return blank, _ZERO
    try:
        per_day = lookup.per_day(row.rate, day, policy) or _ZERO
    except Refused as refusal:
        return replace(blank, refusal=refusal.message), _ZERO
    return replace(blank, text=lookup.text(row.rate, per_day, day, policy)), per_day


def _cap(day: date, policy: Policy, lookup: RateLookup) -> tuple[RuleRate | None, Fraction]:
    row = row_on(policy.caps_of(lookup.contract_date), day)
    if row is None or (row.rate is not JUDICIAL and not row.rate.summands):
        return None, _ZERO
    blank = RuleRate("cap.annual", PENALTY, On.PRINCIPAL, 0, row.rate.text)
    try:
        per_day = lookup.cap(row.rate, day, policy)
    except Refused as refusal:
        return replace(blank, refusal=refusal.message), _ZERO
    return replace(blank, text=lookup.cap_text(per_day)), per_day
