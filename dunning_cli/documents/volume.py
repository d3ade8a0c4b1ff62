"""Papers bound into one volume, as the layout `volume.typ` is told them: cover, contents, each piece with its hash. Nothing is drawn here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from dunning_cli.documents.letter_blocks import LetterParts
from dunning_cli.documents.web_page import Part, part_shown
from dunning_cli.kernel.answer import Cell, cell_text
from dunning_cli.kernel.message import Message, Translate, label
from dunning_cli.kernel.record import dataclass

CONTENTS = label("List of evidence")
WHOLE = 0
"""What the layout numbers the whole volume, when it tells where papers end."""
_WORDS: Mapping[str, Message] = {
    "contents": CONTENTS,
    "number": label("running no."),
    "paper": label("paper"),
    "proves": label("to prove"),
    "pages": label("pages"),
    "hash": label("SHA-256"),
    "file": label("file"),
    "extent": label("extent"),
    "elsewhere": label("not printed"),
}
"""What the layout writes of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One paper of the volume; one with neither `parts` nor a `letter` is listed and not printed."""

    number: int
    title: Message
    proves: Message
    extent: Message
    file: str
    sha256: str
    parts: Sequence[Part] = ()
    letter: LetterParts | None = None
    wide: bool = False
    """Whether its sheets are turned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """All of it: what stands on the cover, before the list of the pieces, the pieces, and what stands after them."""

    title: Message
    number: str
    """What every page number begins with, such as the id of the case."""
    foot: Message
    cover: Sequence[tuple[Message, Cell]]
    before: Sequence[Part]
    pieces: Sequence[Piece]
    after_title: Message
    after: Sequence[Part]


def volume_data(volume: Volume, families: Sequence[str], language: str, translate: Translate) -> str:
    """What the layout reads as `sys.inputs.data`, JSON: the volume, and the typefaces in the order in which they are tried."""
    return json.dumps(
        {
            "fonts": list(families),
            "language": language,
            # the layout of letters, whose pieces are used, looks for them
            "letters": [],
            "words": {name: translate(word) for name, word in _WORDS.items()},
            "title": translate(volume.title),
            "number": volume.number,
            "foot": translate(volume.foot),
            "cover": [
                [translate(name), cell_text(cell, translate)]
                for name, cell in volume.cover
                if cell is not None
            ],
            "before": _parts(volume.before, translate),
            "pieces": [_piece(each, translate) for each in volume.pieces],
            "after": {"title": translate(volume.after_title), "parts": _parts(volume.after, translate)},
        },
        ensure_ascii=False,
    )


def _piece(piece: Piece, translate: Translate) -> Mapping[str, object]:
    return {
        "number": piece.number,
        "title": translate(piece.title),
        "proves": translate(piece.proves),
        "extent": translate(piece.extent),
        "file": piece.file,
        "sha256": piece.sha256,
        "wide": piece.wide,
        "printed": bool(piece.parts) or piece.letter is not None,
        "parts": _parts(piece.parts, translate),
        "letter": asdict(piece.letter) if piece.letter is not None else None,
    }


def _parts(parts: Sequence[Part], translate: Translate) -> list[Mapping[str, object]]:
    return [part_shown(part, translate) for part in parts]
