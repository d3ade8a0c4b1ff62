"""Names with their text beside them: columns of Chinese names, folding, lines that go on."""

from __future__ import annotations

import pytest
from wcwidth import wcswidth

from dunning_cli.kernel.answer import Listing
from dunning_cli.kernel.message import label
from dunning_cli.present.tables import listing_text


def test_text_stands_in_one_column_whatever_the_names_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    text = "2026-05-30 称下周一发工资,届时一次缴清,请不要再打单位电话"
    listing = Listing([("拨打", "13800000007"), (label("last contacts"), text), (None, "和以前一样")])
    lines = listing_text(listing, str).split("\n")
    assert lines[0] == "  拨打           13800000007"
    assert len(lines) > 3, "long text is folded"
    assert {wcswidth(line[: len(line) - len(line.lstrip())]) for line in lines[2:]} == {17}
    assert all(wcswidth(line) <= 40 for line in lines)
    assert "".join(line[17:] if line.startswith(" " * 17) else line for line in lines[2:]).endswith(
        "和以前一样"
    )


def test_what_would_steer_a_terminal_is_shown_as_text() -> None:
    assert "\x1b" not in listing_text(Listing([("a", "x\x1b[31m")]), str)


def test_nothing_is_nothing() -> None:
    assert listing_text(Listing([]), str) == ""
