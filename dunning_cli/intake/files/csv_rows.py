"""Text split into rows and cells at a delimiter: quotes checked, the line counted on which a row begins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.pattern import pattern

if TYPE_CHECKING:
    import _csv

_BLANKS_BEHIND_QUOTES = {
    delimiter: pattern(rf'(^|[{delimiter}\r\n])("[^"]*(?:""[^"]*)*")[\t ]+(?=[{delimiter}\r\n]|\Z)')
    for delimiter in ",;"
}
"""Payment services and banks put a tab behind a number in quotes, so that a spreadsheet takes it for text."""


def csv_rows(
    name: str, text: str, failure: type[Failure], delimiter: str = ","
) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins, counted from 1; blank rows too.

    Blanks between a closing quote and the next delimiter are dropped. `name` is used in messages only. Raises a
    `failure` for quotes that do not match.
    """
    blanks = _BLANKS_BEHIND_QUOTES.get(delimiter)
    if blanks is not None and ('"\t' in text or '" ' in text) and _is_torn(text, delimiter):
        text = blanks.sub(r"\1\2", text)
    reader = _reader(text, delimiter)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise failure(
                msg(
                    "{file}: the row that begins on line {line} cannot be split into cells:"
                    " look for a quote that is not closed or not doubled",
                    file=name,
                    line=line,
                )
            ) from None
        yield line, cells
        line = reader.line_num + 1


def _reader(text: str, delimiter: str) -> _csv.Reader:
    # Without strict an unclosed quote would swallow the rest of the file into one cell.
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _is_torn(text: str, delimiter: str) -> bool:
    """Whether the text cannot be split as it stands."""
    try:
        for _ in _reader(text, delimiter):
            pass
    except csv.Error:
        return True
    return False
