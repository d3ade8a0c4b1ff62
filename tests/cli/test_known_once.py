"""What is known of a person once is known in all cases of that person, to everything that asks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from copies import MadeOnce

Run = Callable[..., Any]
ONE, TWO, OTHER = "K-1", "K-2", "K-3"
WANG, LI = "110101199003070011", "110101199003070038"
PHONE, SECOND = "13800000007", "13800000017"
STAFF = """staff:
  - {id: wang, name: 王静, roles: [phone]}
  - {id: li, name: 李明远, roles: [phone]}
  - {id: zhou, name: 周正, roles: [supervisor]}
"""


@pytest.fixture
def person(ledger: Path, run: Run, made_once: MadeOnce) -> Run:
    """Two cases of 王建国, with two collectors, and one of somebody else; each with two bills overdue."""

    def make() -> None:
        file = ledger / "dunning.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("staff: []\n", STAFF), encoding="utf-8")
        assert run("commit", "--actor", "zhou").code == 0
        for case, name, number, owner in (
            (ONE, "王建国", WANG, "wang"), (TWO, "王建国", WANG, "li"), (OTHER, "李梅", LI, "li"),
        ):  # fmt: skip
            run("open", case, "--policy", "property-fee", "--name", name, "--id-number", number, "--phone", PHONE,
                "--phone", SECOND, "--address", "青禾花园 3 栋", "--owner", owner, "--contract", f"WY-{case}", "--actor", "zhou")  # fmt: skip
            run("charge", case, "--on", "2026-01-01", "--due", "2026-01-31", "--principal", "600", "--ref", "Q1", "--actor", "zhou")  # fmt: skip

    made_once(ledger, make)
    return lambda *words: run(*words, "--actor", "zhou")


def may_call(run: Run, case: str) -> tuple[bool, list[str]]:
    said = run("contact", case, "--json").json
    return said["may_call"], [each["rule"] for each in said["why"]]


def note(run: Run, case: str, *more: str) -> Any:
    return run("note", case, "x", "--channel", "phone", "--number", PHONE, "--result", "reached", *more)


STOPS = {
    "a hold": ("hold", ("hold", ONE, "contact", "--reason", "住院")),
    "a hold of both": ("hold", ("hold", ONE, "both", "--reason", "住院", "--until", "2026-06-20")),
    "a complaint": ("complaint", ("complaint", ONE, "来电太多")),
    "a death": ("death", ("death", ONE, "--died", "2026-05-20", "--proof", "证明 1")),
}


@pytest.mark.parametrize("name", STOPS)
def test_what_stops_contact_stops_it_in_every_case_of_the_person(name: str, person: Run) -> None:
    rule, words = STOPS[name]
    recorded = person(*words)
    assert recorded.code == 0, recorded.err
    assert TWO in recorded.err
    assert OTHER not in recorded.err
    for case in (ONE, TWO):
        assert may_call(person, case) == (False, [rule])
        assert note(person, case).code == 4
        assert person("letter", "new", case, "overdue-notice").code == 4
        assert person("visit", "plan", case, "--for", "2026-06-04").code == 4
    actions = {(item["case"], item["action"]) for item in person("remind", "--json").json["items"]}
    assert {action for case, action in actions if case == TWO} == {"duty"}
    assert {action for case, action in actions if case == OTHER} & {"call", "visit", "letter"}
    assert may_call(person, OTHER) == (True, [])
    assert note(person, OTHER).code == 0


@pytest.mark.parametrize("name", ["a hold", "a complaint"])
def test_the_command_it_names_ends_it_everywhere(name: str, person: Run, run: Run) -> None:
    person(*STOPS[name][1])
    said = note(person, TWO).err
    assert "recorded in K-1" in said
    command = said.partition("it ends with: dunning ")[2].partition(";")[0]
    words = command.replace("TEXT", "done").split()
    assert person(*words).code == 0, command
    for case in (ONE, TWO):
        assert may_call(person, case) == (True, [])
    assert (run("check").code, run("audit").code) == (0, 0)


def test_heirs_known_in_one_case_may_be_called_in_the_other(person: Run) -> None:
    person("death", ONE, "--died", "2026-05-20", "--proof", "证明 1", "--heir", "王晓:13700000021")
    said = person("contact", TWO, "--json", "--reveal").json
    assert (said["may_call"], said["to"], said["number"], said["deceased"]) == (
        True,
        "heir",
        "13700000021",
        "2026-05-20",
    )
    done = person("note", TWO, "x", "--channel", "phone", "--to", "王晓", "--result", "reached")
    assert (done.code, "no party" in done.err) == (0, False), done.err


def test_a_wrong_number_is_wrong_in_every_case(person: Run) -> None:
    person("detail", ONE, "--phone", PHONE, "--status", "wrong")
    assert person("contact", TWO, "--json", "--reveal").json["number"] == SECOND
    person("note", ONE, "x", "--channel", "phone", "--number", SECOND, "--result", "wrong_number")
    assert may_call(person, TWO)[0] is False
    person("detail", TWO, "--phone", PHONE, "--status", "valid")
    assert person("contact", TWO, "--json", "--reveal").json["number"] == PHONE
    # the same number of another person is another matter
    assert person("contact", OTHER, "--json", "--reveal").json["number"] == PHONE


def test_an_identity_verified_once_is_verified(person: Run) -> None:
    for case in (ONE, TWO, OTHER):
        person("set", case, "terms.contact_rules=client-strict")
    assert may_call(person, TWO) == (False, ["identity"])
    assert note(person, ONE, "--verified").code == 0
    assert may_call(person, TWO) == (True, [])
    assert may_call(person, OTHER) == (False, ["identity"])
    assert person("verify", TWO, "--invalid", "--reason", "not his flat").code == 0
    assert may_call(person, TWO) == (False, ["invalid"])
    assert may_call(person, ONE) == (True, [])


def test_a_guarantor_who_died_is_called_in_no_case(person: Run) -> None:
    person("party", TWO, "李梅", "--role", "guarantor", "--phone", "13900000008", "--id-number", LI)
    person("death", OTHER, "--died", "2026-05-20", "--proof", "证明 2")
    options = person("contact", TWO, "--json").json["options"]
    assert [(each["to"], [why["rule"] for why in each["why"]]) for each in options][-1] == (
        "guarantor",
        ["death"],
    )
    assert options[0]["may_call"] is True


def test_placeholders_and_other_numbers_bring_nobody_together(person: Run) -> None:
    for case in (ONE, TWO):
        person("set", case, "debtor.id_number=无")
    assert TWO not in person("hold", ONE, "contact", "--reason", "住院").err
    assert may_call(person, TWO) == (True, [])


def test_each_collector_is_told_once(person: Run) -> None:
    person("open", "K-4", "--policy", "property-fee", "--name", "王建国", "--id-number", WANG, "--owner", "li", "--contract", "WY-4")  # fmt: skip
    person("charge", "K-4", "--on", "2026-01-01", "--due", "2026-01-31", "--principal", "600", "--ref", "Q1")
    person("death", ONE, "--died", "2026-05-20", "--proof", "证明 1")

    def told(owner: str, day: str) -> list[str]:
        items = person("remind", "--owner", owner, "--as-of", day, "--json").json["items"]
        return [item["case"] for item in items if item["rule"] == "elsewhere"]

    today = person("list", "--json").json["as_of"]
    assert told("li", today) == [TWO]
    assert told("wang", today) == []
    assert "death" in person("remind", "--owner", "li").out


def test_figures_and_history_know_only_their_own_case(person: Run) -> None:
    before = person("fees", TWO, "--json").out, person("show", TWO, "--json").json["entries"]
    person("death", ONE, "--died", "2026-05-20", "--proof", "证明 1")
    assert (person("fees", TWO, "--json").out, person("show", TWO, "--json").json["entries"]) == before


def test_one_person_over_all_cases(person: Run) -> None:
    person("promise", TWO, "300", "--by", "2026-06-20")
    person("pay", ONE, "100", "--on", "2026-05-01")
    person("party", OTHER, "王建国", "--role", "guarantor", "--id-number", WANG)
    for who in (WANG, ONE, TWO, "王建国", "11010119900307001 1"):
        said = person("debtor", who, "--json", "--reveal").json
        assert [(each["case"], each["role"]) for each in said["cases"]] == [
            (ONE, "debtor"), (TWO, "debtor"), (OTHER, "guarantor"),
        ]  # fmt: skip
    first, second, _ = said["cases"]
    assert (first["owed"], first["collector"], first["contact"]["may_call"]) == ("535.17", "wang", True)
    assert second["promise"] == {"amount": "300.00", "due": "2026-06-20"}
    assert said["total"]["owed"] == "1171.47"
    person("complaint", TWO, "来电太多")
    said = person("debtor", WANG, "--json").json
    assert [(stop["rule"], stop["case"]) for stop in said["stops"]] == [("complaint", TWO)]
    assert {each["contact"]["may_call"] for each in said["cases"][:2]} == {False}
    assert "complaint" in person("debtor", WANG).out


def test_several_people_are_never_shown_as_one(person: Run) -> None:
    done = person("debtor", PHONE)
    assert (done.code, "2 people" in done.err) == (1, True)
    assert person("debtor", "nobody").code == 3
