"""What data that comes in may not hold, whatever way it comes: the mark that is kept for sealed data."""

from __future__ import annotations

from collections.abc import Iterator

from dunning_cli.domain.case import Head
from dunning_cli.domain.entries import Entry
from dunning_cli.domain.failure import Refused
from dunning_cli.domain.message import msg
from dunning_cli.domain.nodes import Map, Node, Sequence
from dunning_cli.domain.privacy import SEALED_PREFIX
from dunning_cli.domain.schema import to_node


def refuse_sealed(case_id: str, new: Head | Entry, before: Head | None = None) -> None:
    """Raises Refused for text that begins like a sealed value and was not there before: only sealing writes such text."""
    known = set(_sealed(to_node(before))) if before is not None else set()
    if set(_sealed(to_node(new))) - known:
        raise Refused(
            msg(
                "{case}: text that begins with '{mark}' is kept for sealed data; write it otherwise",
                case=case_id,
                mark=SEALED_PREFIX,
            )
        )


def _sealed(node: Node) -> Iterator[str]:
    if isinstance(node, Map):
        for pair in node.pairs:
            yield from _sealed(pair.node)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _sealed(item)
    elif node.value.lstrip().startswith(SEALED_PREFIX):
        yield node.value
