"""What a letter can say: the fields a template may use, each with its meaning."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class LetterOffice:
    """Who writes: the lender's, property or loan office itself, or the agency it entrusted."""

    name: str | None = None
    """Full registered name, as on the seal."""
    address: str | None = None
    phone: str | None = None
    """The number a debtor may call about the letter."""
    complaint_phone: str | None = None
    """The number for complaints about the collection itself."""
    letterhead: tuple[str, ...] = ()
    """Lines printed above the title."""


@dataclass(frozen=True, slots=True)
class LetterPaymentAccount:
    """The account to pay to."""

    account_name: str | None = None
    bank: str | None = None
    """Bank and branch."""
    account_number: str | None = None


@dataclass(frozen=True, slots=True)
class LetterAddressee:
    """Who receives the letter."""

    name: str | None = None
    role: str | None = None
    """Code of the role in the case: `debtor`, `guarantor`, `creditor` …"""
    relation: str | None = None
    """Relation to the debtor, as recorded."""
    address: str | None = None
    department: str | None = None
    """The department that receives mail, where the addressee is an organisation."""
    organisation: bool = False
    """Whether the addressee is an organisation: it is spoken to as 贵单位, and signs with its seal."""


@dataclass(frozen=True, slots=True)
class LetterDebtor:
    """Who owes."""

    name: str | None = None
    id_number: str | None = None
    """Identity number or credit code, already masked: a letter prints it as given."""
    organisation: bool = False
    """Whether an organisation owes: its number is a credit code, and nobody speaks of its identity card."""


@dataclass(frozen=True, slots=True)
class LetterBalance:
    """What is owed at the end of `LetterFields.as_of`, in yuan; total = components − credit."""

    principal: Decimal | None = None
    interest: Decimal | None = None
    penalty: Decimal | None = None
    fee: Decimal | None = None
    credit: Decimal | None = None
    """What was paid beyond the debt."""
    total: Decimal | None = None
    delayed: Decimal | None = None
    """Interest for delayed performance of a judgment, which the penalty holds too; None where there is none."""
    other_penalty: Decimal | None = None
    """The penalty without it."""


@dataclass(frozen=True, slots=True)
class JudgedBy:
    """The judgment or other paper that can be enforced and stands on the letter's date."""

    title: str | None = None
    """The paper in words of the letter's language: court, docket number and kind."""
    instrument: str | None = None
    """Its kind in words of the letter's language, such as 民事判决书."""
    court: str | None = None
    docket: str | None = None
    decided_on: date | None = None
    perform_by: date | None = None
    """Last day of the performance period."""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One unpaid item: an instalment, a quarter's bill; amounts in yuan still owed."""

    due: date | None = None
    ref: str | None = None
    """The bill or instalment as the case names it, such as 2026Q1."""
    principal: Decimal | None = None
    interest: Decimal | None = None
    penalty: Decimal | None = None
    fee: Decimal | None = None
    total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """One row of how the debt came about: something charged, grown, paid or taken off."""

    what: str | None = None
    """What it was, in words of the letter's language."""
    when: str | None = None
    """Its day, or the first and last day."""
    amount: Decimal | None = None
    """What it added to the debt, in yuan; below zero what it took off. All rows add up to the whole debt."""


@dataclass(frozen=True, slots=True)
class EqualInstalments:
    """An example of a plan: what has fallen due, in equal monthly parts."""

    count: int | None = None
    each: Decimal | None = None
    """One part, in yuan."""
    last: Decimal | None = None
    """The last part, with the cents that are over."""
    first_due: date | None = None
    last_due: date | None = None


@dataclass(frozen=True, slots=True)
class CoveredCase:
    """One of the cases that a letter over several cases of a debtor covers."""

    number: int | None = None
    """Its place in the letter, 1 the first; the items name it in brackets before their `ref`."""
    case_id: str | None = None
    debtor: str | None = None
    """Who owes: of a letter over a client's batch each case has its own."""
    contract_number: str | None = None
    contract_date: date | None = None
    product_title: str | None = None
    total: Decimal | None = None
    """What is owed on this case, in yuan."""
    judgment: str | None = None
    """The title of the judgment or other paper that stands in this case."""


@dataclass(frozen=True, slots=True)
class PromiseMade:
    """The last promise to pay that is open or was broken."""

    amount: Decimal | None = None
    due: date | None = None
    made_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlanInstalment:
    """One instalment of a repayment plan."""

    due: date | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PlanWaiver:
    """What the creditor gives up when the plan is kept."""

    component: str | None = None
    """The component in words of the letter's language."""
    amount: Decimal | None = None
    """In yuan; None for all of it."""


@dataclass(frozen=True, slots=True)
class LetterCorrection:
    """The letter that a correction puts right."""

    serial: str | None = None
    """Its number, as it stands on the paper."""
    letter_date: date | None = None
    stated: LetterBalance = LetterBalance()
    """The figures it stated, from its record."""
    right: LetterBalance = LetterBalance()
    """The figures of the same day by all that is recorded now."""
    too_much: Decimal | None = None
    """What it stated too much, yuan; unset where it did not."""
    too_little: Decimal | None = None
    """What it stated too little, yuan; unset where it did not."""
    reason: str | None = None
    """What was wrong, in the words of whoever corrects it."""


@dataclass(frozen=True, slots=True)
class LetterPayment:
    """The payment that a receipt is for."""

    number: str | None = None
    """Number of the receipt: that of the payment's entry in the ledger."""
    received_on: date | None = None
    """Day on which it was received."""
    amount: Decimal | None = None
    way: str | None = None
    """How it came, in words of the letter's language, such as 银行转账."""
    ref: str | None = None
    """Receipt or transaction number, as recorded."""
    payer: str | None = None
    """Who paid, where that was not the debtor."""
    taken_back_on: date | None = None
    """Day on which its entry was taken back; unset while it stands."""


@dataclass(frozen=True, slots=True)
class WaivedPart:
    """What of one component was given up."""

    component: str | None = None
    """The component in words of the letter's language."""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LetterSettlement:
    """How a closed case was settled, by its account on the letter's day."""

    received: Decimal | None = None
    """What was received and served the debt, yuan: payments, goods and transfers, less refunds and what is overpaid."""
    waived: Decimal | None = None
    """What the creditor gave up, yuan: waivers that took effect, and what a closing by agreement left unpaid."""
    waived_parts: tuple[WaivedPart, ...] = ()
    """The same by component."""
    owes_nothing: bool = False
    """Whether nothing is owed any more: all is paid or given up."""


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """A repayment plan offered or agreed."""

    start: date | None = None
    """The plan's date, from which payments fill its instalments."""
    total: Decimal | None = None
    """Sum of the instalments, in yuan."""
    accrual: str | None = None
    """What happens to interest and penalty while the plan is kept: `continue` or `stop`."""
    grace_days: int | None = None
    """Days after an instalment's due date before the plan counts as broken."""
    on_break: str | None = None
    """`reinstate` where stopped accrual comes back when the plan breaks."""
    instalments: tuple[PlanInstalment, ...] = ()
    waivers: tuple[PlanWaiver, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterGuarantee:
    """The guarantee the addressed guarantor gave."""

    kind: str | None = None
    """`joint` (连带责任保证) or `general` (一般保证)."""
    until: date | None = None
    """Last day of the guarantee period."""


@dataclass(frozen=True, slots=True)
class Entrusting:
    """The client's batch the case came with, and the longer time asked for."""

    batch: str | None = None
    entrusted_on: date | None = None
    return_by: date | None = None
    """Day by which the case goes back to the client."""
    extend_to: date | None = None
    """Day up to which the office asks to keep the case."""
    reason: str | None = None
    work_done: str | None = None
    """What was done so far, in a sentence: calls, letters, visits."""


SETTINGS_OF: Mapping[str, str] = {
    "office.address": "letterhead.address",
    "office.phone": "letterhead.phone",
    "office.complaint_phone": "letterhead.complaints",
    "account.account_name": "payment_account.name",
    "account.bank": "payment_account.bank",
    "account.account_number": "payment_account.number",
}
"""Fields that are filled from dunning.yaml, with the key to fill in there."""


@dataclass(frozen=True, slots=True)
class LetterFields:
    """Everything a letter template may print; a field left at None prints as "not filled in"."""

    serial: str | None = None
    """Number of the letter in the register, such as 2026-A-0012."""
    letter_date: date | None = None
    office: LetterOffice = LetterOffice()
    account: LetterPaymentAccount = LetterPaymentAccount()
    addressee: LetterAddressee = LetterAddressee()
    debtor: LetterDebtor = LetterDebtor()
    creditor: str | None = None
    """To whom the debt is owed; the office's own name, or None, where the office is the creditor."""
    case_id: str | None = None
    contract_number: str | None = None
    contract_date: date | None = None
    has_amount_lent: bool = True
    """False where no single sum was lent (cards, property and heating fees): its line is left out."""
    amount_lent: Decimal | None = None
    """The sum lent under the contract, in yuan."""
    product_title: str | None = None
    """The product's title in the language of the letter, such as 小额贷款."""
    as_of: date | None = None
    """Day at whose end the amounts hold."""
    balance: LetterBalance = LetterBalance()
    """What the letter states: of one that asks for payment, what may be demanded on `as_of`; else the whole debt."""
    due: LetterBalance = LetterBalance()
    """What of the debt has fallen due."""
    not_yet_due: LetterBalance = LetterBalance()
    """What of the debt has not fallen due: no letter asks for it. Its total is unset where there is none."""
    whole: LetterBalance = LetterBalance()
    """The whole debt, fallen due or not."""
    outstanding: Decimal | None = None
    """What is outstanding under the contract but was not entrusted, in yuan: no letter asks for it."""
    earlier_letters: int | None = None
    """Letters sent to the addressee before this one, those that came back left out."""
    earlier_talks: int | None = None
    """Times the addressee was spoken to before this letter."""
    daily_amount: Decimal | None = None
    """What one more unpaid day adds, in yuan; None leaves the sentence out."""
    grows_from: date | None = None
    """The first day that is not in the amounts."""
    overdue_since: date | None = None
    """Due date of the oldest unpaid item."""
    days_past_due: int | None = None
    pay_by: date | None = None
    """Day by which to pay; None lets the letter take its date plus the template's `pay_within`, but no day before
    `performed_by`."""
    performed_by: date | None = None
    """Last day of a performance period that still runs: payment is asked for no sooner. Unset for a paper with parts."""
    items: tuple[OpenItem, ...] = ()
    """The unpaid items that make up `balance`; none on a card, whose minimums fall due and not its purchases."""
    cases: tuple[CoveredCase, ...] = ()
    """The cases covered, where one letter covers several: then amounts and items are of all of them."""
    movements: tuple[Movement, ...] = ()
    """How the whole debt came about, in few rows; filled for a letter over one case whose template names it."""
    examples: tuple[EqualInstalments, ...] = ()
    """What has fallen due in three and in six monthly parts, the first a month after the letter; of a letter over one
    case, where anything has."""
    judged: str | None = None
    """`all` where what the letter states was decided by a court or its like, `some` where this holds of a part of it:
    a letter then threatens no suit that is over."""
    judgment: JudgedBy | None = None
    """The paper that decided, of a letter over one case."""
    promise: PromiseMade | None = None
    plan: PlanTerms | None = None
    plan_runs: bool = False
    """Whether the plan runs on the letter's date: neither paid, broken nor ended; of a letter over one case."""
    guarantee: LetterGuarantee = LetterGuarantee()
    closed_on: date | None = None
    """Day the case was closed, for a settlement certificate."""
    closing_reason: str | None = None
    """Code of the closing: `paid` (in full) or `settled` (less than the full debt, by agreement)."""
    closing_words: str | None = None
    """The closing in words of the letter's language, such as 协商结清."""
    settlement: LetterSettlement | None = None
    """How the case was settled, where it is closed; filled for a letter whose template names it."""
    correction: LetterCorrection | None = None
    """The letter that is corrected; of a correction only."""
    payment: LetterPayment | None = None
    """The payment a receipt is for; no other letter has one."""
    collector_name: str | None = None
    collector_phone: str | None = None
    entrusting: Entrusting = Entrusting()
