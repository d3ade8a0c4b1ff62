"""One contact history taken over in two clones: named after the merge, with what to do, and never recorded a third time."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
HEADER = ("个案序列号", "姓名", "催收措施", "催收时间", "电话号码", "催收记录", "催收结果", "承诺还款日期", "承诺还款金额", "催收员")  # fmt: skip
CALL = (CASE, "王建国", "电话催收")
ROWS = (
    (*CALL, "2026-05-20 10:00:00", "13800000007", "本人说月底还", "承诺还款", "2026-05-31", "300", "wang"),
    (*CALL, "2026-05-22 10:00:00", "13800000099", "打不通", "空号", "", "", "wang"),
    (LOAN, "赵强", "电话催收", "2026-05-21 10:00:00", "", "没人接", "无人接听", "", "", "li"),
)
LATER = (*CALL, "2026-05-25 10:00:00", "13800000007", "又打一次", "无人接听", "", "", "li")

Clones = tuple[Any, Any]
File = Callable[..., str]


@pytest.fixture
def history(tmp_path: Path) -> File:
    """Writes rows as a file of its own, and names it."""
    numbers = itertools.count()

    def write(*rows: tuple[str, ...]) -> str:
        text = io.StringIO(newline="")
        csv.writer(text).writerows([HEADER, *rows])
        path = tmp_path / f"history{next(numbers)}.csv"
        path.write_text(text.getvalue(), encoding="utf-8")
        return str(path)

    return write


def imported(clone: Any, file: str) -> dict[str, Any]:
    answer: dict[str, Any] = clone.done("import", file, "--json").json
    return answer


def standing(clone: Any, kind: str, case: str = CASE) -> list[dict[str, Any]]:
    """The entries of a kind that are not taken back."""
    entries = clone.run("show", case, "--json", "--reveal").json["entries"]
    taken_back = {each["entry"] for each in entries if each["kind"] == "reversal"}
    return [each for each in entries if each["kind"] == kind and each["id"] not in taken_back]


def cure_in(text: str) -> tuple[str, ...]:
    found = re.search(r"dunning (undo [0-9a-f]+)", text)
    assert found is not None, text
    return tuple(found[1].split())


def merged(wang: Any, li: Any, of_wang: str, of_li: str) -> Any:
    """Both import, wang first; what `sync` of li says, who came second."""
    imported(wang, of_wang)
    assert wang.sync().code == 0
    imported(li, of_li)
    done = li.sync()
    assert done.code == 0, done.err
    assert wang.sync().code == 0
    return done


def test_the_second_import_is_named_and_taken_back_whole(clones: Clones, history: File) -> None:
    wang, li = clones
    done = merged(wang, li, history(*ROWS), history(*ROWS))
    assert len(standing(li, "contact")) == 4
    assert "3 contacts were imported twice, by wang at " in done.err
    assert f": {CASE}, {LOAN}; take the later import back: dunning undo " in done.err
    for clone in (li, wang):
        found = clone.run("check")
        assert found.code == 6
        assert "3 contacts were imported twice" in found.err
        assert cure_in(found.err) == cure_in(done.err)
        again = imported(clone, history(*ROWS))
        assert (again["imported"], again["commit"], len(again["duplicates"])) == (0, None, 3)
    (problem,) = li.run("check", "doubles", "--json").json["problems"]
    assert problem["code"] == "imported-twice"

    li.done(*cure_in(done.err))
    assert li.run("check").code == 0
    for kind, count in (("contact", 2), ("promise", 1), ("detail", 1)):
        assert len(standing(li, kind)) == count, kind
    assert len(standing(li, "contact", LOAN)) == 1
    assert {each["by"] for each in standing(li, "contact")} == {"wang"}
    assert li.sync().code == wang.sync().code == 0
    assert wang.run("check").code == 0
    for clone in (li, wang):
        assert imported(clone, history(*ROWS))["commit"] is None, "what stands is not recorded again"
    assert wang.tree == li.tree


def test_of_an_import_that_held_more_the_rest_is_recorded_again(clones: Clones, history: File) -> None:
    wang, li = clones
    done = merged(wang, li, history(*ROWS), history(*ROWS[1:], LATER))
    assert "2 contacts were imported twice" in done.err
    assert "; then import its file again, of which the rest is recorded" in done.err
    li.done(*cure_in(done.err))
    again = imported(li, history(*ROWS[1:], LATER))
    assert (again["imported"], [each["row"] for each in again["duplicates"]]) == (1, [2, 3])
    assert [each["text"] for each in standing(li, "contact")] == [
        "本人说月底还",
        "打不通；催收结果：空号",
        "又打一次",
    ]
    assert li.run("check").code == 0


def test_contacts_taken_back_one_by_one_are_no_doubles(clones: Clones, history: File) -> None:
    wang, li = clones
    merged(wang, li, history(ROWS[2]), history(ROWS[2]))
    (double,) = [each for each in standing(li, "contact", LOAN) if each["by"] == "li"]
    assert li.run("check").code == 6
    li.done("reverse", LOAN, double["id"], "--reason", "imported twice")
    assert li.run("check").code == 0
    assert imported(li, history(ROWS[2]))["commit"] is None


def test_a_history_cut_short_names_the_entry(clones: Clones, history: File, tmp_path: Path) -> None:
    wang, li = clones
    merged(wang, li, history(ROWS[2]), history(ROWS[2]))
    assert li.done("note", CASE, "called", "--channel", "phone").code == 0
    li.git("push", "-q")
    wang.git(
        "clone",
        "-q",
        "--depth",
        "1",
        f"file://{wang.git('remote', 'get-url', 'origin')}",
        str(tmp_path / "cut"),
    )
    found = li.command("--ledger", str(tmp_path / "cut"), "check")
    (double,) = [each for each in standing(li, "contact", LOAN) if each["by"] == "li"]
    assert f"take the later ones back, one by one: dunning reverse {LOAN} {double['id']}" in found.err
