"""The ledger from Python: a typed method for each operation and question, many operations in one commit."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from keyword import iskeyword
from pathlib import Path
from typing import Any

import pytest

import dunning_cli
from dunning_cli import Failure, Ledger, Refused, WrongLines, WrongUsage
from dunning_cli.cli.main import main
from dunning_cli.operations.registry import OPERATIONS

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
ROOT = Path(__file__).parents[2]
SCRIPTS = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs/python.md").read_text("utf-8"), re.S | re.M)
Run = Callable[..., Any]


@pytest.fixture
def sample(git_identity: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample ledger, and the working directory in it."""
    assert git_identity
    folder = tmp_path / "sample"
    assert main(["--lang", "en", "init", str(folder), "--sample"]) == 0
    monkeypatch.chdir(folder)
    monkeypatch.delenv("DUNNING_TODAY", raising=False)
    return folder


@pytest.mark.parametrize("script", SCRIPTS, ids=range(len(SCRIPTS)))
def test_the_scripts_of_the_page_run(script: str, sample: Path, run: Run) -> None:
    assert len(SCRIPTS) == 3
    exec(compile(script, "docs/python.md", "exec"), {})
    assert sample.exists()
    assert run("check").code == 0
    assert run("audit").code == 0


def test_the_methods_are_those_of_the_records() -> None:
    spec = importlib.util.spec_from_file_location("python_methods", ROOT / "scripts/python_methods.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.FILE.read_text("utf-8") == module.written(), "run scripts/python_methods.py"
    assert module.REPORTS_FILE.read_text("utf-8") == module.written_reports(), "run scripts/python_methods.py"
    for words in OPERATIONS:
        name = words.replace(" ", "_").replace("-", "_")
        assert callable(getattr(Ledger, f"{name}_" if iskeyword(name) else name))


def test_a_method_does_what_the_command_does(worked: Path, run: Run) -> None:
    ledger = Ledger(worked, actor="clerk")
    done = ledger.pay(CASE, "300.00", via="bank", ref="B-1", on="2026-05-10")
    assert done["case"] == CASE
    entry = ledger.reader.find(CASE).entry(done["entry"])
    assert entry is not None
    assert run("pay", CASE, "300.00", "--via", "bank", "--ref", "B-2", "--on", "2026-05-10").code == 0
    other = ledger.reader.find(CASE).entries[-1]
    assert (entry.kind, entry.date) == (other.kind, other.date)
    assert run("show", CASE, "--json").json["entries"][-2]["amount"] == "300.00"


def test_questions_are_answered_as_json_has_them(worked: Path, run: Run) -> None:
    ledger = Ledger(worked, actor="clerk")
    total = ledger.fees(CASE)["balance"]["total"]
    assert f"{total:.2f}" == run("fees", CASE, "--json").json["balance"]["total"]
    asked = [
        *(ledger.list, ledger.remind, ledger.workload, ledger.letter_list, ledger.policy_list),
        *(ledger.limitation, ledger.asset_list, ledger.do_not_lend_list, ledger.history, ledger.check),
        *(ledger.audit, ledger.report_backdated, ledger.report_given_up, ledger.report_reasons),
        *(ledger.report_contact_breaches, ledger.visit_sheet),
    ]
    for question in asked:
        assert isinstance(question(), dict), question
    of_a_case = (ledger.show, ledger.statement, ledger.status, ledger.contact, ledger.debtor)
    for question in (*of_a_case, ledger.limitation, ledger.legal_track, ledger.find):
        assert isinstance(question(CASE), dict), question


def stopped(ledger: Ledger) -> None:
    """A transaction whose block ends with an exception."""
    with ledger.transaction() as t:
        t.pay(CASE, "10.00")
        raise ZeroDivisionError


def test_a_transaction_is_one_commit_or_none(worked: Path, in_git: Run) -> None:
    ledger = Ledger(worked, actor="clerk")
    before = in_git("rev-list", "--count", "HEAD")
    with ledger.transaction() as t:
        first = t.pay(CASE, "10.00")
        second = t.promise(LOAN, "100", "2026-06-20")
        with pytest.raises(WrongUsage):
            _ = first.result
    assert int(in_git("rev-list", "--count", "HEAD")) == int(before) + 1
    assert first.result["commit"] == second.result["commit"] == t.commit_id
    assert (first.result["case"], second.result["case"]) == (CASE, LOAN)
    t = ledger.transaction()
    t.pay(CASE, "10.00")
    t.close(CASE, "paid")
    t.pay("NO-1", "1")
    with pytest.raises(WrongLines) as refused:
        t.__exit__(None, None, None)
    assert [str(refused.value).split(":")[0], str(refused.value.problems[0].message).split(":")[0]] == [
        "line 2",
        "line 3",
    ]
    with pytest.raises(ZeroDivisionError):
        stopped(ledger)
    with pytest.raises(WrongUsage, match="cannot be one of several"):
        ledger.transaction().undo()
    with ledger.transaction(dry_run=True) as t:
        t.pay(CASE, "10.00")
    assert t.commit_id is None
    assert int(in_git("rev-list", "--count", "HEAD")) == int(before) + 1


def test_five_hundred_payments_take_little(worked: Path) -> None:
    ledger = Ledger(worked, actor="clerk")
    began = time.process_time()
    with ledger.transaction() as t:
        for number in range(500):
            t.pay((CASE, LOAN)[number % 2], "0.01", via="bank", ref=f"T{number}")
    assert t.commit_id is not None
    assert len(ledger.reader.find(CASE).entries) > 250
    # the bound of the product is 3 s on an office machine; here it only catches what has become many times slower
    assert time.process_time() - began < 30


def test_nothing_is_written_by_a_dry_ledger(worked: Path, in_git: Run) -> None:
    before = in_git("rev-parse", "HEAD")
    dry = Ledger(worked, actor="clerk", dry_run=True)
    assert dry.pay(CASE, 5)["commit"] is None
    assert dry.batch([{"op": "pay", "case": CASE, "amount": "5"}])[0]["commit"] is None
    assert in_git("rev-parse", "HEAD") == before


def test_failures_say_what_they_are_about(worked: Path) -> None:
    ledger = Ledger(worked, actor="clerk")
    for call, code, field in (
        (lambda: ledger.pay(CASE, "abc"), "wrong-usage", "amount"),
        (lambda: ledger.pay(CASE, 1, on="2026-13-01"), "wrong-usage", "on"),
        (lambda: ledger.do("pey", case=CASE), "wrong-usage", None),
        (lambda: ledger.pay("NO-1", 1), "not-found", None),
        (lambda: ledger.close(CASE, "paid"), "refused", None),
        (lambda: ledger.close(CASE), "wrong-usage", "reason"),
        (lambda: ledger.close(reason="returned", batch="2026-05-C"), "not-found", None),
    ):
        with pytest.raises(Failure) as failed:
            call()
        assert (failed.value.code, failed.value.field) == (code, field)
    assert issubclass(dunning_cli.Again, Refused)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('ledger.pay("A", "1", via="bank", on=date(2026, 1, 1))', ""),
        ('ledger.pay("A", "1", vai="bank")', 'Unexpected keyword argument "vai"'),
        ('ledger.pay("A", 1.5)', "incompatible type"),
        ('ledger.pay("A", "1", via="cheque")', "incompatible type"),
        ('ledger.close("A", "payed")', "incompatible type"),
        ('ledger.fees("A", as_of="2026-01-01")', "incompatible type"),
        ('with ledger.transaction() as t:\n    t.promise("A", 1, date(2026, 1, 1)).result["case"]', ""),
    ],
)
def test_a_type_checker_reads_a_script(line: str, fault: str, tmp_path: Path) -> None:
    if shutil.which("mypy") is None and importlib.util.find_spec("mypy") is None:
        pytest.skip("there is no type checker")
    script = tmp_path / "script.py"
    script.write_text(
        f"from datetime import date\nfrom dunning_cli import Ledger\nledger = Ledger()\nprint(date)\n{line}\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--follow-imports=silent",
            "--cache-dir",
            str(ROOT / ".mypy_cache"),
            script,
        ],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.returncode == 0) == (not fault), done.stdout
    assert fault in done.stdout
