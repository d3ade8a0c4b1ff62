"""Which part of a ledger a path is."""

from __future__ import annotations

import unicodedata

from dunning_cli.store.case_file import CASE_SUFFIX
from dunning_cli.store.folder import SETTINGS_FILE

_LETTER_SUFFIX = ".txt"


def is_case(path: str) -> bool:
    """Whether a path is a case file."""
    return path.startswith("cases/") and path.endswith(CASE_SUFFIX) and not _hidden(path)


def is_letter(path: str) -> bool:
    """Whether a path is the text of a letter."""
    return path.startswith("letters/") and path.endswith(_LETTER_SUFFIX) and not _hidden(path)


def rule_code(path: str) -> str | None:
    """Under which code a change of the file is listed; None for what is neither settings, policy nor template."""
    if path == SETTINGS_FILE:
        return "settings-changed"
    if path.startswith("policies/"):
        return "policy-changed"
    return "template-changed" if path.startswith("templates/") else None


def case_of(path: str) -> str:
    """The id of the case a file is named for."""
    return unicodedata.normalize("NFC", path.rpartition("/")[2].removesuffix(CASE_SUFFIX))


def serial_of(path: str) -> str:
    """The number of the letter a file is named for."""
    return path.rpartition("/")[2].removesuffix(_LETTER_SUFFIX)


def _hidden(path: str) -> bool:
    return path.rpartition("/")[2].startswith(".")
