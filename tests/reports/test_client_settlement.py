"""What a client is paid: the worked example of docs/settlement.md to the cent, and what happens to a statement once issued."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from settled_month import CLIENT, JULY, JUNE, MAY, PAGE, change_terms, worked_in

from dunning_cli.documents.plain_text import PAGE_WIDTH, display_width

Run = Callable[..., Any]
EXPECTED = [
    # case, amount, age, rate, row, commission, share of the collector
    ("YS-1", "500.00", 93, "25%", 2, "125.00", "12.50"),
    ("YS-2", "1000.05", 93, "30%", 1, "300.02", "45.00"),
    ("YS-3", "100.04", 45, "12.5%", 4, "12.51", "1.25"),
    ("YS-4", "80.00", 10, None, None, None, None),
    ("YS-1", "333.33", 93, "28%", 3, "93.33", "9.33"),
    ("YS-5", "300.00", 45, "12.5%", 4, "37.50", "3.75"),
    ("YS-5", "-60.00", 45, "12.5%", 4, "-7.50", "-0.75"),
]


@pytest.fixture
def may(made_once: Any, ledger: Path, run: Run) -> Path:
    made_once(ledger, lambda: worked_in(ledger, run))
    return ledger


def statement(run: Run, *words: str) -> Any:
    done = run("report", "client", "--client", "yunshan", *words, "--json")
    assert done.code == 0, done.err
    return done.json


def total(found: Any) -> tuple[str, ...]:
    return tuple(found["total"][key] for key in ("collected", "commission", "tax", "payable"))


def test_the_worked_example_to_the_cent(may: Path, run: Run) -> None:
    found = statement(run)  # last month, by itself
    assert (found["from"], found["to"], found["pays"], found["issued"]) == (
        "2026-05-01",
        "2026-05-31",
        "net",
        False,
    )
    keys = ("case", "amount", "age", "rate", "rule", "commission", "share")
    assert [tuple(row[key] for key in keys) for row in found["rows"]] == EXPECTED
    # 500.00 + 1000.05 + 100.04 + 80.00 + 333.33 + 300.00 − 60.00; 6 % of 560.86 is 33.6516
    assert total(found) == ("2253.42", "560.86", "33.65", "1658.91")
    assert found["no_rate"] == 1
    assert {each["staff"]: (each["commission"], each["share"]) for each in found["shares"]} == {
        "chen": ("300.02", "45.00"),
        "wang": ("260.84", "26.08"),
        None: ("0.00", "0.00"),
    }
    page = PAGE.read_text(encoding="utf-8")
    for figure in (*total(found), *(row["commission"] for row in found["rows"] if row["commission"])):
        assert figure.replace("-", "−") in page.replace(",", "")


def test_gross_hands_over_all_and_the_hash_can_be_worked_out_by_others(may: Path, run: Run) -> None:
    net = statement(run, *MAY)
    change_terms(may, "pays: net", "pays: gross")
    found = statement(run, *MAY)
    assert total(found) == ("2253.42", "560.86", "33.65", "2253.42")
    lines = [("statement", CLIENT, "2026-05-01", "2026-05-31", "gross")]
    for row in found["rows"]:
        keys = ("date", "case", "entry", "kind", "amount", "costs", "age", "rate", "rule", "commission")
        lines.append(("line", *("" if row[key] is None else str(row[key]) for key in keys)))
    lines += [("tax rate", "6%"), ("total", *total(found))]
    text = "".join("\t".join(line) + "\n" for line in lines)
    assert found["hash"] == hashlib.sha256(text.encode()).hexdigest()
    assert found["hash"] != net["hash"]
    assert statement(run, *MAY)["hash"] == found["hash"]


def test_names_are_masked_unless_revealed(may: Path, run: Run) -> None:
    told = run("report", "client", "--client", CLIENT, *MAY)
    assert "业主1" not in told.out
    assert "no rate" in told.out
    assert "payments without a rate: 1" in told.err
    revealed = run("report", "client", "--client", CLIENT, *MAY, "--reveal", "--actor", "zhou")
    assert "业主1" in revealed.out


def test_what_changes_after_issue_is_carried_over_once(
    may: Path, run: Run, monkeypatch: pytest.MonkeyPatch, last_commit: Callable[[], Any]
) -> None:
    first = run("report", "client", "--client", "yunshan", *MAY, "--issue", "--actor", "zhou", "--json")
    assert first.code == 0, first.err
    kept = first.json
    assert kept["statement"] == "clients/statements/yunshan/2026-05-01_2026-05-31.yaml"
    assert last_commit().subject == f"statement to {CLIENT}: 2026-05-01 to 2026-05-31"
    assert list(last_commit().files) == [kept["statement"]]
    assert run("check").code == 0
    entry = {(row["case"], row["amount"]): row["entry"] for row in kept["rows"]}

    monkeypatch.setenv("DUNNING_TODAY", "2026-07-02")
    gone = ("reverse", "YS-1", entry["YS-1", "500.00"], "--reason", "退票", "--actor", "zhou")
    assert run(*gone).code == 0
    for case, amount, on in (("YS-3", "40.00", "2026-05-29"), ("YS-3", "50.00", "2026-06-03")):
        assert run("pay", case, amount, "--on", on, "--via", "cash", "--actor", "zhou").code == 0
    change_terms(may, "rate: 28%", "rate: 20%")
    change_terms(may, "age: 31-90}", "age: 31-90}\n  - {rate: 10%, age: 0-30}")
    assert run("commit", "--actor", "zhou").code == 0

    # May is shown as it was issued
    again = statement(run, *MAY)
    assert again["issued"]
    for row in (*again["rows"], *kept["rows"]):
        del row["name"]  # zhou sees it in full
    assert (again["rows"], again["hash"], again["total"]) == (kept["rows"], kept["hash"], kept["total"])

    june = statement(run, *JUNE)
    keys = ("statement", "why", "case", "amount", "rate", "commission", "share")
    may_named = "2026-05-01_2026-05-31"
    assert [tuple(line[key] for key in keys) for line in june["corrections"]] == [
        (may_named, "gone", "YS-1", "-500.00", "25%", "-125.00", "-12.50"),
        (may_named, "rated", "YS-4", "0.00", "10%", "8.00", "0.00"),
        (may_named, "added", "YS-3", "40.00", "12.5%", "5.00", "0.50"),
    ]
    # 50.00 − 500.00 + 40.00; 6.25 − 125.00 + 8.00 + 5.00; 6 % of −105.75 is −6.345
    assert total(june) == ("-410.00", "-105.75", "-6.35", "-297.90")

    dry = run("report", "client", "--client", "yunshan", *JUNE, "--issue", "--dry-run", "--actor", "zhou")
    assert (dry.code, (may / "clients/statements/yunshan/2026-06-01_2026-06-30.yaml").exists()) == (0, False)
    issued = run("report", "client", "--client", "yunshan", *JUNE, "--issue", "--actor", "zhou")
    assert issued.code == 0, issued.err
    monkeypatch.setenv("DUNNING_TODAY", "2026-08-03")
    july = statement(run, *JULY)
    assert (july["corrections"], total(july)) == ([], ("0.00", "0.00", "0.00", "0.00"))
    assert run("audit").code == 0


def test_no_day_is_issued_twice(may: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    issue = ("report", "client", "--client", "yunshan", "--issue", "--actor", "zhou")
    assert run(*issue, *MAY).code == 0
    for days in (MAY, ("--from", "2026-05-31", "--to", "2026-05-31")):
        refused = run(*issue, *days)
        assert (refused.code, refused.out) == (1, "")
        assert refused.errors[-1] == (
            f"error: the statement of 2026-05-01 to 2026-05-31 was issued to {CLIENT} already; "
            "no day is settled twice"
        )
    assert "issued a statement, and that stays" in run("undo", "--actor", "zhou").err
    look = run("report", "client", "--client", "yunshan", "--from", "2026-05-10", "--to", "2026-05-12")
    assert "was issued already" in look.err
    not_over = run(*issue, "--from", "2026-06-01", "--to", "2026-06-30")
    assert not_over.errors == ["error: the period is not over: 2026-06-30 is not past; issue it later"]


def test_a_spoilt_statement_is_found(may: Path, run: Run) -> None:
    assert run("report", "client", "--client", "yunshan", *MAY, "--issue", "--actor", "zhou").code == 0
    file = may / "clients/statements/yunshan/2026-05-01_2026-05-31.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("300.02", "310.02"), encoding="utf-8")
    found = run("check", "clients")
    assert found.code == 6
    assert "is not as it was issued" in found.err
    assert run("commit", "--actor", "zhou").code == 1
    assert run("report", "client", "--client", "yunshan").code == 1


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("rate: 30%", "rate: 130%", "3: rate: '130%' is more than 100%"),
        ("rate: 30%", "rate: -3%", "3: rate: '-3%' is below zero"),
        ("age: 91+, amount", "ages: 91+, amount", "3: unknown key 'ages'; did you mean 'age'?"),
        ("age: 31-90", "age: 90-31", "6: age: the range 90–31 ends before it begins"),
        ("age: 31-90", "age: old", "6: age: 'old' is no range: write it as 0-90 / 91+"),
        ("rate: 12.5%", "rate: 12.5%, product: property", "6: there is no policy 'property' in policies/"),
        ("staff: chen", "staff: cheng", "12: 'cheng' is not on the staff list; did you mean 'chen'?"),
        ("tax: 6%", "tax: 600%", "9: tax: '600%' is more than 100%"),
    ],
)
def test_faults_of_the_terms_are_told_with_file_and_line(
    may: Path, run: Run, was: str, now: str, told: str
) -> None:
    change_terms(may, was, now)
    found = run("check", "clients")
    assert found.code == 6
    assert f"clients/yunshan.yaml:{told}" in found.err


def test_bad_questions_get_one_clear_line(may: Path, run: Run) -> None:
    def told(*words: str) -> str:
        done = run("report", "client", *words)
        assert (done.code != 0, done.out) == (True, "")
        (line,) = done.errors
        return str(line)

    assert "there is no client '云山'" in told("--client", "云山")
    assert "--to is before --from" in told("--client", CLIENT, "--from", "2026-05-31", "--to", "2026-05-01")
    assert "both ends" in told("--client", CLIENT, "--from", "2026-05-31")
    (may / "clients" / "yunshan.yaml").unlink()
    assert f"the client '{CLIENT}' has no terms" in told("--client", CLIENT)


def test_costs_that_the_client_bears_carry_no_commission(may: Path, run: Run) -> None:
    assert run("charge", "YS-3", "--fee", "30.00", "--on", "2026-05-20", "--actor", "zhou").code == 0
    paid = ("pay", "YS-3", "50.00", "--on", "2026-05-30", "--to", "fee", "--via", "cash", "--actor", "zhou")
    assert run(*paid).code == 0

    def commission() -> tuple[str, str | None]:
        row = statement(run, *MAY)["rows"][-1]
        return row["commission"], row["costs"]

    assert commission() == ("6.25", None)
    change_terms(may, "costs: office", "costs: client")
    assert commission() == ("2.50", "30.00")  # of 20.00
    assert "of it costs" in run("report", "client", "--client", "yunshan", *MAY).out


def test_a_case_that_cannot_be_worked_out_is_named_and_keeps_what_was_issued(
    may: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("report", "client", "--client", "yunshan", *MAY, "--issue", "--actor", "zhou").code == 0
    monkeypatch.setenv("DUNNING_TODAY", "2026-07-02")
    (file,) = may.glob("cases/*/YS-1.yaml")
    file.write_text(file.read_text(encoding="utf-8") + "  - {id: broken\n", encoding="utf-8")
    done = run("report", "client", "--client", "yunshan", *JUNE, "--json")
    assert [each["case"] for each in done.json["not_computed"]] == ["YS-1"]
    assert done.json["corrections"] == []
    assert "YS-1" in done.err


def test_what_is_sent_to_the_client(may: Path, run: Run, tmp_path: Path) -> None:
    for name, begins in (("may.txt", b"\xef\xbb\xbf"), ("may.xlsx", b"PK"), ("may.pdf", b"%PDF-")):
        done = run(
            "--lang", "zh", "report", "client", "--client", "yunshan", *MAY, "-o", str(tmp_path / name)
        )
        if done.code and name.endswith(".pdf"):
            pytest.skip(done.err)
        assert done.code == 0, done.err
        assert (tmp_path / name).read_bytes().startswith(begins)
    text = (tmp_path / "may.txt").read_text(encoding="utf-8-sig")
    hash_ = statement(run, *MAY)["hash"]
    for told in ("结算单", CLIENT, "2026-05-01", "1,658.91", hash_, "盖章", "YS-2026-05"):
        assert told in text
    assert "wang" not in text
    assert "45.00" not in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_of_a_statement_is_wider_than_the_page_and_titles_stand_over_their_figures(
    language: str, may: Path, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "may.txt"
    assert run("--lang", language, "report", "client", "--client", "yunshan", *MAY, "-o", str(file)).code == 0
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert max(map(display_width, lines)) == PAGE_WIDTH
    rule = lines.index("-" * PAGE_WIDTH)
    titles, figures = lines[rule - 1], lines[rule + 1]
    assert display_width(titles) == display_width(figures) == PAGE_WIDTH
    assert figures.endswith("125.00")
    assert titles.startswith("序号 日期" if language == "zh" else "No.  date")


def test_nothing_is_issued_that_cannot_be_printed(
    may: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNNING_FONT", str(tmp_path / "none.ttf"))
    issue = ("report", "client", "--client", "yunshan", *MAY, "--issue", "--actor", "zhou")
    done = run(*issue, "-o", str(tmp_path / "may.pdf"))
    assert (done.code, len(done.errors), (may / "clients/statements").exists()) == (1, 1, False)
    wrong = run(*issue, "-o", str(tmp_path / "may.docx"))
    assert (wrong.code, (may / "clients/statements").exists()) == (2, False)
    assert wrong.errors[0].endswith("is no name for this paper; end it with .txt / .pdf / .xlsx")


def test_csv_has_one_table_of_all_lines(may: Path, run: Run) -> None:
    done = run("report", "client", "--client", "yunshan", *MAY, "--format", "csv")
    head, *rows = done.out.splitlines()
    assert head.startswith("date,case,debtor,contract,batch,what,amount")
    assert len(rows) == len(EXPECTED)
    assert sum(Decimal(row.split(",")[6]) for row in rows) == Decimal("2253.42")


def test_what_is_no_money_stands_apart_without_commission(may: Path, run: Run) -> None:
    before = statement(run, *MAY)
    kind = ("pay", "YS-3", "70.00", "--on", "2026-05-22", "--via", "other", "--ref", "in-kind")
    assert run(*kind, "--actor", "zhou").code == 0
    found = statement(run, *MAY)
    assert [(line["kind"], line["amount"], line["commission"]) for line in found["apart"]] == [
        ("in_kind", "70.00", None)
    ]
    assert (found["rows"], found["total"], found["no_rate"]) == (before["rows"], before["total"], 1)
    assert "in kind" in run("report", "client", "--client", "yunshan", *MAY).out


def test_terms_that_change_are_committed_only_when_sound_and_the_audit_lists_them(
    may: Path, run: Run
) -> None:
    change_terms(may, "tax: 6%", "tax: 106%")
    refused = run("commit", "--actor", "zhou")
    assert (refused.code, refused.errors[0]) == (
        1,
        "error: clients/yunshan.yaml:9: tax: '106%' is more than 100%",
    )
    asked = run("report", "client", "--client", "yunshan")
    assert (asked.code, asked.errors) == (1, refused.errors)
    change_terms(may, "tax: 106%", "tax: 3%")
    assert run("commit", "--actor", "zhou").code == 0
    told = run("audit")
    assert told.code == 0
    assert "clients/yunshan.yaml" in told.out


# --- whose the collectors' shares are


def set_counts_for(ledger: Path, run: Run, whom: str) -> None:
    settings = ledger / "dunning.yaml"
    kept = [
        line
        for line in settings.read_text(encoding="utf-8").splitlines()
        if not line.startswith("money_counts_for:")
    ]
    settings.write_text("\n".join([*kept, f"money_counts_for: {whom}", ""]), encoding="utf-8")
    assert run("commit", "--actor", "zhou").code == 0


def shares(found: Any) -> dict[str | None, tuple[str, str, str]]:
    return {each["staff"]: (each["collected"], each["commission"], each["share"]) for each in found["shares"]}


@pytest.mark.parametrize(
    ("whom", "expected"),
    [
        # chen has 15 %, everybody else 10 %; YS-3 is wang's, YS-2 chen's, YS-4 nobody's
        # chen: 300.02 and 62.51 of YS-2; wang: 125.00, 12.51, 25.00, 93.33, 37.50, −7.50 of own cases
        (
            "holder",
            {
                "chen": ("1208.42", "362.53", "54.38"),
                "wang": ("1373.37", "285.84", "28.58"),
                None: ("80.00", "0.00", "0.00"),
            },
        ),
        # chen took 200.00 on wang's case: 25.00 of commission, 3.75; wang 208.37 on chen's: 62.51, 6.25;
        # zhou recorded all else: 12.50 + 30.00 + 1.25 + 9.33 + 3.75 − 0.75
        (
            "agent",
            {
                "chen": ("200.00", "25.00", "3.75"),
                "wang": ("208.37", "62.51", "6.25"),
                "zhou": ("2253.42", "560.86", "56.08"),
            },
        ),
    ],
)
def test_shares_are_of_whom_money_counts_for(
    whom: str, expected: dict[str | None, tuple[str, str, str]], may: Path, run: Run
) -> None:
    before = statement(run, *MAY)
    assert before["money_counts_for"] == "holder"
    for case, amount, agent in (("YS-3", "200.00", "chen"), ("YS-2", "208.37", "wang")):
        paid = (
            "pay",
            case,
            amount,
            "--on",
            "2026-05-28",
            "--via",
            "cash",
            "--agent",
            agent,
            "--actor",
            "zhou",
        )
        assert run(*paid).code == 0
    unset = statement(run, *MAY)
    set_counts_for(may, run, whom)
    found = statement(run, *MAY)
    assert found["money_counts_for"] == whom
    assert shares(found) == expected
    # what the client is told does not depend on it
    assert (found["hash"], found["total"]) == (unset["hash"], unset["total"])
    assert sum(Decimal(each["commission"]) for each in found["shares"]) == Decimal(
        found["total"]["commission"]
    )
    # and it is what the reports count for the same people
    of_report = run("report", "collectors", *MAY, "--client", CLIENT, "--json").json["rows"]
    counted = {row["key"].strip("-") or None: row["collected"] for row in of_report}
    assert {staff: counted[staff] for staff in expected} == {
        staff: collected for staff, (collected, _, _) in expected.items()
    }
    screen = run("report", "client", "--client", "yunshan", *MAY).out
    assert {
        "holder": "collectors' shares, of whoever had the case on the value date (not for the client)",
        "agent": "collectors' shares, of whoever took the money (not for the client)",
    }[whom] in screen


def test_what_was_issued_keeps_whose_it_was_and_is_taken_back_from_them(
    may: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("report", "client", "--client", "yunshan", *MAY, "--issue", "--actor", "zhou").code == 0
    issued = statement(run, *MAY)
    set_counts_for(may, run, "agent")
    monkeypatch.setenv("DUNNING_TODAY", "2026-07-02")
    again = statement(run, *MAY)
    assert (shares(again), again["money_counts_for"]) == (shares(issued), "holder")
    entry = next(row["entry"] for row in issued["rows"] if row["amount"] == "1000.05")
    assert run("reverse", "YS-2", entry, "--reason", "退票", "--actor", "zhou").code == 0
    late = (
        "pay",
        "YS-2",
        "100.00",
        "--on",
        "2026-05-29",
        "--via",
        "cash",
        "--agent",
        "wang",
        "--actor",
        "zhou",
    )
    assert run(*late).code == 0
    june = statement(run, *JUNE)
    assert [(line["why"], line["staff"], line["share"]) for line in june["corrections"]] == [
        ("gone", "chen", "-45.00"),
        ("added", "wang", "3.00"),
    ]
    assert june["money_counts_for"] == "agent"
    assert run("report", "client", "--client", "yunshan", *JUNE, "--issue", "--actor", "zhou").code == 0
    kept = (may / "clients/statements/yunshan/2026-06-01_2026-06-30.yaml").read_text(encoding="utf-8")
    assert "money_counts_for: agent" in kept
    assert run("check", "clients").code == 0
