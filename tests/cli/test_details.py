"""People of a case at the command line: details with their history, new parties, deaths, calls over all cases."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dunning_cli import Ledger
from dunning_cli.kernel.errors import AgainstRule
from dunning_cli.operations.contact.talk import Note
from dunning_cli.operations.writing.building import build
from dunning_cli.operations.writing.execute import execute

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
OLD, NEW = "13800000007", "13900000017"
CALL = ("note", CASE, "说明情况", "--channel", "phone", "--verified")


def items(run: Run, case: str, *words: str) -> list[dict[str, Any]]:
    return [each for each in run("remind", "--json", *words).json["items"] if each["case"] == case]


# --- details ------------------------------------------------------------------------------------------


def test_a_new_number_is_added_and_the_old_one_keeps_its_history(
    worked: Path, run: Run, read_case: Run, last_commit: Run
) -> None:
    head = read_case(worked, CASE)["debtor"]
    done = run(
        "detail", CASE, "--phone", NEW, "--kind", "mobile", "--status", "valid", "--source", "签收回执"
    )
    assert (done.code, done.err) == (0, "")
    assert last_commit().subject == f"detail {CASE}: telephone number valid, value date 2026-06-01"
    assert run("detail", CASE, "--phone", f"+86 {OLD}", "--status", "dead", "--on", "2026-05-20").code == 0
    assert read_case(worked, CASE)["debtor"] == head, "the head is not edited"
    entry = read_case(worked, CASE)["entries"][-2]
    assert {key: entry[key] for key in ("kind", "of", "phone", "line", "status", "source")} == {
        "kind": "detail",
        "of": "debtor",
        "phone": NEW,
        "line": "mobile",
        "status": "valid",
        "source": "签收回执",
    }
    known = run("show", CASE, "--json", "--reveal").json["head"]["debtor"]["phones"]
    assert [(phone["number"], phone["status"]) for phone in known] == [(OLD, "dead"), (NEW, "valid")]
    earlier = run("show", CASE, "--json", "--reveal", "--as-of", "2026-05-19").json["head"]["debtor"][
        "phones"
    ]
    assert [(phone["number"], phone.get("status")) for phone in earlier] == [(OLD, None)]
    assert run("contact", CASE, "--json", "--reveal").json["number"] == NEW
    assert run("check").code == 0


def test_show_has_words_for_codes_and_shows_no_number_in_full(
    worked: Path, run: Run, as_another: Run
) -> None:
    assert run("detail", CASE, "--phone", NEW, "--kind", "work", "--status", "unreachable").code == 0
    assert run("detail", CASE, "--email", "wang@example.com").code == 0
    assert (
        run("detail", CASE, "--of", "guarantor", "--address", "云州市桂花里 5 号", "--kind", "home").code == 0
    )
    as_another()
    shown = run("show", CASE).out
    for words in ("work phone", "unreachable", "guarantor 李*", "w***@example.com", "139****0017"):
        assert words in shown, words
    for hidden in (NEW, OLD, "李敏", "5 号", "wang@example.com"):
        assert hidden not in shown, hidden
    assert NEW in run("show", CASE, "--reveal").out


def test_who_signed_for_a_letter_is_masked(worked: Path, run: Run, as_another: Run) -> None:
    serial = run("letter", "new", CASE, "overdue-notice", "--json").json["serial"]
    signed = ("--received", "2026-06-01", "--signed-by", "王建国")
    assert run("letter", "deliver", CASE, serial, *signed).code == 0
    as_another()
    assert "王建国" not in run("show", CASE).out
    assert "王建国" in run("show", CASE, "--reveal").out


def test_taking_a_detail_back_gives_the_old_number_again(worked: Path, run: Run) -> None:
    entry = run("detail", CASE, "--phone", OLD, "--status", "wrong", "--json").json["entry"]
    assert run("contact", CASE, "--json", "--reveal").json["number"] == "13900000008", "the guarantor's"
    assert run("reverse", CASE, entry, "--reason", "verwechselt").code == 0
    assert run("contact", CASE, "--json", "--reveal").json["number"] == OLD


def test_a_wrong_number_is_right_again_when_that_is_recorded(worked: Path, run: Run) -> None:
    assert run(*CALL, "--number", OLD, "--result", "wrong_number").code == 0
    assert run("contact", CASE, "--json", "--reveal").json["number"] != OLD
    assert "wrong" in run("show", CASE).out
    for _ in range(2):
        assert run("detail", CASE, "--phone", OLD, "--status", "valid").code == 0
        assert run("contact", CASE, "--json", "--reveal").json["number"] == OLD
        assert run(*CALL, "--number", OLD, "--result", "wrong_number").code == 0


def test_reminders_give_the_preferred_number(worked: Path, run: Run) -> None:
    assert run("detail", LOAN, "--phone", OLD).code == 0
    assert run("detail", LOAN, "--phone", NEW, "--first").code == 0
    (call,) = [each for each in items(run, LOAN, "--reveal") if each["action"] == "call"]
    assert call["number"] == NEW


def test_letters_go_to_the_new_address(worked: Path, run: Run) -> None:
    assert run("detail", CASE, "--address", "青禾花园3栋2单元501", "--status", "wrong").code == 0
    refused = run("letter", "new", CASE, "overdue-notice", "--method", "registered")
    assert (refused.code, f"dunning detail {CASE} --address" in refused.err) == (1, True)
    assert run("detail", CASE, "--address", "云州市桂花里 5 号", "--status", "valid").code == 0
    serial = run("letter", "new", CASE, "overdue-notice", "--method", "registered", "--json").json["serial"]
    text = run("letter", "show", serial).out
    assert ("云州市桂花里 5 号" in text, "青禾花园" in text) == (True, False)
    assert "青禾花园" in run("letter", "preview", CASE, "overdue-notice", "--as-of", "2026-05-31").out
    again = run("letter", "show", serial, "--recreate")
    assert (again.code, again.out) == (0, text)


def test_find_knows_old_and_new_numbers(worked: Path, run: Run) -> None:
    assert run("detail", CASE, "--phone", NEW).code == 0
    assert run("detail", CASE, "--phone", OLD, "--status", "dead").code == 0
    assert run("party", CASE, "周杰", "--role", "contact", "--address", "云州市桂花里 5 号").code == 0
    for text in (OLD, NEW, "周杰", "桂花里"):
        found = run("find", text, "--json").json["found"]
        assert [each["case"] for each in found] == [CASE], text


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "give one of --phone, --address and --email"),
        (("--phone", NEW, "--email", "a@example.com"), 2, "give one of"),
        (("--phone", "none"), 2, "'none' is not a telephone number"),
        (("--phone", NEW, "--kind", "mailing"), 2, "--kind: 'mailing'"),
        (("--address", "某处", "--kind", "mobile"), 2, "--kind: 'mobile'"),
        (("--email", "a@example.com", "--kind", "home"), 2, "--kind belongs to"),
        (("--phone", NEW, "--status", "gone"), 2, "gone"),
        (("--email", "nobody"), 2, "is no e-mail address"),
        (("--phone", OLD), 1, "says that already"),
        (("--phone", NEW, "--of", "路人"), 1, "is no party"),
        (("--phone", NEW, "--of", "creditor"), 1, "is no party"),
    ],
)
def test_bad_details_are_refused_and_change_nothing(
    worked: Path, run: Run, state: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    before = state(worked)
    done = run("detail", CASE, *words)
    assert (done.code, done.out, len(done.errors)) == (code, "", 1)
    assert said in done.err
    assert state(worked) == before


# --- parties ------------------------------------------------------------------------------------------


def test_a_guarantor_who_joins_is_one_from_that_day(worked: Path, run: Run, last_commit: Run) -> None:
    done = run(
        *("party", LOAN, "周杰", "--role", "guarantor", "--phone", NEW, "--guarantee", "joint"),
        *("--guaranteed-until", "2027-06-01", "--since", "2026-05-20"),
    )
    assert (done.code, done.err) == (0, "")
    assert last_commit().subject == f"party {LOAN}: guarantor added, value date 2026-05-20"
    (guarantor,) = run("limitation", LOAN, "--json").json["guarantors"]
    assert (guarantor["expires"], guarantor["guarantee"]) == ("2027-06-01", "joint")
    assert run("limitation", LOAN, "--json", "--as-of", "2026-05-19").json["guarantors"] == []
    assert run("letter", "new", LOAN, "guarantor-notice", "--method", "hand").code == 0
    assert (
        run("note", LOAN, "愿意代偿", "--channel", "phone", "--to", "周杰", "--result", "reached").code == 0
    )
    assert "no party" not in run("note", LOAN, "x", "--channel", "visit", "--to", "guarantor").err


def test_a_party_is_refused_twice_and_without_sense(worked: Path, run: Run, state: Run) -> None:
    before = state(worked)
    for words, code, said in (
        (("李敏", "--role", "contact"), 1, "dunning detail"),
        (("王建国", "--role", "contact"), 1, "names '王建国' already"),
        (("guarantor", "--role", "heir"), 1, "stands for a role"),
        (("周杰", "--role", "uncle"), 2, "uncle"),
        (("周杰", "--role", "heir", "--guarantee", "joint"), 1, "only a guarantor has a guarantee"),
        (("周杰", "--role", "heir", "--phone", "x"), 2, "not a telephone number"),
    ):
        done = run("party", CASE, *words)
        assert (done.code, said in done.err, len(done.errors)) == (code, True, 1), done.err
    assert state(worked) == before


def test_set_adds_a_party_to_the_head_too(worked: Path, run: Run) -> None:
    assert run("set", LOAN, "parties[0].name=周杰", "parties[0].role=guarantor").code == 0
    assert run("set", LOAN, "parties[1].name=吴律师", "parties[1].role=lawyer").code == 0
    found = run("show", LOAN, "--json", "--reveal").json["head"]["parties"]
    assert [(each["name"], each["role"]) for each in found] == [("周杰", "guarantor"), ("吴律师", "lawyer")]
    done = run("set", LOAN, "parties[2].name=周杰二")
    assert (done.code, "'role' is missing" in done.err) == (1, True)
    assert run("set", LOAN, "parties[5].name=周杰二").code == 1


# --- deaths -------------------------------------------------------------------------------------------

DIED = ("--died", "2026-05-28", "--proof", "死亡医学证明 118")


def test_after_a_death_the_heirs_are_the_matter(
    worked: Path, run: Run, read_case: Run, last_commit: Run
) -> None:
    assert {each["action"] for each in items(run, LOAN)} & {"call", "visit", "letter"}
    done = run("death", LOAN, *DIED, "--heir", "赵小:13700000021", "--heir", "赵大", "--json")
    assert (done.code, done.err) == (0, "")
    assert last_commit().subject == f"death {LOAN}: debtor, value date 2026-06-01"
    kinds = [entry["kind"] for entry in read_case(worked, LOAN)["entries"]][-3:]
    assert kinds == ["death", "party", "party"]
    assert len(done.json["entries"]) == 3
    (duty,) = items(run, LOAN)
    assert (duty["action"], duty["to"], duty["rule"], duty["role"]) == (
        "duty",
        "supervisor",
        "estate",
        "supervisor",
    )
    assert "settle with the heirs" in duty["why"]
    refused = run("note", LOAN, "x", "--channel", "phone")
    assert (refused.code, "contact rule death: the debtor died on 2026-05-28" in refused.err) == (4, True)
    assert run("letter", "new", LOAN, "overdue-notice", "--method", "hand").code == 4
    for command in ("show", "status", "contact"):
        assert "the debtor died on 2026-05-28" in run(command, LOAN).out, command
    assert run("status", LOAN, "--json").json["deceased"] == "2026-05-28"
    answer = run("contact", LOAN, "--json").json
    assert (answer["to"], answer["deceased"]) == ("heir", "2026-05-28")
    assert (
        run("note", LOAN, "商谈遗产", "--channel", "visit", "--to", "赵小", "--result", "reached").code == 0
    )
    assert items(run, LOAN) == [], "a word with an heir does the duty"
    assert run("check").code == 0


def test_without_heirs_they_are_to_be_found(worked: Path, run: Run) -> None:
    done = run("death", LOAN, *DIED)
    assert (done.code, "dunning party XD-2026-0001 NAME --role heir" in done.err) == (0, True)
    (duty,) = items(run, LOAN)
    assert "find the heirs and the estate" in duty["why"]
    assert run("party", LOAN, "赵小", "--role", "heir").code == 0
    assert "settle with the heirs" in items(run, LOAN)[0]["why"]
    assert run("phase", LOAN, "estate").code == 0
    assert items(run, LOAN) == []


def test_what_the_debtor_promised_is_no_matter_for_heirs_but_their_own_word_is(
    worked: Path, run: Run
) -> None:
    assert run("promise", LOAN, "500", "--by", "2026-06-01", "--on", "2026-05-20").code == 0
    assert "promise" in {each["action"] for each in items(run, LOAN)}
    assert run("death", LOAN, *DIED, "--heir", "赵小:13700000021").code == 0
    assert "promise" not in {each["action"] for each in items(run, LOAN)}
    assert run("promise", LOAN, "300", "--by", "2026-06-02").code == 0
    (due,) = items(run, LOAN, "--days", "1", "--reveal")
    assert (due["action"], due["to"], due["number"]) == ("promise", "赵小", "13700000021")


def test_a_contact_person_may_be_the_heir(worked: Path, run: Run) -> None:
    assert run("party", LOAN, "赵小", "--role", "contact", "--relation", "child", "--phone", NEW).code == 0
    letter = ("letter", "new", LOAN, "overdue-notice", "--to", "赵小", "--method", "hand")
    assert run(*letter).code == 4, "a third party"
    assert run("death", LOAN, *DIED, "--heir", "赵小").code == 0
    assert run("contact", LOAN, "--json", "--reveal").json["number"] == NEW
    assert run(*letter).code == 0
    assert run("check").code == 0


def test_a_death_taken_back_never_was(worked: Path, run: Run) -> None:
    before = items(run, LOAN)
    entry = run("death", LOAN, *DIED, "--json").json["entry"]
    assert items(run, LOAN) != before
    assert run("reverse", LOAN, entry, "--reason", "同名").code == 0
    assert items(run, LOAN) == before
    assert run("death", LOAN, *DIED).code == 0


def test_a_dead_guarantor_is_left_alone(worked: Path, run: Run) -> None:
    assert run("death", CASE, *DIED, "--of", "guarantor").code == 0
    assert run("note", CASE, "x", "--channel", "phone", "--to", "guarantor").code == 4
    assert run("note", CASE, "x", "--channel", "phone").code == 0
    asked = {each["action"] for each in items(run, CASE, "--days", "60") if each["to"] == "guarantor"}
    assert asked <= {"limitation"}, "the guarantee's last day still matters"


def test_deaths_that_cannot_be_are_refused(worked: Path, run: Run, state: Run) -> None:
    before = state(worked)
    for words, said in (
        (("--died", "2026-06-02", "--proof", "x"), "cannot lie in the future"),
        ((*DIED, "--on", "2026-06-05"), "cannot lie in the future"),
        ((*DIED, "--on", "2026-05-01"), "after its value date"),
        ((*DIED, "--of", "路人"), "no party"),
    ):
        done = run("death", LOAN, *words)
        assert (done.code, said in done.err, len(done.errors)) == (1, True, 1), done.err
    assert run("death", LOAN, *DIED, "--heir", ":137").code == 2
    assert run("death", LOAN, *DIED, "--heir", "赵小:电话").code == 2
    assert run("death", LOAN, "--died", "2026-05-28").code == 2
    assert state(worked) == before
    assert run("death", LOAN, *DIED).code == 0
    assert "on record since 2026-06-01" in run("death", LOAN, *DIED).err
    assert run("close", CASE, "--reason", "returned").code == 0
    assert run("death", CASE, *DIED).code == 1


# --- one person in several cases ----------------------------------------------------------------------


@pytest.fixture
def twice(worked: Path, run: Run) -> str:
    """A second case of the debtor of PF-2026-0007: its id."""
    words = ("--policy", "small-loan", "--name", "王建国", "--id-number", "110101 199003070011")
    assert run("open", "XD-2026-0002", *words, "--phone", OLD).code == 0
    return "XD-2026-0002"


def test_a_fourth_connected_call_is_refused_whichever_case_it_is_noted_in(
    worked: Path, run: Run, twice: str
) -> None:
    other = ("note", twice, "x", "--channel", "phone", "--verified", "--result", "reached")
    for words in (other, other, (*CALL, "--result", "reached")):
        assert run(*words).code == 0
    for words in (other, (*CALL, "--result", "reached")):
        done = run(*words)
        assert (done.code, "connected-calls" in done.err, "in other cases" in done.err) == (4, True, True)
    assert run("contact", CASE, "--json").json["to"] == "guarantor", "not the debtor today"
    assert run(*CALL, "--to", "guarantor", "--result", "reached").code == 0
    shutil.rmtree(worked / ".git" / "dunning")
    assert run(*other).code == 4, "the index is rebuilt"
    entry = run("show", CASE, "--json").json["entries"][-2]["id"]
    assert run("reverse", CASE, entry, "--reason", "entered twice").code == 0
    assert run(*other).code == 0


def test_attempts_on_one_number_count_in_all_cases(worked: Path, run: Run, twice: str) -> None:
    for case in (CASE, twice) * 3:
        words = ("--channel", "phone", "--number", OLD, "--result", "no_answer")
        assert run("note", case, "x", *words).code == 0
    done = run("note", twice, "x", "--channel", "phone", "--number", f"+86{OLD}", "--result", "busy")
    assert (done.code, "attempts" in done.err, "3 of them in other cases" in done.err) == (4, True, True)


def test_calls_of_one_batch_count_over_its_cases_too(worked: Path, run: Run, twice: str) -> None:
    ledger = Ledger(worked, actor="clerk")
    words = {"text": "x", "channel": "phone", "result": "reached", "verified": True, "number": OLD}
    calls = [build(Note, {**words, "case": case}) for case in (CASE, twice, CASE, twice)]
    with pytest.raises(AgainstRule) as refused:
        execute(ledger.folder, calls, ledger.context())
    assert refused.value.rule == "connected-calls"
    assert execute(ledger.folder, calls[:3], ledger.context()).commit is not None


def test_an_heir_of_a_living_debtor_is_a_third_party(worked: Path, run: Run) -> None:
    assert run("party", LOAN, "赵小", "--role", "heir", "--phone", NEW).code == 0
    assert run("detail", LOAN, "--phone", "13800000101").code == 0, "the debtor can be reached"
    call = ("note", LOAN, "x", "--channel", "phone", "--to", "赵小", "--result", "no_answer")
    letter = ("letter", "new", LOAN, "overdue-notice", "--to", "赵小", "--method", "hand")
    refused = run(*call)
    assert (refused.code, "contact rule third-party" in refused.err) == (4, True)
    assert run(*letter).code == 4
    assert run("death", LOAN, *DIED).code == 0
    assert run(*call).code == 0
    assert run(*letter).code == 0


def test_a_death_names_the_other_cases_of_the_same_person(worked: Path, run: Run) -> None:
    opened = ("open", "PF-2", "--policy", "property-fee", "--name", "赵大", "--id-number")
    assert run(*opened, "11019919791205017X").code == 0
    assert run("set", LOAN, "debtor.id_number=11019919791205017X").code == 0
    assert "holds in the other cases of the same person too: PF-2" in run("death", LOAN, *DIED).err
    assert "too" not in run("death", "PF-2", *DIED).err, "it is on record there"


def test_what_later_entries_need_is_not_taken_back(worked: Path, run: Run, state: Run) -> None:
    """Else a number would be left of somebody the case does not name."""
    entry = run("party", CASE, "周杰", "--role", "contact", "--json").json["entry"]
    number = run("detail", CASE, "--of", "周杰", "--phone", NEW, "--json").json["entry"]
    before = state(worked)
    refused = run("reverse", CASE, entry)
    assert (refused.code, number in refused.err, state(worked)) == (1, True, before)
    assert run("undo").code == 0
    assert run("reverse", CASE, entry).code == 0, "in the order in which they were recorded it goes"
    assert run("check").code == 0


def test_a_death_taken_back_names_the_heirs_left(worked: Path, run: Run) -> None:
    made = run("death", LOAN, *DIED, "--heir", "赵小:13700000021", "--json").json["entries"]
    done = run("reverse", LOAN, made[0])
    assert (done.code, f"dunning reverse {LOAN} {made[1]}" in done.err) == (0, True)
