"""What each command answers with `--json`: the types of its forms, in the order of use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Any

from dunning_cli.cli.families import program_for
from dunning_cli.operations.batch.json_keys import LineReceiptData
from dunning_cli.operations.intake.json_keys import ContactsImportData, ImportData
from dunning_cli.operations.intake.payment_keys import PaymentsData
from dunning_cli.operations.ledger.json_keys import FoundedData
from dunning_cli.operations.sync.json_keys import SyncData
from dunning_cli.operations.writing.json_keys import (
    AssignReceiptData,
    BatchClosedReceiptData,
    BillsReceiptData,
    CheckpointReceiptData,
    CosignedReceiptData,
    ExtendedReceiptData,
    LetterReceiptData,
    LettersReceiptData,
    NewLetterReceiptData,
    PostListReceiptData,
    ReceiptData,
    ReturnReceiptData,
    RulesTakenReceiptData,
    VisitReceiptData,
)
from dunning_cli.views.account.json_keys import (
    AccountData,
    PayoffData,
    PlanSheetData,
    ScheduleData,
    StatementData,
    UnknownAccountData,
)
from dunning_cli.views.audit.json_keys import AuditData, CheckpointData
from dunning_cli.views.case.json_keys import (
    CaseSheetData,
    DiaryData,
    FoundData,
    PhasesData,
    StateData,
    StatesData,
)
from dunning_cli.views.court.json_keys import CourtBatchData
from dunning_cli.views.evidence.form_keys import CourtFormData
from dunning_cli.views.evidence.json_keys import EvidenceWrittenData
from dunning_cli.views.export.datasets import DATASETS
from dunning_cli.views.export.json_keys import ExportData
from dunning_cli.views.ledger.json_keys import (
    AccessReportData,
    ExaminationData,
    FaultsData,
    PolicyData,
    PolicyFaultsData,
    PolicyListData,
    RuleChangesData,
    RulesData,
    RulesEffectData,
)
from dunning_cli.views.legal.asset_keys import AssetListData, HoldingsData
from dunning_cli.views.legal.json_keys import LegalData, LimitationData, LimitationListData
from dunning_cli.views.letters.json_keys import (
    EnvelopesData,
    LetterData,
    LetterRegisterData,
    PreviewData,
    ReceiptPaperData,
)
from dunning_cli.views.people.json_keys import (
    BreachesData,
    CandidatesData,
    ContactData,
    DoNotLendData,
    InspectionSampleData,
    PersonData,
    ScoreSheetData,
)
from dunning_cli.views.portfolio.json_keys import (
    BackdatedData,
    BatchData,
    GivenUpData,
    PortfolioData,
    ReasonsData,
    WorkloadData,
)
from dunning_cli.views.reports.definitions import REPORTS
from dunning_cli.views.reports.json_keys import (
    ClientStatementData,
    ComplianceData,
    MadeOfData,
    PageData,
    PaperData,
    ReportData,
)
from dunning_cli.views.worklist.json_keys import RouteData, WorkListData

EXPORTS = (*DATASETS, "call-list", "sms-list", "calendar")
"""What can be exported."""


@dataclass(frozen=True)
class Form:
    """One way of calling a command, and what it answers; `lines`: one such object a line."""

    call: str
    answer: Any
    lines: bool = False

    @property
    def command(self) -> str:
        """The words of the command."""
        return " ".join(takewhile(lambda word: word[0].islower(), self.call.split()))


LOOKING = (
    Form("list", PortfolioData),
    Form("status CASE", StateData),
    Form("status [CASE CASE …]", StatesData),
    Form("show CASE", CaseSheetData),
    Form("fees CASE", AccountData),
    Form("fees CASE --statement", StatementData),
    Form("fees --all", AccountData, lines=True),
    Form("fees --all, a case that cannot be worked out", UnknownAccountData, lines=True),
    Form("remind", WorkListData),
    Form("visit sheet", RouteData),
    Form("find TEXT", FoundData),
    Form("contact CASE", ContactData),
    Form("debtor WHO", PersonData),
    Form("limitation CASE", LimitationData),
    Form("limitation", LimitationListData),
    Form("phase CASE", PhasesData),
    Form("legal CASE", LegalData),
    Form("legal form CASE", CourtFormData),
    Form("legal batch", CourtBatchData),
    Form("asset list CASE", HoldingsData),
    Form("asset list", AssetListData),
    Form("plan show CASE", PlanSheetData),
    Form("schedule", ScheduleData),
    Form("payoff CASE", PayoffData),
    Form("letter list", LetterRegisterData),
    Form("letter show SERIAL", LetterData),
    Form("letter labels", EnvelopesData),
    Form("letter receipt CASE", ReceiptPaperData),
    Form("letter preview CASE TEMPLATE", PreviewData),
    Form("history", DiaryData),
    Form("workload", WorkloadData),
    Form("do-not-lend list", DoNotLendData),
    Form("do-not-lend list --candidates", CandidatesData),
    *(Form(f"report {name}", ReportData) for name in REPORTS),
    Form("report recovery --cases KEY", MadeOfData),
    Form("report page -o FILE", PageData),
    Form("report weekly", PaperData),
    Form("report monthly", PaperData),
    Form("report backdated", BackdatedData),
    Form("report batch BATCH", BatchData),
    Form("report compliance", ComplianceData),
    Form("report client", ClientStatementData),
    Form("report contact-breaches", BreachesData),
    Form("report given-up", GivenUpData),
    Form("report reasons", ReasonsData),
    Form("policy list", PolicyListData),
    Form("policy show", PolicyData),
    Form("policy check", PolicyFaultsData),
    Form("rules show", RulesData),
    Form("rules diff FILE", RuleChangesData),
    Form("check", FaultsData),
    Form("audit", AuditData),
    Form("checkpoint verify", CheckpointData),
    Form("inspect sample", InspectionSampleData),
    Form("inspect sheet", ScoreSheetData),
    Form("doctor", ExaminationData),
    Form("evidence CASE", EvidenceWrittenData),
    Form("report access", AccessReportData),
    *(Form(f"export {name} -o FILE", ExportData) for name in EXPORTS),
)
"""The commands that look, in the order of use."""

WRITING = (
    Form("letter new CASE TEMPLATE", NewLetterReceiptData),
    Form("letter batch", LettersReceiptData),
    Form("letter deliver CASE SERIAL", LetterReceiptData),
    Form("letter post FILE", PostListReceiptData),
    Form("letter result FILE", PostListReceiptData),
    Form("letter spoil CASE SERIAL", LetterReceiptData),
    Form("assign", AssignReceiptData),
    Form("bill", BillsReceiptData),
    Form("close CASE", ReceiptData),
    Form("close --batch BATCH", BatchClosedReceiptData),
    Form("return BATCH", ReturnReceiptData),
    Form("extension BATCH", ExtendedReceiptData),
    Form("visit record CASE TEXT", VisitReceiptData),
    Form("rules take FILE", RulesTakenReceiptData),
    Form("rules take FILE --dry-run", RulesEffectData),
    Form("checkpoint", CheckpointReceiptData),
    Form("checkpoint cosign", CosignedReceiptData),
    Form("batch FILE", LineReceiptData, lines=True),
    Form("import FILE", ImportData),
    Form("import FILE --kind contacts", ContactsImportData),
    Form("import STATEMENT", PaymentsData),
    Form("sync", SyncData),
    Form("init", FoundedData),
)
"""The commands that write and answer with more than a receipt, or otherwise."""

WRITING_TOO = (
    Form("phase CASE NAME", ReceiptData),
    Form("legal CASE STEP", ReceiptData),
    Form("schedule --charge CASE", ReceiptData),
)
"""Forms of commands that look which write: they answer with a receipt."""

SILENT = frozenset({"complete", "completion", "merge-driver", "work"})
"""Called by git or a shell, and a talk with a person: they have no `--json`."""


@cache
def commands() -> tuple[str, ...]:
    """The words of every command that has `--json`, in the order of the help page."""
    import typer

    return tuple(_with_json("", typer.main.get_command(program_for(None))))


def _with_json(words: str, command: Any) -> Iterator[str]:
    inner = getattr(command, "commands", None)
    by_itself = inner is None or getattr(command, "acts", False)
    if by_itself and any("--json" in parameter.opts for parameter in command.params):
        yield words
    for name, child in (inner or {}).items():
        yield from _with_json(f"{words} {name}".strip(), child)


def plain_receipts() -> tuple[str, ...]:
    """The commands that answer with a receipt and nothing else."""
    named = {form.command for form in (*LOOKING, *WRITING)}
    return tuple(words for words in commands() if words not in named)


def answers_of(command: str) -> tuple[Form, ...]:
    """Every form in which a command answers."""
    forms = tuple(form for form in (*LOOKING, *WRITING, *WRITING_TOO) if form.command == command)
    return forms or (Form(command, ReceiptData),)
