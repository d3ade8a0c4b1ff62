"""What can be asked of a case: opened, changed, assigned, verified, held to be fraud, closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from dunning_cli.domain.case.codes.agreements import CloseReason
from dunning_cli.domain.case.codes.people import LawfulSource
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.values import Amount, Code, Day, FilledWords, Flag, NewCaseId, PastDay, Words
from dunning_cli.operations.declared.operation import CaseOperation, Operation, argument, flag, option


def _why() -> Any:
    return option("TEXT", "Why.", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase(Operation):
    """Open a case.

    Examples:
      dunning open PF-2026-0007 --policy property-fee --name 王建国 --phone 13800000007 --owner wang
      dunning open XD-2026-0001 --policy small-loan --name 赵强 --contract-date 2025-03-01 --term contract_rate=12%/year
    """

    op: ClassVar[str] = "open"
    not_asked: ClassVar[tuple[str, ...]] = (
        "on",
        "override",
        "agent",
    )
    other_keys: ClassVar[Mapping[str, str]] = {"id": "case"}

    case: NewCaseId = argument(
        "ID", "Id of the new case: letters, digits, - and _, as in PF-2026-0007.", required=True
    )
    policy: Code = option("POLICY", "Product policy, a file in policies/.", required=True)
    name: FilledWords = option("NAME", "The debtor's name.", required=True)
    id_number: Words | None = option("ID", "The debtor's identity document number.")
    phone: tuple[FilledWords, ...] = option("PHONE", "Telephone number; may be repeated.", default=())
    address: FilledWords | None = option("TEXT", "The debtor's address.")
    guarantor: tuple[FilledWords, ...] = option("NAME[:PHONE]", "Guarantor; may be repeated.", default=())
    creditor: Words | None = option("NAME", "To whom the debt is owed.")
    contract: Words | None = option("TEXT", "Contract number.")
    contract_date: PastDay | None = option("DATE", "Date of the contract.")
    lent: Amount | None = option("AMOUNT", "Amount lent, in yuan.")
    area: Words | None = option("TEXT", "Village, estate or district.")
    owner: FilledWords | None = option("STAFF", "First collector.")
    batch: FilledWords | None = option("BATCH", "The client's batch number.")
    entrusted: Day | None = option("DATE", "Entrusted on; with --batch.")
    return_by: Day | None = option("DATE", "To be returned by; with --batch.", coming=True)
    term: tuple[FilledWords, ...] = option(
        "KEY=VALUE", "Override of the policy, dotted.key=value; may be repeated.", default=()
    )
    basis: LawfulSource | None = option(
        "CODE",
        "Lawful source: contract, reserved, authorised, public, told or bureau; not said unless given.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SetHead(Operation):
    """Change master data in the head of a case, or of every open case of a selection, in one commit.

    A condition of --where is policy, owner (who has the case now), batch, stage or area, or a dotted key of the head; all
    of them must be met. Cases that say it already are left as they are.

    Examples:
      dunning set PF-2026-0007 account.area=青禾花园 "debtor.addresses[0].text=青禾花园 3 栋 2 单元 501"
      dunning set PF-2026-0007 debtor.phones[0].status=wrong
      dunning set --where policy=small-loan --where creditor=江北小贷 terms.contract_rate=12%/year --dry-run
    """

    op: ClassVar[str] = "set"
    not_asked: ClassVar[tuple[str, ...]] = (
        "on",
        "override",
        "agent",
    )

    case: FilledWords | None = argument(
        "[CASE]",
        "Case id, a unique beginning of it, or the debtor's name, telephone number or address; none with --where.",
    )
    change: tuple[Words, ...] = argument(
        "KEY=VALUE…", "Dotted for inner keys; KEY= removes the value.", required=True, asked=False
    )
    where: tuple[FilledWords, ...] = option(
        "KEY=VALUE",
        "Every open case of which this is true, instead of one case; may be repeated.",
        default=(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitEdits(Operation):
    """Check and commit edits made by hand: heads of cases, settings, policies, templates.

    Examples:
      dunning commit PF-2026-0007
      dunning commit
    """

    op: ClassVar[str] = "commit"
    commits_settings: ClassVar[bool] = True
    alone: ClassVar[bool] = True
    not_asked: ClassVar[tuple[str, ...]] = (
        "on",
        "override",
        "agent",
    )

    case: FilledWords | None = argument("[CASE]", "One case; without it everything edited by hand.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignCases(Operation):
    """Give cases to a collector, or share all open cases of a selection among several.

    Examples:
      dunning assign PF-2026-0007 PF-2026-0008 --owner li
      dunning assign --from wang --spread li,zhao --dry-run
      dunning assign --batch 2026-05-A --stage M2 --from nobody --owner li
    """

    op: ClassVar[str] = "assign"
    not_asked: ClassVar[tuple[str, ...]] = ("agent",)

    case: tuple[FilledWords, ...] = argument(
        "CASE…",
        "Cases to assign; - reads ids from standard input, one a line. Without any, all open ones selected.",
        default=(),
    )
    owner: FilledWords | None = option("STAFF", "The collector from now on.")
    spread: tuple[FilledWords, ...] = option(
        "STAFF,…",
        "Share the cases among these, so that balances come out even; instead of --owner.",
        default=(),
    )
    from_: FilledWords | None = option("STAFF", "Cases of this collector only; nobody for those without one.")
    batch: FilledWords | None = option("BATCH", "Cases of this batch only.")
    policy: Code | None = option("POLICY", "Cases of this policy only.")
    stage: FilledWords | None = option("STAGE", "Cases in this stage only, such as M2.")
    area: FilledWords | None = option("TEXT", "Cases of this village, estate or district only.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCase(Operation):
    """Close a case, or every open case of a client's batch; nothing is scheduled for it any more.

    Examples:
      dunning close PF-2026-0007 --reason paid
      dunning close --batch 2026-05-A --reason returned --dry-run
    """

    op: ClassVar[str] = "close"
    by_place: ClassVar[tuple[str, ...]] = ("case", "reason")

    case: FilledWords | None = argument(
        "[CASE]",
        "Case id, a unique beginning of it, or the debtor's name, telephone number or address; none with --batch.",
    )
    batch: FilledWords | None = option("BATCH", "Every open case of this batch, in one commit.")
    reason: CloseReason = option(
        "CODE", "paid, settled, returned, written_off, invalid, deceased or other.", required=True
    )
    text: Words | None = option("TEXT", "Anything else.")
    approved_by: FilledWords | None = option("APPROVER", "Who approved it on paper.")
    paper: FilledWords | None = option(
        "PAPER",
        "The paper of that approval; where one person alone may approve, it counts above the limit.",
        flags=("--ref",),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenCase(CaseOperation):
    """Work a closed case again.

    Examples:
      dunning reopen PF-2026-0007 --reason "cheque bounced"
    """

    op: ClassVar[str] = "reopen"
    not_asked: ClassVar[tuple[str, ...]] = ("agent",)

    reason: Words | None = option("TEXT", "Why.")


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyCase(CaseOperation):
    """Record that identity and debt were checked before the first demand.

    Examples:
      dunning verify XD-2026-0001 --reason "identity card and contract compared"
      dunning verify XD-2026-0001 --invalid --reason "another person of the same name"
    """

    op: ClassVar[str] = "verify"

    invalid: Flag | None = flag("The case is not valid; with --reason.")
    reason: Words | None = option("TEXT", "What was checked, or why it is invalid.")


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterPhase(CaseOperation):
    """Move a case into a phase of the work; without a name show the phases, and the one it is in.

    Built in are verify, follow-up, negotiation, visit, guarantor, pre-suit, suit, enforcement, estate, dispute and return;
    an office lists its own in dunning.yaml under phases, each with phase, zh and en, and strategies may wait for more.
    In dispute and return nobody is contacted.

    Examples:
      dunning phase PF-2026-0007
      dunning phase PF-2026-0007 pre-suit
    """

    op: ClassVar[str] = "phase"
    not_asked: ClassVar[tuple[str, ...]] = ("agent",)

    phase: Code = argument(
        "[PHASE]", "Name of the phase, such as pre-suit; none to look.", required=True, asked=False
    )
    reason: Words | None = option("TEXT", "Why.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordComplaint(CaseOperation):
    """Record a complaint, or that one is settled.

    Examples:
      dunning complaint PF-2026-0007 "calls during the midday rest" --about li
    """

    op: ClassVar[str] = "complaint"

    text: FilledWords = argument("TEXT", "What about, or how it was settled.", required=True)
    about: FilledWords | None = option("STAFF", "The staff member complained of.")
    resolves: FilledWords | None = option("ENTRY", "The earlier complaint this settles.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectFraud(CaseOperation):
    """Record suspected fraud with the receipt of the police, or that the suspicion is cleared.

    While it stands nobody is to be contacted and no step of the strategy is listed; deadlines of the law still are.

    Examples:
      dunning fraud CC-2026-0004 "card applied for with another person's papers" --police 江北派出所 --receipt 2026-0615-17
      dunning fraud CC-2026-0004 --cleared --reason "the signature is the debtor's, says the expert"
    """

    op: ClassVar[str] = "fraud"

    text: FilledWords | None = argument("TEXT", "What is suspected.")
    police: FilledWords | None = option("STATION", "Police station that took the report.")
    receipt: FilledWords | None = option("NUMBER", "Number of the police receipt.")
    cleared: Flag | None = flag("The suspicion is cleared; with --reason.")
    reason: FilledWords | None = option("TEXT", "Why the suspicion is cleared.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDoNotLend(CaseOperation):
    """Put the debtor of a closed case, or of one with suspected fraud, on the do-not-lend list.

    The list is for the lender's own lending decisions; it is not to be published or shown to third parties.

    Examples:
      dunning do-not-lend add XD-2026-0020 --reason "three promises broken, written off"
    """

    op: ClassVar[str] = "do-not-lend add"

    reason: FilledWords = _why()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlistDoNotLend(CaseOperation):
    """Take the debtor of a case off the do-not-lend list.

    Examples:
      dunning do-not-lend remove XD-2026-0020 --reason "paid what was written off"
    """

    op: ClassVar[str] = "do-not-lend remove"

    reason: FilledWords = _why()
