"""A text that names no case, but stands in some: whoever typed it is told the command that finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunning_cli.kernel.errors import Failure, NotFound
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.text import harmless

if TYPE_CHECKING:
    from dunning_cli.cli.session import Session
    from dunning_cli.store.reading.case_lookup import NoSuchCase


def where_it_stands(session: Session, error: NoSuchCase) -> NotFound:
    """The same error, with `dunning find` where that would find something."""
    from dunning_cli.views.case.search import search

    reference = harmless(error.reference)
    try:
        found = search(session.reader, reference, session.viewer(None))
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
