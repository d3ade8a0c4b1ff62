"""What can be asked of instalments still to come: acceleration, early payment, other terms."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from dunning_cli.domain.case.codes.money import Via
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.values import FilledWords, Flag, Words
from dunning_cli.operations.declared.agreements import approval_paper, approved_by
from dunning_cli.operations.declared.bills import ScheduleTerms
from dunning_cli.operations.declared.operation import CaseOperation, argument, flag, option
from dunning_cli.operations.declared.values import AmountOrAll


class Kept(StrEnum):
    """What stays as it was after a part of the principal was paid early."""

    TERM = "term"
    INSTALMENT = "instalment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accelerate(CaseOperation):
    """Let all instalments still to come fall due at once, after default and by a letter that says so.

    From the value date all principal is due; interest and fees charged for later periods are not owed any more.

    Examples:
      dunning accelerate XD-2026-0001 --notice 2026-A-0012 --on 2026-06-15
      dunning accelerate XD-2026-0001 --notice 2026-A-0012 --reason "contract, article 9"
    """

    op: ClassVar[str] = "accelerate"
    leading: ClassVar[tuple[str, ...]] = ("on",)
    not_asked: ClassVar[tuple[str, ...]] = ("agent",)

    notice: FilledWords = option("SERIAL", "The letter that tells the debtor.", required=True)
    reason: Words | None = option("TEXT", "The clause, or anything else.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepay(CaseOperation):
    """Record money that pays instalments before they are due: all of them, or a part of the principal.

    What is due is paid first. The rest pays principal with the interest of the days since the last due date, and the fee
    that the policy names under `prepayment`; later instalments become lower, or fewer.

    Examples:
      dunning prepay XD-2026-0001 all --via bank --on 2026-06-15
      dunning prepay XD-2026-0001 5000.00 --via bank
      dunning prepay XD-2026-0001 5000.00 --via bank --keep instalment
    """

    op: ClassVar[str] = "prepay"
    leading: ClassVar[tuple[str, ...]] = ("on",)
    not_asked: ClassVar[tuple[str, ...]] = ("agent",)

    amount: AmountOrAll = argument(
        "AMOUNT|all", "Amount received in yuan, or all that `payoff` names.", required=True
    )
    keep: Kept = option(
        "WHAT", "term: lower instalments (unless given); instalment: as before, but fewer.", default=Kept.TERM
    )
    via: Via | None = option("WAY", "cash, bank, wechat, alipay, pos, court or other.")
    ref: Words | None = option("TEXT", "Receipt or transaction number.")
    payer: Words | None = option("NAME", "Who paid, where not the debtor.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadAnew(ScheduleTerms):
    """Put other instalments in the place of those still to come, and with --arrears of those past due.

    What is not said stays as it was: the kind, the number of instalments and the due dates of those that end, the rate of
    the contract.

    Examples:
      dunning reschedule XD-2026-0001 --periods 24 --reason "agreement of 2026-06-15"
      dunning reschedule XD-2026-0001 --rate 8% --on 2026-06-15
      dunning reschedule XD-2026-0001 --interest-free 3
      dunning reschedule XD-2026-0001 --arrears --periods 12 --first 2026-07-15 --approved-by zhou
    """

    op: ClassVar[str] = "reschedule"
    leading: ClassVar[tuple[str, ...]] = ("on",)
    not_asked: ClassVar[tuple[str, ...]] = ("agent", "ref")

    case: FilledWords = argument(
        "CASE",
        "Case id, a unique beginning of it, or the debtor's name, telephone number or address.",
        required=True,
    )
    arrears: Flag | None = flag("Principal and interest past due are spread too: days past due begin anew.")
    reason: FilledWords | None = option("TEXT", "What was agreed, and why.")
    approved_by: FilledWords | None = approved_by()
    paper: FilledWords | None = approval_paper()
