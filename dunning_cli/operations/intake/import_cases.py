"""Taking over a client's file of cases: new cases with what they owe, all in one commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dunning_cli.domain.case.codes.people import LawfulSource
from dunning_cli.domain.case.commit_subjects import IMPORTED_AND_BILLED, IMPORTED_BATCH, IMPORTED_CASES
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.intake.cases.reading import read_cases
from dunning_cli.intake.cases.records import CaseFile, FileCase
from dunning_cli.intake.cases.row_case import Reading
from dunning_cli.intake.profiles.cells import RowProblem
from dunning_cli.intake.profiles.profile import Spread
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.nodes import EMPTY_MAP, Map
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.declared.operation import Operation
from dunning_cli.operations.intake.emptied_case import emptied_cases
from dunning_cli.operations.intake.file_bills import NotHeld, certain, not_held
from dunning_cli.operations.intake.foreign_table import ForeignTable
from dunning_cli.operations.intake.imported_case import AddFileBills, ImportCase
from dunning_cli.operations.intake.known_homes import known_homes
from dunning_cli.operations.writing.context import Context
from dunning_cli.operations.writing.execute import Receipt, execute
from dunning_cli.store.reading.ledger_reader import LedgerReader

if TYPE_CHECKING:
    from dunning_cli.operations.intake.json_keys import ImportData

DEFAULT_POLICY = "small-loan"
"""Where neither the command nor the profile names one."""
UNDATED = msg("the row does not say which months are owed: the sum comes as one opening balance")
SPREADS = tuple(spread.value for spread in Spread)
"""Into which bills a sum for several months may be divided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrder:
    """How a file is taken over, beyond what its profile says; applies to all its cases."""

    policy: str | None = None
    owner: str | None = None
    basis: LawfulSource | None = None
    partial: bool = False
    batch: str | None = None
    entrusted: date | None = None
    return_by: date | None = None
    terms: Map = EMPTY_MAP
    spread: str | None = None
    visible_only: bool = False
    area: str = ""
    add_bills: bool = False
    """Charge the bills that cases which are there already do not hold, where they are certain."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import came to; `not_held` is what rows of cases that are there say beyond them."""

    file: CaseFile
    taken: tuple[FileCase, ...]
    duplicates: tuple[FileCase, ...]
    receipt: Receipt | None
    not_held: tuple[NotHeld, ...] = ()
    bills_added: int = 0
    order: ImportOrder = ImportOrder()

    @property
    def refused(self) -> bool:
        """Whether wrong rows kept the whole file out."""
        return bool(self.file.rejected) and not self.taken and not self.bills_added

    @property
    def notes(self) -> list[tuple[FileCase, RowProblem]]:
        """What is doubtful about cases that were taken: the case, and why."""
        outcomes = self.receipt.outcomes if self.receipt is not None else ()
        found = []
        for case, outcome in zip(self.taken, outcomes, strict=False):
            found += [(case, doubt) for doubt in case.doubts]
            found += [(case, RowProblem(case.row, "", UNDATED))] if case.undated else []
            found += [(case, RowProblem(case.row, "", note)) for note in outcome.data["notes"]]
        return found

    def as_json(self) -> ImportData:
        """What was done, as docs/json.md says it."""
        return {
            "profile": self.file.profile.name,
            "imported": len(self.taken),
            "rows": self.file.rows,
            "rejected": [
                {"row": problem.row, "column": problem.column, "reason": str(problem.reason)}
                for problem in self.file.rejected
            ],
            "notes": [
                {"row": doubt.row, "case": case.case_id, "column": doubt.column, "reason": str(doubt.reason)}
                for case, doubt in self.notes
            ],
            "duplicates": [{"row": row.row, "case": row.case_id} for row in self.duplicates],
            "not_held": [
                {
                    "row": each.row,
                    "case": each.case,
                    "period": (each.bill.ref or None) if each.bill is not None else None,
                    "due": each.due,
                    "amount": each.amount,
                    "reason": None if each.doubt is None else str(each.doubt),
                    "command": str(each.cure),
                }
                for each in self.not_held
            ],
            "bills_added": self.bills_added,
            "skipped": [
                {"row": row.number, "text": row.text, "reason": str(row.why)} for row in self.file.skipped
            ],
            "hidden_rows": list(self.file.hidden),
            "merged_rows": list(self.file.merged),
            "unknown_columns": list(self.file.unknown_columns),
            "commit": self.receipt.commit if self.receipt else None,
        }


def import_cases(table: ForeignTable, context: Context, order: ImportOrder | None = None) -> ImportResult:
    """Imports a client's file of cases in one commit.

    Cases that exist are duplicates and left alone, unless the order says `add_bills`; what they lack is told. Any
    rejected row stops the whole import unless the order says `partial`; then nothing is taken and the result says why. Raises as `ForeignTable.found`, and Refused for a file
    that cannot be read as a whole.
    """
    order = order or ImportOrder()
    folder, path = table.folder, table.path
    found = read_cases(
        table.found,
        Reading(
            entrusted=order.entrusted,
            spread=Spread(order.spread) if order.spread else None,
            visible_only=order.visible_only,
            area=order.area,
            today=context.today,
        ),
    )
    found = _with_order(found, order, path.stem)
    reader = LedgerReader(folder)
    taken_already = {held.id.casefold(): held.id for held in folder.case_files()}
    found = replace(found, cases=known_homes(reader, found.cases, taken_already))
    held = {case.case_id: taken_already.get(case.case_id.casefold()) for case in found.cases}
    twins = [
        _twin(case, other)
        for case in found.cases
        if (other := held[case.case_id]) not in (None, case.case_id)
    ]
    known = reader.policies.policies
    strange = [
        RowProblem(case.row, "", msg("there is no policy '{name}'", name=case.policy))
        for case in found.cases
        if case.policy and order.policy is None and case.policy not in known
    ]
    found = found.rejecting((*found.rejected, *twins, *strange))
    known_ids = tuple(case for case in found.cases if held[case.case_id] == case.case_id)
    emptied = emptied_cases(reader, known_ids)
    duplicates = tuple(case for case in known_ids if case.case_id not in emptied)
    fresh = tuple(case for case in found.cases if held[case.case_id] is None or case.case_id in emptied)
    beyond = _beyond(reader, duplicates)
    growing = tuple(case for case in duplicates if order.add_bills and certain(beyond.get(case.case_id, ())))
    left = tuple(
        each for lacks in beyond.values() for each in lacks if not (order.add_bills and each.doubt is None)
    )
    if (found.rejected and not order.partial) or not (fresh or growing):
        whole = tuple(each for lacks in beyond.values() for each in lacks)
        return ImportResult(found, (), duplicates, None, whole, order=order)
    policy = order.policy or found.profile.keys.policy or DEFAULT_POLICY
    office = reader.office
    fresh = tuple(_with_collector(case, office, order.owner) for case in fresh)
    operations: list[Operation] = [
        ImportCase(
            row=case,
            policy=order.policy or case.policy or policy,
            owner=case.owner or None,
            basis=order.basis,
            terms=order.terms,
        )
        for case in fresh
    ]
    operations += [AddFileBills(row=case) for case in growing]
    receipt = execute(folder, operations, context, subject=_subject(fresh, growing, path))
    added = sum(len(outcome.entries) for outcome in receipt.outcomes[len(fresh) :])
    return ImportResult(found, fresh, duplicates, receipt, left, added, order)


def _beyond(reader: LedgerReader, rows: Sequence[FileCase]) -> dict[str, tuple[NotHeld, ...]]:
    """What rows of cases that are there say beyond them, by case; a case that cannot be read is for `check` to tell."""
    if not rows:
        return {}
    cases = {read.case.id: read.case for read in reader.cases() if read.case is not None}
    policies = reader.policies
    return {
        row.case_id: not_held(policies, cases[row.case_id], row)
        for row in rows
        if row.case_id in cases and cases[row.case_id].head.policy in policies.policies
    }


def _with_order(found: CaseFile, order: ImportOrder, stem: str) -> CaseFile:
    """The file's cases with what the order says of all of them; a return date needs a batch, which has the file's name."""

    def completed(case: FileCase) -> FileCase:
        return_by = order.return_by or case.return_by
        batch = order.batch or case.batch_id or (stem if return_by else "")
        return replace(case, return_by=return_by, batch_id=batch)

    return replace(found, cases=tuple(completed(case) for case in found.cases))


def _with_collector(case: FileCase, office: Office, owner: str | None) -> FileCase:
    """The case with its collector: the one ordered, else the file's own by id or name; one who is not of the office is noted."""
    if owner is not None or not case.owner:
        return replace(case, owner=owner or "")
    if not office.staff:
        return case
    known = next((one.id for one in office.staff if case.owner in (one.id, one.name)), None)
    if known is not None:
        return replace(case, owner=known)
    doubt = RowProblem(
        case.row,
        "",
        msg("'{name}' is nobody of the office's staff; the case has no collector", name=case.owner),
    )
    return replace(case, owner="", doubts=(*case.doubts, doubt))


def _twin(case: FileCase, other: str | None) -> RowProblem:
    """That a row's case has the id of another one but for capitals."""
    reason = msg(
        "{case} differs from {other} in the ledger only by capitals; give it another number",
        case=case.case_id,
        other=other,
    )
    return RowProblem(case.row, "", reason)


def _subject(cases: Sequence[FileCase], growing: Sequence[FileCase], path: Path) -> Message:
    if growing:
        return IMPORTED_AND_BILLED(count=len(cases), file=path.name, others=len(growing))
    batches = list(dict.fromkeys(case.batch_id for case in cases if case.batch_id))
    if len(batches) == 1:
        return IMPORTED_BATCH(count=len(cases), batch=batches[0])
    return IMPORTED_CASES(count=len(cases), file=path.name)
