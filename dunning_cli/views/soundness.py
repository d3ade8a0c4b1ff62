"""Whether the ledger's data is sound: every file read, every reference followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from dunning_cli.domain.case import Case
from dunning_cli.domain.contact_rule_keys import ContactRuleBook
from dunning_cli.domain.entries import Assign, Letter, Reversal, Terms
from dunning_cli.domain.failure import Failure
from dunning_cli.domain.message import Message, Problem, msg
from dunning_cli.domain.nodes import Text
from dunning_cli.domain.office import Office
from dunning_cli.domain.policy_book import PolicyBook
from dunning_cli.domain.sheet import Answer
from dunning_cli.domain.texts import suggestion
from dunning_cli.store.books import Books, contact_rule_book, read_office, read_policies, rule_files
from dunning_cli.store.case_file import CaseRead, read_case
from dunning_cli.store.folder import LedgerFolder
from dunning_cli.store.hand_edits import HandEdit, hand_edits
from dunning_cli.views.standing import Standing, all_standing

MOST_NAMED = 5


def soundness(books: Books) -> list[Problem]:
    """Every fault of settings, policies and cases, with file and line; empty when all is well."""
    problems: list[Problem] = []
    folder = books.folder
    for edit in hand_edits(folder):
        problems += _hand_edited(edit)
    office = read_office(folder, problems)
    policies = read_policies(books, problems)
    packs = contact_rule_book(rule_files(books.policy_files(), []))
    seen: dict[str, str] = {}
    serials: dict[str, str] = {}
    for found in books.cases():
        problems += found.problems
        if found.case is None:
            continue
        checks = (
            _known_once(found, seen),
            _rules(found.case, policies),
            _contact_rules(found.case, packs),
            _staff(found.case, office),
            _references(found.case),
            _letters(found.case, folder, serials),
        )
        problems += [problem.placed(found.file) for check in checks for problem in check]
    return problems


def _hand_edited(edit: HandEdit) -> Iterator[Problem]:
    """What an uncommitted edit of a case does that no command would: a file gone, past entries changed."""
    if edit.case_id is None or edit.before is None:
        return
    restore = msg("get it back with: git checkout -- {file}", file=edit.path)
    if edit.after is None:
        yield Problem("removed-case", msg("this case was removed by hand"), edit.path, fix=restore)
        return
    before, after = read_case(edit.before, edit.path).case, read_case(edit.after, edit.path).case
    if before is not None and after is not None and before.entries != after.entries:
        yield Problem("edited-entries", msg("entries were changed by hand"), edit.path, fix=restore)


def cautions(books: Books, as_of: date) -> list[Message]:
    """What is lawful but leaves figures at zero, such as a rate not known, each with its cases."""
    cases: dict[str, list[str]] = {}
    notes: dict[str, Message] = {}
    for edit in hand_edits(books.folder):
        text = msg("edited by hand and not committed yet: dunning commit")
        notes[str(text)] = text
        cases.setdefault(str(text), []).append(edit.case_id or edit.path)
    for found in all_standing(books, as_of):
        if isinstance(found, Standing) and found.case.closing(as_of) is None:
            for note in found.account.notes:
                notes[str(note)] = note
                cases.setdefault(str(note), []).append(found.case.id)
    return [msg("{note} ({cases})", note=notes[text], cases=_some(ids)) for text, ids in cases.items()]


def _some(ids: list[str]) -> Message:
    if len(ids) <= MOST_NAMED:
        return msg("{cases}", cases=", ".join(ids))
    return msg("{cases} and {count} more", cases=", ".join(ids[:MOST_NAMED]), count=len(ids) - MOST_NAMED)


def problem_report(problems: Sequence[Problem]) -> Answer:
    """The faults for scripts."""
    listed: list[dict[str, Any]] = [
        {
            "code": problem.code,
            "file": problem.file,
            "line": problem.line or None,
            "message": problem.as_message(),
        }
        for problem in problems
    ]
    return Answer({"problems": listed})


def _known_once(found: CaseRead, seen: dict[str, str]) -> Iterator[Problem]:
    assert found.case is not None
    first = seen.setdefault(found.case.id.casefold(), found.file)
    if first != found.file:
        yield Problem(
            "duplicate-case", msg("the case {case} stands in {file} too", case=found.case.id, file=first)
        )


def _rules(case: Case, policies: PolicyBook) -> Iterator[Problem]:
    try:
        policies.for_case(case)
    except Failure as failure:
        yield Problem("policy", failure.message)


def _contact_rules(case: Case, packs: ContactRuleBook) -> Iterator[Problem]:
    changes = [entry.terms for entry in case.entries if isinstance(entry, Terms)]
    for terms in (case.head.terms, *changes):
        named = terms.get("contact_rules")
        if isinstance(named, Text) and named.value not in packs.trees:
            yield Problem("unknown-contact-rules", packs.unknown(named.value), line=named.line)


def _staff(case: Case, office: Office | None) -> Iterator[Problem]:
    ids = [member.id for member in office.staff] if office is not None else []
    owners = [case.head.owner, *(entry.owner for entry in case.entries if isinstance(entry, Assign))]
    for owner in dict.fromkeys(owners):
        if ids and owner is not None and owner not in ids:
            yield Problem(
                "unknown-staff",
                msg("'{id}' is not on the staff list; {hint}", id=owner, hint=suggestion(owner, ids)),
            )


def _references(case: Case) -> Iterator[Problem]:
    kinds = {entry.id: entry for entry in case.entries}
    taken_back: set[str] = set()
    for entry in case.entries:
        if not isinstance(entry, Reversal):
            continue
        target = kinds.get(entry.entry)
        if target is None:
            yield Problem(
                "reference",
                msg(
                    "the reversal {id} names {entry}, which the case does not have",
                    id=entry.id,
                    entry=entry.entry,
                ),
            )
        elif isinstance(target, Reversal) or entry.entry in taken_back:
            yield Problem(
                "reference",
                msg(
                    "the reversal {id} takes back {entry}, which cannot be reversed again",
                    id=entry.id,
                    entry=entry.entry,
                ),
            )
        taken_back.add(entry.entry)


def _letters(case: Case, folder: LedgerFolder, serials: dict[str, str]) -> Iterator[Problem]:
    for entry in case.entries:
        if not isinstance(entry, Letter):
            continue
        other = serials.setdefault(entry.serial, case.id)
        if other != case.id:
            yield Problem(
                "duplicate-serial",
                msg("the letter number {serial} is used by {case} too", serial=entry.serial, case=other),
            )
        path = folder.letter_path(int(entry.serial[:4]), entry.serial) if entry.serial[:4].isdigit() else ""
        if not path or not folder.absolute(path).is_file():
            yield Problem(
                "missing-letter", msg("the text of letter {serial} is missing", serial=entry.serial)
            )
