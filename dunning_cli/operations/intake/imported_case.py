"""One case of a client's file, opened with what it owes; or the bills that it has beyond a case that is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from dunning_cli.domain.account import rates_above_cap
from dunning_cli.domain.account.rule_words import rule_words
from dunning_cli.domain.case.case import Address, Case, CaseBatch, Contract, Debtor, Head, Party, Phone
from dunning_cli.domain.case.codes.agreements import HoldWhat
from dunning_cli.domain.case.codes.people import LawfulSource, PersonKind
from dunning_cli.domain.case.commit_subjects import FILE_BILLS, IMPORTED
from dunning_cli.domain.case.entries import Charge, Entry, Hold, Opening, Payment
from dunning_cli.domain.case.people.details import with_basis
from dunning_cli.domain.policy.policy import parse_term
from dunning_cli.intake.cases.records import FileCase, FileDebt, FilePerson
from dunning_cli.kernel.errors import Unreadable, WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO, Component
from dunning_cli.kernel.nodes import EMPTY_MAP, Map, merged
from dunning_cli.kernel.rate_words import rate_words
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.operations.cases.likely_twice import likely_twice
from dunning_cli.operations.cases.opening import known_policy
from dunning_cli.operations.declared.operation import Operation
from dunning_cli.operations.intake.emptied_case import fill_in
from dunning_cli.operations.intake.file_bills import certain, charge_of_bill, not_held
from dunning_cli.operations.writing.context import known_staff
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCase(Operation):
    """Opens the case of one row, or of the rows that are its bills."""

    op: ClassVar[str] = "take-over"

    row: FileCase = key("the case", required=True)
    policy: str = key("product policy", required=True)
    owner: str | None = key("first collector")
    basis: LawfulSource | None = key("lawful source of the numbers and addresses")
    terms: Map = key("terms of every case of the file", default=EMPTY_MAP)

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the case with its bills or opening balance, and what had been paid on it."""
        row = self.row
        known_policy(unit, self.policy)
        if self.owner is not None:
            known_staff(unit.office, self.owner)
        on = row.as_of or row.entrusted or unit.context.today
        head = with_basis(head_of(row, self.policy, self.owner, on), self.basis)
        head = replace(
            head,
            terms=merged(
                merged(merged(_terms_of(row), row.terms), self._given_penalty(unit, head, on)), self.terms
            ),
        )
        opened_again = (fill_in(unit, head, self),) if unit.exists(head.case) else ()
        case = unit.case(head.case) if opened_again else unit.open_case(head)
        entries = (*opened_again, *self._entries(unit, case, on))
        subject = IMPORTED(case=case.id)
        notes = tuple(likely_twice(unit, unit.case(case.id)))
        return Outcome(subject, (case.id,), entries, on, self._warnings(unit, case, on), {"notes": notes})

    def _entries(self, unit: UnitOfWork, case: Case, on: date) -> list[Entry]:
        row = self.row
        entries: list[Entry] = [
            unit.record(case, Charge, self, **charge_of_bill(unit.policies, case, bill)) for bill in row.bills
        ]
        if not row.bills and row.debt.total > ZERO:
            since = row.overdue_since
            opening = unit.record(
                case,
                Opening,
                self,
                on,
                **_parts(row.debt),
                overdue_since=since,
                unsplit=row.unsplit or None,
            )
            entries.append(opening)
        if row.paid > ZERO and not row.bills:
            entries.append(unit.record(case, Payment, self, on, amount=row.paid, ref="已还金额"))
        if row.credit > ZERO:
            entries.append(unit.record(case, Payment, self, on, amount=row.credit, ref="溢缴款"))
        if row.held:
            entries.append(
                unit.record(case, Hold, self, on, what=HoldWhat.CONTACT, from_=on, reason=row.held)
            )
        return entries

    def _given_penalty(self, unit: UnitOfWork, head: Head, on: date) -> Map:
        """Where the file gives the penalty of its bills, the policy's own penalty counts from the day of the file."""
        if not any(bill.debt.penalty for bill in self.row.bills):
            return EMPTY_MAP
        terms = EMPTY_MAP
        for rule in unit.policies.for_case(Case(head)).on(on, on).accruals:
            if rule.component is Component.PENALTY:
                terms = merged(terms, parse_term(f"accruals.{rule.name}.from={on}"))
        return terms

    def _warnings(self, unit: UnitOfWork, case: Case, on: date) -> tuple[Message, ...]:
        above = rates_above_cap(unit.policies.for_case(case), unit.context.today)
        notes = unit.account(unit.case(case.id), on).notes
        growing = tuple(self._grows(unit, case, on))
        return (*notes, *growing, *(() if above is None else (above,)))

    def _grows(self, unit: UnitOfWork, case: Case, on: date) -> Iterator[Message]:
        """Which penalty the policy adds to what the file says, and how to leave it out."""
        if not self.row.bills and not self.row.debt.total:
            return
        for rule in unit.policies.for_case(case).on(on, on).accruals:
            if rule.component is Component.PENALTY:
                yield msg(
                    "beyond what the file says, the policy {policy} adds {rule} of {rate} from each due date on; without it: "
                    "{term}",
                    policy=self.policy,
                    rule=rule_words(rule.name),
                    rate=rate_words(rule.rates[-1].rate.text),
                    term=f"--term accruals.{rule.name}=none",
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class AddFileBills(Operation):
    """Charges the bills of a file that a case which is there already does not hold."""

    op: ClassVar[str] = "take-over-bills"

    row: FileCase = key("what the file says of the case", required=True)

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds one charge for each bill that is certain as the case stands now."""
        case = unit.case(self.row.case_id)
        bills = certain(not_held(unit.policies, case, self.row))
        entries = tuple(
            unit.record(case, Charge, self, **charge_of_bill(unit.policies, case, bill)) for bill in bills
        )
        subject = FILE_BILLS(case=case.id, count=len(entries))
        return Outcome(
            subject, (case.id,) if entries else (), entries, data={"notes": ()}, nothing_new=not entries
        )


def _parts(debt: FileDebt) -> dict[str, Any]:
    parts = {"principal": debt.principal, "interest": debt.interest, "penalty": debt.penalty, "fee": debt.fee}
    return {name: amount or None for name, amount in parts.items()}


def _terms_of(row: FileCase) -> Map:
    """What a row says that is a term of the case: its rate, area and price."""
    terms = EMPTY_MAP
    given = (
        ("contract_rate", row.contract_rate),
        ("billing.area", row.floor_area),
        ("billing.price", row.price),
    )
    for name, value in given:
        if value:
            try:
                terms = merged(terms, parse_term(f"{name}={value}"))
            except Unreadable as error:
                raise WrongUsage(error.message) from None
    return terms


def head_of(row: FileCase, policy: str, owner: str | None, on: date) -> Head:
    """The head of a case from a row of a file taken in on `on`. What nothing in the product uses is not kept."""
    batch = (
        CaseBatch(id=row.batch_id, entrusted=row.entrusted, return_by=row.return_by) if row.batch_id else None
    )
    entrusted = batch.entrusted if batch is not None else None
    return Head(
        case=row.case_id,
        policy=policy,
        creditor=row.creditor or None,
        debtor=Debtor(
            name=row.debtor_name,
            kind=PersonKind.ORGANISATION if row.credit_code else None,
            id_number=row.id_number or None,
            credit_code=row.credit_code or None,
            phones=tuple(Phone(number=phone.number, kind=phone.kind) for phone in row.phones),
            addresses=tuple(Address(text=address.text, kind=address.kind) for address in row.addresses),
            email=row.email or None,
            employer=row.employer or None,
        ),
        parties=tuple(_party(person) for person in row.people),
        account=_contract(row),
        owner=owner,
        batch=batch,
        received=None if entrusted else row.entrusted or on,
        remark=row.note or None,
    )


def _party(person: FilePerson) -> Party:
    return Party(
        name=person.name,
        role=person.role,
        relation=person.relation if person.relation_text else None,
        id_number=person.id_number or None,
        phones=(Phone(number=person.phone),) if person.phone else (),
        note=person.relation_text or None,
    )


def _contract(row: FileCase) -> Contract | None:
    contract = Contract(
        contract=row.contract_number or None,
        contract_date=row.contract_date,
        number=row.account_number or None,
        customer=row.customer_number or None,
        product=row.product_type or None,
        lent=row.amount_lent,
        periods=row.periods_total,
        not_entrusted=row.not_entrusted,
        area=row.area or None,
        bank=row.bank_name or None,
        bank_account=row.bank_account or None,
    )
    return contract if contract != Contract() else None
