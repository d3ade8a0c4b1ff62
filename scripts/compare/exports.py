"""The command lines that export tables, lists and a calendar, show and write the dossier of a batch, and tell who saw what."""

from __future__ import annotations

from collections.abc import Iterator

from compare.asked import EARLIER, SUPERVISOR, Asked, Words
from compare.facts import Facts

TABLES = ("cases", "entries", "balances", "contacts", "payments", "letters", "promises", "reminders")
LISTS = ("call-list", "call-list --all", "sms-list", "sms-list --script before-due")


def exports(facts: Facts) -> Iterator[Words]:
    """Every export in part and in full, for people and for programs, each batch, and the access log."""
    for table in TABLES:
        yield from _exported(table)
        yield ("export", table, "--codes", "--as-of", EARLIER, "--rev", EARLIER)
        yield ("export", table, "--open", "--owner", "wang", "--policy", facts.policies[0])
        yield ("export", table, "-o", f"../files/{table}.csv", "--json")
    for words in LISTS:
        yield from _exported(words)
    yield from _calendars()
    for batch in facts.batches:
        yield from _of_batch(batch)
    yield ("report", "page", "-o", "../files/report.html", "--json")
    yield ("report", "weekly", "-o", "../files/week.pdf", "--json")
    yield ("--lang", "zh", "report", "monthly", "--month", "2026-05", "-o", "../files/may.pdf", "--json")
    # the log has the clock of the run: what is compared is the table without the lines of today
    yield from Asked("report access --to 2026-06-15").in_every_form()


def _exported(words: str) -> Iterator[Words]:
    """One table as csv in both languages, and as JSON lines in full."""
    command = ("export", *words.split())
    yield ("--lang", "en", *command)
    yield ("--lang", "zh", *command, *SUPERVISOR)
    yield (*command, "--codes", "--format", "jsonl", *SUPERVISOR)


def _calendars() -> Iterator[Words]:
    for language in ("en", "zh"):
        yield ("--lang", language, "export", "calendar", *SUPERVISOR)
    yield ("export", "calendar", "--as-of", EARLIER, "--owner", "wang")


def _of_batch(batch: str) -> Iterator[Words]:
    yield from Asked("report batch {batch}", True).in_every_form(batch=batch)
    yield from Asked(f"report batch {{batch}} --as-of {EARLIER}", True).of_case(batch=batch)
    # a workbook holds the second it was made in, and is no answer to compare byte for byte; what is said of it is
    yield ("report", "batch", batch, "-o", f"../{batch}.xlsx", *SUPERVISOR, "--json")
