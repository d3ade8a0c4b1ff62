"""Papers as a layout for typst is told them: the pieces of each, whose paper it is, to whom it goes. Nothing is drawn here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from dunning_cli.documents.letter_blocks import LetterParts
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class WindowAddress:
    """What is to be read through the window of an envelope."""

    name: str
    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage:
    """A paper to be printed."""

    parts: LetterParts
    written: date
    language: str
    serial: str | None = None
    office: Office | None = None
    """Whose letterhead stands on it; none without."""
    wide: bool = False
    """Whether the sheet is turned, for a table that needs it."""
    window: WindowAddress | None = None
    account: str | None = None
    """The number of the account that the letter names, beside which the code stands."""
    code: Sequence[str] = ()
    """Rows of 0 and 1: the code with the payee and what to write into the transfer, to be read by a telephone."""


def layout_data(pages: Sequence[LetterPage], families: Sequence[str]) -> str:
    """What a layout reads as `sys.inputs.data`, JSON: the papers, and the typefaces in the order in which they are tried."""
    return json.dumps(
        {
            "title": " / ".join(dict.fromkeys(page.parts.title for page in pages)),
            "fonts": list(families),
            "letters": [_letter(page) for page in pages],
        },
        ensure_ascii=False,
    )


def _letter(page: LetterPage) -> Mapping[str, object]:
    head = page.office.letterhead if page.office is not None else None
    return {
        "language": page.language,
        "serial": page.serial,
        "written": page.written.isoformat(),
        "wide": page.wide,
        "office": None
        if page.office is None
        else {
            "name": page.office.office,
            "address": head.address if head is not None else None,
            "phone": head.phone if head is not None else None,
        },
        "window": asdict(page.window) if page.window is not None else None,
        "account": page.account,
        "code": list(page.code),
        **asdict(page.parts),
    }
