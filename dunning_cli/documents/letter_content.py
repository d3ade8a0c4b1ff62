"""What a letter says about a case: the fields of its template filled from case, account and office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from dunning_cli.documents import letter_fields as form
from dunning_cli.documents.letter_codes import CLOSINGS, COMPONENTS, SERVICE
from dunning_cli.documents.letter_correction import correction
from dunning_cli.documents.letter_items import item_name
from dunning_cli.documents.letter_judgment import judged_by, judged_part, time_to_perform
from dunning_cli.documents.letter_movements import movements
from dunning_cli.documents.letter_settlement import settlement
from dunning_cli.documents.template import Audience, Template
from dunning_cli.documents.work_report import work_done
from dunning_cli.domain.account import Account, Balance, ItemKind, account_at
from dunning_cli.domain.account.closings import principal_to_come
from dunning_cli.domain.agreements.plans import PlanOutcome, equal_parts, plan_state
from dunning_cli.domain.agreements.promises import PromiseState, promise_states
from dunning_cli.domain.case.case import Address, Case, Contract, Party
from dunning_cli.domain.case.codes.letters import Method
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.entries import Letter, Plan, Waiver
from dunning_cli.domain.case.office.settings import Office, PaymentAccount, parse_payment_account
from dunning_cli.domain.case.people.details import known_on, party_named, postal_address
from dunning_cli.domain.case.people.life_events import creditor_by_notice
from dunning_cli.domain.case.people.organisations import (
    addressed_as_organisation,
    has_credit_code,
    named_as_organisation,
)
from dunning_cli.domain.contact.service import service_agreed
from dunning_cli.domain.limitation.enforcement import standing_judgment
from dunning_cli.domain.policy.book import CasePolicy
from dunning_cli.domain.worklist.earlier_contacts import letters_sent, talks_with
from dunning_cli.kernel.dates import ONE_DAY, add_months
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """Which letter is wanted: its date, its number (None for a preview), to whom and how it goes."""

    on: date
    serial: str | None
    to: form.LetterAddressee
    demand: bool = True
    """Whether the letter asks for payment, and so states what has fallen due."""
    method: Method | None = None
    extend_to: date | None = None
    """Day up to which a client is asked to leave the case here, and why; with what was done, where told."""
    reason: str | None = None
    work_done: str | None = None
    explained: bool = False
    """Whether the letter tells how the debt came about: that takes every line of the account."""
    settled: bool = False
    """Whether it tells how the case was settled: so does that."""
    corrects: str | None = None
    """The entry of the letter that it puts right."""


EXAMPLES = (3, 6)
"""The numbers of monthly parts that a letter gives as examples of a plan."""
LAST_DAY_OF_EXAMPLES = date(date.max.year - 1, 1, 1)
"""From the day after it the calendar ends too soon for them."""
_USUAL_ADDRESSEE = {Audience.GUARANTOR: "guarantor", Audience.OFFICE: "creditor"}


def usual_addressee(template: Template) -> str:
    """To whom a letter goes where the command does not say: by the template's audience."""
    return _USUAL_ADDRESSEE.get(template.audience, "debtor")


def addressee(case: Case, to: str, on: date) -> form.LetterAddressee | None:
    """The person a letter of a day goes to: the debtor, the first guarantor, or somebody who owes by name.

    None for anybody else: letters to third parties are forbidden.
    """
    case = known_on(case, on)
    debtor = case.head.debtor
    if to in ("debtor", debtor.name):
        return form.LetterAddressee(
            name=debtor.name,
            role="debtor",
            address=_address(debtor.addresses),
            department=debtor.department,
            organisation=addressed_as_organisation(debtor),
        )
    liable = [
        party
        for party in case.head.parties
        if party.role in (Role.GUARANTOR, Role.CO_DEBTOR, Role.HEIR, Role.GUARDIAN, Role.ADMINISTRATOR)
    ]
    for party in liable:
        if to == party.name or (to == "guarantor" and party.role is Role.GUARANTOR):
            return _party(party)
    if to == "creditor" and case.head.creditor:
        return form.LetterAddressee(name=case.head.creditor, role="creditor", organisation=True)
    return None


def stranger(case: Case, name: str, on: date) -> form.LetterAddressee:
    """An addressee who does not owe: a letter to such a person goes out only by an override."""
    party = party_named(known_on(case, on).head, name)
    if party is None:
        return form.LetterAddressee(name=name)
    return form.LetterAddressee(name=name, role=party.role.value, address=_address(party.addresses))


def _party(party: Party) -> form.LetterAddressee:
    return form.LetterAddressee(
        name=party.name,
        role=party.role.value,
        relation=party.relation.value if party.relation else None,
        address=_address(party.addresses),
        organisation=has_credit_code(party.id_number) or named_as_organisation(party.name),
    )


def _address(addresses: Sequence[Address]) -> str | None:
    place = postal_address(addresses)
    return place.text if place is not None else None


def _correction(case: Case, policy: CasePolicy, order: LetterOrder) -> form.LetterCorrection | None:
    wrong = case.entry(order.corrects) if order.corrects is not None else None
    return correction(case, policy, wrong, order.reason) if isinstance(wrong, Letter) else None


def _served(case: Case, order: LetterOrder, language: str) -> form.LetterAddressee:
    """The addressee with the address that the letter goes to: that of electronic service, where it goes so."""
    agreed = None
    if order.method is Method.ELECTRONIC and order.to.role is not None:
        agreed = service_agreed(case, order.to.name or "", order.on)
    if agreed is None or agreed.service is None or agreed.channel is None:
        return order.to
    return replace(order.to, address=SERVICE[language][agreed.channel].format(address=agreed.service))


def letter_fields(
    case: Case, account: Account, policy: CasePolicy, office: Office, order: LetterOrder, language: str
) -> form.LetterFields:
    """Every field a template may print, as of the letter's date; identity numbers are masked."""
    case = known_on(case, order.on)
    head = case.head
    contract = head.account
    collector = office.member(case.owner(order.on) or "")
    closing = case.closing(order.on)
    mask = Mask()
    # a schedule dates each instalment on its own day: what is still to come is in no account before
    to_come = principal_to_come(case, order.on) if order.demand else ZERO
    judgment = standing_judgment(case.standing(order.on))
    judged = judged_part(account, payable_only=order.demand) if judgment is not None else None
    return form.LetterFields(
        serial=order.serial,
        letter_date=order.on,
        office=_office(office),
        account=_payment_account(case, office, order.on),
        addressee=_served(case, order, language),
        debtor=form.LetterDebtor(
            head.debtor.name,
            mask.number(head.debtor.id_number or head.debtor.credit_code) or None,
            addressed_as_organisation(head.debtor),
        ),
        creditor=head.creditor,
        case_id=case.id,
        contract_number=contract.contract if contract else None,
        contract_date=case.contract_date,
        has_amount_lent=_lends_a_sum(policy, contract),
        amount_lent=contract.lent if contract else None,
        product_title=_product_title(policy, contract, language),
        as_of=order.on,
        balance=_balance(
            account, account.due if order.demand else account.balance, payable_only=order.demand
        ),
        due=_balance(account, account.due, payable_only=True),
        not_yet_due=_later(account, to_come),
        whole=_with(_balance(account, account.balance), to_come),
        outstanding=(contract.not_entrusted or None) if contract else None,
        earlier_letters=len(letters_sent(case, order.to.name or "", order.on)),
        earlier_talks=len(talks_with(case, order.to.name or "", order.on)),
        judged=judged,
        judgment=judged_by(judgment, language) if judgment is not None and judged is not None else None,
        performed_by=time_to_perform(judgment, order.on)
        if judgment is not None and judged is not None
        else None,
        daily_amount=account.daily,
        grows_from=_after(order.on),
        movements=movements(account_at(case, policy, order.on), language) if order.explained else (),
        examples=_examples(account.due.owed, order.on),
        overdue_since=_fallen_due(account, order.on) if order.demand else account.oldest_due,
        days_past_due=account.days_past_due,
        items=_items(account, language, payable_only=order.demand),
        promise=_promise(promise_states(case, order.on, policy.promise_tolerance(order.on))),
        plan=_plan(case, order.on, language),
        plan_runs=_plan_runs(case, order.on),
        guarantee=_guarantee(case, order.to),
        closed_on=closing.date if closing else None,
        closing_reason=closing.reason.value if closing else None,
        closing_words=CLOSINGS[language][closing.reason] if closing else None,
        settlement=settlement(case, policy, order.on, language) if order.settled else None,
        correction=_correction(case, policy, order),
        collector_name=collector.name if collector else None,
        collector_phone=collector.phone if collector else None,
        entrusting=_entrusting(case, order, language),
    )


def _after(day: date) -> date | None:
    return day + ONE_DAY if day < date.max else None


def _examples(due: Decimal, on: date) -> tuple[form.EqualInstalments, ...]:
    """What a plan could look like, its first part a month from a day; none where nothing has fallen due."""
    if due <= ZERO or on > LAST_DAY_OF_EXAMPLES:
        return ()
    found = []
    for count in EXAMPLES:
        parts = equal_parts(due, count)
        found.append(
            form.EqualInstalments(count, parts[0], parts[-1], add_months(on, 1), add_months(on, count))
        )
    return tuple(found)


def _lends_a_sum(policy: CasePolicy, contract: Contract | None) -> bool:
    """Whether the letter must state an amount lent: where one is known, or interest runs at a contract's rate."""
    known = contract is not None and contract.lent is not None
    return known or any(
        "contract" in dated.rate.references for rule in policy.base.accruals for dated in rule.rates
    )


def _product_title(policy: CasePolicy, contract: Contract | None, language: str) -> str | None:
    """The creditor's own name of the product, else that of the rules: a garage is no property fee."""
    title = policy.base.keys.title
    named = (title.zh if language == "zh" else title.en) if title is not None else policy.name
    return (contract.product if contract is not None else None) or named


def _office(office: Office) -> form.LetterOffice:
    head = office.letterhead
    return form.LetterOffice(
        name=office.office,
        address=head.address if head else None,
        phone=head.phone if head else None,
        complaint_phone=head.complaints if head else None,
        letterhead=head.lines if head else (),
    )


def payment_account(case: Case, office: Office, on: date) -> PaymentAccount | None:
    """The account that debtors of a case pay into: of a new creditor that they were told of, where it has one."""
    assignment = creditor_by_notice(case, on)
    if assignment is not None and assignment.pay_to:
        return parse_payment_account(assignment.pay_to)
    return office.payment_account


def _payment_account(case: Case, office: Office, on: date) -> form.LetterPaymentAccount:
    account = payment_account(case, office, on)
    if account is None:
        return form.LetterPaymentAccount()
    return form.LetterPaymentAccount(account.name, account.bank, account.number)


def _fallen_due(account: Account, on: date) -> date | None:
    """The oldest unpaid due date, where it has come."""
    oldest = account.oldest_due
    return oldest if oldest is not None and oldest <= on else None


def _balance(account: Account, balance: Balance, *, payable_only: bool = False) -> form.LetterBalance:
    delayed = sum(
        (
            item.unpaid.penalty
            for item in account.items
            if item.kind is ItemKind.DELAYED and (item.payable or not payable_only)
        ),
        ZERO,
    )
    return form.LetterBalance(
        balance.principal,
        balance.interest,
        balance.penalty,
        balance.fee,
        balance.credit,
        balance.total,
        delayed or None,
        balance.penalty - delayed,
    )


def _later(account: Account, to_come: Decimal) -> form.LetterBalance:
    """What has not fallen due, instalments still to come included; unset where there is nothing."""
    balance = account.not_yet_due
    if not balance.total + to_come:
        return form.LetterBalance()
    later = form.LetterBalance(
        balance.principal, balance.interest, balance.penalty, balance.fee, ZERO, balance.total
    )
    return _with(later, to_come)


def _with(balance: form.LetterBalance, to_come: Decimal) -> form.LetterBalance:
    return replace(
        balance,
        principal=(balance.principal or ZERO) + to_come,
        total=(balance.total or ZERO) + to_come,
    )


def _items(account: Account, language: str, *, payable_only: bool) -> tuple[form.OpenItem, ...]:
    return tuple(
        form.OpenItem(
            due=item.due,
            ref=item_name(item, language),
            principal=item.unpaid.principal,
            interest=item.unpaid.interest,
            penalty=item.unpaid.penalty,
            fee=item.unpaid.fee,
            total=item.unpaid.total,
        )
        for item in account.items
        if item.unpaid.total and (item.payable or not payable_only)
    )


def _promise(states: Sequence[PromiseState]) -> form.PromiseMade | None:
    pending = [state.entry for state in states if state.state != "kept"]
    if not pending:
        return None
    last = pending[-1]
    return form.PromiseMade(last.amount, last.due, last.date)


def _plan(case: Case, on: date, language: str) -> form.PlanTerms | None:
    standing = case.standing(on)
    plans = [entry for entry in standing if isinstance(entry, Plan)]
    if not plans:
        return None
    plan = plans[-1]
    waivers = [entry for entry in standing if isinstance(entry, Waiver) and entry.plan == plan.id]
    return form.PlanTerms(
        start=plan.date,
        total=sum((part.amount for part in plan.instalments[1:]), plan.instalments[0].amount),
        accrual=plan.accrual.value if plan.accrual else "continue",
        grace_days=plan.grace_days or 0,
        on_break=plan.on_break.value if plan.on_break else None,
        instalments=tuple(form.PlanInstalment(part.due, part.amount) for part in plan.instalments),
        waivers=tuple(
            form.PlanWaiver(COMPONENTS[language][waiver.component], waiver.amount) for waiver in waivers
        ),
    )


def _plan_runs(case: Case, on: date) -> bool:
    state = plan_state(case, on)
    return state is not None and state.state is PlanOutcome.ACTIVE


def _guarantee(case: Case, to: form.LetterAddressee) -> form.LetterGuarantee:
    for party in case.head.parties:
        if party.name == to.name and party.role is Role.GUARANTOR:
            return form.LetterGuarantee(
                party.guarantee.value if party.guarantee else None, party.guaranteed_until
            )
    return form.LetterGuarantee()


def _entrusting(case: Case, order: LetterOrder, language: str) -> form.Entrusting:
    batch = case.head.batch
    return form.Entrusting(
        batch=batch.id if batch else None,
        entrusted_on=batch.entrusted if batch else None,
        return_by=case.return_by(order.on),
        extend_to=order.extend_to,
        reason=order.reason,
        work_done=order.work_done or work_done((case,), order.on, language),
    )
