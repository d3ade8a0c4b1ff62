"""What can be recorded of life events: insolvency, incapacity, an estate renounced, a new creditor, a suspension."""

from __future__ import annotations

from typing import ClassVar

from dunning_cli.domain.case.codes.life_events import InsolvencyType, Obstacle
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.values import Day, FilledWords, Flag, Words
from dunning_cli.operations.declared.operation import CaseOperation, argument, flag, option


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInsolvency(CaseOperation):
    """Record that a court accepted a bankruptcy or debt clearing, that the claim was filed, or that it has ended.

    Examples:
      dunning insolvency XD-2026-0001 --accepted 2026-05-20 --court 云州市中级人民法院 --docket "(2026)云01破3号" --claims-by 2026-06-30 --administrator 云州正衡律师事务所:13700000021
      dunning insolvency XD-2026-0001 --filed 2026-06-01 --proof "债权申报回执 17"
      dunning insolvency XD-2026-0001 --ended --text "终结破产程序裁定"
    """

    op: ClassVar[str] = "insolvency"

    accepted: Day | None = option("DATE", "Day on which the court accepted it.")
    of: FilledWords | None = option("WHO", "debtor (unless given), guarantor, or a party's name.")
    type: InsolvencyType | None = option(
        "KIND", "enterprise or personal; as the debtor is an organisation or a person unless given."
    )
    interest_stops: Flag | None = flag(
        "The court's order stops interest from that day on; of a firm the law does."
    )
    court: Words | None = option("NAME", "Court.")
    docket: Words | None = option("TEXT", "Docket number.")
    claims_by: Day | None = option("DATE", "Last day for filing claims.", coming=True)
    administrator: tuple[FilledWords, ...] = option(
        "NAME",
        "Administrator, as NAME or NAME:PHONE, who is talked with from now on; may be repeated.",
        default=(),
    )
    filed: Day | None = option("DATE", "Day on which the claim was filed with the administrator.")
    ended: Flag | None = flag("The proceeding has ended.")
    first: FilledWords | None = option("ENTRY", "The acceptance it is about; the one under way unless given.")
    proof: Words | None = option("TEXT", "Number of the paper it is known from.")
    text: Words | None = option("TEXT", "Anything else.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordIncapacity(CaseOperation):
    """Record that the debtor or a party has no capacity in law, or has it again; their guardian acts for them.

    Examples:
      dunning incapacity PF-2026-0007 --since 2026-03-01 --proof "(2026)云0101民特5号" --guardian 王晓:13700000021
      dunning incapacity PF-2026-0007 --regained --proof "(2026)云0101民特9号"
    """

    op: ClassVar[str] = "incapacity"

    since: Day | None = option("DATE", "First day without capacity.")
    regained: Flag | None = flag("They have capacity again from the value date on.")
    proof: FilledWords = option("TEXT", "What proves it, such as a court's finding.", required=True)
    of: FilledWords | None = option("WHO", "debtor (unless given), guarantor, or a party's name.")
    guardian: tuple[FilledWords, ...] = option("NAME[:PHONE]", "Guardian; may be repeated.", default=())
    text: Words | None = option("TEXT", "Anything else.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRenunciation(CaseOperation):
    """Record that an heir renounced the estate: from then on the person owes nothing and is not contacted any more.

    Examples:
      dunning renounce PF-2026-0007 王晓 --proof "放弃继承公证书 (2026)云证字第88号"
    """

    op: ClassVar[str] = "renounce"

    name: FilledWords = argument("NAME", "The heir.", required=True)
    proof: FilledWords = option("TEXT", "What proves it, such as a notarised declaration.", required=True)
    text: Words | None = option("TEXT", "Anything else.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignClaim(CaseOperation):
    """Record that the claim was assigned to another creditor, or that the debtor was told of it and is bound by it.

    Examples:
      dunning new-creditor XD-2026-0001 云州资产管理有限公司 --agreed 2026-05-08 --contract "债转 2026-7" --account "云州资产管理有限公司,云州银行江北支行,6222020200009999"
      dunning new-creditor XD-2026-0001 --notified 2026-05-20 --proof "快递单 1098765432109"
    """

    op: ClassVar[str] = "new-creditor"

    to: FilledWords | None = argument("[NAME]", "The new creditor.")
    agreed: Day | None = option("DATE", "Day of the assignment.")
    contract: Words | None = option("TEXT", "Number of the contract of assignment.")
    notified: Day | None = option("DATE", "Day on which the notice reached the debtor.")
    proof: Words | None = option("TEXT", "Number under which the notice went out.")
    account: Words | None = option(
        "TEXT",
        "Account to pay into once the debtor was told, as holder, bank and number with commas between; letters name it.",
    )
    first: FilledWords | None = option(
        "ENTRY", "The assignment that the notice is of; the last one unless given."
    )
    text: Words | None = option("TEXT", "Anything else.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendLimitation(CaseOperation):
    """Record what hinders the claim from being brought, so that its period is suspended, or the day on which it was gone.

    Examples:
      dunning suspend XD-2026-0001 force-majeure --from 2026-02-01 --until 2026-04-30 --proof "云府发〔2026〕3号"
      dunning suspend XD-2026-0001 other --from 2026-05-01 --proof "封存通知 5"
    """

    op: ClassVar[str] = "suspend"

    obstacle: Obstacle = argument(
        "OBSTACLE",
        "force-majeure, incapacity (the creditor's, without a representative), estate, controlled or other.",
        required=True,
    )
    from_: Day | None = option("DATE", "First day of it; the value date unless given.")
    until: Day | None = option("DATE", "Day on which it was gone; while missing it lasts.")
    ends: FilledWords | None = option("ENTRY", "The suspension without an end that ended on --until.")
    proof: Words | None = option("TEXT", "What proves it, such as an authority's paper.")
    text: Words | None = option("TEXT", "Anything else.")
