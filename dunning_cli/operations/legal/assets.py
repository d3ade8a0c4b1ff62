"""Operations on what the debtor owns: add an asset, look at it again, note another creditor."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.entries import Asset, OtherDebt
from dunning_cli.domain.case.named_entries import entry_named
from dunning_cli.domain.case.people.details import known_on, party_named
from dunning_cli.domain.litigation.assets import AssetState, assets_of
from dunning_cli.kernel.errors import NotFound, Refused, WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.operations.declared import legal as declared
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork, still_open


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAsset(declared.AddAsset):
    """Records something the debtor or a guarantor owns, or gave as collateral."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the asset. Refused on a closed case, for days to come, and where the same stands already."""
        case = unit.case(self.case)
        on = unit.value_date(self)
        still_open(case, on)
        same = next((each for each in assets_of(case.standing(on)) if each.what == self.what), None)
        if same is not None and not same.gone:
            raise Refused(
                msg(
                    "{case} has that asset already; look at it again with: {cure}",
                    case=case.id,
                    cure=remedy("asset check", case=case.id, entry=same.id),
                )
            )
        valued = _valued(self.value, self.valued, on)
        _not_after(on, valued, self.checked)
        entry = unit.record(
            case, Asset, self, on, what=self.what, type=self.type, collateral=self.collateral, of=self.owner,
            value=self.value, valued=valued, checked=self.checked, encumbrance=self.encumbrance, text=self.text,
        )  # fmt: skip
        warnings = _stranger(case, self.owner, on)
        return outcome_of(case.id, (entry,), on, warnings)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAsset(declared.CheckAsset):
    """Records a new look at an asset; what was known before stays."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the new look. NotFound for an asset the case does not have; Refused on a closed case, days to come."""
        case = unit.case(self.case)
        on = unit.value_date(self)
        still_open(case, on)
        asset = _asset_named(case, self.entry, on)
        checked = self.checked or on
        valued = _valued(self.value, self.valued, checked)
        _not_after(on, valued, checked)
        entry = unit.record(
            case, Asset, self, on, what=asset.what, asset=asset.id, checked=checked, value=self.value,
            valued=valued, encumbrance=self.encumbrance, gone=self.gone, text=self.text,
        )  # fmt: skip
        return outcome_of(case.id, (entry,), on)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCreditor(declared.AddCreditor):
    """Records what the debtor owes somebody else; the latest entry on a creditor counts."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the other creditor. Refused on a closed case."""
        case = unit.case(self.case)
        on = unit.value_date(self)
        still_open(case, on)
        entry = unit.record(
            case, OtherDebt, self, on, creditor=self.creditor, amount=self.amount, secured=self.secured,
            text=self.text,
        )  # fmt: skip
        return outcome_of(case.id, (entry,), on)


def _valued(value: Decimal | None, valued: date | None, otherwise: date) -> date | None:
    """The day of a valuation. Raises WrongUsage for a day without a value."""
    if value is None and valued is not None:
        raise WrongUsage(msg("--valued needs --value"))
    return None if value is None else valued or otherwise


def _not_after(on: date, valued: date | None, checked: date | None) -> None:
    """Raises Refused for a valuation or a look that is still to come."""
    late = max((day for day in (valued, checked) if day is not None), default=on)
    if late > on:
        raise Refused(msg("{day} is after the entry's own date {on}", day=late, on=on))


def _asset_named(case: Case, wanted: str, on: date) -> AssetState:
    """The asset one of whose entries is meant. Raises NotFound."""
    entry = entry_named(case, wanted)
    found = next((each for each in assets_of(case.standing(on)) if entry.id in each.entries), None)
    if found is None:
        raise NotFound(
            msg(
                "{entry} is no asset of {case} on {date}; see: {cure}",
                entry=entry.id,
                case=case.id,
                date=on,
                cure=remedy("asset list", case=case.id),
            )
        )
    return found


def _stranger(case: Case, owner: str | None, on: date) -> tuple[Message, ...]:
    """What to say of an asset of somebody the case does not know."""
    head = known_on(case, on).head
    if owner in (None, "debtor", head.debtor.name):
        return ()
    if owner == "guarantor":
        if any(party.role is Role.GUARANTOR for party in head.parties):
            return ()
        return (msg("{case} names no guarantor", case=case.id),)
    if party_named(head, owner) is not None:
        return ()
    return (
        msg("the owner named is no party of {case}: the asset does not answer for the debt", case=case.id),
    )
