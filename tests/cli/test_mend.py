"""A case that cannot be read: how every command says so, and how `mend` makes it workable again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
STAMP = "by: clerk, at: 2026-06-01T10:00:00+08:00"
OFFSET = (
    "  - {id: 01jtd3k8q7m4x2aa, kind: contact, date: 1900-12-31, time: 1900-12-31T10:00:00+08:05:43, "
    f"channel: counter, to: debtor, text: x, {STAMP}}}\n"
)
TOTAL = (
    "  - {id: 01jtd3k8q7m4x2ab, kind: letter, date: 2026-06-01, serial: 2026-A-0001, "
    "template: settlement-certificate, to: debtor, amounts: {principal: 0.00, interest: 0.00, penalty: 0.00, "
    f'fee: 0.00, total: "-150.00"}}, {STAMP}}}\n'
)
BRACE = f"  - {{id: 01jtd3k8q7m4x2ac, kind: payment, date: 2026-06-01, amount: 5.00, {STAMP}\n"


@pytest.fixture
def broken(worked: Path, in_git: Run, file_of: Callable[[Path, str], Path]) -> Callable[..., Path]:
    """Commits lines at the end of a case's file, as an earlier version of the program did; the file."""

    def spoil(*lines: str) -> Path:
        file = file_of(worked, CASE)
        file.write_text(file.read_text(encoding="utf-8") + "".join(lines), encoding="utf-8", newline="\n")
        in_git("commit", "-qam", f"note {CASE}: counter, noted, value date 2026-06-01")
        return file

    return spoil


def lines_of(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("line", [OFFSET, TOTAL, BRACE], ids=["offset", "total", "brace"])
def test_a_case_that_cannot_be_read_is_mended(
    line: str, broken: Callable[..., Path], run: Run, in_git: Run, last_commit: Callable[[], Any]
) -> None:
    file = broken(line)
    number = lines_of(file)
    cure = f"dunning mend {CASE} {number} --reason TEXT"
    for words in (("fees", CASE), ("pay", CASE, "5"), ("show", CASE), ("undo",), ("check",)):
        refused = run(*words)
        assert refused.code == (6 if words == ("check",) else 1), words
        assert cure in refused.err, words

    before = file.read_bytes()
    mended = run("mend", CASE, str(number), "--reason", "cannot be read, entered again", "--json")
    assert mended.code == 0, mended.err
    assert mended.json["case"] == CASE
    assert file.read_bytes().startswith(before), "the line stays"
    assert last_commit().subject == f"mend {CASE}: line {number} passed over"
    assert {path: removed for path, (_, removed) in last_commit().files.items()} == {
        file.relative_to(file.parents[2]).as_posix(): 0
    }

    assert run("fees", CASE).code == 0
    assert run("letter", "list").code == 0
    assert "PF-2026-0007" in run("list").out
    checked = run("check")
    assert checked.code == 0
    assert "a line that cannot be read is passed over" in checked.err
    assert run("undo").code == 0, "the mend and its line are passed over; what came before is undone"
    assert last_commit().subject.endswith(
        "charge PF-2026-0007: 1,200.00 due 2026-01-31, value date 2026-01-01"
    ) or (last_commit().subject.startswith("undo "))


def test_the_audit_lists_who_passed_over_what_and_why(broken: Callable[..., Path], run: Run) -> None:
    number = lines_of(broken(BRACE))
    assert "case-unreadable" in {each["code"] for each in run("audit", "--json").json["findings"]}
    assert run("mend", CASE, str(number), "--reason", "a brace is missing").code == 0
    told = run("audit", "--json").json
    assert "case-unreadable" not in {each["code"] for each in told["findings"]}
    (mend,) = [each for each in told["listed"] if each["code"] == "line-mended"]
    assert (mend["case"], mend["person"]) == (CASE, "clerk")
    for word in (
        "a brace is missing",
        f"line {number}",
        "payment 01jtd3k8q7m4x2ac",
        "2026-06-01",
        "closing }",
    ):
        assert word in mend["message"]


def test_a_later_change_of_the_line_is_seen(broken: Callable[..., Path], run: Run, in_git: Run) -> None:
    file = broken(OFFSET)
    assert run("mend", CASE, str(lines_of(file)), "--reason", "offset").code == 0
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("text: x", "text: y"), encoding="utf-8", newline="\n")
    in_git("commit", "-qam", "tidy")
    assert run("fees", CASE).code == 1
    assert run("audit").code == 6


def test_what_cannot_be_mended(broken: Callable[..., Path], run: Run, state: Run, worked: Path) -> None:
    assert run("mend", CASE, "1", "--reason", "x").code == 1, "a sound case"
    file = broken(OFFSET, TOTAL)
    last = lines_of(file)
    before = state(worked)
    sound = run("mend", CASE, str(last - 2), "--reason", "x")
    assert sound.code == 1
    assert "this entry can be read" in sound.err
    head = run("mend", CASE, "2", "--reason", "x")
    assert head.code == 1
    assert "no entry stands on this line" in head.err
    half = run("mend", CASE, str(last), "--reason", "x")
    assert half.code == 1
    assert f"dunning mend {CASE} {last - 1} {last} --reason TEXT" in half.err
    assert run("mend", "PF-9", "3", "--reason", "x").code == 3
    assert run("mend", CASE, "x", "--reason", "x").code == 2
    assert run("mend", CASE, str(last - 1), str(last), "--reason", "x", "--dry-run").code == 0
    assert state(worked) == before
    assert run("mend", CASE, str(last - 1), str(last), "--reason", "x").code == 0
    assert run("fees", CASE).code == 0


def test_a_sound_entry_is_not_passed_over_with_what_follows_it(broken: Callable[..., Path], run: Run) -> None:
    file = broken("nonsense: here\n")
    refused = run("mend", CASE, str(lines_of(file) - 1), "--reason", "x")
    assert refused.code == 1
    assert f"what follows on line {lines_of(file)}" in refused.err


def test_an_edit_by_hand_is_taken_back_not_mended(
    worked: Path, run: Run, file_of: Callable[[Path, str], Path]
) -> None:
    file = file_of(worked, CASE)
    file.write_text(file.read_text(encoding="utf-8") + OFFSET, encoding="utf-8", newline="\n")
    refused = run("mend", CASE, str(lines_of(file)), "--reason", "x")
    assert refused.code == 1
    assert "git checkout -- cases/" in refused.err


def test_a_mend_is_not_reversed(broken: Callable[..., Path], run: Run) -> None:
    number = lines_of(broken(OFFSET))
    entry = run("mend", CASE, str(number), "--reason", "offset", "--json").json["entry"]
    refused = run("reverse", CASE, entry)
    assert refused.code == 1
    assert "cannot be reversed" in refused.err


def test_a_head_spoilt_in_history_is_put_right_by_hand(
    worked: Path, run: Run, in_git: Run, file_of: Callable[[Path, str], Path]
) -> None:
    file = file_of(worked, CASE)
    sound = file.read_text(encoding="utf-8")
    file.write_text(sound.replace("owner: wang\n", "owner: [wang]\n"), encoding="utf-8", newline="\n")
    in_git("commit", "-qam", "spoil")
    assert run("fees", CASE).code == 1
    file.write_text(sound, encoding="utf-8", newline="\n")
    assert run("commit", CASE).code == 0
    assert run("fees", CASE).code == 0
