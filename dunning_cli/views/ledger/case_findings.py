"""What is found in each case by itself, kept until the case or the rules change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Letter
from dunning_cli.domain.case.once import movements
from dunning_cli.domain.case.renamed import earlier_ids
from dunning_cli.domain.contact.taken_over import standing_by_import, taken_over_again
from dunning_cli.kernel.message import Problem
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.case_file import CaseRead
from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.reading.check_rows import (
    CheckRow,
    FactsRow,
    ImportRow,
    LetterRow,
    fault_of_row,
    fault_row,
    token,
)
from dunning_cli.store.reading.table_cache import TableCache
from dunning_cli.store.reading.word_rows import CannotBeKept
from dunning_cli.views.account.many_cases import row_of_each
from dunning_cli.views.account.unknown import Unknown
from dunning_cli.views.ledger.case_checks import CASE_CHECKS, CheckedLedger
from dunning_cli.views.ledger.checks import DOUBLES
from dunning_cli.views.ledger.doubles import recorded_twice


@dataclass(frozen=True, slots=True)
class CaseFindings:
    """What was found in a sound case, and what of it is compared with other cases."""

    facts: FactsRow
    faults: Mapping[str, Sequence[Problem]]
    """By check, without their file; those of `doubles` are what was recorded twice within the case."""


def findings_of_each(
    ground: CheckedLedger,
) -> Iterator[tuple[CaseFile, CaseFindings | CaseRead]]:
    """Every case file of the ledger as it stands, by id: what was found in its case, or what is wrong with the file."""
    reader = ground.reader
    files = reader.folder.case_files()
    with TableCache(reader.folder, f"checks {reader.rules_digest}", CheckRow) as table:
        rows = table.get_all(files)
        missing = [file for file in files if file.path not in rows]
        fresh: dict[CaseFile, CheckRow] = {}
        not_kept: dict[str, CaseFindings | CaseRead] = {}
        for file, row in row_of_each(
            reader, missing, lambda case: _row(_findings(ground, case)), CheckRow | None
        ):
            if row is None or isinstance(row, Unknown):
                not_kept[file.path] = _looked_at(ground, file)
            else:
                fresh[file] = row
        table.keep(fresh, {file.path for file in files})
    rows |= {file.path: row for file, row in fresh.items()}
    for file in files:
        row = rows.get(file.path)
        yield file, _findings_of(row) if row is not None else not_kept[file.path]


def _looked_at(ground: CheckedLedger, file: CaseFile) -> CaseFindings | CaseRead:
    (found,) = ground.reader.cases([file])
    return found if found.case is None else _findings(ground, found.case)


def _findings(ground: CheckedLedger, case: Case) -> CaseFindings:
    faults = {name: tuple(check(ground, case)) for name, check in CASE_CHECKS.items()}
    faults[DOUBLES] = tuple(problem for _, problem in recorded_twice([case], ground.policies))
    facts = FactsRow(
        case.id,
        tuple(LetterRow(each.serial, each.cases) for each in case.entries if isinstance(each, Letter)),
        tuple(sorted(map(token, movements(case)))),
        earlier_ids(case),
        tuple(ImportRow(by, at, count) for (by, at), count in standing_by_import(case).items()),
        any(taken_over_again(case)),
    )
    return CaseFindings(facts, faults)


def _row(findings: CaseFindings) -> CheckRow | None:
    """The row of what was found; None where it has no form to be kept in."""
    try:
        faults = [fault_row(name, each) for name, found in findings.faults.items() for each in found]
    except CannotBeKept:
        return None
    return CheckRow(findings.facts, tuple(faults))


def _findings_of(row: CheckRow) -> CaseFindings:
    faults: dict[str, list[Problem]] = {}
    for each in row.faults:
        faults.setdefault(each.check, []).append(fault_of_row(each))
    return CaseFindings(row.facts, faults)
