"""Taking over a client's file of cases: new cases with their opening balances, all in one commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from dunning_cli.domain.account import rates_above_cap
from dunning_cli.domain.case.case import Address, Case, CaseBatch, Contract, Debtor, Head, Party, Phone
from dunning_cli.domain.case.codes.people import LawfulSource, Role
from dunning_cli.domain.case.entries import Entry, Opening, Payment
from dunning_cli.domain.case.people.details import with_basis
from dunning_cli.domain.case.people.doubtful_numbers import doubts_of
from dunning_cli.intake.loan_columns import CASE_NUMBER
from dunning_cli.intake.loan_records import LoanFile, LoanRow, RowProblem
from dunning_cli.intake.personal_loans import read_personal_loans
from dunning_cli.intake.table import refuse_other_kinds
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.operations.cases.likely_twice import likely_twice
from dunning_cli.operations.cases.opening import known_policy
from dunning_cli.operations.declared.operation import Operation
from dunning_cli.operations.writing.context import Context, known_staff
from dunning_cli.operations.writing.execute import Receipt, execute
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.foreign_file import foreign_bytes

if TYPE_CHECKING:
    from dunning_cli.operations.intake.json_keys import ImportData

DEFAULT_POLICY = "small-loan"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCase(Operation):
    """Opens the case of one row of a client file."""

    op: ClassVar[str] = "take-over"

    row: LoanRow = key("the row", required=True)
    policy: str = key("product policy", required=True)
    owner: str | None = key("first collector")
    basis: LawfulSource | None = key("lawful source of the numbers and addresses")

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the case, its opening balance and what had been paid on it."""
        row = self.row
        known_policy(unit, self.policy)
        if self.owner is not None:
            known_staff(unit.office, self.owner)
        case = unit.open_case(with_basis(head_of(row, self.policy, self.owner), self.basis))
        entries = self._entries(unit, case)
        subject = msg("import {case}", case=case.id)
        notes = (*doubts_of(case.head), *likely_twice(unit, unit.case(case.id)))
        return Outcome(
            subject, (case.id,), entries, row.entrusted, self._warnings(unit, case), {"notes": notes}
        )

    def _entries(self, unit: UnitOfWork, case: Case) -> tuple[Entry, ...]:
        row = self.row
        entries: list[Entry] = []
        if row.principal + row.interest + row.penalty + row.fee > ZERO:
            opening = unit.record(
                case,
                Opening,
                self,
                row.entrusted,
                principal=row.principal or None,
                interest=row.interest or None,
                penalty=row.penalty or None,
                fee=row.fee or None,
                overdue_since=row.overdue_since,
            )
            entries.append(opening)
        if row.paid > ZERO:
            entries.append(unit.record(case, Payment, self, row.entrusted, amount=row.paid, ref="已还金额"))
        return tuple(entries)

    def _warnings(self, unit: UnitOfWork, case: Case) -> tuple[Message, ...]:
        above = rates_above_cap(unit.policies.for_case(case), unit.context.today)
        notes = unit.account(unit.case(case.id), self.row.entrusted).notes
        return notes if above is None else (*notes, above)


def head_of(row: LoanRow, policy: str, owner: str | None) -> Head:
    """The head of a case from a row. What nothing in the product uses, such as the sex, is not kept."""
    return Head(
        case=row.case_id,
        policy=policy,
        creditor=row.creditor or None,
        debtor=Debtor(
            name=row.debtor_name,
            id_number=row.id_number or None,
            phones=tuple(Phone(number=phone.number, kind=phone.kind) for phone in row.phones),
            addresses=tuple(Address(text=address.text, kind=address.kind) for address in row.addresses),
            email=row.email or None,
            employer=row.employer or None,
        ),
        parties=tuple(
            Party(
                name=contact.name,
                role=Role.CONTACT,
                relation=contact.relation,
                phones=(Phone(number=contact.phone),) if contact.phone else (),
                note=contact.relation_text or None,
            )
            for contact in row.contacts
        ),
        account=Contract(
            contract=row.contract_number or None,
            contract_date=row.contract_date,
            number=row.account_number or None,
            customer=row.customer_number or None,
            product=row.product_type or None,
            lent=row.amount_lent,
            periods=row.periods_total,
            not_entrusted=row.not_entrusted,
            area=row.city or None,
            bank=row.bank_name or None,
            bank_account=row.bank_account or None,
        ),
        owner=owner,
        batch=CaseBatch(id=row.batch_id, entrusted=row.entrusted) if row.batch_id else None,
        remark=row.note or None,
    )


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import came to."""

    file: LoanFile
    taken: tuple[LoanRow, ...]
    duplicates: tuple[LoanRow, ...]
    receipt: Receipt | None

    @property
    def refused(self) -> bool:
        """Whether wrong rows kept the whole file out."""
        return bool(self.file.rejected) and not self.taken

    @property
    def notes(self) -> list[tuple[LoanRow, Message]]:
        """What is doubtful about rows that were taken: the row, and why."""
        outcomes = self.receipt.outcomes if self.receipt is not None else ()
        return [
            (row, note)
            for row, outcome in zip(self.taken, outcomes, strict=False)
            for note in outcome.data["notes"]
        ]

    def as_json(self) -> ImportData:
        """`{imported, rejected, notes, duplicates, unknown_columns, commit}`."""
        return {
            "imported": len(self.taken),
            "rejected": [
                {"row": problem.row, "column": problem.column, "reason": str(problem.reason)}
                for problem in self.file.rejected
            ],
            "notes": [{"row": row.row, "case": row.case_id, "reason": str(note)} for row, note in self.notes],
            "duplicates": [{"row": row.row, "case": row.case_id} for row in self.duplicates],
            "unknown_columns": list(self.file.unknown_columns),
            "commit": self.receipt.commit if self.receipt else None,
        }


def import_cases(
    folder: LedgerFolder,
    path: Path,
    context: Context,
    policy: str = DEFAULT_POLICY,
    owner: str | None = None,
    partial: bool = False,
    basis: LawfulSource | None = None,
) -> ImportResult:
    """Imports a personal-loan client file in one commit.

    Rows whose case exists are duplicates and left alone. Any rejected row stops the whole
    import unless `partial`; then nothing is taken and the result says why.
    Raises NotFound for a missing file, WrongUsage for another kind of file, Refused for one that cannot be read
    as a whole.
    """
    refuse_other_kinds(path)
    data = foreign_bytes(path, msg("{file} is a folder: name the file to import", file=str(path)))
    found = read_personal_loans(path.name, data)
    taken_already = {held.id.casefold(): held.id for held in folder.case_files()}
    held = {row.row: taken_already.get(row.case_id.casefold()) for row in found.rows}
    twins = [_twin(row, other) for row in found.rows if (other := held[row.row]) not in (None, row.case_id)]
    found = replace(found, rejected=(*found.rejected, *twins))
    duplicates = tuple(row for row in found.rows if held[row.row] == row.case_id)
    fresh = tuple(row for row in found.rows if held[row.row] is None)
    if (found.rejected and not partial) or not fresh:
        return ImportResult(found, (), duplicates, None)
    operations = [ImportCase(row=row, policy=policy, owner=owner, basis=basis) for row in fresh]
    receipt = execute(folder, operations, context, subject=_subject(fresh, path))
    return ImportResult(found, fresh, duplicates, receipt)


def _twin(row: LoanRow, other: str | None) -> RowProblem:
    """That a row's case has the id of another one but for capitals."""
    reason = msg(
        "{case} differs from {other} in the ledger only by capitals; give it another number",
        case=row.case_id,
        other=other,
    )
    return RowProblem(row.row, CASE_NUMBER, reason)


def _subject(rows: Sequence[LoanRow], path: Path) -> Message:
    batches = list(dict.fromkeys(row.batch_id for row in rows if row.batch_id))
    if len(batches) == 1:
        return msg("import {count} cases of batch {batch}", count=len(rows), batch=batches[0])
    return msg("import {count} cases from {file}", count=len(rows), file=path.name)
