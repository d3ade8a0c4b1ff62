"""Working out the figures of cases for the table of figures: from the table of an earlier day, or from the case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import msgspec

from dunning_cli.domain.account import figures_and_course
from dunning_cli.domain.account.course import Accruing, Course
from dunning_cli.domain.agreements.promises import PromiseOutcome
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.fraud import suspicion
from dunning_cli.domain.case.people.deaths import debtor_death
from dunning_cli.domain.case.people.personal_keys import known_of
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.money import Rounding, as_cents
from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.reading.figure_rows import CourseRow, FigureRow, PersonRow, Suspicion
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.table_cache import TableCache
from dunning_cli.views.account.case_figures import CaseFigures, figures_table
from dunning_cli.views.account.many_cases import row_of_each
from dunning_cli.views.account.standing import AccountState, all_standing, standing_with
from dunning_cli.views.account.unknown import Unknown

_OUTCOMES = (PromiseOutcome.OPEN, PromiseOutcome.KEPT, PromiseOutcome.PARTIAL, PromiseOutcome.BROKEN)
_LARGEST_KEPT = 2**62
"""What a row of the cache can hold."""


def all_made(reader: LedgerReader, as_of: date) -> Iterator[CaseFigures | Unknown]:
    """The figures of every case, each from the case itself."""
    for found in all_standing(reader, as_of):
        yield found if isinstance(found, Unknown) else figures_of(found)


def made_anew(
    reader: LedgerReader,
    files: Sequence[CaseFile],
    as_of: date,
    before: date | None,
    persons: Mapping[str, PersonRow],
) -> tuple[dict[CaseFile, CaseFigures], dict[str, Unknown]]:
    """The figures of files that have no row for a day, and by path what cannot be worked out.

    Where the account goes on steadily since the table of the day `before`, its row is brought up to date.
    """
    made = dict(_brought_forward(reader, files, as_of, before, persons)) if before is not None else {}
    unknown: dict[str, Unknown] = {}
    left = [file for file in files if file not in made]

    def rows_of(case: Case) -> tuple[FigureRow, PersonRow]:
        account, course = figures_and_course(case, reader.policies.for_case(case), as_of)
        found = figures_of(standing_with(reader, case, account), course)
        return found.row, found.person

    for file, rows in row_of_each(reader, left, rows_of, tuple[FigureRow, PersonRow]):
        if isinstance(rows, Unknown):
            unknown[file.path] = rows
        else:
            made[file] = CaseFigures(*rows)
    return made, unknown


def _brought_forward(
    reader: LedgerReader,
    files: Sequence[CaseFile],
    as_of: date,
    before: date,
    persons: Mapping[str, PersonRow],
) -> Iterator[tuple[CaseFile, CaseFigures]]:
    with TableCache(reader.folder, figures_table(before, reader.rules_digest), FigureRow) as earlier:
        rows = earlier.get_all(files)
    for file in files:
        row, person = rows.get(file.path), persons.get(file.path)
        if row is not None and person is not None and row.course is not None and as_of < row.course.until:
            yield file, CaseFigures(_advanced(row, row.course, before, as_of), person)


def _advanced(row: FigureRow, kept: CourseRow, day: date, as_of: date) -> FigureRow:
    """A row of a day as it is on a later one of its course."""
    accruing = tuple(Accruing(*each) for each in kept.accruing)
    course = Course(day, kept.until, kept.scale, Rounding(kept.rounding), kept.oldest_due, accruing)
    (principal, interest, penalty, fee), overdue = course.added(as_of)
    owed = row.balance
    return msgspec.structs.replace(
        row,
        days_past_due=course.days_past_due(as_of),
        overdue=row.overdue + overdue,
        balance=(owed[0] + principal, owed[1] + interest, owed[2] + penalty, owed[3] + fee, owed[4]),
        course=_course_row(course.later(as_of), None),
    )


def _course_row(course: Course, next_stage: date | None) -> CourseRow | None:
    """A course as it is kept; a new stage ends it too."""
    if any(each.exact > _LARGEST_KEPT for each in course.accruing):
        return None
    return CourseRow(
        min(course.until, next_stage) if next_stage is not None else course.until,
        course.scale,
        course.rounding.value,
        course.oldest_due,
        tuple((each.component, each.exact, each.per_day, each.overdue) for each in course.accruing),
    )


def figures_of(standing: AccountState, course: Course | None = None) -> CaseFigures:
    """What lists show of a case; `course` is how its account goes on."""
    case, as_of, account = standing.case, standing.as_of, standing.account
    head, balance = case.head, account.balance
    outcomes = [each.state for each in standing.promises]
    death = debtor_death(case, as_of)
    open_, kept, partial, broken = (outcomes.count(outcome) for outcome in _OUTCOMES)
    row = FigureRow(
        case=case.id,
        policy=head.policy,
        stage=standing.stage.stage,
        scheme=standing.stage.scheme.value,
        days_past_due=account.days_past_due,
        overdue=as_cents(account.overdue),
        balance=(
            as_cents(balance.principal),
            as_cents(balance.interest),
            as_cents(balance.penalty),
            as_cents(balance.fee),
            as_cents(balance.credit),
        ),
        missed_minimums=account.missed_minimums,
        next_stage=standing.stage.next_stage,
        next_date=standing.stage.next_date,
        promises=(open_, kept, partial, broken),
        owner=case.owner(as_of),
        phase=case.phase(as_of),
        closed=case.closing(as_of) is not None,
        creditor=head.creditor,
        contract=head.account.contract if head.account is not None else None,
        batch=head.batch.id if head.batch is not None else None,
        entrusted=head.batch.entrusted if head.batch is not None else None,
        return_by=case.return_by(as_of),
        suspected=suspected(case, as_of),
        deceased=death.died if death is not None else None,
        course=_course_row(course, standing.stage.next_date) if course is not None else None,
    )
    return CaseFigures(row, _person_of(case))


def suspected(case: Case, as_of: date) -> Suspicion | None:
    """The suspicion of fraud that stands on a day."""
    fraud = suspicion(case, as_of)
    return None if fraud is None else Suspicion(fraud.date, fraud.police, fraud.receipt, fraud.id)


def _person_of(case: Case) -> PersonRow:
    head = case.head
    area = head.account.area if head.account is not None else None
    in_part, masked = (
        _other(area, Mask(contacts=contacts, known=lambda: known_of(case))) for contacts in (True, False)
    )
    return PersonRow(head.debtor.name, area, in_part, masked)


def _other(text: str | None, mask: Mask) -> str | None:
    """A text as a mask shows it, None where it shows it as it is."""
    shown = mask.text(text)
    return None if shown == (text or "") else shown
