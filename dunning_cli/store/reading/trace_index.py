"""Which cases have a person or a number in common: found by the numbers in their text, so that few need be read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import accumulate, chain

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.once import plain_ref
from dunning_cli.domain.case.people.identity import identity
from dunning_cli.domain.case.people.personal_keys import number_keys
from dunning_cli.domain.case.people.telephone import dialled
from dunning_cli.domain.contact.known_elsewhere import people_told
from dunning_cli.domain.contact.related_calls import traces
from dunning_cli.kernel.pattern import pattern
from dunning_cli.store.format.case_file import CaseRead
from dunning_cli.store.format.folder import CaseFile, LedgerFolder
from dunning_cli.store.reading.cache import RowCache
from dunning_cli.store.reading.case_store import load_cases

# each begins with the letters it looks for: so a text is gone through at the speed of a search for a word; what stands
# before them is no matter, for there may be too many traces
_KEY = pattern(r"""key["']?\s*:\s+["']?([A-Za-z0-9._:/-]+)""")
_REF = pattern(r"""ref["']?\s*:\s+["']?([^\n]+)""")
_VISITORS = tuple(pattern(rf"""{key}["']?\s*:\s+["']?([^"',}}\n]+)""") for key in ("visitor", "second"))
"""Who goes on a visit that was arranged."""
VISITOR, ANY_VISITOR = "visitor ", "visitor *"
_RECEIPT, _BATCH_KEY = "ref ", "key "
_CORRECTION = "correct_by"
"""Where this stands an inspection wants something corrected by who made the contact, who may be anybody."""
_QUOTED = pattern(r"""["'\\,{}\n]""")
_ANY_RECEIPT = f"{_RECEIPT}*"
_FEW = 24
"""Traces up to which all rows are searched."""
_ITEM = pattern(r"""(?:-[ ]+)?([^"',\[\]\n]+)""")
"""A number may hold blanks."""


class TraceIndex:
    """The cases of a ledger by the traces in their files, as the files are when it is first asked.

    The traces are taken from the text without reading it as a case, which for 10,000 cases never seen takes a
    second instead of many; once taken they are kept in the cache. They may be too many, never too few.
    """

    def __init__(self, folder: LedgerFolder) -> None:
        self._folder = folder
        self._read: dict[str, CaseRead] = {}
        """Files that were asked for, by path: one may share people with many, and is read once."""
        self._asked = 0

    def sharing(self, case: Case) -> Iterator[Case]:
        """The other cases that may have a trace in common with one, by id; faulty files are left out."""
        return _sound(self._having(traces(case), besides=case.id))

    def of_same_people(self, case: Case) -> tuple[Case, ...]:
        """The other cases that may be about one of the people of a case, told by a number of a document, by id."""
        return tuple(_sound(self._having(people_told(case), besides=case.id)))

    def with_receipt(self, ref: str) -> Iterator[Case]:
        """The cases that may have a payment or charge of that reference, by id; faulty files are left out."""
        return _sound(self._having((_receipt(ref), _ANY_RECEIPT)))

    def with_keys(self, keys: Collection[str]) -> list[CaseRead]:
        """The cases that may hold one of these keys of batch lines, as they are stored; faulty files with their problems."""
        return self._having(f"{_BATCH_KEY}{key}" for key in keys)

    def _having(self, wanted: Iterable[str], besides: str | None = None) -> list[CaseRead]:
        """The files with one of the traces, by id, those of the case `besides` left out."""
        found = sorted({file for file in self._files_with(wanted) if file.id != besides})
        fresh = [file for file in found if file.path not in self._read]
        if fresh:
            self._read.update((read.file, read) for read in load_cases(self._folder, fresh))
        return [self._read[file.path] for file in found]

    def _files_with(self, wanted: Iterable[str]) -> Iterator[CaseFile]:
        """The files with one of the traces, in no order and maybe more than once.

        The first few traces are searched for in all rows: to take these apart takes a hundred times as long as a search,
        which is for commands that ask about many cases.
        """
        asked = list(wanted)
        self._asked += len(asked)
        if self._asked > _FEW:
            return chain.from_iterable(self._by_trace.get(trace, ()) for trace in asked)
        return chain.from_iterable(map(self._searched, asked))

    def _searched(self, trace: str) -> Iterator[CaseFile]:
        files, starts, joined = self._joined
        line = b"\n%b\n" % trace.encode("utf-8", "surrogatepass")
        place = joined.find(line)
        while place >= 0:
            yield files[bisect_right(starts, place) - 1]
            place = joined.find(line, place + 1)

    @cached_property
    def _joined(self) -> tuple[list[CaseFile], list[int], bytes]:
        """The files, where the row of each begins, and all rows with a line end before each trace and at the end."""
        files = self._folder.case_files()
        rows = self.traces_of(files)
        parts = [b"\n" + rows[file.path] for file in files]
        return files, list(accumulate(map(len, parts), initial=0)), b"".join(parts) + b"\n"

    @cached_property
    def _by_trace(self) -> dict[str, list[CaseFile]]:
        files, starts, joined = self._joined
        index: dict[str, list[CaseFile]] = {}
        for file, start, end in zip(files, starts, starts[1:], strict=False):
            for trace in joined[start + 1 : end].decode().split("\n"):
                index.setdefault(trace, []).append(file)
        return index

    def traces_of(self, files: Sequence[CaseFile]) -> dict[str, bytes]:
        """The traces of files by path, a line each."""
        with RowCache(self._folder, "traces") as cache:
            rows = cache.get_all(files)
            fresh = [(file, self._scanned(file)) for file in files if file.path not in rows]
            cache.keep(fresh)
        rows.update((file.path, row) for file, row in fresh)
        return rows

    def _scanned(self, file: CaseFile) -> bytes:
        try:
            text = self._folder.absolute(file.path).read_bytes().decode("utf-8", "replace")
        except OSError:
            return b""
        return "\n".join(sorted(traces_in(text))).encode()


def _sound(read: Iterable[CaseRead]) -> Iterator[Case]:
    return (each.case for each in read if each.case is not None)


@cache
def _numbers() -> tuple[list[re.Pattern[str]], list[re.Pattern[str]]]:
    """What finds the numbers at keys of one number, and the lists at keys of several."""
    one, several = number_keys()
    return (
        [re.compile(rf"""{key}["']?\s*:\s+["']?([^"',}}\n]+)""") for key in one],
        [
            re.compile(rf"""{key}["']?\s*:\s+(\[[^\]]*\]|(?:-[ ]+[^{{:\n]+(?:\n\s*|\Z))+)""")
            for key in several
        ],
    )


def traces_in(text: str) -> frozenset[str]:
    """Everything in the text of a case that may be one of its traces."""
    one, lists = _numbers()
    written = set(_all_of(one, text))
    for several in _all_of(lists, text):
        written.update(_ITEM.findall(several))
    found = {dialled(number) for number in written} | {identity(number) for number in written}
    receipts = {_receipt(ref) for ref in _REF.findall(text)}
    lines = {f"{_BATCH_KEY}{key}" for key in _KEY.findall(text)}
    visitors = {
        ANY_VISITOR if "\\" in name else f"{VISITOR}{name.partition(' #')[0].strip()}"
        for name in _all_of(_VISITORS, text)
    }
    if _CORRECTION in text:
        visitors.add(ANY_VISITOR)
    return frozenset(trace for trace in found | receipts | lines | visitors if trace)


def is_in_common(trace: str) -> bool:
    """Whether cases with a trace may have a person or a number in common."""
    return bool(trace) and not trace.startswith((_RECEIPT, _BATCH_KEY, VISITOR))


def _all_of(patterns: Iterable[re.Pattern[str]], text: str) -> Iterator[str]:
    return chain.from_iterable(each.findall(text) for each in patterns)


def _receipt(ref: str) -> str:
    """The trace a reference leaves: its beginning, up to a character that is written in several ways.

    One with a character written as an escape may be any.
    """
    end = _QUOTED.search(ref)
    if end is not None and end.group() == "\\":
        return _ANY_RECEIPT
    return f"{_RECEIPT}{plain_ref(ref[: end.start()] if end is not None else ref)}"
