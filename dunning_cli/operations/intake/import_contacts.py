"""Taking over a client's contact history: every contact on its case, all in one commit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dunning_cli.intake.contacts.reading import read_contacts
from dunning_cli.intake.contacts.records import ContactFile, FileContact
from dunning_cli.intake.files.opened import refuse_other_kinds
from dunning_cli.intake.profiles.cells import RowProblem
from dunning_cli.intake.profiles.kinds import ImportKind
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.intake.contact_plan import PlanningFor, plan_case
from dunning_cli.operations.intake.contacts_result import ContactsResult
from dunning_cli.operations.intake.imported_contacts import ImportContacts
from dunning_cli.operations.intake.profiles import profiles_of
from dunning_cli.operations.writing.context import Context
from dunning_cli.operations.writing.execute import execute
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.foreign_file import foreign_bytes
from dunning_cli.store.reading.case_store import load_cases
from dunning_cli.store.reading.ledger_reader import LedgerReader


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsOrder:
    """How a contact history is taken over, beyond what its profile says."""

    profile: str | None = None
    partial: bool = False
    visible_only: bool = False


def import_contacts(
    folder: LedgerFolder, path: Path, context: Context, order: ContactsOrder | None = None
) -> ContactsResult:
    """Imports a client's contact history in one commit.

    Contacts that are on record are duplicates and left alone. Any rejected row stops the whole import unless the order
    says `partial`. Raises NotFound for a missing file, WrongUsage for another kind of file, Refused for one that
    cannot be read as a whole, and for a profile with faults.
    """
    order = order or ContactsOrder()
    refuse_other_kinds(path)
    data = foreign_bytes(path, msg("{file} is a folder: name the file to import", file=str(path)))
    profiles = profiles_of(folder, ImportKind.CONTACTS, order.profile)
    found = read_contacts(path.name, data, profiles, order.visible_only)
    office = LedgerReader(folder).office
    planning = PlanningFor(office=office, now=context.now, headers=found.headers)
    rows, duplicates, rejected = _held_against(folder, found, planning)
    problems = sorted((*found.rejected, *rejected), key=lambda problem: problem.row)
    found = replace(found, rejected=tuple(problems))
    if (problems and not order.partial) or not rows:
        return ContactsResult(found, office, duplicates, None)
    count = sum(map(len, rows.values()))
    operation = ImportContacts(rows=rows, headers=found.headers)
    subject = msg("import {count} contacts from {file}", count=count, file=path.name)
    receipt = execute(folder, [operation], context, subject=subject)
    late = receipt.outcomes[0].data["duplicates"]
    return ContactsResult(found, office, (*duplicates, *late), receipt)


def _held_against(
    folder: LedgerFolder, found: ContactFile, planning: PlanningFor
) -> tuple[dict[str, tuple[FileContact, ...]], tuple[FileContact, ...], list[RowProblem]]:
    """The new rows of each case; the rows on record; and why others cannot be taken."""
    by_case: dict[str, list[FileContact]] = {}
    for row in found.contacts:
        by_case.setdefault(row.case_id, []).append(row)
    files = {file.id: file for file in folder.case_files()}
    column = found.headers.get("case", "case")
    rejected = [
        RowProblem(row.row, column, msg("there is no case {case}: import the cases first", case=case_id))
        for case_id, rows in by_case.items()
        if case_id not in files
        for row in rows
    ]
    wanted = sorted(by_case.keys() & files.keys())
    fresh: dict[str, tuple[FileContact, ...]] = {}
    duplicates: list[FileContact] = []
    for case_id, read in zip(wanted, load_cases(folder, [files[each] for each in wanted]), strict=True):
        rows = by_case[case_id]
        if read.case is None:
            reason = read.problems[0].as_message()
            rejected += [RowProblem(row.row, column, reason) for row in rows]
            continue
        plan = plan_case(read.case, rows, planning)
        rejected += plan.rejected
        duplicates += plan.duplicates
        if plan.fresh:
            fresh[case_id] = tuple(planned.row for planned in plan.fresh)
    return fresh, tuple(sorted(duplicates, key=lambda row: row.row)), rejected
