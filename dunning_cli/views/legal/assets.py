"""Assets, collateral and other creditors to look at: of one case, and of the whole portfolio."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.entries import OtherDebt
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.litigation.assets import AssetState, Coverage, assets_of, coverage_of, other_debts_of
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO, format_amount
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.data import unknown_data
from dunning_cli.views.account.standing import all_standing, standing_of
from dunning_cli.views.account.unknown import Unknown, unknown_warning

if TYPE_CHECKING:
    from dunning_cli.views.legal.asset_keys import AssetData, AssetListData, HoldingsData

OWNERS = {"debtor": label("debtor"), "guarantor": label("guarantor")}
ASSET_COLUMNS = (
    Column(label("asset")),
    Column(label("kind")),
    Column(label("collateral")),
    Column(label("whose")),
    Column(label("value"), figures=True),
    Column(label("valued")),
    Column(label("checked")),
    Column(label("encumbrance")),
    Column(label("state")),
    Column(label("entry")),
)
CREDITOR_COLUMNS = (
    Column(label("creditor")),
    Column(label("amount"), figures=True),
    Column(label("secured")),
    Column(label("as of")),
    Column(label("remark")),
    Column(label("entry")),
)
PORTFOLIO_COLUMNS = (
    Column(label("case")),
    Column(label("debtor")),
    Column(label("assets"), figures=True),
    Column(label("value"), figures=True),
    Column(label("collateral"), figures=True),
    Column(label("balance"), figures=True),
    Column(label("covered"), figures=True),
    Column(label("old values"), figures=True),
    Column(label("collector")),
)


@dataclass(frozen=True, slots=True)
class _Holdings:
    """What one case knows of assets and other creditors on a day."""

    case: Case
    as_of: date
    assets: tuple[AssetState, ...]
    creditors: tuple[OtherDebt, ...]
    coverage: Coverage

    @property
    def known(self) -> bool:
        """Whether anything is on record."""
        return bool(self.assets or self.creditors)

    @property
    def stale(self) -> tuple[AssetState, ...]:
        """Assets still there whose value is old."""
        return tuple(each for each in self.assets if not each.gone and each.stale(self.as_of))


def _holdings(case: Case, as_of: date, balance: Decimal | None) -> _Holdings:
    standing = case.standing(as_of)
    assets = assets_of(standing)
    return _Holdings(case, as_of, assets, other_debts_of(standing), coverage_of(assets, balance))


def asset_sheet(reader: LedgerReader, reference: str, as_of: date, viewer: Viewer) -> Answer:
    """The assets of one case as last known, how far they cover the debt, and other creditors. Raises NotFound."""
    case = reader.find(reference)
    warnings: list[Message] = []
    balance: Decimal | None = None
    try:
        balance = standing_of(reader, case, as_of).account.balance.total
    except Failure as failure:
        warnings.append(failure.message)
    held = _holdings(case, as_of, balance)
    mask = viewer.mask(case, as_of)
    warnings += [
        msg(
            "{what}: its value is of {date}, more than a year ago",
            what=mask.text(each.what),
            date=each.valued,
        )
        for each in held.stale
    ]
    return Answer(_data(held, mask), tuple(_parts(held, mask)), tuple(warnings))


def _data(held: _Holdings, mask: Mask) -> HoldingsData:
    coverage = held.coverage
    return {
        "case": held.case.id,
        "as_of": held.as_of,
        "assets": [_asset_data(each, held.as_of, mask) for each in held.assets],
        "value": coverage.value,
        "collateral_value": coverage.collateral,
        "balance": coverage.balance,
        "coverage": coverage.ratio,
        "collateral_coverage": coverage.secured_ratio,
        "creditors": [
            {
                "entry": each.id,
                "creditor": mask.name(each.creditor),
                "amount": each.amount,
                "secured": bool(each.secured),
                "date": each.date,
                "text": mask.text(each.text) or None,
            }
            for each in held.creditors
        ],
    }


def _asset_data(asset: AssetState, as_of: date, mask: Mask) -> AssetData:
    return {
        "entry": asset.id,
        "what": mask.text(asset.what),
        "type": asset.type,
        "collateral": asset.collateral,
        "owner": asset.of if asset.of in OWNERS else mask.name(asset.of),
        "value": asset.value,
        "valued": asset.valued,
        "age_days": asset.age(as_of),
        "stale": asset.stale(as_of),
        "checked": asset.checked,
        "encumbrance": mask.text(asset.encumbrance) or None,
        "gone": asset.gone,
        "text": mask.text(asset.text) or None,
        "entries": list(asset.entries),
    }


def _parts(held: _Holdings, mask: Mask) -> Iterator[Table | Message]:
    if not held.known:
        yield msg("no asset and no other creditor of {case} is on record", case=held.case.id)
        return
    heading = msg("assets known in {case} on {date}", case=held.case.id, date=held.as_of)
    if held.assets:
        rows = [_asset_row(each, held.as_of, mask) for each in held.assets]
        total = (label("total"), "", "", "", held.coverage.value, "", "", "", "", "")
        yield Table(ASSET_COLUMNS, rows, heading, total)
        yield _covered(held.coverage)
    if held.creditors:
        rows = [_creditor_row(each, mask) for each in held.creditors]
        amounts = [each.amount for each in held.creditors if each.amount is not None]
        owed = (label("total"), sum(amounts, ZERO), "", "", "", "")
        yield Table(CREDITOR_COLUMNS, rows, label("Other creditors"), owed)


def _asset_row(asset: AssetState, as_of: date, mask: Mask) -> tuple[object, ...]:
    return (
        mask.text(asset.what),
        label_of(asset.type),
        label_of(asset.collateral) if asset.collateral is not None else None,
        OWNERS.get(asset.of) or mask.name(asset.of),
        asset.value,
        asset.valued,
        asset.checked,
        mask.text(asset.encumbrance),
        _asset_state(asset, as_of),
        asset.id,
    )


def _asset_state(asset: AssetState, as_of: date) -> Message:
    if asset.gone:
        return label("gone")
    if asset.value is None:
        return label("not valued")
    return label("old value") if asset.stale(as_of) else label("current")


def _creditor_row(debt: OtherDebt, mask: Mask) -> tuple[object, ...]:
    secured = label("secured") if debt.secured else None
    return mask.name(debt.creditor), debt.amount, secured, debt.date, mask.text(debt.text), debt.id


def _covered(coverage: Coverage) -> Message:
    if coverage.balance is None:
        return label("what is owed cannot be worked out, so neither can its coverage")
    if coverage.ratio is None or coverage.secured_ratio is None:
        return label("nothing is owed")
    return msg(
        "{value} of {balance} owed: covered {share}, by collateral {secured}",
        value=format_amount(coverage.value),
        balance=format_amount(coverage.balance),
        share=f"{coverage.ratio:.0%}",
        secured=f"{coverage.secured_ratio:.0%}",
    )


def asset_list(reader: LedgerReader, as_of: date, viewer: Viewer) -> Answer:
    """Every open case with assets or other creditors on record; one that cannot be worked out keeps its row."""
    found: list[_Holdings] = []
    unknown: list[Unknown] = []
    for item in all_standing(reader, as_of):
        if isinstance(item, Unknown):
            unknown.append(item)
        elif item.case.closing(as_of) is None:
            held = _holdings(item.case, as_of, item.account.balance.total)
            if held.known:
                found.append(held)
    data: AssetListData = {
        "as_of": as_of,
        "cases": [
            *(_data(held, viewer.mask(held.case, as_of)) for held in found),
            *map(unknown_data, unknown),
        ],
    }
    rows = [_portfolio_row(held, viewer.mask(held.case, as_of)) for held in found]
    rows += [(item.case_id, label("cannot be worked out"), *[""] * 7) for item in unknown]
    parts: tuple[Table | Message, ...] = (label("no assets on record"),)
    if rows:
        parts = (Table(PORTFOLIO_COLUMNS, rows, total=_total(found) if found else None),)
    return Answer(data, parts, tuple(unknown_warning(item) for item in unknown))


def _portfolio_row(held: _Holdings, mask: Mask) -> tuple[object, ...]:
    coverage = held.coverage
    return (
        held.case.id,
        mask.name(held.case.head.debtor.name),
        sum(not each.gone for each in held.assets),
        coverage.value,
        coverage.collateral,
        coverage.balance,
        f"{coverage.ratio:.0%}" if coverage.ratio is not None else None,
        len(held.stale) or None,
        held.case.owner(held.as_of),
    )


def _total(found: Sequence[_Holdings]) -> tuple[object, ...]:
    return (
        label("total"),
        "",
        sum(not each.gone for held in found for each in held.assets),
        sum((held.coverage.value for held in found), ZERO),
        sum((held.coverage.collateral for held in found), ZERO),
        sum((held.coverage.balance or ZERO for held in found), ZERO),
        "",
        sum(len(held.stale) for held in found) or None,
        "",
    )
