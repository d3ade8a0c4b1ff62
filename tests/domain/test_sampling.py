"""Samples of contacts to inspect: what a greater rate adds, what comes first, how many of each collector."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from fractions import Fraction

from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from dunning_cli.domain.case.case import Case, Debtor, Head
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.portfolio.sampling import Candidate, Weight, drawn

CASE = Case(Head(case="XD-1", policy="small-loan", debtor=Debtor(name="林涛")))
RATES = st.integers(1, 100).map(lambda percent: Fraction(percent, 100))
SOME = st.lists(
    st.tuples(st.sampled_from(("wang", "li", "chen")), st.sets(st.sampled_from(Weight))), max_size=40
)


def made(told: list[tuple[str, set[Weight]]]) -> list[Candidate]:
    return [
        Candidate(
            CASE,
            Contact(
                id=f"{number:016d}",
                date=date(2026, 5, 4),
                by=who,
                at=datetime(2026, 5, 4, 9, tzinfo=UTC),
                channel=Channel.PHONE,
            ),
            tuple(sorted(weights)),
            inspected=False,
        )
        for number, (who, weights) in enumerate(told)
    ]


@settings(max_examples=examples(60))
@given(SOME, RATES, RATES, st.integers(0, 999), st.booleans())
def test_a_greater_rate_adds_and_takes_nothing_away(
    told: list[tuple[str, set[Weight]]], one: Fraction, other: Fraction, seed: int, each: bool
) -> None:
    candidates = made(told)
    small, great = (
        {found.contact.id for found in drawn(candidates, rate, seed, each_collector=each)}
        for rate in sorted((one, other))
    )
    assert small <= great
    assert bool(small) == bool(candidates)


@settings(max_examples=examples(60))
@given(SOME, RATES, st.integers(0, 999))
def test_so_many_of_each_whatever_the_order(
    told: list[tuple[str, set[Weight]]], rate: Fraction, seed: int
) -> None:
    candidates = made(told)
    found = drawn(candidates, rate, seed, each_collector=True)
    counted = Counter(each.contact.actor for each in found)
    for who, number in Counter(who for who, _ in told).items():
        # rounded up, by whole numbers
        assert counted[who] == -(-number * rate.numerator // rate.denominator)
    assert drawn(candidates[::-1], rate, seed, each_collector=True) == found


@settings(max_examples=examples(60))
@given(SOME, RATES, st.integers(0, 999))
def test_what_is_asked_for_comes_first(
    told: list[tuple[str, set[Weight]]], rate: Fraction, seed: int
) -> None:
    found = drawn(made(told), rate, seed, each_collector=False)
    inside = {each.contact.id for each in found}
    left = [weights for number, (_, weights) in enumerate(told) if f"{number:016d}" not in inside]
    fewest = min((len(each.weights) for each in found), default=0)
    assert all(len(weights) <= fewest for weights in left)
    assert [len(each.weights) for each in found] == sorted(
        (len(each.weights) for each in found), reverse=True
    )


def test_the_draw_is_that_of_the_hashes() -> None:
    # printf '7 %016d' N | sha256sum, the least first
    found = drawn(made([("wang", set())] * 5), Fraction(1), 7, each_collector=False)
    assert [int(each.contact.id) for each in found] == [2, 0, 3, 4, 1]
