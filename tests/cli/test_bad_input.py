"""Wrong words, wrong values and wrong files: one clear line, the right exit code, nothing written."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
OPEN = ("--policy", "property-fee", "--name", "张三")
REFUSED, WRONG, MISSING, RULE, FOUND = 1, 2, 3, 4, 6
EITHER = (REFUSED, WRONG)
"""For a value that is of wrong form only by the rules of a policy."""

Run = Callable[..., Any]


def refused(done: Any, code: int | tuple[int, ...]) -> str:
    """The one line a refused command may say."""
    assert done.code in (code if isinstance(code, tuple) else (code,)), (done.code, done.out, done.err)
    assert done.out == ""
    assert len(done.errors) == 1, done.err
    assert done.err.startswith("error: ")
    assert "Traceback" not in done.err
    assert len(done.err) > len("error: x")
    return done.err


# --- words and values ----------------------------------------------------------------------------------

WORDS: list[tuple[int | tuple[int, ...], tuple[str, ...]]] = [
    # amounts
    *[(WRONG, ("pay", CASE, "--", text)) for text in (
        "1e3", "1,20", "1,2345", "12,34.50", "1.200,50", ",100", "-0", "-5", "+5", "٣", "NaN", "inf", "0", "0.00", "1.234", ".5", "5.", "01", "",
        "$5", "0x10", "1_000", "1000000000000", "5万元5", "1.2345678万", "5角", "1 000",
    )],
    *[(WRONG, ("charge", CASE, "--principal", text)) for text in ("1e3", "NaN", "-1", "1.005")],
    (WRONG, ("promise", CASE, "1e3", "--by", "2026-07-01")),
    (WRONG, ("promise", CASE, "0", "--by", "2026-07-01")),
    (WRONG, ("note", CASE, "x", "--channel", "phone", "--promise", "all", "--by", "2026-07-01")),
    (REFUSED, ("charge", CASE)),
    (REFUSED, ("charge", CASE, "--principal", "0")),
    # dates
    *[(WRONG, ("pay", CASE, "5", "--on", text)) for text in (
        "2026-02-30", "2026-13-01", "2026-00-10", "2025-02-29", "2026/02-03", "2026/13/01", "202602030", "03-02-2026",
        "01/02/2026", "1/2", "2-30", "上周", "", "0000-01-01", "2026-02-03T10:00", "2026 02 03",
    )],
    (WRONG, ("list", "--as-of", "2026-02-30")),
    (WRONG, ("status", CASE, "--as-of", "x")),
    (WRONG, ("charge", CASE, "--principal", "5", "--due", "2026-02-30")),
    (WRONG, ("opening", CASE, "--principal", "5", "--overdue-since", "2026-02-30")),
    (WRONG, ("promise", CASE, "5", "--by", "2026-02-30")),
    (WRONG, ("note", CASE, "x", "--channel", "phone", "--at", "2026-05-01")),
    (WRONG, ("note", CASE, "x", "--channel", "phone", "--at", "2026-05-01T25:00")),
    (REFUSED, ("note", CASE, "x", "--channel", "phone", "--at", "2026-06-01T10:01")),
    (REFUSED, ("note", CASE, "x", "--channel", "phone", "--on", "2026-06-02")),
    (REFUSED, ("note", CASE, "x", "--channel", "phone", "--at", "2026-05-01T10:00", "--on", "2026-05-02")),
    (REFUSED, ("note", CASE, "x", "--channel", "phone", "--callback", "2026-05-31")),
    (REFUSED, ("promise", CASE, "5", "--by", "2026-05-31")),
    (REFUSED, ("open", "N-1", *OPEN, "--batch", "B", "--entrusted", "2026-05-04", "--return-by", "2026-05-03")),
    (WRONG, ("open", "N-1", *OPEN, "--contract-date", "2026-02-30")),
    # ids
    *[(WRONG, ("open", *OPEN, "--", text)) for text in (
        "a/b", "../a", "/etc/x", "a\\b", "a.b", ".a", "a b", " a", "a\n", "-a", "_a", "a-", "", "a\u202eb", "a\x00b",
        "a:b", "a" * 65, "a\ud800",
    )],
    (REFUSED, ("open", CASE, *OPEN)),
    (REFUSED, ("open", CASE.lower(), *OPEN)),
    (REFUSED, ("open", "N-1", "--policy", "no-such", "--name", "x")),
    (WRONG, ("open", "N-1", "--policy", "../x", "--name", "x")),
    (WRONG, ("open", "N-1", "--policy", "property-fee", "--name", "")),
    (WRONG, ("open", "N-1", "--policy", "property-fee", "--name", " \t")),
    (WRONG, ("open", "N-1", "--policy", "property-fee", "--name", "a\x00b")),
    (WRONG, ("open", "N-1", *OPEN, "--phone", "")),
    (WRONG, ("open", "N-1", *OPEN, "--guarantor", ":139")),
    (REFUSED, ("open", "N-1", *OPEN, "--entrusted", "2026-05-04")),
    # overrides of the policy
    (WRONG, ("open", "N-1", *OPEN, "--term", "contract_rate")),
    (EITHER, ("open", "N-1", *OPEN, "--term", "no_such=1")),
    (EITHER, ("open", "N-1", *OPEN, "--term", "accruals.late_penalty.rate=much")),
    (EITHER, ("open", "N-1", *OPEN, "--term", "accruals.late_penalty.base=all")),
    (EITHER, ("open", "N-1", *OPEN, "--term", "day_count.basis=7")),
    (EITHER, ("open", "N-1", *OPEN, "--term", "allocation.order=fee,fee")),
    (EITHER, ("open", "N-1", "--policy", "small-loan", "--name", "x", "--term", "contract_rate=abc")),
    (EITHER, ("set", LOAN, "terms.contract_rate=abc")),
    # texts
    (WRONG, ("note", CASE, "", "--channel", "phone")),
    (WRONG, ("note", CASE, "a\x00b", "--channel", "phone")),
    (WRONG, ("note", CASE, "a\ud800", "--channel", "phone")),
    (WRONG, ("note", CASE, "x" * 20_001, "--channel", "phone")),
    (WRONG, ("pay", CASE, "5", "--ref", "a\x00b")),
    # fixed words
    (WRONG, ("note", CASE, "x", "--channel", "telephone")),
    (WRONG, ("note", CASE, "x", "--channel", "Phones")),
    (WRONG, ("note", CASE, "x", "--channel", "phone", "--result", "maybe")),
    (WRONG, ("note", CASE, "x", "--channel", "phone", "--reason", "poor")),
    (REFUSED, ("note", CASE, "x", "--channel", "phone", "--promise", "5")),
    (REFUSED, ("note", CASE, "x", "--channel", "phone", "--by", "2026-07-01")),
    (WRONG, ("pay", CASE, "5", "--via", "cheque")),
    (WRONG, ("pay", CASE, "5", "--to", "all")),
    (WRONG, ("close", CASE, "--reason", "done")),
    (WRONG, ("letter", "new", CASE, "overdue-notice", "--method", "pigeon")),
    (WRONG, ("letter", "new", CASE, "overdue-notice", "--letter-language", "fr")),
    (WRONG, ("list", "--sort", "name")),
    (WRONG, ("list", "--limit", "many")),
    (WRONG, ("list", "--limit", "-1")),
    (WRONG, ("list", "--format", "xml")),
    (WRONG, ("remind", "--days", "1.5")),
    (WRONG, ("history", "--limit", "1e3")),
    (WRONG, ("find", "")),
    (WRONG, ("import", "x.xlsx", "--kind", "people")),
    # heads
    (WRONG, ("set", CASE, "owner")),
    (WRONG, ("set", CASE, "=x")),
    (WRONG, ("set", CASE, "a b=c")),
    (REFUSED, ("set", CASE, "case=N-1")),
    (REFUSED, ("set", CASE, "entries=x")),
    (REFUSED, ("set", CASE, "entries[0].amount=1")),
    (REFUSED, ("set", CASE, "debtor.nme=x")),
    (REFUSED, ("set", CASE, "debtor=x")),
    (REFUSED, ("set", CASE, "debtor.name=")),
    (REFUSED, ("set", CASE, "policy=no-such")),
    (REFUSED, ("set", CASE, "debtor.phones[9].number=1")),
    (REFUSED, ("set", CASE, "account.contract_date=2026-02-30")),
    (REFUSED, ("set", CASE, "owner=wang")),
    (WRONG, ("set", CASE, "owner=a\x00b")),
    # who and where
    (REFUSED, ("pay", CASE, "5", "--actor", "a <b>")),
    (REFUSED, ("pay", CASE, "5", "--actor", "a\nb")),
    (REFUSED, ("pay", CASE, "5", "--actor", "a\x00b")),
    (MISSING, ("pay", "NOPE", "5")),
    (MISSING, ("fees", "")),
    (MISSING, ("fees", "../../etc/passwd")),
    (MISSING, ("show", "a\x00b")),
    (MISSING, ("reverse", CASE, "zzzz")),
    (MISSING, ("assign", CASE, "NOPE", "--owner", "li")),
    (MISSING, ("letter", "preview", CASE, "no-such")),
    (WRONG, ("letter", "new", CASE, "../../dunning")),
    (MISSING, ("letter", "preview", CASE, "../../dunning")),
    (MISSING, ("letter", "preview", CASE, "overdue-notice", "--to", "路人")),
    (RULE, ("letter", "new", CASE, "overdue-notice", "--to", "路人")),
    (MISSING, ("import", "no-such.xlsx")),
    (MISSING, ("history", "NOPE")),
    (MISSING, ("commit", "NOPE")),
    (REFUSED, ("commit",)),
    (REFUSED, ("reopen", CASE)),
    (REFUSED, ("init",)),
    # the command itself
    (WRONG, ("bogus",)),
    (WRONG, ("letter", "bogus")),
    (WRONG, ("pay",)),
    (WRONG, ("pay", CASE)),
    (WRONG, ("pay", CASE, "5", "6")),
    (WRONG, ("pay", CASE, "5", "--bogus")),
    (WRONG, ("pay", CASE, "5", "--on")),
    (WRONG, ("pay", CASE, "-5")),
    (WRONG, ("pay", CASE, "5", "--json=yes")),
    (WRONG, ("list", "extra")),
    (WRONG, ("open", "N-1", "--name", "x")),
    (WRONG, ("--bogus", "list")),
    (WRONG, ("--lang", "fr", "list")),
    (WRONG, ("list", "--lang")),
    (WRONG, ("list", "--ledger")),
    (MISSING, ("--ledger", "no-such-folder", "list")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "words"), WORDS, ids=lambda value: repr(value)[:60])
def test_refused_words_change_nothing(
    code: int | tuple[int, ...], words: tuple[str, ...], worked: Path, run: Run, state: Run
) -> None:
    before = state(worked)
    line = refused(run(*words), code)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", line), "the line itself is harmless"
    assert state(worked) == before


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--as-of", "9999-12-31"),
        ("fees", CASE, "--as-of", "9999-12-31"),
        ("remind", "--as-of", "9999-12-31"),
        ("remind", "--days", "999999"),
        ("pay", CASE, "5", "--on", "9999-12-31"),
        ("pay", CASE, "5", "--on", "0001-01-01"),
        ("letter", "preview", CASE, "overdue-notice", "--as-of", "9999-12-31"),
        ("letter", "new", CASE, "overdue-notice", "--on", "9999-12-31"),
        ("promise", CASE, "5", "--by", "9999-12-31"),
        ("opening", CASE, "--on", "9999-12-31", "--principal", "5"),
        ("note", CASE, "x", "--channel", "phone", "--callback", "9999-12-31"),
    ],
    ids=lambda words: "-".join(words[:2]),
)
def test_the_ends_of_the_calendar_are_no_bug(words: tuple[str, ...], worked: Path, run: Run) -> None:
    done = run(*words)
    assert done.code in (0, REFUSED, WRONG), done.err
    assert run("list").code == 0, "the ledger stays readable"
    assert run("remind", "--days", "30").code == 0


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("lst",), "there is no command 'lst'; did you mean 'list'?"),
        (("plan", "nwe"), "there is no command 'nwe'; did you mean 'new'? (see 'dunning plan --help')"),
        (("list", "all", "of them"), "too many words: all of them;"),
        (("list", "--json=yes"), "--json takes no value; see 'dunning list --help'"),
        (("list", "--owner"), "--owner needs a value; see 'dunning list --help'"),
        (("pay", CASE), "AMOUNT is missing; see 'dunning pay --help'"),
        (("list", "--own", "x"), "did you mean --owner?"),
        (("pay", CASE, "5", "--via", "banc"), "did you mean 'bank'?"),
        (("open", "N-1", "--policy", "property-fe", "--name", "x"), "did you mean 'property-fee'?"),
        (("set", CASE, "debtor.nme=x"), "did you mean 'name'?"),
        (("fees", "PF-2026-007"), f"did you mean '{CASE}'?"),
        (("letter", "preview", CASE, "overdue-notise"), "did you mean 'overdue-notice'?"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_slip_is_told_the_nearest_word(words: tuple[str, ...], hint: str, worked: Path, run: Run) -> None:
    assert hint.replace("'", "") in run(*words).err.replace("'", "")


def test_every_wrong_value_is_named(worked: Path, run: Run) -> None:
    done = run("pay", CASE, "1e3", "--on", "2026-02-30", "--via", "x")
    assert done.code == WRONG
    assert len(done.errors) == 3
    for text in ("1e3", "2026-02-30", "'x'"):
        assert text in done.err


def test_a_wrong_fixed_today_is_wrong_usage(worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNNING_TODAY", "2026-02-30")
    assert "DUNNING_TODAY" in refused(run("list"), WRONG)
    assert "DUNNING_TODAY" in refused(run("pay", CASE, "5"), WRONG)


# --- texts kept as they are ----------------------------------------------------------------------------

TEXTS = [
    "-rf",
    "--lang",
    "- a: b",
    "a: b # c",
    "{x: [y]}",
    "*alias &anchor !tag",
    "'single' \"double\" \\ back",
    "| block",
    "null",
    "no",
    "~",
    "0123",
    "1e3",
    "2026-05-01",
    "=1+1",
    "line one\nline two",
    "\nbegins and ends in lines\n",
    "line\n  - {id: 0, kind: payment}\nentries:\n",
    "tab\there",
    "  blanks around  ",
    "carriage\r\nreturn",
    "bell\x07 escape\x1b[31m red",
    "\u202eright to left\u2066",
    "zero\u200bwidth\ufeff",
    "line\u2028separator\x85",
    "e\u0301 stays apart",
    "%d %s {name} {0}",
    "王建国 😀 𠮷",
]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text)[:40])
def test_a_text_is_kept_byte_for_byte_and_shown_harmlessly(
    text: str, ledger: Path, run: Run, read_case: Run
) -> None:
    opened = run("open", "N-1", "--policy", "property-fee", f"--name={text}", f"--address={text}")
    assert opened.code == 0, opened.err
    noted = run("note", "N-1", "--channel", "phone", f"--to={text}", f"--recording={text}", "--", text)
    assert noted.code == 0, noted.err
    tree = read_case(ledger, "N-1")
    assert tree["debtor"]["name"] == text
    assert tree["debtor"]["addresses"][0]["text"] == text
    (note,) = tree["entries"]
    assert (note["text"], note["to"], note["recording"]) == (text, text, text)
    shown = run("show", "N-1", "--reveal", "--json").json
    assert shown["head"]["debtor"]["name"] == text
    assert shown["entries"][0]["text"] == text
    for words in (("show", "N-1", "--reveal"), ("list", "--reveal"), ("history",)):
        done = run(*words)
        assert done.code == 0
        seen = done.out + done.err + opened.out + noted.out + noted.err
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff]", seen)
    table = run("list", "--reveal").out.splitlines()
    assert len(table) == 5, "a name with lines takes one line: " + "\n".join(table)
    assert run("check").code == 0


def seal(ledger: Path, case: str, values: dict[str, str]) -> None:
    """Puts sealed values in the place of others in a case, as only sealing writes them."""
    (file,) = ledger.glob(f"cases/**/{case}.yaml")
    text = file.read_text(encoding="utf-8")
    for plain, sealed in values.items():
        text = text.replace(f": {plain}", f": {sealed}")
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ("open", "N-2", "--policy", "property-fee", "--name", "enc1:c2VhbGVk"),
        ("open", "N-2", "--policy", "property-fee", "--name", "甲", "--id-number", "enc1:c2VhbGVk"),
        ("open", "N-2", "--policy", "property-fee", "--name", "甲", "--phone", " enc1:c2VhbGVk"),
        ("set", "N-1", "debtor.name=enc1:c2VhbGVk"),
        ("note", "N-1", "enc1:dGV4dA", "--channel", "counter"),
        ("party", "N-1", "enc1:dGV4dA", "--role", "contact"),
        ("detail", "N-1", "--address", "enc1:dGV4dA"),
        ("complaint", "N-1", "enc1:dGV4dA"),
    ],
)
def test_nobody_types_what_looks_sealed(words: tuple[str, ...], ledger: Path, run: Run, state: Run) -> None:
    assert run("open", "N-1", "--policy", "property-fee", "--name", "甲").code == 0
    before = state(ledger)
    done = run(*words)
    assert done.code in (1, 2)
    assert "enc1:" in done.err
    assert state(ledger) == before


def test_sealed_data_is_passed_through_and_never_shown(ledger: Path, run: Run, read_case: Run) -> None:
    assert run("open", "N-1", "--policy", "property-fee", "--name", "甲").code == 0
    assert run("note", "N-1", "乙", "--channel", "phone").code == 0
    seal(ledger, "N-1", {"甲": "enc1:c2VhbGVk", "乙": "enc1:dGV4dA"})
    tree = read_case(ledger, "N-1")
    assert (tree["debtor"]["name"], tree["entries"][0]["text"]) == ("enc1:c2VhbGVk", "enc1:dGV4dA")
    for words in (
        ("show", "N-1", "--reveal"),
        ("list", "--reveal"),
        ("show", "N-1"),
        ("show", "N-1", "--json"),
    ):
        done = run(*words)
        assert "enc1:" not in done.out
        assert "●●●" in done.out


def test_a_text_that_begins_with_a_dash_goes_after_two_dashes(worked: Path, run: Run, read_case: Run) -> None:
    assert "goes after --" in refused(run("note", CASE, "-5 % agreed", "--channel", "phone"), WRONG)
    assert run("note", "--channel", "phone", "--", CASE, "--lang").code == 0
    assert read_case(worked, CASE)["entries"][-1]["text"] == "--lang"


def test_nothing_private_reaches_commit_subjects(worked: Path, run: Run, in_git: Run) -> None:
    run("note", CASE, "王建国 13800000007", "--channel", "phone", "--to", "李敏", "--number", "13900000008")
    run("pay", CASE, "5", "--payer", "李敏", "--ref", "王建国")
    run("set", CASE, "debtor.name=张三")
    run("close", CASE, "--reason", "other", "--text", "李敏")
    said = in_git("log", "--format=%B")
    for private in ("王建国", "李敏", "张三", "赵强", "13800000007", "13900000008"):
        assert private not in said


# --- wrong files ---------------------------------------------------------------------------------------

HEAD = "case: BAD-1\npolicy: property-fee\ndebtor: {name: 张三}\n"
ENTRY = "id: 01jtd3k8q7m4x2aa, kind: payment, by: wang, at: 2026-05-05T10:00:00+08:00"
FILES: list[tuple[str, bytes, int]] = [
    ("not closed", (HEAD + "entries:\n  - {id: 1\n").encode(), 5),
    ("bad indent", (HEAD + " owner: x\nentries:\n").encode(), 4),
    ("duplicate key", (HEAD + "policy: small-loan\nentries:\n").encode(), 4),
    ("list for a map", (HEAD + "account: [a]\nentries:\n").encode(), 4),
    ("map for a list", (HEAD + "entries: {a: b}\n").encode(), 4),
    ("text for a map", b"case: BAD-1\npolicy: property-fee\ndebtor: x\nentries:\n", 3),
    ("a list", b"- a\n- b\n", 1),
    ("empty", b"", 1),
    ("nul", (HEAD + "remark: a\0b\nentries:\n").encode(), 4),
    ("control", (HEAD + "remark: a\x1bb\nentries:\n").encode(), 4),
    ("not utf-8", HEAD.encode() + "remark: 张三\nentries:\n".encode("gb18030"), 4),
    ("10 MB", (HEAD + "remark: " + "x" * 10_000_000 + "\nentries:\n").encode(), 0),
    ("10 MB of entries", (HEAD + "entries:\n" + f"  - {{{ENTRY}}}\n" * 100_000).encode(), 0),
    ("deep", (HEAD + "terms: " + "[" * 5000 + "]" * 5000 + "\nentries:\n").encode(), 4),
    ("alias", (HEAD + "remark: &a x\nowner: *a\nentries:\n").encode(), 4),
    ("tag", (HEAD + "remark: !!python/object:os.system x\nentries:\n").encode(), 4),
    ("two documents", (HEAD + "entries:\n---\na: b\n").encode(), 5),
    ("unknown key", (HEAD + "ownr: wang\nentries:\n").encode(), 4),
    ("no entries", HEAD.encode(), 3),
    ("no policy", b"case: BAD-1\ndebtor: {name: x}\nentries:\n", 1),
    ("other name", b"case: OTHER-1\npolicy: property-fee\ndebtor: {name: x}\nentries:\n", 1),
    ("bad id", b"case: ../x\npolicy: property-fee\ndebtor: {name: x}\nentries:\n", 1),
    ("bad date", (HEAD + f"entries:\n  - {{{ENTRY}, date: 2026-02-30, amount: 5}}\n").encode(), 5),
    ("bad amount", (HEAD + f"entries:\n  - {{{ENTRY}, date: 2026-02-03, amount: 1e3}}\n").encode(), 5),
    ("thousands", (HEAD + f'entries:\n  - {{{ENTRY}, date: 2026-02-03, amount: "1,234.5"}}\n').encode(), 5),
    ("negative", (HEAD + f"entries:\n  - {{{ENTRY}, date: 2026-02-03, amount: -0}}\n").encode(), 5),
    ("no amount", (HEAD + f"entries:\n  - {{{ENTRY}, date: 2026-02-03}}\n").encode(), 5),
    ("unknown kind", (HEAD + "entries:\n  - {id: 01jtd3k8q7m4x2aa, kind: gift}\n").encode(), 5),
    ("no zone", (HEAD + "entries:\n  - {id: 01jtd3k8q7m4x2aa, kind: reopen, date: 2026-02-03, by: a, "
                 "at: 2026-05-05T10:00:00}\n").encode(), 5),
    ("twice the id", (HEAD + "entries:\n" + f"  - {{{ENTRY}, date: 2026-02-03, amount: 5}}\n" * 2).encode(), 6),
    ("bad rate", (HEAD + "terms: {accruals: {late_penalty: {rate: much}}}\nentries:\n").encode(), 0),
    ("no such policy", b"case: BAD-1\npolicy: no-such\ndebtor: {name: x}\nentries:\n", 0),
    ("lost reversal", (HEAD + "entries:\n  - {id: 01jtd3k8q7m4x2aa, kind: reversal, date: 2026-02-03, by: a, "
                       "at: 2026-05-05T10:00:00+08:00, entry: 01jtd3k8q7m4x2ab}\n").encode(), 0),
]  # fmt: skip
UNREADABLE = [
    row
    for row in FILES
    if row[0]
    in ("not closed", "duplicate key", "list for a map", "empty", "nul", "not utf-8", "10 MB", "bad date")
]


@pytest.mark.parametrize(("data", "line"), [row[1:] for row in FILES], ids=[row[0] for row in FILES])
def test_check_names_file_and_line(data: bytes, line: int, worked: Path, run: Run) -> None:
    (worked / "cases/BAD-1.yaml").write_bytes(data)
    done = run("check")
    assert done.code == FOUND, (done.out, done.err)
    assert done.out == ""
    where = f"cases/BAD-1.yaml:{line}: " if line else "cases/BAD-1.yaml: "
    assert any(said.startswith(where) for said in done.errors), done.err[:500]
    assert len(done.err) < 3000
    found = run("check", "--json").json["problems"]
    assert found[0].keys() >= {"file", "line", "message"}
    assert {problem["file"] for problem in found} == {"cases/BAD-1.yaml"}


@pytest.mark.parametrize("data", [row[1] for row in UNREADABLE], ids=[row[0] for row in UNREADABLE])
def test_one_broken_case_leaves_the_others(data: bytes, worked: Path, run: Run, state: Run) -> None:
    (worked / "cases/BAD-1.yaml").write_bytes(data)
    before = state(worked)
    listed = run("list", "--json")
    assert listed.code == 0
    good = [case for case in listed.json["cases"] if "error" not in case]
    bad = [case for case in listed.json["cases"] if "error" in case]
    assert [case["case"] for case in good] == [CASE, LOAN]
    assert [case["case"] for case in bad] == ["BAD-1"]
    assert len(listed.errors) == 1
    assert "cases/BAD-1.yaml" in listed.err
    assert "cases/BAD-1.yaml" in run("list").err
    assert "BAD-1" in run("list").out, "it keeps its row"
    for words in (
        ("fees", "BAD-1"),
        ("show", "BAD-1"),
        ("pay", "BAD-1", "5"),
        ("commit",),
        ("commit", "BAD-1"),
    ):
        done = run(*words)
        assert (done.code, done.out) == (REFUSED, ""), words
        assert done.errors[0].startswith("error: cases/BAD-1.yaml")
        assert "Traceback" not in done.err
    assert state(worked) == before
    assert run("pay", CASE, "5").code == 0, "the others go on"


@pytest.mark.parametrize("words", [("status",), ("remind",)], ids=lambda words: words[0])
def test_a_broken_case_keeps_its_row(words: tuple[str, ...], worked: Path, run: Run) -> None:
    (worked / "cases/BAD-1.yaml").write_bytes(FILES[0][1])
    done = run(*words)
    assert done.code == 0
    assert "cases/BAD-1.yaml" in done.err
    assert "BAD-1" in done.out


def test_find_says_what_it_could_not_look_into(worked: Path, run: Run) -> None:
    (worked / "cases/BAD-1.yaml").write_bytes(FILES[0][1])
    done = run("find", "王建国")
    assert done.code == 0
    assert "cases/BAD-1.yaml" in done.err


def test_check_lists_every_problem(worked: Path, run: Run) -> None:
    for number in range(30):
        (worked / f"cases/BAD-{number}.yaml").write_text("case: x\n", encoding="utf-8")
    (worked / "dunning.yaml").write_text("office: [a]\n", encoding="utf-8")
    with (worked / "policies/small-loan.yaml").open("a", encoding="utf-8") as policy:
        policy.write("no_such_key: 1\n")
    done = run("check")
    assert done.code == FOUND
    for number in range(30):
        assert f"cases/BAD-{number}.yaml:1: " in done.err
    assert "dunning.yaml:1: " in done.err
    assert re.search(r"^policies/small-loan.yaml:\d+: ", done.err, re.MULTILINE)
    assert len(run("check", "--json").json["problems"]) >= 32


@pytest.mark.parametrize(
    "text",
    [
        *("office: [a]\n", "office: a\noffice: b\n", "office: 'a\n", "office: a\nlanguage: fr\n", "- a\n", ""),
        *("office: a\0\n", "office: a\ntime_zone: Mars\n", "office: a\ntoday: 2026-02-30\n"),
        "office: a\nstaff: [{id: a}]\n",
    ],
    ids=repr,
)  # fmt: skip
def test_wrong_settings_stop_with_their_line(text: str, worked: Path, run: Run, state: Run) -> None:
    (worked / "dunning.yaml").write_text(text, encoding="utf-8")
    before = state(worked)
    for words in (("list",), ("pay", CASE, "5"), ("fees", CASE)):
        done = run(*words)
        assert (done.code, done.out) == (REFUSED, ""), done.err
        assert done.errors[0].startswith("error: dunning.yaml"), done.err
    assert run("check").code == FOUND
    assert state(worked) == before


def test_a_broken_policy_stops_only_its_own_cases(worked: Path, run: Run) -> None:
    with (worked / "policies/property-fee.yaml").open("a", encoding="utf-8") as policy:
        policy.write("a line without sense\n")
    assert "policies/property-fee.yaml:" in refused(run("fees", CASE), REFUSED)
    assert run("fees", LOAN).code == 0
    listed = run("list", "--json").json["cases"]
    assert [case["case"] for case in listed if "error" in case] == [CASE]
    assert run("check").code == FOUND


def test_a_case_in_two_files_is_found(worked: Path, run: Run, file_of: Run) -> None:
    (worked / "cases/more").mkdir()
    shutil.copy(file_of(worked, CASE), worked / "cases/more")
    done = run("check")
    assert done.code == FOUND
    assert len(done.errors) == 1
    assert f"the case {CASE} stands in " in done.err
    assert run("pay", CASE, "5").code == REFUSED, "which of the two is meant is not guessed"


# --- git -----------------------------------------------------------------------------------------------

WRITES = [
    ("pay", CASE, "5"),
    ("open", "N-1", *OPEN),
    ("set", CASE, "owner=li"),
    ("letter", "new", CASE, "overdue-notice"),
]


@pytest.mark.parametrize("words", WRITES, ids=lambda words: words[0])
def test_a_refusing_hook_leaves_everything(
    words: tuple[str, ...], worked: Path, run: Run, state: Run
) -> None:
    hook = worked / ".git/hooks/pre-commit"
    hook.parent.mkdir()
    hook.write_text("#!/bin/sh\necho 'not on a Friday' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    before = state(worked)
    assert "not on a Friday" in refused(run(*words), REFUSED)
    assert state(worked) == before
    hook.unlink()
    assert run(*words).code == 0


@pytest.mark.parametrize("words", [*WRITES, ("init", "../new")], ids=lambda words: words[0])
def test_no_git_identity(words: tuple[str, ...], worked: Path, run: Run, state: Run) -> None:
    before = state(worked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", str(worked / "no-such-config"))
        line = refused(run(*words), REFUSED)
        assert "git config --global user.name" in line
        assert run("list").code == 0, "reading needs no identity"
    assert state(worked) == before
    assert not (worked.parent / "new").exists()
    assert run(*words).code == 0


@pytest.mark.parametrize("words", [*WRITES, ("history",), ("commit",)], ids=lambda words: words[0])
def test_a_ledger_that_is_no_git_repository(words: tuple[str, ...], worked: Path, run: Run) -> None:
    (worked / ".git").rename(worked.parent / "aside")
    files = {path: path.read_bytes() for path in worked.rglob("*") if path.is_file()}
    assert "git repository" in refused(run(*words), REFUSED)
    assert {path: path.read_bytes() for path in worked.rglob("*") if path.is_file()} == files
    assert run("list").code == 0, "files alone can be read"
    assert run("check").code == 0


def test_an_uncommitted_hand_edit_blocks_that_file_only(
    worked: Path, run: Run, state: Run, file_of: Run
) -> None:
    file = file_of(worked, CASE)
    file.write_text(file.read_text(encoding="utf-8").replace("owner: wang", "owner: chen"), encoding="utf-8")
    before = state(worked)
    for words in (("pay", CASE, "5"), ("set", CASE, "remark=x"), ("assign", LOAN, CASE, "--owner", "zhao")):
        assert f"'dunning commit {CASE}'" in refused(run(*words), REFUSED)
        assert state(worked) == before
    assert run("pay", LOAN, "5").code == 0
    assert run("list", "--owner", "chen", "--json").json["cases"][0]["case"] == CASE, "reading sees the edit"


def test_several_commands_all_or_nothing(worked: Path, run: Run, state: Run) -> None:
    before = state(worked)
    assert run("assign", CASE, LOAN, "NOPE", "--owner", "zhao").code == MISSING
    done = run("note", CASE, "x", "--channel", "phone", "--promise", "5", "--by", "2026-05-01")
    assert done.code == REFUSED
    assert state(worked) == before


def test_errors_stay_one_line_when_json_is_asked_for(worked: Path, run: Run) -> None:
    """The line is then an object (docs/refusals.md), with the words of the line without it."""
    for words, code in (
        (("pay", CASE, "1e3"), WRONG),
        (("fees", "NOPE"), MISSING),
        (("check", "extra"), WRONG),
    ):
        done = run(*words, "--json")
        (line,) = done.errors
        assert (done.code, done.out) == (code, "")
        assert f"error: {json.loads(line)['error']['message']}\n" == refused(run(*words), code)
    assert json.loads(run("check", "--json").out) == {"problems": []}


def test_the_process_never_shows_a_traceback(worked: Path, run_process: Run) -> None:
    for words, code in (
        (("pay", CASE, "１２,"), WRONG),
        (("fees", "没有"), MISSING),
        (("bogus",), WRONG),
    ):
        refused(run_process(*words), code)


def test_no_command_shows_the_help(
    worked: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # in a ledger no word at all shows the day (test_day.py)
    for words, place in ((("letter",), worked), ((), tmp_path)):
        monkeypatch.chdir(place)
        done = run(*words)
        assert done.code == WRONG
        assert "Commands:" in done.out + done.err
