"""The stage (M-status) of an account: by days past due, by statement dates, by calendar months, or by own buckets."""

from __future__ import annotations

from datetime import date, timedelta

from dunning_cli.domain.account import Account
from dunning_cli.domain.policy.book import CasePolicy
from dunning_cli.domain.policy.policy import Policy
from dunning_cli.domain.policy.stage_keys import Bucket, Scheme, StageRule
from dunning_cli.kernel.dates import add_months, clamped
from dunning_cli.kernel.record import dataclass

NOT_OVERDUE = "M0"
LAST_STAGE = "M4+"
_NUMBERED = 4
"""Stages M1 to M4 have a number, all beyond is M4+."""
_DPD30 = (
    *(Bucket(stage=f"M{n}", from_=30 * n - 29, to=30 * n) for n in range(1, _NUMBERED + 1)),
    Bucket(stage=LAST_STAGE, from_=30 * _NUMBERED + 1),
)
NUMBERED_STAGES = (NOT_OVERDUE, *(bucket.stage for bucket in _DPD30))
"""The stages of accounts by days past due, by statements and by calendar months."""
_FIRST_OF_MONTH = 1


@dataclass(frozen=True, slots=True)
class StageState:
    """The stage on a day, and the next one if nothing is paid until then."""

    stage: str
    scheme: Scheme
    next_stage: str | None
    next_date: date | None
    """First day of the next stage; None in the last stage and where nothing is owed."""
    band: str | None
    """The finer range of days past due, where the policy names some."""


def stage_at(case_policy: CasePolicy, account: Account, as_of: date) -> StageState:
    """The stage of an account on `as_of`, the day the account was made for (docs/figures.md).

    Days on which a hold stopped the stage's clock count as if they had not been.
    """
    policy = case_policy.on(as_of, as_of)
    rule = policy.stage
    days = account.days_past_due - account.stood_days
    oldest = account.oldest_due
    if oldest is not None:
        oldest += timedelta(account.stood_days)
    band = next((b.band for b in rule.bands if _holds(b.from_, b.to, days)), None)
    waits_until = account.grace_until
    if oldest is None or waits_until is None or waits_until < as_of:
        stage, following, day = _reached(policy, oldest, days, as_of)
    else:
        # within the days of grace nothing is past due; the day after them begins whatever stage is reached by then
        stage, late = NOT_OVERDUE, waits_until + timedelta(1)
        reached, following, day = _reached(policy, oldest, (late - oldest).days, late)
        if reached != stage:
            following, day = reached, late
    return StageState(stage, rule.scheme, following, day, band)


def _reached(
    policy: Policy, oldest: date | None, days: int, as_of: date
) -> tuple[str, str | None, date | None]:
    """The stage on a day, the next one and its first day."""
    steps_on = _day_of_steps(policy)
    if steps_on is not None:
        return _by_steps(steps_on, oldest, as_of)
    return _by_days(_buckets(policy.stage), oldest, days)


def stage_names(policy: Policy) -> tuple[str, ...]:
    """Every stage an account under a policy can be in."""
    rule = policy.stage
    return tuple(dict.fromkeys((NOT_OVERDUE, *(bucket.stage for bucket in _buckets(rule)))))


def stage_spans(policy: Policy, oldest_due: date) -> dict[str, tuple[date, date | None]]:
    """First and last day of every stage of a debt unpaid since `oldest_due`, if nothing is paid.

    M0 begins on the day after the due date; a stage that has no days is left out.
    """
    starts = [(NOT_OVERDUE, oldest_due + timedelta(1))]
    day, following = _day_of_steps(policy), oldest_due
    if day is not None:
        for number in range(1, _NUMBERED + 2):
            following = next_statement(following, day)
            starts.append((_numbered(number), following))
    else:
        buckets = _buckets(policy.stage)
        starts += [(bucket.stage, oldest_due + timedelta(max(bucket.from_, 1))) for bucket in buckets]
    spans: dict[str, tuple[date, date | None]] = {}
    for place, (stage, start) in enumerate(starts):
        end = starts[place + 1][1] - timedelta(1) if place + 1 < len(starts) else None
        if end is None or start <= end:
            spans[stage] = (start, end)
    return spans


def _day_of_steps(policy: Policy) -> int | None:
    """The day of the month on which the stage goes up by one; None where it goes by days past due."""
    scheme = policy.stage.scheme
    if scheme is Scheme.CALENDAR_MONTH:
        return _FIRST_OF_MONTH
    return policy.keys.statement_day if scheme is Scheme.STATEMENT else None


def _buckets(rule: StageRule) -> tuple[Bucket, ...]:
    return rule.buckets if rule.scheme is Scheme.BUCKETS else _DPD30


def _holds(start: int, end: int | None, days: int) -> bool:
    return start <= days and (end is None or days <= end)


def _by_days(
    buckets: tuple[Bucket, ...], oldest_due: date | None, days: int
) -> tuple[str, str | None, date | None]:
    """Buckets of days past due; before the first bucket, and beyond the last closed one, the nearest counts."""
    reached = [bucket for bucket in buckets if bucket.from_ <= days]
    stage = reached[-1].stage if reached else NOT_OVERDUE
    if oldest_due is None:
        return stage, None, None
    following = next((bucket for bucket in buckets if bucket.from_ > days), None)
    if following is None:
        return stage, None, None
    return stage, following.stage, oldest_due + timedelta(following.from_)


def _by_steps(day: int, oldest_due: date | None, as_of: date) -> tuple[str, str | None, date | None]:
    """M0 until the day before the next such day of a month after the missed due date; each later one adds one."""
    if oldest_due is None:
        return NOT_OVERDUE, None, None
    reached = 0
    following = next_statement(oldest_due, day)
    while following <= as_of and reached <= _NUMBERED:
        reached += 1
        following = next_statement(following, day)
    if reached > _NUMBERED:
        return LAST_STAGE, None, None
    return f"M{reached}", _numbered(reached + 1), following


def _numbered(number: int) -> str:
    return f"M{number}" if number <= _NUMBERED else LAST_STAGE


def next_statement(after: date, statement_day: int) -> date:
    """The first statement date after a day; the day of the month clamps to the month's end."""
    candidate = clamped(after.year, after.month, statement_day)
    return candidate if candidate > after else add_months(after, 1, statement_day)
