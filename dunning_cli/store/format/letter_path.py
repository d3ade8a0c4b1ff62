"""Where the text of a letter stands: in a folder for each hundred numbers of a year.

A folder that all letters of a year share is written anew, whole, with each letter: at two thousand letters that
costs 64 KB a commit.
"""

from __future__ import annotations

from dunning_cli.kernel.pattern import pattern

LETTER_SUFFIX = ".txt"
_NUMBERED = pattern(r"[0-9]{4}-.+?-([0-9]{2,})[0-9]{2}(?:-[1-9][0-9]{0,2})?")
"""A number of the register, such as 2026-A-0312, or 2026-A-0312-2 for one that stands beside another."""


def letter_path(serial: str) -> str:
    """Where a new letter goes, relative to the ledger: letters/2026/03/2026-A-0312.txt."""
    number = _NUMBERED.fullmatch(serial)
    if number is None:
        return _in_year(serial)
    return f"letters/{serial[:4]}/{number[1]}/{serial}{LETTER_SUFFIX}"


def letter_paths(serial: str) -> tuple[str, ...]:
    """Where the text of a letter may stand: as `letter_path` says, or in the folder of its year, as it once was."""
    return tuple(dict.fromkeys((letter_path(serial), _in_year(serial))))


def is_letter_file(path: str) -> bool:
    """Whether a path relative to the ledger is one of letters, whatever folder it stands in."""
    return path.startswith("letters/") and path.endswith(LETTER_SUFFIX)


def serial_in(path: str) -> str:
    """The number that the path of a letter names."""
    return path.rpartition("/")[2].removesuffix(LETTER_SUFFIX)


def _in_year(serial: str) -> str:
    return f"letters/{serial[:4]}/{serial}{LETTER_SUFFIX}"
