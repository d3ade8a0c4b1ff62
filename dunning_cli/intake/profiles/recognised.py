"""Finding the header of a file, and the profile that knows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from decimal import Decimal
from itertools import zip_longest

from dunning_cli.intake.files.opened import opened
from dunning_cli.intake.files.sheet import HEADER_WITHIN, RawRow, Sheet
from dunning_cli.intake.files.workbook_parts import column_letters
from dunning_cli.intake.profiles.headers import header_name, unit_of
from dunning_cli.intake.profiles.kinds import GIVES_TOO
from dunning_cli.intake.profiles.month_headers import HeaderMonth, month_in
from dunning_cli.intake.profiles.profile import Fact, Profile
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, remedy

_LONGEST_HEADER = 60
_FIGURES = pattern(r"[0-9][0-9.,]*")
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
    months: dict[int, HeaderMonth]
    """The month that the header of a monthly fact names."""

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
    known = [sum(profile.fact_of(name) is not None for name in set(names)) for names in rows]
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
    facts = {name: fact for name in names if (fact := profile.fact_of(name)) is not None}
    given = {fact.name for fact in facts.values() if fact.name}
    given |= {GIVES_TOO[fact] for fact in given if fact in GIVES_TOO}
    missing = tuple(need for need in profile.needed if need not in given)
    mapped = {(fact.name, fact.number) for fact in facts.values() if fact.name}
    return _Candidate(profile, sheet, row.number, names, tuple(row.cells), len(mapped), len(facts), missing)


def _joined(upper: RawRow, lower: RawRow, profile: Profile) -> list[str]:
    """A header in two rows: of each column the lower cell, the upper one or both together, whichever is known."""
    cells = []
    lower_names = _names(lower.cells)
    of_data = any(_FIGURES.fullmatch(name) and month_in(name) is None for name in lower_names)

    def rank(way: str) -> int:
        name = header_name(way)
        if name in profile.facts:
            return 0
        # a period in a row of data names a month too
        if of_data or profile.fact_of(name) is None:
            return 2
        named = month_in(name)
        # the month in one row, its year in the other
        return int(named is None or named[1].year is None)

    for above, below in zip_longest(upper.cells, lower.cells, fillvalue=""):
        ways = [below, above + below, above] if below.strip() else [above]
        way = min(ways, key=rank)
        cells.append(way if rank(way) < 2 or profile.fact_of(header_name(way)) is None else "")
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
        fact = best.profile.fact_of(name)
        if fact is None:
            unknown.append(at)
        elif at not in repeated or not fact.added or fact.name in GIVES_TOO:
            facts[at] = Fact(fact.name, fact.number, fact.rank + 100 * (at in repeated), fact.added)
    units = {at: unit for at, text in enumerate(best.written) if (unit := unit_of(text)) != 1}
    ranked = sorted(facts, key=lambda at: (facts[at].rank, at))
    places: dict[tuple[str, int], tuple[int, ...]] = {}
    for at in ranked:
        named = (facts[at].name, facts[at].number)
        places[named] = (*places.get(named, ()), at)
    months = {
        at: month[1]
        for at, fact in facts.items()
        if fact.name in GIVES_TOO and (month := month_in(best.names[at])) is not None
    }
    left = tuple(at for at in unknown if at not in repeated)
    return Columns(best.names, units, facts, left, tuple(repeated), places, months)


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


def _likeliest(sheets: Sequence[Sheet], profiles: Sequence[Profile]) -> Sequence[Profile]:
    """The profile whose headers stand in a file most, whole or within longer ones; all where none does."""
    rows = {_names(row.cells) for sheet in sheets for row in sheet.top}
    worth = {
        profile.name: max((_resemblance(set(names), profile) for names in rows), default=(0, 0))
        for profile in profiles
    }
    best = max(worth.values(), default=(0, 0))
    return [profile for profile in profiles if worth[profile.name] == best][:1] if any(best) else profiles


def _resemblance(names: set[str], profile: Profile) -> tuple[int, int]:
    """How many facts that a profile needs, and how many that it knows, a row of headers seems to give."""
    known = [(name, fact.name) for name, fact in profile.facts.items() if fact.name and len(name) > 1]
    given = {fact for name, fact in known for header in names if name in header}
    return len(given.intersection(profile.needed)), len(given)


def _no_header(file: str, sheets: Sequence[Sheet], profiles: Sequence[Profile]) -> Refused:
    likeliest = _likeliest(sheets, profiles)
    names = [name for profile in likeliest for need in profile.needed for name in _called(profile, need)[:1]]
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
