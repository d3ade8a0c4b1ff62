"""Writes the key tables of docs/strategies.md from the records themselves: `python scripts/strategy_reference.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marked_page import with_part
from policy_reference import table

from dunning_cli.domain.worklist.strategy_keys import Script, Step, StrategyKeys
from dunning_cli.kernel.schema import fields_of

PAGE = Path(__file__).resolve().parent.parent / "docs" / "strategies.md"
BEGIN = "<!-- keys: written by scripts/strategy_reference.py -->"
END = "<!-- end of keys -->"


def reference() -> str:
    """The tables of every record, in Markdown."""
    return "\n".join(
        [
            "## Keys of a strategy",
            "",
            *_section("A strategy", StrategyKeys),
            *_section("A row of `steps`", Step),
            *_section("A row of `scripts`", Script),
        ]
    )


def _section(title: str, record: type[Any]) -> Iterator[str]:
    yield from (f"### {title}", "", *table(fields_of(record)), "")


def page(text: str) -> str:
    """The page with its tables as they should be."""
    return with_part(text, BEGIN, reference(), END)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
