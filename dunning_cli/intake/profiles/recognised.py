"""Finding the header of a file, and the profile that knows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from decimal import Decimal
from itertools import zip_longest

from dunning_cli.intake.files.opened import opened
from dunning_cli.intake.files.sheet import HEADER_WITHIN, RawRow, Sheet
from dunning_cli.intake.files.workbook_parts import column_letters
from dunning_cli.intake.profiles.headers import header_name, unit_of
from dunning_cli.intake.profiles.profile import Fact, Profile
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, remedy

_LONGEST_HEADER = 60
LEAST_HEADERS = 3
"""So many known headers make a row the header."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column gives what. A header is what its file calls it; positions count from 0."""

    headers: tuple[str, ...]
    units: dict[int, Decimal]
    """How many yuan one is, of columns in which it is not one."""
    facts: dict[int, Fact]
    """What each known column gives."""
    unknown: tuple[int, ...]
    repeated: tuple[int, ...]
    """Columns whose name stood before; they count where the first of the name is empty."""

    places: dict[tuple[str, int], tuple[int, ...]]
    """The columns of each fact and its number, the one that counts first first."""

    def of(self, name: str, number: int = 0) -> tuple[int, ...]:
        """The columns of a fact, the one that counts first first."""
        return self.places.get((name, number), ())

    def numbers(self, names: tuple[str, ...]) -> list[int]:
        """The numbers under which there are columns for any of the facts."""
        return sorted({number for name, number in self.places if name in names})

    def label(self, at: int) -> str:
        """A column as a person finds it: its header, with its letters where the name stood before."""
        name = self.headers[at]
        return f"{name} ({column_letters(at)})" if at in self.repeated else name or column_letters(at)


@dataclass(frozen=True, slots=True)
class Found:
    """A header that was found in a file: the sheet, its last row's number, and what its columns give."""

    file: str
    profile: Profile
    sheet: Sheet
    row: int
    columns: Columns
    others: tuple[str, ...] = field(default=())
    """Other sheets with such a header."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    profile: Profile
    sheet: Sheet
    row: int
    names: tuple[str, ...]
    written: tuple[str, ...]
    mapped: int
    known: int
    missing: tuple[str, ...]

    @property
    def worth(self) -> tuple[bool, int, int, bool]:
        return not self.missing, self.mapped, self.known, self.profile.own


def recognised(file: str, data: bytes, profiles: Sequence[Profile]) -> Found:
    """The header in the bytes of an .xlsx, .xls, .csv or .tsv file of that name, and the profile it fits best.

    It stands within the first 60 rows of a sheet, in one row or in two, and has at least three known columns, all those
    that the profile needs among them. Raises Refused where there is none and for a file that cannot be read, WrongUsage
    where several profiles fit alike and for a file of another kind.
    """
    sheets = opened(file, data)
    found = [
        each
        for sheet in sheets
        for rows in [[_names(row.cells) for row in sheet.top]]
        for profile in profiles
        for each in _candidates(sheet, rows, profile)
        if each.known >= LEAST_HEADERS
    ]
    if not found:
        raise _no_header(file, sheets, profiles)
    best = max(found, key=lambda each: each.worth)
    if best.missing:
        raise _lacking(file, best)
    alike = {each.profile.name for each in found if each.worth == best.worth}
    if len(alike) > 1:
        raise WrongUsage(
            msg(
                "{file}: its header fits several profiles alike: {names}; name one with --profile",
                file=file,
                names=", ".join(sorted(alike)),
            )
        )
    others = {
        each.sheet.name
        for each in found
        if each.sheet is not best.sheet
        and not best.sheet.delimited
        and each.profile is best.profile
        and each.known >= max(LEAST_HEADERS, best.known // 2)
    }
    in_order = tuple(sheet.name for sheet in sheets if sheet.name in others)
    return Found(file, best.profile, best.sheet, best.row, _columns(best), in_order)


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells of a row as headers are compared; what is too long to be one is empty."""
    return tuple(header_name(cell) if cell and len(cell) < _LONGEST_HEADER else "" for cell in cells)


def _candidates(sheet: Sheet, rows: Sequence[tuple[str, ...]], profile: Profile) -> Iterator[_Candidate]:
    facts = profile.facts
    known = [sum(name in facts for name in set(names)) for names in rows]
    single = {
        at: _candidate(profile, sheet, row, rows[at])
        for at, row in enumerate(sheet.top)
        if known[at] >= LEAST_HEADERS
    }
    yield from single.values()
    for at, (upper, lower) in enumerate(zip(sheet.top, sheet.top[1:], strict=False)):
        if not known[at] or known[at] + known[at + 1] < LEAST_HEADERS:
            continue
        cells = _joined(upper, lower, profile)
        joined = _candidate(profile, sheet, RawRow(lower.number, cells), _names(cells))
        alone = [single[each].mapped for each in (at, at + 1) if each in single]
        if joined.mapped > max(alone, default=0):
            yield joined


def _candidate(profile: Profile, sheet: Sheet, row: RawRow, names: tuple[str, ...]) -> _Candidate:
    facts = {name: profile.facts[name] for name in names if name in profile.facts}
    given = {fact.name for fact in facts.values() if fact.name}
    missing = tuple(need for need in profile.needed if need not in given)
    mapped = {(fact.name, fact.number) for fact in facts.values() if fact.name}
    return _Candidate(profile, sheet, row.number, names, tuple(row.cells), len(mapped), len(facts), missing)


def _joined(upper: RawRow, lower: RawRow, profile: Profile) -> list[str]:
    """A header in two rows: of each column the lower cell, the upper one or both together, whichever is known."""
    cells = []
    for above, below in zip_longest(upper.cells, lower.cells, fillvalue=""):
        ways = [below, above + below, above] if below.strip() else [above]
        cells.append(next((way for way in ways if header_name(way) in profile.facts), ways[0]))
    return cells


def _columns(best: _Candidate) -> Columns:
    facts: dict[int, Fact] = {}
    unknown, repeated, seen = [], [], set()
    for at, name in enumerate(best.names):
        if not name:
            continue
        if name in seen:
            repeated.append(at)
        seen.add(name)
        fact = best.profile.facts.get(name)
        if fact is None:
            unknown.append(at)
        elif at not in repeated or not fact.added:
            facts[at] = Fact(fact.name, fact.number, fact.rank + 100 * (at in repeated), fact.added)
    units = {at: unit for at, text in enumerate(best.written) if (unit := unit_of(text)) != 1}
    ranked = sorted(facts, key=lambda at: (facts[at].rank, at))
    places: dict[tuple[str, int], tuple[int, ...]] = {}
    for at in ranked:
        named = (facts[at].name, facts[at].number)
        places[named] = (*places.get(named, ()), at)
    return Columns(
        best.names, units, facts, tuple(at for at in unknown if at not in repeated), tuple(repeated), places
    )


def _lacking(file: str, best: _Candidate) -> Refused:
    columns = ", ".join(name for need in best.missing for name in _called(best.profile, need)[:1])
    return Refused(
        msg(
            "{file}: the header in row {row} has no column {columns} (profile {profile}); "
            "another profile is chosen with --profile, a new one made with --learn NAME",
            file=file,
            row=best.row,
            columns=columns,
            profile=best.profile.name,
        )
    )


def _called(profile: Profile, fact: str) -> tuple[str, ...]:
    """The headers that give a fact; for a case id that is made of others, theirs."""
    return profile.columns.get(fact) or profile.adds.get(fact) or (fact,)


def _no_header(file: str, sheets: Sequence[Sheet], profiles: Iterable[Profile]) -> Refused:
    names = [name for profile in profiles for need in profile.needed for name in _called(profile, need)[:1]]
    looked_for = ", ".join(list(dict.fromkeys(names))[:8])
    text = sheets[0] if sheets and sheets[0].delimited else None
    where: Message = (
        msg(
            "read as {encoding}, it has none in its first {rows} rows",
            encoding=text.encoding,
            rows=HEADER_WITHIN,
        )
        if text is not None
        else msg("there is none in the first {rows} rows of any sheet", rows=HEADER_WITHIN)
    )
    return Refused(
        msg(
            "{file} has no header that a profile knows: {where}; looked for at least {least} columns such as {columns}; "
            "for a new form: {cure}",
            file=file,
            where=where,
            least=LEAST_HEADERS,
            columns=looked_for,
            cure=remedy("import", file=file, learn=Placeholder("NAME")),
        )
    )
