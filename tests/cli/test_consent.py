"""Consent and its withdrawal, lawful sources of numbers, office lines, two on a visit: at the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
PHONE = "13800000007"
STAFF = "staff: [{id: wang, name: 王静}, {id: li, name: 李明远}, {id: chen, name: 陈立冬}]\n"
SMS = ("note", CASE, "您好", "--channel", "sms", "--number", PHONE, "--verified")


def entry(read_case: Run, worked: Path, place: int = -1) -> Any:
    return read_case(worked, CASE)["entries"][place]


# --- consent ----------------------------------------------------------------------------------------------


def test_consent_taken_back_stops_the_channel_until_it_is_given_again(
    worked: Path, run: Run, read_case: Run
) -> None:
    assert run(*SMS).code == 0
    revoked = ("consent", CASE, "--channel", "sms", "--revoked", "--source", "短信回复 T")
    assert run(*revoked).code == 0
    written = entry(read_case, worked)
    assert (written["kind"], written["of"], written["channel"], written["given"], written["source"]) == (
        *("consent", "debtor", "sms", "false", "短信回复 T"),
    )
    done = run(*SMS)
    assert (done.code, "against the contact rule consent" in done.err) == (4, True)
    call = ("note", CASE, "x", "--channel", "phone", "--verified", "--number", PHONE)
    assert run(*call).code == 0, "the other ways are as before"
    assert run(*SMS, "--override", "required by the court").code == 0
    assert run("consent", CASE, "--channel", "sms", "--source", "录音 LY-1").code == 0
    assert run(*SMS).code == 0
    assert run("check").code == 0


def test_consent_of_a_number_is_about_that_number(worked: Path, run: Run) -> None:
    done = run("consent", CASE, "--number", "+86 138 0000 0007", "--revoked", "--source", "call")
    assert done.code == 0
    assert run(*SMS).code == 4
    other = tuple("13800000017" if word == PHONE else word for word in SMS)
    assert run(*other).code == 0
    options = run("contact", CASE, "--json").json["options"]
    assert [[each["rule"] for each in option["why"]] for option in options] == [["consent"], []]


def test_consent_is_shown_with_the_case(worked: Path, run: Run, as_another: Run) -> None:
    as_another()
    assert run("consent", CASE, "--of", "guarantor", "--channel", "wechat", "--source", "signed", "--actor", "wang").code == 0  # fmt: skip
    shown = run("show", CASE).out
    assert "consent to contact" in shown
    assert "WeChat" in shown
    assert "李敏" not in shown, "names stay masked"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--source", "x"), 2, "names a channel, a number, or both"),
        (("--channel", "letter", "--source", "x"), 2, "need no consent"),
        (("--channel", "sms"), 2, "--source"),
        (("--channel", "fax", "--source", "x"), 2, "not one of the known words"),
        (("--number", "none", "--source", "x"), 2, "not a telephone number"),
        (("--channel", "sms", "--of", "路人", "--source", "x"), 1, "is no party of"),
    ],
)
def test_consents_that_cannot_be_recorded(
    words: tuple[str, ...], code: int, told: str, worked: Path, run: Run, state: Run
) -> None:
    before = state(worked)
    done = run("consent", CASE, *words)
    assert (done.code, state(worked)) == (code, before)
    assert told in done.err


# --- lawful sources ---------------------------------------------------------------------------------------


def test_a_lawful_source_is_recorded_shown_and_kept(worked: Path, run: Run, read_case: Run) -> None:
    assert "not said" in run("show", CASE).out
    assert run("detail", CASE, "--phone", PHONE, "--basis", "contract").code == 0
    assert entry(read_case, worked)["basis"] == "contract"
    assert run("detail", CASE, "--phone", PHONE, "--status", "valid").code == 0
    head = run("show", CASE, "--json").json["head"]["debtor"]
    assert (head["phones"][0]["basis"], head["phones"][0]["status"]) == ("contract", "valid")
    assert "from the contract" in run("show", CASE).out
    assert run("detail", CASE, "--email", "w@example.com", "--basis", "told").code == 0
    assert run("show", CASE, "--json").json["head"]["debtor"]["email_basis"] == "told"
    party = ("party", CASE, "陈朋", "--role", "contact", "--phone", "13700000009", "--basis", "reserved")
    assert run(*party).code == 0
    assert run("show", CASE, "--json").json["head"]["parties"][-1]["phones"][0]["basis"] == "reserved"
    wrong = run("detail", CASE, "--phone", PHONE, "--basis", "bought")
    assert (wrong.code, "not one of the known words" in wrong.err) == (2, True)


def test_a_case_opened_says_from_where_its_numbers_are(ledger: Path, run: Run) -> None:
    opened = ("open", "N-1", "--policy", "property-fee", "--name", "张三", "--phone", PHONE)
    assert run(*opened, "--guarantor", "李敏:13900000008", "--basis", "reserved").code == 0
    head = run("show", "N-1", "--json").json["head"]
    assert [each["phones"][0]["basis"] for each in (head["debtor"], *head["parties"])] == ["reserved"] * 2
    assert run("open", "N-2", *opened[2:], "--basis", "hearsay").code == 2


def test_a_bank_agency_is_reminded_of_missing_sources(worked: Path, run: Run) -> None:
    assert run("set", CASE, "terms.contact_rules=bank-agency").code == 0
    call = ("note", CASE, "x", "--channel", "phone", "--result", "no_answer")
    done = run(*call, "--at", "2026-06-01T09:00")
    assert (done.code, f"dunning detail {CASE} --of WHO --phone NUMBER --basis CODE" in done.err) == (0, True)
    assert run("detail", CASE, "--phone", PHONE, "--basis", "bureau").code == 0
    assert run(*call, "--at", "2026-06-01T09:30").err == ""


# --- calls by machines, private lines ---------------------------------------------------------------------


def test_calls_by_machines_count_with_those_of_people(worked: Path, run: Run) -> None:
    for _ in range(3):
        assert run("note", CASE, "x", "--channel", "ai_voice", "--result", "reached").code == 0
    done = run("note", CASE, "x", "--channel", "phone", "--result", "reached")
    assert (done.code, "connected-calls" in done.err) == (4, True)


def test_a_private_account_is_mentioned_or_refused(worked: Path, run: Run, read_case: Run) -> None:
    message = ("note", CASE, "您好", "--channel", "wechat", "--private", "--verified")
    done = run(*message)
    assert (done.code, "only with the client's consent" in done.err) == (0, True)
    assert entry(read_case, worked)["private"] == "true"
    assert "from a private phone or account" in run("show", CASE).out
    assert run("set", CASE, "terms.contact_rules=bank-agency").code == 0
    assert "private-account" in run(*message).err


# --- two on a visit ---------------------------------------------------------------------------------------


def test_plan_sheet_and_record_name_both(worked: Path, run: Run, read_case: Run) -> None:
    planned = ("visit", "plan", CASE, "--for", "2026-06-01", "--agent", "chen", "--with", "li")
    assert "two people" not in run(*planned).err
    written = entry(read_case, worked)
    assert (written["visitor"], written["second"]) == ("chen", "li")
    assert "chen and li go" in run("show", CASE).out
    for who in ("chen", "li"):
        visits = run("visit", "sheet", "--owner", who, "--json").json["visits"]
        (visit,) = (each for each in visits if each["case"] == CASE)
        assert (visit["collector"], visit["second"]) == ("chen", "li")
    sheet = run("visit", "sheet").out
    assert "Route sheet of chen, li" in sheet
    assert "second signature" in sheet
    recorded = ("visit", "record", CASE, "nobody in", "--result", "no_answer")
    done = run(*recorded, "--actor", "li")
    assert "two people" not in done.err
    assert entry(read_case, worked)["second"] == "chen", "as arranged, the other one of the two"
    assert "chen went along" in run("show", CASE).out


def test_a_visit_by_one_is_mentioned_or_refused(worked: Path, run: Run, read_case: Run) -> None:
    record = ("visit", "record", CASE, "nobody in", "--result", "no_answer", "--actor", "chen")
    done = run(*record)
    assert (done.code, "visits are made by two people" in done.err) == (0, True)
    assert "second" not in entry(read_case, worked)
    unnamed = run("visit", "plan", CASE, "--for", "2026-06-03")
    assert (unnamed.code, "two people" in unnamed.err) == (0, False), "nobody is named yet"
    assert run("set", CASE, "terms.contact_rules=client-strict").code == 0
    assert run("verify", CASE, "--reason", "identity card seen").code == 0
    refused = run(*record)
    assert (refused.code, "second-visitor" in refused.err) == (4, True)
    plan = ("visit", "plan", CASE, "--for", "2026-06-03", "--agent", "chen")
    assert run(*plan).code == 4
    assert run(*plan, "--with", "zhou").code == 0
    assert run(*record, "--with", "zhou").code == 0
    assert run("note", CASE, "x", "--channel", "visit", "--with", "zhou", "--actor", "chen").code == 0


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("visit", "plan", CASE, "--for", "2026-06-03", "--agent", "chen", "--with", "chen"), 1, "two different"),
        (("visit", "plan", CASE, "--for", "2026-06-03", "--agent", "chen", "--with", "nobody"), 1, "staff list"),
        (("visit", "record", CASE, "x", "--result", "reached", "--with", "wang", "--actor", "wang"), 1, "two different"),
        (("note", CASE, "x", "--channel", "phone", "--with", "li"), 1, "second belongs to a visit"),
    ],
)  # fmt: skip
def test_companions_that_cannot_be(
    words: tuple[str, ...], code: int, told: str, worked: Path, run: Run, state: Run
) -> None:
    file = worked / "dunning.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("staff: []\n", STAFF), encoding="utf-8")
    before = state(worked)
    done = run(*words, *(() if "--actor" in words else ("--actor", "wang")))
    assert (done.code, state(worked)) == (code, before)
    assert told in done.err
