"""A typeface on this machine, as printing needs to know it."""

from __future__ import annotations

from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font file and, in a collection, which of its faces is meant (from 0)."""

    file: str
    face: int = 0
    family: str = ""
    """Its name, for messages."""
