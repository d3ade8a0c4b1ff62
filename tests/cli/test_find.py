"""Finding a case by what is at hand: a piece of a number, a reference, the sound of a name; and what it owes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CASE, LOAN, Done
from copies import MadeOnce

Run = Callable[..., Done]


def found(run: Run, text: str) -> list[str]:
    done = run("find", text, "--json")
    return [row["case"] for row in done.json["found"]] if done.code == 0 else []


@pytest.fixture
def named(worked: Path, run: Run, made_once: MadeOnce) -> dict[str, str]:
    """Cases of people whose surnames are read in several ways, by name."""
    names = ["单雄", "曾伟", "解明", "仇英", "查良", "吕萍", "欧阳锋"]

    def make() -> None:
        for number, name in enumerate(names):
            assert run("open", f"N-{number}", "--policy", "property-fee", "--name", name).code == 0

    made_once(worked, make)
    return {name: f"N-{number}" for number, name in enumerate(names)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("shanxiong", "单雄"), ("danxiong", "单雄"), ("sx", "单雄"), ("dx", "单雄"), ("zengwei", "曾伟"), ("Ceng Wei", "曾伟"),
        ("zw", "曾伟"), ("xieming", "解明"), ("jieming", "解明"), ("qiuying", "仇英"), ("chouy", "仇英"), ("zhal", "查良"),
        ("cl", "查良"), ("lvping", "吕萍"), ("luping", "吕萍"), ("lüping", "吕萍"), ("ouyang", "欧阳锋"), ("oyf", "欧阳锋"),
    ],
)  # fmt: skip
def test_names_by_their_sound_in_every_reading(text: str, name: str, named: dict[str, str], run: Run) -> None:
    assert named[name] in found(run, text)


def test_what_sounds_like_nobody_is_not_found(named: dict[str, str], run: Run) -> None:
    for text in ("zzz", "shanxio", "xiong"):
        assert found(run, text) == []


@pytest.mark.parametrize("text", ["0007", "0000 0007", "138-0000", "13800000007"])
def test_a_piece_of_a_number(text: str, worked: Path, run: Run) -> None:
    assert CASE in found(run, text)


def test_numbers_of_papers(worked: Path, run: Run) -> None:
    assert run("pay", CASE, "5", "--ref", "SJ-2026-114").code == 0
    assert found(run, "SJ-2026-114") == [CASE]
    assert found(run, "2026q1") == [CASE]
    row = run("find", "sj-2026", "--json").json["found"][0]
    assert (row["found_in"], row["text"]) == ("reference", "SJ-2026-114")


def test_the_balance_stands_beside_the_case(worked: Path, run: Run) -> None:
    owed = run("fees", LOAN, "--json").json["balance"]["total"]
    assert run("find", LOAN, "--json").json["found"][0]["balance"] == owed
    assert f"{float(owed):,.2f}" in run("find", LOAN).out


def test_a_case_in_its_own_place_is_found_there_and_check_names_the_other_file(
    worked: Path, run: Run
) -> None:
    (path,) = worked.glob("cases/**/PF-2026-0007.yaml")
    other = worked / "cases" / "elsewhere" / path.name
    other.parent.mkdir()
    other.write_bytes(path.read_bytes())
    assert run("show", "PF-2026-0007").code == 0
    checked = run("check")
    assert checked.code == 6
    assert "cases/elsewhere/PF-2026-0007.yaml" in checked.err
    path.unlink()
    assert run("show", "PF-2026-0007").code == 0
