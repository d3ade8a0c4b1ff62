"""What git takes for the name of a branch, as far as the name of a ledger's branch needs it."""

from __future__ import annotations

from dunning_cli.kernel.pattern import pattern

_UNLAWFUL = pattern(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|/\.|\.lock(?:/|$)|^[-/.]|[/.]$|^@$|^HEAD$")
"""git-check-ref-format(1)."""


def is_branch_name(text: str) -> bool:
    """Whether a branch may be called so."""
    return bool(text) and _UNLAWFUL.search(text) is None
