"""Letters as files: the register's numbers and where the texts stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import cached_property

from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.letter_path import LETTER_SUFFIX, letter_paths, serial_in
from dunning_cli.store.git.git import Git
from dunning_cli.store.reading.own_series import (
    SERIAL,
    SERIES_SETTING,
    chosen_series,
    is_own,
    lawful_series,
    may_have_others,
    proposed_series,
    unlisted,
)


class LetterRegister:
    """The numbers of this workplace's series; made and used under the lock, so that they have no gaps.

    Numbers used are those of the files and of the last commit (a file may have been removed by hand), and
    those that the same command has given out before.
    """

    def __init__(self, folder: LedgerFolder, office: Office, wanted: str | None = None) -> None:
        self._folder = folder
        self._office = office
        self._wanted = wanted
        self._last: dict[int, int] = {}

    @cached_property
    def _chosen(self) -> str | None:
        return chosen_series(self._folder)

    @cached_property
    def series(self) -> str:
        """The series of this clone; where it has chosen none, the one wanted, else the one proposed.

        Raises Refused where the one chosen is not listed in dunning.yaml, cannot stand in a file's name, or is
        another than the one wanted.
        """
        if self._chosen is None:
            return lawful_series(self._wanted or proposed_series(self._folder, self._office))
        if self._wanted not in (None, self._chosen):
            raise Refused(
                msg(
                    "the letters of this clone have the series {series}; another one is for another workplace, or set "
                    "with: git config {setting} {wanted}",
                    series=self._chosen,
                    setting=SERIES_SETTING,
                    wanted=self._wanted,
                )
            )
        if not is_own(self._folder, self._office, self._chosen):
            raise Refused(unlisted(self._chosen, self._office.letter_series))
        return lawful_series(self._chosen)

    @property
    def newly_taken(self) -> str | None:
        """The series this clone takes with the letters written now; None where it had one, needs none or wrote none."""
        if not self._last or self._chosen is not None:
            return None
        return self.series if self._wanted is not None or may_have_others(self._folder) else None

    def next(self, on: date) -> str:
        """The number a letter of that day gets, such as 2026-A-0012; it is used up by `use` only."""
        if on.year not in self._last:
            self._last[on.year] = max(self._numbers(on.year), default=0)
        return f"{on.year:04d}-{self.series}-{self._last[on.year] + 1:04d}"

    def use(self, on: date) -> None:
        """The number last shown for the day's year is given to a letter."""
        self._last[on.year] += 1

    def _numbers(self, year: int) -> Iterator[int]:
        place = f"letters/{year:04d}"
        paths = [file.name for file in (self._folder.root / place).rglob(f"*{LETTER_SUFFIX}")]
        git = Git(self._folder.root)
        if git.head() is not None:
            listed = git.read("ls-tree", "-r", "-z", "--name-only", "HEAD", place + "/")
            paths += listed.decode("utf-8", "surrogateescape").split("\0")
        for path in paths:
            match = SERIAL.fullmatch(serial_in(path))
            if match and match[1] == f"{year:04d}" and match[2] == self.series:
                yield int(match[3])


def letter_files(folder: LedgerFolder) -> list[str]:
    """The texts of letters on the disk, by path relative to the ledger; links and hidden names are passed over."""
    found = (folder.root / "letters").rglob(f"*{LETTER_SUFFIX}")
    paths = (
        file for file in found if file.is_file() and not file.is_symlink() and not file.name.startswith(".")
    )
    return sorted(file.relative_to(folder.root).as_posix() for file in paths)


def letter_file(folder: LedgerFolder, serial: str) -> str | None:
    """The path of a letter's text relative to the ledger, None where there is no file. Raises Refused."""
    return next((path for path in letter_paths(serial) if folder.has_file(path)), None)


def two_texts(serial: str, paths: Iterable[str]) -> Message:
    """What to say of a letter whose text stands in several files."""
    return msg("the letter {serial} has several texts: {files}", serial=serial, files=", ".join(paths))


def letter_text(folder: LedgerFolder, serial: str) -> bytes | None:
    """The bytes of a letter as its file holds them now, None where there is no file. Raises Refused."""
    for path in letter_paths(serial):
        with suppress(FileNotFoundError, NotADirectoryError):
            return folder.read(path)
    return None
