"""The path of a case file in a ledger: which paths are of case files, and which case each names."""

from __future__ import annotations

CASE_FOLDER = "cases/"
CASE_SUFFIX = ".yaml"


def case_name(path: str) -> str:
    """The case id that a case file's path names."""
    return path.rpartition("/")[2].removesuffix(CASE_SUFFIX)


def is_case_file(path: str) -> bool:
    """Whether a path relative to the ledger is one of a case file."""
    return path.startswith(CASE_FOLDER) and path.endswith(CASE_SUFFIX)
