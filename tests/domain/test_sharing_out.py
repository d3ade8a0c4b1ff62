"""Sharing cases out: everything once, balances even, the same cases always to the same people."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dunning_cli.domain.portfolio.balancing import shares

OWNERS = ("li", "zhao", "chen")
BALANCES = st.dictionaries(
    st.text("ABC123", min_size=1, max_size=4),
    st.decimals(Decimal(-100), Decimal(10_000), places=2),
    max_size=30,
)


def test_the_greatest_goes_first_to_who_has_least() -> None:
    balances = {"A": Decimal(50), "B": Decimal(100), "C": Decimal(60), "D": Decimal(10)}
    found = {share.owner: (share.cases, share.balance) for share in shares(balances, ("li", "zhao"))}
    assert found == {"li": (("B", "D"), Decimal(110)), "zhao": (("A", "C"), Decimal(110))}


def test_cases_without_a_balance_are_shared_by_number() -> None:
    balances = {name: Decimal(0) for name in "ABCDEF"}
    assert [len(share.cases) for share in shares(balances, OWNERS)] == [2, 2, 2]


def test_a_credit_takes_no_yuan_off_a_share() -> None:
    balances = {"A": Decimal(-500), "B": Decimal(100), "C": Decimal(90)}
    assert [share.balance for share in shares(balances, ("li", "zhao"))] == [Decimal(100), Decimal(90)]


@given(BALANCES)
def test_every_case_goes_to_one_person_and_no_share_is_far_above_another(
    balances: dict[str, Decimal],
) -> None:
    found = shares(balances, OWNERS)
    assert sorted(case for share in found for case in share.cases) == sorted(balances)
    greatest = max([Decimal(0), *balances.values()])
    yuan = [share.balance for share in found]
    assert max(yuan) - min(yuan) <= greatest
    assert found == shares(dict(reversed(balances.items())), OWNERS)
