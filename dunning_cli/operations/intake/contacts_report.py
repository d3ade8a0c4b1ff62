"""What an import of contacts came to, for people and scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dunning_cli.domain.case.entries import Consent, Detail, Promise
from dunning_cli.domain.contact.rule_words import contact_rule_words
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.message import Message, enumerated, label, msg
from dunning_cli.kernel.remedy import remedy
from dunning_cli.operations.intake.contacts_result import ContactsResult
from dunning_cli.operations.intake.import_report import (
    NOTED_COLUMNS,
    REJECTED_COLUMNS,
    duplicates_left,
    nothing_imported,
    reading_notes,
    shown,
    with_rejects,
)
from dunning_cli.operations.intake.imported_breaches import ImportedBreach

BREACH_COLUMNS = (
    Column(label("row"), figures=True),
    Column(label("date")),
    Column(label("time")),
    Column(label("case")),
    Column(label("rule")),
    Column(label("who did it")),
    Column(label("reason")),
)
MOST_BREACHES = 50
"""Breaches that are printed; scripts are given all."""


def contacts_report(result: ContactsResult, rejects: Path | None = None) -> Answer:
    """Counts, rejected rows with their reasons, notes, duplicates, and the contact rules that were broken."""
    parts: list[Message | Table] = [_headline(result)]
    if result.file.rejected:
        rows = [(problem.row, problem.column, problem.reason) for problem in result.file.rejected]
        parts += shown(REJECTED_COLUMNS, rows, msg("{count} faults in rejected rows", count=len(rows)))
    notes = result.notes
    if notes:
        noted = [(note.row, note.case_id, note.column, note.reason) for note in notes]
        heading = msg("{count} notes on rows that were taken", count=len(noted))
        parts += shown(NOTED_COLUMNS, noted, heading)
    parts += _breaches(result)
    if result.duplicates:
        parts.append(duplicates_left([row.row for row in result.duplicates]))
    answer = Answer(result.as_json(), tuple(parts), tuple(reading_notes(result.file, result.receipt)))
    return with_rejects(answer, rejects)


def _headline(result: ContactsResult) -> Message:
    if result.refused:
        return nothing_imported(result.file.rejected, result.partial)
    if result.receipt is None or not result.taken:
        return label("nothing new to import")
    counts = {
        "count": len(result.taken),
        "promises": result.count(Promise),
        "details": result.count(Detail),
        "stops": result.count(Consent),
    }
    if result.receipt.commit is None:
        return msg(
            "{count} contacts would be imported, with {promises} promises, {details} numbers that reach nobody and "
            "{stops} wishes not to be contacted (dry run)",
            **counts,
        )
    return msg(
        "{count} contacts imported, with {promises} promises, {details} numbers that reach nobody and {stops} wishes "
        "not to be contacted [{commit}]",
        commit=result.receipt.commit[:10],
        **counts,
    )


def _breaches(result: ContactsResult) -> Iterator[Message | Table]:
    found = result.breaches()
    if not found:
        return
    rows = [_row(row, breach) for row, breach in found[:MOST_BREACHES]]
    contacts = len({breach.contact.id for _, breach in found})
    heading = msg(
        "{count} contacts are against contact rules; they are on record all the same", count=contacts
    )
    yield Table(BREACH_COLUMNS, rows, heading)
    counts = Counter(breach.rule for _, breach in found)
    counted = (
        msg("{rule} {count}", rule=contact_rule_words(rule), count=count)
        for rule, count in counts.most_common()
    )
    yield msg("by rule: {counts}", counts=enumerated(counted))
    if len(found) > MOST_BREACHES:
        days = [breach.contact.date for _, breach in found]
        yield msg(
            "{count} more: {cure}",
            count=len(found) - MOST_BREACHES,
            cure=remedy("report contact-breaches", from_=min(days), to=max(days)),
        )


def _row(row: int, breach: ImportedBreach) -> tuple[object, ...]:
    contact = breach.contact
    clock = f"{contact.time:%H:%M}" if contact.time else None
    return (
        row,
        contact.date,
        clock,
        breach.case_id,
        contact_rule_words(breach.rule),
        contact.actor,
        breach.reason,
    )
