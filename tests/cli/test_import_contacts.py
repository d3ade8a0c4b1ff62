"""A client's contact history taken over: contacts, promises and dead numbers on record, rules judged, work continued."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from copies import MadeOnce

FIXTURES = Path(__file__).parents[1] / "fixtures"
CASES, HISTORY = FIXTURES / "personal-loans-2026-06.xlsx", FIXTURES / "contact-history-2026-06.csv"
HEADER = [
    "个案序列号",
    "姓名",
    "催收措施",
    "催收时间",
    "对象姓名",
    "与案人关系",
    "电话类型",
    "电话号码",
    "催收记录",
    "催收结果",
    "谈判方式",
    "承诺还款日期",
    "承诺还款金额",
    "减免金额",
    "减免状态",
    "催收员",
    "催收状态",
]
CASE, NAME, NUMBER = "PF-2026-0007", "王建国", "13800000007"
STAFF = (
    "staff:\n  - {id: wang, name: 王静, roles: [phone]}\n  - {id: zhou, name: 周正, roles: [supervisor]}\n"
)

Run = Callable[..., Any]
File = Callable[..., str]


def row(time: str = "2026-05-20 10:00:00", result: str = "无人接听", **more: str) -> dict[str, str]:
    """One row about the case; what is not said is as in a call to the debtor."""
    given = {
        "个案序列号": CASE,
        "姓名": NAME,
        "催收措施": "电话催收",
        "催收时间": time,
        "对象姓名": NAME,
        "与案人关系": "本人",
        "电话号码": NUMBER,
        "催收记录": result,
        "催收结果": result,
        "催收员": "wang",
    }
    return {**given, **more}


@pytest.fixture
def history(tmp_path: Path) -> File:
    """Writes rows as the GB18030 text file that a Chinese collection system exports, and names it."""

    def write(*rows: dict[str, str], name: str = "history.csv") -> str:
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, HEADER, restval="")
        writer.writeheader()
        writer.writerows(rows)
        path = tmp_path / name
        path.write_bytes(text.getvalue().encode("gb18030"))
        return str(path)

    return write


def entries(run: Run, kind: str, case: str = CASE) -> list[dict[str, Any]]:
    return [each for each in run("show", case, "--json", "--reveal").json["entries"] if each["kind"] == kind]


def imported(run: Run, *words: str) -> dict[str, Any]:
    done = run("import", *words, "--json")
    assert done.code == 0, done.out + done.err
    answer: dict[str, Any] = done.json
    return answer


def asked(run: Run) -> tuple[bool, list[str]]:
    """Whether the debtor may be called now, and the rules against it."""
    (debtor,) = [each for each in run("contact", CASE, "--json").json["options"] if each["to"] == "debtor"]
    return debtor["may_call"], [each["rule"] for each in debtor["why"]]


def reasons(done: Any) -> list[tuple[int, str, str]]:
    return [(each["row"], each["column"], each["reason"]) for each in done.json["rejected"]]


@pytest.fixture
def sampled(ledger: Path, run: Run, made_once: MadeOnce, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The ledger with the 200 loans of the sample, three weeks later."""
    monkeypatch.setenv("DUNNING_TODAY", "2026-06-21")

    def make() -> None:
        assert run("import", str(CASES)).code == 0

    made_once(ledger, make)
    return ledger


def test_the_sample_is_taken_over_in_one_commit(
    sampled: Path, run: Run, in_git: Run, last_commit: Callable[[], Any]
) -> None:
    before = in_git("rev-list", "--count", "HEAD")
    answer = imported(run, str(HISTORY))
    assert (answer["profile"], answer["rows"], answer["imported"]) == ("contact-history", 400, 400)
    assert (answer["promises"], answer["details"], answer["stops"]) == (59, 25, 0)
    assert (answer["rejected"], answer["duplicates"], answer["unknown_columns"]) == ([], [], [])
    assert int(in_git("rev-list", "--count", "HEAD")) == int(before) + 1
    assert last_commit().subject == "import 400 contacts from contact-history-2026-06.csv"
    assert last_commit().id == answer["commit"]
    assert Counter(each["rule"] for each in answer["breaches"]) == {
        "third-party": 61,
        "hours": 41,
        "letters-third-parties": 27,
    }
    for command in (("check",), ("audit",)):
        done = run(*command)
        assert done.code == 0, done.out + done.err


def test_breaches_are_those_of_the_report(sampled: Path, run: Run) -> None:
    answer = imported(run, str(HISTORY))
    told = {
        (each["entry"], each["rule"]): (each["case"], each["time"], each["agent"])
        for each in answer["breaches"]
    }
    found = run("report", "contact-breaches", "--json").json
    assert told == {
        (each["entry"], rule): (each["case"], each["time"], each["agent"])
        for each in found["on_record"]
        for rule in each["rules"]
    }
    assert found["late"] == []  # the client's system had them on record in time


def test_the_same_file_and_an_overlapping_one_add_nothing(ledger: Path, run: Run, history: File) -> None:
    assert open_case(run) == 0
    first = [row(), row("2026-05-20 11:00:00", "关机")]
    imported(run, history(*first))
    again = imported(run, history(*first))
    assert (again["imported"], again["commit"]) == (0, None)
    assert again["duplicates"] == [{"row": 2, "case": CASE}, {"row": 3, "case": CASE}]
    more = imported(run, history(*first, row("2026-05-21 09:00:00"), row("2026-05-21 09:00:00")))
    assert more["imported"] == 1
    assert [each["row"] for each in more["duplicates"]] == [2, 3, 5]
    assert len(entries(run, "contact")) == 3


def test_a_note_made_by_hand_is_not_taken_over_again(ledger: Path, run: Run, history: File) -> None:
    assert open_case(run) == 0
    note = ("note", CASE, "无人接听", "--channel", "phone", "--number", NUMBER, "--result", "no_answer")
    assert run(*note, "--at", "2026-05-20T10:00").code == 0
    assert imported(run, history(row()))["duplicates"] == [{"row": 2, "case": CASE}]


def test_a_contact_taken_back_does_not_come_again(ledger: Path, run: Run, history: File) -> None:
    assert open_case(run) == 0
    file = history(row(), row("2026-05-21 10:00:00"))
    imported(run, file)
    contact, _ = entries(run, "contact")
    assert run("reverse", CASE, contact["id"], "--reason", "another's call").code == 0
    assert imported(run, file)["imported"] == 0


def test_an_import_that_was_undone_may_come_again(ledger: Path, run: Run, history: File) -> None:
    assert open_case(run) == 0
    file = history(row(), row("2026-05-21 10:00:00"))
    imported(run, file)
    assert run("undo").code == 0
    assert imported(run, file)["imported"] == 2
    assert imported(run, file)["imported"] == 0
    for command in (("check",), ("audit",)):
        assert run(*command).code == 0


def open_case(run: Run, *more: str) -> int:
    done = run(
        *("open", CASE, "--policy", "property-fee", "--name", NAME, "--phone", NUMBER),
        *(more or ("--guarantor", "李敏:13900000008")),
    )
    charged = run("charge", CASE, "--on", "2026-01-01", "--due", "2026-01-31", "--principal", "1200.00")
    return int(done.code + charged.code)


def test_what_a_row_says_is_on_record(
    ledger: Path, run: Run, history: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert open_case(run) == 0
    said = row(
        "2026/5/20 9:05", "承诺还款", 催收记录="周五前付", 承诺还款日期="2026-05-29", 承诺还款金额="500"
    )
    imported(run, history(said), "--actor", "zhou")
    (contact,) = entries(run, "contact")
    assert {
        each: contact[each] for each in ("date", "time", "channel", "to", "number", "result", "text")
    } == {
        "date": "2026-05-20",
        "time": "2026-05-20T09:05:00+08:00",
        "channel": "phone",
        "to": "debtor",
        "number": NUMBER,
        "result": "promised",
        "text": "周五前付",
    }
    assert (contact["by"], contact["agent"], contact["taken_over"]) == ("zhou", "wang", True)
    assert not contact["at"].startswith("2026-05")  # recorded when it was recorded
    (promise,) = entries(run, "promise")
    assert (promise["date"], promise["due"], promise["amount"], promise["agent"]) == (
        "2026-05-20",
        "2026-05-29",
        "500.00",
        "wang",
    )


def test_a_promise_taken_over_is_kept_or_broken_by_payments(ledger: Path, run: Run, history: File) -> None:
    assert open_case(run) == 0
    promise = {"承诺还款日期": "2026-05-29", "承诺还款金额": "500"}
    imported(run, history(row("2026-05-20 09:00", "承诺还款", **promise)))
    assert run("status", CASE, "--json").json["promises"] == {"open": 0, "kept": 0, "partial": 0, "broken": 1}
    assert run("pay", CASE, "500", "--on", "2026-05-28", "--via", "bank").code == 0
    assert run("status", CASE, "--json").json["promises"] == {"open": 0, "kept": 1, "partial": 0, "broken": 0}


def test_a_promise_taken_over_is_in_the_list_of_work(ledger: Path, run: Run, history: File) -> None:
    assert open_case(run) == 0
    promise = {"承诺还款日期": "2026-06-02", "承诺还款金额": "500"}
    imported(run, history(row("2026-05-20 09:00", "承诺还款", **promise)))
    told = run("remind", "--as-of", "2026-06-02", "--json").json["items"]
    assert [(each["action"], each["case"]) for each in told if each["action"] == "promise"] == [
        ("promise", CASE)
    ]


def test_limits_count_what_was_taken_over_today(ledger: Path, run: Run, history: File) -> None:
    assert open_case(run, "--owner", "wang") == 0
    calls = [row(f"2026-06-01 08:{minute}0:00", "已接通") for minute in range(3)]
    assert imported(run, history(*calls))["breaches"] == []
    assert asked(run) == (False, ["connected-calls"])
    refused = run("note", CASE, "再次致电", "--channel", "phone", "--number", NUMBER, "--result", "reached")
    assert refused.code == 4
    assert "3 calls with the debtor were connected" in refused.err


def test_a_fourth_connected_call_of_a_day_is_listed_not_refused(
    ledger: Path, run: Run, history: File
) -> None:
    assert open_case(run) == 0
    calls = [row(f"2026-05-20 1{hour}:00:00", "已接通", 催收员="chen") for hour in range(4)]
    (breach,) = imported(run, history(*calls))["breaches"]
    assert (breach["row"], breach["case"], breach["rule"]) == (5, CASE, "connected-calls")
    assert (breach["date"], breach["time"], breach["agent"]) == (
        "2026-05-20",
        "2026-05-20T13:00+08:00",
        "chen",
    )


def test_dead_numbers_are_told_once_and_again_only_after_an_answer(
    ledger: Path, run: Run, history: File
) -> None:
    assert open_case(run) == 0
    rows = [
        row("2026-05-01 10:00", "空号"),
        row("2026-05-02 10:00", "空号"),
        row("2026-05-03 10:00", "已接通"),
        row("2026-05-04 10:00", "错号"),
    ]
    assert imported(run, history(*rows))["details"] == 2
    told = [(each["date"], each["of"], each["phone"], each["status"]) for each in entries(run, "detail")]
    assert told == [("2026-05-01", "debtor", NUMBER, "dead"), ("2026-05-04", "debtor", NUMBER, "wrong")]
    # 空号: nobody spoke, so it is no connected call
    assert [each["result"] for each in entries(run, "contact")] == [
        "no_answer",
        "no_answer",
        "reached",
        "wrong_number",
    ]


def test_letters_and_visits_have_no_results_of_calls(ledger: Path, run: Run, history: File) -> None:
    assert open_case(run) == 0
    rows = [
        row("2026-05-01 10:00", "已接通", 催收措施="信函"),
        row("2026-05-02 10:00", "已接通", 催收措施="信函"),
        row("2026-05-03 10:00", "空号", 催收措施="外访"),
        row("2026-05-04 10:00", "承诺还款", 催收措施="外访", 承诺还款日期="2026-05-20", 承诺还款金额="100"),
        row("2026-05-05 10:00", "承诺还款", 催收措施="信函", 承诺还款日期="2026-05-20", 承诺还款金额="200"),
    ]
    answer = imported(run, history(*rows))
    assert (answer["promises"], answer["details"]) == (2, 0)
    assert [(each["channel"], each["result"]) for each in entries(run, "contact")] == [
        ("letter", "other"),
        ("letter", "other"),
        ("visit", "other"),
        ("visit", "promised"),
        ("letter", "other"),
    ]
    (noted,) = [each for each in answer["notes"] if "已接通" in each["reason"]]
    assert (noted["row"], noted["column"]) == (2, "催收结果")
    assert "2 rows" in noted["reason"]
    assert len(answer["notes"]) == 3
    # a promise on a letter of the office's is no promise in writing
    (restart,) = [
        each for each in run("limitation", CASE, "--json").json["restarts"] if each["date"] == "2026-05-05"
    ]
    assert not restart["proven"]


def test_the_clients_word_stays_in_the_text(ledger: Path, run: Run, history: File) -> None:
    assert open_case(run) == 0
    said = row("2026-05-01 10:00", "已接通", 催收措施="信函", 催收记录="寄出")
    imported(run, history(said))
    assert entries(run, "contact")[0]["text"] == "寄出；催收结果：已接通"


def test_who_was_spoken_to(ledger: Path, run: Run, history: File) -> None:
    assert open_case(run) == 0
    rows = [
        row("2026-05-01 10:00", "已接通", 对象姓名="李敏", 与案人关系="配偶", 电话号码="13900000008"),
        row("2026-05-02 10:00", "已接通", 对象姓名="周强", 与案人关系="同事", 电话号码="13900000009"),
        row("2026-05-03 10:00", "已接通", 对象姓名=NAME, 与案人关系="父亲", 电话号码="13900000010"),
        row("2026-05-04 10:00", "已接通", 对象姓名="", 与案人关系="", 电话号码="13900000008"),
        row("2026-05-05 10:00", "已接通", 姓名="王 建国", 对象姓名="王 建国", 与案人关系="本人"),
        row("2026-05-06 10:00", "已接通", 对象姓名="", 与案人关系="母亲", 电话号码="13900000011"),
    ]
    imported(run, history(*rows))
    assert [(each["to"], each["text"]) for each in entries(run, "contact")] == [
        ("李敏", "已接通"),
        ("周强", "已接通；与案人关系：同事"),
        ("王建国（父亲）", "已接通"),
        ("李敏", "已接通"),
        ("debtor", "已接通"),
        ("母亲", "已接通"),
    ]


def test_a_third_person_who_will_not_pay_has_not_refused_contact(
    ledger: Path, run: Run, history: File
) -> None:
    assert open_case(run) == 0
    said = row("2026-05-01 10:00", "拒绝还款", 对象姓名="周强", 与案人关系="同事", 电话号码="13900000009")
    answer = imported(run, history(said))
    assert entries(run, "contact")[0]["result"] == "third_party"
    assert "third party answered" in answer["notes"][0]["reason"]


def test_a_promise_of_somebody_who_does_not_owe_acknowledges_nothing(
    ledger: Path, run: Run, history: File
) -> None:
    assert open_case(run) == 0
    before = run("limitation", CASE, "--json").json["expires"]
    promise = {"承诺还款日期": "2026-06-20", "承诺还款金额": "300"}
    mother = {"对象姓名": "周芳", "与案人关系": "母亲", "电话号码": "13900000009"}
    imported(run, history(row("2026-05-01 10:00", "承诺还款", **promise, **mother)))
    assert entries(run, "promise")[0]["giver"] == "周芳"
    assert run("limitation", CASE, "--json").json["expires"] == before
    imported(run, history(row("2026-05-02 10:00", "承诺还款", **promise)))
    assert run("limitation", CASE, "--json").json["expires"] != before


@pytest.mark.parametrize(("result", "text"), [("要求停催", "挂断"), ("已接通", "客户要求停止联系，称已报警")])
def test_a_wish_to_stop_is_kept_from_then_on(
    ledger: Path, run: Run, history: File, result: str, text: str
) -> None:
    assert open_case(run, "--owner", "wang") == 0
    rows = [
        row("2026-05-01 09:00", "已接通"),
        row("2026-05-01 10:00", result, 催收记录=text),
        row("2026-05-01 11:00", "已接通"),
    ]
    answer = imported(run, history(*rows))
    assert answer["stops"] == 1
    (consent,) = entries(run, "consent")
    assert (consent["of"], consent["channel"], consent["given"]) == ("debtor", "phone", False)
    assert [each["column"] for each in answer["notes"]] == [
        "催收结果" if result == "要求停催" else "催收记录"
    ]
    # the talk in which it was said, and those before it, are no breach of it
    assert [each["row"] for each in answer["breaches"]] == [4]
    assert asked(run) == (False, ["consent"])


def test_every_wrong_cell_is_named_and_nothing_is_written(
    ledger: Path, run: Run, history: File, in_git: Run
) -> None:
    assert open_case(run) == 0
    before = in_git("rev-parse", "HEAD")
    rows = [
        row(),
        row(个案序列号="PF-2026-9999"),
        row(姓名="李建国"),
        row("2026-06-02 10:00:00"),
        row("1969-06-02 10:00:00"),
        row(催收措施="登报"),
        row(result="神秘", 催收记录=""),
        row(对象姓名="李敏"),
        row(与案人关系="父亲"),
        row(承诺还款日期="2026-05-29", 承诺还款金额="100"),
        row(result="承诺还款", 承诺还款日期="2026-05-01", 承诺还款金额="100"),
        row(电话号码="打不通"),
        row(个案序列号="PF-2026"),
    ]
    done = run("import", history(*rows), "--json")
    assert done.code == 1
    found = reasons(done)
    assert [(number, column) for number, column, _ in found] == [
        (3, "个案序列号"),
        (4, "姓名"),
        (5, "催收时间"),
        (6, "催收时间"),
        (7, "催收措施"),
        (8, "催收结果"),
        (9, "对象姓名"),
        (10, "对象姓名"),
        (11, "承诺还款日期"),
        (12, "承诺还款日期"),
        (13, "电话号码"),
        (14, "个案序列号"),
    ]
    why = {number: reason for number, _, reason in found}
    assert "another person's" in why[4]
    assert "future" in why[5]
    assert "words.channel in policies/imports/contact-history.yaml" in why[7]
    assert "words.result in policies/imports/contact-history.yaml" in why[8]
    assert (done.json["imported"], done.json["commit"]) == (0, None)
    assert in_git("rev-parse", "HEAD") == before
    assert in_git("status", "--porcelain") == ""
    taken = imported(run, history(*rows), "--partial")
    assert (taken["imported"], len(taken["rejected"])) == (1, 12)
    with Path(taken["rejects"]).open(encoding="utf-8-sig", newline="") as file:
        rejects = list(csv.DictReader(file))
    assert len(rejects) == 12, "those that do not fit the ledger, too"
    assert "future" in rejects[2]["reason"]
    assert {each["个案序列号"] for each in rejects} == {each["个案序列号"] for each in rows[1:]}


def test_a_word_of_the_offices_own_is_added_to_the_profile(ledger: Path, run: Run, history: File) -> None:
    assert open_case(run) == 0
    file = ledger / "policies/imports/contact-history.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("busy: [占线", "busy: [遇忙, 占线"), encoding="utf-8")
    assert run("commit").code == 0
    imported(run, history(row(result="遇忙")))
    assert entries(run, "contact")[0]["result"] == "busy"
    file.write_text(text.replace("busy: [占线", "bussy: [占线"), encoding="utf-8")
    done = run("import", history(row(result="占线")), "--kind", "contacts")
    assert done.code == 1
    assert "words.result 'bussy'" in done.err


def test_collectors_of_a_former_agency_are_kept_by_name(
    ledger: Path, run: Run, history: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = ledger / "dunning.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("staff: []\n", STAFF), encoding="utf-8")
    monkeypatch.setenv("DUNNING_ACTOR", "zhou")
    assert run("commit").code == 0
    assert open_case(run) == 0
    rows = [row(), row("2026-05-21 10:00", 催收员="王静"), row("2026-05-22 10:00", 催收员="衡信 张三")]
    rows += [row("2026-05-23 10:00", 催收员="")]
    answer = imported(run, history(*rows))
    contacts = entries(run, "contact")
    assert [(each["by"], each.get("agent")) for each in contacts] == [
        ("zhou", "wang"),
        ("zhou", "wang"),
        ("zhou", "衡信 张三"),
        ("zhou", None),
    ]
    said = [each["reason"] for each in answer["notes"]]
    assert any("衡信 张三 (1)" in each for each in said)
    assert any("1 rows name no collector" in each for each in said)
    for command in (("check",), ("audit",)):
        assert run(*command).code == 0


def test_half_a_promise_and_a_waiver_stay_in_the_text(ledger: Path, run: Run, history: File) -> None:
    assert open_case(run) == 0
    rows = [
        row("2026-05-01 10:00", "承诺还款", 催收记录="下月付", 承诺还款日期="2026-06-11"),
        row("2026-05-02 10:00", "已接通", 催收记录="谈减免", 减免金额="300", 减免状态="审批中"),
        row("2026-05-03 10:00", "承诺还款", 催收记录="尽快"),
    ]
    answer = imported(run, history(*rows))
    assert [each["text"] for each in entries(run, "contact")] == [
        "下月付；承诺还款日期：2026-06-11",
        "谈减免；减免金额：300.00；减免状态：审批中",
        "尽快",
    ]
    assert entries(run, "promise") == []
    assert [(each["row"], each["column"]) for each in answer["notes"]] == [
        (2, "承诺还款金额"),
        (3, "减免金额"),
        (4, "承诺还款日期"),
    ]


def test_a_contact_on_a_closed_case_is_listed(ledger: Path, run: Run, history: File) -> None:
    assert open_case(run) == 0
    assert run("close", CASE, "--reason", "returned", "--on", "2026-05-10").code == 0
    (breach,) = imported(run, history(row("2026-05-20 10:00")))["breaches"]
    assert breach["rule"] == "closed"


def test_a_day_without_an_hour_counts_for_its_day(ledger: Path, run: Run, history: File) -> None:
    assert open_case(run) == 0
    imported(run, history(row("2026-05-20")))
    (contact,) = entries(run, "contact")
    assert (contact["date"], contact.get("time")) == ("2026-05-20", None)


def test_a_dry_run_tells_and_writes_nothing(ledger: Path, run: Run, history: File, in_git: Run) -> None:
    assert open_case(run) == 0
    before = in_git("rev-parse", "HEAD")
    calls = [row(f"2026-05-20 1{hour}:00:00", "已接通") for hour in range(4)]
    answer = imported(run, history(*calls), "--dry-run")
    assert (answer["imported"], answer["commit"], len(answer["breaches"])) == (4, None, 1)
    assert in_git("rev-parse", "HEAD") == before


@pytest.mark.parametrize("option", [("--policy", "small-loan"), ("--owner", "wang"), ("--basis", "reserved")])
def test_options_of_new_cases_are_refused(
    ledger: Path, run: Run, history: File, option: tuple[str, str]
) -> None:
    assert open_case(run) == 0
    done = run("import", history(row()), *option)
    assert (done.code, option[0] in done.err) == (2, True)


def test_people_read_counts_notes_and_breaches(ledger: Path, run: Run, history: File) -> None:
    assert open_case(run) == 0
    rows = [row("2026-05-20 06:30", "已接通"), row("2026-05-20 10:00", "已接通", 催收措施="信函")]
    said = run("import", history(*rows)).out
    assert "2 contacts imported, with 0 promises" in said
    assert "06:30 lies between 22:00 and 08:00" in said
    assert "by rule: hours 1" in said
    assert "信函, '已接通': 1 rows recorded as other" in said
