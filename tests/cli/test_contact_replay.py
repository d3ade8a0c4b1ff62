"""`report contact-breaches` runs the rules over what is on record: what two places, corrections and late entries bring."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
CALL = ("note", CASE, "spoken", "--channel", "phone", "--number", "13800000007", "--verified")


def report(run: Run, *words: str) -> Any:
    done = run("report", "contact-breaches", "--json", *words)
    assert done.code == 0, done.err
    return done.json


def rules(listed: Any) -> list[tuple[str, list[str]]]:
    return [(each["entry"], each["rules"]) for each in listed]


def last_entry(run: Run, case: str = CASE) -> str:
    return str(run("show", case, "--json").json["entries"][-1]["id"])


@pytest.fixture
def entered(worked: Path, in_git: Run) -> Run:
    """Puts lines into a case as an earlier version, or another place, might have written them."""

    def enter(*lines: str, case: str = CASE) -> None:
        (file,) = (worked / "cases").rglob(f"{case}.yaml")
        text = file.read_text(encoding="utf-8").rstrip("\n")
        file.write_text("\n".join([text, *(f"  - {line}" for line in lines), ""]), encoding="utf-8")
        in_git("commit", "-qam", "lines of another place")

    return enter


def contact(serial: int, when: str, recorded: str = "", **more: str) -> str:
    given = {"channel": "phone", "to": "debtor", "number": "13800000007", "result": "reached", **more}
    own = ", ".join(f"{key}: {value}" for key, value in given.items())
    return (
        f"{{id: 01kt00000000000{serial}, kind: contact, date: {when[:10]}, time: {when}:00+08:00, {own}, "
        f"by: wang, at: {recorded or when}:30+08:00}}"
    )


def test_a_fourth_connected_call_on_record_is_found(worked: Path, run: Run, entered: Run) -> None:
    entered(*(contact(each, f"2026-05-29T1{each}:00") for each in range(4)))
    found = report(run)
    assert rules(found["on_record"]) == [("01kt000000000003", ["connected-calls"])]
    (only,) = found["on_record"]
    assert (only["case"], only["time"], only["agent"]) == (CASE, "2026-05-29T13:00+08:00", "wang")
    assert "3 calls with the debtor were connected" in only["reason"]
    assert (found["breaches"], found["agreed"], found["late"]) == ([], [], [])
    shown = run("report", "contact-breaches").out
    assert "found on record" in shown
    assert shown.splitlines()[-1] == "0 overrides, 1 found on record, 0 agreed, 0 recorded late"
    assert report(run, "--from", "2026-05-30")["on_record"] == []
    assert report(run, "--to", "2026-05-28")["on_record"] == []


def test_a_correction_brings_a_breach_to_light_and_takes_one_away(
    worked: Path, run: Run, entered: Run
) -> None:
    entered(
        *(contact(each, f"2026-05-2{each}T10:00", result="no_answer") for each in range(3)),
        contact(5, "2026-05-26T10:00", to="路人", number="13700000009", result="third_party"),
    )
    assert report(run)["on_record"] == []
    assert run("reverse", CASE, "01kt000000000001", "--reason", "entered on the wrong case").code == 0
    assert rules(report(run)["on_record"]) == [("01kt000000000005", ["third-party"])]
    assert run("reverse", CASE, "01kt000000000005", "--reason", "it was another case").code == 0
    assert report(run)["on_record"] == [], "a contact taken back is none"


def test_each_contact_is_judged_by_what_came_before_it(worked: Path, run: Run, entered: Run) -> None:
    entered(
        contact(1, "2026-05-26T10:00", to="路人", number="13700000009", result="third_party"),
        *(contact(each, f"2026-05-27T1{each}:00", result="no_answer") for each in range(2, 5)),
        contact(6, "2026-05-28T10:00", to="路人", number="13700000009", result="refused"),
        contact(7, "2026-05-29T10:00", to="路人", number="13700000009", result="third_party"),
    )
    assert rules(report(run)["on_record"]) == [
        ("01kt000000000001", ["third-party"]),
        ("01kt000000000007", ["third-party-refused"]),
    ]


def test_other_cases_of_the_person_and_number_count(run: Run, entered: Run) -> None:
    for case, number in (("N-1", "13800000007"), ("N-2", "13700000099")):
        opened = ("open", case, "--policy", "property-fee", "--name", "王建国", "--phone", number)
        assert run(*opened, "--id-number", "110199199003070017").code == 0
    entered(*(contact(each, f"2026-05-29T1{each}:00") for each in range(2)), case="N-1")
    others = (contact(each, f"2026-05-29T1{each}:00", number="13700000099") for each in range(2, 5))
    entered(*others, case="N-2")
    found = report(run)["on_record"]
    assert [(each["case"], each["entry"], each["rules"]) for each in found] == [
        ("N-2", "01kt000000000003", ["connected-calls"]),
        ("N-2", "01kt000000000004", ["connected-calls"]),
    ]
    assert "in other cases" in found[0]["reason"]


def test_uses_of_agreed_stand_apart_where_they_mattered(worked: Path, run: Run) -> None:
    assert run(*CALL, "--at", "2026-05-31T22:15", "--agreed", "--result", "reached").code == 0
    late = last_entry(run)
    assert run(*CALL, "--at", "2026-05-31T20:15", "--agreed", "--result", "reached").code == 0
    found = report(run)
    assert rules(found["agreed"]) == [(late, ["hours"])]
    assert found["on_record"] == []
    assert "agreed, as recorded" in run("report", "contact-breaches").out


def test_what_was_overridden_is_listed_once_and_the_rest_found(worked: Path, run: Run, entered: Run) -> None:
    assert run(*CALL, "--at", "2026-05-31T23:00", "--result", "reached", "--override", "wished so").code == 0
    found = report(run)
    assert [each["rules"] for each in found["breaches"]] == [["hours"]]
    assert found["on_record"] == []
    entered(*(contact(each, f"2026-05-31T1{each}:00") for each in range(3)))
    assert [each["rules"] for each in report(run)["on_record"]] == [["connected-calls"]]


def test_a_visit_by_one_is_found_where_the_rules_want_two(worked: Path, run: Run, entered: Run) -> None:
    entered(contact(1, "2026-05-29T10:00", channel="visit"))
    assert report(run)["on_record"] == []
    assert run("set", CASE, "terms.contact_rules=bank-agency").code == 0
    assert rules(report(run)["on_record"]) == [("01kt000000000001", ["second-visitor"])]


def test_a_letter_to_a_third_person_on_record_is_found(worked: Path, run: Run) -> None:
    letter = ("letter", "new", CASE, "overdue-notice", "--to", "路人", "--method", "hand")
    assert run(*letter, "--override", "court order").code == 0
    (file,) = (worked / "cases").rglob(f"{CASE}.yaml")
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"\b(override: court order|overridden: letters-third-parties)(, |\n *)", "", text)
    file.write_text(text, encoding="utf-8")
    found = report(run)
    assert (found["breaches"], [each["rules"] for each in found["on_record"]]) == (
        [],
        [["letters-third-parties"]],
    )


# --- recorded late ----------------------------------------------------------------------------------------


def test_contacts_recorded_late_are_listed_with_their_hours(worked: Path, run: Run, entered: Run) -> None:
    entered(
        contact(1, "2026-05-28T11:00", recorded="2026-05-29T10:00"),
        contact(2, "2026-05-28T12:00", recorded="2026-05-30T13:00"),
    )
    (late,) = report(run)["late"]
    assert (late["entry"], late["rules"]) == ("01kt000000000002", ["late-entry"])
    assert "recorded 49 hours after it took place; 24 are allowed" in late["reason"]
    assert late["recorded"] == "2026-05-30T13:00+08:00"
    assert "recorded late" in run("report", "contact-breaches").out
    file = worked / "dunning.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "contact_hours: 72\n", encoding="utf-8")
    assert report(run)["late"] == []


def client(worked: Path, run: Run, *lines: str) -> None:
    file = worked / "dunning.yaml"
    file.write_text("\n".join([file.read_text(encoding="utf-8"), "clients:", *lines, ""]), encoding="utf-8")
    assert run("set", CASE, "creditor=星渡银行").code == 0


def test_a_client_may_give_other_hours(worked: Path, run: Run, entered: Run) -> None:
    client(worked, run, "  - {name: 星渡银行, contact_hours: 2}")
    for case in (CASE, LOAN):
        entered(contact(1, "2026-05-28T10:00", recorded="2026-05-28T14:00"), case=case)
    assert [each["case"] for each in report(run)["late"]] == [CASE]


def test_the_contact_persons_of_a_client_are_shown_with_its_cases(worked: Path, run: Run) -> None:
    lines = (
        "  - name: 星渡银行",
        "    contacts: [{name: 柳岸, about: 移交, phone: 0000-6601201, email: liuan@example.com}]",
    )
    client(worked, run, *lines)
    shown = run("show", CASE)
    assert "client 星渡银行" in shown.out
    assert "柳岸" in shown.out
    assert run("show", CASE, "--json").json["client"]["contacts"][0]["phone"] == "0000-6601201"
    assert run("show", LOAN, "--json").json["client"] is None


def test_a_client_stands_once(worked: Path, run: Run) -> None:
    file = worked / "dunning.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}\nclients: [{{name: 星渡银行}}, {{name: 星渡银行}}]\n", encoding="utf-8")
    done = run("check")
    assert done.code == 6
    assert "the client '星渡银行' stands twice" in done.err


@pytest.mark.parametrize("broken", ["cn-2026"])
def test_cases_whose_rules_are_missing_are_told(broken: str, worked: Path, run: Run, entered: Run) -> None:
    entered(contact(1, "2026-05-29T10:00"))
    (worked / f"policies/contact-{broken}.yaml").unlink()
    done = run("report", "contact-breaches")
    assert (done.code, f"{CASE}: its contacts cannot be judged" in done.err) == (0, True)


def test_a_call_in_which_rest_is_asked_for_is_no_breach_of_that_rest(worked: Path, run: Run) -> None:
    assert run(*CALL, "--result", "reached", "--at", "2026-06-01T09:30").code == 0
    assert run("hold", CASE, "contact", "--until", "2026-06-30", "--reason", "in hospital").code == 0
    assert report(run)["on_record"] == []
    assert run(*CALL, "--result", "reached", "--override", "asked to be called back").code == 0
    earlier = (
        "--from",
        "2026-05-31",
        "--until",
        "2026-06-30",
        "--reason",
        "told before",
        "--on",
        "2026-05-31",
    )
    assert run("hold", CASE, "contact", *earlier).code == 0
    (found,) = report(run)["on_record"]
    assert found["rules"] == ["hold"]
