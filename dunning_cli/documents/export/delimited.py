"""A table as comma-separated values that a spreadsheet opens: UTF-8, one row a line, and nothing in it runs as a formula."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from dunning_cli.kernel.text import unformula

_ROWS_AT_ONCE = 500


class Digits(str):
    """A number that a spreadsheet is to leave as it is: it stands there as `="0012"`."""

    __slots__ = ()


def delimited_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The table in memory, with the mark that Excel needs."""
    data = io.BytesIO()
    write_delimited(header, rows, data)
    return data.getvalue()


def write_delimited(
    header: Sequence[str], rows: Iterable[Sequence[str]], out: BinaryIO, marked: bool = True
) -> None:
    """Header and rows, as they come; lines end in CR LF (RFC 4180). `marked`: with the mark that Excel needs.

    Text that a spreadsheet would run gets an apostrophe.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    if marked:
        out.write(codecs.BOM_UTF8)
    writer.writerow(header)
    for number, row in enumerate(rows, start=1):
        writer.writerow(map(_cell, row))
        if number % _ROWS_AT_ONCE == 0:
            _hand_on(buffer, out)
    _hand_on(buffer, out)


def _cell(text: str) -> str:
    return f'="{text}"' if isinstance(text, Digits) and text.isdigit() else unformula(text)


def _hand_on(buffer: io.StringIO, out: BinaryIO) -> None:
    out.write(buffer.getvalue().encode("utf-8"))
    buffer.seek(0)
    buffer.truncate()
