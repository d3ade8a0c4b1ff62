"""Papers drawn as PDF: those of letters by their own layout where the ledger has one, all others by the shipped one."""

from __future__ import annotations

from collections.abc import Sequence

from dunning_cli.documents.page import LetterPage, layout_data
from dunning_cli.store.format.layouts import Layout, shipped_layout
from dunning_cli.store.machine.typesetter import drawn


def pages_pdf(pages: Sequence[LetterPage], typeface: str | None, layout: Layout | None = None) -> bytes:
    """Papers one after another in one PDF, each beginning a page; equal papers give equal bytes. Raises Refused."""
    day = max(page.written for page in pages)
    return drawn(
        layout or shipped_layout(),
        lambda families: layout_data(pages, families),
        day,
        typeface,
        len(pages),
    )
