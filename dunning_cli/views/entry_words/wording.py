"""How an entry is put in a few words; each kind adds its own wording."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Entry, Payment, entry_node
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.nodes import Map, Node, Text

_COMMON = frozenset({"id", "kind", "date", "by", "agent", "at"})
PEOPLE = {"debtor": label("debtor"), "guarantor": label("guarantor")}
"""Words for the people entries name by what they are to the case."""


@singledispatch
def entry_words(entry: Entry) -> Message | str:
    """What happened, without date and person; entries without wording of their own list their keys."""
    return "; ".join(
        f"{pair.key}: {node_text(pair.node)}" for pair in entry_node(entry).pairs if pair.key not in _COMMON
    )


def with_bill_named(case: Case, entry: Entry) -> Entry:
    """A payment as it is read: the bill that the payer named by its reference, where it has one, not by its entry."""
    if not isinstance(entry, Payment) or entry.to_item is None:
        return entry
    ref = getattr(case.entry(entry.to_item), "ref", None)
    return replace(entry, to_item=ref) if ref else entry


def node_text(node: Node) -> str:
    """The values in a tree, separated by commas."""
    if isinstance(node, Text):
        return node.value
    parts = (pair.node for pair in node.pairs) if isinstance(node, Map) else node.items
    return ", ".join(node_text(part) for part in parts)


def because(words: Message | str, reason: str | None) -> Message | str:
    """Words, and the reason where there is one."""
    return msg("{what} – {text}", what=words, text=reason) if reason else words
