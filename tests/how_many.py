"""How many examples a property is tried on: the usual number, or as many times it as DUNNING_EXAMPLES says."""

from __future__ import annotations

import os


def examples(usual: int) -> int:
    """The number for `max_examples`: `make fuzz` multiplies every one of them."""
    return usual * int(os.environ.get("DUNNING_EXAMPLES", "1"))
