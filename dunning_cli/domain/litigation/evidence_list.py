"""The list of evidence that a court is handed with a claim: which papers, in which order, what each proves, when it is needed.

Sources: 民事诉讼法 (2023) 67 (whoever claims a thing proves it); 民事诉讼证据规定 (法释〔2019〕19号) 19 (papers are numbered,
with where each comes from and what it is to prove).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from dunning_cli.domain.case.case import Head
from dunning_cli.domain.case.codes.agreements import Signed
from dunning_cli.domain.case.entries import (
    Approval,
    Complaint,
    Contact,
    Death,
    Entry,
    Extension,
    Hold,
    Incapacity,
    Insolvency,
    Inspection,
    Judgment,
    Legal,
    Letter,
    NewCreditor,
    Opening,
    Payment,
    Plan,
    PlanEnd,
    Promise,
    Renunciation,
    Suspension,
    Terms,
    Waiver,
)
from dunning_cli.domain.case.references import reference_words
from dunning_cli.domain.contact.deliveries import LetterRecord, LetterStage
from dunning_cli.kernel.message import Message, label, msg


class EvidencePaper(StrEnum):
    """The papers that a ledger makes, in the order in which they are handed in."""

    CLAIM = "claim"
    STATEMENT = "statement"
    STATEMENT_TABLES = "statement-tables"
    """Beside the statement: its figures as tables."""
    CONTACTS = "contacts"
    AGREEMENTS = "agreements"
    LETTERS = "letters"
    LETTER_TEXT = "letter-text"
    """Beside the register of letters: each of them whose text is there and is the one that was registered."""
    DEADLINES = "deadlines"
    ENTRIES = "entries"
    HISTORY = "history"
    CASE_FILE = "case-file"
    RULES = "rules"
    """Each file of rules and rates that the figures follow from."""


PAPER_NAMES: Mapping[EvidencePaper, Message] = MappingProxyType(
    {
        EvidencePaper.CLAIM: label("The claim and the parties"),
        EvidencePaper.STATEMENT: label("Statement of account"),
        EvidencePaper.STATEMENT_TABLES: label("Figures of the statement, as CSV"),
        EvidencePaper.CONTACTS: label("Contacts"),
        EvidencePaper.AGREEMENTS: label("Promises, plans and concessions"),
        EvidencePaper.LETTERS: label("Letters and their delivery"),
        EvidencePaper.LETTER_TEXT: label("Text of a letter"),
        EvidencePaper.DEADLINES: label("Limitation, guarantors and legal steps"),
        EvidencePaper.ENTRIES: label("All entries"),
        EvidencePaper.HISTORY: label("History and audit"),
        EvidencePaper.CASE_FILE: label("The case file of the ledger"),
        EvidencePaper.RULES: label("Rules and rates"),
    }
)
"""What a list in a complaint calls each kind."""
STATEMENT_TABLES = 2
"""Tables beside the statement: the course of the account, and its lines."""
TO_PROVE: Mapping[EvidencePaper, Message] = MappingProxyType(
    {
        EvidencePaper.CLAIM: label("who owes whom, under which contract, and what the debt is made of"),
        EvidencePaper.STATEMENT: label(
            "the amount claimed: every charge, payment and day of accrual, with its base, rate and rule"
        ),
        EvidencePaper.STATEMENT_TABLES: label("the same figures for a spreadsheet, to be checked"),
        EvidencePaper.CONTACTS: label("that the debtor was asked to pay, and what was answered"),
        EvidencePaper.AGREEMENTS: label(
            "that the debt was acknowledged, what was agreed and granted, and whether it was kept"
        ),
        EvidencePaper.LETTERS: label("that demands in writing were sent, and how they were delivered"),
        EvidencePaper.LETTER_TEXT: label("the exact words of the letter"),
        EvidencePaper.DEADLINES: label(
            "until when the claim and the guarantees can be enforced, what interrupted it, what was done in law"
        ),
        EvidencePaper.ENTRIES: label("everything on record, with who recorded it and when"),
        EvidencePaper.HISTORY: label(
            "that the record was not changed afterwards, as far as its history shows"
        ),
        EvidencePaper.CASE_FILE: label("the record itself, as the commit holds it"),
        EvidencePaper.RULES: label(
            "the rules and rates from which the figures follow, as the commit holds them"
        ),
    }
)
"""What each is to prove."""
NOTHING_ON_RECORD: Mapping[EvidencePaper, Message] = MappingProxyType(
    {
        EvidencePaper.CONTACTS: label("that no contact is on record"),
        EvidencePaper.AGREEMENTS: label("that no promise, plan or concession is on record"),
        EvidencePaper.LETTERS: label("that no letter is on record"),
    }
)
"""What one without a row shows."""


def to_prove(paper: EvidencePaper, *, empty: bool = False) -> Message:
    """What a paper is to prove. An `empty` one has no row: it must not claim to prove what did not happen."""
    return NOTHING_ON_RECORD.get(paper, TO_PROVE[paper]) if empty else TO_PROVE[paper]


_ROWS_OF: Mapping[EvidencePaper, tuple[type[Entry], ...]] = MappingProxyType(
    {
        EvidencePaper.CONTACTS: (Contact, Complaint, Inspection),
        EvidencePaper.AGREEMENTS: (Promise, Plan, PlanEnd, Waiver, Extension, Hold, Terms, Approval),
        EvidencePaper.LETTERS: (Letter,),
    }
)
"""Of which entries the rows of a paper are, where it may have none."""


def papers_without_rows(entries: Iterable[Entry]) -> frozenset[EvidencePaper]:
    """The papers that entries leave without a row: they prove nothing but that there was none."""
    kinds = {type(entry) for entry in entries}
    return frozenset(paper for paper, rows in _ROWS_OF.items() if kinds.isdisjoint(rows))


def numbered_papers(letters: int, rules: int) -> Iterator[tuple[int, int, EvidencePaper]]:
    """The kinds of papers in a bundle with the first and last number of each, of the letters and rule files it holds."""
    many = {
        EvidencePaper.STATEMENT_TABLES: STATEMENT_TABLES,
        EvidencePaper.LETTER_TEXT: letters,
        EvidencePaper.RULES: rules,
    }
    last = 0
    for paper in EvidencePaper:
        count = many.get(paper, 1)
        if count:
            yield last + 1, last + count, paper
        last += count


_POSTED = (LetterStage.POSTED, LetterStage.RECEIVED, LetterStage.RETURNED)


def papers_outside(
    head: Head,
    office: str,
    entries: Sequence[Entry],
    contacts: Iterable[Contact],
    letters: Iterable[LetterRecord],
) -> Iterator[Message]:
    """The papers that a case names and the ledger does not hold, to be attached: each once its occasion is on record.

    `office` keeps the ledger; where it is not the creditor, it proves that it may act for them. `entries` stand on
    the day of the claim, `contacts` and `letters` are those among them, in their own order.
    """
    yield from _contract_papers(head, office)
    yield from _agreement_papers(entries)
    for contact in contacts:
        if contact.recording:
            yield msg("recording {reference} of {date}", reference=contact.recording, date=contact.date)
    for record in letters:
        if record.state in _POSTED:
            yield msg(
                "proof of posting and delivery of letter {serial}, tracking number {tracking}",
                serial=record.letter.serial,
                tracking=record.tracking or label("none"),
            )
    for entry in entries:
        if isinstance(entry, Payment) and entry.ref:
            yield msg(
                "proof of the payment of {date}, reference {ref}",
                date=entry.date,
                ref=reference_words(entry.ref),
            )
    for entry in entries:
        if isinstance(entry, Death):
            yield msg("proof of a death: {proof}", proof=entry.proof)
        elif isinstance(entry, Incapacity):
            yield msg("proof of capacity in law: {proof}", proof=entry.proof)
        elif isinstance(entry, Renunciation):
            yield msg("proof that an estate was renounced: {proof}", proof=entry.proof)
        elif isinstance(entry, Insolvency) and (entry.docket or entry.proof):
            yield msg("papers of the insolvency: {proof}", proof=entry.docket or entry.proof)
        elif isinstance(entry, NewCreditor) and (entry.contract or entry.proof):
            yield msg("papers of the assignment: {proof}", proof=entry.contract or entry.proof)
        elif isinstance(entry, Suspension) and entry.proof:
            yield msg("proof of what suspended limitation: {proof}", proof=entry.proof)
    steps = (entry for entry in entries if isinstance(entry, (Legal, Judgment)))
    for docket in dict.fromkeys(step.docket for step in steps if step.docket):
        yield msg("papers of the court, docket {docket}", docket=docket)


def _contract_papers(head: Head, office: str) -> Iterator[Message]:
    """The contract where it has a number, the paying out of what was lent, the authority of who claims for another."""
    contract = head.account
    if contract is not None and contract.contract:
        yield msg("contract {number}", number=contract.contract)
    if contract is not None and contract.lent:
        yield msg("proof that {amount} yuan were paid out", amount=contract.lent)
    if head.creditor and head.creditor != office:
        yield msg("authority of {office} to act for {creditor}", office=office, creditor=head.creditor)


def _agreement_papers(entries: Sequence[Entry]) -> Iterator[Message]:
    """How a balance that was taken over came about; plans that were signed; agreements on other terms."""
    for entry in entries:
        if isinstance(entry, Opening):
            yield msg("the creditor's own account up to the balance taken over on {date}", date=entry.date)
    for entry in entries:
        if isinstance(entry, Plan) and entry.signed not in (None, Signed.NONE):
            yield msg("the repayment plan of {date}, signed", date=entry.date)
    for entry in entries:
        if isinstance(entry, Terms):
            yield msg("the agreement of {date} on other terms", date=entry.date)
