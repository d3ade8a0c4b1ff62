"""An export as JSON lines: one object a line with the keys of the columns; amounts are text with two decimals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from dunning_cli.documents.export.columns import Sheet, Value, named
from dunning_cli.kernel.money import format_amount


def write_jsonl(sheet: Sheet, out: BinaryIO) -> None:
    """One object a line, ended by LF; every key stands in every object, null where it has no value."""
    for row in sheet.rows:
        out.write(json_bytes(named(row, sheet.headings)))


def json_bytes(row: Mapping[str, Value]) -> bytes:
    """One row as a line of JSON."""
    plain = {key: _plain(value) for key, value in row.items()}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def _plain(value: Value) -> Any:
    if isinstance(value, Decimal):
        return format_amount(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value
