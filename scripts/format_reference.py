"""Writes the key tables of docs/format.md from the records themselves: `python scripts/format_reference.py`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from marked_page import with_part

from dunning_cli.domain.case.case import Address, CaseBatch, Contract, Debtor, Head, KnownLine, Party, Phone
from dunning_cli.domain.case.entries import (
    KINDS,
    Entry,
    Instalment,
    JudgedPart,
    LetterAmounts,
    RunningAward,
    Score,
)
from dunning_cli.domain.case.office.arrears_reasons import OwnReason
from dunning_cli.domain.case.office.clients import Client, ClientContact
from dunning_cli.domain.case.office.score_sheet import InspectionRules, SheetItem
from dunning_cli.domain.case.office.settings import (
    ApprovalLimits,
    Holidays,
    Letterhead,
    Office,
    PaymentAccount,
    StaffMember,
    Target,
)
from dunning_cli.domain.settlement.statement import CorrectionLine, Statement, StatementLine
from dunning_cli.domain.settlement.terms import ClientTerms, CollectorTerms, CommissionRow
from dunning_cli.kernel.nodes import Map
from dunning_cli.kernel.personal_marks import Form, Mark, Whose
from dunning_cli.kernel.schema import Field, Many, Scalar, fields_of

PAGE = Path(__file__).resolve().parent.parent / "docs" / "format.md"
BEGIN = "<!-- keys: written by scripts/format_reference.py -->"
END = "<!-- end of keys -->"
HEAD_RECORDS = (
    ("Head", Head),
    ("`debtor`", Debtor),
    ("a phone", Phone),
    ("an address", Address),
    ("a party", Party),
    ("`account`", Contract),
    ("`batch`", CaseBatch),
    ("a row of `lines`", KnownLine),
)
ROWS = (
    ("an instalment of a plan", Instalment),
    ("a score of an inspection", Score),
    ("`amounts` of a letter", LetterAmounts),
    ("a row of `parts` of a judgment", JudgedPart),
    ("a row of `running` of a judgment", RunningAward),
)
CLIENT_RECORDS = (
    ("a file of `clients/`", ClientTerms),
    ("a row of `commission`", CommissionRow),
    ("a row of `collectors`", CollectorTerms),
    ("a file of `clients/statements/`", Statement),
    ("a row of `lines` of a statement", StatementLine),
    ("a row of `corrections` of a statement", CorrectionLine),
)
SETTINGS_RECORDS = (
    ("`dunning.yaml`", Office),
    ("a staff member", StaffMember),
    ("a target", Target),
    ("`approval_limits`", ApprovalLimits),
    ("`letterhead`", Letterhead),
    ("`payment_account`", PaymentAccount),
    ("`holidays`", Holidays),
    ("a reason for arrears", OwnReason),
    ("how contacts are inspected", InspectionRules),
    ("an item of the score sheet", SheetItem),
    ("a client", Client),
    ("a contact person of a client", ClientContact),
)


def reference() -> str:
    """The tables of every record, in Markdown."""
    lines = ["## Keys of the head", ""]
    for title, record in HEAD_RECORDS:
        lines += [f"### {title}", "", *table(fields_of(record)), ""]
    common = {item.key for item in fields_of(Entry)}
    lines += ["## Keys of every entry", "", *table(fields_of(Entry)), "", "## Entry kinds", ""]
    for kind, entry in KINDS.items():
        own = [item for item in fields_of(entry) if item.key not in common]
        about = " ".join((entry.__doc__ or "").split())
        lines += [f"### `{kind}`", "", about, "", *(table(own) if own else ["No keys of its own."]), ""]
    for title, record in ROWS:
        lines += [f"### {title}", "", *table(fields_of(record)), ""]
    lines += ["## Keys of the settings", ""]
    for title, record in SETTINGS_RECORDS:
        lines += [f"### {title}", "", *table(fields_of(record)), ""]
    lines += ["## Keys of clients", ""]
    for title, record in CLIENT_RECORDS:
        lines += [f"### {title}", "", *table(fields_of(record)), ""]
    return "\n".join(lines)


def table(items: Iterable[Field]) -> Iterator[str]:
    """The rows of one record's keys; what their texts are of people, where the record is one of case files."""
    items = list(items)
    marked = any(item.personal is not None for item in items)
    yield "| key | value | personal | meaning |" if marked else "| key | value | meaning |"
    yield "|---|---|---|---|" if marked else "|---|---|---|"
    for item in items:
        required = " (required)" if item.required else ""
        personal = f" {mark_words(item.personal) if item.personal else ''} |" if marked else ""
        yield f"| `{item.key}`{required} | {form_of(item)} |{personal} {item.doc or ''} |"


def mark_words(mark: Mark) -> str:
    """What a text is of people, and whose."""
    if mark.form is None:
        return "no"
    if mark.form is Form.TEXT:
        return "free text"
    if mark.whose is Whose.STAFF:
        return "staff"
    return f"{mark.form.value}, {mark.whose.value}" if mark.whose else mark.form.value


def form_of(item: Field) -> str:
    """What may stand at a key, in words or as the list of its choices."""
    form, many = item.form, ""
    if isinstance(form, Many):
        form, many = form.of, "list of "
    if isinstance(form, Scalar):
        return many + str(form.name)
    if form is Map:
        return "map of policy keys"
    if issubclass(form, StrEnum):
        return many + " ".join(f"`{member.value}`" for member in form)
    return many + "map"


def page(text: str) -> str:
    """The page with its tables as they should be."""
    return with_part(text, BEGIN, reference(), END)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
