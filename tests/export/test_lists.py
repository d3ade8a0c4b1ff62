"""Lists that others act on: calls and messages that are lawful now and come back as a batch, and the calendar."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from exported_people import NAME, PHONE
from icalendar import Calendar

Run = Callable[..., Any]
Rows = Callable[..., list[dict[str, Any]]]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
PAGE = Path(__file__).parents[2] / "docs" / "export.md"


def test_only_what_is_lawful_now_is_on_the_list(inside: Path, run: Run, lines: Rows) -> None:
    rows = lines("call-list", "--all", "--reveal")
    assert len(rows) > 20
    for row in rows:
        asked = run("contact", row["case"], "--json", "--reveal").json
        option = next(each for each in asked["options"] if each["number"] == row["number"])
        assert option["may_call"], row
        assert row["until"] == "2026-06-15T22:00:00+08:00"
        assert row["attempts_left"] > 0
    listed = {row["case"] for row in rows}
    for item in run("list", "--json").json["cases"]:
        if item["case"] not in listed and item["overdue"] != "0.00":
            options = run("contact", item["case"], "--json").json["options"]
            assert not [each for each in options if each["may_call"] and each["to"] == "debtor"], item["case"]


def test_the_calls_of_the_day_are_those_that_remind_asks_for(inside: Path, run: Run, lines: Rows) -> None:
    work = run("remind", "--json").json["items"]
    asked = {item["case"] for item in work if item["action"] in ("call", "callback", "promise", "instalment")}
    rows = lines("call-list")
    assert rows
    assert {row["case"] for row in rows} <= asked
    assert [row["priority"] for row in rows] == sorted(row["priority"] for row in rows)
    mine = lines("call-list", "--owner", "wang")
    assert mine
    assert {row["case"] for row in mine} < {row["case"] for row in rows}


@pytest.mark.parametrize(
    "words",
    [
        ("hold", CASE, "contact", "--reason", "等待复核"),
        ("complaint", CASE, "不要再打电话"),
        ("consent", CASE, "--channel", "phone", "--revoked", "--source", "本人来电"),
    ],
)
def test_a_case_that_may_not_be_called_is_left_out(
    worked: Path, run: Run, lines: Rows, words: tuple[str, ...]
) -> None:
    assert CASE in {row["case"] for row in lines("call-list", "--all")}
    assert run(*words).code == 0
    done = run("export", "call-list", "--all", "--format", "jsonl")
    assert CASE not in {json.loads(line)["case"] for line in done.out.splitlines()}


def test_at_night_nobody_is_on_the_list(worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("detail", LOAN, "--phone", "13800000101").code == 0
    monkeypatch.setenv("DUNNING_TODAY", "2026-06-01T22:30")
    for words in (("call-list", "--all"), ("sms-list", "--script", "first-call")):
        done = run("export", *words, "--format", "jsonl")
        assert (done.code, done.out) == (0, "")
        assert "by the rule hours" in done.err


def test_attempts_are_counted_down(worked: Path, run: Run, lines: Rows) -> None:
    def left() -> tuple[int, int] | None:
        found = [row for row in lines("call-list", "--all") if row["case"] == CASE and row["to"] == "debtor"]
        return (found[0]["attempts_left"], found[0]["calls_left"]) if found else None

    assert left() == (6, 3)
    for minute in range(4):
        assert run("note", CASE, "无人接听", "--channel", "phone", "--result", "no_answer", "--number", PHONE,
                   "--at", f"2026-06-01T09:0{minute}").code == 0  # fmt: skip
    assert left() == (2, 3)
    assert (
        run(
            "note", CASE, "已接通", "--channel", "phone", "--result", "reached", "--at", "2026-06-01T09:30"
        ).code
        == 0
    )
    assert left() == (2, 2)
    for minute in range(2):
        assert run("note", CASE, "无人接听", "--channel", "phone", "--result", "busy", "--number", PHONE,
                   "--at", f"2026-06-01T09:4{minute}").code == 0  # fmt: skip
    assert left() is None


def test_what_came_of_the_calls_goes_back_as_a_batch(worked: Path, run: Run, lines: Rows) -> None:
    assert run("export", "call-list", "--all", "--reveal", "--codes", "-o", "../calls.csv").code == 0
    calls = {
        row["case"]: row
        for row in csv.DictReader(io.StringIO(Path("../calls.csv").read_text(encoding="utf-8")))
    }
    assert calls[CASE]["number"] == PHONE
    assert NAME not in calls[CASE]["token"]
    assert PHONE not in calls[CASE]["token"]
    header, first, second = re.findall(r"^```csv\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.S | re.M)[
        0
    ].split()
    named = dict(zip(header.split(","), second.split(","), strict=True))
    results = io.StringIO()
    writer = csv.DictWriter(results, header.split(","))
    writer.writeheader()
    for case in (CASE, LOAN) if LOAN in calls else (CASE,):
        call = calls[case]
        mine = {"case": case, "to": call["to"], "number": call["number"], "key": call["token"]}
        writer.writerow({**named, **mine, "at": "2026-06-01T10:00", "by": "2026-06-19"})
    Path("../results.csv").write_text(results.getvalue(), encoding="utf-8")
    done = run("batch", "../results.csv", "--json")
    assert done.code == 0, done.err
    (talk,) = (row for row in lines("contacts", "--reveal") if row["case"] == CASE)
    assert (talk["channel"], talk["result"], talk["number"]) == ("phone", "promised", PHONE)
    (promise,) = (row for row in lines("promises") if row["case"] == CASE)
    assert (promise["amount"], promise["due"]) == ("500.00", "2026-06-19")
    again = run("batch", "../results.csv", "--json")
    assert [json.loads(line).get("known") for line in again.out.splitlines()][:1] == [True]
    assert len([row for row in lines("contacts") if row["case"] == CASE]) == 1
    assert first.startswith("note,")


def test_contacts_tell_who_came_of_themselves(worked: Path, lines: Rows, run: Run) -> None:
    before = [row["entry"] for row in lines("contacts")]
    assert run("note", CASE, "来电询问", "--channel", "phone", "--result", "reached", "--incoming").code == 0
    (talk,) = (row for row in lines("contacts") if row["entry"] not in before)
    assert talk["incoming"] is True
    assert not any(row["incoming"] for row in lines("contacts") if row["entry"] in before)


def test_tokens_are_new_with_each_list(worked: Path, lines: Rows) -> None:
    tokens = [row["token"] for _ in range(3) for row in lines("call-list", "--all")]
    assert len(set(tokens)) == len(tokens)


def test_without_reveal_the_list_cannot_be_dialled_and_says_so(worked: Path, run: Run) -> None:
    done = run("export", "call-list", "--all")
    assert "138****0007" in done.out
    assert PHONE not in done.out
    assert "--reveal writes them in full" in done.err


def test_messages_pass_the_word_lists_and_go_to_mobiles(worked: Path, run: Run, lines: Rows) -> None:
    words = ("sms-list", "--script", "first-call", "--policy", "small-loan", "--reveal")
    assert run("detail", LOAN, "--phone", "075512345678").code == 0
    assert lines(*words) == [], "no mobile number is known"
    assert run("detail", LOAN, "--phone", "13800000101").code == 0
    (row,) = lines(*words)
    assert (row["number"], row["to"]) == ("13800000101", "debtor")
    assert "赵强" in row["text"]
    assert "{" not in row["text"]
    (masked,) = lines(*words[:-1])
    assert "赵强" not in masked["text"]
    assert masked["number"] == "138****0101"
    rules = Path("policies/contact-cn-2026.yaml")
    word = row["text"][:4].replace(",", "")[:2]
    rules.write_text(
        rules.read_text(encoding="utf-8").replace("never: [老赖]", f"never: [老赖, {word}]"), encoding="utf-8"
    )
    done = run("export", *words, "--format", "jsonl")
    assert done.out == ""
    assert "by the rule words: 1" in done.err


def test_a_message_that_was_sent_goes_back_too(worked: Path, run: Run, lines: Rows) -> None:
    assert run("detail", LOAN, "--phone", "13800000101").code == 0
    (row,) = lines("sms-list", "--script", "first-call", "--policy", "small-loan", "--reveal")
    line = {
        "op": "note",
        "channel": "sms",
        "key": row["token"],
        **{key: row[key] for key in ("case", "to", "number", "text")},
    }
    Path("../sent.jsonl").write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    assert run("batch", "../sent.jsonl").code == 0
    assert [each["channel"] for each in lines("contacts") if each["case"] == LOAN] == ["sms"]


def test_messages_of_the_day_are_those_of_the_steps(
    inside: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNNING_TODAY", "2026-06-20")
    work = [item for item in run("remind", "--json").json["items"] if item["channel"] == "sms"]
    rows = [json.loads(line) for line in run("export", "sms-list", "--format", "jsonl").out.splitlines()]
    assert work
    assert {row["case"] for row in rows} <= {item["case"] for item in work}
    assert rows
    assert run("export", "sms-list", "--script", "no-such").code == 3


@pytest.fixture
def dated(worked: Path, run: Run) -> Path:
    """A promise, a plan, a visit, a hearing, a batch."""
    for words in (
        ("promise", CASE, "400", "--by", "2026-06-20"),
        ("set", CASE, "batch.id=B-26", "batch.return_by=2026-08-31"),
        ("plan", "new", LOAN, "--instalments", "3", "--amount", "100", "--first", "2026-06-30", "--every", "month",
         "--signed", "both"),
        ("visit", "plan", LOAN, "--for", "2026-06-05"),
        ("legal", LOAN, "file", "--on", "2026-07-20", "--text", "开庭"),
    ):  # fmt: skip
        done = run(*words)
        assert done.code == 0, (words, done.err)
    return worked


def events_of(file: str) -> dict[str, Any]:
    calendar = Calendar.from_ical(Path(file).read_bytes())
    return {str(each["UID"]): each for each in calendar.walk("VEVENT")}


def test_the_calendar_has_the_days_that_matter(dated: Path, run: Run) -> None:
    done = run("--lang", "zh", "export", "calendar", "-o", "../d.ics", "--json")
    assert done.code == 0, done.err
    events = events_of("../d.ics")
    assert done.json["rows"] == len(events)
    told = {(each.decoded("DTSTART"), str(each["SUMMARY"])) for each in events.values()}
    assert (date(2026, 6, 20), f"承诺还款 400.00 元，王**（{CASE}）") in told
    assert (date(2026, 6, 30), f"第 1/3 期还款 100.00 元，赵*（{LOAN}）") in told
    assert (date(2026, 8, 30), f"第 3/3 期还款 100.00 元，赵*（{LOAN}）") in told
    assert (date(2026, 6, 5), f"外访预约，赵*（{LOAN}）") in told
    assert (date(2026, 7, 20), f"起诉：开庭，赵*（{LOAN}）") in told
    assert (date(2026, 8, 31), "批次 B-26 退案，案件数：1") in told
    clock = run("limitation", CASE, "--json").json["proven_until"]
    assert (date.fromisoformat(clock), f"诉讼时效届满，王**（{CASE}）") in told
    for each in events.values():
        assert (each.decoded("DTEND") - each.decoded("DTSTART")).days == 1
        assert each["TRANSP"] == "TRANSPARENT"


def test_the_file_is_one_that_calendars_take(dated: Path, run: Run) -> None:
    assert run("--lang", "zh", "export", "calendar", "-o", "../d.ics").code == 0
    data = Path("../d.ics").read_bytes()
    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75, "long lines are folded, by bytes"
    assert b"\r\n " in data
    assert NAME.encode() not in data


def test_imported_again_an_event_moves(dated: Path, run: Run) -> None:
    assert run("export", "calendar", "-o", "../a.ics").code == 0
    assert run("set", CASE, "batch.return_by=2026-09-30").code == 0
    assert run("pay", CASE, "400", "--on", "2026-06-01", "--via", "cash").code == 0
    assert run("export", "calendar", "-o", "../b.ics", "--reveal").code == 0
    before, after = events_of("../a.ics"), events_of("../b.ics")
    assert set(after) < set(before)
    (gone,) = set(before) - set(after)
    assert "promise" in gone, "it is kept"
    assert before["return-B-26@dunning"].decoded("DTSTART") == date(2026, 8, 31)
    assert after["return-B-26@dunning"].decoded("DTSTART") == date(2026, 9, 30)
    assert NAME in str(after[f"{CASE}.limitation@dunning"]["SUMMARY"])


def test_more_time_granted_moves_the_return_in_calendar_and_cases(dated: Path, run: Run) -> None:
    assert run("extension", "B-26", "--granted", "2026-10-15").code == 0
    assert run("export", "calendar", "-o", "../d.ics").code == 0
    assert events_of("../d.ics")["return-B-26@dunning"].decoded("DTSTART") == date(2026, 10, 15)
    rows = [json.loads(line) for line in run("export", "cases", "--format", "jsonl").out.splitlines()]
    assert {row["case"]: row["return_by"] for row in rows}[CASE] == "2026-10-15"


def test_lists_and_calendar_are_noted(dated: Path, run: Run, log: Callable[[], list[dict[str, Any]]]) -> None:
    assert run("export", "call-list", "--all", "--reveal").code == 0
    assert run("export", "calendar", "-o", "../d.ics").code == 0
    assert [(line["command"], line["parts"]) for line in log()] == [
        ("export call-list", ["csv", "reveal"]),
        ("export calendar", ["ics"]),
    ]
