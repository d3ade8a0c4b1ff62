"""Papers that people read in Chinese name the staff, and messages have what is to be filled in in Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from conftest import CASE, ROOT, STAFF

Run = Callable[..., Any]


@pytest.fixture
def staffed(worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings = worked / "dunning.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("staff: []\n", STAFF), encoding="utf-8")
    monkeypatch.setenv("DUNNING_ACTOR", "wang")
    assert run("commit").code == 0
    return worked


@pytest.mark.parametrize("paper", ["weekly", "monthly"])
def test_the_titles_of_the_papers_name_the_collector(paper: str, staffed: Path, run: Run) -> None:
    title = run("--lang", "zh", "report", paper, "--owner", "王静").out
    assert re.search(r"王静（wang）.*[周月]报", title)
    assert run("report", paper, "--owner", "wang", "--json").json["owner"] == "wang"
    assert "王静" not in run("--lang", "en", "report", paper, "--owner", "wang").out


def test_the_route_sheet_names_who_goes(staffed: Path, run: Run) -> None:
    assert run("visit", "plan", CASE, "--for", "2026-06-01", "--agent", "陈立冬", "--with", "li").code == 0
    out = run("--lang", "zh", "visit", "sheet").out
    assert "陈立冬（chen）" in out
    assert "的外访单" in out


def test_the_page_names_the_collector(staffed: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    done = run("--lang", "zh", "report", "page", "-o", str(target))
    assert done.code == 0, done.err
    assert "王静（wang）" in target.read_text(encoding="utf-8")


def test_what_is_to_be_filled_in_stands_in_chinese(worked: Path, run: Run) -> None:
    refused = run("--lang", "zh", "note", CASE, "没人接", "--channel", "phone", "--at", "2026-06-01T02:00")
    assert refused.err.rstrip().endswith("--override 原因")
    told = run("--lang", "zh", "note", CASE, "x", "--channel", "phone", "--promise", "5").err
    assert "--promise 金额 和 --by 日期" in told


def test_no_message_has_an_english_word_after_an_option() -> None:
    """But for addresses of variables and formats, which are typed so."""
    with (ROOT / "dunning_cli/locale/zh/LC_MESSAGES/dunning.po").open("rb") as file:
        catalogue = read_po(file, locale="zh")
    found = [
        str(message.string)
        for message in catalogue
        if message.id
        and not any(place.startswith("help of") for place, _ in message.locations)
        and re.search(r"--[a-z-]+ (?!HEAD)[A-Z]{2,}\b", str(message.string))
    ]
    assert found == []
