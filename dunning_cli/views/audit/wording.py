"""Values old and new in words: personal data masked, and in full for whoever asks."""

from __future__ import annotations

import re

from dunning_cli.domain.case.changes import EntryVersion, ValueChange, value_changes
from dunning_cli.domain.case.entries import KINDS, Entry
from dunning_cli.domain.case.people.personal_keys import mark_at
from dunning_cli.kernel.masking import SEALED_PREFIX, Mask
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.nodes import Map, Node, Text
from dunning_cli.kernel.personal_marks import Form
from dunning_cli.kernel.schema import Kept
from dunning_cli.kernel.text import harmless
from dunning_cli.views.people.masking import person_shown

NOTHING = "–"
_LONGEST = 60
_PLACE = re.compile(r"\[[^\]]*\]")
"""Of an item in a list."""


class Told(str):
    """A text about a case, masked; `full` is the same with everything shown, for whoever has asked for it."""

    __slots__ = ("full",)

    full: str

    @classmethod
    def of(cls, masked: str, full: str) -> Told:
        """Both forms of a text."""
        told = cls(masked)
        told.full = full
        return told


def revealed(text: str) -> str:
    """A text with everything shown."""
    return text.full if isinstance(text, Told) else text


_MASKED, _FULL = Mask(reveal=False), Mask(reveal=True)


def told_change(change: ValueChange, within: type[Kept] | None) -> tuple[str, Told, Told]:
    """Key, old and new value of a change, each one harmless line; `within` a record of cases, or a file of rules.

    What rules and settings say is never masked.
    """
    return (
        harmless(change.path),
        _shown(change.before, change.path, within),
        _shown(change.after, change.path, within),
    )


def differences(old: EntryVersion, new: EntryVersion) -> Told:
    """What differs between two versions of an entry: `amount: 300.00 → 3000.00; …`."""
    kind = KINDS.get(old.kind, Entry)
    told = [told_change(change, kind) for change in value_changes(old.node, new.node)]
    masked = "; ".join(f"{key}: {before} → {after}" for key, before, after in told)
    full = "; ".join(f"{key}: {before.full} → {after.full}" for key, before, after in told)
    return Told.of(masked, full)


def altered(old: EntryVersion, new: EntryVersion) -> Message:
    """The finding that an entry is not what it was."""
    changes = differences(old, new)
    if not changes:
        return msg("a past entry was rewritten with its keys in another order")
    return msg("a past entry was changed: {changes}", changes=changes)


def _shown(node: Node | None, path: str, within: type[Kept] | None) -> Told:
    if node is None:
        return Told.of(NOTHING, NOTHING)
    forms = (harmless(_text(node, path, within, mask)) for mask in (_MASKED, _FULL))
    return Told.of(*(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…" for text in forms))


def _text(node: Node, path: str, within: type[Kept] | None, mask: Mask) -> str:
    if isinstance(node, Text):
        return node.value if within is None else _masked(node.value, path, within, mask)
    if isinstance(node, Map):
        inner = (f"{pair.key}: {_text(pair.node, f'{path}.{pair.key}', within, mask)}" for pair in node.pairs)
        return "{" + ", ".join(inner) + "}"
    return "[" + ", ".join(_text(item, path, within, mask) for item in node.items) + "]"


def _masked(value: str, path: str, within: type[Kept], mask: Mask) -> str:
    mark = mark_at(within, tuple(_PLACE.sub("", path).split(".")))
    # sealed data is never shown, whatever key it stands under
    if mark.form is None or not mark.masked:
        return mask.text(value) if value.startswith(SEALED_PREFIX) else value
    if mark.form is Form.NAME:
        return person_shown(value, mask)
    return mask.shown(value, mark.form)
