"""Writes the table of fields in docs/letters.md from their definitions: `python scripts/letter_reference.py`."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

from marked_page import with_part

from dunning_cli.documents import letter_fields
from dunning_cli.documents.letter_shape import Group, ListShape, Shape, letter_shape

PAGE = Path(__file__).resolve().parent.parent / "docs" / "letters.md"
BEGIN = "<!-- fields: written by scripts/letter_reference.py -->"
END = "<!-- end of fields -->"
_ABOUT_TITLE = "the title of the template"


def reference() -> str:
    """A row for each name a template may use."""
    rows = ["| field | value | meaning |", "|---|---|---|"]
    rows += [
        f"| `{name}` | {value} | {about} |" for name, value, about in _rows(letter_shape(), "LetterFields")
    ]
    return "\n".join(rows)


def page(text: str) -> str:
    """The page with its table as it should be."""
    return with_part(text, BEGIN, f"{reference()}\n", END)


def _rows(group: Group, record: str, prefix: str = "") -> Iterator[tuple[str, str, str]]:
    meanings, records = _definition(record)
    for name, shape in group.members.items():
        about = meanings.get(name, _ABOUT_TITLE if name == "title" else "")
        inner = _members(shape)
        value = "list" if isinstance(shape, ListShape) else "group" if inner else str(shape)
        yield prefix + name, value, about
        if inner is not None:
            yield from _rows(inner, records[name], f"{prefix}{name}.")


def _members(shape: Shape) -> Group | None:
    inner = shape.of if isinstance(shape, ListShape) else shape
    return inner if isinstance(inner, Group) else None


def _definition(record: str) -> tuple[dict[str, str], dict[str, str]]:
    """The text under each field of a record, and the record each field is of."""
    tree = ast.parse(inspect.getsource(letter_fields))
    records = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    meanings: dict[str, str] = {}
    inner: dict[str, str] = {}
    last = ""
    for node in records[record].body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            last = node.target.id
            named = {part.id for part in ast.walk(node.annotation) if isinstance(part, ast.Name)}
            for each in named & records.keys():
                inner[last] = each
                meanings[last] = " ".join((ast.get_docstring(records[each]) or "").split())
        elif last and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            meanings[last] = " ".join(str(node.value.value).split())
    return meanings, inner


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
