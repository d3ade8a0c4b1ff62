"""A file whose form nobody knows yet: where its header may be, what each column may give, and the profile made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches

from dunning_cli.intake.files.grammar import unwrapped
from dunning_cli.intake.files.sheet import RawRow, Sheet
from dunning_cli.intake.files.workbook_parts import column_letters
from dunning_cli.intake.profiles.doubled import Amounts, amount_or_none
from dunning_cli.intake.profiles.headers import header_name
from dunning_cli.intake.profiles.kinds import FIELDS, ImportKind
from dunning_cli.intake.profiles.month_headers import month_in
from dunning_cli.intake.profiles.profile import Fact, Profile
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.nodes import Map, Node, Pair, Text
from dunning_cli.kernel.nodes import Sequence as NodeList
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass

SAMPLES = 3
"""Values shown of each column."""
_LEAST_TEXTS = 3
_MOST_READ = 500
"""Rows that are looked at."""
_ALIKE = 0.8
_LEAST_WITHIN = 2
"""Characters of a known header to be looked for within a longer one."""
_FIGURES = pattern(r"[\d.,%:/\-\s]+")
_NUMBER = pattern(r"[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class UnknownColumn:
    """One column: its letters, its header as it is compared, some of its values, and what it may give, empty for nothing."""

    letters: str
    header: str
    samples: tuple[str, ...]
    proposed: str
    amounts: Amounts = ()
    """What it holds in the first rows, read as money."""


@dataclass(frozen=True, slots=True)
class UnknownFile:
    """What is seen of a file before anybody says what it means."""

    sheet: str
    row: int
    columns: tuple[UnknownColumn, ...]


def seen_in(file: str, sheets: Sequence[Sheet], profiles: Sequence[Profile], kind: ImportKind) -> UnknownFile:
    """The likely header of a file and its columns, with what other profiles of the kind say of such headers.

    Raises Refused where no row looks like a header.
    """
    known: dict[str, Fact] = {}
    for profile in profiles:
        if profile.kind is kind:
            for name, fact in profile.facts.items():
                known.setdefault(name, fact)
    best = max(
        ((_worth(row, known), -at, sheet, row) for sheet in sheets for at, row in enumerate(sheet.top)),
        key=lambda each: each[:2],
        default=None,
    )
    if best is None or best[0] == (0, 0):
        raise Refused(msg("{file} has no row that looks like a header", file=file))
    _, _, sheet, header = best
    return UnknownFile(sheet.name, header.number, tuple(_columns(sheet, header, known, kind)))


def _worth(row: RawRow, known: Mapping[str, Fact]) -> tuple[int, int]:
    """How much a row looks like a header: names that are known, then texts that are no figures."""
    names = [header_name(cell) for cell in row.cells if cell.strip() and len(cell) < 60]
    texts = {name for name in names if month_in(name) is not None or not _FIGURES.fullmatch(name)}
    if len(texts) < _LEAST_TEXTS or len(texts) < len(names):
        return 0, 0
    plain = [named[0] if (named := month_in(name)) is not None else name for name in texts]
    return sum(name in known for name in plain), len(texts)


def _columns(
    sheet: Sheet, header: RawRow, known: Mapping[str, Fact], kind: ImportKind
) -> Iterable[UnknownColumn]:
    values: dict[int, list[str]] = {at: [] for at, cell in enumerate(header.cells) if header_name(cell)}
    amounts: dict[int, list[Decimal | None]] = {at: [] for at in values}
    for row in sheet.rows():
        if row.number <= header.number:
            continue
        for at, samples in values.items():
            text = unwrapped(row.cells[at]).strip() if at < len(row.cells) else ""
            amounts[at].append(amount_or_none(text))
            if text and len(samples) < SAMPLES and text not in samples:
                samples.append(text)
        if row.number > header.number + _MOST_READ:
            break
    for at, samples in values.items():
        name = header_name(header.cells[at])
        yield UnknownColumn(
            column_letters(at), name, tuple(samples), _proposal(name, known, kind), amounts[at]
        )


def _proposal(name: str, known: Mapping[str, Fact], kind: ImportKind) -> str:
    """The fact that a header most likely gives, by other profiles; empty for none.

    Of a longer header than any that is known, as 户主姓名, the known one at its end counts, else the longest in it.
    """
    named = month_in(name)
    if named is not None and named[0] in known:
        name = named[0]
    near = [name] if name in known else get_close_matches(name, known, n=1, cutoff=_ALIKE)
    within = [each for each in known if len(each) >= _LEAST_WITHIN and each in name]
    near += sorted(within, key=lambda each: (not name.endswith(each), -len(each)))
    fact = known[near[0]] if near else None
    return fact.name if fact is not None and fact.name in FIELDS[kind] else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What somebody said of a file: each header with its fact, empty for one to ignore, and the rest of a profile."""

    name: str
    kind: ImportKind
    facts: tuple[tuple[str, str], ...]
    policy: str = ""
    rows: str = ""
    case_id: tuple[str, ...] = ()
    spread: str = ""
    dates: str = ""
    via: str = ""


def profile_tree(lesson: Lesson) -> Map:
    """The profile as the tree of its file. Of several columns for one amount all are added up, of others the first counts."""
    columns: dict[str, list[str]] = {}
    for header, fact in lesson.facts:
        if fact:
            columns.setdefault(fact, []).append(_with_number(header, fact, lesson.kind))
    money = {name for name, field in FIELDS[lesson.kind].items() if field.money and not field.monthly}
    added = {
        fact: headers
        for fact, headers in columns.items()
        if fact in money and len(dict.fromkeys(headers)) > 1 and lesson.kind is ImportKind.CASES
    }
    plain = {fact: headers for fact, headers in columns.items() if fact not in added}
    pairs: list[tuple[str, Node]] = [
        ("profile", Text(lesson.name)),
        ("kind", Text(lesson.kind.value)),
    ]
    for key, value in (
        ("policy", lesson.policy),
        ("rows", lesson.rows),
        ("spread", lesson.spread),
        ("dates", lesson.dates),
        ("via", lesson.via),
    ):
        if value:
            pairs.append((key, Text(value)))
    if lesson.case_id:
        pairs.append(("case_id", _texts(lesson.case_id)))
    pairs.append(("columns", _headers(plain)))
    if added:
        pairs.append(("adds", _headers(added)))
    pairs.append(("order", _texts(tuple(dict.fromkeys(header for header, _ in lesson.facts)))))
    ignored = [header for header, fact in lesson.facts if not fact]
    if ignored:
        pairs.append(("ignored", _texts(ignored)))
    return Map(tuple(Pair(key, node) for key, node in pairs))


def _with_number(header: str, fact: str, kind: ImportKind) -> str:
    """The header of a fact that comes several times, with {n} for its number or {month} for its month."""
    if FIELDS[kind][fact].monthly:
        named = month_in(header)
        return header if named is None else named[0]
    return _NUMBER.sub("{n}", header, count=1) if FIELDS[kind][fact].numbered else header


def _headers(columns: Mapping[str, Sequence[str]]) -> Map:
    return Map(tuple(Pair(fact, _texts(tuple(dict.fromkeys(headers)))) for fact, headers in columns.items()))


def _texts(texts: Sequence[str]) -> NodeList:
    return NodeList(tuple(Text(text, quoted="{" in text) for text in texts))
