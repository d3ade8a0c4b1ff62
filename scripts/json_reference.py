"""Writes the key tables of docs/json.md from the types of the answers: `python scripts/json_reference.py`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, is_typeddict

from json_answers import LOOKING, WRITING, WRITING_TOO, Form, plain_receipts
from json_types import Key, keys_of, kinds_of, member_of
from marked_page import with_part

from dunning_cli.kernel.message import Message
from dunning_cli.operations.writing.json_keys import ReceiptData

PAGE = Path(__file__).resolve().parent.parent / "docs" / "json.md"
BEGIN = "<!-- keys: written by scripts/json_reference.py -->"
END = "<!-- end of keys -->"
WORDS: Mapping[Any, str] = {
    str: "text",
    Message: "words",
    int: "whole number",
    bool: "`true` or `false`",
    Decimal: "amount",
    date: "date",
    datetime: "moment",
}
"""How a value is called in the tables."""


def reference() -> str:
    """Every command with its keys, in Markdown."""
    lines = ["## Commands that look", ""]
    for form in LOOKING:
        lines += section(form)
    lines += ["## Commands that write", "", *_receipts()]
    for form in WRITING:
        lines += section(form)
    return "\n".join(lines)


def _receipts() -> Iterator[str]:
    names = [*plain_receipts(), *(form.call for form in WRITING_TOO)]
    yield "### A receipt"
    yield ""
    yield f"Of {', '.join(f'`{name}`' for name in names)}."
    yield ""
    yield from table(keys_of(ReceiptData))
    yield ""


def section(form: Form) -> Iterator[str]:
    """A command with its table."""
    yield f"### `{form.call}`"
    yield ""
    yield " ".join(form.answer.__doc__.split()) + (" One such object a line." if form.lines else "")
    keys, receipt = keys_of(form.answer), keys_of(ReceiptData)
    if _told(form.answer) != form.call:
        yield f"The keys are those of `{_told(form.answer)}`."
    elif set(receipt) < set(keys):
        yield "The keys of a receipt, and:"
        yield ""
        yield from table(key for key in keys if key not in receipt)
    else:
        yield ""
        yield from table(keys)
    yield ""


def table(keys: Iterable[Key]) -> Iterator[str]:
    """The rows of the keys of an object and of what is in it."""
    yield "| key | value | may be | meaning |"
    yield "|---|---|---|---|"
    yield from rows(keys, "")


def rows(keys: Iterable[Key], before: str) -> Iterator[str]:
    """One row a key; the keys of objects within have theirs before them."""
    for key in keys:
        name = before + key.name
        maybe = ", ".join(word for word, is_so in (("null", key.null), ("absent", key.absent)) if is_so)
        yield f"| `{name}` | {_value(key)} | {maybe} | {key.meaning} |"
        for kind in key.kinds:
            member = member_of(kind)
            within = [
                each for each in kinds_of(member or kind) if is_typeddict(each) and not _elsewhere(each)
            ]
            for place, each in enumerate(within):
                inner = f"{name}[]." if member is not None else f"{name}."
                if place or len(kinds_of(member or kind)) > len(within):
                    yield f"| | | | *or* {_first_lower(each.__doc__)} |"
                yield from rows(keys_of(each), inner)


def _value(key: Key) -> str:
    return " or ".join(dict.fromkeys(_words(kind) for kind in key.kinds)) or "null"


def _words(kind: Any) -> str:
    member = member_of(kind)
    if member is not None:
        return "list of " + " or ".join(dict.fromkeys(_plural(each) for each in kinds_of(member)))
    if kind in WORDS:
        return WORDS[kind]
    if get_origin(kind) is Literal:
        return " ".join(f"`{value}`" for value in get_args(kind))
    if is_typeddict(kind):
        return f"object as of `{_told(kind)}`" if _elsewhere(kind) else "object"
    if get_origin(kind) is Mapping:
        return "object"
    return " ".join(f"`{member.value}`" for member in kind)


def _plural(kind: Any) -> str:
    words = _words(kind)
    return words.replace("object", "objects", 1) if words.startswith("object") else words


def _elsewhere(kind: Any) -> bool:
    """Whether a table of its own shows the object."""
    return _told(kind) is not None


def _told(kind: Any) -> str | None:
    """The first command that answers with the object alone."""
    return next((form.call for form in (*LOOKING, *WRITING) if form.answer is kind), None)


def _first_lower(text: str | None) -> str:
    words = " ".join((text or "").split())
    return words[:1].lower() + words[1:].rstrip(".")


def page(text: str) -> str:
    """The page with its tables as they should be."""
    return with_part(text, BEGIN, reference(), END)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
