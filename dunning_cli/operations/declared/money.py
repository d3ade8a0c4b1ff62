"""What can be asked about money: charges, bills, payments, transfers, reversals."""

from __future__ import annotations

from typing import Any, ClassVar

from dunning_cli.domain.case.codes.money import CardUse, Via
from dunning_cli.kernel.message import label
from dunning_cli.kernel.money import Component
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.values import Amount, Day, FilledWords, PositiveAmount, Words
from dunning_cli.operations.declared.operation import CaseOperation, argument, option


def _principal() -> Any:
    return option("AMOUNT", "Principal, in yuan.")


def _interest() -> Any:
    return option("AMOUNT", "Interest, in yuan.")


def _penalty() -> Any:
    return option("AMOUNT", "Penalty, in yuan.")


def _fee() -> Any:
    return option("AMOUNT", "Fee, in yuan.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningBalance(CaseOperation):
    """Take over a debt as it stands on a day.

    Examples:
      dunning opening XD-2026-0001 --on 2026-06-01 --principal 10000.00 --interest 120.00 --overdue-since 2026-05-07
    """

    op: ClassVar[str] = "opening"
    leading: ClassVar[tuple[str, ...]] = ("on", "override")

    principal: Amount | None = _principal()
    interest: Amount | None = _interest()
    penalty: Amount | None = _penalty()
    fee: Amount | None = _fee()
    overdue_since: Day | None = option("DATE", "First day the debt was due and unpaid.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCharge(CaseOperation):
    """Add something newly owed: a quarter's bill, an instalment, a purchase, a fee.

    Examples:
      dunning charge PF-2026-0007 --on 2026-04-01 --due 2026-04-30 --principal 1200.00 --ref 2026Q2
    """

    op: ClassVar[str] = "charge"
    leading: ClassVar[tuple[str, ...]] = ("on", "override")

    due: Day | None = option("DATE", "Due date.", coming=True)
    principal: Amount | None = _principal()
    interest: Amount | None = _interest()
    penalty: Amount | None = _penalty()
    fee: Amount | None = _fee()
    ref: Words | None = option("TEXT", "Bill or statement it belongs to.")
    use: CardUse | None = option("USE", "On a card: cash or instalment; a purchase unless given.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay(CaseOperation):
    """Record money received.

    Examples:
      dunning pay PF-2026-0007 300.00 --on 2026-02-10 --via bank
      dunning pay PF-2026-0007 500 --via cash --payer 李敏 --to principal
      dunning pay PF-2026-0007 400 --via bank --ref 20260601004711 --part-of 1000
      dunning pay PF-2026-0007 300.00 --to-item 2026Q1
    """

    op: ClassVar[str] = "pay"
    leading: ClassVar[tuple[str, ...]] = ("on", "override")

    amount: PositiveAmount = argument("AMOUNT", "Amount received, in yuan.", required=True)
    via: Via | None = option(
        "WAY",
        "cash, bank, wechat, alipay, pos, court or other.",
        unsaid=label("the way of payment was not said and counts as other; say it with --via").template,
    )
    ref: Words | None = option("TEXT", "Receipt or transaction number.")
    part_of: PositiveAmount | None = option(
        "AMOUNT", "Amount of the whole transfer, where one transfer is booked on several cases."
    )
    to: Component | None = option("COMPONENT", "principal, interest, penalty or fee, as the payer named it.")
    to_item: Words | None = option("REF|ENTRY|PERIOD", "The bill that the payer named; it is served first.")
    payer: Words | None = option("NAME", "Who paid, where not the debtor.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(CaseOperation):
    """Use what was paid too much on one case on another of the same debtor; it is not collected twice.

    Examples:
      dunning transfer PF-2026-0007 100.00 --into PF-2026-0008
      dunning transfer PF-2026-0007 100.00 --into PF-2026-0011 --consent "letter of 2026-06-02"
    """

    op: ClassVar[str] = "transfer"
    not_asked: ClassVar[tuple[str, ...]] = ("agent",)

    into: FilledWords = option("CASE", "The case that receives the money.", required=True)
    amount: PositiveAmount = argument("AMOUNT", "Amount, in yuan.", required=True)
    consent: FilledWords | None = option(
        "REF", "The paper by which whoever paid agreed; needed for another debtor's case."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PayBack(CaseOperation):
    """Pay back what was paid too much.

    Examples:
      dunning refund PF-2026-0007 100.00 --via bank --ref 20260603000127
    """

    op: ClassVar[str] = "refund"

    amount: PositiveAmount = argument("AMOUNT", "Amount paid back, in yuan.", required=True)
    via: Via = option("WAY", "cash, bank, wechat, alipay, pos, court or other.", required=True)
    ref: Words | None = option("TEXT", "Receipt or transaction number.")
    to: FilledWords | None = option("NAME", "To whom, where not the debtor.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reverse(CaseOperation):
    """Take an entry back; both the entry and its reversal stay visible.

    Examples:
      dunning reverse PF-2026-0007 01jtd3k8q7m4x2aa --reason "entered twice"
      dunning reverse PF-2026-0007 20260601004711 --reason "transfer of another household"
    """

    op: ClassVar[str] = "reverse"
    not_asked: ClassVar[tuple[str, ...]] = (
        "on",
        "override",
        "agent",
    )

    entry: FilledWords = argument(
        "ENTRY",
        "Entry id or its unique beginning or end; or its receipt, transaction or serial number.",
        required=True,
    )
    reason: Words | None = option("TEXT", "Why.")
    approved_by: FilledWords | None = option("APPROVER", "Who approved it on paper.")
    paper: FilledWords | None = option(
        "PAPER",
        "The paper of that approval; where one person alone may approve, it counts above the limit.",
        flags=("--ref",),
    )
