"""The manager's page: its figures are those of the reports, it needs nothing but itself, and it names nobody."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.privacy.conftest import people_of
from tests.reports.page_reading import Page

Run = Callable[..., Any]
DAYS = ("--from", "2026-06-01", "--to", "2026-06-15")
LANGUAGES = ("zh", "en")


@pytest.fixture
def written(inside: Path, run: Run, tmp_path: Path) -> Callable[[str], str]:
    """Has the page of the sample written in a language, and gives its text."""

    def write(language: str) -> str:
        file = tmp_path / f"{language}.html"
        done = run("--lang", language, "report", "page", *DAYS, "-o", str(file))
        assert done.code == 0, done.err
        return file.read_text(encoding="utf-8")

    return write


def amount(text: Any) -> str:
    return f"{Decimal(text):,.2f}"


def rate(text: Any) -> str:
    return "" if text is None else f"{text}%"


def report(run: Run, name: str, *more: str) -> dict[str, Any]:
    found: dict[str, Any] = run("report", name, *DAYS, *more, "--json").json
    return found


def test_what_is_owed_and_how_it_rolled_are_those_of_the_reports(
    written: Callable[[str], str], run: Run
) -> None:
    page = Page(written("en"))
    owed, roll = report(run, "portfolio"), report(run, "roll")
    every = [*((row["key"], row) for row in owed["rows"]), ("total", owed["total"])]
    assert page.parts["ageing"].rows == [
        [key, str(row["cases"]), amount(row["balance"]), amount(row["overdue"])] for key, row in every
    ]
    moves = ("begun", "worse", "same", "better", "settled")
    assert page.parts["roll"].rows == [
        [
            key,
            *(str(row[each]) for each in moves),
            rate(row["roll_rate"]),
            rate(row["previous"]["roll_rate"]),
        ]
        for key, row in [*((row["key"], row) for row in roll["rows"]), ("total", roll["total"])]
    ]
    recovery, promises = report(run, "recovery")["total"], report(run, "promises")["total"]
    assert page.big == [
        amount(owed["total"]["balance"]),
        amount(owed["total"]["overdue"]),
        amount(recovery["collected"]),
        rate(promises["kept_rate"]),
        rate(roll["total"]["roll_rate"]),
    ]


def test_money_promises_and_people_are_those_of_the_reports(written: Callable[[str], str], run: Run) -> None:
    page = Page(written("en"))
    now, kept = report(run, "recovery")["total"], report(run, "promises")["total"]
    # the collectors of the sample are to bring in 6000 + 5000 + 5000 + 10000 in June
    wanted = Decimal(26000)
    spans = "2026-06-01 to 2026-06-15", "2026-05-01 to 2026-05-15"
    reached = (Decimal(now["collected"]) * 100 / wanted).quantize(Decimal("0.01"))
    assert page.parts["money"].rows == [
        [
            spans[0],
            amount(now["collected"]),
            rate(now["recovery_rate"]),
            amount(now["in_kind"]),
            f"{reached}%",
        ],
        [spans[1], *money_of(now["previous"]), ""],
        ["target", "26,000.00", "", "", ""],
    ]
    assert page.parts["promises"].rows == [
        [span, *promises_of(row)] for span, row in zip(spans, (kept, kept["previous"]), strict=True)
    ]
    rows = {row["key"]: row for row in report(run, "collectors")["rows"]}
    shown = {row[0]: row for row in page.parts["activity"].rows}
    assert set(shown) == {"wang", "li", "zhao", "chen", "sun", "total"}
    for person in ("wang", "li", "zhao", "chen"):
        row = rows[person]
        counts = [str(row[each]) for each in ("cases", "calls", "connected")]
        assert shown[person][1:4] == counts
        assert shown[person][5:8] == [str(row["visits"]), str(row["letters"]), amount(row["collected"])]
        assert shown[person][10:13] == [str(row["broken"]), rate(row["kept_rate"]), str(row["complaints"])]
    assert shown["chen"][-2:] == ["10,000.00", "85.00%"]


def money_of(row: dict[str, Any]) -> list[str]:
    return [amount(row["collected"]), rate(row["recovery_rate"]), amount(row["in_kind"])]


def promises_of(row: dict[str, Any]) -> list[str]:
    return [
        *(str(row[each]) for each in ("kept", "partial", "broken")),
        rate(row["kept_rate"]),
        str(row["promised"]),
        amount(row["promised_amount"]),
        str(row["promises_open"]),
    ]


def test_clients_deadlines_and_balances_are_those_of_the_other_commands(
    written: Callable[[str], str], run: Run
) -> None:
    page = Page(written("en"))
    owed = {row["key"]: row for row in report(run, "portfolio", "--by", "client")["rows"]}
    money = {row["key"]: row for row in report(run, "recovery", "--by", "client")["rows"]}
    clients = page.parts["clients"].rows[:-1]
    assert {row[0] for row in clients} == set(owed)
    for name, cases, balance, assigned, collected, recovery in clients:
        assert (cases, balance) == (str(owed[name]["cases"]), amount(owed[name]["balance"]))
        of_client = money[name]
        assert (assigned, collected) == (amount(of_client["assigned"]), amount(of_client["collected"]))
        assert recovery == rate(of_client["recovery_rate"])
    work = run("remind", "--as-of", "2026-06-15", "--days", "14", "--json").json["items"]
    bound = {"limitation", "return", "promise", "instalment"}
    assert sorted((row[0], row[2]) for row in page.parts["deadlines"].rows) == sorted(
        (each["due"], each["case"]) for each in work if each["action"] in bound
    )
    first = run("list", "--as-of", "2026-06-15", "--sort", "balance", "--limit", "10", "--json").json["cases"]
    assert [(row[0], row[4]) for row in page.parts["biggest"].rows] == [
        (each["case"], amount(each["balance"]["total"])) for each in first
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_drawing_stands_beside_a_table_with_its_figures(
    written: Callable[[str], str], language: str
) -> None:
    page = Page(written(language))
    drawn = [part for part in page.parts.values() if part.drawings]
    assert len(drawn) == 6
    for part in drawn:
        (drawing,) = part.drawings
        assert drawing.attributes["role"] == "img"
        cells = {cell for row in part.rows for cell in row}
        figures = [text for text in drawing.texts if text[-1:].isdigit() or text.endswith("%")]
        assert len(figures) >= 2
        assert set(figures) <= cells
        assert all(text in (drawing.attributes["aria-label"] or "") for text in figures)
    for key, part in page.parts.items():
        if key:
            (caption,) = part.captions
            assert caption
            assert set(part.scopes) == {"row", "col"}


def outside(text: str) -> str:
    """The page without what leads to its own parts."""
    return text.replace("url(#", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_needs_nothing_but_itself(written: Callable[[str], str], language: str) -> None:
    text = written(language)
    page = Page(text)
    assert not [
        word for word in ("http:", "https:", "//", "<script", "@import", "url(") if word in outside(text)
    ]
    assert not [each for each in page.attributes if each[1] in ("src", "href", "srcset", "action")]
    assert {value for _, name, value in page.attributes if name.startswith("on")} == set()
    assert ("html", "lang", {"zh": "zh-CN", "en": "en"}[language]) in page.attributes


def test_the_page_names_nobody_in_full_and_no_number(written: Callable[[str], str], inside: Path) -> None:
    text = written("zh")
    staff = {"wang", "li", "zhao", "chen", "sun", "zhou"}
    for file in (inside / "cases").rglob("*.yaml"):
        person = people_of(yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader))
        found = {each for each in person.contacts | person.numbers if each in text} - staff
        assert not found, file.name


def test_the_same_day_and_commit_give_the_same_bytes(
    written: Callable[[str], str], inside: Path, in_git: Callable[..., str]
) -> None:
    first = written("en")
    assert written("en") == first
    assert in_git("rev-parse", "HEAD").strip() in first
    assert "2026-06-01 to 2026-06-15" in first
    assert written("zh") != first


def test_a_page_goes_only_where_it_may(inside: Path, run: Run, tmp_path: Path) -> None:
    assert run("report", "page", "-o", "cases/page.html").code == 1
    assert run("report", "page", "-o", str(tmp_path / "page.pdf")).code == 2
    other = tmp_path / "notes.html"
    other.write_text("mine", encoding="utf-8")
    done = run("--lang", "en", "report", "page", "-o", str(other))
    assert (done.code, other.read_text(encoding="utf-8")) == (1, "mine")
    assert "is no page and is not overwritten" in done.err
    assert (
        run(
            "report", "page", "-o", str(tmp_path / "p.html"), "--from", "2026-06-09", "--to", "2026-06-01"
        ).code
        == 2
    )
    assert not (tmp_path / "p.html").exists()


def test_cases_that_cannot_be_worked_out_are_told_and_counted(worked: Path, run: Run, tmp_path: Path) -> None:
    policy = worked / "policies" / "small-loan.yaml"
    policy.write_text("policy: small-loan\nstage: {scheme: none-such}\n", encoding="utf-8")
    file = tmp_path / "page.html"
    done = run("--lang", "en", "report", "page", "-o", str(file), "--json")
    assert [each["case"] for each in done.json["not_computed"]] == ["XD-2026-0001"]
    text = file.read_text(encoding="utf-8")
    assert "cases that cannot be worked out, in no figure: 1" in text
    assert "XD-2026-0001" in text
    assert "files edited by hand that no commit holds: 1" in text
