"""A new profile, made of what somebody says of a file's columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import reduce
from pathlib import Path
from typing import Any, ClassVar, get_args

from dunning_cli.domain.case.commit_subjects import LEARNED
from dunning_cli.intake.files.opened import opened
from dunning_cli.intake.profiles.doubled import sum_among
from dunning_cli.intake.profiles.kinds import ALWAYS_NEEDED, FIELDS, FileField, ImportKind
from dunning_cli.intake.profiles.learning import Lesson, UnknownColumn, UnknownFile, profile_tree, seen_in
from dunning_cli.intake.profiles.profile import read_profile
from dunning_cli.kernel.errors import Refused, Unreadable
from dunning_cli.kernel.message import Message, Problem, Translate, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key, parse_scalar
from dunning_cli.kernel.values import Code
from dunning_cli.operations.declared.operation import Operation
from dunning_cli.operations.intake.foreign_table import table_bytes
from dunning_cli.operations.intake.profiles import profiles_of
from dunning_cli.operations.writing.context import Context
from dunning_cli.operations.writing.execute import Receipt, execute
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.yaml_reader import parse_yaml
from dunning_cli.store.format.yaml_writer import block
from dunning_cli.store.reading.import_profiles import PLACE

_MOST_NEAR = 5
_ALIKE = 0.5
TOTAL = "total"
IGNORE = "-"
"""Typed for a column that the ledger has no place for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnProfile(Operation):
    """Writes a profile into policies/imports."""

    op: ClassVar[str] = "learn"

    name: str = key("name", required=True)
    text: str = key("the file", required=True)

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the file. Refused where there is one of that name."""
        unit.pending.put_file(f"{PLACE}/{self.name}.yaml", self.text)
        return Outcome(LEARNED(profile=self.name))


def file_to_learn(
    folder: LedgerFolder, path: Path, name: str, kind: str | None
) -> tuple[UnknownFile, ImportKind]:
    """The columns of a file for which a profile is to be made. Raises Refused, NotFound, WrongUsage.

    Refused for a name that is no code or is taken.
    """
    try:
        parse_scalar(_CODE, name)
    except Unreadable as error:
        raise Refused(error.message) from None
    profiles = profiles_of(folder, None)
    if name in [profile.name for profile in profiles]:
        raise Refused(msg("there is a profile '{name}' already; choose another name", name=name))
    data = table_bytes(path)
    sheets = opened(path.name, data)
    if kind is not None:
        return seen_in(path.name, sheets, profiles, ImportKind(kind)), ImportKind(kind)
    found = {each: seen_in(path.name, sheets, profiles, each) for each in ImportKind}
    best = max(found, key=lambda each: sum(bool(column.proposed) for column in found[each].columns))
    return found[best], best


def facts_of(kind: ImportKind) -> dict[str, FileField]:
    """The facts that a column of a kind of file can give, by name."""
    return dict(FIELDS[kind])


def fact_named(text: str, kind: ImportKind, translate: Translate) -> str:
    """The fact of a typed name or label, empty for `-`. Raises Unreadable."""
    word = text.strip()
    if word == IGNORE:
        return ""
    facts = FIELDS[kind]
    if word in facts:
        return word
    labels = {translate(field.label): name for name, field in facts.items()}
    if word in labels:
        return labels[word]
    shown = {
        f"{name} ({translate(field.label)})": (name, translate(field.label)) for name, field in facts.items()
    }
    near = _nearest(word, shown)
    if not near:
        raise Unreadable(msg("'{text}' is no fact; ? lists all of them", text=word))
    raise Unreadable(
        msg("'{text}' is no fact; like it are {facts}; ? lists all of them", text=word, facts=", ".join(near))
    )


def _nearest(word: str, shown: Mapping[str, tuple[str, ...]]) -> list[str]:
    """A few of the texts shown, those first whose words hold the one typed or stand in it, then those most like it."""
    folded = word.casefold()
    holding = [
        text
        for text, words in shown.items()
        if folded and any(folded in each or (len(each) > 1 and each in folded) for each in words)
    ]
    by_word = {each: text for text, words in shown.items() for each in words}
    alike = [by_word[each] for each in get_close_matches(folded, by_word, n=_MOST_NEAR, cutoff=_ALIKE)]
    return list(dict.fromkeys([*holding, *alike]))[:_MOST_NEAR]


def proposed_for(columns: Sequence[UnknownColumn], facts: Sequence[str]) -> str:
    """What to propose for the column after those whose `facts` are given, empty for nothing.

    It is not the fact of other columns whose sum it is: that is the amount stated, against which they are checked.
    """
    at = len(facts)
    proposed = columns[at].proposed
    known = dict(enumerate((*facts, proposed)))
    doubled = sum_among(known, {place: columns[place].amounts for place in known})
    if doubled is None or doubled[0] != at:
        return proposed
    return "" if TOTAL in facts else TOTAL


def counted_twice(columns: Sequence[UnknownColumn], facts: Sequence[str]) -> tuple[int, list[int]] | None:
    """The place of a column that would be added to those whose sum it is, and theirs; None where there is none."""
    return sum_among(dict(enumerate(facts)), dict(enumerate(column.amounts for column in columns)))


def lesson_of(name: str, kind: ImportKind, facts: Sequence[tuple[str, str]], **rest: Any) -> Lesson:
    """What was said of a file: each header with its fact, and the rest by the keys of a profile."""
    return Lesson(name=name, kind=kind, facts=tuple(facts), **rest)


def needed_by(kind: ImportKind) -> tuple[str, ...]:
    """The facts without which no row of a kind of file can become anything."""
    return ALWAYS_NEEDED[kind]


def lacking(lesson: Lesson) -> Message | None:
    """What no column gives though every row needs it; None where nothing is missing."""
    given = {fact for _, fact in lesson.facts}
    missing = [fact for fact in ALWAYS_NEEDED[lesson.kind] if fact not in given]
    if missing:
        return msg(
            "no column is named for {facts}, which every row needs",
            facts=reduce(
                lambda one, more: msg("{before}, {after}", before=one, after=more),
                (FIELDS[lesson.kind][fact].label for fact in missing),
            ),
        )
    if lesson.kind is ImportKind.CASES and "case" not in given and not lesson.case_id:
        return msg("no column gives the case number, and nothing it could be made of")
    return None


def profile_text(lesson: Lesson) -> str:
    """The profile's file. Raises Refused where what was said contradicts itself."""
    text = block(profile_tree(lesson), spread=("columns", "adds"))
    problems: list[Problem] = []
    node = parse_yaml(text.encode(), problems)
    if node is None or read_profile(node, problems) is None:
        raise Refused(problems[0].as_message(), problems[1:])
    return text


def write_profile(folder: LedgerFolder, lesson: Lesson, context: Context) -> Receipt:
    """Writes the profile in one commit. Raises Refused."""
    return execute(folder, [LearnProfile(name=lesson.name, text=profile_text(lesson))], context)


_CODE = get_args(Code)[1]
