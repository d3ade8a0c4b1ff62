"""Finding the one case a person means: by id, a unique beginning of it, name, telephone number, or address."""

from __future__ import annotations

import unicodedata
from collections import ChainMap
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import finalize

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.people.several_names import called
from dunning_cli.kernel.errors import Failure, NoSuchCase, NotFound, Refused
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, remedy
from dunning_cli.kernel.text import harmless, is_case_id, nearest
from dunning_cli.store.format.case_file import UNREADABLE_KEPT, CaseRead
from dunning_cli.store.format.case_path import case_name
from dunning_cli.store.format.folder import LedgerFolder, is_plain_path
from dunning_cli.store.format.mended_lines import unreadable_entries
from dunning_cli.store.reading.cache import RowCache
from dunning_cli.store.reading.case_store import load_cases, load_kept, read_with_bytes

if TYPE_CHECKING:
    from dunning_cli.domain.incoming.reached import ReachedAt

MOST_NAMED = 5
_FIGURES = pattern(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class FoundCase:
    """A case with the path of its file, relative to the ledger, and the text it was read from."""

    case: Case
    path: str
    text: str


class CaseFinder:
    """Finds cases of one ledger whose files stay where they are: they are looked up once."""

    def __init__(self, folder: LedgerFolder) -> None:
        self._folder = folder

    def find(self, reference: str) -> FoundCase:
        """The case of a reference. Raises NotFound where none or several fit, Refused where its file is wrong."""
        return _read(self._folder, self.path(reference), self._rows)

    @cached_property
    def _rows(self) -> RowCache:
        rows = RowCache(self._folder, "cases")
        finalize(self, rows.close)
        return rows

    def case(self, reference: str) -> Case:
        """The case of a reference, from the cache where its file has not changed. Raises as `find`."""
        path = self.place(reference)
        kept = load_kept(self._folder, path)
        return kept if kept is not None else _read(self._folder, path, self._rows).case

    def id(self, reference: str, opened: Mapping[str, str]) -> str:
        """The id of the case of a reference, among the ledger's and those about to be opened, each with its debtor's name.

        Raises NotFound where none or several fit.
        """
        paths, _ = self._paths
        if not opened:
            return chosen_id(reference, paths, self._with_debtor)

        def with_debtor(name: str) -> list[str]:
            return [
                *self._with_debtor(name),
                *(each for each, debtor in opened.items() if name in called(debtor)),
            ]

        return chosen_id(reference, ChainMap(dict(opened), paths), with_debtor)

    def _with_debtor(self, name: str) -> list[str]:
        return self._by_debtor.get(name) or self._reached.cases(name)

    @cached_property
    def _by_debtor(self) -> dict[str, list[str]]:
        """The ids of the cases by the names of their debtor; asked for many names, each case is read once."""
        found: dict[str, list[str]] = {}
        for each in load_cases(self._folder):
            if each.case is not None:
                for name in called(each.case.head.debtor.name):
                    found.setdefault(name, []).append(each.case.id)
        return found

    @cached_property
    def _reached(self) -> ReachedAt:
        from dunning_cli.domain.incoming.reached import ReachedAt

        return ReachedAt(each.case for each in load_cases(self._folder) if each.case is not None)

    def path(self, reference: str) -> str:
        """The file of the case of a reference, relative to the ledger, whatever it holds. Raises NotFound, Refused."""
        paths, doubled = self._paths
        case_id = chosen_id(reference, paths, self._with_debtor)
        if case_id in doubled:
            raise Refused(
                msg(
                    "the case {case} stands in two files; keep one: see {cure}",
                    case=case_id,
                    cure=remedy("check"),
                )
            )
        return paths[case_id]

    def place(self, reference: str) -> str:
        """As `path`, for whoever only looks.

        An id in full has its own place, and is looked for nowhere else if it stands there: that it stands in another
        file too is told by `check`, and by whoever wants to write to it.
        """
        case_id = unicodedata.normalize("NFC", reference)
        if is_case_id(case_id):
            usual = self._folder.case_path(case_id)
            if is_plain_path(self._folder.root, usual):
                return usual
        return self.path(reference)

    @cached_property
    def _paths(self) -> tuple[dict[str, str], set[str]]:
        """Path of each case by its id, and the ids that stand in two files."""
        paths: dict[str, str] = {}
        doubled: set[str] = set()
        for case_id, path in self._folder.case_paths():
            if paths.setdefault(case_id, path) != path:
                doubled.add(case_id)
        return paths, doubled


def find_case(folder: LedgerFolder, reference: str) -> FoundCase:
    """The case of a reference. Raises NotFound where none or several fit, Refused where its file is wrong."""
    return CaseFinder(folder).find(reference)


def found_cases(folder: LedgerFolder, references: Iterable[str]) -> Iterator[tuple[str, Case]]:
    """Each reference with its case, from the cache where its file has not changed; those that `find_case` fails on are left out."""
    finder = CaseFinder(folder)
    paths: dict[str, list[str]] = {}
    for reference in references:
        with suppress(Failure):
            paths.setdefault(finder.place(reference), []).append(reference)
    for found in load_cases(folder, folder.files_at(paths)):
        if found.case is not None:
            for reference in paths[found.file]:
                yield reference, found.case


def later_ids(folder: LedgerFolder, names: Collection[str]) -> list[str]:
    """The ids of the cases that may have had one of these names first: a new id begins as the old one (`PF-9-2`)."""
    starts = tuple(f"{name}-" for name in names)
    return sorted(case_id for case_id in folder.case_ids() if case_id.startswith(starts))


def chosen_id(reference: str, ids: Collection[str], with_debtor: Callable[[str], list[str]]) -> str:
    """The one id a reference means, among those there are. Raises NotFound where none or several fit.

    `with_debtor`: the ids of the cases whose debtor is called, or reached, as is typed.
    """
    wanted = unicodedata.normalize("NFC", reference)
    if wanted in ids:
        return wanted
    fitting = [case_id for case_id in ids if case_id.startswith(wanted)] if wanted else []
    if not fitting:
        fitting = with_debtor(wanted)
    if len(fitting) == 1:
        return fitting[0]
    shown = harmless(reference)
    if fitting:
        cases = ", ".join(fitting[:MOST_NAMED]) + (" …" if len(fitting) > MOST_NAMED else "")
        raise NotFound(
            msg(
                "'{reference}' fits {count} cases: {cases}; give the case id",
                reference=shown,
                count=len(fitting),
                cases=cases,
            )
        )
    near = nearest(wanted, [case_id for case_id in ids if _a_slip_apart(case_id, wanted)])
    if near is not None:
        raise NoSuchCase(
            reference,
            msg("there is no case '{reference}'; did you mean '{word}'?", reference=shown, word=near),
        )
    raise NoSuchCase(
        reference, msg("there is no case '{reference}'; see: {cure}", reference=shown, cure=remedy("list"))
    )


def _a_slip_apart(case_id: str, typed: str) -> bool:
    """Whether a hyphen, zero or letter makes the difference: another figure is another home, and a stranger's case."""
    figures = [_FIGURES.findall(each) for each in (case_id, typed)]
    worth = [[part.lstrip("0") for part in parts] for parts in figures]
    if worth[0] != worth[1] and "".join(figures[0]) != "".join(figures[1]):
        return False
    one, other = ("".join(filter(str.isalpha, each)).casefold() for each in (case_id, typed))
    same = sum(block.size for block in SequenceMatcher(None, one, other, False).get_matching_blocks())
    return same >= max(len(one), len(other)) - 1


def _read(folder: LedgerFolder, path: str, rows: RowCache) -> FoundCase:
    found, data = read_with_bytes(folder, path, rows)
    if found.case is None:
        problems = with_mending(found, data)
        raise Refused(problems[0].as_message(), problems[1:])
    return FoundCase(found.case, path, data.decode("utf-8", UNREADABLE_KEPT))


def with_mending(found: CaseRead, data: bytes) -> tuple[Problem, ...]:
    """The problems of a case file, the first with the command that would pass over the lines at fault."""
    lines = [bad.found.line for bad in unreadable_entries(data)]
    if found.case is not None or not lines or not found.problems:
        return found.problems
    first, *others = found.problems
    case_id = case_name(found.file)
    cure = msg(
        "if it can't be put right: {cure}",
        cure=remedy("mend", case=case_id, line=tuple(lines), reason=Placeholder("TEXT")),
    )
    fix = cure if first.fix is None else msg("{what}; {fix}", what=first.fix, fix=cure)
    return (replace(first, fix=fix), *others)


def taken_ids(folder: LedgerFolder) -> frozenset[str]:
    """The ids in use, without regard to capitals: some file systems have none."""
    return frozenset(case_id.casefold() for case_id, _ in folder.case_paths())
