"""The layout that papers are set by: one of the ledger's own beside a letter's template, else the one that is shipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import LedgerFolder

LARGEST_LAYOUT = 64_000
"""The longest layout of a ledger, in bytes."""
_FOLDER = Path(__file__).parents[2] / "documents"
_LETTER = "letter.typ"


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout for typst; `file` is its path in the ledger, None for one that is shipped and trusted."""

    source: bytes
    file: str | None = None
    beside: Mapping[str, bytes] = field(default_factory=dict)
    """Layouts that a shipped one takes pieces from, by the name it calls them."""


def shipped_layout() -> Layout:
    """The layout of letters and papers that comes with the program."""
    return Layout((_FOLDER / _LETTER).read_bytes())


def volume_layout() -> Layout:
    """The layout of papers that are bound into one volume."""
    return Layout((_FOLDER / "volume.typ").read_bytes(), beside={_LETTER: shipped_layout().source})


def label_layout() -> Layout:
    """The layout of sheets of labels, which no ledger replaces: it goes by the paper that is in the printer."""
    return Layout((_FOLDER / "labels.typ").read_bytes())


def layout_of(folder: LedgerFolder, language: str, template: str) -> Layout:
    """The layout of a letter: `<template>.typ` or else `letter.typ` beside its template, else the shipped one.

    Raises Refused where the ledger's own is too long or leads out of it.
    """
    for name in (template, "letter"):
        file = f"templates/{language}/{name}.typ"
        try:
            source = folder.read(file)
        except FileNotFoundError:
            continue
        if len(source) > LARGEST_LAYOUT:
            raise Refused(
                msg("{file} is longer than {most} bytes; shorten it", file=file, most=LARGEST_LAYOUT)
            )
        return Layout(source, file)
    return shipped_layout()
