"""What a PDF of the program holds: its pages, their shape and text, where each piece begins; whether this machine can print."""

from __future__ import annotations

import io
import re

from pypdf import PdfReader

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.typeface import Typeface
from dunning_cli.store.machine.typefaces import chinese_typefaces

AMOUNT = re.compile(r"-?\d[\d,]*\.\d\d")


def installed() -> tuple[Typeface, ...]:
    """The Chinese typefaces of this machine; none is a machine that must refuse clearly."""
    try:
        return chinese_typefaces()
    except Refused:
        return ()


def pages_in(pdf: bytes) -> int:
    """How many pages it has."""
    return len(PdfReader(io.BytesIO(pdf)).pages)


def texts_of(pdf: bytes) -> list[str]:
    """The text of each page, as somebody who searches or copies it gets it."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def shapes_of(pdf: bytes) -> set[tuple[int, int]]:
    """Width and height of its sheets, in whole points."""
    boxes = [page.mediabox for page in PdfReader(io.BytesIO(pdf)).pages]
    return {(int(box.width), int(box.height)) for box in boxes}


def standard_of(pdf: bytes) -> tuple[str, str, bool]:
    """The part and level of PDF/A it says it keeps to, and whether its structure is marked."""
    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    told = root["/Metadata"].get_data().decode("utf-8")
    part, level = re.search(r"pdfaid:part>(\d)", told), re.search(r"pdfaid:conformance>(\w)", told)
    assert part is not None
    assert level is not None
    return part[1], level[1], bool(root["/MarkInfo"]["/Marked"])


def text_places(pdf: bytes) -> list[tuple[float, float]]:
    """Where each piece of text begins, in points from the lower left corner."""
    found: list[tuple[float, float]] = []

    def noted(text: str, current: list[float], text_matrix: list[float], *_: object) -> None:
        if text.strip():
            x, y = text_matrix[4], text_matrix[5]
            found.append(
                (current[0] * x + current[2] * y + current[4], current[1] * x + current[3] * y + current[5])
            )

    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=noted)
    return found
