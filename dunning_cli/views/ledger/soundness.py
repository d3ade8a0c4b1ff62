"""Whether the ledger's data is sound: every file read, every reference followed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from dunning_cli.domain.account import figures_at
from dunning_cli.domain.account.closings import owed_again
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.consistency import loose_ends
from dunning_cli.domain.case.entries import Assign, Contact, Letter, Terms
from dunning_cli.domain.case.office.arrears_reasons import unknown_reason
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.contact.rule_keys import ContactRuleBook
from dunning_cli.domain.policy.book import PolicyBook
from dunning_cli.intake.profiles.book import profiles_in
from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.errors import Failure, Miscalculated, Refused, WrongUsage
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.nodes import Text
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.text import suggestion
from dunning_cli.store.format.case_file import CaseRead, read_case
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.letter_path import letter_paths
from dunning_cli.store.git.git import read_if_there
from dunning_cli.store.reading.case_lookup import with_mending
from dunning_cli.store.reading.hand_edits import HandEdit, hand_edits
from dunning_cli.store.reading.import_profiles import profile_trees
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.letter_register import two_texts
from dunning_cli.store.reading.office_settings import read_office
from dunning_cli.store.reading.rule_files import contact_rule_book, read_policies, rule_files
from dunning_cli.views.ledger.checks import Check
from dunning_cli.views.ledger.doubles import doubles

if TYPE_CHECKING:
    from dunning_cli.views.ledger.json_keys import FaultData, FaultsData


@dataclass
class CheckedLedger:
    """What the checks look at, read when first asked for; counts kept from case to case."""

    reader: LedgerReader
    serials: dict[str, str] = field(default_factory=dict)
    """The case that has each letter number."""
    files: dict[str, str] = field(default_factory=dict)
    """The file that has each case."""

    @cached_property
    def settings(self) -> tuple[Office | None, list[Problem]]:
        """The office and the faults of dunning.yaml."""
        problems: list[Problem] = []
        return read_office(self.reader.folder, problems), problems

    @cached_property
    def rules(self) -> tuple[PolicyBook, list[Problem]]:
        """The policies and the faults of every rule file."""
        problems: list[Problem] = []
        files = rule_files(self.reader.policy_files(), problems)
        return read_policies(self.reader.folder, files, problems), problems

    @cached_property
    def contact_rules(self) -> ContactRuleBook:
        """The packs of contact rules."""
        return contact_rule_book(rule_files(self.reader.policy_files(), []))

    @property
    def office(self) -> Office | None:
        """The settings, where they can be read."""
        return self.settings[0]

    @property
    def policies(self) -> PolicyBook:
        """The policies, faulty ones apart."""
        return self.rules[0]


LEDGER_CHECKS: Mapping[str, Callable[[CheckedLedger], Iterable[Problem]]] = {
    Check.HAND_EDITS: lambda ground: _hand_edits(ground.reader.folder),
    Check.SETTINGS: lambda ground: ground.settings[1],
    Check.POLICIES: lambda ground: ground.rules[1],
    Check.IMPORTS: lambda ground: _profiles(ground.reader.folder),
}
"""The checks of the ledger as a whole, by name; each gives its problems with their places."""

CASE_CHECKS: Mapping[str, Callable[[CheckedLedger, Case, str], Iterable[Problem]]] = {
    Check.CASES: lambda ground, case, file: _known_once(case, file, ground.files),
    Check.TERMS: lambda ground, case, _: chain(
        _rules(case, ground.policies), _contact_rules(case, ground.contact_rules)
    ),
    Check.STAFF: lambda ground, case, _: _staff(case, ground.office),
    Check.REASONS: lambda ground, case, _: _reasons(case, ground.office),
    Check.REFERENCES: lambda _ground, case, _file: loose_ends(case),
    Check.LETTERS: lambda ground, case, _: _letters(case, ground.reader.folder, ground.serials),
    Check.CLOSINGS: lambda ground, case, _: _closings(case, ground.policies),
}
"""The checks of a case in its file, by name; the file is named by the caller. `cases` also reads the files."""


def chosen_checks(beginnings: Sequence[str]) -> tuple[str, ...]:
    """The checks whose names begin as given, in their order; all of them for none. Raises WrongUsage."""
    for beginning in beginnings:
        if not any(name.startswith(beginning) for name in Check):
            hint = suggestion(beginning, list(Check))
            raise WrongUsage(msg("there is no check '{name}'; {hint}", name=beginning, hint=hint))
    return tuple(name for name in Check if not beginnings or name.startswith(tuple(beginnings)))


def soundness(reader: LedgerReader, names: Sequence[str] = tuple(Check)) -> list[Problem]:
    """Every fault that the named checks find, with file and line; empty when all is well."""
    ground = CheckedLedger(reader)
    problems = [
        problem for name, check in LEDGER_CHECKS.items() if name in names for problem in check(ground)
    ]
    checks = [check for name, check in CASE_CHECKS.items() if name in names]
    sound: dict[str, CaseRead] = {}
    for found in reader.cases() if checks or Check.DOUBLES in names else ():
        if Check.CASES in names:
            problems += _with_cure(reader.folder, found)
        if found.case is not None:
            sound[found.case.id] = found
            for check in checks:
                problems += [problem.placed(found.file) for problem in check(ground, found.case, found.file)]
    if Check.DOUBLES in names:
        cases = (found.case for found in sound.values() if found.case is not None)
        files = {case_id: found.file for case_id, found in sound.items()}
        problems += doubles(reader.folder, cases, files, ground.policies)
    return problems


def brought_together(reader: LedgerReader) -> list[Message]:
    """What two clones, each sound by itself, may come to be wrong in together; each with its cure."""
    return [problem.as_message() for problem in soundness(reader, (Check.CLOSINGS, Check.DOUBLES))]


def _profiles(folder: LedgerFolder) -> list[Problem]:
    """What is wrong with the profiles of foreign files."""
    problems: list[Problem] = []
    profiles_in(profile_trees(folder, problems), problems)
    return problems


def _closings(case: Case, policies: PolicyBook) -> Iterator[Problem]:
    """A closing that no longer holds: something is owed again, and the case stands in no list."""
    with contextlib.suppress(Refused, Miscalculated):
        found = owed_again(case, lambda each, day: figures_at(each, policies.for_case(each), day))
        if found is not None:
            closing, owed = found
            yield Problem(
                "closing-untrue",
                msg(
                    "{case} is closed as {reason}, and {owed} is owed",
                    case=case.id,
                    reason=label_of(closing.reason),
                    owed=owed,
                ),
                fix=msg("open it again: {cure}", cure=remedy("reopen", case=case.id)),
            )


def _with_cure(folder: LedgerFolder, found: CaseRead) -> tuple[Problem, ...]:
    """The faults of a case file, with the command that passes over lines which cannot be read."""
    if not found.problems:
        return ()
    return with_mending(found, read_if_there(folder.absolute(found.file)) or b"")


def _hand_edits(folder: LedgerFolder) -> Iterator[Problem]:
    for edit in hand_edits(folder):
        yield from _hand_edited(edit)
        if edit.in_form is not None and edit.in_form != edit.after:
            yield Problem(
                "line-ends",
                msg("its lines no longer end as they did before it was edited"),
                edit.path,
                fix=msg("put them right with: {cure}", cure=remedy("check", fix=True)),
            )


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


def problem_report(problems: Sequence[Problem]) -> Answer:
    """The faults for scripts."""
    listed: list[FaultData] = [
        {
            "code": problem.code,
            "file": problem.file,
            "line": problem.line or None,
            "message": problem.as_message(),
        }
        for problem in problems
    ]
    data: FaultsData = {"problems": listed}
    return Answer(data)


def _known_once(case: Case, file: str, seen: dict[str, str]) -> Iterator[Problem]:
    first = seen.setdefault(case.id.casefold(), file)
    if first != file:
        yield Problem("duplicate-case", msg("the case {case} stands in {file} too", case=case.id, file=first))


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


def _reasons(case: Case, office: Office | None) -> Iterator[Problem]:
    own = office.reasons if office is not None else ()
    for entry in case.entries:
        wrong = unknown_reason(entry.reason, own) if isinstance(entry, Contact) and entry.reason else None
        if wrong is not None:
            fix = msg("put it on the list 'reasons' in dunning.yaml, also where it is no longer used")
            yield Problem("unknown-reason", msg("entry {id}: {what}", id=entry.id, what=wrong), fix=fix)


def _letters(case: Case, folder: LedgerFolder, serials: dict[str, str]) -> Iterator[Problem]:
    for entry in case.entries:
        if not isinstance(entry, Letter):
            continue
        other = serials.setdefault(entry.serial, case.id)
        if other != case.id and not {other, case.id} <= set(entry.cases):
            yield Problem(
                "duplicate-serial",
                msg("the letter number {serial} is used by {case} too", serial=entry.serial, case=other),
            )
        numbered = entry.serial[:4].isascii() and entry.serial[:4].isdigit()
        texts = [path for path in letter_paths(entry.serial) if numbered and folder.has_file(path)]
        if not texts:
            yield Problem(
                "missing-letter", msg("the text of letter {serial} is missing", serial=entry.serial)
            )
        elif len(texts) > 1:
            yield Problem("duplicate-serial", two_texts(entry.serial, texts))
