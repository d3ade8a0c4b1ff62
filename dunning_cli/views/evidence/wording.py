"""Words that several papers of a bundle share."""

from __future__ import annotations

from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.views.evidence.dossier import Dossier

SHORT = 10
"""Characters of a commit's id that tell it apart in print; the whole id stands in the history."""


def foot_of(dossier: Dossier) -> Message:
    """The line under every sheet."""
    return msg(
        "{case} · as of {date} · commit {commit}",
        case=dossier.case.id,
        date=dossier.as_of,
        commit=dossier.commit.id[:SHORT],
    )


def person_words(dossier: Dossier, to: str | None) -> Message | str:
    """With whom, by name: the debtor unless told otherwise, the guarantor, or the name given."""
    head = dossier.head
    if to in (None, "debtor"):
        return msg("{name} (debtor)", name=head.debtor.name)
    if to == "guarantor":
        named = next((party.name for party in head.parties if party.role.value == "guarantor"), None)
        return msg("{name} (guarantor)", name=named) if named else label("guarantor")
    return to or ""


def product_title(dossier: Dossier) -> str:
    """The product's name for people, else that of its policy."""
    title = dossier.standing.policy.base.keys.title
    named = (title.zh if dossier.language == "zh" else title.en) if title is not None else None
    return named or dossier.standing.policy.name
