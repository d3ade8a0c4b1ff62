"""An account whose figures do not agree is never shown."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from dunning_cli.domain.account.lines import Told
from dunning_cli.domain.account.proof import contradiction

CENT = Decimal("0.01")


@pytest.mark.parametrize("part", ["principal", "interest", "penalty", "fee"])
def test_a_cent_too_much_in_an_item_is_found_in_every_component(open_case: Any, part: str) -> None:
    case = open_case("small-loan", "contract_rate=12%/year")
    case.add("charge", "2024-01-01", principal="1000", interest="20", penalty="5", fee="10")
    account = case.at("2024-01-01")
    told = [Told(line.kind, line.component, line.amount) for line in account.lines]
    assert contradiction(account, told, Decimal(0)) is None
    (item,) = account.items
    unpaid = replace(item.unpaid, **{part: getattr(item.unpaid, part) + CENT})
    found = contradiction(replace(account, items=(replace(item, unpaid=unpaid),)), told, Decimal(0))
    assert found is not None
    assert found[0] == f"items of {part}"
