"""Statements over any periods add up to the money there is, whatever is reversed, added or priced anew in between."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.settlement.corrections import drawn_up, settled_twice
from dunning_cli.domain.settlement.money_of_case import CaseMoney, MoneyKind, Movement
from dunning_cli.domain.settlement.ranges import parse_amounts, parse_days
from dunning_cli.domain.settlement.statement import Statement, shares_of
from dunning_cli.domain.settlement.terms import ClientTerms, CommissionRow
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.shares import part_of

FIRST, DAYS = date(2026, 1, 1), 60
LAST = FIRST + timedelta(DAYS - 1)
TERMS = ClientTerms(
    client="甲",
    commission=(
        CommissionRow(rate=Fraction(1, 3), age=parse_days("91+"), until=FIRST + timedelta(30)),
        CommissionRow(rate=Fraction(1, 8), amount=parse_amounts("0-999.99")),
        CommissionRow(rate=Fraction(1, 4), age=parse_days("0-180")),
    ),
    tax=Fraction(6, 100),
    collectors_share=Fraction(1, 7),
)
DEARER = ClientTerms(client="甲", commission=(CommissionRow(rate=Fraction(1, 2)),))


@st.composite
def movements(draw: st.DrawFn) -> list[Movement]:
    found = []
    for number in range(draw(st.integers(1, 12))):
        cents = draw(st.integers(-50_000, 50_000).filter(bool))
        found.append(
            Movement(
                entry=f"{number:016}",
                day=FIRST + timedelta(draw(st.integers(0, DAYS - 1))),
                kind=MoneyKind.PAYMENT if cents > 0 else MoneyKind.REFUND,
                amount=Decimal(cents) / 100,
                age_received=draw(st.sampled_from((0, 90, 91, 200))),
                age_paid=0,
                assigned=draw(st.sampled_from((Decimal("999.99"), Decimal("1000.00")))),
                costs=Decimal(0),
                staff=draw(st.sampled_from(("wang", "li", None))),
            )
        )
    return found


def of_one_case(moves: list[Movement]) -> list[CaseMoney]:
    return [CaseMoney(case="A", creditor="甲", product="p", batch=None, contract=None, moves=tuple(moves))]


def split(cuts: set[int]) -> list[Period]:
    ends = [*sorted(cuts), DAYS]
    starts = [0, *sorted(cuts)]
    return [
        Period(FIRST + timedelta(start), FIRST + timedelta(end - 1))
        for start, end in zip(starts, ends, strict=True)
    ]


def figures(statements: list[Statement]) -> tuple[Decimal, Decimal, Decimal]:
    share = sum((each.share for one in statements for each in shares_of(one)), Decimal(0))
    return (
        sum((each.collected for each in statements), Decimal(0)),
        sum((each.commission for each in statements), Decimal(0)),
        share,
    )


@given(movements(), st.sets(st.integers(1, DAYS - 1), max_size=4))
@settings(max_examples=40)
def test_any_split_into_periods_adds_up_to_the_whole(moves: list[Movement], cuts: set[int]) -> None:
    money = of_one_case(moves)
    whole = drawn_up(TERMS, Period(FIRST, LAST), money)
    issued: list[Statement] = []
    for period in split(cuts):
        issued.append(drawn_up(TERMS, period, money, issued))
        assert issued[-1].corrections == ()
    assert figures(issued) == figures([whole])
    assert sum((each.commission for each in shares_of(whole)), Decimal(0)) == whole.commission


@given(movements(), movements(), st.sets(st.integers(1, DAYS - 1), max_size=3), st.data())
@settings(max_examples=40)
def test_what_changes_between_statements_is_paid_once(
    first: list[Movement], later: list[Movement], cuts: set[int], data: st.DataObject
) -> None:
    """Of each entry, what all statements say together is what stands of it at the end, however it came about."""
    entries = [*first, *(_renamed(move) for move in later)]
    standing: dict[str, Movement] = {}
    issued: list[Statement] = []
    after = Period(LAST + timedelta(1), LAST + timedelta(1))
    for period in (*split(cuts), after):
        if period == after:
            chosen = entries
        else:
            chosen = data.draw(st.lists(st.sampled_from(entries), unique_by=lambda move: move.entry))
        standing = {move.entry: move for move in chosen}
        terms = data.draw(st.sampled_from((TERMS, DEARER)))
        money = of_one_case(list(standing.values()))
        issued.append(drawn_up(terms, period, money, issued))
    told = [line for statement in issued for line in statement.all_lines]
    for move in entries:
        lines = [line for line in told if line.entry == move.entry]
        assert sum((line.amount for line in lines), Decimal(0)) == move.amount
        rates = [line.rate for line in lines if line.rate is not None]
        if rates:
            # what was taken back was what had been given, so that the last rate stands alone
            given_last = part_of(move.amount, rates[-1])
            assert sum((line.commission or Decimal(0) for line in lines), Decimal(0)) == given_last


def _renamed(move: Movement) -> Movement:
    return Movement(
        entry=f"b{move.entry[1:]}",
        day=move.day,
        kind=move.kind,
        amount=move.amount,
        age_received=move.age_received,
        age_paid=move.age_paid,
        assigned=move.assigned,
        costs=move.costs,
        staff=move.staff,
    )


def test_what_was_issued_of_a_case_that_cannot_be_worked_out_stands() -> None:
    move = Movement(
        entry="0" * 16, day=FIRST, kind=MoneyKind.PAYMENT, amount=Decimal("100.00"), age_received=0,
        age_paid=0, assigned=Decimal(0), costs=Decimal(0), staff=None,
    )  # fmt: skip
    january, february = Period(FIRST, FIRST + timedelta(30)), Period(FIRST + timedelta(31), LAST)
    issued = [drawn_up(TERMS, january, of_one_case([move]))]
    assert drawn_up(TERMS, february, [], issued, {"A"}).corrections == ()
    (gone,) = drawn_up(TERMS, february, [], issued).corrections
    assert (gone.amount, gone.commission) == (Decimal("-100.00"), Decimal("-12.50"))


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [("91+", (91, 4000), (0, 90)), ("0-90", (0, 90), (91,)), ("30", (30,), (29, 31))],
)
def test_ranges_hold_both_their_ends(text: str, inside: tuple[int, ...], outside: tuple[int, ...]) -> None:
    found = parse_days(text)
    assert all(each in found for each in inside)
    assert not any(each in found for each in outside)


@pytest.mark.parametrize("text", ["", "+", "90-", "-90", "9e3", "1.5", "90-31", "0-90+", "01", "１"])
def test_what_is_no_range_of_days_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_days(text)


def test_cents_are_half_away_from_zero() -> None:
    assert part_of(Decimal("1000.05"), Fraction(30, 100)) == Decimal("300.02")
    assert part_of(Decimal("-1000.05"), Fraction(30, 100)) == Decimal("-300.02")
    assert part_of(Decimal("-105.75"), Fraction(6, 100)) == Decimal("-6.35")


def test_what_two_clones_issued_both_is_paid_once() -> None:
    move = Movement(
        entry="0" * 16, day=FIRST, kind=MoneyKind.PAYMENT, amount=Decimal("100.00"), age_received=0,
        age_paid=0, assigned=Decimal(0), costs=Decimal(0), staff="wang",
    )  # fmt: skip
    money = of_one_case([move])
    here, there = (drawn_up(TERMS, Period(FIRST, FIRST + timedelta(days)), money) for days in (10, 20))
    after = Period(FIRST + timedelta(31), LAST)
    (twice,) = drawn_up(TERMS, after, money, [here, there]).corrections
    assert (twice.amount, twice.commission, twice.share) == (
        Decimal("-100.00"),
        Decimal("-12.50"),
        Decimal("-1.79"),
    )
    assert settled_twice([here, there]) == {"0" * 16}
    settled = drawn_up(TERMS, after, money, [here, there])
    assert settled_twice([here, there, settled]) == frozenset()
    later = Period(LAST + timedelta(1), LAST + timedelta(30))
    assert drawn_up(TERMS, later, money, [here, there, settled]).corrections == ()
