"""Each verb as a user meets it: what it prints, what it writes, the commit it makes."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
TODAY = "2026-06-01"
ENTRY_ID = re.compile(r"[0-9a-z]{16}")
COMPONENTS = ("principal", "interest", "penalty", "fee")
BALANCE = {*COMPONENTS, "total", "credit"}
STAFF = (
    "staff:\n  - {id: wang, name: 王芳, email: wang@example.com}\n"
    "  - {id: li, name: 李静, roles: [phone]}\n  - {id: clerk, name: Clerk}\n"
)

Run = Callable[..., Any]
Look = Callable[[], Any]


@pytest.fixture
def staffed(worked: Path, in_git: Run) -> Path:
    """A ledger with a staff list: wang, li and clerk."""
    settings = worked / "dunning.yaml"
    text = settings.read_text(encoding="utf-8").replace("staff: []\n", STAFF)
    settings.write_text(text, encoding="utf-8", newline="\n")
    in_git("commit", "-qam", "staff")
    return worked


def only_added(files: dict[str, tuple[int, int]]) -> bool:
    return all(removed == 0 and added > 0 for added, removed in files.values())


def path_of(folder: Path, file: Path) -> str:
    return file.relative_to(folder).as_posix()


# --- init ---------------------------------------------------------------------------------------------


def test_init_makes_one_commit_of_everything(ledger: Path, in_git: Run, last_commit: Look, run: Run) -> None:
    assert in_git("rev-list", "--count", "HEAD").strip() == "1"
    assert in_git("status", "--porcelain") == ""
    files = set(in_git("ls-files").splitlines())
    assert {"dunning.yaml", "policies/property-fee.yaml", "templates/zh/overdue-notice.txt"} <= files
    assert not list((ledger / ".git").glob("hooks/*")), "init installs no hooks"
    assert last_commit().subject == "init: new ledger"
    assert last_commit().author == "clerk"
    assert run("check").code == 0
    assert "office: 青禾物业服务有限公司\n" in (ledger / "dunning.yaml").read_text(encoding="utf-8")


def test_init_says_where_and_as_json(git_identity: Path, tmp_path: Path, run: Run) -> None:
    done = run("init", str(tmp_path / "new"), "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json["ledger"] == str(tmp_path / "new")
    assert re.fullmatch("[0-9a-f]{40}", done.json["commit"])


def test_init_into_a_repository_that_has_commits_keeps_them(
    git_identity: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, in_git: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    in_git("init", "-q")
    (tmp_path / "README").write_text("mine\n", encoding="utf-8")
    in_git("add", "README")
    in_git("commit", "-qm", "mine")
    assert run("init").code == 0
    assert in_git("log", "--format=%s").splitlines() == ["init: new ledger", "mine"]
    assert in_git("show", "HEAD:README") == "mine\n"
    assert in_git("status", "--porcelain") == ""


# --- writes: file, commit, receipt --------------------------------------------------------------------


def test_open_writes_the_head_in_the_order_of_the_format(
    ledger: Path, run: Run, file_of: Run, last_commit: Look
) -> None:
    done = run(
        *("open", CASE, "--policy", "property-fee", "--name", "王建国", "--id-number", "110101199003070011"),
        *("--phone", "13800000007", "--phone", "02700000001", "--address", "青禾花园 3 栋 2 单元 501"),
        *("--guarantor", "李敏:13900000008", "--creditor", "青禾物业", "--contract", "0123"),
        *("--contract-date", "2019-03-31", "--owner", "wang", "--batch", "2026-05-A"),
        *("--entrusted", "2026-05-04", "--return-by", "2026-08-04", "--area", "青禾花园"),
        *("--term", "accruals.late_penalty.rate=3‰/day"),
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    text = file_of(ledger, CASE).read_text(encoding="utf-8")
    top = re.findall(r"^(\w+):", text, re.MULTILINE)
    assert top == [
        "case",
        "policy",
        "creditor",
        "debtor",
        "parties",
        "account",
        "owner",
        "batch",
        "terms",
        "entries",
    ]
    assert text.endswith("\nentries:\n")
    assert '"110101199003070011"' in text
    assert '"0123"' in text, "a number with a leading zero stays text"
    commit = last_commit()
    assert commit.subject == f"open {CASE}: policy property-fee"
    assert commit.trailers == {"Case": [CASE], "Actor": ["clerk"]}
    assert list(commit.files) == [path_of(ledger, file_of(ledger, CASE))]
    assert done.out == f"open {CASE}: policy property-fee [{commit.id[:10]}]\n"


@pytest.mark.parametrize(
    ("words", "subject", "dates"),
    [
        (
            ("pay", CASE, "300.00", "--on", "2026-02-10", "--via", "bank"),
            f"pay {CASE}: 300.00 by bank, value date 2026-02-10",
            ["2026-02-10"],
        ),
        (
            ("charge", CASE, "--on", "2026-04-01", "--due", "2026-04-30", "--principal", "1200", "--fee", "5.5"),
            f"charge {CASE}: 1205.50 due 2026-04-30, value date 2026-04-01",
            ["2026-04-01"],
        ),
        (
            ("opening", CASE, "--on", "2026-01-02", "--principal", "10", "--interest", "1", "--penalty", "0.5"),
            f"opening {CASE}: 11.50, value date 2026-01-02",
            ["2026-01-02"],
        ),
        (
            ("note", CASE, "客户表示缴清", "--channel", "phone", "--result", "reached", "--verified"),
            f"note {CASE}: phone, reached, value date {TODAY}",
            [TODAY],
        ),
        (
            ("promise", CASE, "800", "--by", "2026-06-20", "--on", "2026-05-31"),
            f"promise {CASE}: 800.00 by 2026-06-20, value date 2026-05-31",
            ["2026-05-31"],
        ),
        (("assign", CASE, "--owner", "li"), f"assign {CASE}: to li, value date {TODAY}", [TODAY]),
        (("close", CASE, "--reason", "returned"), f"close {CASE}: returned to the client, value date {TODAY}", [TODAY]),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)  # fmt: skip
def test_one_entry_is_one_commit_that_adds_lines_only(
    words: tuple[str, ...],
    subject: str,
    dates: list[str],
    worked: Path,
    run: Run,
    file_of: Run,
    last_commit: Look,
    in_git: Run,
) -> None:
    before = file_of(worked, CASE).read_bytes()
    done = run(*words, "--json")
    assert (done.code, done.err) == (0, "")
    commit = last_commit()
    assert set(done.json) >= {"case", "entry", "commit"}
    assert done.json["case"] == CASE
    assert ENTRY_ID.fullmatch(done.json["entry"])
    assert done.json["commit"] == commit.id
    assert "entries" not in done.json
    assert commit.subject == subject
    assert commit.trailers == {
        "Case": [CASE],
        "Entry": [done.json["entry"]],
        "Actor": ["clerk"],
        "Value-Date": dates,
    }
    assert (commit.author, commit.email, commit.committer) == ("clerk", "clerk@example.com", "clerk")
    assert list(commit.files) == [path_of(worked, file_of(worked, CASE))]
    assert only_added(commit.files)
    assert file_of(worked, CASE).read_bytes().startswith(before)
    assert in_git("status", "--porcelain") == ""


def test_a_payment_as_it_stands_in_the_file(worked: Path, run: Run, read_case: Run, file_of: Run) -> None:
    words = (
        "pay",
        CASE,
        "300",
        "--on",
        "2026-02-10",
        "--via",
        "wechat",
        "--ref",
        "0099",
        "--to",
        "principal",
    )
    done = run(*words, "--payer", "李敏", "--agent", "li", "--actor", "wang", "--json")
    before = datetime.now(UTC)
    entry = read_case(worked, CASE)["entries"][-1]
    at = datetime.fromisoformat(entry.pop("at"))
    assert entry == {
        "id": done.json["entry"],
        "kind": "payment",
        "date": "2026-02-10",
        "amount": "300.00",
        "via": "wechat",
        "ref": "0099",
        "to": "principal",
        "payer": "李敏",
        "by": "wang",
        "agent": "li",
    }
    assert timedelta(0) <= before - at < timedelta(minutes=1), "the record time is the real clock's"
    last_line = file_of(worked, CASE).read_text(encoding="utf-8").splitlines()[-1]
    assert last_line.startswith(f"  - {{id: {entry['id']}, kind: payment, date: 2026-02-10, amount: 300.00, ")
    assert 'ref: "0099"' in last_line


def test_the_actor_is_by_and_the_author_and_not_the_committer(
    worked: Path, run: Run, last_commit: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("pay", CASE, "1", "--actor", "wang").code == 0
    assert (last_commit().author, last_commit().committer) == ("wang", "clerk")
    assert last_commit().trailers["Actor"] == ["wang"]
    monkeypatch.setenv("DUNNING_ACTOR", "li")
    assert run("pay", CASE, "2").code == 0
    assert last_commit().author == "li"
    assert run("pay", CASE, "3", "--actor", "wang").code == 0
    assert last_commit().author == "wang"
    entries = run("show", CASE, "--json").json["entries"]
    assert [entry["by"] for entry in entries] == ["clerk", "wang", "li", "wang"]


def test_a_staff_list_lets_only_its_people_act(
    staffed: Path, run: Run, last_commit: Look, state: Run
) -> None:
    before = state(staffed)
    done = run("pay", CASE, "1", "--actor", "wagn")
    assert (done.code, done.out) == (1, "")
    assert done.errors == ["error: 'wagn' is not on the staff list; did you mean 'wang'?"]
    assert state(staffed) == before
    assert run("pay", CASE, "1", "--actor", "wang").code == 0
    assert (last_commit().author, last_commit().email) == ("wang", "wang@example.com")
    assert run("pay", CASE, "1").code == 0, "git's user is on the list"
    assert last_commit().author == "clerk"


@pytest.mark.parametrize(
    "words",
    [
        ("pay", CASE, "1", "--agent", "nobody"),
        ("assign", CASE, "--owner", "nobody"),
        ("open", "N-1", "--policy", "property-fee", "--name", "x", "--owner", "nobody"),
        ("set", CASE, "owner=nobody"),
    ],
    ids=lambda words: words[0],
)
def test_a_staff_list_holds_for_agents_and_collectors_too(
    words: tuple[str, ...], staffed: Path, run: Run, state: Run
) -> None:
    before = state(staffed)
    done = run(*words)
    assert (done.code, done.out) == (1, "")
    assert len(done.errors) == 1
    assert "'nobody' is not on the staff list" in done.err
    assert state(staffed) == before


def test_git_user_that_is_no_staff_must_say_who_acts(staffed: Path, run: Run, in_git: Run) -> None:
    in_git("config", "user.name", "Somebody Else")
    done = run("pay", CASE, "1")
    assert done.code == 1
    assert len(done.errors) == 1
    assert "--actor" in done.err
    assert "wang, li, clerk" in done.err


def test_other_changes_of_the_user_stay_as_they_are(
    worked: Path, run: Run, file_of: Run, last_commit: Look, in_git: Run
) -> None:
    (worked / "notes.txt").write_text("my notes\n", encoding="utf-8")
    (worked / "staged.txt").write_text("to come\n", encoding="utf-8")
    in_git("add", "staged.txt")
    other = file_of(worked, LOAN)
    other.write_text(other.read_text(encoding="utf-8").replace("owner: li", "owner: chen"), encoding="utf-8")
    before = in_git("status", "--porcelain")
    assert before.count("\n") == 3
    assert run("pay", CASE, "1").code == 0
    assert in_git("status", "--porcelain") == before
    assert list(last_commit().files) == [path_of(worked, file_of(worked, CASE))]


def test_reverse_takes_an_entry_back_and_keeps_it(worked: Path, run: Run, last_commit: Look) -> None:
    paid = run("pay", CASE, "300", "--on", "2026-02-10", "--json").json["entry"]
    owed = run("fees", CASE, "--json").json["balance"]["total"]
    done = run("reverse", CASE, paid[-6:], "--reason", "entered twice", "--json")
    assert done.code == 0
    assert last_commit().subject == f"reverse {CASE}: entry {paid}, value date {TODAY}"
    assert only_added(last_commit().files)
    assert Decimal(run("fees", CASE, "--json").json["balance"]["total"]) > Decimal(owed)
    march = run("fees", CASE, "--as-of", "2026-03-01", "--json").json
    assert not [line for line in march["lines"] if line["kind"] == "payment"], "never made, on any day"
    reversal = run("show", CASE, "--json").json["entries"][-1]
    assert (reversal["kind"], reversal["entry"], reversal["reason"]) == ("reversal", paid, "entered twice")
    assert "payment (reversed)" in run("show", CASE).out
    again = run("reverse", CASE, paid)
    assert (again.code, again.errors) == (1, [f"error: {paid} has been reversed already"])
    assert run("reverse", CASE, done.json["entry"]).code == 1


def test_note_with_a_promise_makes_two_entries_in_one_commit(
    worked: Path, run: Run, last_commit: Look, read_case: Run
) -> None:
    done = run(
        *("note", CASE, "月底前付", "--channel", "phone", "--number", "13800000007", "--to", "debtor"),
        *("--at", "2026-05-31T10:01", "--promise", "800", "--by", "2026-06-05", "--reason", "cash_flow"),
        *("--callback", "2026-06-02", "--recording", "R-17", "--verified", "--agreed", "--json"),
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    assert set(done.json) >= {"case", "entry", "entries", "commit"}
    assert done.json["entries"][0] == done.json["entry"]
    assert done.json["entries"] == sorted(done.json["entries"])
    assert last_commit().subject == (
        f"note {CASE}: phone, promised 800.00 by 2026-06-05, value date 2026-05-31"
    )
    assert last_commit().trailers["Entry"] == done.json["entries"]
    assert last_commit().trailers["Value-Date"] == ["2026-05-31"]
    contact, promise = read_case(worked, CASE)["entries"][-2:]
    assert {name: contact[name] for name in contact if name not in ("id", "at")} == {
        "kind": "contact",
        "date": "2026-05-31",
        "time": "2026-05-31T10:01:00+08:00",
        "channel": "phone",
        "to": "debtor",
        "number": "13800000007",
        "result": "promised",
        "reason": "cash_flow",
        "text": "月底前付",
        "recording": "R-17",
        "callback": "2026-06-02",
        "verified": "true",
        "agreed": "true",
        "by": "clerk",
    }
    assert (promise["kind"], promise["amount"], promise["due"]) == ("promise", "800.00", "2026-06-05")


def test_a_fixed_today_gives_the_contact_its_time_but_not_the_record(
    worked: Path, run: Run, read_case: Run
) -> None:
    assert run("note", CASE, "hello", "--channel", "visit").code == 0
    entry = read_case(worked, CASE)["entries"][-1]
    assert (entry["date"], entry["time"]) == (TODAY, f"{TODAY}T10:00:00+08:00")
    assert not entry["at"].startswith(TODAY)


def test_a_promise_is_kept_by_the_payment_and_warned_of(worked: Path, run: Run) -> None:
    assert run("promise", CASE, "100", "--by", "2026-06-05").err == ""
    again = run("promise", CASE, "100", "--by", "2026-06-05")
    assert again.code == 0
    assert again.errors == [f"note: the same promise stands already, made on {TODAY}"]
    much = run("promise", CASE, "99999", "--by", "2026-06-05")
    assert much.code == 0
    assert "is more than the" in much.err
    assert run("status", CASE, "--json").json["promises"] == {"open": 3, "kept": 0, "partial": 0, "broken": 0}
    assert run("pay", CASE, "100").code == 0
    later = run("status", CASE, "--as-of", "2026-06-06", "--json").json["promises"]
    assert later == {"open": 0, "kept": 1, "partial": 0, "broken": 2}


def test_assign_gives_several_cases_in_one_commit(worked: Path, run: Run, last_commit: Look) -> None:
    done = run("assign", CASE, LOAN, "--owner", "chen", "--json")
    assert done.code == 0
    assert len(done.json["entries"]) == 2
    assert last_commit().subject == f"assign 2 cases: to chen, value date {TODAY}"
    assert last_commit().trailers["Case"] == [CASE, LOAN]
    assert last_commit().trailers["Entry"] == done.json["entries"]
    assert len(last_commit().files) == 2
    assert only_added(last_commit().files)
    assert {case["owner"] for case in run("list", "--json").json["cases"]} == {"chen"}
    before = run("list", "--as-of", "2026-05-31", "--json").json["cases"]
    assert [case["owner"] for case in before] == ["wang", "li"]
    again = run("assign", CASE, "--owner", "chen")
    assert (again.code, again.errors) == (1, [f"error: {CASE} is chen's already"])


def test_set_changes_the_named_values_and_nothing_else(
    worked: Path, run: Run, file_of: Run, last_commit: Look, read_case: Run, in_git: Run
) -> None:
    file = file_of(worked, CASE)
    text = file.read_text(encoding="utf-8").replace("owner: wang\n", "owner: wang  # since spring\n")
    file.write_text(text, encoding="utf-8", newline="\n")
    in_git("commit", "-qam", "comment")
    done = run("set", CASE, "account.area=青禾花园", "debtor.phones[0].status=wrong", "remark=no", "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json == {"case": CASE, "entry": None, "commit": last_commit().id}
    assert last_commit().subject == f"set {CASE}: account.area, debtor.phones[0].status, remark"
    head = read_case(worked, CASE)
    assert head["account"]["area"] == "青禾花园"
    assert head["debtor"]["phones"][0]["status"] == "wrong"
    assert head["remark"] == "no"
    kept = set(text.splitlines()) - set(file.read_text(encoding="utf-8").splitlines())
    assert all("phones" in line or "number" in line or "account" in line for line in kept), kept
    assert "owner: wang  # since spring\n" in file.read_text(encoding="utf-8")
    assert run("set", CASE, "remark=").code == 0
    assert "remark" not in read_case(worked, CASE)


def test_close_and_reopen(worked: Path, run: Run) -> None:
    owes = run("close", CASE, "--reason", "paid")
    assert owes.code == 1
    assert "still owes" in owes.err
    assert run("close", CASE, "--reason", "written_off", "--text", "查无下落").code == 0
    assert [case["case"] for case in run("list", "--json").json["cases"]] == [LOAN]
    both = run("list", "--all", "--json").json["cases"]
    assert [case["closed"] for case in both] == [True, False]
    assert run("close", CASE, "--reason", "other").code == 1
    for words in (("charge", CASE, "--principal", "1"), ("promise", CASE, "1", "--by", TODAY)):
        assert f"dunning reopen {CASE}" in run(*words).err
    paid = run("pay", CASE, "1")
    assert paid.code == 0
    assert "closed" in paid.err
    assert run("remind", "--json").json["items"][0]["case"] == LOAN
    assert run("reopen", CASE, "--reason", "found").code == 0
    assert len(run("list", "--json").json["cases"]) == 2
    assert run("reopen", CASE).code == 1


def test_a_case_paid_in_full_can_be_closed_as_paid(worked: Path, run: Run) -> None:
    total = run("fees", CASE, "--json").json["balance"]["total"]
    assert run("pay", CASE, total, "--via", "bank").err == ""
    assert run("close", CASE, "--reason", "paid").code == 0


def test_commit_takes_a_hand_edit_of_a_head(
    worked: Path, run: Run, file_of: Run, last_commit: Look, in_git: Run
) -> None:
    for case_id, old in ((CASE, "wang"), (LOAN, "li")):
        file = file_of(worked, case_id)
        text = file.read_text(encoding="utf-8").replace(f"owner: {old}", "owner: chen  # 接手")
        file.write_text(text, encoding="utf-8", newline="\n")
    blocked = run("pay", CASE, "1")
    assert blocked.code == 1
    assert f"'dunning commit {CASE}'" in blocked.err
    assert run("commit", CASE, "--actor", "wang").code == 0
    assert last_commit().subject == f"commit {CASE}: edited by hand"
    assert last_commit().author == "wang"
    assert last_commit().trailers == {"Case": [CASE], "Actor": ["wang"]}
    assert list(last_commit().files) == [path_of(worked, file_of(worked, CASE))]
    assert in_git("status", "--porcelain").count("\n") == 1, "the other edit waits"
    assert run("pay", CASE, "1").code == 0
    assert run("commit").code == 0
    assert in_git("status", "--porcelain") == ""
    assert run("list", "--owner", "chen", "--json").json["cases"][0]["case"] == CASE


def test_commit_refuses_edited_entries_and_removed_cases(
    worked: Path, run: Run, file_of: Run, in_git: Run
) -> None:
    file = file_of(worked, CASE)
    head = in_git("rev-parse", "HEAD")
    file.write_text(
        file.read_text(encoding="utf-8").replace("principal: 1200.00", "principal: 12.00"), encoding="utf-8"
    )
    done = run("commit")
    assert done.code == 1
    assert len(done.errors) == 1
    assert "entries were changed by hand" in done.err
    file.unlink()
    removed = run("commit")
    assert removed.code == 1
    assert "git checkout --" in removed.err
    assert in_git("rev-parse", "HEAD") == head


def test_dry_run_writes_nothing_and_says_so(worked: Path, run: Run, state: Run) -> None:
    before = state(worked)
    for words in (
        ("open", "N-1", "--policy", "property-fee", "--name", "张三"),
        ("pay", CASE, "300"),
        ("note", CASE, "x", "--channel", "sms", "--promise", "5", "--by", "2026-06-02"),
        ("set", CASE, "owner=li"),
        ("assign", CASE, LOAN, "--owner", "chen"),
        ("close", CASE, "--reason", "other"),
        ("letter", "new", CASE, "overdue-notice"),
    ):
        done = run(*words, "--dry-run", "--json")
        assert done.code == 0, done.err
        assert done.json["commit"] is None
        assert "note: dry run: nothing was written" in done.errors
        assert state(worked) == before
    assert run("pay", CASE, "1e3", "--dry-run").code == 2
    assert run("reopen", CASE, "--dry-run").code == 1


# --- which ledger, which case -------------------------------------------------------------------------


def test_the_ledger_is_found_above_or_named(
    worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(worked / "policies")
    assert len(run("list", "--json").json["cases"]) == 2
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    nothing = run("list")
    assert (nothing.code, nothing.out, len(nothing.errors)) == (3, "", 1)
    assert "dunning init" in nothing.err
    for words in (
        ("--ledger", str(worked), "list", "--json"),
        ("list", "--json", "--ledger", str(worked)),
        ("list", f"--ledger={worked}", "--json"),
        ("--ledger", os.path.relpath(worked), "list", "--json"),
    ):
        assert len(run(*words).json["cases"]) == 2
    monkeypatch.setenv("DUNNING_LEDGER", str(worked))
    assert run("pay", CASE, "1").code == 0
    assert run("--ledger", str(elsewhere), "list").code == 3, "the flag goes before the variable"


@pytest.mark.parametrize("reference", ["PF", "PF-2026-0007", "王建国"])
def test_a_case_by_id_beginning_or_name(reference: str, worked: Path, run: Run) -> None:
    assert run("fees", reference, "--json").json["case"] == CASE


def test_an_ambiguous_or_unknown_case(worked: Path, run: Run) -> None:
    run("open", "PF-2026-0008", "--policy", "property-fee", "--name", "王建国")
    for reference in ("PF-2026", "王建国"):
        done = run("fees", reference)
        assert (done.code, done.out) == (3, "")
        assert done.errors == [f"error: '{reference}' fits 2 cases: {CASE}, PF-2026-0008; give the case id"]
    unknown = run("pay", "PF-2026-007", "1")
    assert unknown.code == 3
    assert "did you mean" in unknown.err


# --- reads ---------------------------------------------------------------------------------------------


def test_list_json(worked: Path, run: Run, as_another: Run) -> None:
    as_another()
    data = run("list", "--json").json
    assert set(data) >= {"as_of", "cases"}
    assert data["as_of"] == TODAY
    first = data["cases"][0]
    assert set(first) >= {
        *("case", "debtor", "policy", "stage", "days_past_due", "balance", "owner", "phase")
    }  # fmt: skip
    assert set(first["balance"]) >= BALANCE
    assert all(re.fullmatch(r"-?\d+\.\d\d", first["balance"][name]) for name in BALANCE)
    assert first["case"] == CASE
    assert first["debtor"] == "王**", "names are masked unless revealed"
    assert (first["policy"], first["owner"], first["phase"]) == ("property-fee", "wang", None)
    assert (first["stage"], first["days_past_due"]) == ("M4+", 121)
    assert first["balance"]["principal"] == "1200.00"
    assert first["balance"]["penalty"] == "72.60"
    assert run("list", "--reveal", "--json").json["cases"][0]["debtor"] == "王建国"


def test_list_selects_sorts_and_limits(worked: Path, run: Run) -> None:
    def cases(*words: str) -> list[str]:
        return [case["case"] for case in run("list", "--json", *words).json["cases"]]

    assert cases("--owner", "li") == [LOAN]
    assert cases("--policy", "property-fee") == [CASE]
    assert cases("--stage", "M2") == [LOAN]
    assert run("list", "--batch", "none").code == 3
    assert cases("--sort", "balance") == [LOAN, CASE]
    assert cases("--sort", "days") == [CASE, LOAN]
    assert cases("--sort", "days", "--limit", "1") == [CASE]
    assert cases("--as-of", "2026-01-15", "--stage", "M0") == [CASE, LOAN]


def test_list_as_a_table_and_delimited(worked: Path, run: Run) -> None:
    out = run("list").out
    assert "1,272.60" in out
    assert "2026-06-01" in out.splitlines()[0], "a fixed today is named"
    rows = list(csv.DictReader(io.StringIO(run("list", "--format", "csv").out)))
    assert [(row["case"], row["balance"], row["collector"]) for row in rows] == [
        (CASE, "1272.60", "wang"),
        (LOAN, "10155.00", "li"),
    ]
    assert run("list", "--format", "tsv").out.splitlines()[1].split("\t")[0] == CASE
    assert f"| {CASE} " in run("list", "--format", "markdown").out


def test_show_json_and_masks(worked: Path, run: Run, as_another: Run) -> None:
    as_another()
    data = run("show", CASE, "--json").json
    assert set(data) >= {"case", "head", "state", "entries"}
    assert data["state"] == run("status", CASE, "--json").json
    assert data["head"]["case"] == CASE
    (entry,) = data["entries"]
    assert (entry["kind"], entry["date"], entry["due"], entry["principal"], entry["ref"]) == (
        *("charge", "2026-01-01", "2026-01-31", "1200.00", "2026Q1"),
    )
    table = run("show", CASE)
    for private in ("王建国", "13800000007", "110101199003070011", "李敏", "13900000008", "501"):
        assert private not in str(data)
        assert private not in table.out
        assert private in run("show", CASE, "--reveal").out
        assert private in str(run("show", CASE, "--reveal", "--json").json)
    early = run("show", CASE, "--as-of", "2025-12-31", "--json").json
    assert early["entries"] == []


def test_fees_json_adds_up(worked: Path, run: Run) -> None:
    run("pay", CASE, "300", "--on", "2026-02-10")
    data = run("fees", CASE, "--as-of", "2026-03-01", "--json").json
    assert set(data) >= {"case", "as_of", "currency", "policy", "balance", "lines"}
    assert (data["case"], data["as_of"]) == (CASE, "2026-03-01")
    assert (data["currency"], data["policy"]) == ("CNY", "property-fee")
    assert set(data["balance"]) >= BALANCE
    for line in data["lines"]:
        assert set(line) >= {
            *("kind", "component", "rule", "item", "from", "to", "days", "base", "rate", "amount"),
            *("capped", "billed"),
        }  # fmt: skip
        accrued = line["kind"] == "accrual"
        assert all((line[name] is not None) == accrued for name in ("days", "base", "rate"))
    for name in COMPONENTS:
        lines = [Decimal(line["amount"]) for line in data["lines"] if line["component"] == name]
        assert sum(lines, Decimal(0)) == Decimal(data["balance"][name])
    accrual = [line for line in data["lines"] if line["kind"] == "accrual"]
    assert [(line["days"], line["base"], line["rate"], line["amount"]) for line in accrual] == [
        (10, "1200.00", "0.05%/day", "6.00"),
        (19, "906.00", "0.05%/day", "8.61"),
    ]
    assert data["balance"]["total"] == "914.61"
    assert "914.61" in run("fees", CASE, "--as-of", "2026-03-01").out


def test_fees_as_csv_is_one_table(worked: Path, run: Run) -> None:
    rows = list(csv.reader(io.StringIO(run("fees", CASE, "--format", "csv").out)))
    assert {len(row) for row in rows} == {len(rows[0])}, rows


def test_fees_says_where_a_rate_is_not_known(worked: Path, run: Run) -> None:
    run("open", "XD-2", "--policy", "small-loan", "--name", "孙丽")
    run("opening", "XD-2", "--on", "2026-05-01", "--principal", "100")
    done = run("fees", "XD-2", "--json")
    assert done.json["balance"]["total"] == "100.00"
    assert "rate not known" in done.err
    assert "rate not known" in run("check").err


def test_status_json(worked: Path, run: Run) -> None:
    data = run("status", CASE, "--as-of", "2026-03-01", "--json").json
    assert set(data) >= {
        *("case", "as_of", "stage", "scheme", "days_past_due", "overdue", "balance", "next_stage"),
        *("missed_minimums", "promises", "phase"),
    }  # fmt: skip
    assert (data["stage"], data["scheme"], data["days_past_due"]) == ("M1", "dpd30", 29)
    assert data["next_stage"] == {"stage": "M2", "date": "2026-03-03"}
    assert run("status", CASE, "--as-of", "2026-03-03", "--json").json["stage"] == "M2"
    assert set(data["balance"]) >= BALANCE
    assert set(data["promises"]) >= {"open", "kept", "partial", "broken"}
    assert data["missed_minimums"] == 0
    several = run("status", CASE, LOAN, "--json").json
    assert [case["case"] for case in several["cases"]] == [CASE, LOAN]
    assert [case["case"] for case in run("status", "--json").json["cases"]] == [CASE, LOAN]
    assert "M4+" in run("status").out


def test_on_the_due_date_nothing_is_past_due(worked: Path, run: Run) -> None:
    data = run("status", CASE, "--as-of", "2026-01-31", "--json").json
    assert (data["stage"], data["days_past_due"]) == ("M0", 0)
    data = run("status", CASE, "--as-of", "2026-02-01", "--json").json
    assert (data["stage"], data["days_past_due"]) == ("M1", 1)


def test_remind_json(worked: Path, run: Run) -> None:
    run("note", CASE, "later", "--channel", "phone", "--result", "reached", "--callback", "2026-06-02")
    run("promise", LOAN, "100", "--by", "2026-06-01")
    data = run("remind", "--json").json
    assert set(data) >= {"as_of", "items"}
    deadline, item = data["items"]
    assert (deadline["case"], deadline["action"], deadline["to"]) == (CASE, "limitation", "guarantor")
    assert set(item) >= {
        *("case", "debtor", "action", "to", "due", "priority", "why", "owner", "rule")
    }  # fmt: skip
    assert (item["case"], item["action"], item["due"], item["owner"]) == (LOAN, "promise", TODAY, "li")
    week = run("remind", "--days", "7", "--json").json["items"]
    assert {(each["case"], each["action"]) for each in week} == {
        (CASE, "limitation"), (LOAN, "promise"), (CASE, "callback"), (CASE, "visit")
    }  # fmt: skip
    assert run("remind", "--owner", "zhao").code == 3
    assert run("remind", "--owner", "none", "--json").json["items"] == []
    assert run("remind", "--owner", "none").out.splitlines()[-1] == "nothing to do"
    run("pay", LOAN, "100")
    left = run("remind", "--owner", "li", "--json").json["items"]
    assert "promise" not in {item["action"] for item in left}, "what was paid drops out"


def test_find_by_name_number_and_contract(worked: Path, run: Run) -> None:
    for text in ("王建", "pf-2026", "0000007", "WY-2019", "13900000008", "青禾花园", "1990030700"):
        data = run("find", text, "--json").json
        assert [found["case"] for found in data["found"]] == [CASE], text
    assert run("find", "没有").code == 3


def test_history_of_a_case_and_of_the_ledger(worked: Path, run: Run, last_commit: Look) -> None:
    run("pay", CASE, "5", "--actor", "wang", "--on", "2026-02-10")
    data = run("history", CASE, "--json").json
    assert data["case"] == CASE
    first = data["changes"][0]
    assert set(first) >= {"commit", "when", "who", "what", "files"}
    assert (first["commit"], first["who"]) == (last_commit().id, "wang")
    assert first["what"] == f"pay {CASE}: 5.00 by other, value date 2026-02-10"
    assert len(data["changes"]) == 3
    assert len(run("history", "--json").json["changes"]) == 6
    assert len(run("history", "--limit", "2", "--json").json["changes"]) == 2
    assert first["what"] in run("history", CASE).out


# --- letters -------------------------------------------------------------------------------------------


def test_letter_preview_writes_nothing(worked: Path, run: Run, state: Run) -> None:
    before = state(worked)
    done = run("letter", "preview", CASE, "overdue-notice", "--letter-language", "zh")
    assert done.code == 0
    assert "王建国" in done.out
    assert "1,272.60" in done.out or "1272.60" in done.out
    assert "〔未填写〕" in done.out, "no letterhead is set"
    assert "not filled in" in done.err
    assert state(worked) == before
    data = run("letter", "preview", CASE, "overdue-notice", "--as-of", "2026-03-01", "--json").json
    assert set(data) >= {"case", "template", "language", "as_of", "text"}


def test_letter_new_registers_the_text_that_was_written(
    worked: Path, run: Run, last_commit: Look, read_case: Run, file_of: Run
) -> None:
    done = run("letter", "new", CASE, "overdue-notice", "--method", "ems", "--json")
    assert done.code == 0
    assert done.json["serial"] == "2026-A-0001"
    letter = worked / "letters/2026/00/2026-A-0001.txt"
    entry = read_case(worked, CASE)["entries"][-1]
    assert entry["hash"] == hashlib.sha256(letter.read_bytes()).hexdigest()
    assert (entry["serial"], entry["template"], entry["method"]) == (
        *("2026-A-0001", "overdue-notice", "ems"),
    )
    assert entry["amounts"]["total"] == "1272.60"
    assert "2026-A-0001" in letter.read_text(encoding="utf-8")
    assert set(last_commit().files) == {
        "letters/2026/00/2026-A-0001.txt",
        path_of(worked, file_of(worked, CASE)),
    }
    assert only_added(last_commit().files)
    assert last_commit().subject == f"letter {CASE}: overdue-notice no. 2026-A-0001"
    assert (
        run("letter", "new", LOAN, "payment-reminder", "--method", "hand", "--json").json["serial"]
        == "2026-A-0002"
    )
    data = run("letter", "list", "--json").json
    assert [letter["serial"] for letter in data["letters"]] == ["2026-A-0001", "2026-A-0002"]
    assert set(data["letters"][0]) >= {
        *("serial", "case", "template", "date", "to", "method", "tracking", "received", "state")
    }  # fmt: skip
    first = data["letters"][0]
    assert (first["case"], first["date"], first["to"]) == (CASE, TODAY, "debtor")
    assert (first["tracking"], first["received"]) == (None, None)
    assert run("check").code == 0


def test_letters_that_rules_forbid(worked: Path, run: Run, state: Run) -> None:
    before = state(worked)
    third = run("letter", "new", CASE, "overdue-notice", "--to", "张三")
    assert (third.code, third.out, len(third.errors)) == (4, "", 1)
    assert run("letter", "new", CASE, "settlement-certificate").code == 1
    assert state(worked) == before
    run("close", CASE, "--reason", "returned")
    before = state(worked)
    closed = run("letter", "new", CASE, "overdue-notice")
    assert (closed.code, len(closed.errors)) == (4, 1)
    assert state(worked) == before


# --- the process ---------------------------------------------------------------------------------------


def test_the_real_command(worked: Path, run_process: Run, as_another: Run) -> None:
    done = run_process("pay", CASE, "300", "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json["case"] == CASE
    bad = run_process("pay", CASE, "1e3")
    assert (bad.code, bad.out, len(bad.errors)) == (2, "", 1)
    as_another()
    listed = run_process("list")
    assert "\x1b" not in listed.out, "nothing is coloured off a terminal"
    assert "王**" in listed.out
    version = run_process("--version")
    assert version.code == 0
    assert version.out.startswith("dunning ")


@pytest.mark.usefixtures("git_identity")
@pytest.mark.parametrize("words", [(), ("--sample",)])
def test_init_can_be_tried(words: tuple[str, ...], tmp_path: Path, run: Callable[..., Any]) -> None:
    folder = tmp_path / "new"
    dry = run("init", str(folder), *words, "--dry-run", "--actor", "wang")
    assert dry.code == 0
    assert str(folder) in dry.out
    assert "dry run: nothing was written" in dry.err
    assert not folder.exists()
    folder.mkdir()
    (folder / "cases").mkdir()
    refused = run("init", str(folder), *words, "--dry-run", "--actor", "wang")
    assert (refused.code, list(folder.iterdir())) == (1, [folder / "cases"])
