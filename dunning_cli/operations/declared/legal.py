"""What can be recorded on the legal track and of assets."""

from __future__ import annotations

from typing import Any, ClassVar

from dunning_cli.domain.case.codes.legal import AssetType, Collateral, LegalStep
from dunning_cli.domain.case.entries import JudgedPart, RunningAward
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.values import Amount, Day, FilledWords, Flag, PositiveAmount, Words
from dunning_cli.operations.declared.operation import CaseOperation, argument, flag, option


def _value() -> Any:
    return option("AMOUNT", "Value, in yuan.")


def _encumbrance() -> Any:
    return option("TEXT", "Rights of others in it, such as a mortgage.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeLegalStep(CaseOperation):
    """Show a case's legal track, or record a step on it; a judgment or its like re-bases the account.

    Examples:
      dunning legal XD-2026-0001
      dunning legal XD-2026-0001 file --court 云州市江北区人民法院 --docket "(2026)云0101民初1号" --cost 50.00
      dunning legal XD-2026-0001 judgment --principal 10000.00 --interest 500.00 --perform-by 2026-07-15
      dunning legal XD-2026-0001 mediate --principal 9000 --part 2026-08-31:4000 --part 2026-12-31:5000
      dunning legal XD-2026-0001 judgment --principal 9000 --court-fee 50 --perform-by 2026-07-15 --running component=interest,rate=15.4%/year,from=2026-03-01
      dunning legal XD-2026-0001 enforce
      dunning legal XD-2026-0001 serve --to debtor
      dunning legal XD-2026-0001 police --court 云州市公安局江北分局 --docket "云公(江)受案字〔2026〕91号"
    """

    op: ClassVar[str] = "legal"

    step: LegalStep = argument(
        "[STEP]",
        "negotiate, file, arbitrate, preserve, payment-order, mediate, notarise, judgment, enforce, in-kind, withdraw, serve, police or police-end; without it the track so far and what a suit lacks are shown.",
        required=True,
        asked=False,
    )
    court: Words | None = option("NAME", "Court, arbitration body or notary.")
    docket: Words | None = option("TEXT", "Docket number.")
    cost: PositiveAmount | None = option("AMOUNT", "Cost, charged as a fee, in yuan.")
    to: FilledWords | None = option("WHO", "Of serve: whom the papers reached: debtor, guarantor or a name.")
    text: Words | None = option("TEXT", "Anything else.")
    principal: Amount | None = option("AMOUNT", "Principal, in yuan.")
    interest: Amount | None = option("AMOUNT", "Interest, in yuan.")
    penalty: Amount | None = option("AMOUNT", "Penalty, in yuan.")
    fee: Amount | None = option("AMOUNT", "Fee, in yuan.")
    court_fee: Amount | None = option(
        "AMOUNT",
        "Of a judgment or its like: court fee laid on the debtor beside what is awarded, in yuan; awarded costs are given with --fee.",
    )
    perform_by: Day | None = option(
        "DATE",
        "Of a judgment, mediation, award, payment order or notarised paper: last day of the performance period; of parts that of the last, which it is unless given.",
        coming=True,
    )
    parts: tuple[JudgedPart, ...] = option(
        "DATE:AMOUNT",
        "Of a judgment or its like: what is to be paid by a day of its own; repeat it.",
        flags=("--part",),
        default=(),
    )
    running: tuple[RunningAward, ...] = option(
        "KEY=VALUE,…",
        "Of a judgment or its like: interest or penalty awarded from a day on; repeat it. Keys: component, rate, from, base (principal unless given), until (paid, or perform_by), basis (365).",
        default=(),
    )
    value: PositiveAmount | None = option(
        "AMOUNT", "Of in-kind: what the thing counts for, recorded as a payment, in yuan."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAsset(CaseOperation):
    """Record something the debtor or a guarantor owns, or gave as collateral.

    Examples:
      dunning asset add XD-2026-0001 "云州市江北区住宅一套" --type real_estate --collateral mortgage --value 360000
      dunning asset add XD-2026-0001 "轻型货车一辆" --type vehicle --owner guarantor --checked 2026-05-20
    """

    op: ClassVar[str] = "asset add"

    what: FilledWords = argument("WHAT", "What it is, as one would find it.", required=True)
    type: AssetType | None = option(
        "KIND", "real_estate, vehicle, deposit, equipment, receivable or other (unless given)."
    )
    collateral: Collateral | None = option("RIGHT", "mortgage, pledge or lien; merely known without it.")
    owner: FilledWords | None = option("WHO", "Whose it is: debtor (unless given), guarantor or a name.")
    value: Amount | None = _value()
    valued: Day | None = option("DATE", "Valued on; the value date unless given.")
    checked: Day | None = option("DATE", "Last looked at on.")
    encumbrance: Words | None = _encumbrance()
    text: Words | None = option("TEXT", "Anything else.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAsset(CaseOperation):
    """Record a new look at an asset: checked, valued anew, encumbered or gone; what was known before stays.

    Examples:
      dunning asset check XD-2026-0001 01jtd3k8 --checked 2026-06-01 --value 340000
      dunning asset check XD-2026-0001 01jtd3k8 --gone --text "sold in May"
    """

    op: ClassVar[str] = "asset check"

    entry: FilledWords = argument(
        "ENTRY", "The asset: id of its entry, or its unique beginning or end.", required=True
    )
    checked: Day | None = option("DATE", "Looked at on; the value date unless given.")
    value: Amount | None = _value()
    valued: Day | None = option("DATE", "Valued on; the day it was looked at unless given.")
    encumbrance: Words | None = _encumbrance()
    gone: Flag | None = flag("It is no longer there, or no longer theirs.")
    text: Words | None = option("TEXT", "What was found.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCreditor(CaseOperation):
    """Record what the debtor owes somebody else; the latest entry on a creditor counts.

    Examples:
      dunning asset creditor XD-2026-0001 江北村镇银行 --amount 80000 --secured
      dunning asset creditor XD-2026-0001 江北村镇银行 --amount 0 --text "paid off"
    """

    op: ClassVar[str] = "asset creditor"

    creditor: FilledWords = argument("NAME", "To whom the debtor owes.", required=True)
    amount: Amount | None = option("AMOUNT", "How much, in yuan; 0 once nothing is owed any more.")
    secured: Flag | None = flag("The other creditor has collateral.")
    text: Words | None = option("TEXT", "Anything else.")
