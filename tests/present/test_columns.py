"""The columns of a text are those the library of all scripts tells, also where that is not asked."""

from __future__ import annotations

from hypothesis import given
from hypothesis.strategies import characters, text
from wcwidth import wcswidth, wcwidth

from dunning_cli.present.columns import columns_of


def test_every_character_has_its_columns() -> None:
    for number in (*range(0xD800), *range(0xE000, 0x20000)):
        assert columns_of(chr(number)) == wcwidth(chr(number)), hex(number)


@given(text(characters(codec="utf-8")))
def test_a_text_has_the_columns_of_all(shown: str) -> None:
    assert columns_of(shown) == wcswidth(shown)
