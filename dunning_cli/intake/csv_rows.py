"""Text split into rows and cells at a delimiter: quotes checked, the line counted on which a row begins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.message import msg


def csv_rows(
    name: str, text: str, failure: type[Failure], delimiter: str = ","
) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins, counted from 1; blank rows too.

    `name` is used in messages only. Raises a `failure` for quotes that do not match.
    """
    # Without strict an unclosed quote would swallow the rest of the file into one cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
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
