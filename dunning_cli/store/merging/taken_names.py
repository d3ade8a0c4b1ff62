"""Names that are free: case ids and letter numbers that no side of a merge has."""

from __future__ import annotations

from collections.abc import Iterable

from dunning_cli.store.format.case_path import case_name, is_case_file
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.letter_path import serial_in
from dunning_cli.store.git.git import Git
from dunning_cli.store.merging.name_clashes import folded
from dunning_cli.store.reading.own_series import SERIAL, series_of

_LONGEST_ID = 60
"""Characters of an id that are kept before the number that is put to it."""


class TakenNames:
    """The ids and numbers that either side has, with those given out since."""

    def __init__(self, folder: LedgerFolder, tips: Iterable[str]) -> None:
        git = Git(folder.root)
        paths = [
            name
            for tip in tips
            for name in git.read("ls-tree", "-r", "-z", "--name-only", "--full-tree", tip, "cases", "letters")
            .decode("utf-8", "surrogateescape")
            .split("\0")
        ]
        self._ids = {folded(case_name(path)) for path in paths if is_case_file(path)}
        self._serials = {folded(serial_in(path)) for path in paths if path.startswith("letters/")}
        self.series = frozenset(
            filter(None, (series_of(path) for path in paths if path.startswith("letters/")))
        )

    def new_id(self, root: str) -> str:
        """`PF-9-2` for `PF-9`, or the next that is free."""
        return _free(root[:_LONGEST_ID], self._ids)

    def beside(self, serial: str) -> str:
        """`2026-A-0001-2` for a letter that stands beside another 2026-A-0001."""
        return _free(serial, self._serials)

    def next_number(self, year: str, series: str) -> str:
        """The number after the last of a series in a year."""
        found = (SERIAL.fullmatch(serial) for serial in self._serials)
        last = max(
            (int(each[3]) for each in found if each and each[1] == year and each[2] == folded(series)),
            default=0,
        )
        number = f"{year}-{series}-{last + 1:04d}"
        self._serials.add(folded(number))
        return number


def _free(root: str, taken: set[str]) -> str:
    number = 2
    while folded(f"{root}-{number}") in taken:
        number += 1
    taken.add(folded(f"{root}-{number}"))
    return f"{root}-{number}"
