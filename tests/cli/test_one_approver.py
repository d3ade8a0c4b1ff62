"""An office with one person who may approve is told the way: an approval on paper, with a name and the paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CASE, Done

Run = Callable[..., Done]
WAIVE = ("waive", CASE, "penalty", "20.00", "--reason", "协商")
STAFF = """staff:
  - {id: gao, name: 高建国, roles: [supervisor, phone]}
  - {id: wang, name: 王静, roles: [phone]}
approval_limits: {waiver: 10.00}
"""


@pytest.fixture
def office(worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings = worked / "dunning.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("staff: []\n", STAFF), encoding="utf-8")
    monkeypatch.setenv("DUNNING_ACTOR", "gao")
    assert run("commit").code == 0
    return worked


def test_whoever_approves_alone_is_told_of_the_paper(office: Path, run: Run) -> None:
    done = run(*WAIVE)
    assert done.code == 0
    assert "--approved-by NAME --ref PAPER" in done.err
    refused = run("--lang", "zh", "approve", CASE)
    assert refused.code == 4
    assert "--approved-by 姓名 --ref 依据文件" in refused.err
    assert run("undo").code == 0
    again = run(*WAIVE, "--approved-by", "王总", "--ref", "批条 17")
    assert (again.code, "above the limit" in again.err) == (0, False)


def test_a_name_without_its_paper_is_told_so(office: Path, run: Run) -> None:
    done = run("--lang", "zh", *WAIVE, "--approved-by", "王总")
    assert "缺少 --ref 依据文件" in done.err
    assert "--approved-by 王总" in done.err
    by_another = run(*WAIVE, "--approved-by", "高建国", "--actor", "wang")
    assert "--ref PAPER, which is missing" in by_another.err


def test_where_somebody_else_may_approve_nothing_is_said_of_paper(office: Path, run: Run) -> None:
    assert "--ref" not in run(*WAIVE, "--actor", "wang").err


def test_two_that_wait_are_named_in_words(office: Path, run: Run) -> None:
    for _ in range(2):
        assert run(*WAIVE, "--actor", "wang").code == 0
    refused = run("--lang", "zh", "approve", CASE)
    assert refused.code == 1
    assert "（减免）" in refused.err
    assert "waiver" not in refused.err
