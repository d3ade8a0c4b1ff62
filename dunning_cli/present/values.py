"""Single values as text: for a table's cell and for a script's JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from dunning_cli.domain.message import Message, Translate
from dunning_cli.domain.money import format_amount
from dunning_cli.domain.texts import harmless


def cell_text(value: object, translate: Translate) -> str:
    """A cell of a table: amounts with two decimals and thousands apart, moments to the minute, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, Message):
        return translate(value)
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return harmless(value)


def plain_text(value: object, translate: Translate) -> str:
    """A cell for machines: as `cell_text`, without thousands separators."""
    return format_amount(value) if isinstance(value, Decimal) else cell_text(value, translate)


def json_text(data: Mapping[str, Any], translate: Translate) -> str:
    """JSON for scripts: amounts are strings with two decimals, dates ISO; Chinese is written as it is."""
    return json.dumps(_jsonable(data, translate), ensure_ascii=False, indent=2)


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
