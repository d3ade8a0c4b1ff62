"""Which part of a ledger a path is."""

from __future__ import annotations

import re
from enum import Enum

from dunning_cli.kernel.pattern import pattern
from dunning_cli.store.format.case_path import case_id_in, is_case_file
from dunning_cli.store.format.client_paths import is_statement_file
from dunning_cli.store.format.folder import ATTRIBUTES_FILE, LEDGER_FOLDERS, SETTINGS_FILE
from dunning_cli.store.format.letter_path import is_letter_file, serial_in

_RECORDS = ("cases", "letters")
_RULES = pattern(r"(?:policies|policies/imports|clients)/[^/.][^/]*\.yaml")
_TEMPLATES = pattern(r"templates/[^/.][^/]*/[^/.][^/]*\.(?:txt|typ)")
_CHECKPOINTS = pattern(r"checkpoints/[^/.][^/]*")
_STRAY = pattern(
    r"\.gitignore|\.gitkeep|\.DS_Store|Thumbs\.db|desktop\.ini|README[^/]*|[^/]+\.(?:pdf|jpe?g|png|tiff?)",
    re.IGNORECASE,
)
"""What people and their systems leave in folders: letters printed, papers scanned beside their texts."""


class Place(Enum):
    """Where a path stands to the ledger's layout (docs/format.md)."""

    OWN = "own"
    """A file of the ledger."""
    INSIDE = "inside"
    """Among cases or letters, or in the name of a ledger's folder but for capitals, and none of its files."""
    BESIDE = "beside"
    """The office's own, or what systems leave behind."""


def is_case(path: str) -> bool:
    """Whether a path is a case file."""
    return is_case_file(path) and not _hidden(path)


def is_letter(path: str) -> bool:
    """Whether a path is the text of a letter."""
    return is_letter_file(path) and not _hidden(path)


def rule_code(path: str) -> str | None:
    """Under which code a change of the file is listed; None for what is neither settings, rules nor template."""
    if path == SETTINGS_FILE:
        return "settings-changed"
    if path.startswith(("policies/", "clients/")):
        return "policy-changed"
    return "template-changed" if path.startswith("templates/") else None


def place_of(path: str) -> Place:
    """Whether a path is a file of the ledger, stands among them, or is no matter of it."""
    if path in (SETTINGS_FILE, ATTRIBUTES_FILE) or is_case(path) or is_letter(path):
        return Place.OWN
    if _RULES.fullmatch(path) or _TEMPLATES.fullmatch(path) or _CHECKPOINTS.fullmatch(path):
        return Place.OWN
    if is_statement_file(path):
        return Place.OWN
    first, _, rest = path.partition("/")
    name = path.rpartition("/")[2]
    passes_for_ours = first not in LEDGER_FOLDERS and first.casefold() in LEDGER_FOLDERS
    among = bool(rest) and (first in _RECORDS or passes_for_ours) and not _STRAY.fullmatch(name)
    return Place.INSIDE if among or name == ATTRIBUTES_FILE else Place.BESIDE


def case_of(path: str) -> str:
    """The id of the case a file is named for."""
    return case_id_in(path)


def serial_of(path: str) -> str:
    """The number of the letter a file is named for."""
    return serial_in(path)


def _hidden(path: str) -> bool:
    return path.rpartition("/")[2].startswith(".")
