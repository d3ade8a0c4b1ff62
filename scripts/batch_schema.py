"""Writes docs/batch.schema.json, the JSON Schema of a batch line, from the operations' records: `python scripts/batch_schema.py`."""

from __future__ import annotations

import inspect
import json
from enum import StrEnum
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parent.parent / "docs" / "batch.schema.json"
AMOUNT = {"type": ["string", "number"], "description": "yuan with at most two decimals"}
SCALARS: dict[str, dict[str, Any]] = {
    "amount": AMOUNT,
    "amount above zero": AMOUNT,
    "amount, or all": AMOUNT,
    "date": {"type": "string", "format": "date"},
    "whole number": {"type": ["integer", "string"]},
    "true or false": {"type": "boolean"},
}


def page(_: str = "") -> str:
    """The whole schema as text, whatever stood there; a line is one of the operations that may stand in a batch."""
    from dunning_cli.operations.registry import OPERATIONS, declared_operation

    records = {words: declared_operation(words) for words in OPERATIONS}
    lines = [_line(words, record) for words, record in records.items() if not record.alone]
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of `dunning batch`",
        "oneOf": lines,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _line(words: str, record: Any) -> dict[str, Any]:
    from dunning_cli.kernel.schema import fields_of

    fields = fields_of(record)
    said = {item.key: _said(item) for item in fields}
    about = inspect.cleandoc(record.__doc__ or "").partition("\n\n")[0]
    return {
        "title": words,
        "description": " ".join(about.split()),
        "type": "object",
        "properties": {
            "op": {"const": words},
            "key": {"type": "string", "description": "by which the line is known when it comes again"},
            **said,
            **{
                name: {**said[key], "description": f"the same as {key}"}
                for name, key in record.other_keys.items()
            },
        },
        **_required(record, [item.key for item in fields if item.required]),
        "additionalProperties": False,
    }


def _required(record: Any, keys: list[str]) -> dict[str, Any]:
    """What a line must have; of a field that has two keys one."""
    names = {key: name for name, key in record.other_keys.items()}
    plain = {"required": ["op", *(key for key in keys if key not in names)]}
    choices = [{"oneOf": [{"required": [key]}, {"required": [names[key]]}]} for key in keys if key in names]
    return {**plain, "allOf": choices} if choices else plain


def _said(item: Any) -> dict[str, Any]:
    form = _form(item.form)
    meaning = item.doc.template if item.doc is not None else None
    return form if meaning is None else {**form, "description": meaning}


def _form(form: Any) -> dict[str, Any]:
    from dunning_cli.kernel.schema import Many, Scalar, fields_of

    if isinstance(form, Many):
        # one text alone is a list of it
        return {"type": ["array", "string"], "items": _form(form.of)}
    if isinstance(form, Scalar):
        return dict(SCALARS.get(form.name.template, {"type": "string"}))
    if isinstance(form, type) and issubclass(form, StrEnum):
        return {"enum": [member.value for member in form]}
    inner = fields_of(form)
    return {
        "type": "object",
        "properties": {item.key: _said(item) for item in inner},
        "required": [item.key for item in inner if item.required],
        "additionalProperties": False,
    }


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
