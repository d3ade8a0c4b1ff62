"""Letters demand what has fallen due and nothing else: worked figures, and every template on every sample case."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dunning_cli.documents.letter_content import LetterOrder, addressee, letter_fields, usual_addressee
from dunning_cli.documents.template import read_template
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.standing import standing_of

Run = Callable[..., Any]
ROOT = Path(__file__).parents[2]
DEMANDS = ("payment-reminder", "overdue-notice", "final-demand", "guarantor-notice", "lawyers-letter")
TEMPLATES = sorted(path.stem for path in (ROOT / "templates" / "zh").glob("*.txt"))


@pytest.fixture
def home(ledger: Path, run: Run) -> Run:
    """Two bills of 600.00, due on 2025-01-30 and 2025-05-01, penalty 0.05 % a day."""
    run("open", "P-1", "--policy", "property-fee", "--name", "王建国", "--address", "青禾花园 3 栋")
    run(
        "charge",
        "P-1",
        "--on",
        "2025-01-01",
        "--due",
        "2025-01-30",
        "--principal",
        "600.00",
        "--ref",
        "2025Q1",
    )
    run(
        "charge",
        "P-1",
        "--on",
        "2025-04-01",
        "--due",
        "2025-05-01",
        "--principal",
        "600.00",
        "--ref",
        "2025Q2",
    )
    return run


def test_a_bill_to_come_is_named_and_not_demanded(home: Run, in_git: Any) -> None:
    assert home("status", "P-1", "--as-of", "2025-04-10", "--json").json["overdue"] == "621.00"
    done = home("letter", "new", "P-1", "overdue-notice", "--on", "2025-04-10", "--letter-language", "zh")
    assert done.code == 0, done.err
    (file,) = Path("letters").rglob("2025-A-0001.txt")
    said = re.sub(r"\s", "", file.read_text(encoding="utf-8"))
    assert "已到期未付合计人民币621.00元（大写：人民币陆佰贰拾壹元整）" in said
    assert (
        "另有尚未到期的款项人民币600.00元，不在本函要求支付之列；连同上列金额，全部余额为人民币1,221.00元。"
        in said
    )
    assert "2025Q1" in said
    assert "2025Q2" not in said
    (letter,) = [each for each in home("show", "P-1", "--json").json["entries"] if each["kind"] == "letter"]
    assert (letter["amounts"]["total"], letter["amounts"]["not_yet_due"]) == ("621.00", "600.00")


def test_instalments_charged_ahead_are_demanded_when_they_fall_due(ledger: Path, run: Run) -> None:
    run(
        "open",
        "L-1",
        "--policy",
        "small-loan",
        "--name",
        "赵强",
        "--term",
        "contract_rate=12%/year",
        "--address",
        "路 1",
    )
    for month in range(1, 13):
        due = f"2026-{month:02d}-15"
        run("charge", "L-1", "--on", "2026-01-01", "--due", due, "--principal", "1000", "--interest", "100")
    status = run("status", "L-1", "--as-of", "2026-03-20", "--json").json
    preview = run(
        "letter", "preview", "L-1", "final-demand", "--as-of", "2026-03-20", "--letter-language", "zh"
    ).out
    assert f"合计{float(status['overdue']):,.2f}" in re.sub(" +", "", preview)
    assert 3300 < float(status["overdue"]) < 3400
    assert "另有尚未到期的款项人民币 9,900.00 元" in preview


def test_a_card_is_asked_for_its_missed_minimum(run: Run, sample: Path) -> None:
    status = run("status", "CC-2026-0006", "--json").json
    text = run("letter", "preview", "CC-2026-0006", "overdue-notice").out
    assert status["overdue"] == "1261.42"
    assert status["balance"]["total"] == "5567.91"
    assert "合计1,261.42" in re.sub(" +", "", text)
    assert "全部余额为人民币5,567.91元" in re.sub(r"\s+", "", text)


@pytest.fixture
def sample(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DUNNING_TODAY")
    monkeypatch.chdir(ROOT)
    return ROOT


@pytest.mark.parametrize("template", DEMANDS)
def test_nothing_due_nothing_demanded(template: str, home: Run) -> None:
    home("party", "P-1", "add", "--name", "李敏", "--role", "guarantor")
    for day, amount in (("2025-01-30", "600.00"), ("2025-05-01", "600.00")):
        assert home("pay", "P-1", amount, "--on", day).code == 0
    to = () if template != "guarantor-notice" else ("--to", "debtor")
    done = home("letter", "new", "P-1", template, "--on", "2025-06-01", *to)
    assert (done.code, done.out) == (1, "")
    assert "owes nothing on 2025-06-01" in done.err
    assert not list(Path().glob("letters/**/*.txt"))


def test_what_falls_due_later_is_said_in_the_refusal(home: Run) -> None:
    done = home("letter", "new", "P-1", "payment-reminder", "--on", "2025-01-20")
    assert done.code == 1
    assert "nothing of P-1 has fallen due by 2025-01-20, 600.00 falls due later" in done.err


def test_the_same_letter_is_not_written_twice_a_day(home: Run) -> None:
    assert home("letter", "new", "P-1", "overdue-notice", "--on", "2025-04-10").code == 0
    again = home("letter", "new", "P-1", "overdue-notice", "--on", "2025-04-10")
    assert again.code == 4
    assert "letter 2025-A-0001 (overdue-notice) of 2025-04-10 says the same" in again.err
    passed = home(
        "letter", "new", "P-1", "overdue-notice", "--on", "2025-04-10", "--override", "the first was torn"
    )
    assert passed.code == 0, passed.err
    assert home("letter", "spoil", "P-1", "2025-A-0001", "--reason", "torn").code == 0
    assert home("letter", "spoil", "P-1", "2025-A-0002", "--reason", "torn").code == 0
    assert home("letter", "new", "P-1", "overdue-notice", "--on", "2025-04-10").code == 0


def test_a_final_demand_speaks_of_earlier_letters_only_where_there_were_any(home: Run) -> None:
    first = home(
        "letter", "preview", "P-1", "final-demand", "--as-of", "2025-04-10", "--letter-language", "zh"
    ).out
    assert "书面催告" not in first.partition("作最后一次书面催告")[0]
    home("letter", "new", "P-1", "payment-reminder", "--on", "2025-03-01")
    later = home(
        "letter", "preview", "P-1", "final-demand", "--as-of", "2025-04-10", "--letter-language", "zh"
    ).out
    assert "经书面催告" in later.partition("作最后一次书面催告")[0]


@pytest.mark.parametrize("template_name", TEMPLATES)
def test_demanded_is_due_in_every_sample_case(template_name: str, sample: Path) -> None:
    reader = LedgerReader(LedgerFolder(sample))
    path = f"templates/zh/{template_name}.txt"
    template = read_template((ROOT / path).read_text(encoding="utf-8"), path)
    looked = 0
    for found in reader.cases():
        assert found.case is not None
        standing = standing_of(reader, found.case, reader.office.today)
        to = addressee(found.case, usual_addressee(template), standing.as_of)
        if to is None or not hasattr(standing, "account"):
            continue
        order = LetterOrder(standing.as_of, "2026-A-0000", to, template.demand)
        fields = letter_fields(found.case, standing.account, standing.policy, reader.office, order, "zh")
        account = standing.account
        if template.demand:
            owed = account.overdue if not account.balance.credit else account.overdue - account.balance.credit
            assert fields.balance.total == owed, found.case.id
            assert (fields.not_yet_due.total or 0) == account.balance.total - owed, found.case.id
            if fields.items:
                assert sum(item.total for item in fields.items) - account.balance.credit == owed
        else:
            assert fields.balance.total == account.balance.total
        looked += 1
    assert looked > (3 if template_name == "guarantor-notice" else 50)


def test_nobody_asks_a_guarantor_who_is_free(ledger: Path, run: Run) -> None:
    run("open", "L-2", "--policy", "small-loan", "--name", "赵强", "--guarantor", "李敏:13900000008",
        "--term", "contract_rate=12%/year")  # fmt: skip
    run("opening", "L-2", "--on", "2025-01-10", "--principal", "5000", "--overdue-since", "2025-01-05")
    run("set", "L-2", "parties[0].guarantee=joint")
    done = run("letter", "new", "L-2", "guarantor-notice", "--method", "hand")
    assert done.code == 4, done.err
    assert "letters-free-guarantor" in done.err


def test_what_is_within_the_tolerance_is_asked_of_nobody(home: Run) -> None:
    home("pay", "P-1", "599.99", "--on", "2025-01-30")
    assert home("status", "P-1", "--as-of", "2025-04-10", "--json").json["overdue"] == "0.01"
    done = home("letter", "new", "P-1", "overdue-notice", "--on", "2025-04-10")
    assert done.code == 1
    assert "within its policy's tolerance" in done.err
    assert home("remind", "--as-of", "2025-04-10", "--json").json["items"] == []
    batch = home(
        "letter", "batch", "--policy", "property-fee", "--template", "overdue-notice", "--on", "2025-04-10"
    )
    assert batch.code == 1


@pytest.mark.parametrize(("paid", "called"), [("599.00", False), ("598.99", True)])
def test_a_yuan_left_over_starts_no_calls(paid: str, called: bool, home: Run) -> None:
    home("pay", "P-1", paid, "--on", "2025-01-30")
    status = home("status", "P-1", "--as-of", "2025-02-10", "--json").json
    assert status["days_past_due"] == (11 if called else 0)
    listed = [item["case"] for item in home("remind", "--as-of", "2025-02-10", "--json").json["items"]]
    assert listed == (["P-1"] if called else [])
    assert status["balance"]["principal"] == ("1.01" if called else "1.00")


def test_whoever_keeps_a_plan_is_not_threatened(home: Run) -> None:
    plan = (
        "plan",
        "new",
        "P-1",
        "--instalments",
        "2",
        "--amount",
        "300",
        "--first",
        "2025-05-10",
        "--every",
        "month",
    )
    assert home(*plan, "--on", "2025-04-10").code == 0
    done = home("letter", "new", "P-1", "final-demand", "--on", "2025-04-20")
    assert done.code == 4
    assert "letters-plan-kept" in done.err
    assert home("letter", "new", "P-1", "overdue-notice", "--on", "2025-07-20").code == 0, "the plan broke"


def test_a_preview_of_nothing_says_so(home: Run) -> None:
    done = home("letter", "preview", "P-1", "overdue-notice", "--as-of", "2025-01-20")
    assert "nothing has fallen due by 2025-01-20: this letter would be refused" in done.err
    assert "30 January 2025 (due" not in done.out


def test_instalments_of_a_schedule_to_come_are_named(ledger: Path, run: Run) -> None:
    run(
        "open",
        "L-9",
        "--policy",
        "small-loan",
        "--name",
        "赵强",
        "--address",
        "路 1",
        "--term",
        "contract_rate=12%/year",
    )
    run("schedule", "--kind", "equal-principal", "--principal", "12000", "--rate", "12%", "--periods", "12",
        "--first", "2026-02-10", "--charge", "L-9")  # fmt: skip
    shown = run("show", "L-9").out
    assert "principal of instalments still to come: 8,000.00" in shown
    text = run("letter", "preview", "L-9", "overdue-notice", "--letter-language", "zh").out.replace("\n", "")
    overdue = run("status", "L-9", "--json").json["overdue"]
    assert "另有尚未到期的款项人民币 8,000.00 元" in text
    assert f"全部余额为人民币 {float(overdue) + 8000:,.2f} 元" in text


def test_a_preview_where_too_much_was_paid_says_what_the_letter_would(home: Run) -> None:
    home("pay", "P-1", "2000.00", "--on", "2025-06-01", "--via", "bank", "--ref", "8801")
    refused = home("letter", "new", "P-1", "overdue-notice")
    preview = home("letter", "preview", "P-1", "overdue-notice")
    assert (preview.code, preview.err) == (1, refused.err)
    assert "was paid too much" in preview.err
    assert home("letter", "preview", "P-1", "balance-confirmation").code == 0
