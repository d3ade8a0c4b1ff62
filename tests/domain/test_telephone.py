"""Telephone numbers are the same however they are written, and never those of another country."""

from __future__ import annotations

import pytest

from dunning_cli.domain.case.people.telephone import dialled, doubt_about_number, parse_number
from dunning_cli.kernel.errors import Unreadable


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("13800000007", ("138 0000 0007", "+86 138-0000-0007", "0086 13800000007", "8613800000007",
                         "013800000007", "１３８０００００００７", "+86 (138) 00000007")),
        ("057160000001", ("0571-60000001", "(0571) 60000001", "+86 571 6000 0001", "+86 0571 60000001",
                          "0086-571-60000001", "86-571-60000001")),
        ("01060000001", ("010-60000001", "+86 10 6000 0001")),
        ("057160000001x802", ("0571-60000001-802", "0571-60000001转802", "0571-60000001 转 802",
                              "+86 571 60000001 ext. 802", "057160000001#802", "0571-60000001 分机802")),
        ("+14155550132", ("+1 (415) 555-0132", "001 415 555 0132")),
        ("+85251230567", ("+852 5123 0567", "00852 51230567")),
        ("00006600801", ("0000-6600801",)),
        ("4008008820", ("400-800-8820", "400 800 8820")),
    ],
)  # fmt: skip
def test_one_number_however_it_is_written(form: str, written: tuple[str, ...]) -> None:
    for text in (form, *written):
        assert dialled(text) == form
        assert dialled(parse_number(text)) == form
        assert doubt_about_number(text) is None


@pytest.mark.parametrize(
    ("abroad", "at_home"),
    [("+1 3800000007", "13800000007"), ("+13800000007", "13800000007"), ("+571 60000001", "0571-60000001"),
     ("0013800000007", "13800000007")],
)  # fmt: skip
def test_numbers_abroad_are_no_numbers_at_home(abroad: str, at_home: str) -> None:
    assert dialled(abroad) != dialled(at_home)


def test_extensions_are_lines_of_their_own() -> None:
    assert len({dialled(text) for text in ("0571-60000001", "0571-60000001-802", "0571-60000001-803")}) == 3


@pytest.mark.parametrize("number", ["1380000000", "138000000071", "0571-123", "+86 1380000000", "1" * 20])
def test_what_nobody_can_be_called_on(number: str) -> None:
    assert "no telephone number" in str(doubt_about_number(number))


@pytest.mark.parametrize(
    "number", ["13800000007", "0571-60000001", "60000001", "95533", "10086", "enc1:QUJD", "", None]
)
def test_what_is_plausible_sealed_or_not_given_is_no_doubt(number: str | None) -> None:
    assert doubt_about_number(number) is None


@pytest.mark.parametrize("text", ["138OOOO0007", "电话", "", "转802", "138-", "1234"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_number(text)
