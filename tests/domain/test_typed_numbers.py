"""Telephone numbers as they are typed in a talk."""

from __future__ import annotations

import pytest

from dunning_cli.domain.case.people.telephone import parse_number
from dunning_cli.kernel.errors import Unreadable


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("13800000007", "13800000007"),
        (" １３８０００００００７ ", "13800000007"),
        ("+86 138 0000 0007", "+86 138 0000 0007"),
        ("0571-60000001", "0571-60000001"),
        ("95533", "95533"),
    ],
)
def test_numbers(text: str, number: str) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "110", "1-1-1", "没有", "13800000007 李敏", "1380000000x", "+", "+86 12", "1" * 30]
)
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_number(text)
