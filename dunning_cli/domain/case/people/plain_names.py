"""How names are compared."""

from __future__ import annotations

import unicodedata


def plain_name(name: str) -> str:
    """A name as it is compared."""
    return unicodedata.normalize("NFKC", name).strip()
