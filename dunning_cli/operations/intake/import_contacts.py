"""Taking over a client's contact history: every contact on its case, all in one commit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.commit_subjects import IMPORTED_CONTACTS
from dunning_cli.domain.contact.taken_over import Import, undone_among
from dunning_cli.intake.contacts.reading import read_contacts
from dunning_cli.intake.contacts.records import ContactFile, FileContact
from dunning_cli.intake.profiles.cells import RowProblem
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.intake.contact_plan import PlanningFor, plan_case
from dunning_cli.operations.intake.contacts_result import ContactsResult
from dunning_cli.operations.intake.foreign_table import ForeignTable
from dunning_cli.operations.intake.imported_contacts import ImportContacts
from dunning_cli.operations.writing.context import Context
from dunning_cli.operations.writing.execute import execute
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.reading.case_store import load_cases
from dunning_cli.store.reading.ledger_reader import LedgerReader


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsOrder:
    """How a contact history is taken over, beyond what its profile says."""

    partial: bool = False
    visible_only: bool = False


def import_contacts(
    table: ForeignTable, context: Context, order: ContactsOrder | None = None
) -> ContactsResult:
    """Imports a client's contact history in one commit.

    Contacts that are on record are duplicates and left alone. Any rejected row stops the whole import unless the order
    says `partial`. Raises as `ForeignTable.found`, and Refused for a file that cannot be read as a whole.
    """
    order = order or ContactsOrder()
    folder = table.folder
    found = read_contacts(table.found, order.visible_only)
    office = LedgerReader(folder).office
    held = _held_against(folder, found, PlanningFor(office=office, now=context.now, headers=found.headers))
    problems = sorted((*found.rejected, *held.rejected), key=lambda problem: problem.row)
    found = found.rejecting(problems)
    if (problems and not order.partial) or not held.fresh:
        return ContactsResult(found, office, held.duplicates, None, order.partial)
    count = sum(map(len, held.fresh.values()))
    operation = ImportContacts(rows=held.fresh, headers=found.headers, undone=held.undone)
    subject = IMPORTED_CONTACTS(count=count, file=table.path.name)
    receipt = execute(folder, [operation], context, subject=subject)
    late = receipt.outcomes[0].data["duplicates"]
    return ContactsResult(found, office, (*held.duplicates, *late), receipt)


@dataclass(frozen=True, slots=True)
class _Held:
    """A file held against the ledger: the new rows of each case, those on record, and why others cannot be taken."""

    fresh: dict[str, tuple[FileContact, ...]]
    duplicates: tuple[FileContact, ...]
    rejected: tuple[RowProblem, ...]
    undone: frozenset[Import]


def _held_against(folder: LedgerFolder, found: ContactFile, planning: PlanningFor) -> _Held:
    by_case: dict[str, list[FileContact]] = {}
    for row in found.contacts:
        by_case.setdefault(row.case_id, []).append(row)
    column = found.headers.get("case", "case")
    cases, rejected = _cases_of(folder, by_case, column)
    planning = replace(planning, undone=undone_among(cases))
    fresh: dict[str, tuple[FileContact, ...]] = {}
    duplicates: list[FileContact] = []
    for case in cases:
        plan = plan_case(case, by_case[case.id], planning)
        rejected += plan.rejected
        duplicates += plan.duplicates
        if plan.fresh:
            fresh[case.id] = tuple(planned.row for planned in plan.fresh)
    duplicates.sort(key=lambda row: row.row)
    return _Held(fresh, tuple(duplicates), tuple(rejected), planning.undone)


def _cases_of(
    folder: LedgerFolder, by_case: Mapping[str, Sequence[FileContact]], column: str
) -> tuple[list[Case], list[RowProblem]]:
    """The cases that rows name by their whole id; the rows of those that there are not, or that cannot be read."""
    files = {file.id: file for file in folder.case_files()}
    rejected = [
        RowProblem(row.row, column, msg("there is no case {case}: import the cases first", case=case_id))
        for case_id, rows in by_case.items()
        if case_id not in files
        for row in rows
    ]
    cases = []
    wanted = sorted(by_case.keys() & files.keys())
    for case_id, read in zip(wanted, load_cases(folder, [files[each] for each in wanted]), strict=True):
        if read.case is not None:
            cases.append(read.case)
            continue
        reason = read.problems[0].as_message()
        rejected += [RowProblem(row.row, column, reason) for row in by_case[case_id]]
    return cases, rejected
