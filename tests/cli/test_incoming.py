"""A contact that came from the other side: on record as one, under no rule of hours and frequency."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CASE, Done

Run = Callable[..., Done]
CALLED = ("note", CASE, "问欠多少", "--channel", "phone", "--result", "reached")


def contacts(run: Run) -> list[dict[str, object]]:
    entries = run("show", CASE, "--json").json["entries"]
    return [entry for entry in entries if entry["kind"] == "contact"]


def test_it_is_lawful_at_any_hour_and_on_hold_and_counts_for_nothing(worked: Path, run: Run) -> None:
    at = ("--at", "2026-06-01T02:41")
    assert run(*CALLED, *at).code == 4
    assert run(*CALLED, *at, "--incoming").code == 0
    for _ in range(4):
        assert run(*CALLED, "--incoming").code == 0
    assert all(entry["incoming"] is True for entry in contacts(run))
    # the limit of the day is still whole for the office's own calls
    assert "\nyes: call the debtor" in run("contact", CASE).out
    assert run(*CALLED).code == 0
    assert run("hold", CASE, "contact", "--reason", "住院").code == 0
    assert run(*CALLED).code == 4
    assert run(*CALLED, "--incoming").code == 0
    assert run("report", "contact-breaches", "--json").json["breaches"] == []
    assert run("audit").code == 0
    assert run("check").code == 0


def test_it_is_shown_as_one_and_no_call_of_the_office(worked: Path, run: Run) -> None:
    assert run("--lang", "zh", *CALLED, "--incoming").code == 0
    assert "电话（对方主动）" in run("--lang", "zh", "show", CASE).out
    row = run("report", "activity", "--from", "2026-06-01", "--to", "2026-06-01", "--json").out
    assert '"calls": 1' not in row


@pytest.mark.parametrize("word", ["来电", "呼入"])
def test_the_word_for_it_leads_to_the_option(word: str, worked: Path, run: Run) -> None:
    done = run("--lang", "zh", "note", CASE, "问欠多少", "--channel", word)
    assert (done.code, "--channel phone --incoming" in done.err) == (2, True)


def test_what_cannot_come_in_is_refused(worked: Path, run: Run) -> None:
    assert run("note", CASE, "x", "--channel", "visit", "--incoming").code == 2
    assert run("note", CASE, "x", "--channel", "phone", "--result", "no_answer", "--incoming").code == 2
    assert contacts(run) == []


@pytest.mark.parametrize("lines", [["i", "5 问欠多少", ""], ["i 5 问欠多少", ""]])
def test_work_takes_it_by_a_key(
    lines: list[str], worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNNING_TODAY", "2026-06-01T23:41")
    typed = io.BytesIO("".join(line + "\n" for line in lines).encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(typed, encoding="utf-8"))
    done = run("--lang", "zh", "work", "--owner", "wang", "--action", "call", "--limit", "1")
    assert "i 对方来电" in done.out
    (entry,) = contacts(run)
    assert (entry["incoming"], entry["text"]) == (True, "问欠多少"), done.err
