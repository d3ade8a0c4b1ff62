"""Whether the ledger's data is sound: every file read, every reference followed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from dunning_cli.intake.profiles.book import profiles_in
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.format.case_file import CaseRead, read_case
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.letter_path import letter_paths
from dunning_cli.store.git.git import read_if_there
from dunning_cli.store.reading.case_lookup import with_mending
from dunning_cli.store.reading.check_rows import FactsRow
from dunning_cli.store.reading.hand_edits import HandEdit
from dunning_cli.store.reading.import_profiles import profile_trees
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.letter_register import two_texts
from dunning_cli.views.ledger.case_checks import CheckedLedger
from dunning_cli.views.ledger.case_findings import findings_of_each
from dunning_cli.views.ledger.checks import CHECKS, DOUBLES, OF_CASES, OF_LEDGER
from dunning_cli.views.ledger.client_checks import client_problems
from dunning_cli.views.ledger.doubles import Sound, doubles

LEDGER_CHECKS: Mapping[str, Callable[[CheckedLedger], Iterable[Problem]]] = {
    "hand-edits": lambda ground: _hand_edits(ground.reader.hand_edits),
    "settings": lambda ground: ground.settings[1],
    "policies": lambda ground: ground.rules[1],
    "imports": lambda ground: _profiles(ground.reader.folder),
    "clients": lambda ground: client_problems(ground.reader.folder, ground.office, ground.policy_names),
}
"""The checks of the ledger as a whole, by name; each gives its problems with their places."""


@dataclass
class _Beside:
    """The checks of cases beside each other and beside the letters on the disk; what was seen is kept from case to case."""

    folder: LedgerFolder
    files: dict[str, str] = field(default_factory=dict)
    """The file that has each case."""
    serials: dict[str, str] = field(default_factory=dict)
    """The case that has each letter number."""

    def known_once(self, facts: FactsRow, file: str) -> Iterator[Problem]:
        """Whether the case stands in one file only."""
        first = self.files.setdefault(facts.case.casefold(), file)
        if first != file:
            yield Problem(
                "duplicate-case", msg("the case {case} stands in {file} too", case=facts.case, file=first)
            )

    def letters(self, facts: FactsRow, _: str) -> Iterator[Problem]:
        """Whether each letter has one number of its own, and one text."""
        for letter in facts.letters:
            serial = letter.serial
            other = self.serials.setdefault(serial, facts.case)
            if other != facts.case and not {other, facts.case} <= set(letter.cases):
                yield Problem(
                    "duplicate-serial",
                    msg("the letter number {serial} is used by {case} too", serial=serial, case=other),
                )
            numbered = serial[:4].isascii() and serial[:4].isdigit()
            texts = [path for path in letter_paths(serial) if numbered and self.folder.has_file(path)]
            if not texts:
                yield Problem("missing-letter", msg("the text of letter {serial} is missing", serial=serial))
            elif len(texts) > 1:
                yield Problem("duplicate-serial", two_texts(serial, texts))


_BESIDE: Mapping[str, Callable[[_Beside, FactsRow, str], Iterator[Problem]]] = {
    "cases": _Beside.known_once,
    "letters": _Beside.letters,
}
"""By the name of the check; the file is that of the case."""


def soundness(reader: LedgerReader, names: Sequence[str] = CHECKS) -> list[Problem]:
    """Every fault that the named checks find, with file and line; empty when all is well."""
    ground = CheckedLedger(reader)
    problems = [problem for name in OF_LEDGER if name in names for problem in LEDGER_CHECKS[name](ground)]
    checks = [name for name in OF_CASES if name in names]
    beside = _Beside(reader.folder)
    sound: dict[str, Sound] = {}
    for file, found in findings_of_each(ground) if checks or DOUBLES in names else ():
        if isinstance(found, CaseRead):
            problems += _with_cure(reader.folder, found) if "cases" in names else ()
            continue
        facts, path = found.facts, file.path
        sound[facts.case] = Sound(file, facts, found.faults.get(DOUBLES, ()))
        for name in checks:
            own = _BESIDE[name](beside, facts, path) if name in _BESIDE else found.faults.get(name, ())
            problems += [problem.placed(path) for problem in own]
    if DOUBLES in names:
        problems += doubles(reader, sound, ground.policies)
    return problems


def brought_together(reader: LedgerReader) -> list[Message]:
    """What two clones, each sound by itself, may come to be wrong in together; each with its cure."""
    return [problem.as_message() for problem in soundness(reader, ("closings", DOUBLES))]


def _profiles(folder: LedgerFolder) -> list[Problem]:
    """What is wrong with the profiles of foreign files."""
    problems: list[Problem] = []
    profiles_in(profile_trees(folder, problems), problems)
    return problems


def _with_cure(folder: LedgerFolder, found: CaseRead) -> tuple[Problem, ...]:
    """The faults of a case file, with the command that passes over lines which cannot be read."""
    if not found.problems:
        return ()
    return with_mending(found, read_if_there(folder.absolute(found.file)) or b"")


def _hand_edits(edits: Iterable[HandEdit]) -> Iterator[Problem]:
    for edit in edits:
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
