"""The rows of a .csv or .tsv file: encoding decided strictly, quotes checked, lines counted."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import islice

from dunning_cli.intake.files.csv_rows import csv_rows
from dunning_cli.intake.files.sheet import HEADER_WITHIN, RawRow, Sheet
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.pattern import pattern

_LINE_END = pattern(rb"\r\n|\r|\n")
_TOP_CHARACTERS = 200_000


def read_delimited(name: str, data: bytes, first_delimiter: str) -> list[Sheet]:
    """The text of a file as sheets, one for each delimiter that it may have, `first_delimiter` first.

    A row's number is the line on which it starts. `name` is only used in messages. Raises Refused for bytes of no known
    encoding; reading the rows raises it for quotes that do not match.
    """
    text, encoding = decoded(name, data)
    return [
        Sheet(name, _top(name, text, delimiter), partial(_records, name, text, delimiter), True, encoding)
        for delimiter in sorted(",\t;", key=lambda one: one != first_delimiter)
    ]


def decoded(name: str, data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding; nothing is replaced or guessed.

    A byte order mark decides; without one the file is UTF-8 if it is valid UTF-8, else GB18030 (which
    includes GBK and GB2312) if it is valid GB18030. Raises Refused naming the line of the first wrong byte.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded_utf16(name, data), "UTF-16"
    if b"\0" in data:
        raise _has_nul(name, _line_of(data, data.index(b"\0")))
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        wrong_in_utf8 = error.start
    if data.startswith(codecs.BOM_UTF8):
        raise Refused(
            msg(
                "{file}: line {line} is not UTF-8 although the file says it is: save it again as UTF-8",
                file=name,
                line=_line_of(data, wrong_in_utf8 + len(codecs.BOM_UTF8)),
            )
        )
    try:
        return data.decode("gb18030"), "GB18030"
    except UnicodeDecodeError as error:
        # The encoding that got further is the one meant.
        line = _line_of(data, max(wrong_in_utf8, error.start))
    raise Refused(
        msg(
            "{file}: line {line} is neither UTF-8 nor GB18030: save the file again as UTF-8",
            file=name,
            line=line,
        )
    )


def _decoded_utf16(name: str, data: bytes) -> str:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-16", "replace").encode()
        raise Refused(
            msg(
                "{file}: line {line} is not UTF-16: save the file again as UTF-8",
                file=name,
                line=_lines(before),
            )
        ) from None
    if "\0" in text:
        raise _has_nul(name, _lines(text[: text.index("\0")].encode("utf-8", "replace")))
    return text


def _has_nul(name: str, line: int) -> Refused:
    return Refused(
        msg(
            "{file}: line {line} holds NUL bytes, which no table has: save the file again as UTF-8",
            file=name,
            line=line,
        )
    )


def _line_of(data: bytes, position: int) -> int:
    return _lines(data[:position])


def _lines(before: bytes) -> int:
    return len(_LINE_END.findall(before)) + 1


def _top(name: str, text: str, delimiter: str) -> tuple[RawRow, ...]:
    rows = []
    with suppress(
        Refused
    ):  # a wrong delimiter tears quotes apart; with the right one the full reading reports it
        for row in islice(_records(name, text[:_TOP_CHARACTERS], delimiter), HEADER_WITHIN):
            rows.append(row)
    return tuple(rows)


def _records(name: str, text: str, delimiter: str) -> Iterator[RawRow]:
    for line, cells in csv_rows(name, text, Refused, delimiter):
        yield RawRow(line, cells)
