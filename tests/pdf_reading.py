"""What a PDF of the program holds: its pages, their shape, where each piece of text begins; whether this machine can print."""

from __future__ import annotations

import re
import zlib

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.typeface import Typeface
from dunning_cli.store.machine.typefaces import chinese_typefaces


def installed() -> tuple[Typeface, ...]:
    """The Chinese typefaces of this machine; none is a machine that must refuse clearly."""
    try:
        return chinese_typefaces()
    except Refused:
        return ()


def pages_in(pdf: bytes) -> int:
    """How many pages it has."""
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def shapes_of(pdf: bytes) -> set[tuple[int, int]]:
    """Width and height of its sheets, in whole points; that of the document among them."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return {(int(float(width)), int(float(height))) for width, height in boxes}


def text_places(pdf: bytes) -> list[tuple[float, float]]:
    """Where each piece of text begins, in points from the lower left corner."""
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            drawn = zlib.decompress(stream)
        except zlib.error:
            continue
        found += [(float(x), float(y)) for x, y in re.findall(rb"BT (-?[\d.]+) (-?[\d.]+) Td", drawn)]
    return found
