"""A round through a village as a bank's report tells it: 19 households, 13 notices signed back, two that paid, four that would.

The figures are those of the report of a county bank's round among peasant borrowers; the people are invented.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤"
HOUSEHOLDS = [f"NH-{number:02}" for number in range(1, 20)]
SIGNED, PAID, UNSIGNED = HOUSEHOLDS[:13], HOUSEHOLDS[13:15], HOUSEHOLDS[15:]
INTENDING = dict(zip(SIGNED[:4], ("1500.00", "1200.00", "1000.00", "900.00"), strict=True))
CASH = dict(zip(PAID, (("400.00", "300.00"), ("200.00", "200.00")), strict=True))
LAPSED = UNSIGNED[1:3]
ROUND = ("--from", "2026-05-18", "--to", "2026-05-29")


def of_batch(**values: str) -> str:
    return json.dumps(values, ensure_ascii=False)


@pytest.fixture
def village(ledger: Path, run: Run, tmp_path: Path) -> Path:
    """The households as cases, and what the round brought."""
    lines = []
    for case, letter in zip(HOUSEHOLDS, NAMES, strict=True):
        lines.append(of_batch(op="open", id=case, policy="small-loan", name=f"{letter}小农"))
        principal, interest = INTENDING.get(case, "3000.00"), CASH.get(case, ("", "800.00"))[1]
        since = "2018-03-01" if case in LAPSED else "2025-03-01"
        lines.append(
            of_batch(
                op="opening", case=case, on="2026-04-01", principal=principal, interest=interest,
                overdue_since=since,
            )
        )  # fmt: skip
    for case, (principal, interest) in CASH.items():
        lines.append(
            of_batch(op="pay", case=case, amount=interest, on="2026-05-20", via="cash", to="interest")
        )
        lines.append(
            of_batch(op="pay", case=case, amount=principal, on="2026-05-20", via="cash", to="principal")
        )
    lines += [
        of_batch(op="note", case=case, text="愿意还款", channel="visit", result="intends", on="2026-05-20")
        for case in INTENDING
    ]
    lines += [
        of_batch(op="note", case=case, text=text, channel="visit", result="no_answer", on="2026-05-21")
        for case, text in zip(
            UNSIGNED, ("家人说其在广州打工", "无人在家", "无人在家", "不肯签字"), strict=True
        )
    ]
    file = tmp_path / "round.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for words in (
        ("batch", str(file)),
        ("set", "--where", "policy=small-loan", "account.area=石桥村"),
    ):
        done = run(*words)
        assert done.code == 0, done.err
    for case in SIGNED:
        serial = run(
            "letter", "new", case, "overdue-notice", "--on", "2026-05-19", "--method", "hand", "--json"
        ).json["serial"]
        done = run(
            "letter", "deliver", case, serial, "--received", "2026-05-20", "--signed-by", "本人", "--on", "2026-05-20"
        )  # fmt: skip
        assert done.code == 0, done.err
    return ledger


def test_the_round_of_a_bank_among_nineteen_households_prints_its_figures(village: Path, run: Run) -> None:
    answer = run("report", "field", *ROUND, "--json").json
    (row,) = answer["rows"]
    assert row["key"] == "石桥村"
    assert {
        key: value for key, value in row.items() if key not in ("key", "of", "previous", "last_year")
    } == {
        "households": 19,
        "signed": 13,
        "cash_households": 2,
        "cash_principal": "600.00",
        "cash_interest": "500.00",
        "intending": 4,
        "intending_principal": "4600.00",
        "unsigned": 4,
        "away": 1,
        "lapsed": 2,
    }
    assert answer["not_computed"] == []


def test_each_figure_of_the_round_opens_to_its_households(village: Path, run: Run) -> None:
    cases = run("report", "field", *ROUND, "--cases", "石桥村", "--json").json["cases"]
    of = {
        key: [case["case"] for case in cases if case[key]] for key in ("signed", "cash_households", "lapsed")
    }
    assert of == {"signed": SIGNED, "cash_households": PAID, "lapsed": LAPSED}
    assert [case["case"] for case in cases if case["unsigned"]] == UNSIGNED


def test_the_round_on_a_screen_in_chinese(village: Path, run: Run) -> None:
    lines = run("report", "field", *ROUND, "--lang", "zh").out.splitlines()
    assert "走访情况（按村或小区），2026-05-18 至 2026-05-29" in lines
    (total,) = [line.split() for line in lines if line.startswith("合计 ")][:1]
    assert total == ["合计", "19", "13", "2", "600.00", "500.00", "4", "4,600.00", "4", "1", "2"]
