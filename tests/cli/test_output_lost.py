"""Output that cannot be written: what is booked is a success all the same, an answer that is lost a failure."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CASE = "PF-2026-0007"
PAY = f"pay {CASE} 300.00 --via bank"
Run = Callable[..., Any]
Shell = Callable[[str], tuple[int, str, str]]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="streams are closed as a Unix shell does it")


@pytest.fixture
def shell(worked: Path, beside_practice: Callable[[str], str]) -> Shell:
    """A command line of the shell, in which `dunning` is the command; its exit code is the command's."""

    def run_it(line: str) -> tuple[int, str, str]:
        command = f"{shlex.quote(sys.executable)} -m dunning_cli "
        done = subprocess.run(
            ["bash", "-c", "set -o pipefail; " + line.replace("dunning ", command)],
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
        return done.returncode, done.stdout.decode("utf-8"), beside_practice(done.stderr.decode("utf-8"))

    return run_it


def entries(read_case: Run, folder: Path) -> int:
    return len(read_case(folder, CASE)["entries"])


@pytest.mark.parametrize("lost", [">/dev/full", ">&-", "| true"])
@pytest.mark.parametrize("form", ["", " --json"])
def test_what_is_booked_ends_with_0_and_is_told_on_the_other_stream(
    lost: str, form: str, shell: Shell, worked: Path, read_case: Run
) -> None:
    before = entries(read_case, worked)
    # the reader of a pipe must be gone before the first word
    code, out, err = shell(
        f"dunning {PAY}{form} {lost}" if lost != "| true" else f"(sleep 0.2; dunning {PAY}{form}) | true"
    )
    assert (code, out) == (0, "")
    (line,) = err.splitlines()
    assert line.startswith("note: done, but it could not be printed")
    assert f"pay {CASE}: 300.00 by bank" in line
    assert entries(read_case, worked) == before + 1


@pytest.mark.parametrize("lost", [">/dev/full", ">&-"])
@pytest.mark.parametrize(
    "command", ["list", "list --json", "fees PF-2026-0007", "--help", "pay --help", "--version"]
)
def test_an_answer_that_is_lost_is_a_failure(command: str, lost: str, shell: Shell) -> None:
    code, out, err = shell(f"dunning {command} {lost}")
    assert (code, out) == (1, "")
    (line,) = err.splitlines()
    told = "the answer could not be printed: stdout"
    if "--json" in command:
        assert json.loads(line)["error"]["message"].startswith(told)
    else:
        assert line.startswith(f"error: {told}")


@pytest.mark.parametrize("command", ["list", "--help", "--version", "history"])
def test_a_reader_that_has_left_is_no_failure(command: str, shell: Shell) -> None:
    assert shell(f"(sleep 0.2; dunning {command}) | true") == (0, "", "")


@pytest.mark.parametrize("lost", ["2>/dev/full", "2>&-"])
def test_an_error_goes_where_there_is_room(lost: str, shell: Shell) -> None:
    code, out, err = shell(f"dunning pay {CASE} much {lost}")
    assert (code, err) == (2, "")
    assert out.startswith("error: amount: 'much' is not an amount")
    assert len(out.splitlines()) == 1


@pytest.mark.parametrize("lost", ["2>/dev/full", "2>&-"])
def test_a_note_never_spoils_data(lost: str, shell: Shell) -> None:
    told = f"dunning {PAY} --dry-run {lost}"
    assert "note: dry run: nothing was written" in shell(told)[1]
    code, out, _ = shell(told.replace("--dry-run", "--dry-run --json"))
    assert code == 0
    assert out.startswith("{")
    assert out.endswith("}\n")


@pytest.mark.parametrize(
    ("command", "code"),
    [(PAY, 0), (PAY + " --json", 0), ("list", 1), (f"pay {CASE} much", 2), ("fees NOPE", 3)],
)
def test_without_any_stream_the_exit_code_tells(command: str, code: int, shell: Shell) -> None:
    assert shell(f"dunning {command} >&- 2>&-") == (code, "", "")
    assert shell(f"dunning {command} >/dev/full 2>/dev/full") == (code, "", "")


def test_nothing_of_the_ledger_is_written_where_a_stream_was_closed(
    shell: Shell, worked: Path, run: Run
) -> None:
    for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        assert shell(f"dunning {PAY} {closed}")[0] == 0
    assert run("check").code == 0
    assert run("audit").code == 0


def test_a_bundle_made_is_a_success(shell: Shell, tmp_path: Path) -> None:
    code, _, err = shell(f"dunning evidence {CASE} -o {tmp_path}/bundle >/dev/full")
    assert code == 0
    assert "note: done, but it could not be printed" in err
    assert (tmp_path / "bundle" / "SHA256SUMS").exists()


def test_a_new_ledger_is_a_success(shell: Shell, tmp_path: Path) -> None:
    code, _, err = shell(f"dunning init {tmp_path}/new >&-")
    assert code == 0
    assert str(tmp_path / "new") in err
    assert (tmp_path / "new" / "dunning.yaml").exists()


def test_a_letter_that_is_entered_but_not_printed_is_told_and_no_failure(
    worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dunning_cli.cli.commands import letter_post, printing
    from dunning_cli.kernel.errors import Refused
    from dunning_cli.kernel.message import msg

    # the disk fills up between the commit and the page
    def full(*_: object) -> None:
        raise Refused(msg("the disk is full; nothing was changed"))

    monkeypatch.setattr("dunning_cli.store.machine.printer.write_paper", full)
    monkeypatch.setattr("dunning_cli.views.letters.letter_print.can_print", lambda _: None)
    monkeypatch.setattr("dunning_cli.views.letters.letter_print.new_letters_pdf", lambda *_: b"%PDF-")
    assert letter_post.printed_letters is printing.printed_letters
    done = run("letter", "new", CASE, "payment-reminder", "--method", "hand", "--pdf")
    assert done.code == 0
    assert "2026-A-0001" in done.out
    assert "were not printed: the disk is full" in done.err
    assert "dunning letter show 2026-A-0001 --pdf" in done.err
    assert run("letter", "list", "--json").json["letters"][0]["serial"] == "2026-A-0001"
