"""What is kept of each case for statements to its client: the money that came in, went back or moved."""

from __future__ import annotations

import msgspec

from dunning_cli.domain.settlement.money_of_case import CaseMoney


class MoneyRow(msgspec.Struct, frozen=True, array_like=True):
    """The money of a case."""

    money: CaseMoney
