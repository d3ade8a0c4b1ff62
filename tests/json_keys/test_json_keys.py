"""What every command prints with `--json` has the keys and values that its type declares, and no others."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from compare.writes import Write, writes
from json_answers import (
    EXPORTS,
    LOOKING,
    SILENT,
    WRITING,
    WRITING_TOO,
    Form,
    answers_of,
    commands,
    plain_receipts,
)
from json_types import keys_of, misfits, objects_in
from whole_program import whole_program

from dunning_cli.domain.case.case import Head
from dunning_cli.domain.case.entries import KINDS
from dunning_cli.kernel.schema import fields_of
from dunning_cli.operations.batch.json_keys import LineReceiptData
from dunning_cli.store.format.checkpoint_lines import Checkpoint
from dunning_cli.views.reports.definitions import REPORTS

Run = Callable[..., Any]
FAR = "2031-06-30"
"""A day for which no reference rate is known, so that some cases cannot be worked out."""
SEEN = "--reveal --actor zhou"
LINES: dict[str, tuple[str, ...]] = {
    "list": ("list", f"list --all --sort balance {SEEN}", f"list --as-of {FAR}"),
    "status": ("status CC-2026-0016", "status PF-2026-0024 XD-2026-0001", f"status --as-of {FAR}"),
    "show": ("show CC-2026-0016", f"show XD-2026-0004 {SEEN}", "show CC-2026-0009 --as-of 2026-04-30"),
    "payoff": ("payoff XD-2026-0001", "payoff CC-2026-0001 --on 2026-07-31"),
    "fees": ("fees XD-2026-0001", "fees CC-2026-0001 --statement", f"fees --all --as-of {FAR}"),
    "remind": ("remind --days 30 --actor zhou", "remind --as-of 2026-05-31"),
    "visit sheet": ("visit sheet --days 30", f"visit sheet --days 30 --owner chen {SEEN}"),
    "find": ("find 0000", f"find 青禾 {SEEN}"),
    "contact": ("contact XD-2026-0002", "contact PF-2026-0024 --at 2026-06-16T21:30", f"contact XD-2026-0004 {SEEN}"),
    "debtor": ("debtor XD-2026-0002", "debtor CC-2026-0016", f"debtor PF-2026-0006 {SEEN}"),
    "limitation": (*(f"limitation {case}" for case in ("XD-2026-0006", "PF-2026-0008")), f"limitation --as-of {FAR}"),
    "phase": ("phase XD-2026-0022", "phase PF-2026-0001"),
    "legal": ("legal XD-2026-0022", "legal PF-2026-0008", "legal XD-2026-0006"),
    "legal form": (
        "legal form PF-2026-0007 --template complaint-property",
        "legal form PF-2026-0007 --template payment-order -o {place}-papers",
        "legal form PF-2026-0007 --template evidence-list -o {place}-list --pdf",
        "legal form PF-2026-0007 --template preservation",
        "legal form XD-2026-0006 --template enforcement --as-of 2026-06-07",
    ),
    "legal batch": ("legal batch --policy property-fee --template complaint-property -o {place}-court",),
    "asset list": ("asset list XD-2026-0004", "asset list XD-2026-0022", f"asset list --as-of {FAR}"),
    "plan show": ("plan show XD-2026-0005", "plan show PF-2026-0013 --as-of 2026-04-30"),
    "schedule": (
        "schedule --kind bullet --principal 12345.67 --rate 12% --periods 7 --first 2026-01-31",
        "schedule --kind flat --principal 12345.67 --rate 1%/month --periods 7 --first 2026-01-31 --interest-deferred 2",
    ),
    "letter list": ("letter list", f"letter list {SEEN}"),
    "letter receipt": (f"letter receipt XD-2026-0001 {SEEN}", f"letter receipt XD-2026-0001 --pdf -o {{place}}.pdf {SEEN}"),
    "letter labels": (f"letter labels {SEEN}", f"letter labels 2026-A-0012 -o {{place}}.txt {SEEN}"),
    "letter show": ("letter show 2026-A-0012", f"letter show 2026-A-0012 --recreate --pdf -o {{place}}.pdf {SEEN}"),
    "letter preview": (
        "letter preview PF-2026-0008 overdue-notice",
        f"letter preview PF-2026-0008 overdue-notice --pdf -o {{place}}.pdf {SEEN}",
    ),
    "history": ("history --limit 0", "history XD-2026-0001"),
    "workload": ("workload", "workload --month 2026-05 --owner wang"),
    "do-not-lend list": ("do-not-lend list", "do-not-lend list --candidates"),
    **{f"report {name}": (f"report {name} --as-of {FAR}",) for name in REPORTS if name not in ("recovery", "field")},
    "report recovery": (f"report recovery --as-of {FAR}", "report recovery --by stage --cases M3"),
    "report field": (f"report field --as-of {FAR}", "report field -o {place}.xlsx"),
    "report page": ("report page -o {place}.html", f"report page -o {{place}}-2.html --as-of {FAR}"),
    "report weekly": ("report weekly -o {place}.html", f"report weekly --owner wang --as-of {FAR}"),
    "report monthly": ("report monthly -o {place}.txt", "report monthly --owner wang --month 2031-06"),
    "report backdated": ("report backdated", "report backdated --from 2026-05-01 --to 2026-05-31"),
    "report batch": ("report batch 2026-05-A", f"report batch XK2602 -o {{place}}.xlsx --as-of 2026-05-31 {SEEN}"),
    "report compliance": ("report compliance", f"report compliance --from 2025-01-01 --to {FAR} -o {{place}}.xlsx"),
    "report client": (
        "report client --client xingdu",
        f"report client --client xingdu --from 2026-01-01 --to 2026-06-15 -o {{place}}.txt {SEEN}",
    ),
    "report contact-breaches": ("report contact-breaches",),
    "report given-up": ("report given-up", "report given-up --from 2026-04-01 --to 2026-04-30"),
    "report reasons": ("report reasons", "report reasons --owner wang --from 2026-05-01"),
    "policy list": ("policy list",),
    "policy show": ("policy show small-loan", "policy show --case CC-2026-0001"),
    "policy check": ("policy check",),
    "rules show": ("rules show", "rules show bank-agency --on 2025-12-31"),
    "rules diff": ("rules diff {place}.yaml",),
    "check": ("check",),
    "audit": ("audit",),
    "checkpoint verify": ("checkpoint verify {place}.lines",),
    "inspect sample": ("inspect sample --rate 5% --seed 7 --by collector",),
    "inspect sheet": ("inspect sheet",),
    "doctor": ("doctor",),
    "evidence": ("evidence XD-2026-0001 -o {place}.zip",),
    "report access": ("report access", "report access XD-2026-0001"),
    **{f"export {name}": (f"export {name} -o {{place}}.csv",) for name in EXPORTS if name != "calendar"},
    "export calendar": ("export calendar -o {place}.ics",),
}  # fmt: skip
"""For every command that looks, lines on the sample in which all its objects are met."""
ONLY_LATER = {
    "legal": {"JudgedPartData", "AwardData", "RestartData"},
    "plan show": {"PlanWaiverData"},
    "report access": {"UnreadableLineData"},
    "report backdated": {"NotReadData"},
    "report contact-breaches": {"UnknownCaseData"},
    "report given-up": {"UnknownCaseData"},
    "report reasons": {"UnknownCaseData"},
    "report compliance": {"OverrideData", "UnknownCaseData"},
    "report client": {"ClientCorrectionData", "UnknownCaseData"},
    "policy check": {"FaultData"},
    "check": {"FaultData"},
}
"""Objects of which the sample has none; the writes below make them."""
MORE_WRITES = (
    "checkpoint cosign --actor zhou",
    "rules take {place}.yaml --dry-run --actor zhou",
    "rules take {place}.yaml --actor zhou",
    "open XD-2026-0201 --policy small-loan --name 岑远 --term contract_rate=12%/year --actor sun",
    "opening XD-2026-0201 --on 2026-01-01 --principal 5000 --overdue-since 2025-12-20 --actor sun",
    "legal XD-2026-0201 mediate --on 2026-03-01 --principal 9000 --part 2026-03-20:4000 --part 2026-08-31:5000 --actor sun",
    "pay XD-2026-0201 50 --on 2026-05-10 --via bank --ref E-1 --actor sun",
    "approve XD-2026-0020 --actor zhou",
    "schedule --kind bullet --principal 500 --rate 12% --periods 2 --first 2026-08-31 --charge PF-2026-0013 --actor sun",
    "bill PF-2026-0008 --period 2026Q3..2026Q4 --actor sun",
    "visit record XD-2026-0012 来访 --result promised --promise 100 --by 2026-06-30 --actor chen",
    "letter new XD-2026-0001 payment-reminder --pdf -o {place}.pdf --actor zhou",
    "letter batch --stage M1 --template payment-reminder --pdf -o {place}-all.pdf --actor zhou",
    *(
        f"open XD-2026-020{n} --policy small-loan --name 岑近{n} --batch {batch} --entrusted 2026-05-04 --return-by 2026-06-30 --term contract_rate=12%/year --actor sun"
        for n, batch in ((2, "GX-1"), (3, "GX-1"), (4, "GX-2"), (5, "GX-2"))
    ),
    *(
        f"opening XD-2026-020{n} --on 2026-05-04 --principal 1000 --overdue-since 2026-04-20 --actor sun"
        for n in (2, 3, 4, 5)
    ),
    *(f"pay XD-2026-020{n} 2000 --on 2026-05-10 --via bank --ref GX-{n} --actor sun" for n in (3, 5)),
    "report client --client xingdu --issue --actor zhou",
    "pay CC-2026-0001 10 --on 2026-05-30 --via bank --ref GX-9 --actor sun",
    "extension GX-1 --granted 2026-07-31 --actor sun",
    "close --batch GX-1 --reason returned --actor sun",
    "return GX-2 --dossier {place}-back.xlsx --actor sun",
    "init {place} --office 青禾",
    "sync",
    "sync --status",
)
"""Lines beside those of `compare.writes`."""
ROWS = """\
委案编号,委外日期,客户姓名,身份证号,委外金额,逾期本金
GR-1,2026-06-01,王芳,,1200,1200
GR-3,2026-06-01,高飞,110101199003070012,800,800
GR-4,2026-02-30,黄霞,,500,500
"""
"""A case that exists and owes less than here, one with a doubtful number, one with a day that is none."""
TALKS = """\
个案序列号,姓名,催收措施,催收时间,催收结果,催收员
GR-3,高飞,电话催收,2026-06-02 06:30,已接通,chen
合计,,,,,
"""
"""A call at an hour at which nobody is called, and a row of totals."""
STATEMENT = """\
交易日期,摘要,记账金额(收入),记账金额(支出),余额,对方户名,对方账户,附言,交易流水号
2026-06-02,转账,100.00,,,路人甲,,PF-2026-0024,20260602000001
2026-06-03,转账,100.00,,,路人甲,,PF-2026-0024-2,20260603000001
2026-06-04,消费,,9.00,,文具店,,,20260604000001
"""
"""A line that names a case, one that may, and one that goes out."""
IMPORTS = (
    Write(("import", "../bank.csv", "--actor", "sun"), {"../bank.csv": STATEMENT}),
    Write(("import", "../loans.csv", "--actor", "sun")),
    Write(("import", "../more.csv", "--partial", "--actor", "sun"), {"../more.csv": ROWS}),
    Write(("import", "../talks.csv", "--actor", "sun"), {"../talks.csv": TALKS}),
)
AFTERWARDS = (
    "legal XD-2026-0201",
    "legal XD-2026-0020",
    "limitation XD-2026-0201",
    "plan show CC-2026-0009",
    "audit",
    "checkpoint verify",
    "show XD-2026-0201 --reveal",
    "report client --client xingdu --from 2026-06-01 --to 2026-06-14",
)
SPOILT = (
    (
        "cases/small-loan/XD-2026-0019.yaml",
        "  - {id: 01jtd3k8q7m4x2ac, kind: payment\n",
        (
            "check",
            "report backdated",
            "report contact-breaches",
            "report given-up",
            "report reasons",
            "report compliance --from 2026-06-01",
            "report client --client xingdu --from 2026-06-01 --to 2026-06-14",
        ),
    ),
    ("access.log", "{\n", ("report access",)),
    ("policies/small-loan.yaml", "no_such_key: 1\n", ("policy check",)),
)
"""What is added to a file at the end, and the commands that tell of it."""


def wrong_in(answer: Any, forms: tuple[Form, ...], met: set[str]) -> list[str]:
    """Where an object fits none of the forms; the objects that were met in one that fits are noted by name."""
    found = []
    for form in forms:
        seen: set[Any] = set()
        wrong = misfits(answer, (form.answer,), form.call, seen)
        if not wrong:
            met |= {each.__name__ for each in seen}
            return []
        found.append(wrong)
    return min(found, key=len)


def answers(text: str) -> list[Any]:
    """The object that was printed, or those of its lines."""
    try:
        return [json.loads(text)]
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines()]


def objects_of(forms: tuple[Form, ...]) -> set[str]:
    """The names of all object types that the forms can have in them."""
    return {each.__name__ for form in forms for each in objects_in(form.answer)}


def command_of(line: str) -> str:
    """The command that a line of words calls."""
    return max((name for name in commands() if f"{line} ".startswith(f"{name} ")), key=len)


def test_every_command_is_looked_at() -> None:
    def leaves(command: Any, words: str = "") -> Iterator[str]:
        inner = getattr(command, "commands", None)
        if inner is None or getattr(command, "acts", False):
            yield words
        for name, child in (inner or {}).items():
            yield from leaves(child, f"{words} {name}".strip())

    every = set(leaves(whole_program()))
    assert every - set(commands()) == SILENT
    assert {form.command for form in LOOKING} == set(LINES)
    written = {
        command_of(" ".join(words))
        for words in (*(each.words for each in writes()), *map(str.split, MORE_WRITES))
    }
    assert written == {form.command for form in (*WRITING, *WRITING_TOO)} | set(plain_receipts()) | {
        "check",
        "report client",
    }


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"policies": []}, "policy list.rates: missing"),
        ({"policies": [], "rates": [], "more": 1}, "policy list.more: not declared"),
        ({"policies": {}, "rates": []}, "policy list.policies: no list: {}"),
        ({"policies": [{"policy": "a", "cases": True}], "rates": []}, "cases: not <class 'int'>: True"),
        ({"policies": [{"policy": None, "cases": 1}], "rates": []}, "policy: not <class 'str'>: None"),
        (
            {"policies": [], "rates": [{"rate": "r", "valid_through": "2026-02-30", "then": None}]},
            "'2026-02-30'",
        ),
    ],
)
def test_what_does_not_fit_is_told(answer: Any, told: str) -> None:
    wrong = wrong_in(answer, answers_of("policy list"), set())
    assert len(wrong) == 1
    assert told in wrong[0]


@pytest.mark.parametrize("command", LINES)
def test_what_looks_prints_what_is_declared(command: str, inside: Path, run: Run, tmp_path: Path) -> None:
    forms = tuple(form for form in LOOKING if form.command == command)
    met: set[str] = set()
    lines = Checkpoint("0" * 16, 7, "0" * 40, "0" * 64).lines()
    (tmp_path / "file.yaml").write_text(
        "contact_rules: cn-2026\nconnected_calls_per_day: 2\n", encoding="utf-8"
    )
    (tmp_path / "file.lines").write_text("\n".join(lines), encoding="utf-8")
    run("show", "XD-2026-0001", "--reveal")  # so that the access log has something to tell
    for line in LINES[command]:
        done = run(*line.format(place=tmp_path / "file").split(), "--json")
        # a machine may have no Chinese typeface
        assert done.code in (0, 6) or "fonts-noto-cjk" in done.err, (line, done.err)
        for answer in answers(done.out):
            assert wrong_in(answer, forms, met) == [], line
    assert objects_of(forms) - met == ONLY_LATER.get(command, set())


def test_heads_and_entries_have_the_keys_of_the_files(inside: Path, run: Run) -> None:
    head = {field.key for field in fields_of(Head)}
    for case in ("CC-2026-0016", "XD-2026-0004"):
        shown = run("show", case, "--json").json
        assert set(shown["head"]) <= head
        assert shown["entries"]
        for entry in shown["entries"]:
            assert set(entry) - {"kind"} <= {field.key for field in fields_of(KINDS[entry["kind"]])}


def test_what_writes_prints_what_is_declared(copied: Path, run: Run, tmp_path: Path) -> None:
    office = tmp_path / "office.git"
    subprocess.run(["git", "init", "-q", "--bare", str(office)], check=True)
    subprocess.run(["git", "remote", "add", "office", str(office)], check=True)
    rules = "contact_rules: cn-2026\nvalid_from: 2025-01-01\nsource: x\nconnected_calls_per_day: 0\n"
    (tmp_path / "made.yaml").write_text(rules, encoding="utf-8")
    met: dict[str, set[str]] = {}
    last_line = ""
    more = [Write(tuple(line.format(place=tmp_path / "made").split())) for line in MORE_WRITES]
    for write in (*writes(), *more, *IMPORTS):
        for name, text in write.appended.items():
            last_line = str(_add(copied / name, text))
        if write.committed:
            subprocess.run(["git", "commit", "-qam", "edited without the program"], check=True)
        words = [word.replace("{lines}", last_line) for word in write.words]
        done = run(*words, *(() if "--json" in words else ("--json",)))
        command = command_of(" ".join(write.words))
        seen = met.setdefault(command, set())
        for answer in answers(done.out):
            assert _wrong_in_receipt(command, answer, seen) == [], write.words
    for command, seen in met.items():
        assert seen >= objects_of(answers_of(command)) - objects_of(LOOKING), (
            command,
            "is refused each time",
        )
    _what_came_of_it(run, copied, met)
    for command, objects in ONLY_LATER.items():
        assert objects <= met[command], command


def _add(file: Path, text: str) -> int:
    content = (file.read_text(encoding="utf-8") if file.exists() else "") + text
    file.write_text(content, encoding="utf-8", newline="\n")
    return content.count("\n")


def _wrong_in_receipt(command: str, answer: dict[str, Any], seen: set[str]) -> list[str]:
    """As `wrong_in`; the line of a batch has the keys of a line and those of its own command."""
    if command != "batch":
        return wrong_in(answer, answers_of(command), seen)
    own = {key.name for form in answers_of(answer["op"]) for key in keys_of(form.answer)}
    of_line = {key.name for key in keys_of(LineReceiptData)}
    line = {name: value for name, value in answer.items() if name in of_line or name not in own}
    receipt = {name: value for name, value in answer.items() if name in own}
    return [*wrong_in(line, answers_of(command), seen), *wrong_in(receipt, answers_of(answer["op"]), set())]


def _what_came_of_it(run: Run, ledger: Path, met: dict[str, set[str]]) -> None:
    """Looks at the ledger as written, then as spoilt."""
    for line in AFTERWARDS:
        _looked_at(run, line, met)
    for name, text, lines in SPOILT:
        _add(ledger / name, text)
        for line in lines:
            _looked_at(run, line, met)


def _looked_at(run: Run, line: str, met: dict[str, set[str]]) -> None:
    done = run(*line.split(), "--json")
    command = command_of(line)
    forms = tuple(form for form in LOOKING if form.command == command)
    for answer in answers(done.out):
        assert wrong_in(answer, forms, met.setdefault(command, set())) == [], (line, done.err)
