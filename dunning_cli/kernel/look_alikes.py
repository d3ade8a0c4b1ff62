"""Names that are not the same and look it: other alphabets' letters, marks nobody sees, full width, capitals."""

from __future__ import annotations

import unicodedata

_LOOKS_LIKE = str.maketrans(
    # Cyrillic, then Greek, then Latin letters beyond the alphabet, each with the letter it passes for
    "авсԁеғԍһіјӏкмոорԛгѕтυѵшԝхуүԲƅ" "αβγεικνορτυχωѡ" "ıɡɑǀⅼ",
    "abcdefghijlkmnopqrstuvwwxyybb" "abyeiknoptuxww" "igall",
)  # fmt: skip
_UNSEEN = "\u034f\u115f\u1160\u3164\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10)))
"""Joiners, fillers and variation marks that no font draws, beside those that Unicode calls formats."""
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


def skeleton(name: str) -> str:
    """What a name looks like: names with one skeleton are taken for each other."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    seen = "".join(each for each in plain if not _unseen(each) and unicodedata.category(each) != "Zs")
    return seen.translate(_LOOKS_LIKE)


def is_forged(name: str) -> bool:
    """Whether a name by itself looks like another: a word of letters of several alphabets, or marks nobody sees."""
    return any(_unseen(each) and each != "\0" for each in name) or any(
        len(_alphabets(word)) > 1 for word in name.split()
    )


def differ_in_case_only(one: str, other: str) -> bool:
    """Whether two names are the same but for capitals."""
    return one != other and one.casefold() == other.casefold()


def _unseen(character: str) -> bool:
    return unicodedata.category(character) in ("Cf", "Cc") or character in _UNSEEN


def _alphabets(word: str) -> set[str]:
    named = (unicodedata.name(character, "").partition(" ")[0] for character in word)
    return {alphabet for alphabet in named if alphabet in _ALPHABETS}
