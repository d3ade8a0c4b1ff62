"""Sentences as the plain text of a paper, no line wider than the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dunning_cli.documents.plain_text import PAGE_WIDTH, display_width, fold, one_line
from dunning_cli.kernel.answer import Paragraph, cell_text
from dunning_cli.kernel.message import Message, Translate

_BESIDE_A_TITLE = 8
"""Columns that a title in the middle of a line leaves free."""


def paper_text(title: Message, parts: Iterable[Message | Paragraph], translate: Translate) -> str:
    """A paper under its title; what is too long is folded."""
    lines = [*_in_the_middle(one_line(translate(title))), ""]
    for part in parts:
        text = part.text if isinstance(part, Paragraph) else cell_text(part, translate)
        for line in text.split("\n"):
            lines += fold(one_line(line), PAGE_WIDTH)
    return "\n".join(lines) + "\n"


def _in_the_middle(title: str) -> Sequence[str]:
    width = display_width(title)
    if width > PAGE_WIDTH - _BESIDE_A_TITLE:
        return fold(title, PAGE_WIDTH)
    return [" " * ((PAGE_WIDTH - width) // 2) + title]
