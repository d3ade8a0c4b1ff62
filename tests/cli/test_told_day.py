"""A told day counts in practice ledgers only, which say what they are; back-dating is told."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dunning_cli.cli.main import main

CASE = "PF-2026-0007"
NOTE = "note: practice ledger: nothing in it is real"
OPEN = ("open", "N-1", "--policy", "property-fee", "--name", "张三")
Run = Callable[..., Any]


def said_beside(*words: str) -> list[str]:
    """The lines of standard error, that of practice among them."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        main(list(words))
    return err.getvalue().splitlines()


@pytest.fixture
def live(worked: Path, in_git: Run) -> Path:
    """A ledger as earlier versions made it: nothing says that it is one to practise on."""
    settings = worked / "dunning.yaml"
    text = settings.read_text(encoding="utf-8")
    assert "practice: true\n" in text, "init writes it while DUNNING_TODAY is set"
    settings.write_text(text.replace("practice: true\n", ""), encoding="utf-8")
    in_git("commit", "-q", "-a", "-m", "live")
    return worked


def test_a_live_ledger_refuses_a_write_while_a_day_is_told(live: Path, run: Run, state: Run) -> None:
    before = state(live)
    done = run("pay", CASE, "5.00")
    assert done.code == 1
    (line,) = done.errors
    assert "DUNNING_TODAY tells 2026-06-01" in line
    assert "'practice: true'" in line
    assert run("note", CASE, "x", "--channel", "phone").code == 1
    assert run("pay", CASE, "5.00", "--dry-run").code == 1
    assert state(live) == before


def test_a_live_ledger_may_be_read_on_a_told_day(live: Path, run: Run) -> None:
    assert run("fees", CASE, "--json").json["as_of"] == "2026-06-01"
    assert said_beside("list") == []


def test_without_a_told_day_a_live_ledger_is_written(
    live: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DUNNING_TODAY")
    assert run("pay", CASE, "5.00").code == 0


def test_a_today_in_the_settings_is_told_too(live: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DUNNING_TODAY")
    settings = live / "dunning.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "today: 2026-06-01\n", encoding="utf-8")
    done = run("pay", CASE, "5.00")
    assert (done.code, "delete its line 'today'" in done.err) == (1, True)


def test_the_line_to_add_makes_it_a_practice_ledger_once_it_is_committed(live: Path, run: Run) -> None:
    settings = live / "dunning.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "practice: true\n", encoding="utf-8")
    assert run(*OPEN).code == 1, "an edit that leaves no trace does not count"
    assert run("commit").code == 0
    assert run(*OPEN).code == 0


def test_a_practice_ledger_says_so_with_every_command(worked: Path) -> None:
    assert said_beside("list") == [NOTE]
    assert said_beside("pay", CASE, "5.00", "--json") == [NOTE]
    assert said_beside("--lang", "zh", "fees", CASE) == ["注意：练习台账，其中内容均非真实案件"]
    (error,) = said_beside("pay", "nobody", "5.00")
    assert error.startswith("error: "), "an error is one line and nothing beside it"


def test_init_makes_a_practice_ledger_only_while_a_day_is_told(
    git_identity: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = run("init", "told")
    assert told.out.startswith("practice ledger made in ")
    assert "practice: true\n" in (tmp_path / "told" / "dunning.yaml").read_text(encoding="utf-8")
    monkeypatch.delenv("DUNNING_TODAY")
    assert run("init", "live").out.startswith("ledger made in ")
    assert "\npractice:" not in (tmp_path / "live" / "dunning.yaml").read_text(encoding="utf-8")


def test_init_refuses_a_told_day_that_is_none(
    git_identity: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNNING_TODAY", "2026-02-30")
    done = run("init", "told")
    assert (done.code, done.errors) == (
        2,
        ["error: DUNNING_TODAY: '2026-02-30' is not a day of the calendar"],
    )
    assert not (tmp_path / "told").exists()


def test_history_tells_the_days_back_and_the_report_lists_them(
    worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DUNNING_TODAY")
    entry = run("pay", CASE, "5.00", "--json").json["entry"]
    today = run("show", CASE, "--json").json["entries"][-1]["date"]
    assert run("history", CASE, "--limit", "1", "--json").json["changes"][0]["days_back"] == 0
    assert entry not in run("report", "backdated").out, "recorded on its own day"
    back = run("pay", CASE, "6.00", "--on", "2026-02-01", "--json").json["entry"]
    run("reverse", CASE, back, "--reason", "twice")
    told = run("history", CASE, "--kind", "pay", "--limit", "1", "--json").json["changes"][0]["days_back"]
    report = run("report", "backdated", "--from", "2026-02-01", "--to", "2026-02-28", "--json").json
    (row,) = report["rows"]
    assert row["days"] == told > 200
    assert (row["case"], row["entry"], row["kind"], row["date"]) == (CASE, back, "payment", "2026-02-01")
    assert (row["who"], row["recorded"], row["reversed"]) == ("clerk", today, True)
    assert report["total"] == {"entries": 1, "most_days": row["days"]}
    assert "payment (reversed)" in run("report", "backdated").out
    assert run("report", "backdated", "--from", "2026-03-01", "--to", "2026-02-01").code == 2
    assert run("report", "backdated", "--from", "1990-01-01", "--to", "1990-02-01").out.splitlines()[-1] == (
        "nothing was recorded after its value date"
    )


def test_a_change_of_several_value_dates_tells_the_farthest(
    worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DUNNING_TODAY")
    done = run(
        "schedule", "--kind", "equal-principal", "--principal", "300", "--rate", "0%", "--periods", "3",
        "--first", "2020-01-31", "--charge", CASE,
    )  # fmt: skip
    assert done.code == 0, done.err
    (row, *_) = run("report", "backdated", "--to", "2020-01-31", "--json").json["rows"]
    change = run("history", CASE, "--limit", "1", "--json").json["changes"][0]
    assert change["days_back"] == row["days"]


def test_what_counts_from_before_its_value_date_is_backdated_too(
    worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hold from January recorded today takes January's penalty away; a receipt of March restarts limitation there."""
    letter = ("letter", "new", CASE, "balance-confirmation", "--method", "hand", "--on", "2026-03-02")
    assert run(*letter).code == 0
    serial = "2026-A-0001"
    monkeypatch.delenv("DUNNING_TODAY")
    hold = run(
        "hold", CASE, "accrual", "--from", "2026-01-31", "--until", "2026-02-10", "--reason", "dispute"
    )
    assert hold.code == 0, hold.err
    today = run("show", CASE, "--json").json["entries"][-1]["date"]
    done = run(
        "letter", "deliver", CASE, serial, "--received", "2026-03-05", "--signed-by", "本人", "--on", today
    )
    assert done.code == 0, done.err
    rows = {row["kind"]: row for row in run("report", "backdated", "--json").json["rows"]}
    for kind, since in (("hold", "2026-01-31"), ("delivery", "2026-03-05")):
        back = (date.fromisoformat(today) - date.fromisoformat(since)).days
        assert (rows[kind]["date"], rows[kind]["counts_from"], rows[kind]["days"]) == (today, since, back)
    received, held = run("history", CASE, "--limit", "2", "--json").json["changes"]
    assert (held["days_back"], received["days_back"]) == (rows["hold"]["days"], rows["delivery"]["days"])
    within = run("report", "backdated", "--from", "2026-01-31", "--to", "2026-01-31", "--json").json["rows"]
    assert "hold" in {row["kind"] for row in within}
    assert "起算日" in run("--lang", "zh", "report", "backdated").out
