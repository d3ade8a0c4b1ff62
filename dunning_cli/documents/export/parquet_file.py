"""An export as Parquet: amounts as decimals, days as dates, moments with their time zone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO

from dunning_cli.documents.export.columns import Kind, Sheet, named
from dunning_cli.documents.export.jsonl_file import json_bytes
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg

_ROWS_AT_ONCE = 4096


def write_parquet(sheet: Sheet, out: BinaryIO) -> None:
    """Columns by their keys, each with its type. Raises Refused where the library for it is not installed."""
    try:
        from arro3 import core
        from arro3 import io as arrow
    except ImportError:
        raise Refused(
            msg("Parquet needs a library that is not installed here: {cure}", cure="pip install arro3-io")
        ) from None
    kinds = core.DataType
    types = {
        Kind.TEXT: kinds.string(),
        Kind.CODE: kinds.string(),
        Kind.AMOUNT: kinds.decimal128(18, 2),
        Kind.COUNT: kinds.int64(),
        Kind.DAY: kinds.date32(),
        Kind.MOMENT: kinds.timestamp("us", tz="UTC"),
        Kind.FLAG: kinds.bool(),
    }
    schema = core.Schema([core.Field(each.key, types[each.kind]) for each in sheet.headings])

    def batches() -> Iterator[Any]:
        for lines in _lines(sheet):
            yield arrow.read_json(io.BytesIO(lines), schema, batch_size=_ROWS_AT_ONCE).read_next_batch()

    arrow.write_parquet(core.RecordBatchReader.from_batches(schema, batches()), out, compression="zstd(3)")


def _lines(sheet: Sheet) -> Iterator[bytes]:
    """The rows as JSON lines, some thousand at once: the library reads them by the types of the columns, exactly."""
    rows = iter(sheet.rows)
    while found := b"".join(json_bytes(named(row, sheet.headings)) for row in islice(rows, _ROWS_AT_ONCE)):
        yield found
