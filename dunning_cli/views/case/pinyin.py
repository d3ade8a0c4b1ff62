"""Names found by their sound: full pinyin or initials, every reading of a character, as in `zengwei`, `cwei`, `zw` for 曾伟."""

from __future__ import annotations

import os
import unicodedata
from functools import cache

FEWEST_LETTERS = 2
"""A single letter would begin half of all names."""


def is_spelled(text: str) -> bool:
    """Whether a text can be pinyin: Latin letters, at least two, blanks and apostrophes aside."""
    letters = plain_letters(text)
    return len(letters) >= FEWEST_LETTERS and letters.isascii() and letters.isalpha()


def plain_letters(text: str) -> str:
    """Pinyin as it is compared: small letters without tones, blanks and apostrophes."""
    parts = unicodedata.normalize("NFD", text.casefold()).replace("u\u0308", "v")
    return "".join(letter for letter in parts if not unicodedata.combining(letter) and letter not in " '’-")


def sounds_like(name: str, letters: str) -> bool:
    """Whether the characters of a name, or the first of them, are spelled by plain letters.

    Each is spelled in full or by its first letter, in any of its readings.
    """
    rest = {letters}
    for character in name:
        if not (sounds := _readings(character)):
            return False
        rest = {left[len(sound) :] for left in rest for sound in sounds if left.startswith(sound)}
        if "" in rest:
            return True
        if not rest:
            return False
    return False


@cache
def _readings(character: str) -> frozenset[str]:
    """How a character is spelled, without tones: each reading, with v or u for ü, and its first letter."""
    # a table of single characters is all that is needed; that of phrases takes ten times as long to load
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin.constants import PINYIN_DICT

    sounds = {plain_letters(reading) for reading in PINYIN_DICT.get(ord(character), "").split(",") if reading}
    return frozenset(sounds | {sound.replace("v", "u") for sound in sounds} | {sound[0] for sound in sounds})
