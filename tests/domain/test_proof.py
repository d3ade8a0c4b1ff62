"""An account whose figures do not agree is never shown."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from dunning_cli.domain.account.proof import proved
from dunning_cli.kernel.errors import Miscalculated

CENT = Decimal("0.01")


@pytest.mark.parametrize("part", ["principal", "interest", "penalty", "fee"])
def test_a_cent_too_much_in_an_item_is_found_in_every_component(open_case: Any, part: str) -> None:
    case = open_case("small-loan", "contract_rate=12%/year")
    case.add("charge", "2024-01-01", principal="1000", interest="20", penalty="5", fee="10")
    account = case.at("2024-01-01")
    assert proved(account, Decimal(0)) is account
    (item,) = account.items
    unpaid = replace(item.unpaid, **{part: getattr(item.unpaid, part) + CENT})
    with pytest.raises(Miscalculated, match=f"items of {part}:"):
        proved(replace(account, items=(replace(item, unpaid=unpaid),)), Decimal(0))
