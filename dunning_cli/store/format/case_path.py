"""The path of a case file in a ledger: which paths are of case files, and which case each names."""

from __future__ import annotations

import unicodedata

CASE_FOLDER = "cases/"
CASE_SUFFIX = ".yaml"


def case_name(path: str) -> str:
    """The case id that a case file's path names."""
    return path.rpartition("/")[2].removesuffix(CASE_SUFFIX)


def case_id_in(path: str) -> str:
    """The same as ids are written, in NFC: a system may keep the name of a file in another form."""
    name = case_name(path)
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def is_named_for(path: str, case_id: str) -> bool:
    """Whether a path is that of a case file named as its case must be."""
    return path.endswith(CASE_SUFFIX) and case_id_in(path) == case_id


def is_case_file(path: str) -> bool:
    """Whether a path relative to the ledger is one of a case file."""
    return path.startswith(CASE_FOLDER) and path.endswith(CASE_SUFFIX)
