"""Copies of ledgers made before: a ledger is worked out once, and each test changes a copy of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

Made = TypeVar("Made")


def copy_folder(source: str | Path, target: str | Path) -> None:
    """Copies all below `source` into `target`, which may be there; bytes, modes and times of change are kept.

    `shutil.copytree` does the same in three times the processor time, and thousands of tests begin with it.
    """
    os.makedirs(target, exist_ok=True)
    with os.scandir(source) as entries:
        for entry in entries:
            place = os.path.join(target, entry.name)
            if entry.is_symlink():
                os.symlink(os.readlink(entry.path), place)
            elif entry.is_dir():
                copy_folder(entry.path, place)
            else:
                _copy_file(entry, place)


def _copy_file(entry: os.DirEntry[str], place: str) -> None:
    with open(entry.path, "rb", buffering=0) as file:
        data = file.readall()
    stamp = entry.stat()
    new = os.open(
        place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), stamp.st_mode & 0o777
    )
    with open(new, "wb", buffering=0) as file:
        file.write(data)
    os.utime(place, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))


class MadeOnce:
    """Ledgers brought to a state by commands: kept from the first test that wants the state for all after it."""

    def __init__(self, kept: Path) -> None:
        self._kept = kept
        self._made: dict[tuple[str, int], tuple[Path, object]] = {}

    def __call__(self, folder: Path, make: Callable[[], Made]) -> Made:
        """Brings the fresh or worked ledger in `folder` to what `make` makes of it; gives what `make` gave when it ran.

        States are told apart by where `make` is defined, so it must do the same each time. What it gives must hold
        of a copy in another folder: ids and texts, no path. What it sets outside the folder is not kept.
        """
        name = make.__code__.co_filename, make.__code__.co_firstlineno
        if name not in self._made:
            given = make()
            place = self._kept / str(len(self._made))
            copy_folder(folder, place)
            self._made[name] = place, given
            return given
        place, kept = self._made[name]
        for each in folder.iterdir():
            if each.is_dir() and not each.is_symlink():
                shutil.rmtree(each)
            else:
                each.unlink()
        copy_folder(place, folder)
        return cast(Made, kept)
