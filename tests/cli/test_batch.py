"""`batch`: many operations in one commit or none, told line by line, and safe to run again."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from how_many import examples

from dunning_cli import Ledger
from dunning_cli.kernel.errors import WrongLines

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
Run = Callable[..., Any]
OPERATIONS = examples(120)
"""Of a mixed batch that is also carried out one by one; read before a test's own environment is made."""
ID_OR_TIME = re.compile(r"\b[0-9a-z]{16}\b|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+Z][\d:]*")
PAY = {
    "op": "pay",
    "case": CASE,
    "amount": "100.00",
    "via": "bank",
    "ref": "E-1",
    "key": "bank-2026-06-01-17",
}
NOTE = {
    "op": "note",
    "case": LOAN,
    "channel": "counter",
    "result": "promised",
    "text": "月底付",
    "promise": "300.00",
    "by": "2026-06-20",
    "key": "talk-1",
}
NEW = {"op": "open", "case": "PF-9", "policy": "property-fee", "name": "高飞", "key": "new-9"}


def jsonl(*lines: dict[str, Any] | str) -> str:
    return "".join(
        (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)) + "\n" for line in lines
    )


@pytest.fixture
def batch(run: Run, tmp_path: Path) -> Run:
    """Runs a batch of these lines, dicts or texts as they are."""

    def execute(*lines: dict[str, Any] | str, words: tuple[str, ...] = ()) -> Any:
        file = tmp_path / "b.jsonl"
        file.write_text(jsonl(*lines), encoding="utf-8")
        return run("batch", str(file), *words)

    return execute


def told(done: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.out.splitlines()]


def test_lines_are_applied_in_order_in_one_commit(
    worked: Path, batch: Run, in_git: Run, read_case: Run, last_commit: Run, run: Run
) -> None:
    before = int(in_git("rev-list", "--count", "HEAD"))
    charge = {"op": "charge", "case": "PF-9", "on": "2026-06-01", "due": "2026-06-30", "principal": "50.00"}
    done = batch(PAY, NEW, charge, {"op": "pay", "case": "高飞", "amount": "20.00"}, NOTE)
    assert (done.code, done.errors) == (0, [])
    assert done.out.startswith("batch: 5 operations, cases: 3 [")
    assert int(in_git("rev-list", "--count", "HEAD")) == before + 1
    assert {Path(path).stem for path in last_commit().files} == {CASE, LOAN, "PF-9"}
    assert last_commit().trailers["Actor"] == ["clerk"]
    assert [entry["kind"] for entry in read_case(worked, LOAN)["entries"]] == [
        "opening",
        "contact",
        "promise",
    ]
    assert run("fees", "PF-9", "--json").json["balance"]["principal"] == "30.00"
    assert run("check").code == 0
    assert run("audit").code == 0


def test_the_key_stands_on_the_first_entry_or_in_the_head(worked: Path, batch: Run, read_case: Run) -> None:
    change = {"op": "set", "case": CASE, "change": ["debtor.employer=青禾小学"], "key": "set-1"}
    assert batch(PAY, NOTE, NEW, change).code == 0
    assert read_case(worked, CASE)["entries"][-1]["key"] == "bank-2026-06-01-17"
    contact, promise = read_case(worked, LOAN)["entries"][-2:]
    assert (contact["key"], promise.get("key")) == ("talk-1", None)
    assert read_case(worked, CASE)["lines"] == [{"key": "set-1"}]
    assert read_case(worked, "PF-9")["lines"] == [{"key": "new-9"}]


@pytest.mark.parametrize(
    ("key", "stored"),
    [
        ("bank:2026/06_01-0.17", "bank:2026/06_01-0.17"),
        (" E-1 ", "E-1"),
        ("王建国 六月", None),
        ("wangjianguo", None),
        ("13800000007", None),
        ("PF/110101199003070011", None),
        ("a b 1", None),
        ("x" * 100 + "1", None),
    ],
)
def test_a_key_that_is_no_plain_reference_is_kept_as_its_hash(
    key: str, stored: str | None, worked: Path, batch: Run, read_case: Run, file_of: Run
) -> None:
    assert batch(PAY | {"key": key}).code == 0
    kept = read_case(worked, CASE)["entries"][-1]["key"]
    assert kept == stored if stored else re.fullmatch(r"sha256:[0-9a-f]{64}", kept)
    assert stored or key not in file_of(worked, CASE).read_text(encoding="utf-8").partition("entries:")[2]
    again = batch(PAY | {"key": key}, words=("--json",))
    assert [line["known"] for line in told(again)] == [True]


def test_run_again_it_does_nothing_and_says_so(worked: Path, batch: Run, in_git: Run, state: Run) -> None:
    change = {"op": "set", "case": CASE, "change": ["remark=老客户"], "key": "set-1"}
    lines = (PAY, NOTE, NEW, change)
    assert batch(*lines).code == 0
    before = state(worked)
    done = batch(*lines)
    assert (done.code, done.out, done.errors) == (0, "batch: every line is known already\n", [])
    named = batch(*lines, words=("--resume",)).out.splitlines()
    assert [line.partition(" [")[0] for line in named[1:]] == [
        f"line 1: known, {CASE}",
        f"line 2: known, {LOAN}",
        "line 3: known, PF-9",
        f"line 4: known, {CASE}",
    ]
    assert state(worked) == before


def test_a_longer_batch_adds_only_what_is_new(worked: Path, batch: Run) -> None:
    assert batch(PAY, NOTE).code == 0
    second = PAY | {"ref": "E-2", "key": "bank-2"}
    done = batch(PAY, second, NOTE)
    assert done.out.splitlines()[1:] == ["2 lines were known already and skipped"]
    assert done.out.startswith(f"pay {CASE}: 100.00 by bank")


def test_a_reversed_entry_is_still_known(worked: Path, batch: Run, run: Run) -> None:
    entry = told(batch(PAY, words=("--json",)))[0]["entry"]
    assert run("reverse", CASE, entry, "--reason", "退票").code == 0
    (line,) = told(batch(PAY, words=("--json",)))
    assert (line["known"], line["entry"]) == (True, entry)


def test_what_another_clone_has_done_is_known_here(
    worked: Path, batch: Run, run: Run, in_git: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "there"
    change = {"op": "set", "case": CASE, "change": ["remark=老客户"], "key": "set-1"}
    in_git("clone", "-q", str(worked), str(there))
    monkeypatch.chdir(there)
    in_git("config", "receive.denyCurrentBranch", "ignore")
    assert batch(PAY, change).code == 0
    monkeypatch.chdir(worked)
    assert batch({**change, "change": ["creditor=青禾物业"], "key": "set-2"}).code == 0
    in_git("remote", "add", "origin", str(there))
    assert run("sync").code == 0
    done = batch(PAY, change, {**change, "key": "set-2"}, words=("--json",))
    assert [line["known"] for line in told(done)] == [True, True, True]


def test_results_are_json_lines(worked: Path, batch: Run, in_git: Run) -> None:
    lines = told(
        batch(PAY, {**PAY, "case": LOAN, "amount": "99999.00", "ref": "E-2", "key": None}, words=("--json",))
    )
    head = in_git("rev-parse", "HEAD").strip()
    assert [(line["line"], line["op"], line["case"], line["known"], line["commit"]) for line in lines] == [
        (1, "pay", CASE, False, head),
        (2, "pay", LOAN, False, head),
    ]
    assert [line["key"] for line in lines] == ["bank-2026-06-01-17", None]
    assert "the rest stays as credit" in lines[1]["warnings"][0]


def test_a_dry_run_writes_nothing(worked: Path, batch: Run, state: Run) -> None:
    before = state(worked)
    done = batch(PAY, NEW, words=("--dry-run",))
    assert (done.code, done.out) == (0, "batch: 2 operations, cases: 2\n")
    assert done.errors == ["note: dry run: nothing was written"]
    assert state(worked) == before
    assert batch(PAY | {"amount": "0"}, words=("--dry-run",)).code == 2


def test_notes_name_their_line(worked: Path, batch: Run) -> None:
    done = batch(NOTE, PAY | {"amount": "90000.00"})
    assert done.code == 0
    assert [line for line in done.errors if line.startswith("note: line 2: 90,000.00 is more than")]


FAULTS = [
    ({"op": "pay", "case": CASE}, 2, "line 1: the key 'amount' is missing"),
    ({**PAY, "amount": "12,5x"}, 2, "line 1: amount: "),
    ({**PAY, "amont": "1"}, 2, "line 1: unknown key 'amont'; did you mean 'amount'?"),
    ({**PAY, "n" * 900: "1"}, 2, "line 1: unknown key 'nnn"),
    ({**PAY, "via": "post"}, 2, "line 1: via: 'post' is not one of the known words"),
    ({**PAY, "actor": "li"}, 2, "line 1: actor: a line cannot set the actor; say who acts with --actor"),
    ({**PAY, "by": "li"}, 2, "line 1: by: a line cannot set the actor; say who acts with --actor"),
    ({"case": CASE}, 2, "line 1: the key 'op' is missing"),
    ({**PAY, "op": "pya"}, 2, "line 1: there is no operation 'pya'; did you mean 'pay'?"),
    ({**PAY, "op": "x" * 500}, 2, "line 1: there is no operation 'xxx"),
    ({"op": "commit"}, 2, "line 1: op: 'commit' cannot be in a batch; give it as a command of its own"),
    ({"op": "undo"}, 2, "line 1: op: 'undo' cannot be in a batch; give it as a command of its own"),
    ({"op": "mend", "case": CASE}, 2, "line 1: op: 'mend' cannot be in a batch; give it as a command of its own"),
    ({"op": "work"}, 2, "line 1: op: 'work' cannot be in a batch; give it as a command of its own"),
    ({"op": "sync"}, 2, "line 1: op: 'sync' cannot be in a batch; give it as a command of its own"),
    ({**PAY, "key": 5}, 0, ""),
    ({**PAY, "key": ["a"]}, 2, "line 1: 'key' must be a single value"),
    ({**PAY, "key": " "}, 2, "line 1: key: the text is empty"),
    ({**PAY, "amount": ["1"]}, 2, "line 1: 'amount' must be a single value"),
    (json.dumps({**PAY, "ref": "\ud800"}), 2, "line 1: ref: the text holds a NUL or bytes that are not UTF-8; take them out"),
    ({**PAY, "ref": "r" * 100_000}, 2, "line 1: the line has 100"),
    ("[1]", 2, "line 1: this is no JSON object on one line"),
    ('"pay"', 2, "line 1: this is no JSON object on one line"),
    ('{"op": "pay",', 2, "line 1: this is no JSON object on one line"),
    ('{"op": "pay", "amount": NaN}', 2, "line 1: NaN is not a number"),
    ('{"op": "pay", "op": "note"}', 2, "line 1: the field 'op' stands twice"),
    ("[" * 60_000, 2, "line 1: this is no JSON object on one line"),
    ('{"a":' * 500 + "1" + "}" * 500, 2, "line 1: "),
    ({**PAY, "case": "PF-2027"}, 3, "line 1: there is no case 'PF-2027'"),
    ({**PAY, "case": LOAN, "op": "reopen", "amount": None, "via": None, "ref": None}, 1,
     "line 1: XD-2026-0001 is not closed"),
    ({**PAY, "on": "1975-01-01"}, 4,
     "line 1: PF-2026-0007: the value date 1975-01-01 is before 1980 (rule value-date); with a reason in its field "
     "'override' it goes through"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "code", "said"), FAULTS, ids=[str(number) for number in range(len(FAULTS))])
def test_a_faulty_line_is_told_in_one_line(
    line: dict[str, Any] | str, code: int, said: str, worked: Path, batch: Run, state: Run
) -> None:
    before = state(worked)
    done = batch(line)
    assert done.code == code, done.err
    if code:
        assert len(done.errors) == 1
        assert done.errors[0].startswith(f"error: {said}")
        assert len(done.errors[0]) < 600
        assert (done.out, state(worked)) == ("", before)


def test_every_faulty_line_is_told_and_nothing_is_written(worked: Path, batch: Run, state: Run) -> None:
    before = state(worked)
    done = batch(
        PAY, *({**PAY, "amount": "0", "key": f"k-{number}"} for number in range(30)), {**NOTE, "case": "XX"}
    )
    assert done.code == 2
    assert done.errors[0].startswith("error: line 2: amount: ")
    assert [line.partition(":")[0] for line in done.errors[1:]] == [
        f"line {number}" for number in range(3, 33)
    ]
    assert state(worked) == before


def test_lines_on_a_case_that_a_faulty_line_was_to_open_are_not_told_too(worked: Path, batch: Run) -> None:
    done = batch({**NEW, "policy": "none-such"}, {"op": "pay", "case": "PF-9", "amount": "1.00"})
    assert (done.code, len(done.errors)) == (1, 1)
    assert done.errors[0].startswith("error: line 1: there is no policy 'none-such'")


def test_one_value_stands_where_a_list_belongs(worked: Path, batch: Run, read_case: Run) -> None:
    assert batch({"op": "assign", "case": LOAN, "owner": "chen"}).code == 0
    assert batch({"op": "set", "case": LOAN, "change": "debtor.employer=青禾小学"}).code == 0
    case = read_case(worked, LOAN)
    assert (case["entries"][-1]["owner"], case["debtor"]["employer"]) == ("chen", "青禾小学")


def test_an_opening_line_names_its_case_by_either_key(worked: Path, batch: Run, read_case: Run) -> None:
    opening = {"op": "open", "policy": "property-fee", "name": "钱多多"}
    assert batch({**opening, "id": "PF-9"}, {**opening, "case": "PF-10"}).code == 0
    assert tuple(read_case(worked, case)["case"] for case in ("PF-9", "PF-10")) == ("PF-9", "PF-10")
    wrong = batch({**opening, "id": "PF-11", "case": "PF-12"})
    assert (wrong.code, wrong.err) == (
        2,
        "error: line 1: 'case' and 'id' are the same here; give one\n",
    )
    assert "line 1: the key 'case' is missing" in batch(opening).err


def test_the_rules_hold_as_for_one_command(
    worked: Path, batch: Run, run: Run, state: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = {"op": "note", "case": CASE, "channel": "phone", "result": "no_answer", "text": "无人接听"}
    monkeypatch.setenv("DUNNING_TODAY", "2026-06-01T23:00")
    alone = run("note", CASE, "无人接听", "--channel", "phone", "--result", "no_answer")
    assert alone.code == 4
    before = state(worked)
    done = batch(call)
    assert done.code == 4
    assert done.errors[0].startswith(alone.errors[0].partition(";")[0].replace("error: ", "error: line 1: "))
    assert "field 'override'" in done.errors[0]
    assert state(worked) == before
    assert batch({**call, "override": "客户要求"}).code == 0


def test_money_booked_before_is_refused_within_a_batch_too(worked: Path, batch: Run) -> None:
    done = batch(PAY, {**PAY, "case": LOAN, "key": "other-2"})
    assert done.code == 1
    assert done.errors[0].startswith("error: line 2: E-1 is booked already")
    assert batch(PAY, {**PAY, "case": LOAN, "key": "other-2", "override": "两笔"}).code == 0


def test_a_key_for_two_things_is_a_fault_and_for_the_same_twice_is_known(worked: Path, batch: Run) -> None:
    done = batch(PAY, "", {**PAY, "amount": "2.00"})
    assert (done.code, done.errors) == (2, ["error: line 3: line 1 has this key for something else"])
    lines = told(batch(PAY, PAY, words=("--json",)))
    assert [(line["known"], line.get("known_line")) for line in lines] == [(False, None), (True, 1)]
    assert lines[0]["entry"] == lines[1]["entry"]


def test_a_key_in_a_case_that_cannot_be_read_stops_the_batch(
    worked: Path, batch: Run, file_of: Run, in_git: Run, state: Run
) -> None:
    assert batch(PAY).code == 0
    file = file_of(worked, CASE)
    file.write_text(file.read_text(encoding="utf-8") + "  - {id: broken\n", encoding="utf-8")
    in_git("commit", "-qam", "broken")
    before = state(worked)
    done = batch({**PAY, "case": LOAN})
    assert done.code == 1
    assert f"{CASE}.yaml:" in done.errors[0]
    assert state(worked) == before


def test_comma_separated_values(worked: Path, run: Run, tmp_path: Path, read_case: Run) -> None:
    file = tmp_path / "b.CSV"
    file.write_text(
        "\ufeffop,case,amount,via,ref,key,change,owner\n"
        f'pay,{CASE},100.00,bank,"E,1",b-1,,\n'
        f'set,{CASE},,,,s-1,"[""remark=a, b"", ""debtor.employer=青禾小学""]",\n'
        ",,,,,,,\n"
        f"set,{LOAN},,,,s-2,remark=c,\n"
        f"assign,{LOAN},,,,a-1,,zhao\n",
        encoding="utf-8",
        newline="",
    )
    done = run("batch", str(file), "--json")
    assert [line["line"] for line in told(done)] == [2, 3, 5, 6]
    assert read_case(worked, CASE)["entries"][-1]["ref"] == "E,1"
    assert read_case(worked, CASE)["remark"] == "a, b"
    assert read_case(worked, LOAN)["remark"] == "c"
    assert read_case(worked, LOAN)["entries"][-1]["owner"] == "zhao"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("b.jsonl", b"", "b.jsonl: the batch is empty"),
        ("b.jsonl", b"\n \n", "b.jsonl: the batch is empty"),
        ("b.csv", b"op,case\n", "b.csv: the batch is empty"),
        (
            "b.csv",
            b"case,amount\nx,1\n",
            "b.csv: line 1: the header of a batch names its fields, 'op' among them",
        ),
        ("b.csv", b"op,case,case\n", "b.csv: line 1: the field 'case' stands twice"),
        ("b.csv", b'op,case\npay,"x\n', "b.csv: the row that begins on line 2 cannot be split"),
        ("b.csv", b"op,case\npay,x,y\n", "line 2: a cell stands under no header"),
        ("b.csv", b"op,case\nassign,[x\n", "line 2: 'case' must be a list"),
        ("b.jsonl", b'{"op": "pay"}\n\xff\n', "b.jsonl: line 2 is not UTF-8: save the file again as UTF-8"),
        ("b.csv", "op,案件".encode("gb18030"), "b.csv: line 1 is not UTF-8: save the file again as UTF-8"),
        ("b.txt", b"{}", "b.txt: a batch is a .jsonl or .csv file, or - for standard input"),
    ],
)
def test_files_that_are_no_batch(
    name: str, data: bytes, said: str, worked: Path, run: Run, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    done = run("batch", str(tmp_path / name))
    assert (done.code, done.out, len(done.errors)) == (2, "", 1)
    assert done.errors[0].startswith(f"error: {said}")
    assert run("batch", "none.jsonl").code == 3


def test_standard_input_is_json_lines(worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(jsonl(PAY).encode()), encoding="utf-8"))
    assert run("batch", "-").out.startswith(f"pay {CASE}: 100.00 by bank")


def test_from_python(worked: Path) -> None:
    ledger = Ledger(worked, actor="clerk")
    first = ledger.batch([PAY, NOTE])
    assert [(line["line"], line["case"], line["known"]) for line in first] == [
        (1, CASE, False),
        (2, LOAN, False),
    ]
    assert [line["entry"] for line in ledger.batch([PAY])] == [first[0]["entry"]]
    with pytest.raises(WrongLines, match="line 2: the key 'amount' is missing"):
        ledger.batch([{**PAY, "key": "b-2", "ref": "E-2"}, {"op": "pay", "case": LOAN}])


def test_undo_takes_a_batch_back_whole(worked: Path, batch: Run, run: Run) -> None:
    before = {case: run("fees", case, "--json").json["balance"] for case in (CASE, LOAN)}
    assert batch(PAY, {**PAY, "case": LOAN, "ref": "E-2", "key": "b-2"}).code == 0
    assert run("undo").code == 0
    assert {case: run("fees", case, "--json").json["balance"] for case in (CASE, LOAN)} == before


def mixed(number: int) -> list[dict[str, Any]]:
    """So many operations of ten kinds on a few cases, each on what those before it left."""
    cases = [f"B-{each}" for each in range(max(2, number // 40))]
    lines: list[dict[str, Any]] = []
    for case in cases:
        lines += [
            {"op": "open", "case": case, "policy": "property-fee", "name": f"张{case}", "owner": "wang"},
            {
                "op": "charge",
                "case": case,
                "on": "2026-01-01",
                "due": "2026-01-31",
                "principal": "1200.00",
                "ref": "Q1",
            },
        ]
    kinds: list[Callable[[str, int], dict[str, Any]]] = [
        lambda case, turn: {"op": "pay", "case": case, "amount": f"{1 + turn % 9}.00", "via": "bank", "ref": f"E-{turn}"},
        lambda case, turn: {"op": "note", "case": case, "channel": "counter", "result": "promised", "text": f"来 {turn}",
                            "promise": f"{1 + turn}.00", "by": "2026-06-20"},
        lambda case, turn: {"op": "set", "case": case, "change": [f"remark=批注 {turn}"]},
        lambda case, turn: {"op": "charge", "case": case, "on": "2026-03-01", "due": "2026-03-31", "fee": "3.00",
                            "ref": f"F{turn}"},
        lambda case, _: {"op": "pay", "case": case, "amount": "2.50", "via": "cash", "on": "2026-05-04"},
        lambda case, _: {"op": "waive", "case": case, "component": "penalty", "amount": "0.10", "reason": "老客户"},
        lambda case, turn: {"op": "promise", "case": case, "amount": f"{turn}.50", "by": "2026-06-25"},
        lambda case, turn: {"op": "detail", "case": case, "of": "debtor", "phone": f"138{turn:08}"},
        lambda case, turn: {"op": "assign", "case": [case], "owner": f"col{turn}"},
        lambda case, _: {"op": "letter new", "case": case, "template": "payment-reminder",
                            "method": "hand", "override": "补寄"},
    ]  # fmt: skip
    turn = 0
    while len(lines) < number:
        lines.append(kinds[turn % 10](cases[turn * 7 % len(cases)], turn))
        turn += 1
    return lines


def shape(folder: Path) -> dict[str, str]:
    """Every case file without ids and times, every letter's name."""
    found = {
        file.stem: ID_OR_TIME.sub("*", file.read_text(encoding="utf-8"))
        for file in (folder / "cases").rglob("*.yaml")
    }
    return found | {
        file.name: file.read_text(encoding="utf-8") for file in (folder / "letters").rglob("*.txt")
    }


def test_a_batch_equals_its_operations_one_by_one(worked: Path, batch: Run, run: Run, tmp_path: Path) -> None:
    lines = mixed(OPERATIONS)
    alone = tmp_path / "alone"
    shutil.copytree(worked, alone)
    done = batch(*lines)
    assert done.code == 0, done.err
    ledger = Ledger(alone, actor="clerk")
    for line in lines:
        ledger.do(line["op"], **{name: value for name, value in line.items() if name != "op"})
    assert shape(worked) == shape(alone)
    here, there = (
        [
            ID_OR_TIME.sub("*", run("--ledger", str(folder), *words, "--json").out)
            for words in (("fees", "--all"), ("list",))
        ]
        for folder in (worked, alone)
    )
    assert here == there
    assert run("check").code == 0
    assert run("audit").code == 0
