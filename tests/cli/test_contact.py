"""Contact rules at the command line: refusals, overrides and their report, "may I call now", faulty rule files."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
CALL = ("note", CASE, "no one there", "--channel", "phone", "--number", "13800000007")


def offered(done: Any) -> list[str]:
    """The words of the command that a refusal offers, without the program's name."""
    return shlex.split(done.err.strip().partition("it goes through: ")[2])[1:]


def test_a_refusal_changes_nothing_names_the_rule_and_offers_the_override(
    worked: Path, run: Run, state: Run, read_case: Run
) -> None:
    before = state(worked)
    done = run(*CALL, "--at", "2026-05-31T22:15", "--result", "no_answer")
    assert (done.code, done.out, len(done.errors)) == (4, "", 1)
    assert "against the contact rule hours: 22:15 lies between 22:00 and 08:00" in done.err
    assert state(worked) == before
    words = offered(done)
    assert words[-2:] == ["--override", "REASON"]
    again = run(*words[:-1], "家属要求当晚答复")
    assert again.code == 0
    assert "the contact rule hours was overridden and will be reported: 家属要求当晚答复" in again.err
    entry = read_case(worked, CASE)["entries"][-1]
    assert (entry["overridden"], entry["override"]) == ("hours", "家属要求当晚答复")
    assert (entry["text"], entry["time"], entry["result"]) == (
        *("no one there", "2026-05-31T22:15:00+08:00", "no_answer"),
    )
    assert run("check").code == 0


def test_hours_the_debtor_asked_for_are_no_breach(worked: Path, run: Run, read_case: Run) -> None:
    assert run(*CALL, "--at", "2026-05-31T22:15", "--agreed", "--result", "reached", "--verified").err == ""
    entry = read_case(worked, CASE)["entries"][-1]
    assert "overridden" not in entry
    assert run("note", LOAN, "came at seven", "--channel", "counter", "--at", "2026-05-31T07:00").code == 0


def test_a_note_for_an_earlier_day_without_a_time_is_not_judged_by_hours(worked: Path, run: Run) -> None:
    assert run(*CALL, "--on", "2026-05-30", "--result", "no_answer").code == 0


def test_the_text_of_an_offered_command_may_begin_with_a_dash(worked: Path, run: Run) -> None:
    at = ("--at", "2026-05-31T23:00")
    done = run("--ledger", str(worked), "note", *at, "--channel", "phone", "--", CASE, "-5 % 'agreed'")
    assert done.code == 4
    words = offered(done)
    assert words[:2] == ["--ledger", str(worked)]
    assert words[-2:] == [CASE, "-5 % 'agreed'"]
    assert run(*words).code == 0


def test_an_override_that_was_not_needed_is_not_recorded(worked: Path, run: Run, read_case: Run) -> None:
    done = run(*CALL, "--result", "no_answer", "--override", "just in case")
    assert done.code == 0
    assert "no contact rule was broken" in done.err
    assert "override" not in read_case(worked, CASE)["entries"][-1]
    assert run(*CALL, "--override", " ").code == 2


def test_connected_calls_of_a_day_count_over_all_collectors(worked: Path, run: Run) -> None:
    reached = (*CALL, "--result", "reached", "--verified")
    for actor in ("wang", "li", "zhao"):
        assert run(*reached, "--actor", actor).code == 0
    done = run(*reached, "--actor", "chen")
    assert done.code == 4
    assert "connected-calls" in done.err
    late = run(*CALL, "--result", "no_answer")
    assert (late.code, "do not call again" in late.err) == (0, True)
    yesterday = run(*reached, "--at", "2026-05-31T10:00")
    assert yesterday.code == 0, "a contact in the past is judged by the contacts of its own day"
    calls = [each for each in run("show", CASE, "--json").json["entries"] if each.get("result") == "reached"]
    assert run("reverse", CASE, calls[-1]["id"], "--reason", "entered twice").code == 0
    assert run(*reached, "--actor", "chen").code == 0


def test_a_seventh_attempt_on_a_number_is_refused(worked: Path, run: Run) -> None:
    for result in ("no_answer", "busy", "off", "no_answer", "busy", "off"):
        assert run(*CALL, "--result", result).code == 0
    done = run(*CALL, "--result", "no_answer")
    assert (done.code, "attempts" in done.err) == (4, True)
    other = run("note", CASE, "x", "--channel", "phone", "--number", "13800000017", "--result", "busy")
    assert other.code == 0


def test_a_third_party_is_called_only_when_the_debtor_cannot_be_reached(worked: Path, run: Run) -> None:
    third = (
        "note",
        CASE,
        "asked for a new number",
        "--channel",
        "phone",
        "--to",
        "路人",
        "--result",
        "refused",
    )
    assert run(*third).code == 4
    for _ in range(3):
        assert run(*CALL, "--result", "no_answer").code == 0
    done = run(*third)
    assert (done.code, "from the day after 3 calls in a row that failed" in done.err) == (4, True)
    for _ in range(3):
        assert run(*CALL, "--at", "2026-05-31T10:00", "--result", "no_answer").code == 0
    assert run(*third).code == 0
    done = run(*third)
    assert (done.code, "third-party-refused" in done.err) == (4, True)


def test_a_rule_is_judged_before_other_refusals(worked: Path, run: Run) -> None:
    half = (*CALL, "--at", "2026-05-31T23:00", "--promise", "5")
    assert run(*half).code == 4
    assert run(*half, "--override", "agreed in writing").code == 1


def test_a_closed_case_and_a_hold_stop_calls_and_letters(worked: Path, run: Run) -> None:
    assert run("hold", LOAN, "contact", "--until", "2026-06-30", "--reason", "complaint").code == 0
    done = run("note", LOAN, "x", "--channel", "phone")
    assert (done.code, "contact rule hold: contact is stopped until 2026-06-30" in done.err) == (4, True)
    assert run("letter", "new", LOAN, "overdue-notice").code == 4
    assert run("close", CASE, "--reason", "returned").code == 0
    assert "contact rule closed" in run(*CALL).err
    refused = run("letter", "new", CASE, "overdue-notice")
    assert (refused.code, "returned to the client" in refused.err) == (4, True)
    words = offered(refused)
    assert run(*words[:-1], "court asked for it").code == 0


def test_a_letter_to_a_third_party_goes_out_only_with_a_reason(
    worked: Path, run: Run, read_case: Run
) -> None:
    refused = run("letter", "new", CASE, "overdue-notice", "--to", "路人", "--method", "hand")
    assert refused.code == 4
    assert run(*offered(refused)[:-1], "court order").code == 0
    entry = read_case(worked, CASE)["entries"][-1]
    assert (entry["to"], entry["overridden"]) == ("路人", "letters-third-parties")
    assert "override" not in run("letter", "new", CASE, "overdue-notice").err


def test_a_strict_client_is_chosen_by_the_terms_of_a_case(ledger: Path, run: Run) -> None:
    opened = (
        "open",
        "N-1",
        "--policy",
        "property-fee",
        "--name",
        "张三",
        "--term",
        "contact_rules=client-strict",
    )
    assert run(*opened).code == 0
    assert run("charge", "N-1", "--on", "2026-05-01", "--due", "2026-05-02", "--principal", "900").code == 0
    call = ("note", "N-1", "x", "--channel", "phone", "--result", "reached")
    assert "contact rule identity" in run(*call).err
    assert "contact rule channel" in run("note", "N-1", "x", "--channel", "sms", "--verified").err
    done = run(*call, "--verified")
    assert (done.code, "no recording is named" in done.err) == (0, True)
    assert run(*call, "--recording", "R-1").err == ""
    letter = run("letter", "new", "N-1", "overdue-notice")
    assert (letter.code, "letters-amount" in letter.err) == (4, True)
    assert run("charge", "N-1", "--on", "2026-05-01", "--due", "2026-05-02", "--principal", "900").code == 0
    done = run("letter", "new", "N-1", "overdue-notice", "--method", "hand")
    assert (done.code, "wants letters sent by registered mail" in done.err) == (0, True)


def test_the_ordinary_rules_mention_an_unverified_case(worked: Path, run: Run) -> None:
    done = run(*CALL, "--result", "reached")
    assert (done.code, f"{CASE} is not verified" in done.err) == (0, True)
    assert run("verify", CASE, "--reason", "identity card seen").code == 0
    assert run(*CALL, "--result", "reached").err == ""


def test_an_insult_is_not_sent(worked: Path, run: Run) -> None:
    done = run("note", CASE, "你这个老赖", "--channel", "sms")
    assert (done.code, "contact rule words" in done.err) == (4, True)


def test_a_batch_style_call_is_judged_too(worked: Path, run: Run) -> None:
    from dunning_cli import Ledger
    from dunning_cli.kernel.errors import AgainstRule

    ledger = Ledger(worked, actor="wang")
    values = {"case": CASE, "text": "x", "channel": "phone", "at": "2026-05-31T23:00"}
    with pytest.raises(AgainstRule) as refusal:
        ledger.do("note", **values)
    assert (refusal.value.rule, refusal.value.exit_code) == ("hours", 4)
    assert ledger.do("note", **values, override="asked by phone")["commit"]


# --- may I call now --------------------------------------------------------------------------------------


def test_contact_says_whom_on_which_number_until_when(worked: Path, run: Run, as_another: Run) -> None:
    as_another()
    data = run("contact", CASE, "--json").json
    assert (data["case"], data["at"], data["contact_rules"]) == (CASE, "2026-06-01T10:00:00+08:00", "cn-2026")
    assert (data["may_call"], data["to"], data["until"]) == (True, "debtor", "2026-06-01T22:00+08:00")
    assert (data["number"], data["name"]) == ("138****0007", "王**")
    assert [option["to"] for option in data["options"]] == ["debtor", "guarantor"]
    assert "yes: call the debtor 王** on 138****0007, until 22:00" in run("contact", CASE).out


def test_the_collector_of_the_case_sees_the_number_to_dial(worked: Path, run: Run, as_another: Run) -> None:
    as_another()
    assert run("contact", CASE, "--actor", "wang", "--json").json["number"] == "13800000007"
    assert run("contact", CASE, "--actor", "li", "--json").json["number"] == "138****0007"
    assert run("contact", CASE, "--reveal", "--json").json["number"] == "13800000007"
    assert run("assign", CASE, "--owner", "li").code == 0
    assert run("contact", CASE, "--actor", "li", "--json").json["number"] == "13800000007"
    assert run("contact", CASE, "--actor", "wang", "--json").json["number"] == "138****0007"


def test_contact_says_why_not_and_from_when(worked: Path, run: Run) -> None:
    done = run("contact", CASE, "--at", "2026-06-01T23:30", "--json")
    assert done.code == 0
    assert (done.json["may_call"], done.json["number"], done.json["until"]) == (False, None, None)
    assert [reason["rule"] for reason in done.json["why"]] == ["hours"]
    assert done.json["earliest"] == "2026-06-02T08:00+08:00"
    assert "at the earliest 2026-06-02 08:00" in run("contact", CASE, "--at", "2026-06-01T23:30").out
    assert "no: no number is known" in run("contact", LOAN).out
    assert run("contact", CASE, "--at", "tonight").code == 2
    assert run("contact", "NOBODY").code == 3


# --- the report ------------------------------------------------------------------------------------------


def test_the_report_lists_overrides_by_date_with_person_and_reason(
    worked: Path, run: Run, as_another: Run
) -> None:
    as_another()
    assert (
        run("report", "contact-breaches").out.splitlines()[-1] == "no contact rule was broken or overridden"
    )
    late = (*CALL, "--at", "2026-05-30T23:00", "--override", "wished so", "--actor", "wang", "--agent", "li")
    assert run(*late).code == 0
    letter = ("letter", "new", CASE, "overdue-notice", "--to", "欧阳路人", "--method", "hand")
    assert run(*letter, "--override", "court order").code == 0
    data = run("report", "contact-breaches", "--json").json
    first, second = data["breaches"]
    assert (first["date"], first["time"], first["case"]) == ("2026-05-30", "2026-05-30T23:00+08:00", CASE)
    assert (first["rules"], first["reason"], first["agent"], first["by"]) == (
        ["hours"],
        "wished so",
        "li",
        "wang",
    )
    assert (second["rules"], second["kind"], second["to"]) == (["letters-third-parties"], "letter", "欧**")
    assert [each["reversed"] for each in data["breaches"]] == [False, False]
    june = run("report", "contact-breaches", "--from", "2026-06-01", "--json").json["breaches"]
    assert [each["date"] for each in june] == ["2026-06-01"]
    may = run("report", "contact-breaches", "--to", "2026-05-31", "--format", "csv").out.splitlines()
    assert len(may) == 2, "the day told to a practice ledger is long past: nothing is late"
    assert run("reverse", CASE, first["entry"]).code == 0
    assert run("report", "contact-breaches", "--json").json["breaches"][0]["reversed"] is True
    assert run("report", "contact-breaches", "--from", "2026-06-02", "--to", "2026-06-01").code == 2


# --- rule files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [("check",), ("policy", "check")])
def test_faults_of_rule_files_are_found(worked: Path, run: Run, command: tuple[str, ...]) -> None:
    file = worked / "policies/contact-cn-2026.yaml"
    text = file.read_text(encoding="utf-8")
    assert run(*command).code == 0
    file.write_text(text.replace("connected_calls_per_day: 3", "connected_calls_a_day: 3"), encoding="utf-8")
    done = run(*command)
    assert done.code == 6
    assert "policies/contact-cn-2026.yaml:" in done.err
    assert "did you mean 'connected_calls_per_day'?" in done.err
    refused = run(*CALL)
    assert (refused.code, "contact-cn-2026.yaml" in refused.err) == (1, True)
    file.unlink()
    done = run(*command)
    assert done.code == 6
    assert "there are no contact rules 'cn-2026' in policies/" in done.err
    assert run(*CALL).code == 1


def test_terms_that_name_unknown_rules_are_found(worked: Path, run: Run) -> None:
    assert run("set", CASE, "terms.contact_rules=client-strikt").code == 0
    done = run("check")
    assert done.code == 6
    assert "did you mean 'client-strict'?" in done.err
    assert run(*CALL).code == 1


def test_a_policy_that_names_no_rules_has_the_usual_ones(worked: Path, run: Run) -> None:
    file = worked / "policies/property-fee.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("contact_rules: cn-2026\n", ""), encoding="utf-8"
    )
    assert run(*CALL, "--at", "2026-05-31T23:00").code == 4
    (worked / "policies/contact-cn-2026.yaml").unlink()
    (worked / "policies/small-loan.yaml").unlink()
    assert run(*CALL, "--at", "2026-05-31T23:00").code == 0
    assert run("letter", "new", CASE, "overdue-notice", "--to", "路人").code == 4
