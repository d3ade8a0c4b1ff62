"""What typst keeps in memory of papers it drew, and how it is made to let go of it."""

from __future__ import annotations

import ctypes
import sys

_MOST_TOLD = 80_000
"""Characters of what layouts were told; typst keeps about a kilobyte for each."""
_KEPT_FOR = 11
"""Compilations after which typst lets go of what none of them used."""
_told = 0
"""Characters that layouts were told in this process since typst forgot what it drew."""


def copies_can_draw() -> bool:
    """Whether copies of this process can draw: not once it has drawn, for a copy would wait for threads it has not got."""
    return _told == 0


def make_room(told: int) -> None:
    """Has typst forget what it drew before, once that and what is to be drawn now would be too much."""
    global _told
    if _told and _told + told > _MOST_TOLD:
        _forget()
        _told = 0
    _told += told


def _forget() -> None:
    """Has typst let go of what it keeps of papers drawn before: whatever none of the last compilations used."""
    from typst import Compiler, Fonts

    nothing = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[])
    blank = Compiler(font_paths=nothing, ignore_system_fonts=True)
    for number in range(_KEPT_FOR):
        blank.compile(input=f"// {number}".encode(), format="pdf")
    _give_back()


def _give_back() -> None:
    """Gives memory that is free in this process back to the system, where the C library can."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
