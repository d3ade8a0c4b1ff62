"""Answers as JSON for scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from dunning_cli.kernel.message import Message, Translate
from dunning_cli.kernel.money import format_amount


def json_text(data: Mapping[str, Any], translate: Translate) -> str:
    """JSON for scripts: amounts are strings with two decimals, dates ISO; Chinese is written as it is."""
    import json

    return json.dumps(_jsonable(data, translate), ensure_ascii=False, indent=2)


def json_line(data: Mapping[str, Any], translate: Translate) -> str:
    """One line of JSON lines, written as `json_text`."""
    import json

    return json.dumps(_jsonable(data, translate), ensure_ascii=False, separators=(",", ":"))


def _jsonable(value: Any, translate: Translate) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _jsonable(item, translate) for name, item in value.items()}
    if isinstance(value, Decimal):
        return format_amount(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Message):
        return translate(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_jsonable(item, translate) for item in value]
    return value
