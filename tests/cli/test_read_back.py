"""Nothing is written that could not be read again: values nobody can mean, and what the program itself would get wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from how_many import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from dunning_cli import Ledger
from dunning_cli.kernel.errors import Failure, WrongUsage
from dunning_cli.kernel.schema import Many, Scalar, fields_of
from dunning_cli.kernel.values import Amount, Count, Day, Flag, PastDay, PositiveAmount
from dunning_cli.operations.declared.operation import Operation
from dunning_cli.operations.declared.values import TimeGiven
from dunning_cli.operations.registry import OPERATIONS, operation_named
from dunning_cli.operations.writing.building import build
from dunning_cli.operations.writing.read_back import read_back
from dunning_cli.operations.writing.unit_of_work import UnitOfWork
from dunning_cli.store.reading.ledger_reader import LedgerReader

Run = Callable[..., Any]
ROOT = Path(__file__).parents[2]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
IMPORTED = {
    "委案编号": "A-1",
    "客户姓名": "赵一",
    "委外日期": "1901-01-01",
    "委外金额": "100.00",
    "剩余本金": "100.00",
}
OLD_OFFSET = ("note", CASE, "x", "--channel", "counter", "--at", "1900-12-31T10:00")


# --- dates and times ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (OLD_OFFSET, "at: '1900-12-31T10:00:00' is outside the years 1970 to 2099"),
        (("pay", CASE, "5", "--on", "1969-12-31"), "on: '1969-12-31'"),
        (("promise", CASE, "5", "--by", "2100-01-01"), "by: '2100-01-01'"),
        (("opening", LOAN, "--principal", "5", "--overdue-since", "1950-01-01"), "overdue_since: '1950-01-01'"),
        (("policy", "rate", "lpr_1y", "--valid-through", "2126-12-31"), "valid_through: '2126-12-31'"),
        (("contact", CASE, "--at", "1900-12-31T10:00"), "--at: '1900-12-31T10:00:00'"),
    ],
)  # fmt: skip
def test_dates_nobody_can_mean_are_refused(
    words: tuple[str, ...], named: str, worked: Path, run: Run, state: Run
) -> None:
    before = state(worked)
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert named in done.err
    assert "1970 to 2099" in done.err
    assert state(worked) == before


@pytest.mark.parametrize("today", ["1900-12-31", "1969-12-31T10:00", "2100-01-01"])
def test_a_fixed_today_nobody_can_mean_is_refused(
    today: str, worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNNING_TODAY", today)
    done = run("list")
    assert done.code == 2
    assert "1970 to 2099" in done.err
    monkeypatch.delenv("DUNNING_TODAY")
    settings_file = worked / "dunning.yaml"
    settings_file.write_text(
        settings_file.read_text(encoding="utf-8") + f"today: {today}\n", encoding="utf-8"
    )
    checked = run("check", "settings")
    assert checked.code == 6
    assert "1970 to 2099" in checked.err


def test_a_head_gets_no_such_date_either(worked: Path, run: Run, state: Run) -> None:
    before = state(worked)
    done = run("set", CASE, "batch.id=B1", "batch.entrusted=1901-01-01")
    assert done.code == 1
    assert "batch.entrusted: '1901-01-01' is outside the years 1970 to 2099" in done.err
    assert state(worked) == before
    assert run("set", CASE, "account.contract_date=1955-03-01").code == 0, "a contract may be old"
    assert run("fees", CASE, "--as-of", "1950-01-01").code == 0, "a question may go back"


def test_a_script_gets_the_same_refusal(worked: Path) -> None:
    with pytest.raises(WrongUsage, match="outside the years 1970 to 2099"):
        Ledger(worked, actor="clerk").do("pay", case=CASE, amount="5", on="1901-01-01")


def test_an_imported_row_of_long_ago_is_rejected(worked: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "loans.csv"
    columns, row = zip(*IMPORTED.items(), strict=True)
    file.write_text(f"{','.join(columns)}\n{','.join(row)}\n", encoding="utf-8")
    done = run("import", str(file), "--json")
    assert done.code == 1, done.err
    (rejected,) = [row for row in done.json["rejected"] if row["column"] == "委外日期"]
    assert "outside the years 1970 to 2099" in rejected["reason"]


def test_entries_of_long_ago_that_a_file_holds_are_read(
    worked: Path, run: Run, in_git: Run, file_of: Callable[[Path, str], Path]
) -> None:
    file = file_of(worked, CASE)
    old = "  - {id: 01jtd3k8q7m4x2aa, kind: reopen, date: 1955-01-01, by: clerk, at: 1955-01-01T10:00:00+08:00}\n"
    file.write_text(file.read_text(encoding="utf-8") + old, encoding="utf-8", newline="\n")
    in_git("commit", "-qam", "old")
    assert run("fees", CASE).code == 0
    assert run("pay", CASE, "5").code == 0


def test_a_value_date_before_1980_asks_for_a_reason(
    worked: Path, run: Run, state: Run, read_case: Callable[[Path, str], Any]
) -> None:
    before = state(worked)
    done = run("pay", CASE, "5", "--on", "1979-12-31", "--via", "bank")
    assert done.code == 4
    assert f"dunning pay {CASE} 5 --on 1979-12-31 --via bank --override REASON" in done.err
    assert state(worked) == before
    assert run("pay", CASE, "5", "--on", "1979-12-31", "--override", "an old receipt").code == 0
    entry = read_case(worked, CASE)["entries"][-1]
    assert (entry["override"], entry["overridden"]) == ("an old receipt", "value-date")
    assert run("pay", CASE, "5", "--on", "1980-01-01").code == 0


def test_offsets_are_stored_in_whole_minutes(
    worked: Path, run: Run, in_git: Run, read_case: Callable[[Path, str], Any]
) -> None:
    settings_file = worked / "dunning.yaml"
    text = settings_file.read_text(encoding="utf-8")
    settings_file.write_text(text.replace("Asia/Shanghai", "Africa/Monrovia"), encoding="utf-8")
    in_git("commit", "-qam", "zone")
    # until 1972 the clocks of Monrovia were 44 minutes and 30 seconds behind
    words = ("note", CASE, "x", "--channel", "counter", "--at", "1971-06-01T10:00")
    assert run(*words, "--override", "from the old book").code == 0
    assert str(read_case(worked, CASE)["entries"][-1]["time"]).endswith("-00:44")
    assert run("show", CASE).code == 0


# --- letters on an account in credit ------------------------------------------------------------------


@pytest.fixture
def overpaid(worked: Path, run: Run) -> Path:
    """A case on which 150.00 more was paid than owed."""
    assert run("charge", LOAN, "--on", "2026-06-01", "--fee", "1").code == 0
    owed = run("fees", CASE, "--json").json["balance"]["total"]
    assert run("pay", CASE, f"{float(owed) + 150:.2f}").code == 0
    return worked


def test_a_certificate_on_an_account_in_credit_states_that_nothing_is_owed(
    overpaid: Path, run: Run, read_case: Callable[[Path, str], Any]
) -> None:
    assert run("close", CASE, "--reason", "paid").code == 0
    done = run("letter", "new", CASE, "settlement-certificate", "--override", "asked for", "--json")
    assert done.code == 0, done.err
    amounts = read_case(overpaid, CASE)["entries"][-1]["amounts"]
    assert (str(amounts["total"]), str(amounts["credit"])) == ("0.00", "150.00")
    assert run("fees", CASE).code == 0
    assert len(run("letter", "list", "--json").json["letters"]) == 1


def test_a_demand_on_an_account_in_credit_is_refused(overpaid: Path, run: Run, state: Run) -> None:
    before = state(overpaid)
    done = run("letter", "new", CASE, "payment-reminder")
    assert done.code == 1
    assert "150.00 was paid too much" in done.err
    assert state(overpaid) == before
    assert run("letter", "new", CASE, "balance-confirmation").code == 0


# --- what the program would get wrong -----------------------------------------------------------------


def test_a_head_that_could_not_be_read_is_refused(worked: Path, run: Run, state: Run) -> None:
    before = state(worked)
    deep = ".".join(["accruals", *["x"] * 25]) + "=1"
    assert run("open", "NEW-1", "--policy", "property-fee", "--name", "李一", "--term", deep).code in (1, 2)
    assert state(worked) == before


SPOILT = {
    "quotes are lost": ("store/format/yaml_writer.py", "if _must_quote(value) or", "if False and"),
    "a figure is rounded": (
        "kernel/money.py",
        "return str(amount.quantize(CENT) + ZERO)",
        "return str(amount.quantize(Decimal(1)))",
    ),
    "a line is lost": ("store/format/yaml_writer.py", 'return line + "\\n"', 'return ""'),
}


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT.keys())
def test_a_fault_of_the_program_writes_nothing(
    spoilt: tuple[str, str, str], worked: Path, state: Run, tmp_path: Path
) -> None:
    place = tmp_path / "spoilt"
    shutil.copytree(ROOT / "dunning_cli", place / "dunning_cli", ignore=shutil.ignore_patterns("__pycache__"))
    name, old, new = spoilt
    module = place / "dunning_cli" / name
    text = module.read_text(encoding="utf-8")
    assert text.count(old) == 1
    module.write_text(text.replace(old, new), encoding="utf-8")
    before = state(worked)
    done = subprocess.run(
        [sys.executable, "-m", "dunning_cli", "pay", CASE, "5.55", "--ref", "a: {b}, 'c'"],
        cwd=worked,
        env={**os.environ, "PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 70, done.stderr
    assert "this is a bug of dunning" in done.stderr
    assert state(worked) == before


# --- every operation ----------------------------------------------------------------------------------

TEXTS = some.sampled_from(
    ["", " ", "enc1:abc", "debtor", "王建国", "- a", "a\nb", "\x00", "\x1b[31m", "{", '"', "#", "a: b", "x" * 20_001,
     "2026-01-01", "5.00", "property-fee", "overdue-notice", "settlement-certificate", "paid", "x=1", "owner=li"]
)  # fmt: skip
DAYS = some.sampled_from(
    ["1900-12-31", "1969-12-31", "1975-01-01", "2026-01-01", "2026-06-01", "2099-12-31", "2100-01-01", "x"]
)
AMOUNTS = some.sampled_from(["-150.00", "0", "0.00", "0.01", "12.30", "999999999999.99", "1e3"])
BY_FORM = {
    form.__metadata__[0]: texts
    for form, texts in (
        (Amount, AMOUNTS),
        (PositiveAmount, AMOUNTS),
        (Day, DAYS),
        (PastDay, DAYS),
        (TimeGiven, some.sampled_from(["1900-12-31T10:00", "2026-05-04T10:00", "2026-05-04T10:00+08:00"])),
        (Flag, some.booleans()),
        (Count, some.sampled_from(["0", "1", "12", "999999"])),
    )
}


def texts_of(record: type[Operation], ids: list[str]) -> some.SearchStrategy[dict[str, Any]]:
    """The values of an operation as a command line may give them: lawful ones and others."""

    def of(item: Any) -> some.SearchStrategy[Any]:
        form, many = (item.form.of, True) if isinstance(item.form, Many) else (item.form, False)
        if item.key == "case":
            return some.sampled_from([CASE, LOAN, "NEW-1"])
        if item.key == "entry":
            return some.sampled_from(ids)
        if isinstance(form, Scalar):
            texts = BY_FORM.get(form, TEXTS)
        elif isinstance(form, type) and hasattr(form, "__members__"):
            texts = some.sampled_from([member.value for member in form])
        else:
            texts = some.just("x")
        return some.lists(texts, max_size=2) if many else texts

    chosen = {
        item.key: of(item) if item.required else some.none() | of(item)
        for item in fields_of(record)
    }  # fmt: skip
    return some.fixed_dictionaries(chosen)


@pytest.mark.parametrize("word", sorted(OPERATIONS))
def test_what_an_operation_would_write_reads_back(word: str, worked: Path) -> None:
    ledger = Ledger(worked, actor="clerk")
    context = ledger.context()
    ids = [entry.id for name in (CASE, LOAN) for entry in ledger.reader.find(name).entries]

    @settings(max_examples=examples(15), deadline=None, suppress_health_check=list(HealthCheck))
    @given(texts_of(operation_named(word), ids))
    def tried(values: dict[str, Any]) -> None:
        unit = UnitOfWork(LedgerReader(ledger.folder), context)
        try:
            operation = build(operation_named(word), values)
            operation.apply(unit)
            read_back(unit)
        except Failure:
            return

    tried()
    assert isinstance(context.clock, datetime)
