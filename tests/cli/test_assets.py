"""`dunning asset`: what the debtor owns, looked at again and again, beside the debt and other creditors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
HOUSE = ("--type", "real_estate", "--collateral", "mortgage", "--value", "6000", "--valued", "2025-05-31")


@pytest.fixture
def house(worked: Path, run: Run) -> str:
    """The loan has a mortgaged house worth 6000.00, valued 2025-05-31; its entry."""
    done = run("asset", "add", LOAN, "住宅一套", *HOUSE, "--on", "2026-05-04", "--json")
    assert done.code == 0, done.err
    entry: str = done.json["entry"]
    return entry


def held(run: Run, case: str = LOAN, *more: str) -> Any:
    done = run("asset", "list", case, "--json", *more)
    assert done.code == 0, done.err
    return done.json


def test_an_asset_is_one_entry_and_one_commit(house: str, run: Run, last_commit: Any) -> None:
    assert last_commit().subject == f"asset {LOAN}: added, value date 2026-05-04"
    (entry,) = [e for e in run("show", LOAN, "--json").json["entries"] if e["kind"] == "asset"]
    assert {
        key: entry.get(key) for key in ("what", "type", "collateral", "value", "valued", "of", "asset")
    } == {
        "what": "住宅一套",
        "type": "real_estate",
        "collateral": "mortgage",
        "value": "6000.00",
        "valued": "2025-05-31",
        "of": None,
        "asset": None,
    }
    assert "住宅一套, mortgage; worth 6,000.00 on 2025-05-31" in run("show", LOAN).out
    assert run("check").code == 0


def test_the_state_of_an_asset_for_scripts(house: str, run: Run) -> None:
    data = held(run)
    assert set(data) >= {"case", "as_of", "assets", "value", "coverage", "creditors"}
    (asset,) = data["assets"]
    assert (asset["entry"], asset["owner"], asset["gone"]) == (house, "debtor", False)
    assert (asset["value"], asset["age_days"], asset["stale"]) == ("6000.00", 366, True)
    # 10000.00 and 31 days of penalty interest are owed
    assert (data["value"], data["collateral_value"]) == ("6000.00", "6000.00")
    assert data["coverage"] == f"{6000 / float(data['balance']):.2f}"


def test_an_old_value_is_said_after_a_year(house: str, run: Run) -> None:
    assert "住宅一套: its value is of 2025-05-31, more than a year ago" in run("asset", "list", LOAN).err
    assert held(run, LOAN, "--as-of", "2026-05-31")["assets"][0]["stale"] is False
    run("asset", "check", LOAN, house, "--value", "5500")
    done = run("asset", "list", LOAN)
    assert (done.code, "more than a year" in done.err) == (0, False)


def test_a_new_look_adds_an_entry_and_the_old_one_stays(house: str, run: Run, last_commit: Any) -> None:
    words = (
        "--checked",
        "2026-05-20",
        "--value",
        "5500.00",
        "--encumbrance",
        "已被他案查封",
        "--text",
        "有人居住",
    )
    assert run("asset", "check", LOAN, house[-6:], *words).code == 0
    assert last_commit().subject == f"asset {LOAN}: checked, value date 2026-06-01"
    assert all(removed == 0 for _, removed in last_commit().files.values())
    (asset,) = held(run)["assets"]
    assert (asset["entry"], asset["value"], asset["valued"]) == (house, "5500.00", "2026-05-20")
    assert (asset["checked"], asset["encumbrance"]) == ("2026-05-20", "已被他案查封")
    assert (asset["type"], asset["collateral"], len(asset["entries"])) == ("real_estate", "mortgage", 2)
    before = held(run, LOAN, "--as-of", "2026-05-31")["assets"][0]
    assert (before["value"], before["checked"]) == ("6000.00", None)
    again = run("asset", "check", LOAN, asset["entries"][1], "--gone", "--on", "2026-06-01")
    assert again.code == 0, "a later entry names the asset as well as the first"
    (asset,) = held(run)["assets"]
    assert (asset["gone"], len(asset["entries"])) == (True, 3)
    assert (held(run)["value"], held(run)["coverage"]) == ("0.00", "0.00")
    run("undo")
    assert held(run)["value"] == "5500.00"


def test_the_sheet_to_read(house: str, run: Run, as_another: Run) -> None:
    run(
        "asset",
        "add",
        LOAN,
        "轻型货车",
        "--type",
        "vehicle",
        "--owner",
        "钱七",
        "--value",
        "4000",
        "--on",
        "2026-05-30",
    )
    run("asset", "creditor", LOAN, "江北村镇银行", "--amount", "80000", "--secured", "--text", "房屋二次抵押")
    as_another()
    out = run("asset", "list", LOAN).out
    assert "old value" in out
    assert "current" in out
    assert "covered" in out
    assert "by collateral" in out
    assert "80,000.00  secured" in out
    assert "钱七" not in out
    assert "江北村镇银行" not in out
    shown = run("asset", "list", LOAN, "--reveal").out
    assert "钱七" in shown
    assert "江北村镇银行" in shown
    assert "江北村镇银行" not in run("show", LOAN).out


def test_an_owner_who_is_no_party_is_noticed(worked: Path, run: Run, as_another: Run) -> None:
    as_another()
    done = run("asset", "add", LOAN, "轻型货车", "--owner", "钱七")
    assert (done.code, "no party" in done.err) == (0, True)
    assert "钱七" not in done.err
    assert "names no guarantor" in run("asset", "add", LOAN, "门面", "--owner", "guarantor").err
    assert run("asset", "add", CASE, "门面", "--owner", "guarantor").err == ""
    assert run("asset", "add", CASE, "车位", "--owner", "李敏").err == ""
    assert [asset["owner"] for asset in held(run, CASE)["assets"]] == ["guarantor", "李*"]


def test_the_latest_word_on_a_creditor_counts(
    worked: Path, run: Run, as_another: Run, last_commit: Any
) -> None:
    as_another()
    run("asset", "creditor", LOAN, "江北村镇银行", "--amount", "80000", "--secured")
    assert last_commit().subject == f"asset {LOAN}: other creditor, value date 2026-06-01"
    run("asset", "creditor", LOAN, "周杰")
    run("asset", "creditor", LOAN, "江北村镇银行", "--amount", "60000")
    found = [(c["creditor"], c["amount"], c["secured"]) for c in held(run, LOAN, "--reveal")["creditors"]]
    assert found == [("江北村镇银行", "60000.00", False), ("周杰", None, False)]
    run("asset", "creditor", LOAN, "江北村镇银行", "--amount", "0", "--text", "已还清")
    assert [c["creditor"] for c in held(run)["creditors"]] == ["周*"]


def test_the_portfolio_lists_open_cases_that_know_of_assets(house: str, run: Run, as_another: Run) -> None:
    assert [case["case"] for case in run("asset", "list", "--json").json["cases"]] == [LOAN]
    run("asset", "creditor", CASE, "周杰", "--amount", "10")
    assert [case["case"] for case in run("asset", "list", "--json").json["cases"]] == [CASE, LOAN]
    as_another()
    header, *rows = run("asset", "list", "--format", "csv").out.splitlines()
    assert header.split(",")[:4] == ["case", "debtor", "assets", "value"]
    assert rows[1].split(",")[:4] == [LOAN, "赵*", "1", "6000.00"]
    run("close", LOAN, "--reason", "returned")
    assert [case["case"] for case in run("asset", "list", "--json").json["cases"]] == [CASE]


def test_a_ledger_without_assets(worked: Path, run: Run) -> None:
    assert run("asset", "list").out.endswith("no assets on record\n")
    assert f"no asset and no other creditor of {CASE} is on record" in run("asset", "list", CASE).out
    assert held(run, CASE)["assets"] == []


def test_a_case_that_cannot_be_worked_out_keeps_its_assets(worked: Path, run: Run) -> None:
    terms = ("--term", "accruals.late_penalty.rate=lpr_1y * 4")
    run("open", "PF-2026-0099", "--policy", "property-fee", "--name", "钱七", *terms)
    run("charge", "PF-2026-0099", "--on", "2026-01-01", "--due", "2026-01-31", "--principal", "10")
    run("asset", "add", "PF-2026-0099", "车位", "--value", "100")
    data = held(run, "PF-2026-0099", "--as-of", "2028-06-01")
    assert (data["value"], data["balance"], data["coverage"]) == ("100.00", None, None)
    assert "cannot be worked out" in run("asset", "list", "PF-2026-0099", "--as-of", "2028-06-01").out
    listed = run("asset", "list", "--as-of", "2028-06-01", "--json").json["cases"][-1]
    assert (listed["case"], "error" in listed) == ("PF-2026-0099", True)


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (("add", LOAN, ""), 2, "text"),
        (("add", LOAN, "车", "--type", "boat"), 2, "not one of the known words"),
        (("add", LOAN, "车", "--collateral", "promise"), 2, "not one of the known words"),
        (("add", LOAN, "车", "--value", "-5"), 2, "not an amount"),
        (("add", LOAN, "车", "--valued", "2026-05-01"), 2, "--valued needs --value"),
        (("add", LOAN, "车", "--value", "5", "--valued", "2026-06-02"), 1, "2026-06-02 is after"),
        (("add", LOAN, "车", "--checked", "2026-06-02"), 1, "2026-06-02 is after"),
        (("add", LOAN, "住宅一套"), 1, "has that asset already"),
        (("add", "XD-2026-9999", "车"), 3, "XD-2026-9999"),
        (("check", LOAN, "zzzz"), 3, "has no entry"),
        (("check", LOAN, "OPENING"), 3, "is no asset of"),
        (("check", LOAN, "HOUSE", "--checked", "2026-06-09"), 1, "2026-06-09 is after"),
        (("check", LOAN, "HOUSE", "--on", "2026-05-03"), 3, "is no asset of"),
        (("creditor", LOAN, "周杰", "--amount", "many"), 2, "not an amount"),
        (("list", "XD-2026-9999"), 3, "XD-2026-9999"),
    ],
)
def test_what_does_not_fit_is_refused(
    words: tuple[str, ...], code: int, error: str, house: str, worked: Path, run: Run, state: Any
) -> None:
    opening = run("show", LOAN, "--json").json["entries"][0]["id"]
    was = state(worked)
    done = run("asset", *({"HOUSE": house, "OPENING": opening}.get(word, word) for word in words))
    assert (done.code, len(done.errors)) == (code, 1), done.err
    assert error in done.err
    assert state(worked) == was


def test_a_closed_case_takes_none(house: str, run: Run) -> None:
    run("close", LOAN, "--reason", "returned")
    for words in (("add", LOAN, "车"), ("check", LOAN, house), ("creditor", LOAN, "周杰")):
        assert run("asset", *words).code == 1
    assert held(run)["assets"][0]["entry"] == house


def test_a_reversed_first_entry_leaves_the_later_look(house: str, run: Run) -> None:
    run("asset", "check", LOAN, house, "--value", "5500")
    run("reverse", LOAN, house)
    (asset,) = held(run)["assets"]
    assert (asset["what"], asset["value"], len(asset["entries"])) == ("住宅一套", "5500.00", 1)


def test_check_finds_a_look_at_what_is_no_asset(
    house: str, worked: Path, run: Run, file_of: Any, in_git: Run
) -> None:
    run("asset", "check", LOAN, house, "--value", "5500")
    opening = run("show", LOAN, "--json").json["entries"][0]["id"]
    path = file_of(worked, LOAN)
    path.write_text(
        path.read_text(encoding="utf-8").replace(f"asset: {house}", f"asset: {opening}"), encoding="utf-8"
    )
    done = run("check")
    assert done.code == 6
    assert f"names {opening}, which the case does not have as such" in done.out + done.err


ON_SITE = """\
strategy: on-site
steps:
  - {step: on-site, from: 1, quarterly: 10, action: duty, done_by: asset}
"""


def test_a_look_does_the_quarterly_on_site_check(house: str, worked: Path, run: Run) -> None:
    (worked / "policies" / "strategy-on-site.yaml").write_text(ON_SITE, encoding="utf-8")
    assert run("set", LOAN, "terms.strategy=on-site").code == 0

    def checks(day: str) -> list[str]:
        found = run("remind", "--as-of", day, "--json").json["items"]
        return [item["due"] for item in found if (item["case"], item["step"]) == (LOAN, "on-site")]

    assert checks("2026-07-15") == ["2026-07-10"]
    assert run("asset", "check", LOAN, house, "--on", "2026-07-12").code == 0
    assert (checks("2026-07-15"), checks("2026-10-12")) == ([], ["2026-10-10"])


def test_batch_and_python_speak_the_same_words(worked: Path, run: Run, tmp_path: Path) -> None:
    from dunning_cli import Ledger

    done = Ledger(worked).do("asset add", case=LOAN, what="货车", type="vehicle", value="10")
    Ledger(worked).do("asset check", case=LOAN, entry=done["entry"], gone=True)
    assert [(asset["what"], asset["gone"]) for asset in held(run)["assets"]] == [("货车", True)]
