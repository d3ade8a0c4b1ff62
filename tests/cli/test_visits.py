"""Visits on the command line: the route sheet, visits arranged, visits recorded with their first follow-up."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from copies import MadeOnce

from dunning_cli import Ledger
from dunning_cli.kernel.errors import WrongUsage

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
ID_NUMBER, CARD = "110101199003070011", "6222020012345678901"
STAFF = """staff:
  - {id: wang, name: 王静, roles: [phone]}
  - {id: li, name: 李明远, roles: [phone]}
  - {id: chen, name: 陈立冬, roles: [field]}
"""


@pytest.fixture
def office(worked: Path, run: Run, made_once: MadeOnce, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two telephone collectors and one in the field; the loan has an address and a card number."""
    monkeypatch.setenv("DUNNING_ACTOR", "wang")

    def make() -> None:
        settings = worked / "dunning.yaml"
        text = settings.read_text(encoding="utf-8").replace("staff: []\n", STAFF)
        settings.write_text(text, encoding="utf-8")
        assert run("commit").code == 0
        done = run("set", LOAN, "debtor.addresses[0].text=石桥镇南沟村 1 号", f"account.number={CARD}",
                   f"debtor.id_number={ID_NUMBER}", "account.area=石桥镇")  # fmt: skip
        assert done.code == 0, done.err

    made_once(worked, make)
    return worked


def visits(run: Run, *words: str) -> list[dict[str, Any]]:
    done = run("visit", "sheet", "--json", *words)
    assert done.code == 0, done.err
    found: list[dict[str, Any]] = done.json["visits"]
    return found


def reminders(run: Run, case: str, *words: str) -> list[tuple[str, str, str]]:
    items = run("remind", "--json", *words).json["items"]
    return [(each["action"], each["due"], each["rule"]) for each in items if each["case"] == case]


# -- the route sheet


@pytest.mark.parametrize(
    "words", [(), ("--reveal",), ("--json",), ("--reveal", "--json"), ("--reveal", "--format", "csv")]
)
def test_id_and_card_numbers_are_never_on_the_sheet(words: tuple[str, ...], office: Path, run: Run) -> None:
    said = ("visit", "plan", LOAN, "--for", "2026-06-01", "--text", f"asks about card {CARD} and {ID_NUMBER}")
    assert run(*said).code == 0
    done = run("visit", "sheet", *words)
    assert done.code == 0
    assert LOAN in done.out
    assert "0011" in done.out
    assert "8901" in done.out
    assert ID_NUMBER not in done.out
    assert CARD not in done.out


def test_names_and_addresses_are_in_full_for_those_who_go(office: Path, run: Run) -> None:
    (theirs,) = visits(run, "--actor", "chen")
    assert (theirs["debtor"], theirs["address"]) == ("赵强", "石桥镇南沟村 1 号")
    (others,) = visits(run, "--actor", "wang")
    assert (others["debtor"], others["address"]) == ("赵*", "石桥镇南沟村***")
    (revealed,) = visits(run, "--actor", "wang", "--reveal")
    assert revealed["debtor"] == "赵强"


def test_a_stop_says_what_is_needed_at_the_door(office: Path, run: Run) -> None:
    words = ("note", LOAN, "says the harvest failed", "--channel", "phone", "--at", "2026-05-28T10:00")
    assert run(*words, "--result", "intends", "--reason", "market").code == 0
    (stop,) = visits(run)
    assert stop["collector"] == "chen"
    assert stop["talk_to"] == "debtor"
    assert (stop["overdue"], stop["days_past_due"]) == (stop["balance"], 42)
    assert stop["last_contact"] == {"date": "2026-05-28", "channel": "phone", "result": "intends"}
    assert stop["arrears_reason"] == "market"
    page = run("visit", "sheet").out
    for text in ("Route sheet of chen, 2026-06-01: 1 visits", "2026-05-28 phone: intends to pay", "market change",
                 "signature", "____"):  # fmt: skip
        assert text in page
    assert max(map(len, page.splitlines())) <= 120


def test_the_letter_of_the_step_is_handed_over(office: Path, run: Run) -> None:
    words = ("note", CASE, "x", "--channel", "phone", "--result", "reached", "--at", "2026-05-20T10:00")
    assert run(*words).code == 0
    assert [stop["template"] for stop in visits(run) if stop["case"] == CASE] == ["lawyers-letter"]
    assert run("visit", "plan", CASE, "--for", "2026-06-02").code == 0
    (stop,) = [each for each in visits(run, "--as-of", "2026-06-02") if each["case"] == CASE]
    assert (stop["rule"], stop["template"]) == ("appointment", "lawyers-letter")
    assert "lawyers-letter" in run("visit", "sheet", "--as-of", "2026-06-02").out


def test_stops_are_by_area_and_address_and_without_one_last(office: Path, run: Run) -> None:
    places = {
        "A1": ("东区", "东区 2 号"),
        "A2": ("北区", "北区 9 号"),
        "A3": ("东区", "东区 1 号"),
        "A4": ("北区", None),
    }
    for case, (area, address) in places.items():
        words = ("open", case, "--policy", "small-loan", "--name", "某人", "--owner", "wang", "--area", area)
        assert run(*words, *(("--address", address) if address else ())).code == 0
        assert run("opening", case, "--on", "2026-05-01", "--principal", "500", "--overdue-since", "2026-05-01").code == 0  # fmt: skip
    order = [stop["case"] for stop in visits(run) if stop["case"] in places]
    assert order == ["A3", "A1", "A2", "A4"]
    assert "no address known" in run("visit", "sheet").out
    assert visits(run, "--as-of", "2026-06-01")[-1]["address"] is None


def test_a_wrong_address_is_not_gone_to(office: Path, run: Run) -> None:
    words = ("debtor.addresses[0].status=wrong", "debtor.addresses[1].text=县城 8 号")
    assert run("set", LOAN, *words).code == 0
    assert [stop["address"] for stop in visits(run, "--reveal")] == ["县城 8 号"]


@pytest.mark.parametrize(
    "words",
    [
        ("close", LOAN, "--reason", "returned"),
        ("hold", LOAN, "contact", "--reason", "illness"),
        ("phase", LOAN, "dispute"),
        ("complaint", LOAN, "too many calls"),
        ("fraud", LOAN, "forged papers", "--police", "江北派出所", "--receipt", "17"),
        ("pay", LOAN, "20000", "--via", "bank"),
    ],
)
def test_a_case_nobody_may_visit_is_not_on_the_sheet(words: tuple[str, ...], office: Path, run: Run) -> None:
    assert run("visit", "plan", LOAN, "--for", "2026-06-01").code == 0
    assert [stop["case"] for stop in visits(run)] == [LOAN]
    assert run(*words).code == 0
    assert visits(run) == []
    assert "no visits" in run("visit", "sheet").out


def test_the_sheet_as_a_spreadsheet(office: Path, run: Run) -> None:
    (row,) = csv.DictReader(io.StringIO(run("visit", "sheet", "--format", "csv").out))
    assert (row["collector"], row["case"], row["ID number"]) == ("chen", LOAN, "*" * 14 + "0011")


def test_each_collector_has_a_sheet(office: Path, run: Run) -> None:
    assert run("visit", "plan", CASE, "--for", "2026-06-01", "--agent", "li").code == 0
    assert [stop["case"] for stop in visits(run, "--owner", "li")] == [CASE]
    assert [stop["case"] for stop in visits(run, "--owner", "chen")] == [LOAN]
    page = run("visit", "sheet").out
    assert "Route sheet of chen" in page
    assert "Route sheet of li" in page
    assert run("visit", "sheet", "--owner", "nix").code == 3


# -- visits arranged


def test_a_visit_arranged_is_in_remind_on_its_day_for_who_goes(
    office: Path, run: Run, last_commit: Run
) -> None:
    done = run("visit", "plan", CASE, "--for", "2026-06-03", "--time", "14:30", "--agent", "chen", "--agreed")
    assert done.code == 0, done.err
    assert last_commit().subject == f"visit {CASE}: arranged for 2026-06-03, value date 2026-06-01"
    assert reminders(run, CASE, "--owner", "chen") == []
    assert reminders(run, CASE, "--owner", "chen", "--days", "2") == [("visit", "2026-06-03", "appointment")]
    assert reminders(run, CASE, "--owner", "chen", "--as-of", "2026-06-04") == [
        ("visit", "2026-06-03", "appointment")
    ]
    (item,) = run("remind", "--owner", "chen", "--as-of", "2026-06-03", "--json").json["items"][:1]
    assert (item["case"], item["owner"], item["time"]) == (CASE, "chen", "14:30")
    assert item["why"] == "agreed on 2026-06-01 for 14:30"
    assert "appointment" not in {
        rule for _, _, rule in reminders(run, CASE, "--owner", "wang", "--as-of", "2026-06-04")
    }


def test_the_entry_of_a_visit_arranged(office: Path, run: Run, read_case: Run) -> None:
    assert run("visit", "plan", CASE, "--for", "2026-06-03", "--time", "14:30", "--agent", "chen", "--on", "2026-05-30").code == 0  # fmt: skip
    entry = read_case(office, CASE)["entries"][-1]
    assert {name: entry.get(name) for name in ("kind", "date", "day", "time", "to", "visitor", "by", "agent")} == {
        "kind": "appointment", "date": "2026-05-30", "day": "2026-06-03", "time": "14:30", "to": "debtor",
        "visitor": "chen", "by": "wang", "agent": None,
    }  # fmt: skip
    assert run("check").code == 0


def test_without_a_name_the_visit_goes_to_who_does_field_work(office: Path, run: Run) -> None:
    assert run("visit", "plan", CASE, "--for", "2026-06-01").code == 0
    assert {stop["case"] for stop in visits(run, "--owner", "chen")} == {CASE, LOAN}
    assert visits(run, "--owner", "wang") == []


def test_it_drops_out_when_a_visit_was_made_or_it_was_cancelled(office: Path, run: Run) -> None:
    def pending() -> bool:
        return ("visit", "2026-06-01", "appointment") in reminders(run, CASE)

    made = run("visit", "plan", CASE, "--for", "2026-06-01", "--json").json["entry"]
    assert pending()
    assert run("note", CASE, "called", "--channel", "phone", "--result", "reached").code == 0
    assert pending(), "a call is no visit"
    assert run("visit", "record", CASE, "guarantor met", "--result", "reached", "--to", "guarantor").code == 0
    assert pending(), "the guarantor is somebody else"
    assert run("reverse", CASE, made, "--reason", "cancelled").code == 0
    assert not pending()
    assert run("visit", "plan", CASE, "--for", "2026-06-01").code == 0
    assert pending()
    assert run("visit", "record", CASE, "nobody", "--result", "no_answer").code == 0
    assert not pending()


def test_a_visit_before_the_day_does_not_do_it_and_a_later_plan_takes_its_place(
    office: Path, run: Run
) -> None:
    assert run("visit", "plan", CASE, "--for", "2026-06-05").code == 0
    assert run("visit", "record", CASE, "nobody", "--result", "no_answer").code == 0
    assert ("visit", "2026-06-05", "appointment") in reminders(run, CASE, "--days", "7")
    assert run("visit", "plan", CASE, "--for", "2026-06-08").code == 0
    visits_ = [each for each in reminders(run, CASE, "--days", "7") if each[0] == "visit"]
    assert visits_ == [("visit", "2026-06-08", "appointment")]


def test_a_visit_arranged_takes_the_place_of_the_strategys(office: Path, run: Run) -> None:
    def asked(*words: str) -> list[tuple[str, str, str]]:
        return [each for each in reminders(run, LOAN, *words) if each[0] == "visit"]

    assert [rule for _, _, rule in asked()] == ["small-loan.visit"]
    assert run("visit", "plan", LOAN, "--for", "2026-06-04", "--agent", "chen").code == 0
    assert asked() == [], "it is arranged for another day"
    assert asked("--days", "7") == [("visit", "2026-06-04", "appointment")]
    (item,) = [
        each for each in run("remind", "--days", "7", "--json").json["items"] if each["action"] == "visit"
    ]
    assert item["step"] == "visit", "with the script and the letter of the step"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--for", "2026-05-31"), 1, "before the day it was arranged"),
        (("--for", "2026-06-03", "--time", "23:00"), 4, "22:00"),
        (("--for", "2026-06-03", "--time", "9am"), 2, "not an hour"),
        (("--for", "soon"), 2, "date"),
        (("--for", "2026-06-03", "--agent", "nobody"), 1, "not on the staff list"),
        (("--for", "2026-06-03", "--to", "邻居老张"), 4, "third part"),
    ],
)
def test_visits_that_cannot_be_arranged(words: tuple[str, ...], code: int, says: str, office: Path, run: Run,
                                        state: Run) -> None:  # fmt: skip
    before = state(office)
    done = run("visit", "plan", CASE, *words)
    assert (done.code, state(office)) == (code, before)
    assert says in done.errors[0]


def test_no_visit_is_arranged_against_a_hold_without_a_reason(office: Path, run: Run) -> None:
    assert (
        run(
            "hold", CASE, "contact", "--from", "2026-06-01", "--until", "2026-06-10", "--reason", "illness"
        ).code
        == 0
    )
    done = run("visit", "plan", CASE, "--for", "2026-06-03")
    assert done.code == 4
    assert "--override" in done.err
    assert run("visit", "plan", CASE, "--for", "2026-06-11").code == 0
    assert (
        run("visit", "plan", CASE, "--for", "2026-06-03", "--override", "asked for by the family").code == 0
    )
    (breach,) = run("report", "contact-breaches", "--json").json["breaches"]
    assert (breach["kind"], breach["rules"]) == ("appointment", ["hold"])


def test_a_visit_at_an_hour_the_debtor_agreed_to(office: Path, run: Run) -> None:
    assert run("visit", "plan", CASE, "--for", "2026-06-03", "--time", "22:30", "--agreed").code == 0


def test_a_day_off_is_mentioned(office: Path, run: Run) -> None:
    done = run("visit", "plan", CASE, "--for", "2026-06-06")
    assert done.code == 0
    assert "2026-06-06 is no working day" in done.err


# -- visits recorded


def follow_up(run: Run, case: str) -> str | None:
    entry = next(e for e in reversed(run("show", case, "--json").json["entries"]) if e["kind"] == "contact")
    return entry.get("callback")


@pytest.mark.parametrize(
    ("visited", "due"),
    [
        ("2026-05-28", "2026-05-29"),
        ("2026-05-29", "2026-06-01"),  # a Friday, then Monday
        ("2026-04-30", "2026-05-06"),  # the holidays of May end on the 5th
    ],
)
def test_the_first_follow_up_is_the_next_working_day(visited: str, due: str, office: Path, run: Run) -> None:
    done = run("visit", "record", CASE, "met at the door", "--result", "reached", "--at", f"{visited}T15:00")
    assert done.code == 0, done.err
    assert f"first follow-up: call on {due}" in done.err
    assert follow_up(run, CASE) == due


@pytest.mark.parametrize(
    "result", ["no_answer", "not_let_in", "message_left", "reached", "intends", "promised", "third_party"]
)
def test_results_that_are_followed_up(result: str, office: Path, run: Run) -> None:
    done = run("visit", "record", CASE, "x", "--result", result, "--json")
    assert done.json["callback"] == follow_up(run, CASE) == "2026-06-02"


@pytest.mark.parametrize("result", ["refused", "disputed", "moved", "other"])
def test_results_that_are_not(result: str, office: Path, run: Run) -> None:
    assert run("visit", "record", CASE, "x", "--result", result).code == 0
    assert follow_up(run, CASE) is None


def test_a_promise_with_its_day_is_its_own_follow_up(office: Path, run: Run) -> None:
    words = ("--result", "promised", "--promise", "300", "--by", "2026-06-05")
    assert run("visit", "record", CASE, "pays on Friday", *words).code == 0
    assert follow_up(run, CASE) is None
    assert ("promise", "2026-06-05", "promise-due") in reminders(run, CASE, "--as-of", "2026-06-05")


def test_a_third_party_at_the_door_is_not_followed_up(office: Path, run: Run) -> None:
    words = ("--result", "third_party", "--to", "邻居老张", "--override", "opened the door himself")
    assert run("visit", "record", CASE, "x", *words).code == 0
    assert follow_up(run, CASE) is None


def test_a_callback_given_wins(office: Path, run: Run) -> None:
    assert run("visit", "record", CASE, "x", "--result", "refused", "--callback", "2026-06-09").code == 0
    assert follow_up(run, CASE) == "2026-06-09"


def test_the_follow_up_is_a_call_that_says_what_it_is_for(office: Path, run: Run) -> None:
    assert run("visit", "record", CASE, "x", "--result", "reached", "--agent", "chen").code == 0
    (item,) = [
        e for e in run("remind", "--as-of", "2026-06-02", "--json").json["items"] if e["action"] == "callback"
    ]
    assert (item["due"], item["why"]) == ("2026-06-02", "follow-up of the visit on 2026-06-01")


def test_a_visit_is_a_note_like_any_other(office: Path, run: Run, last_commit: Run) -> None:
    done = run(
        "visit",
        "record",
        CASE,
        "x",
        "--result",
        "reached",
        "--agent",
        "chen",
        "--verified",
        "--reason",
        "family",
    )
    assert done.code == 0
    assert last_commit().subject == f"note {CASE}: visit, reached, value date 2026-06-01"
    entry = run("show", CASE, "--json").json["entries"][-1]
    assert (entry["channel"], entry["agent"], entry["verified"], entry["reason"]) == (
        "visit",
        "chen",
        True,
        "family",
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--result", "reached", "--at", "2026-05-31T23:00"), 4),
        (("--result", "reached", "--at", "2026-06-02T10:00"), 1),
        (("--result", "reached", "--promise", "300"), 1),
        (("--result", "seen"), 2),
        (("--result", "reached", "--callback", "2026-05-01"), 1),
        ((), 2),
    ],
)
def test_visits_that_cannot_be_recorded(
    words: tuple[str, ...], code: int, office: Path, run: Run, state: Run
) -> None:
    before = state(office)
    assert run("visit", "record", CASE, "x", *words).code == code
    assert state(office) == before


def test_dry_runs_write_nothing(office: Path, run: Run, state: Run) -> None:
    before = state(office)
    assert run("visit", "plan", CASE, "--for", "2026-06-03", "--dry-run").code == 0
    assert run("visit", "record", CASE, "x", "--result", "reached", "--dry-run").code == 0
    assert state(office) == before


def test_visits_by_the_words_of_a_script(office: Path, run: Run) -> None:
    ledger = Ledger(office, actor="wang")
    ledger.do("visit plan", case=CASE, **{"for": "2026-06-03"}, time="09:30", agent="chen")
    assert [stop["time"] for stop in visits(run, "--as-of", "2026-06-03") if stop["case"] == CASE] == [
        "09:30"
    ]
    assert (
        ledger.do("visit record", case=LOAN, text="x", result="no_answer")["callback"].isoformat()
        == "2026-06-02"
    )
    with pytest.raises(WrongUsage, match="a visit has no other channel"):
        ledger.do("visit record", case=LOAN, text="x", result="no_answer", channel="phone")


def test_the_agencys_own_follow_up_is_not_listed_twice(
    office: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("open", "WW-1", "--policy", "small-loan", "--name", "周某", "--phone", "13800000033", "--owner", "wang",
             "--batch", "B1", "--entrusted", "2026-05-18", "--term", "strategy=agency")  # fmt: skip
    assert run(*words).code == 0
    assert (
        run(
            "opening", "WW-1", "--on", "2026-05-01", "--principal", "900", "--overdue-since", "2026-05-01"
        ).code
        == 0
    )
    assert run("verify", "WW-1", "--reason", "checked").code == 0

    def calls(*more: str) -> list[tuple[str, str, str]]:
        return [each for each in reminders(run, "WW-1", *more) if each[0] in ("call", "callback")]

    assert run("visit", "record", "WW-1", "met", "--result", "reached", "--agent", "chen").code == 0
    monkeypatch.setenv("DUNNING_TODAY", "2026-06-02")
    assert calls() == [("callback", "2026-06-02", "callback")]
    assert run("note", "WW-1", "agreed", "--channel", "phone", "--result", "reached").code == 0
    assert calls() == []
    monkeypatch.setenv("DUNNING_TODAY", "2026-06-01")
    assert run("visit", "record", "WW-1", "no", "--result", "refused", "--agent", "chen").code == 0
    monkeypatch.setenv("DUNNING_TODAY", "2026-06-02")
    assert len(calls()) <= 1


def test_an_address_that_became_known_later_is_gone_to(office: Path, run: Run) -> None:
    done = run("detail", LOAN, "--address", "县城 8 号", "--first", "--source", "debtor's mother")
    assert done.code == 0, done.err
    assert [stop["address"] for stop in visits(run, "--reveal")] == ["县城 8 号"]


def test_somebody_who_joined_the_case_later_is_visited_and_followed_up(office: Path, run: Run) -> None:
    words = ("--role", "guarantor", "--address", "东街 3 号", "--guarantee", "joint", "--since", "2026-05-20")
    assert run("party", LOAN, "何敏", *words).code == 0
    assert run("visit", "plan", LOAN, "--for", "2026-06-01", "--to", "何敏").code == 0
    (stop,) = [each for each in visits(run, "--reveal") if each["rule"] == "appointment"]
    assert (stop["talk_to"], stop["name"], stop["address"]) == ("guarantor", "何敏", "东街 3 号")
    assert "guarantor 何敏" in run("visit", "sheet", "--reveal").out
    assert run("visit", "record", LOAN, "x", "--to", "何敏", "--result", "reached").code == 0
    assert follow_up(run, LOAN) == "2026-06-02"
    assert [each["rule"] for each in visits(run)] == ["small-loan.visit"], (
        "the debtor's own visit is still due"
    )


FITTING = [
    "no_answer",
    "message_left",
    "reached",
    "promised",
    "intends",
    "refused",
    "disputed",
    "third_party",
    "not_let_in",
    "moved",
    "other",
]
CALLED = [
    "no_answer",
    "busy",
    "off",
    "wrong_number",
    "message_left",
    "reached",
    "promised",
    "intends",
    "refused",
    "disputed",
    "third_party",
    "other",
]


@pytest.mark.parametrize(
    ("channel", "fitting"),
    [
        ("visit", set(FITTING)),
        *((channel, set(CALLED)) for channel in ("phone", "video", "ai_voice")),
        *((channel, set(CALLED) - {"busy", "off"}) for channel in ("sms", "wechat", "email")),
        ("letter", set(CALLED) - {"busy", "off"} | {"moved"}),
        ("counter", set(CALLED) - {"busy", "off", "wrong_number"}),
    ],
)
@pytest.mark.parametrize("result", sorted({*FITTING, *CALLED}))
def test_each_channel_takes_the_results_it_can_have(
    channel: str, fitting: set[str], result: str, office: Path, run: Run, state: Run
) -> None:
    before = state(office)
    done = run("note", CASE, "x", "--channel", channel, "--result", result, "--override", "test of results")
    if result in fitting:
        assert done.code == 0, done.err
        return
    assert (done.code, len(done.errors)) == (2, 1)
    offered = done.err.partition("what fits: ")[2].strip().split(", ")
    assert set(offered) == fitting
    assert state(office) == before


@pytest.mark.parametrize("result", ["busy", "off", "wrong_number"])
def test_no_door_is_busy(result: str, office: Path, run: Run, state: Run) -> None:
    before = state(office)
    assert run("visit", "record", CASE, "x", "--result", result).code == 2
    assert state(office) == before


def test_completion_offers_what_a_visit_can_have(office: Path, run: Run) -> None:
    done = run("complete", "--", "visit", "record", CASE, "x", "--result", "")
    assert [line.split("\t")[0] for line in done.out.splitlines()] == FITTING


@pytest.mark.parametrize(
    ("result", "en", "zh"),
    [
        ("no_answer", "nobody opened", "无人应门"),
        ("not_let_in", "refused to open", "拒不开门"),
        ("moved", "moved away", "已搬走"),
        ("message_left", "notice left", "已留通知单"),
        ("reached", "met in person", "已见面"),
    ],
)
def test_a_visit_is_told_in_words_of_visits(result: str, en: str, zh: str, office: Path, run: Run) -> None:
    assert run("visit", "record", CASE, "x", "--result", result).code == 0
    assert f"visit, debtor: {en}" in run("show", CASE).out
    assert f"上门，债务人：{zh}" in run("--lang", "zh", "show", CASE).out


def test_a_visit_of_an_older_ledger_stays_readable(office: Path, run: Run, file_of: Run, in_git: Run) -> None:
    assert run("visit", "record", CASE, "x", "--result", "no_answer").code == 0
    path = file_of(office, CASE)
    text = path.read_text(encoding="utf-8").replace("result: no_answer", "result: wrong_number")
    path.write_text(text, encoding="utf-8")
    in_git("commit", "-qam", "as older versions took it")
    assert run("check").code == 0
    assert "visit, debtor: wrong address" in run("show", CASE).out
