"""Inspections by the real commands: samples drawn again, findings and corrections, and their report by plain loops."""

from __future__ import annotations

import json
import math
import os
import subprocess
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

Run = Callable[..., Any]
STAFF = """staff:
  - {id: wang, name: 王静, roles: [phone]}
  - {id: li, name: 李明远, roles: [phone]}
  - {id: chen, name: 陈立冬, roles: [field]}
  - {id: zhou, name: 周正, roles: [supervisor]}
"""
MADE = {"wang": 21, "li": 10, "chen": 1}
"""Contacts of May by who made them; one more of wang's is taken back, one is of April."""
MAY = ("--from", "2026-05-01", "--to", "2026-05-31")
ALL_MAY = ("inspect", "sample", *MAY, "--seed", "7")
LONG = "客户称四月底工资未发，五月二十日前后可以先还一部分，家中老人住院，希望减免罚息，已告知需书面申请，并约定下周二再联系"


def lines() -> list[dict[str, str]]:
    """Seven cases; calls nobody answered, one at night, one with a long note; one complaint at the end."""
    told = []
    for number in range(7):
        case = f"XD-{number}"
        told += [
            {"op": "open", "case": case, "policy": "small-loan", "name": f"借款人{number}", "owner": "wang"},
            {"op": "opening", "case": case, "on": "2026-04-01", "principal": "1000", "overdue_since": "2026-03-20"},
        ]  # fmt: skip
    calls = [who for who, number in MADE.items() for _ in range(number)]
    for place, who in enumerate([*calls, "wang", "wang"]):
        note = {
            "op": "note",
            "case": f"XD-{place % 7}",
            "channel": "phone",
            "result": "no_answer",
            "agent": who,
        }
        note |= {"text": "无人接听", "on": f"2026-05-{place // 7 * 3 + 1:02}"}
        if place == 3:
            note |= {"at": "2026-05-01T22:30", "override": "客户要求"}
        if place == 4:
            note["text"] = LONG
        if place == len(calls) + 1:
            note["on"] = "2026-04-20"
        told.append(note)
    told.append({"op": "complaint", "case": "XD-6", "text": "投诉", "on": "2026-05-30"})
    return told


@pytest.fixture
def office(ledger: Path, run: Run, made_once: Any, tmp_path: Path) -> Path:
    """The contacts of a month in an office of three who make them and one who inspects."""

    def make() -> None:
        settings = ledger / "dunning.yaml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("staff: []\n", STAFF), encoding="utf-8")
        assert run("commit", "--actor", "zhou").code == 0
        file = tmp_path / "lines.jsonl"
        file.write_text("\n".join(json.dumps(line) for line in lines()) + "\n", encoding="utf-8")
        done = run("batch", str(file), "--actor", "zhou")
        assert done.code == 0, done.err
        last = [each for _, each in of_kind(ledger, "contact") if str(each["date"]) >= "2026-05-01"][-1]
        case = next(case for case, each in of_kind(ledger, "contact") if each["id"] == last["id"])
        assert run("reverse", case, last["id"], "--reason", "twice", "--actor", "zhou").code == 0

    made_once(ledger, make)
    return ledger


def of_kind(folder: Path, kind: str) -> list[tuple[str, dict[str, Any]]]:
    """Entries of a kind with their case, in the order in which they were recorded."""
    yaml = YAML(typ="safe", pure=True)
    cases = [yaml.load(path) for path in (folder / "cases").rglob("*.yaml")]
    found = [(case["case"], each) for case in cases for each in case["entries"] if each["kind"] == kind]
    return sorted(found, key=lambda pair: pair[1]["id"])


def made_in_may(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    taken_back = {each["entry"] for _, each in of_kind(folder, "reversal")}
    return [
        (case, each)
        for case, each in of_kind(folder, "contact")
        if str(each["date"]) >= "2026-05-01" and each["id"] not in taken_back
    ]


def ids(answer: dict[str, Any]) -> list[str]:
    return [each["entry"] for each in answer["sample"]]


def test_a_second_clone_draws_the_same(office: Path, run: Run, tmp_path: Path) -> None:
    words = (*ALL_MAY, "--rate", "20%", "--by", "collector", "--weight", "long")
    first = run(*words, "--json")
    assert first.json["commit"] == head(office)
    subprocess.run(["git", "clone", "-q", str(office), str(tmp_path / "second")], check=True)
    run("note", "XD-0", "later", "--channel", "phone", "--result", "no_answer", "--actor", "zhou")
    os.chdir(tmp_path / "second")
    assert run(*words, "--json").out == first.out
    # and whoever went on names the commit
    os.chdir(office)
    assert head(office) != first.json["commit"]
    assert run(*words, "--rev", first.json["commit"], "--json").out == first.out
    assert ids(run(*words[:-1], "overrides", "--json").json) != ids(first.json)


def head(folder: Path) -> str:
    return subprocess.run(
        ["git", "-C", str(folder), "rev-parse", "HEAD"], check=True, capture_output=True, text=True
    ).stdout.strip()


def test_what_is_not_committed_is_not_drawn(office: Path, run: Run) -> None:
    before = run(*ALL_MAY, "--rate", "100%", "--json").out
    file = next((office / "cases").rglob("XD-0.yaml"))
    file.write_text(file.read_text(encoding="utf-8").replace("no_answer", "reached"), encoding="utf-8")
    assert run(*ALL_MAY, "--rate", "100%", "--json").out == before


@pytest.mark.parametrize("percent", [1, 10, 33, 100])
def test_rates_are_of_each_collector_or_of_all(office: Path, run: Run, percent: int) -> None:
    each = run(*ALL_MAY, "--rate", f"{percent}%", "--by", "collector", "--json").json
    assert Counter(one["collector"] for one in each["sample"]) == {
        who: math.ceil(number * percent / 100) for who, number in MADE.items()
    }
    everybody = run(*ALL_MAY, "--rate", f"{percent}%", "--json").json
    assert everybody["drawn"] == len(everybody["sample"]) == math.ceil(32 * percent / 100)
    assert everybody["contacts"] == 32
    drawn = {(one["case"], one["entry"]) for one in everybody["sample"]}
    there = {(case, one["id"]) for case, one in made_in_may(office)}
    assert drawn == there if percent == 100 else drawn < there


def test_another_seed_draws_others(office: Path, run: Run) -> None:
    words = ("inspect", "sample", *MAY, "--rate", "10%", "--json", "--seed")
    samples = {tuple(ids(run(*words, str(seed)).json)) for seed in range(4)}
    assert len(samples) == 4


def test_a_greater_rate_holds_the_sample_of_a_smaller_one(office: Path, run: Run) -> None:
    words = (*ALL_MAY, "--by", "collector", "--json", "--rate")
    samples = [set(ids(run(*words, rate).json)) for rate in ("2%", "2.5%", "10%", "50%", "100%")]
    assert all(one <= other for one, other in pairwise(samples))


def test_weights_come_first_and_say_why(office: Path, run: Run) -> None:
    words = (*ALL_MAY, "--json", "--rate", "25%", "--weight")
    (night,) = [each["id"] for _, each in made_in_may(office) if "override" in each]
    (long,) = [each["id"] for _, each in made_in_may(office) if each["text"] == LONG]
    complained = {each["id"] for case, each in made_in_may(office) if case == "XD-6"}
    found = run(*words, "overrides,complaints,long").json["sample"]
    weighted = {night: ["overrides"], long: ["long"]} | {each: ["complaints"] for each in complained}
    assert {each["entry"]: each["why"] for each in found[: len(weighted)]} == weighted
    assert {tuple(each["why"]) for each in found[len(weighted) :]} == {("chance",)}
    assert run(*words, "overrides").json["sample"][0]["entry"] == night
    assert "against a contact rule" in run(*ALL_MAY, "--rate", "1%", "--weight", "overrides").out
    assert ids(run(*ALL_MAY, "--json", "--rate", "1%", "--weight", "long", "--owner", "li").json) != [long]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--rate", "120%", "--seed", "1"), "--rate: 120% is not above 0% and at most 100%"),
        (("--rate", "0%", "--seed", "1"), "--rate: 0% is not above 0% and at most 100%"),
        (("--rate", "5", "--seed", "1"), "--rate: '5' is not a percentage: write it as 10%"),
        (("--rate", "5%"), "--seed is missing; see 'dunning inspect sample --help'"),
        (("--rate", "5%", "--seed", "x"), "--seed: 'x' is not a whole number"),
        (("--rate", "5%", "--seed", "1", "--by", "stage"), "--by: 'stage' is not known"),
        (("--rate", "5%", "--seed", "1", "--weight", "lang"), "--weight: 'lang' is not known; did you mean 'long'"),
        (("--rate", "5%", "--seed", "1", "--from", "2026-06-02", "--to", "2026-05-01"), "--to is before --from"),
    ],
)  # fmt: skip
def test_wrong_words_are_said_in_one_line(office: Path, run: Run, words: tuple[str, ...], why: str) -> None:
    done = run("inspect", "sample", *words)
    assert done.code == 2
    (line,) = done.errors
    assert line.startswith(f"error: {why}")


def inspected(run: Run, case: str, entry: str, *words: str, actor: str = "zhou") -> Any:
    return run("inspect", "record", case, entry, *words, "--actor", actor)


def test_a_finding_stands_in_remind_until_it_is_corrected(office: Path, run: Run) -> None:
    case, contact = next(pair for pair in made_in_may(office) if pair[1]["agent"] == "li")
    done = inspected(
        run, case, contact["id"], "--failed", "--scores", "greeting=5,identity=1", "--text", "未核对身份",
        "--correct-by", "2026-06-10", "--json",
    )  # fmt: skip
    entry = done.json["entry"]
    assert run("check").code == 0

    def duties(owner: str, *words: str) -> list[dict[str, Any]]:
        items = run("remind", "--owner", owner, *words, "--json").json["items"]
        return [item for item in items if item["rule"] == "inspection"]

    # wang has the case, but li made the call
    assert duties("wang") == []
    (duty,) = duties("li")
    assert (duty["action"], duty["due"], duty["owner"]) == ("duty", "2026-06-10", "li")
    assert duty["why"] == "inspection of 2026-06-01: correct by 2026-06-10: 未核对身份"
    (late,) = duties("li", "--as-of", "2026-06-11")
    assert late["why"].startswith("inspection of 2026-06-01: correction late since 2026-06-10")
    again = run(*ALL_MAY, "--rate", "100%", "--json").json["sample"]
    assert [each["entry"] for each in again if each["inspected"]] == [contact["id"]]

    closed = run("inspect", "corrected", case, entry, "--text", "已补做核对", "--actor", "li")
    assert closed.out.startswith(f"correction {case}: value date 2026-06-01 [")
    assert duties("li") == duties("li", "--as-of", "2026-06-11") == []
    assert run("inspect", "corrected", case, entry, "--text", "x", "--actor", "li").code == 1
    shown = run("show", case).out
    assert "not in order, 6 of 10 points, to be corrected by 2026-06-10 – 未核对身份" in shown
    assert "corrected – 已补做核对" in shown
    assert run("audit").code == 0

    # taken back, the correction is open again
    made = of_kind(office, "inspection")[-1][1]["id"]
    assert run("reverse", case, made, "--reason", "not done", "--actor", "zhou").code == 0
    assert len(duties("li")) == 1


def test_refusals_change_nothing(office: Path, run: Run, state: Run) -> None:
    case, contact = next(pair for pair in made_in_may(office) if pair[1]["agent"] == "wang")
    opening = of_kind(office, "opening")[0]
    before = state(office)
    refused = [
        (inspected(run, case, contact["id"], "--passed", actor="wang"), 1, "is a contact of wang; somebody else"),
        (inspected(run, case, contact["id"], "--passed", "--agent", "wang"), 1, "is a contact of wang"),
        (inspected(run, opening[0], opening[1]["id"], "--passed"), 1, "is no contact"),
        (inspected(run, case, contact["id"], "--failed", "--correct-by", "2026-05-31"), 1, "before the inspection"),
        (inspected(run, case, contact["id"], "--passed", "--on", "2026-04-01"), 1, "after the inspection"),
        (inspected(run, case, contact["id"]), 2, "say what was found"),
        (inspected(run, case, contact["id"], "--passed", "--failed"), 2, "exclude each other"),
        (inspected(run, case, contact["id"], "--scores", "greting=5"), 2, "did you mean 'greeting'?"),
        (inspected(run, case, contact["id"], "--scores", "greeting=6"), 2, "gives at most 5 points, not 6"),
        (inspected(run, case, contact["id"], "--scores", "greeting"), 2, "'greeting' is no score"),
        (inspected(run, case, contact["id"], "--scores", "tone=1,tone=2"), 2, "tone stands twice"),
        (run("inspect", "corrected", case, contact["id"], "--text", "x", "--actor", "li"), 1, "is no inspection"),
    ]  # fmt: skip
    for done, code, why in refused:
        assert (done.code, why in done.err) == (code, True), done.err
    assert state(office) == before
    twice = of_kind(office, "reversal")[0]
    assert "has been reversed" in inspected(run, twice[0], twice[1]["entry"], "--passed").err


def test_the_sheet_is_the_offices_own(office: Path, run: Run) -> None:
    assert [each["item"] for each in run("inspect", "sheet", "--json").json["items"]] == [
        "greeting", "identity", "purpose", "hours", "tone", "threats", "third_party", "record",
    ]  # fmt: skip
    settings = office / "dunning.yaml"
    text = settings.read_text(encoding="utf-8")
    own = "inspection:\n  sheet: [{item: calm, zh: 平和, en: calm, points: 10}]\n  pass_from: 60\n"
    settings.write_text(f"{text}{own}", encoding="utf-8")
    assert run("commit", "--actor", "zhou").code == 0
    assert run("inspect", "sheet", "--json").json == {
        "items": [{"item": "calm", "words": "calm", "points": 10}],
        "pass_from": 60,
    }
    (case, one), (other_case, other) = made_in_may(office)[:2]
    assert inspected(run, case, one["id"], "--scores", "calm=6").code == 0
    assert inspected(run, other_case, other["id"], "--scores", "calm=5").code == 0
    assert [each["passed"] for _, each in of_kind(office, "inspection")] == [True, False]
    assert "not on the score sheet" in inspected(run, case, one["id"], "--scores", "greeting=5").err
    settings.write_text(f"{text}{own}".replace("points: 10", "points: 0"), encoding="utf-8")
    assert "the item 'calm' gives no points" in run("list").err


def test_the_report_by_plain_loops(office: Path, run: Run, tmp_path: Path) -> None:
    found = made_in_may(office)
    told = []
    for place, (case, each) in enumerate(found[::3]):
        line = {"op": "inspect record", "case": case, "entry": each["id"], "on": f"2026-05-{28 + place % 3}"}
        line |= {"scores": f"greeting={place % 6},tone=4", "passed": True} if place % 4 else {"failed": True}
        if place % 4 == 0:
            line["correct_by"] = ("2026-05-30", "2026-06-15")[place % 8 == 0]
        told.append(line)
    # one is looked at twice, and found in order the second time
    told.append({"op": "inspect record", "case": found[0][0], "entry": found[0][1]["id"], "on": "2026-05-31", "passed": True})  # fmt: skip
    file = tmp_path / "found.jsonl"
    file.write_text("\n".join(map(json.dumps, told)) + "\n", encoding="utf-8")
    assert run("batch", str(file), "--actor", "zhou").code == 0, run("batch", str(file)).err
    wrong = [(case, each) for case, each in of_kind(office, "inspection") if "correct_by" in each]
    assert run("inspect", "corrected", wrong[0][0], wrong[0][1]["id"], "--text", "x", "--on", "2026-05-31", "--actor", "zhou").code == 0  # fmt: skip

    made = {each["id"]: each["agent"] for _, each in found}
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for who in made.values():
        counted[who]["contacts"] += 1
    inspections = [each for _, each in of_kind(office, "inspection")]
    closed = {each["closes"] for each in inspections if "closes" in each}
    last = {each["entry"]: each for each in inspections if "closes" not in each}
    for contact, each in last.items():
        row = counted[made[contact]]
        row["inspected"] += 1
        row["inspected_passed"] += each["passed"]
        row["points"] += sum(score["points"] for score in each.get("scores", ()))
        row["most"] += 5 * len(each.get("scores", ()))
    for each in inspections:
        if "correct_by" in each and each["id"] not in closed:
            counted[made[each["entry"]]]["corrections_open"] += 1
            counted[made[each["entry"]]]["corrections_overdue"] += str(each["correct_by"]) < "2026-05-31"
    answer = run("report", "inspections", *MAY, "--json").json
    keys = ("contacts", "inspected", "inspected_passed", "corrections_open", "corrections_overdue")
    assert {row["key"]: tuple(row[key] for key in keys) for row in answer["rows"]} == {
        who: tuple(row[key] for key in keys) for who, row in counted.items()
    }
    for row in answer["rows"]:
        mine = counted[row["key"]]
        assert row["inspected_rate"] == share(mine["inspected"], mine["contacts"])
        assert row["pass_rate"] == share(mine["inspected_passed"], mine["inspected"])
        assert row["score"] == share(mine["points"], mine["most"])
    assert (answer["total"]["contacts"], answer["total"]["inspected"]) == (32, len(found[::3]))
    assert answer["total"]["corrections_open"] == len(wrong) - 1 > answer["total"]["corrections_overdue"] > 0
    assert answer["total"]["previous"]["contacts"] == 1
    cases = run("report", "inspections", *MAY, "--cases", "wang", "--json").json["cases"]
    assert sum(each["contacts"] for each in cases) == MADE["wang"]


def share(part: int, whole: int) -> str | None:
    return f"{part * 100 / whole:.2f}" if whole else None
