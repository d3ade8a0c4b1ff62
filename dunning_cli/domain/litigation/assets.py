"""What the debtor and the guarantors own, as last known, and to whom else the debtor owes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from dunning_cli.domain.case.codes.legal import AssetType, Collateral
from dunning_cli.domain.case.entries import Asset, Entry, OtherDebt
from dunning_cli.kernel.dates import add_months
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass

STALE_MONTHS = 12
"""A valuation older than this is said to be old."""


@dataclass(frozen=True, slots=True)
class AssetState:
    """One asset as its entries together say."""

    id: str
    """The first entry about it."""
    what: str
    type: AssetType
    collateral: Collateral | None
    of: str
    """`debtor`, `guarantor` or a name."""
    value: Decimal | None
    """Yuan, as last valued; None while nobody did."""
    valued: date | None
    checked: date | None
    """Last looked at on."""
    encumbrance: str | None
    gone: bool
    text: str | None
    entries: tuple[str, ...]
    """Every entry about it, in replay order."""

    def stale(self, as_of: date) -> bool:
        """Whether its value was found more than a year ago."""
        return self.valued is not None and add_months(self.valued, STALE_MONTHS) < as_of

    def age(self, as_of: date) -> int | None:
        """Days since it was valued; None while nobody did."""
        return (as_of - self.valued).days if self.valued is not None else None


def assets_of(standing: Iterable[Entry]) -> tuple[AssetState, ...]:
    """Every asset among entries that stand on a day, by its first entry; a later entry adds to or replaces.

    An asset whose first entry was reversed lives on in the later ones.
    """
    found: dict[str, list[Asset]] = {}
    for entry in standing:
        if isinstance(entry, Asset):
            found.setdefault(entry.asset or entry.id, []).append(entry)
    return tuple(_state(first, entries) for first, entries in found.items())


def _state(first: str, entries: Sequence[Asset]) -> AssetState:
    latest = entries[::-1]
    worth = next((each for each in latest if each.value is not None), None)
    return AssetState(
        id=first,
        what=latest[0].what,
        type=next((each.type for each in latest if each.type), AssetType.OTHER),
        collateral=next((each.collateral for each in latest if each.collateral), None),
        of=next((each.of for each in latest if each.of), "debtor"),
        value=worth.value if worth is not None else None,
        valued=(worth.valued or worth.date) if worth is not None else None,
        checked=max((each.checked for each in entries if each.checked), default=None),
        encumbrance=next((each.encumbrance for each in latest if each.encumbrance), None),
        gone=bool(latest[0].gone),
        text=next((each.text for each in latest if each.text), None),
        entries=tuple(each.id for each in entries),
    )


def other_debts_of(standing: Iterable[Entry]) -> tuple[OtherDebt, ...]:
    """The other creditors with what was last known of each; those no longer owed anything are left out."""
    latest = {entry.creditor: entry for entry in standing if isinstance(entry, OtherDebt)}
    return tuple(entry for entry in latest.values() if entry.amount is None or entry.amount > ZERO)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What assets are worth beside a debt, yuan; those that are gone or not valued count nothing."""

    value: Decimal
    collateral: Decimal
    """The part in which the creditor has a right."""
    balance: Decimal | None
    """What is owed; None where it cannot be worked out."""

    @property
    def ratio(self) -> Decimal | None:
        """Value over balance, two decimals; None where nothing is owed."""
        if self.balance is None or self.balance <= ZERO:
            return None
        return (self.value / self.balance).quantize(Decimal("0.01"))

    @property
    def secured_ratio(self) -> Decimal | None:
        """Collateral over balance, two decimals; None where nothing is owed."""
        if self.balance is None or self.balance <= ZERO:
            return None
        return (self.collateral / self.balance).quantize(Decimal("0.01"))


def coverage_of(assets: Iterable[AssetState], balance: Decimal | None) -> Coverage:
    """How far assets cover a balance."""
    there = [each for each in assets if not each.gone and each.value is not None]
    secured = [each for each in there if each.collateral is not None]
    return Coverage(
        value=sum((each.value for each in there if each.value is not None), ZERO),
        collateral=sum((each.value for each in secured if each.value is not None), ZERO),
        balance=balance,
    )
