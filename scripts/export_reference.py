"""Writes the tables of docs/export.md from the columns that are declared: `python scripts/export_reference.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from format_reference import mark_words
from marked_page import with_part

from dunning_cli.documents.export.columns import Kind
from dunning_cli.present.language import translator
from dunning_cli.views.export.call_list import call_list
from dunning_cli.views.export.dataset import Dataset
from dunning_cli.views.export.datasets import DATASETS
from dunning_cli.views.export.sms_list import sms_list

PAGE = Path(__file__).resolve().parent.parent / "docs" / "export.md"
BEGIN = "<!-- columns: written by scripts/export_reference.py -->"
END = "<!-- end of columns -->"


def reference() -> str:
    """A table for each export, in Markdown."""
    lines: list[str] = []
    for dataset in (*DATASETS.values(), call_list(False), sms_list(None)):
        lines += table(dataset)
    return "\n".join(lines).rstrip("\n")


def table(dataset: Dataset) -> Iterator[str]:
    """The columns of one export: key, labels, type, and what it is of people."""
    chinese, english = translator("zh"), translator("en")
    yield f"### {dataset.name}"
    yield ""
    yield "| key | label | 中文 | type | personal |"
    yield "|---|---|---|---|---|"
    for each in dataset.columns:
        kind = each.kind.value if each.kind is not Kind.TEXT else "text"
        personal = mark_words(each.personal) if each.personal.masked else ""
        yield f"| `{each.key}` | {english(each.title)} | {chinese(each.title)} | {kind} | {personal} |"
    yield ""


def page(text: str) -> str:
    """The page with its tables as they should be."""
    return with_part(text, BEGIN, f"{reference()}\n", END)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
