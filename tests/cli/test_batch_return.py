"""A client's batch: returned in one command, more time asked for and answered, its dossier for the client."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from copies import MadeOnce

from dunning_cli import Ledger

Run = Callable[..., Any]
BATCH = "2026-05-A"
CASES = tuple(f"GR-{number}" for number in range(1, 7))


@pytest.fixture
def batch(ledger: Path, run: Run, made_once: MadeOnce) -> Path:
    """Six loans of one batch that goes back on 2026-06-04, one of them paid, one closed; and a case of another batch."""

    def make() -> None:
        for number, case in enumerate((*CASES, "QT-1"), 1):
            words = ("--policy", "small-loan", "--name", f"柳青{number}", "--phone", f"1380000000{number}")
            given = BATCH if case in CASES else "2026-05-B"
            entrusted = ("--batch", given, "--entrusted", "2026-05-04", "--return-by", "2026-06-04")
            rate = (
                "--term",
                "contract_rate=12%/year",
                "--creditor",
                "星渡银行",
                "--contract",
                f"HT-{number}",
            )
            assert run("open", case, *words, *entrusted, *rate).code == 0
            debt = ("--on", "2026-05-04", "--principal", f"{number}000.00", "--overdue-since", "2026-04-20")
            assert run("opening", case, *debt).code == 0
        assert run("pay", "GR-5", "6000", "--via", "bank", "--ref", "B-5").code == 0
        assert run("close", "GR-6", "--reason", "invalid").code == 0

    made_once(ledger, make)
    return ledger


def closings(run: Run) -> dict[str, list[str]]:
    """The reasons of the closings of each case of the ledger."""
    return {
        case: [e["reason"] for e in run("show", case, "--json").json["entries"] if e["kind"] == "close"]
        for case in (*CASES, "QT-1")
    }


# -- returned


@pytest.mark.parametrize("words", [("return", BATCH), ("close", "--batch", BATCH, "--reason", "returned")])
def test_all_open_cases_go_back_in_one_commit(
    words: tuple[str, ...], batch: Path, run: Run, in_git: Run
) -> None:
    before = int(in_git("rev-list", "--count", "HEAD"))
    owed = run("list", "--batch", BATCH, "--json").json["cases"]
    done = run(*words, "--json")
    assert done.code == 0, done.err
    assert int(in_git("rev-list", "--count", "HEAD")) == before + 1
    assert [each["case"] for each in done.json["closed"]] == ["GR-1", "GR-2", "GR-3", "GR-4"]
    assert [each["case"] for each in done.json["left"]] == ["GR-5"]
    assert done.json["closed_before"] == 1
    listed = sum(float(row["balance"]["total"]) for row in owed if row["case"] != "GR-5")
    assert float(done.json["total"]) == pytest.approx(listed)
    told = closings(run)
    assert [told[case] for case in CASES] == [*([["returned"]] * 4), [], ["invalid"]]
    assert told["QT-1"] == []
    assert run("check").code == 0


def test_what_is_left_is_said(batch: Path, run: Run) -> None:
    done = run("return", BATCH)
    assert "GR-5 is left open: owes nothing; close it as paid" in done.err
    assert "closed before: 1" in done.err
    again = run("return", BATCH)
    assert (again.code, len(again.errors)) == (1, 2)
    assert "no case is closed; left open: 1" in again.err


def test_a_dry_run_and_a_wrong_name_change_nothing(batch: Path, run: Run, state: Run, tmp_path: Path) -> None:
    before = state(batch)
    file = tmp_path / "d.xlsx"
    dry = run("return", BATCH, "--dry-run", "--dossier", str(file), "--json")
    assert dry.code == 0
    assert len(dry.json["closed"]) == 4
    assert not file.exists()
    wrong = run("return", "2026-05-C")
    assert wrong.code == 3
    assert "2026-05-" in wrong.err
    assert run("close", "--reason", "returned").code == 2
    assert run("close", "GR-1", "--batch", BATCH, "--reason", "returned").code == 2
    assert state(batch) == before


def _plan(run: Run) -> None:
    words = ("--instalments", "2", "--total", "all", "--first", "2026-06-30")
    assert run("plan", "new", "GR-1", *words).code == 0


def _suit(run: Run) -> None:
    assert run("legal", "GR-1", "file", "--court", "云州法院", "--docket", "1").code == 0


def _letter(run: Run) -> None:
    words = ("--method", "hand", "--to", "debtor")
    assert run("letter", "new", "GR-1", "payment-reminder", *words).code == 0


@pytest.mark.parametrize(
    ("begun", "said"),
    [
        (_plan, "a repayment plan of 2026-06-01 is being kept"),
        (_suit, "a proceeding begun on 2026-06-01 is not ended"),
        (_letter, "letter 2026-A-0001 was neither posted nor spoiled"),
    ],
)
def test_nothing_is_returned_unfinished_without_a_reason(
    begun: Callable[[Run], None], said: str, batch: Path, run: Run, state: Run
) -> None:
    begun(run)
    before = state(batch)
    done = run("return", BATCH)
    assert done.code == 4
    assert f"GR-1: {said}" in done.err
    assert "--override" in done.err
    assert state(batch) == before
    assert run("return", BATCH, "--override", "the client takes it over").code == 0
    reasons = {
        case: run("show", case, "--json").json["entries"][-1].get("override") for case in ("GR-1", "GR-2")
    }
    assert reasons == {"GR-1": "the client takes it over", "GR-2": None}


def test_closings_above_the_limit_wait_as_single_ones_do(batch: Path, run: Run) -> None:
    settings = Path("dunning.yaml")
    staff = "staff:\n  - {id: wang, name: 王静, roles: [clerk]}\n  - {id: zhou, name: 周正, roles: [supervisor]}\n"
    text = settings.read_text(encoding="utf-8").replace("staff: []\n", staff)
    settings.write_text(text + "approval_limits: {waiver: 2500.00}\n", encoding="utf-8")
    assert run("commit", "--actor", "wang").code == 0
    done = run("close", "--batch", BATCH, "--reason", "written_off", "--actor", "wang", "--json")
    assert done.code == 0, done.err
    waits = {each["case"]: each["waits"] for each in done.json["closed"]}
    assert waits == {"GR-1": False, "GR-2": False, "GR-3": True, "GR-4": True, "GR-5": False}
    assert run("approve", "GR-4", "--actor", "zhou").code == 0
    open_now = [row["case"] for row in run("list", "--batch", BATCH, "--json").json["cases"]]
    assert open_now == ["GR-3"]


def test_a_batch_line_and_python_return_it_too(batch: Path, run: Run) -> None:
    Path("b.jsonl").write_text(f'{{"op": "return", "batch": "{BATCH}"}}\n', encoding="utf-8")
    assert run("batch", "b.jsonl").code == 0
    assert closings(run)["GR-1"] == ["returned"]
    assert Ledger(batch, actor="clerk").return_("2026-05-B")["commit"]
    assert closings(run)["QT-1"] == ["returned"]


# -- more time


def returns(run: Run, day: str) -> list[dict[str, Any]]:
    items = run("remind", "--as-of", day, "--json").json["items"]
    return [each for each in items if each["action"] == "return"]


def test_three_days_before_it_is_one_thing_to_do(batch: Path, run: Run) -> None:
    assert returns(run, "2026-05-31") == []
    found = returns(run, "2026-06-01")
    assert [each["case"] for each in found] == ["GR-1", "QT-1"], "one for each batch"
    assert found[0]["cases"] == ["GR-1", "GR-2", "GR-3", "GR-4", "GR-5"]
    assert found[0]["template"] == "extension-request"


def test_one_letter_asks_for_the_whole_batch_and_is_written_again_as_it_was(batch: Path, run: Run) -> None:
    words = (
        "--whole-batch",
        "--extend-to",
        "2026-07-04",
        "--reason",
        "分期进行中",
        "--letter-language",
        "zh",
    )
    done = run("letter", "new", "GR-2", "extension-request", *words, "--json")
    assert done.code == 0, done.err
    (letter,) = run("letter", "list", "--json").json["letters"]
    assert letter["cases"] == ["GR-2", "GR-1", "GR-3", "GR-4", "GR-5"]
    shown = "".join(run("letter", "show", done.json["serial"], "--reveal").out.split())
    assert all(f"GR-{number}，柳青{number}" in shown for number in range(1, 6))
    assert "申请将本批案件的委托期限延长至2026年7月4日" in shown
    assert "收到还款1笔" in shown
    assert run("letter", "show", done.json["serial"], "--recreate").code == 0
    assert [each["case"] for each in returns(run, "2026-06-03")] == ["QT-1"], "asked for"
    assert len(returns(run, "2026-06-04")) == 2, "the day itself comes all the same"


@pytest.mark.parametrize("words", [("--to", "debtor", "--method", "hand"), ("--group",)])
def test_a_letter_over_a_batch_goes_to_the_client(words: tuple[str, ...], batch: Path, run: Run) -> None:
    assert run("letter", "new", "GR-2", "extension-request", "--whole-batch", *words).code in (1, 2)


def test_a_day_granted_is_the_return_date_and_history_shows_it(
    batch: Path, run: Run, last_commit: Run
) -> None:
    done = run("extension", BATCH, "--granted", "2026-07-04", "--paper", "letter 17", "--json")
    assert (done.json["return_by"], done.json["granted"]) == ("2026-07-04", True)
    assert last_commit().subject == f"extension of batch {BATCH}: granted until 2026-07-04, 5 cases"
    rows = {row["case"]: row["return_by"] for row in run("list", "--json").json["cases"]}
    assert (rows["GR-1"], rows["QT-1"]) == ("2026-07-04", "2026-06-04")
    assert run("list", "--as-of", "2026-05-31", "--json").json["cases"][0]["return_by"] == "2026-06-04"
    assert [each["case"] for each in returns(run, "2026-06-04")] == ["QT-1"]
    assert [each["due"] for each in returns(run, "2026-07-01") if each["case"] == "GR-1"] == ["2026-07-01"]
    assert "more time until 2026-07-04 (letter 17)" in run("show", "GR-1").out


def test_a_refusal_is_recorded_and_moves_nothing(batch: Path, run: Run) -> None:
    assert run("extension", BATCH, "--refused", "--reason", "季度指标").code == 0
    assert "more time refused – 季度指标" in run("show", "GR-1").out
    assert run("list", "--json").json["cases"][0]["return_by"] == "2026-06-04"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((BATCH,), 2),
        ((BATCH, "--granted", "2026-07-04", "--refused"), 2),
        ((BATCH, "--granted", "2026-06-04"), 1),
        ((BATCH, "--granted", "2026-05-01"), 1),
        (("2026-05-C", "--refused"), 3),
    ],
)
def test_answers_that_cannot_be(words: tuple[str, ...], code: int, batch: Path, run: Run, state: Run) -> None:
    before = state(batch)
    done = run("extension", *words)
    assert (done.code, len(done.errors), state(batch)) == (code, 1, before)


# -- the dossier


@pytest.fixture
def worked_batch(batch: Path, run: Run, made_once: MadeOnce) -> Path:
    """The batch with calls, a visit, a promise, a letter and words that a spreadsheet would run."""

    def make() -> None:
        said = ("--channel", "phone", "--result", "promised", "--promise", "800", "--by", "2026-06-20")
        assert run("note", "GR-1", "=cmd|' /C calc'!A0", *said).code == 0
        assert run("visit", "record", "GR-2", "家里没人", "--result", "no_answer").code == 0
        assert run("pay", "GR-3", "500.50", "--via", "bank", "--ref", "000123").code == 0
        assert run("letter", "new", "GR-4", "payment-reminder", "--method", "hand").code == 0
        assert run("letter", "deliver", "GR-4", "2026-A-0001", "--received", "2026-06-01").code == 0

    made_once(batch, make)
    return batch


def sheets(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(file)
    return {page.title: [tuple(cell.value for cell in row) for row in page.iter_rows()] for page in book}


def test_the_dossier_reconciles_with_the_list(worked_batch: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "d.xlsx"
    listed = run("list", "--batch", BATCH, "--all", "--json").json["cases"]
    done = run("return", BATCH, "--dossier", str(file), "--json")
    assert done.code == 0, done.err
    assert done.json["dossier"] == str(file)
    assert "in full" in done.err
    found = sheets(file)
    assert list(found) == [
        "case list",
        "contact record",
        "visits",
        "money received",
        "promises made",
        "letters",
    ]
    header, *rows, total = found["case list"]
    assert [row[0] for row in rows] == [row["case"] for row in listed]
    owed = header.index("owed")
    for row, known in zip(rows, listed, strict=True):
        assert row[owed] == pytest.approx(max(0.0, float(known["balance"]["total"])))
    assert total[owed] == pytest.approx(sum(row[owed] for row in rows))
    states = [row[header.index("state")] for row in rows]
    assert states == [*(["returned to the client"] * 4), "not closed", "invalid"]
    report = run("report", "batch", BATCH, "--json").json
    assert float(report["owed"]) == pytest.approx(total[owed])
    assert (report["returned"], report["visits"], report["letters"], report["promises"]) == (4, 1, 1, 1)
    assert float(report["collected"]) == found["money received"][-1][3] == 6500.50


def test_the_dossier_is_a_workbook_to_work_with(worked_batch: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "d.xlsx"
    done = run("--lang", "zh", "report", "batch", BATCH, "-o", str(file))
    assert done.code == 0, done.err
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["案件", "联系记录", "外访", "回款", "承诺", "信函"]
    for page in book:
        assert page.freeze_panes == "A2"
        assert all(cell.font.bold for cell in page[1])
        assert all(page.column_dimensions[cell.column_letter].width >= 9 for cell in page[1])
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f", "nothing runs"
    money = book["回款"]["D2"]
    assert (money.number_format, money.value) == ("#,##0.00", 500.5)
    assert book["回款"]["C2"].number_format == "yyyy-mm-dd"
    assert book["回款"]["F2"].value == "000123"
    assert "柳青1" in [cell.value for cell in book["案件"]["B"]], "the client sees its debtors in full"
    assert "'=cmd|' /C calc'!A0" in [cell.value for cell in book["联系记录"]["I"]]
    assert book["外访"]["F2"].value == "无人应门"
    assert book["信函"]["D2"].value == "还款提醒函"
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["d.pdf", "no/such/d.xlsx", "kept.xlsx", "cases/d.xlsx"])
def test_a_dossier_that_cannot_be_written_returns_nothing(
    name: str, batch: Path, run: Run, state: Run, tmp_path: Path
) -> None:
    (tmp_path / "kept.xlsx").write_text("a shopping list", encoding="utf-8")
    place = batch / name if name.startswith("cases") else tmp_path / name
    before = state(batch)
    done = run("return", BATCH, "--dossier", str(place))
    assert done.code in (1, 2)
    assert len(done.errors) == 1
    assert state(batch) == before


def test_nobody_from_outside_gets_a_dossier(
    batch: Path, run: Run, as_another: Run, tmp_path: Path, monkeypatch: Any
) -> None:
    as_another()
    monkeypatch.delenv("DUNNING_ACTOR")
    assert run("report", "batch", BATCH, "-o", str(tmp_path / "d.xlsx")).code == 1
    assert run("report", "batch", BATCH, "-o", str(tmp_path / "d.xlsx"), "--actor", "chen").code == 0


def test_the_cases_sheet_takes_the_clients_own_columns() -> None:
    from dunning_cli.kernel.errors import Refused
    from dunning_cli.kernel.message import in_english
    from dunning_cli.views.portfolio.batch_cases import columns_of

    own = columns_of([("个案序列号", "case"), ("委案金额", "owed")], in_english)
    assert [(each.title, each.field.title.template) for each in own] == [
        ("个案序列号", "case"),
        ("委案金额", "owed"),
    ]
    with pytest.raises(Refused, match="did you mean 'owed'"):
        columns_of([("x", "owd")], in_english)


def test_the_cases_go_back_in_the_columns_of_the_clients_own_file(
    ledger: Path, run: Run, tmp_path: Path
) -> None:
    sample = Path(__file__).parents[1] / "fixtures/personal-loans-2026-06.xlsx"
    assert run("import", str(sample)).code == 0
    file = tmp_path / "back.xlsx"
    done = run("report", "batch", "GR-2026-06-A", "-o", str(file), "--profile", "personal-loans", "--reveal")
    assert done.code == 0, done.err
    theirs = [cell.value for cell in openpyxl.load_workbook(sample).worksheets[0][2] if cell.value]
    sheet = openpyxl.load_workbook(file).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    at = next(number for number, row in enumerate(rows) if row[: len(theirs)] == tuple(theirs))
    cases = {
        row[theirs.index("委案编号")]: row for row in rows[at + 1 :] if str(row[1] or "").startswith("GR")
    }
    assert len(cases) == 200
    listed = run("list", "--batch", "GR-2026-06-A", "--json").json["cases"]
    for case in listed:
        row = cases[case["case"]]
        assert f"{row[theirs.index('委外金额')]:.2f}" == case["balance"]["total"]
        assert row[theirs.index("逾期违约金")] is None, "the penalty stands in its first column, once"
    unknown = run(
        "report", "batch", "GR-2026-06-A", "-o", str(tmp_path / "b.xlsx"), "--profile", "nope", "--reveal"
    )
    assert (unknown.code, (tmp_path / "b.xlsx").exists()) == (1, False)
