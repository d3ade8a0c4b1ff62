"""How far a long piece of work is, told to whoever watches."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told of a long command how many things are done, and of how many."""


def silent(_done: int, _of: int) -> None:
    """Progress that nobody watches."""
