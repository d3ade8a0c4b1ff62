"""Values old and new in words, personal data masked unless asked for."""

from __future__ import annotations

from dunning_cli.domain.case.changes import EntryVersion, ValueChange, value_changes
from dunning_cli.domain.case.people.personal_keys import REFERENCES, ROLES
from dunning_cli.kernel.masking import SEALED_PREFIX, Mask
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import Component
from dunning_cli.kernel.nodes import Map, Node, Text
from dunning_cli.kernel.text import harmless

NOTHING = "–"
_LONGEST = 60
_NAMES = ("name", "payer", "signed_by")
_NUMBERS = ("id_number", "credit_code", "bank_account")


class Wording:
    """How values of cases are told; what rules and settings say is never masked."""

    def __init__(self, mask: Mask) -> None:
        self._mask = mask

    def told(self, change: ValueChange, personal: bool = True) -> tuple[str, str, str]:
        """Key, old and new value of a change, each one harmless line."""
        return (
            harmless(change.path),
            self._shown(change.before, change.path if personal else None),
            self._shown(change.after, change.path if personal else None),
        )

    def differences(self, old: EntryVersion, new: EntryVersion) -> str:
        """What differs between two versions of an entry: `amount: 300.00 → 3000.00; …`."""
        told = [self.told(change) for change in value_changes(old.node, new.node)]
        return "; ".join(f"{key}: {before} → {after}" for key, before, after in told)

    def altered(self, old: EntryVersion, new: EntryVersion) -> Message:
        """The finding that an entry is not what it was."""
        differences = self.differences(old, new)
        if not differences:
            return msg("a past entry was rewritten with its keys in another order")
        return msg("a past entry was changed: {changes}", changes=differences)

    def _shown(self, node: Node | None, path: str | None) -> str:
        if node is None:
            return NOTHING
        text = harmless(self._text(node, path))
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

    def _text(self, node: Node, path: str | None) -> str:
        if isinstance(node, Text):
            return node.value if path is None else self._masked(node.value, path)
        if isinstance(node, Map):
            inner = (
                f"{pair.key}: {self._text(pair.node, None if path is None else f'{path}.{pair.key}')}"
                for pair in node.pairs
            )
            return "{" + ", ".join(inner) + "}"
        return "[" + ", ".join(self._text(item, path) for item in node.items) + "]"

    def _masked(self, value: str, path: str) -> str:
        steps = path.split(".")
        key = steps[-1]
        if key in _NAMES:
            return self._mask.name(value)
        if key == "number":
            return self._mask.number(value) if "account" in steps else self._mask.phone(value)
        if key in ("phone", "phones"):
            return self._mask.phone(value)
        if key == "email":
            return self._mask.email(value)
        if key == "of" and value not in ROLES:
            return self._mask.name(value)
        if key in _NUMBERS:
            return self._mask.number(value)
        if key == "address" or (key == "text" and any(step.startswith("addresses") for step in steps)):
            return self._mask.address(value)
        if key == "to" and value not in (*ROLES, *Component):
            return self._mask.name(value)
        # whatever else people wrote; sealed data is never shown, whatever key it stands under
        reference = key in REFERENCES and not value.startswith(SEALED_PREFIX)
        return value if reference else self._mask.text(value)
