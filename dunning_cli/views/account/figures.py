"""The figures that lists show of every case on a day, from the table of figures where it has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from dunning_cli.domain.account import Balance
from dunning_cli.domain.agreements.promises import PromiseOutcome
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.fraud import suspicion
from dunning_cli.domain.case.people.deaths import debtor_death
from dunning_cli.domain.case.people.personal_keys import known_of
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.reading.figure_rows import FigureRow, PersonRow, Suspicion
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.table_cache import TableCache
from dunning_cli.views.account.standing import AccountState, Unknown, all_standing

_OUTCOMES = (PromiseOutcome.OPEN, PromiseOutcome.KEPT, PromiseOutcome.PARTIAL, PromiseOutcome.BROKEN)


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """One case as lists show it on a day."""

    row: FigureRow
    person: PersonRow

    @property
    def balance(self) -> Balance:
        """What is owed, yuan."""
        return Balance(*map(_yuan, self.row.balance))

    @property
    def total(self) -> Decimal:
        """What is owed altogether, less the credit, yuan."""
        return _yuan(self.row.total)

    @property
    def overdue(self) -> Decimal:
        """What has fallen due and is unpaid, yuan."""
        return _yuan(self.row.overdue)

    def area(self, mask: Mask) -> str | None:
        """The village, estate or district as it is shown."""
        person = self.person
        if mask.reveal or not person.area:
            return person.area or None
        other = person.area_in_part if mask.contacts else person.area_masked
        return (person.area if other is None else other) or None


def all_figures(reader: LedgerReader, as_of: date) -> Iterator[CaseFigures | Unknown]:
    """Every case of the ledger, by id; what cannot be worked out becomes an Unknown, never a gap."""
    files = reader.case_files()
    if files is None:
        for found in all_standing(reader, as_of):
            yield found if isinstance(found, Unknown) else figures_of(found)
        return
    with (
        TableCache(reader.folder, f"figures {as_of} {reader.rules_digest}", FigureRow) as figures,
        TableCache(reader.folder, "people", PersonRow) as people,
    ):
        rows, persons = figures.get_all(files), people.get_all(files)
        missing = [file for file in files if file.path not in rows or file.path not in persons]
        worked_out = _worked_out(reader, missing, as_of)
        known = {file: found for file, found in worked_out.items() if isinstance(found, CaseFigures)}
        paths = {file.path for file in files}
        figures.keep({file: found.row for file, found in known.items()}, paths)
        people.keep({file: found.person for file, found in known.items()}, paths)
    for file in files:
        row, person = rows.get(file.path), persons.get(file.path)
        yield CaseFigures(row, person) if row is not None and person is not None else worked_out[file]


def _worked_out(
    reader: LedgerReader, files: Sequence[CaseFile], as_of: date
) -> dict[CaseFile, CaseFigures | Unknown]:
    """The figures of files without a row."""
    standing = all_standing(reader, as_of, files)
    return {
        file: found if isinstance(found, Unknown) else figures_of(found)
        for file, found in zip(files, standing, strict=True)
    }


def figures_of(standing: AccountState) -> CaseFigures:
    """What lists show of a case."""
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
        overdue=_cents(account.overdue),
        balance=(
            _cents(balance.principal),
            _cents(balance.interest),
            _cents(balance.penalty),
            _cents(balance.fee),
            _cents(balance.credit),
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


Masking: TypeAlias = Callable[[CaseFigures], Mask]
"""How what a row holds of people is shown."""


def mask_on(reader: LedgerReader, as_of: date, viewer: Viewer) -> Masking:
    """How a viewer sees the people of rows of a day: by who collects a case now, or will on a later day."""
    day = max(as_of, viewer.today)
    if viewer.office is None or not viewer.office.staff or (viewer.collectors is None and day == as_of):
        return lambda found: Mask(viewer.reveal, viewer.sees_collected(found.row.owner))
    owners = collectors_on(reader, day) if viewer.collectors is None else viewer.collectors(day)
    return lambda found: Mask(
        viewer.reveal, viewer.sees_collected(owners.get(found.row.case, found.row.owner))
    )


def collectors_on(reader: LedgerReader, day: date) -> dict[str, str | None]:
    """Who collects each case on a day, by its id."""
    owners = {}
    for found in all_figures(reader, day):
        if isinstance(found, CaseFigures):
            owners[found.row.case] = found.row.owner
        elif found.case is not None:
            owners[found.case_id] = found.case.owner(day)
    return owners


def _cents(yuan: Decimal) -> int:
    return int(yuan.scaleb(2))


def _yuan(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)
