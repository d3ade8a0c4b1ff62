"""The subject of a commit where no single entry says it: of several entries, of many cases, of what is no case.

What is said of one entry stands with its kind. A commit holds its subject in English; whoever reads it later reads it
back from its form, and can say it in another language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dunning_cli.domain.case.codes.agreements import CloseReason
from dunning_cli.domain.case.codes.labels import LABELS, code_words, label_of
from dunning_cli.domain.case.entries import (
    Contact,
    Entry,
    Legal,
    Payment,
    Plan,
    Promise,
    Reopen,
    Reversal,
    Waiver,
)
from dunning_cli.kernel.message import Message, as_recorded, label, msg
from dunning_cli.kernel.sentence_form import Form

_REASONS = {"reason": tuple(LABELS[CloseReason].values())}
NEW_LEDGER = Form(label("init: new ledger"))
OPENED = Form(label("open {case}: policy {policy}"))
IMPORTED = Form(label("import {case}"))
IMPORTED_BATCH = Form(label("import {count} cases of batch {batch}"))
IMPORTED_CASES = Form(label("import {count} cases from {file}"))
IMPORTED_AND_BILLED = Form(label("import {count} cases from {file}, and further bills of {others}"))
FILE_BILLS = Form(label("bills of {case} from a file: {count}"))
IMPORTED_CONTACTS = Form(label("import {count} contacts from {file}"))
IMPORTED_PAYMENTS = Form(label("import {count} payments from {file}"))
LEARNED = Form(label("import profile {profile}"))
DONE_AT_ONCE = Form(label("batch: {count} operations, cases: {cases}"))
SET_CASES = Form(label("set {count} cases: {keys}"))
SET_CASE = Form(label("set {case}: {keys}"))
MANY_EDITED = Form(label("commit {count} files edited by hand"))
EDITED = Form(label("commit {names}: edited by hand"))
ASSIGNED = Form(label("assign {count} cases: to {owner}, value date {date}"))
CLOSED_BATCH = Form(
    label("close batch {batch}: {count} cases, {reason}, {total} owed, value date {date}"), _REASONS
)
EXTENDED_BATCH = Form(label("extension of batch {batch}: granted until {date}, {count} cases"))
REFUSED_BATCH = Form(label("extension of batch {batch}: refused, {count} cases"))
BILLED = Form(label("bill {count} cases: {period}, {bills} bills, {total}"))
PREPAID = Form(label("prepay {case}: {total}, {amount} of principal before it was due, value date {date}"))
SCHEDULED = Form(label("schedule {case}: {count} charges, {first} to {last}"))
TRANSFERRED = Form(label("transfer {case}: {amount} into {target}, value date {date}"))
LETTERS = Form(label("letters {template}: {count} cases, no. {first} to {last}, value date {date}"))
POSTED_FROM = Form(label("letters posted: {count}, from {file}"))
RESULTS_FROM = Form(label("letters, what became of them: {count}, from {file}"))
RATE = Form(label("policy rate {table}: {rate} from {start}, known through {day}"))
RATES_KNOWN = Form(label("policy rate {table}: known through {day}"))
ISSUED = Form(label("statement to {client}: {first} to {last}"))
RULES_TAKEN = Form(label("rules take: {file}"))
CHECKPOINT = Form(label("checkpoint: {count} commits, up to {commit}"))
COSIGNED = Form(label("cosign checkpoint: {count} commits, up to {commit}"))
UNDONE = Form(label("undo {commit}: {subject}"))
MERGED = Form(label("sync: merge {remote}"))
CASE_RENAMED = Form(label("sync: one {was} of two is {now}, the id was given twice"))
LETTER_RENAMED = Form(label("sync: letter {was} is {now}, the number was given twice"))
MANY_RENAMED = Form(label("sync: {count} cases and letters got other names, theirs were given twice"))
_SUBJECTS = (
    NEW_LEDGER, OPENED, IMPORTED_BATCH, IMPORTED_AND_BILLED, FILE_BILLS, IMPORTED_CASES, IMPORTED_CONTACTS, IMPORTED_PAYMENTS, LEARNED, IMPORTED,
    DONE_AT_ONCE, SET_CASES, SET_CASE, MANY_EDITED, EDITED, ASSIGNED, CLOSED_BATCH, EXTENDED_BATCH, REFUSED_BATCH,
    BILLED, PREPAID, SCHEDULED, TRANSFERRED, LETTERS, POSTED_FROM, RESULTS_FROM, RATE, RATES_KNOWN, ISSUED, RULES_TAKEN, CHECKPOINT, COSIGNED, UNDONE, MERGED, CASE_RENAMED, LETTER_RENAMED,
    MANY_RENAMED,
)  # fmt: skip


def subject_of(case_id: str, entries: Sequence[Entry]) -> Message:
    """The subject for entries of one case made at once: what they are together, else that of the first."""
    if len(entries) == 2 and isinstance(entries[0], Contact) and isinstance(entries[1], Promise):
        contact, promise = entries[0], entries[1]
        return msg(
            "note {case}: {channel}, promised {amount} by {due}, value date {date}",
            case=case_id,
            channel=label_of(contact.channel),
            amount=promise.amount,
            due=promise.due,
            date=contact.date,
        )
    if len(entries) == 2 and isinstance(entries[0], Legal) and isinstance(entries[1], Payment):
        step, payment = entries[0], entries[1]
        return msg(
            "legal {case}: {step}, {amount}, value date {date}",
            case=case_id,
            step=code_words(step.step),
            amount=payment.amount,
            date=step.date,
        )
    if len(entries) > 1 and all(isinstance(entry, Waiver) for entry in entries):
        return msg("waive {case}: all, value date {date}", case=case_id, date=entries[0].date)
    if len(entries) > 1 and isinstance(entries[0], Plan):
        plan = entries[0]
        return msg(
            "plan {case}: {count} instalments, {total}, the rest waived when kept, value date {date}",
            case=case_id,
            count=len(plan.instalments),
            total=plan.total,
            date=plan.date,
        )
    return entries[0].subject(case_id)


def subject_told(
    subject: str, made: Sequence[tuple[str, Entry]], known: Mapping[str, Entry]
) -> Message | str:
    """The subject of a commit as it can be said in any language: as its entries say it, else by the form that it has.

    `made` are the entries of the commit in its order, each with its case; `known` are entries by id, in which those
    are looked up that it took back. As it stands where neither says just that.
    """
    cases = list(dict.fromkeys(case_id for case_id, _ in made))
    case_id = next((each for each in cases if f" {each}:" in subject), "".join(cases[:1]))
    of_case = [entry for id_, entry in made if id_ == case_id]
    for told in _said_of(case_id, of_case):
        if as_recorded(told) == subject:
            return told
    read = next((found for form in _SUBJECTS if (found := form.read(subject)) is not None), None)
    undone = read.values.get("subject") if read is not None else None
    if read is None or not isinstance(undone, str):
        return read or subject
    taken_back = [
        (id_, known[entry.entry])
        for id_, entry in made
        if isinstance(entry, Reversal) and entry.entry in known
    ]
    return replace(read, values={**read.values, "subject": subject_told(undone, taken_back, known)})


def _said_of(case_id: str, entries: Sequence[Entry]) -> Iterator[Message]:
    """What a command may have said of the entries it made on a case, which may have opened again by them."""
    asked_for = [entry for entry in entries if not isinstance(entry, Reopen)]
    if asked_for:
        yield subject_of(case_id, asked_for)
    yield from (entry.subject(case_id) for entry in entries)
