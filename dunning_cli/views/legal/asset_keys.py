"""What `asset list` answers for scripts (docs/json.md)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, TypedDict

from dunning_cli.domain.case.codes.legal import AssetType, Collateral
from dunning_cli.kernel.values import Day
from dunning_cli.views.account.json_keys import UnknownCaseData


class AssetData(TypedDict):
    """One asset as last known."""

    entry: Annotated[str, "the first entry about it"]
    what: Annotated[str, "what it is"]
    type: Annotated[AssetType, "what kind of thing it is"]
    collateral: Annotated[Collateral | None, "the creditor's right in it; null where it is merely known"]
    owner: Annotated[str, "whose it is: `debtor`, `guarantor` or a name"]
    value: Annotated[Decimal | None, "value; null while nobody valued it"]
    valued: Annotated[Day | None, "day it was valued"]
    age_days: Annotated[int | None, "days since then"]
    stale: Annotated[bool, "whether that is more than a year ago"]
    checked: Annotated[Day | None, "day it was last looked at"]
    encumbrance: Annotated[str | None, "rights of others in it"]
    gone: Annotated[bool, "whether it is no longer there"]
    text: Annotated[str | None, "anything else"]
    entries: Annotated[list[str], "every entry about it"]


class OtherCreditorData(TypedDict):
    """What the debtor owes somebody else."""

    entry: Annotated[str, "its entry"]
    creditor: Annotated[str, "to whom"]
    amount: Annotated[Decimal | None, "how much, where known"]
    secured: Annotated[bool, "whether that creditor has collateral"]
    date: Annotated[Day, "value date"]
    text: Annotated[str | None, "anything else"]


class HoldingsData(TypedDict):
    """The assets of one case, and other creditors."""

    case: Annotated[str, "id of the case"]
    as_of: Annotated[Day, "day it is looked at"]
    assets: Annotated[list[AssetData], "the assets"]
    value: Annotated[Decimal, "value of those that are there"]
    collateral_value: Annotated[Decimal, "value of those in which the creditor has a right"]
    balance: Annotated[Decimal | None, "what is owed; null where it cannot be worked out"]
    coverage: Annotated[Decimal | None, "value over balance, 1.00 for all of it; null where nothing is owed"]
    collateral_coverage: Annotated[Decimal | None, "the same of the collateral"]
    creditors: Annotated[list[OtherCreditorData], "other creditors"]


class AssetListData(TypedDict):
    """Every open case with assets or other creditors on record."""

    as_of: Annotated[Day, "day they are looked at"]
    cases: Annotated[list[HoldingsData | UnknownCaseData], "the cases; those that cannot be worked out last"]
