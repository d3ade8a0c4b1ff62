"""A profile: what the columns of one kind of foreign file mean, as a file of policies/imports/ says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property

from dunning_cli.domain.case.codes.money import Via
from dunning_cli.domain.policy.keys import Title
from dunning_cli.intake.profiles.headers import header_name, numbered
from dunning_cli.intake.profiles.kinds import (
    ALWAYS_NEEDED,
    FIELDS,
    GIVES_TOO,
    MOST_NUMBERED,
    FileField,
    ImportKind,
)
from dunning_cli.intake.profiles.month_headers import MONTH, month_in
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.money import Component
from dunning_cli.kernel.nodes import EMPTY_MAP, Map, Node, Pair, Sequence, Text
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key, read, unknown_key
from dunning_cli.kernel.values import Code, FilledWords, Words

IMPORTS = "imports"
"""The folder of profiles within policies/."""


class RowsAre(StrEnum):
    """What one row is: a whole case, or one charge of a case that has several rows."""

    CASE = "case"
    CHARGE = "charge"


class Spread(StrEnum):
    """Into bills of which length a sum for several months is divided."""

    NONE = "none"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class DateOrder(StrEnum):
    """In which order a date of figures names year, month and day."""

    YMD = "ymd"
    DMY = "dmy"
    MDY = "mdy"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileKeys:
    """The keys of a profile file."""

    profile: Code = key("name, also the file's", required=True)
    title: Title | None = key("name for people")
    source: Words | None = key("where the form is from")
    kind: ImportKind = key("cases, contacts or payments", required=True)
    policy: Code | None = key("product policy of the cases, unless --policy names one")
    rows: RowsAre = key("whether a row is a whole case, or one charge of a case", default=RowsAre.CASE)
    case_id: tuple[Code, ...] = key(
        "facts that make the case id where no column gives it, joined by -", default=()
    )
    spread: Spread = key("into which bills a sum for several months is divided", default=Spread.NONE)
    rest: Component | None = key("component that takes what of the stated amount no column explains")
    dates: DateOrder = key("order of year, month and day in dates", default=DateOrder.YMD)
    via: Via | None = key("how payments of the file came")
    needs: tuple[Code, ...] = key("further facts without whose column a file is not of this form", default=())
    columns: Map = key("headers of each fact; of several the first that is filled counts", required=True)
    adds: Map = key("headers of each component whose amounts are added up", default=EMPTY_MAP)
    ignored: tuple[FilledWords, ...] = key("known headers that a ledger has no place for", default=())
    order: tuple[FilledWords, ...] = key(
        "headers in the order of the client's file, for what goes back to it; else as the columns stand here",
        default=(),
    )
    blank: tuple[Code, ...] = key("facts of a blank workbook to fill in, in their order", default=())
    words: Map = key("words of the file for each code", default=EMPTY_MAP)
    totals: tuple[FilledWords, ...] = key(
        "patterns of what stands above or below the lines, blanks aside, with the groups in, out, count, in_count, "
        "out_count and account",
        default=(),
    )


@dataclass(frozen=True, slots=True)
class Fact:
    """What a header gives: the name of a fact, empty for what is ignored; its number; its rank; whether it is added up."""

    name: str
    number: int
    rank: int = 0
    added: bool = False


class Profile:
    """A profile as it is used."""

    def __init__(self, keys: ProfileKeys, own: bool = False) -> None:
        self.keys = keys
        self.own = own
        """Whether the office wrote it, so that it goes before a shipped one that fits as well."""
        self.columns: Mapping[str, tuple[str, ...]] = {
            pair.key: texts_of(pair.node) for pair in keys.columns.pairs
        }
        """The headers of each fact, the one that goes first first; numbered ones with {n}."""
        self.adds: Mapping[str, tuple[str, ...]] = {pair.key: texts_of(pair.node) for pair in keys.adds.pairs}

    @property
    def name(self) -> str:
        """Its name."""
        return self.keys.profile

    @property
    def kind(self) -> ImportKind:
        """What the rows of its files are."""
        return self.keys.kind

    @property
    def needed(self) -> tuple[str, ...]:
        """Facts whose column a file must have."""
        either = () if "case" in self.columns else self.keys.case_id[-1:]
        case = ("case",) if self.kind is ImportKind.CASES and not either else either
        return tuple(dict.fromkeys((*case, *ALWAYS_NEEDED[self.kind], *self.keys.needs)))

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Each known header in its plain form with what it gives."""
        found = {header_name(name): Fact("", 0) for name in self.keys.ignored}
        for added, facts in ((True, self.adds), (False, self.columns)):
            for name, headers in facts.items():
                for rank, header in enumerate(headers):
                    for number in range(1, MOST_NUMBERED + 1) if "{n}" in header else (0,):
                        found[header_name(numbered(header, number))] = Fact(name, number, rank, added)
        return found

    def fact_of(self, header: str) -> Fact | None:
        """What a header in its plain form gives, None where it is not known; one that names a month is looked up by {month}."""
        fact = self.facts.get(header)
        if fact is None and self._monthly and (named := month_in(header)) is not None:
            fact = self.facts.get(named[0])
        return fact

    @cached_property
    def _monthly(self) -> bool:
        return any(MONTH in header for header in self.facts)

    @cached_property
    def words(self) -> Mapping[str, Mapping[str, str]]:
        """By subject, each word of the file with its code."""
        return {
            subject.key: {
                header_name(word): code.key for code in subject.node.pairs for word in texts_of(code.node)
            }
            for subject in self.keys.words.pairs
            if isinstance(subject.node, Map)
        }


def texts_of(node: Node) -> tuple[str, ...]:
    """The texts of a value, or of a list of values."""
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(item.value for item in items if isinstance(item, Text) and item.value)


def read_profile(node: Node, problems: list[Problem], own: bool = False) -> Profile | None:
    """A profile from the tree of its file; every fault is added to `problems`, with its line."""
    keys = read(ProfileKeys, node, problems)
    if keys is None:
        return None
    found = list(_faults(keys))
    problems += found
    return None if found else Profile(keys, own)


def _faults(keys: ProfileKeys) -> Iterator[Problem]:
    known = FIELDS[keys.kind]
    seen: dict[str, int] = {}
    for facts in (keys.columns, keys.adds):
        for pair in facts.pairs:
            if pair.key not in known:
                yield unknown_key(pair, known)
            yield from _header_faults(pair, seen, known[pair.key]) if pair.key in known else ()
    for pair in keys.adds.pairs:
        if pair.key in known and not known[pair.key].money:
            yield _fault(msg("'{key}' is no amount that could be added up", key=pair.key), pair.line)
    mapped = {pair.key for facts in (keys.columns, keys.adds) for pair in facts.pairs}
    mapped |= {GIVES_TOO[fact] for fact in mapped if fact in GIVES_TOO}
    for fact in (*ALWAYS_NEEDED[keys.kind], *keys.needs, *keys.case_id, *keys.blank):
        if fact not in mapped:
            yield _fault(
                msg("no column is named for '{key}', which every row needs", key=fact), keys.columns.line
            )
    if keys.kind is ImportKind.CASES and "case" not in mapped and not keys.case_id:
        yield _fault(
            msg("no column gives the case id: name one for 'case', or say in case_id which facts make it"),
            keys.columns.line,
        )
    for pair in keys.words.pairs:
        if not isinstance(pair.node, Map):
            yield _fault(msg("'{key}' must be a map of keys", key=pair.key), pair.line)


def _header_faults(pair: Pair, seen: dict[str, int], field: FileField) -> Iterator[Problem]:
    texts = texts_of(pair.node)
    if not texts:
        yield _fault(msg("'{key}' names no column", key=pair.key), pair.line)
    for text in texts:
        name = header_name(text)
        if name in seen:
            yield _fault(
                msg("the column {column} is named in line {line} already", column=text, line=seen[name]),
                pair.line,
            )
        seen[name] = pair.line
        if (MONTH in text) != field.monthly:
            yield _fault(
                msg(
                    "'{key}': {header} must have {month} where the month stands",
                    key=pair.key,
                    header=text,
                    month=MONTH,
                )
                if field.monthly
                else msg(
                    "'{key}' is of no month: {month} has no place in its header", key=pair.key, month=MONTH
                ),
                pair.line,
            )
        if "{n}" in text and not field.numbered:
            yield _fault(
                msg("'{key}' comes once: {n} has no place in its header", key=pair.key, n="{n}"), pair.line
            )


def _fault(message: Message, line: int) -> Problem:
    return Problem("wrong-profile", message, line=line)
