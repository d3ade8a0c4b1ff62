"""Two owners in one cell of the client's list: each of them finds the case, and each may be who paid."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dunning_cli.domain.case.people.several_names import names_in_cell

Run = Callable[..., Any]
OWNERS = "郑凯、林燕"


@pytest.fixture
def homes(ledger: Path, run: Run, tmp_path: Path) -> Any:
    """A list of three homes taken over, the first with two owners; gives the import's answer."""
    path = tmp_path / "owners.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [
                ["房号", "业主姓名", "欠费期间", "欠费金额"],
                ["2-301", OWNERS, "2026.05", "200"],
                ["2-302", "林燕妮", "2026.05", "210"],
                ["2-303", "胡静", "2026.05", "220"],
            ]
        )
    done = run("import", str(path), "--json")
    assert done.code == 0, done.err
    return done.json


def test_the_name_stays_as_written_and_the_row_is_noted(homes: Any, run: Run) -> None:
    (note,) = [note for note in homes["notes"] if note["column"] == "业主姓名"]
    assert (note["row"], "2 people in one cell" in note["reason"]) == (2, True)
    assert run("show", "2-301", "--reveal", "--json").json["head"]["debtor"]["name"] == OWNERS


@pytest.mark.parametrize("name", ["林燕", "郑凯", OWNERS])
def test_each_name_is_a_reference_to_the_case(name: str, homes: Any, run: Run) -> None:
    assert run("show", name, "--json").json["case"] == "2-301"
    assert run("pay", name, "50", "--via", "cash").code == 0
    assert run("show", name, "--rev", "HEAD", "--json").json["case"] == "2-301"


def test_a_name_that_two_cases_have_fits_both(homes: Any, run: Run) -> None:
    assert run("open", "X-1", "--policy", "property-fee", "--name", "林燕").code == 0
    done = run("show", "林燕")
    assert done.code == 3
    assert "fits 2 cases: " in done.err
    assert "2-301" in done.err
    assert "X-1" in done.err


def test_a_payer_of_one_name_is_suggested_and_never_booked_alone(
    homes: Any, run: Run, bank: Callable[..., Path]
) -> None:
    done = run("import", str(bank(("2026-05-20", "200.00", "林燕", "转账", "77001"))), "--json")
    assert done.json["booked"] == []
    (asked,) = done.json["asked"]
    assert [each["case"] for each in asked["candidates"]] == ["2-301"]


def test_a_contact_history_may_name_one_of_them(homes: Any, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "talks.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [
                ["个案序列号", "催收时间", "姓名", "催收措施", "催收结果", "催收记录"],
                ["2-301", "2026-05-20 10:00", "林燕", "电话", "承诺还款", "说周五缴"],
            ]
        )
    done = run("import", str(path), "--json")
    assert (done.json["imported"], done.json["rejected"]) == (1, [])


@pytest.mark.parametrize(("typed", "count"), [("燕妮", 1), ("静", 1), ("hj", 1), ("2026-05", 3)])
def test_what_names_no_case_but_stands_in_some_is_answered_with_find(
    typed: str, count: int, homes: Any, run: Run
) -> None:
    done = run("pay", typed, "50")
    assert done.code == 3
    assert done.err.startswith(f"error: there is no case '{typed}', but {count} cases have it")
    assert done.err.rstrip().endswith(f"see: dunning find {typed}")
    assert len(run("find", typed, "--json").json["found"]) == count
    as_json = run("pay", typed, "50", "--json")
    assert "dunning find" in as_json.err


def test_what_stands_nowhere_is_answered_with_the_list(homes: Any, run: Run) -> None:
    done = run("show", "张三丰")
    assert (done.code, "dunning list" in done.err) == (3, True)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("郑凯、林燕", ("郑凯", "林燕")),
        ("郑凯，林燕", ("郑凯", "林燕")),
        ("郑凯 / 林燕", ("郑凯", "林燕")),
        ("郑凯,林燕,郑小林", ("郑凯", "林燕", "郑小林")),
        ("郑凯和林燕", ("郑凯", "林燕")),
        ("欧阳明月与林燕", ("欧阳明月", "林燕")),
        ("阿依古丽·买买提、林燕", ("阿依古丽·买买提", "林燕")),
        ("张和平", ()),
        ("和林燕", ()),
        ("李和", ()),
        ("王与之", ()),
        ("林燕", ()),
        ("云州市恒泰五金、机电有限公司", ()),
        ("恒泰五金、机电商店门市部", ()),
        ("Smith, John", ()),
        ("郑凯、", ()),
        ("郑凯（已故）、林燕", ()),
    ],
)
def test_names_are_told_apart_only_where_nothing_else_can_be_meant(cell: str, names: tuple[str, ...]) -> None:
    assert names_in_cell(cell) == names
