"""Papers as a layout for typst is told them: the pieces of each, whose paper it is, to whom it goes. Nothing is drawn here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date

from dunning_cli.documents.letter_blocks import LetterParts
from dunning_cli.documents.plain_text import display_width
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


def layout_data(
    pages: Sequence[LetterPage],
    families: Sequence[str],
    fits: Sequence[int | None] | None = None,
    title: str | None = None,
    *,
    measure: bool = False,
) -> str:
    """What a layout reads as `sys.inputs.data`, JSON: the papers, and the typefaces in the order in which they are tried.

    `fits` tells of each page what came of measuring it before, where it was. With `measure` nothing is set: the shipped
    layout only tells that.
    """
    return json.dumps(
        {
            "title": title or title_of(pages),
            "fonts": list(families),
            "measure": measure,
            "letters": [
                {**_letter(page), "like": like, "fit": fit}
                for page, like, fit in zip(
                    pages, measured_by(pages), fits or [None] * len(pages), strict=True
                )
            ],
        },
        ensure_ascii=False,
    )


def title_of(pages: Sequence[LetterPage]) -> str:
    """The title of a file with these papers."""
    return " / ".join(dict.fromkeys(page.parts.title for page in pages))


def measured_by(pages: Sequence[LetterPage]) -> list[int]:
    """Of each page the number of that by which it is measured: the longest of those that are made up alike."""
    longest: dict[object, tuple[int, int]] = {}
    made_up = [_make_up(page) for page in pages]
    for number, (page, key) in enumerate(zip(pages, made_up, strict=True)):
        length = sum(display_width(text) for text in _texts(page))
        if key not in longest or longest[key][0] < length:
            longest[key] = length, number
    return [longest[key][1] for key in made_up]


def _make_up(page: LetterPage) -> object:
    pieces = (*page.parts.body, *page.parts.slip)
    return (
        page.language,
        page.wide,
        page.office is None,
        page.window is None,
        len(page.parts.notes),
        tuple((piece.kind, len(piece.rows)) for piece in pieces),
    )


def _texts(page: LetterPage) -> Iterator[str]:
    for piece in (*page.parts.body, *page.parts.slip):
        yield piece.text
        for row in piece.rows:
            yield from row


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
