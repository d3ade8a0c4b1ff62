"""Heads and entries as they may be shown: personal data in part, or in full where the reader may see it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from dunning_cli.domain.case.case import Head
from dunning_cli.domain.case.entries import Entry
from dunning_cli.domain.case.people.personal_keys import ROLES, personal_parts
from dunning_cli.kernel.masking import Mask, sealed_hidden
from dunning_cli.kernel.personal_marks import Form
from dunning_cli.kernel.schema import Kept

AnyKept = TypeVar("AnyKept", bound=Kept)


def masked_head(head: Head, mask: Mask) -> Head:
    """A head as it may be shown."""
    return _masked(sealed_hidden(head), mask)


def masked_entry(entry: Entry, mask: Mask) -> Entry:
    """An entry as it may be shown: numbers, addresses and names of people in part, also in free text."""
    return _masked(sealed_hidden(entry), mask)


def person_shown(to: str, mask: Mask) -> str:
    """Whom an entry names: what they are to the case as it is, a name as it may be shown."""
    return to if to in ROLES else mask.name(to)


def _masked(record: AnyKept, mask: Mask) -> AnyKept:
    """A record with what is marked as personal in it as it may be shown."""
    parts = personal_parts(type(record))
    shown: dict[str, Any] = {}
    for name, form in parts.forms.items():
        value = getattr(record, name)
        if isinstance(value, tuple):
            shown[name] = tuple(_shown(mask, item, form) for item in value)
        elif value:
            shown[name] = _shown(mask, value, form)
    for name in parts.within:
        held = getattr(record, name)
        if isinstance(held, tuple):
            shown[name] = tuple(_masked(each, mask) for each in held)
        elif held is not None:
            shown[name] = _masked(held, mask)
    return replace(record, **shown) if shown else record  # type: ignore[type-var]  # what is kept is a dataclass


def _shown(mask: Mask, value: str, form: Form) -> str:
    return person_shown(value, mask) if form is Form.NAME else mask.shown(value, form)
