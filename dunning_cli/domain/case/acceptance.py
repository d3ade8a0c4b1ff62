"""Findings of the audit that a second person has seen and accepted: the words of it, and who may."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

ACCEPT_FINDINGS = "Accept-Findings"
"""The trailer of a merge by which its author accepts what the audit finds in the commits that came in by it."""


class CommitPerson(NamedTuple):
    """Somebody as commits name them."""

    name: str
    email: str


def may_accept(acceptor: CommitPerson, author: CommitPerson) -> bool:
    """Whether somebody may accept what is found in another's commits: never in their own, by name or by address."""
    names = _folded(acceptor.name), _folded(author.name)
    addresses = _folded(acceptor.email), _folded(author.email)
    return names[0] != names[1] and (not addresses[0] or addresses[0] != addresses[1])


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
