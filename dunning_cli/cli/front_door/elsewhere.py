"""A text that names no case, but stands in some: whoever typed it is told the command that finds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dunning_cli.kernel.errors import Failure, NoSuchCase, NotFound
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.text import harmless

if TYPE_CHECKING:
    from dunning_cli.domain.case.people.viewing import Viewer
    from dunning_cli.store.reading.ledger_reader import LedgerReader


def where_it_stands(
    reader: LedgerReader, viewer_of: Callable[[str | None], Viewer], error: NoSuchCase
) -> NotFound:
    """The same error, with `dunning find` where that would find something; `viewer_of` a person, None for who asks."""
    from dunning_cli.views.case.search import search

    reference = harmless(error.reference)
    try:
        found = search(reader, reference, viewer_of(None))
    except Failure:
        # whatever keeps from searching, nothing is known beyond the error itself
        return error
    return NotFound(
        msg(
            "there is no case '{reference}', but {count} cases have it in them; see: {cure}",
            reference=reference,
            count=len(found.data["found"]),
            cure=remedy("find", text=reference),
        )
    )
