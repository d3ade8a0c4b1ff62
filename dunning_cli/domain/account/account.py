"""The account of a case at a date: replay, and the result in yuan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from dunning_cli.domain.account.accrual import one_day
from dunning_cli.domain.account.cost import annual_cost
from dunning_cli.domain.account.course import Course, course_of
from dunning_cli.domain.account.debt import Debt
from dunning_cli.domain.account.items import DebtItem
from dunning_cli.domain.account.judgment import awards_of
from dunning_cli.domain.account.lines import lines_of, told_of
from dunning_cli.domain.account.pricing import tariff_of
from dunning_cli.domain.account.proof import contradiction, miscalculated
from dunning_cli.domain.account.replay import AccountReplay
from dunning_cli.domain.account.result import (
    Account,
    Allocated,
    AnnualCost,
    Arrears,
    Balance,
    ExplainedAccount,
    ItemState,
    WaiverState,
)
from dunning_cli.domain.account.rounding import cents
from dunning_cli.domain.account.rule_words import rule_words
from dunning_cli.domain.account.settling import Unmet
from dunning_cli.domain.account.tariff import COMPONENTS
from dunning_cli.domain.account.timeline import timeline_of
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Entry, Hold, Payment, TransferIn
from dunning_cli.domain.policy.book import CasePolicy
from dunning_cli.domain.policy.late_fee import without_effect
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import LARGEST, ZERO, as_yuan
from dunning_cli.kernel.remedy import Placeholder, Setting, remedy

_ONE_DAY = timedelta(1)
_MOST = int(LARGEST * 100)


def account_at(case: Case, policy: CasePolicy, as_of: date) -> ExplainedAccount:
    """The account of a case at the end of `as_of`, entries dated later left out (docs/figures.md), with its lines.

    Raises Refused where a reference rate is needed beyond its table, the contract date is missing, or the debt
    grows beyond what an amount can hold, and
    Miscalculated where its figures contradict each other (`proof.py`).
    """
    replay = _replayed(case, policy, as_of)
    account = _explained(_result(case, policy, replay, as_of), replay)
    found = contradiction(account, account.lines, _received(case, as_of))
    if found is not None:
        raise miscalculated(account, *found)
    return account


def figures_at(case: Case, policy: CasePolicy, as_of: date) -> Account:
    """The same account without its lines, for what shows none: not one of them is built. Raises as `account_at`."""
    return _figures(case, policy, _replayed(case, policy, as_of), as_of)


def figures_and_course(case: Case, policy: CasePolicy, as_of: date) -> tuple[Account, Course | None]:
    """The account without its lines, and how it goes on by itself; None for the course where each day is another.

    Raises as `account_at`.
    """
    replay = _replayed(case, policy, as_of)
    course = course_of(case, policy, replay, as_of)
    return _figures(case, policy, replay, as_of), course


def _figures(case: Case, policy: CasePolicy, replay: AccountReplay, as_of: date) -> Account:
    account = _result(case, policy, replay, as_of)
    found = contradiction(account, told_of(replay.debt), _received(case, as_of))
    if found is not None:
        raise miscalculated(_explained(account, replay), *found)
    return account


def _replayed(case: Case, policy: CasePolicy, as_of: date) -> AccountReplay:
    """The replay of a case at the end of a day, interest that no statement has billed not in what is owed yet."""
    standing = case.standing(as_of)
    versions = policy.versions(as_of)
    calendar = timeline_of(standing, versions, as_of)
    tariff = tariff_of(policy, versions, calendar.sued, awards_of(standing))
    lapsed: frozenset[str] = frozenset()
    while True:
        replay = _replay_of(policy)(policy, versions, tariff, calendar, lapsed)
        try:
            replay.run(as_of)
        except Unmet as unmet:
            lapsed |= {unmet.waiver}
        else:
            replay.finish(as_of)
            return replay


def _received(case: Case, as_of: date) -> Decimal:
    money = (entry.amount for entry in case.standing(as_of) if isinstance(entry, (Payment, TransferIn)))
    return sum(money, ZERO)


def _explained(account: Account, replay: AccountReplay) -> ExplainedAccount:
    return account.explained(lines_of(replay.debt, account.as_of, inclusive=replay.inclusive))


def _replay_of(policy: CasePolicy) -> type[AccountReplay]:
    if not policy.base.is_card:
        return AccountReplay
    from dunning_cli.domain.account.card import CardReplay

    return CardReplay


def _result(case: Case, policy: CasePolicy, replay: AccountReplay, as_of: date) -> Account:
    daily = _daily(replay, replay.horizon(as_of))
    # before interest that no statement has billed shows: it is owed, but nobody can be late with it
    oldest, overdue, due = replay.oldest_due(as_of), replay.overdue(as_of), replay.due(as_of)
    days_past_due, grace_until = replay.days_past_due(as_of), replay.grace_until(as_of)
    arrears = _arrears(replay, as_of)
    replay.show_unbilled()
    debt = replay.debt
    items = debt.items
    owed = owed_of(case, debt, as_of)
    return Account(
        case=case.id,
        as_of=as_of,
        policy=policy.name,
        currency=(case.head.account.currency if case.head.account else None) or "CNY",
        balance=balance_of(owed, debt.credit),
        items=tuple(_item_state(item, payable=replay.payable(item, as_of)) for item in items),
        allocations={
            payment: tuple(
                Allocated(COMPONENTS[component], item, as_yuan(amount), day)
                for component, item, amount, day in parts
            )
            for payment, parts in debt.applied.items()
        },
        waivers=tuple(
            WaiverState(entry, state, day, as_yuan(taken))
            for entry, (state, day, taken) in replay.waivers.items()
        ),
        days_past_due=days_past_due,
        overdue=as_yuan(overdue),
        arrears=arrears,
        due=balance_of(due, debt.credit),
        not_yet_due=balance_of([whole - part for whole, part in zip(owed, due, strict=True)], 0),
        stood_days=_stood_days(case.standing(as_of), oldest, as_of),
        oldest_due=oldest,
        grace_until=grace_until,
        missed_minimums=replay.missed_minimums(as_of),
        daily=daily,
        annual_cost=_annual_cost(replay, as_of),
        notes=tuple(_notes(replay)),
    )


def _arrears(replay: AccountReplay, as_of: date) -> tuple[Arrears, ...]:
    """What is past due by due date: items as a whole, on a card before a judgment the uncovered minimums."""
    found: dict[date, int] = {}
    for due, owed in replay.past_due(as_of):
        found[due] = found.get(due, 0) + owed
    return tuple(Arrears(due, as_yuan(owed)) for due, owed in sorted(found.items()) if owed)


def _annual_cost(replay: AccountReplay, as_of: date) -> AnnualCost | None:
    policy, since = replay.policy_on(as_of), replay.charged.known_since
    of_a_loan = policy.is_card or policy.keys.contract_rate or replay.tariff.capped
    # where only some instalments were charged here, what the others cost is not known
    partly = replay.charged.uncharged and replay.charged.outstanding is None
    if since is None or not of_a_loan or partly:
        return None
    return annual_cost(replay.debt, since, as_of, replay.charged.uncharged)


def _stood_days(standing: tuple[Entry, ...], oldest: date | None, as_of: date) -> int:
    holds = [entry for entry in standing if isinstance(entry, Hold) and entry.stage_clock]
    if oldest is None or not holds:
        return 0
    stood: set[int] = set()
    for hold in holds:
        first = max(hold.from_, oldest + _ONE_DAY)
        last = min(hold.until or as_of, as_of)
        stood.update(range(first.toordinal(), last.toordinal() + 1))
    return len(stood)


def owed_of(case: Case, debt: Debt, as_of: date) -> list[int]:
    """What is owed by component, cents. Raises Refused where that is beyond what an amount can hold."""
    owed = debt.owed
    if max(owed) > _MOST:
        raise Refused(
            msg(
                "{case}: its account passes {largest} yuan by {date}; a date, an amount or a rate in it is wrong",
                case=case.id,
                largest=LARGEST,
                date=as_of,
            )
        )
    return owed


def balance_of(owed: list[int], credit: int) -> Balance:
    """A balance in yuan from cents by component, and of credit."""
    principal, interest, penalty, fee = (as_yuan(amount) for amount in owed)
    return Balance(principal, interest, penalty, fee, as_yuan(credit))


def _item_state(item: DebtItem, *, payable: bool) -> ItemState:
    return ItemState(
        item.id,
        item.kind,
        item.ref,
        item.date,
        item.due,
        balance_of(list(item.original), 0),
        balance_of(item.owed, 0),
        payable,
    )


def _daily(replay: AccountReplay, day: date) -> Decimal | None:
    try:
        exact = sum(one_day(item, day, replay.tariff, replay.stops) for item in replay.debt.items)
    except Refused:
        return None
    return as_yuan(cents(exact * 100, replay.tariff.scale, replay.debt.rounding)).scaleb(-2)


def _notes(replay: AccountReplay) -> Iterator[Message]:
    for rule in replay.tariff.unknown:
        yield msg(
            "rate not known: {rule} needs contract_rate and counts as zero; "
            "give it with --term contract_rate=4.35%/year",
            rule=rule_words(rule),
        )
    if replay.tariff.capped:
        yield from _cap_notes(replay)
    policy = replay.versions[-1].policy
    said = without_effect(policy.keys.late_fee, on_card=policy.is_card)
    if said is not None:
        yield said


def _cap_notes(replay: AccountReplay) -> Iterator[Message]:
    items = replay.debt.items
    if replay.case_policy.contract_date is None and any(sum(item.original[1:]) for item in items):
        yield msg(
            "what was charged is not held against the annual cap: the contract date is missing; "
            "set it with: {cure}",
            cure=remedy(
                "set", case=Placeholder("CASE"), change=Setting("account.contract_date", "2026-01-10")
            ),
        )
    if any(sum(item.cut) for item in items):
        yield msg("what was charged is above the annual cap; the cut stands on a line of its own")
        if not replay.charged.knows_lent:
            yield msg(
                "the cap was reckoned on the principal charged so far; where more was lent, "
                "set it with: {cure}",
                cure=remedy("set", case=Placeholder("CASE"), change=Setting("account.lent", "10000.00")),
            )
