"""How names are compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=10_000)
def plain_name(name: str) -> str:
    """A name as it is compared."""
    return unicodedata.normalize("NFKC", name).strip()
