"""Values old and new in words, personal data masked unless asked for."""

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


class Wording:
    """How values of cases are told; what rules and settings say is never masked."""

    def __init__(self, mask: Mask) -> None:
        self._mask = mask

    def told(self, change: ValueChange, within: type[Kept] | None) -> tuple[str, str, str]:
        """Key, old and new value of a change, each one harmless line; `within` a record of cases, or a file of rules."""
        return (
            harmless(change.path),
            self._shown(change.before, change.path, within),
            self._shown(change.after, change.path, within),
        )

    def differences(self, old: EntryVersion, new: EntryVersion) -> str:
        """What differs between two versions of an entry: `amount: 300.00 → 3000.00; …`."""
        kind = KINDS.get(old.text("kind"), Entry)
        told = [self.told(change, kind) for change in value_changes(old.node, new.node)]
        return "; ".join(f"{key}: {before} → {after}" for key, before, after in told)

    def altered(self, old: EntryVersion, new: EntryVersion) -> Message:
        """The finding that an entry is not what it was."""
        differences = self.differences(old, new)
        if not differences:
            return msg("a past entry was rewritten with its keys in another order")
        return msg("a past entry was changed: {changes}", changes=differences)

    def _shown(self, node: Node | None, path: str, within: type[Kept] | None) -> str:
        if node is None:
            return NOTHING
        text = harmless(self._text(node, path, within))
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

    def _text(self, node: Node, path: str, within: type[Kept] | None) -> str:
        if isinstance(node, Text):
            return node.value if within is None else self._masked(node.value, path, within)
        if isinstance(node, Map):
            inner = (
                f"{pair.key}: {self._text(pair.node, f'{path}.{pair.key}', within)}" for pair in node.pairs
            )
            return "{" + ", ".join(inner) + "}"
        return "[" + ", ".join(self._text(item, path, within) for item in node.items) + "]"

    def _masked(self, value: str, path: str, within: type[Kept]) -> str:
        mark = mark_at(within, tuple(_PLACE.sub("", path).split(".")))
        # sealed data is never shown, whatever key it stands under
        if mark.form is None or not mark.masked:
            return self._mask.text(value) if value.startswith(SEALED_PREFIX) else value
        if mark.form is Form.NAME:
            return person_shown(value, self._mask)
        return self._mask.shown(value, mark.form)
