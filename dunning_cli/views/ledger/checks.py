"""The names of the checks of a ledger's data, for help pages too: what carries them out is in `soundness.py`."""

from __future__ import annotations

from enum import StrEnum


class Check(StrEnum):
    """One check, in the order in which they are listed and made."""

    HAND_EDITS = "hand-edits"
    SETTINGS = "settings"
    POLICIES = "policies"
    IMPORTS = "imports"
    CASES = "cases"
    TERMS = "terms"
    STAFF = "staff"
    REASONS = "reasons"
    REFERENCES = "references"
    LETTERS = "letters"
    CLOSINGS = "closings"
    DOUBLES = "doubles"
    """Over all cases at once: what was recorded twice."""
