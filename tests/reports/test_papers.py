"""The week's and the month's paper: figures of the reports, the plan of `remind`, on the screen and in files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pdf_reading import installed, pages_in, shapes_of, text_places

from tests.reports.page_reading import Page

Run = Callable[..., Any]
REPORTS = {
    "recovery": ("on_hand", "assigned", "collected", "recovery_rate"),
    "activity": ("calls", "connected", "connect_rate", "messages", "visits", "letters", "receipts", "worked",
                 "received", "wrong_numbers"),
    "promises": ("promised", "promised_amount", "kept", "partial", "broken", "kept_rate", "promises_open"),
    "collectors": ("cases", "balance", "complaints"),
}  # fmt: skip


def same_figures(run: Run, paper: dict[str, Any], *words: str, with_before: bool) -> None:
    for name, keys in REPORTS.items():
        total = run("report", name, *words, "--json").json["total"]
        assert {key: paper["figures"][key] for key in keys} == {key: total[key] for key in keys}
        if with_before:
            before = total["previous"]
            assert {key: paper["figures"]["previous"][key] for key in keys} == {
                key: before[key] for key in keys
            }


@pytest.mark.parametrize("owner", [(), ("--owner", "wang")])
def test_the_week_is_that_of_the_reports(inside: Path, run: Run, owner: tuple[str, ...]) -> None:
    paper = run("report", "weekly", *owner, "--json").json
    assert (paper["from"], paper["to"]) == ("2026-06-09", "2026-06-15")
    same_figures(run, paper, "--from", "2026-06-09", "--to", "2026-06-15", *owner, with_before=True)
    assert "target" not in paper["figures"]


@pytest.mark.parametrize("owner", [(), ("--owner", "zhao")])
def test_a_month_is_that_of_the_reports(inside: Path, run: Run, owner: tuple[str, ...]) -> None:
    paper = run("report", "monthly", "--month", "2026-05", *owner, "--json").json
    assert (paper["from"], paper["to"]) == ("2026-05-01", "2026-05-31")
    same_figures(run, paper, "--from", "2026-05-01", "--to", "2026-05-31", *owner, with_before=True)
    running = run("report", "monthly", *owner, "--json").json
    assert (running["from"], running["to"]) == ("2026-06-01", "2026-06-15")
    assert running["figures"]["target"] == ("5000.00" if owner else "26000.00")


def test_the_first_week_of_a_month_is_held_against_the_week_before(inside: Path, run: Run) -> None:
    """A report would hold it against the first week of the month before."""
    paper = run("report", "weekly", "--as-of", "2026-06-07", "--json").json
    before = run("report", "recovery", "--from", "2026-05-25", "--to", "2026-05-31", "--json").json["total"]
    assert paper["figures"]["previous"]["collected"] == before["collected"]


def test_the_plan_is_that_of_remind(inside: Path, run: Run) -> None:
    for owner in ((), ("--owner", "wang")):
        paper = run("report", "weekly", *owner, "--json").json
        work = run("remind", "--days", "7", *owner, "--json").json["items"]
        due = Counter(each["action"] for each in work if each["due"] <= "2026-06-15")
        later = Counter(each["action"] for each in work if each["due"] > "2026-06-15")
        assert {each["action"]: (each["due"], each["ahead"]) for each in paper["plan"]} == {
            each: (due[each], later[each]) for each in due | later
        }


def test_problems_are_told_case_by_case(inside: Path, run: Run) -> None:
    paper = run("report", "weekly", "--json").json
    broken = run(
        "report", "promises", "--by", "stage", "--from", "2026-06-09", "--to", "2026-06-15", "--json"
    ).json
    assert sum(each["broken"] for each in paper["problems"]) == broken["total"]["broken"] == 4
    text = run("--lang", "en", "report", "weekly").out
    assert all(each["case"] in text for each in paper["problems"])


def test_wrong_numbers_count_for_who_dialled(worked: Path, run: Run) -> None:
    for result in ("wrong_number", "no_answer", "wrong_number"):
        done = run(
            "note", "PF-2026-0007", "打错", "--channel", "phone", "--result", result, "--agent", "wang"
        )
        assert done.code == 0, done.err
    assert run("report", "activity", "--json").json["total"]["wrong_numbers"] == 2
    assert run("report", "weekly", "--json").json["problems"] == [
        {"case": "PF-2026-0007", "broken": 0, "complaints": 0, "wrong_numbers": 2}
    ]


def test_a_paper_as_text_and_as_a_page(inside: Path, run: Run, tmp_path: Path) -> None:
    screen = run("--lang", "en", "report", "weekly").out
    text, page = tmp_path / "week.txt", tmp_path / "week.html"
    for file in (text, page, page):
        done = run("--lang", "en", "report", "weekly", "-o", str(file))
        assert done.code == 0, done.err
    written = text.read_text(encoding="utf-8-sig")
    assert screen.endswith(written)
    assert "Weekly report of 衡信应收管理中心(样例), 2026-06-09 to 2026-06-15" in written
    shown = {cell for row in Page(page.read_text(encoding="utf-8")).parts[""].rows for cell in row}
    assert {"481,471.07", "16.67%", "CC-2026-0004"} <= shown
    assert run("report", "weekly", "-o", str(tmp_path / "week.docx")).code == 2
    assert run("report", "monthly", "--month", "summer").code == 2
    assert run("report", "weekly", "-o", "letters/week.txt").code == 1


UPRIGHT, TURNED = (595, 841), (841, 595)


@pytest.mark.skipif(not installed(), reason="no Chinese typeface here")
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "words", [("weekly",), ("weekly", "--owner", "wang"), ("monthly", "--month", "2026-05")]
)
def test_a_paper_is_printed_and_nothing_lies_beyond_the_sheet(
    language: str, words: tuple[str, ...], inside: Path, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "paper.pdf"
    done = run("--lang", language, "report", *words, "-o", str(file))
    assert done.code == 0, done.err
    assert done.out.endswith(f"{file}\n")
    first = file.read_bytes()
    assert run("--lang", language, "report", *words, "-o", str(file)).code == 0
    assert file.read_bytes() == first, "the same paper is the same bytes"
    # the table of collectors is wide
    assert TURNED in shapes_of(first)
    assert pages_in(first) > 1
    assert len(text_places(first)) > 100
    assert all(0 < x < 841 - 60 and 0 < y < 595 - 30 for x, y in text_places(first))


@pytest.mark.skipif(not installed(), reason="no Chinese typeface here")
def test_a_statement_is_printed_upright_the_same_each_time(inside: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bank.PDF"
    words = ("report", "client", "--client", "xingdu", "--from", "2026-01-01", "--to", "2026-05-31")
    assert run(*words, "-o", str(file)).code == 0
    first = file.read_bytes()
    assert run(*words, "-o", str(file)).code == 0
    assert file.read_bytes() == first
    assert (shapes_of(first), pages_in(first)) == ({UPRIGHT}, 1)
    assert all(0 < x < 595 - 60 for x, _ in text_places(first))


@pytest.mark.parametrize("words", [("weekly",), ("monthly",), ("client", "--client", "xingdu")])
def test_without_a_typeface_one_line_says_what_to_install(
    words: tuple[str, ...], inside: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNNING_FONT", str(tmp_path / "none.ttf"))
    file = tmp_path / "paper.pdf"
    done = run("--lang", "en", "report", *words, "-o", str(file))
    assert (done.code, done.errors, file.exists()) == (
        1,
        [f"error: DUNNING_FONT names no file: {tmp_path / 'none.ttf'}"],
        False,
    )
    assert run("report", *words, "-o", str(tmp_path / "paper.txt")).code == 0
