"""Life events by the command line: insolvency, lost capacity, an estate renounced, a claim assigned; each with its effect."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
FIRM_CODE = "91350100M000100Y43"
COURT = ("--court", "云州市中级人民法院", "--docket", "(2026)云01破3号")


@pytest.fixture
def done(ledger: Path, run: Run) -> Run:
    """Carries a command out that has to succeed; there is an account to pay into."""
    settings = Path("dunning.yaml")
    account = "payment_account: {name: 青禾物业服务有限公司, bank: 云州银行江北支行, number: '6200000000000000017'}\n"
    settings.write_text(settings.read_text(encoding="utf-8") + account, encoding="utf-8")

    def carry_out(*words: str) -> Any:
        result = run(*words)
        assert result.code == 0, (words, result.err)
        return result

    carry_out("commit")
    return carry_out


def firm(done: Run, case: str = "C1") -> None:
    """A firm that owes 100,000 yuan at 12 % since 2026-03-02, penalty at 18 % of 360 days."""
    done(
        "open", case, "--policy", "small-loan", "--name", "云州恒达贸易有限公司",
        "--phone", "059160000001", "--address", "云州市江北区恒达路 1 号", "--term", "contract_rate=12%/year",
    )  # fmt: skip
    done("set", case, "debtor.kind=organisation", f"debtor.credit_code={FIRM_CODE}")
    done("opening", case, "--on", "2026-03-02", "--principal", "100000", "--overdue-since", "2026-03-02")


def person(done: Run, *more: str) -> None:
    """A bill of 2,000 yuan due 2026-03-31, of a person."""
    done(
        "open", "C1", "--policy", "property-fee", "--name", "周明", "--phone", "13800000031", "--address",
        "云州市江北区青禾路 1 号", *more,
    )  # fmt: skip
    done("charge", "C1", "--on", "2026-01-01", "--due", "2026-03-31", "--principal", "2000")


def owed(done: Run, as_of: str, case: str = "C1") -> dict[str, str]:
    return dict(done("fees", case, "--as-of", as_of, "--json").json["balance"])


def to_do(done: Run, as_of: str) -> str:
    return str(done("remind", "--as-of", as_of).out)


def reminders(done: Run, as_of: str) -> list[tuple[str, str, str]]:
    rows = done("remind", "--as-of", as_of, "--json").json["items"]
    return [(row["action"], row["to"], row["rule"]) for row in rows]


def last_entry(done: Run, kind: str, case: str = "C1") -> str:
    entries = done("show", case, "--json").json["entries"]
    return str([each["id"] for each in entries if each["kind"] == kind][-1])


def accepted(done: Run, *more: str) -> Any:
    return done("insolvency", "C1", "--accepted", "2026-04-01", "--on", "2026-04-03", *COURT, *more)


def test_interest_of_a_firm_stops_with_the_acceptance(done: Run) -> None:
    firm(done)
    # 100,000 × 18 % × 30 / 360 until the day of the acceptance, and nothing from it on (企业破产法 46)
    assert owed(done, "2026-04-01")["penalty"] == "1500.00"
    assert owed(done, "2026-05-01")["penalty"] == "3000.00"
    accepted(done)
    for day in ("2026-04-01", "2026-04-03", "2026-05-01", "2026-06-01"):
        assert owed(done, day)["penalty"] == "1500.00", day
    done("reverse", "C1", last_entry(done, "insolvency"))
    assert owed(done, "2026-05-01")["penalty"] == "3000.00"


def test_no_late_fee_is_added_to_a_card_whose_claim_an_insolvency_has_fixed(done: Run) -> None:
    days = ("--term", "statement_day=5", "--term", "due_day=23")
    for case in ("K1", "K2"):
        done("open", case, "--policy", "credit-card", "--name", "云州恒达贸易有限公司", *days)
        done("set", case, "debtor.kind=organisation")
        done("charge", case, "--on", "2026-03-30", "--principal", "1000")
    done("insolvency", "K1", "--accepted", "2026-04-20", "--on", "2026-04-20", *COURT)
    # the minimum of 100.00 is missed on 2026-04-23: 5 % of it, at least 10
    assert owed(done, "2026-04-24", "K2")["penalty"] == "10.00"
    assert owed(done, "2026-04-24", "K1")["penalty"] == "0.00"
    assert owed(done, "2026-05-30", "K1")["penalty"] == "0.00"


def test_of_a_person_interest_stops_only_where_the_court_says_so(done: Run) -> None:
    person(done)
    # 2,000 × 0.05 % × 30 days
    assert owed(done, "2026-04-30")["penalty"] == "30.00"
    made = accepted(done)
    assert "interest goes on: where the court's order stops it" in made.err
    assert owed(done, "2026-04-30")["penalty"] == "30.00"
    done("reverse", "C1", last_entry(done, "insolvency"))
    accepted(done, "--interest-stops")
    assert owed(done, "2026-04-30")["penalty"] == "1.00"


def test_the_debtor_is_left_alone_and_the_administrator_is_talked_with(done: Run, run: Run) -> None:
    firm(done)
    accepted(done, "--administrator", "云州正衡律师事务所:059160000009", "--claims-by", "2026-05-29")
    answer = done("contact", "C1", "--at", "2026-04-07T10:00", "--json").json
    assert (answer["to"], answer["number"][-4:], answer["may_call"]) == ("administrator", "0009", True)
    refused = run(
        "note", "C1", "请还款", "--channel", "phone", "--at", "2026-04-07T10:00", "--number", "059160000001"
    )
    assert refused.code != 0
    assert "insolvency of this person was accepted on 2026-04-01; talk with the administrator" in refused.err
    done(
        "note",
        "C1",
        "询问申报材料",
        "--channel",
        "phone",
        "--at",
        "2026-04-07T10:00",
        "--to",
        "云州正衡律师事务所",
    )
    letter = run("letter", "new", "C1", "overdue-notice", "--on", "2026-04-07")
    assert letter.code != 0
    assert "insolvency of this person" in letter.err
    talks = [row for row in reminders(done, "2026-04-07") if row[0] in ("call", "visit", "letter")]
    assert [row for row in talks if row[1] == "debtor"] == []


def test_the_people_of_an_insolvent_firm_do_not_answer_for_it_any_more(done: Run, run: Run) -> None:
    firm(done)
    done("party", "C1", "林会计", "--role", "contact", "--phone", "13800000032", "--on", "2026-03-02")
    done("note", "C1", "催促付款", "--channel", "phone", "--at", "2026-03-31T10:00", "--to", "林会计")
    accepted(done)
    refused = run(
        "note", "C1", "催促付款", "--channel", "phone", "--at", "2026-04-07T10:00", "--to", "林会计"
    )
    assert "insolvency of this person was accepted" in refused.err


def test_the_last_day_for_filing_is_alarmed_until_the_claim_is_filed(done: Run) -> None:
    firm(done)
    accepted(done, "--claims-by", "2026-05-29")
    assert ("limitation", "debtor", "claim-filing") not in reminders(done, "2026-04-20")
    assert ("limitation", "debtor", "claim-filing") in reminders(done, "2026-04-29")
    assert "file the claim by 2026-05-29" in to_do(done, "2026-04-29")
    why = [r["why"] for r in done("remind", "--as-of", "2026-06-01", "--json").json["items"]]
    assert any("should have been filed with the administrator by 2026-05-29" in each for each in why)
    done("insolvency", "C1", "--filed", "2026-05-20", "--on", "2026-05-20", "--proof", "债权申报回执 17")
    assert ("limitation", "debtor", "claim-filing") not in reminders(done, "2026-06-01")
    data = done("limitation", "C1", "--json").json
    assert [(r["date"], r["kind"], r["proven"], r["article"]) for r in data["restarts"]] == [
        ("2026-05-20", "claim-filed", True, "民法典195(4); 诉讼时效规定11(2)")
    ]
    assert "filed in an insolvency" in done("limitation", "C1").out


def test_a_filed_claim_does_not_run_out_until_the_proceeding_ends(done: Run) -> None:
    firm(done)
    accepted(done)
    done("insolvency", "C1", "--filed", "2026-05-06", "--on", "2026-05-06", "--proof", "回执 17")
    assert done("limitation", "C1", "--as-of", "2029-06-01", "--json").json["lapsed"] is False
    done("insolvency", "C1", "--ended", "--on", "2026-05-25", "--text", "终结破产程序")
    assert done("limitation", "C1", "--as-of", "2029-06-01", "--json").json["lapsed"] is True
    assert done("contact", "C1", "--at", "2026-05-26T10:00", "--json").json["to"] == "debtor"
    assert owed(done, "2026-06-01")["penalty"] == "1500.00", "what stopped stays stopped"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "say what happened: --accepted DATE"),
        (("--filed", "2026-05-01"), "no insolvency is under way in C1"),
        (("--ended",), "no insolvency is under way in C1"),
        (("--accepted", "2026-06-02"), "2026-06-02 is after its value date 2026-06-01"),
        (("--accepted", "2026-05-01", "--on", "2026-06-05"), "lies ahead"),
        (("--accepted", "2026-05-01", "--claims-by", "2026-04-01"), "claims cannot be due on 2026-04-01"),
        (("--accepted", "2026-05-01", "--filed", "2026-05-02"), "belong to an acceptance on record"),
        (("--accepted", "2026-05-01", "--of", "马强"), "is no party of C1"),
    ],
)
def test_bad_insolvencies_are_named_and_write_nothing(
    done: Run, run: Run, in_git: Callable[..., str], words: tuple[str, ...], why: str
) -> None:
    firm(done)
    before = in_git("rev-parse", "HEAD")
    refused = run("insolvency", "C1", *words)
    assert refused.code != 0
    assert why in refused.err
    assert in_git("rev-parse", "HEAD") == before


def test_the_same_insolvency_twice_is_refused(done: Run, run: Run) -> None:
    firm(done)
    accepted(done)
    again = run("insolvency", "C1", "--accepted", "2026-04-02")
    assert again.code != 0
    assert "this insolvency is on record since 2026-04-03" in again.err


def test_it_protects_the_firm_in_its_other_cases_too(done: Run, run: Run) -> None:
    firm(done)
    firm(done, "C2")
    made = accepted(done)
    assert "this holds in the other cases of the same person too: C2" in made.err
    refused = run("note", "C2", "请还款", "--channel", "phone", "--at", "2026-04-07T10:00")
    assert "insolvency of this person" in refused.err
    assert owed(done, "2026-05-01", "C2")["penalty"] == "3000.00", "figures are each case's own"
    why = [
        r["why"] for r in done("remind", "--as-of", "2026-04-20", "--json").json["items"] if r["case"] == "C2"
    ]
    assert any("is on record in C1: record it here too" in each for each in why)
    done(
        "insolvency",
        "C2",
        "--accepted",
        "2026-04-01",
        "--on",
        "2026-04-21",
        *COURT,
        "--claims-by",
        "2026-05-29",
    )
    assert owed(done, "2026-05-01", "C2")["penalty"] == "1500.00"
    why = [
        r["why"] for r in done("remind", "--as-of", "2026-05-20", "--json").json["items"] if r["case"] == "C2"
    ]
    assert not any("record it here too" in each for each in why)


def test_contact_goes_to_the_guardian_of_who_lost_capacity(done: Run, run: Run) -> None:
    person(done)
    made = done(
        "incapacity", "C1", "--since", "2026-04-01", "--on", "2026-04-10", "--proof", "(2026)云0101民特5号"
    )
    assert "no guardian is known yet" in made.err
    assert ("duty", "supervisor", "guardian") in reminders(done, "2026-04-20")
    refused = run("note", "C1", "请缴费", "--channel", "phone", "--at", "2026-04-20T10:00")
    assert refused.code != 0
    assert "has had no capacity in law since 2026-04-01; name the guardian" in refused.err
    (suspension,) = done("limitation", "C1", "--as-of", "2026-04-20", "--json").json["suspensions"]
    assert (suspension["obstacle"], suspension["until"], suspension["proven"]) == ("incapacity", None, False)
    done("party", "C1", "周琳", "--role", "guardian", "--phone", "13800000033", "--on", "2026-04-21")
    answer = done("contact", "C1", "--at", "2026-04-22T10:00", "--json").json
    assert (answer["to"], answer["number"][-4:], answer["may_call"]) == ("guardian", "0033", True)
    talks = [row for row in reminders(done, "2026-05-20") if row[0] in ("call", "visit", "letter")]
    assert {row[1] for row in talks} == {"周琳"}
    done("note", "C1", "请缴费", "--channel", "phone", "--at", "2026-04-22T10:00", "--to", "周琳")
    done("letter", "new", "C1", "overdue-notice", "--on", "2026-05-06", "--to", "周琳", "--method", "hand")
    done(
        "letter",
        "deliver",
        "C1",
        "2026-A-0001",
        "--received",
        "2026-05-07",
        "--signed-by",
        "周琳",
        "--on",
        "2026-05-07",
    )
    (restart,) = done("limitation", "C1", "--json").json["restarts"]
    assert (restart["date"], restart["kind"], restart["proven"]) == ("2026-05-07", "demand", True)
    done("incapacity", "C1", "--regained", "--on", "2026-05-20", "--proof", "(2026)云0101民特9号")
    assert done("contact", "C1", "--at", "2026-05-21T10:00", "--json").json["to"] == "debtor"


def test_capacity_is_lost_once_and_regained_once(done: Run, run: Run) -> None:
    person(done)
    proof = ("--proof", "(2026)云0101民特5号")
    assert "give --since DATE" in run("incapacity", "C1", *proof).err
    assert "says that already" in run("incapacity", "C1", "--regained", *proof).err
    done("incapacity", "C1", "--since", "2026-04-01", "--guardian", "周琳:13800000033", *proof)
    assert "says that already" in run("incapacity", "C1", "--since", "2026-04-02", *proof).err
    reversed_ = done("reverse", "C1", last_entry(done, "incapacity"))
    assert "recorded with it still stands" in reversed_.err, "the guardian is named"


def estate(done: Run) -> None:
    person(done)
    done(
        "death", "C1", "--died", "2026-04-01", "--on", "2026-04-10", "--proof", "死亡证明 7", "--heir",
        "周琳:13800000033", "--heir", "周强:13800000034",
    )  # fmt: skip


def test_an_heir_who_renounced_is_left_alone_and_owes_nothing(done: Run, run: Run) -> None:
    estate(done)
    done("note", "C1", "告知欠费", "--channel", "phone", "--at", "2026-04-20T10:00", "--to", "周琳")
    done("renounce", "C1", "周琳", "--on", "2026-05-06", "--proof", "公证书 88")
    refused = run("note", "C1", "告知欠费", "--channel", "phone", "--at", "2026-05-07T10:00", "--to", "周琳")
    assert refused.code != 0
    assert "this heir renounced the estate on 2026-05-06 and owes nothing of it (民法典1161)" in refused.err
    letter = run(
        "letter", "new", "C1", "overdue-notice", "--on", "2026-05-07", "--to", "周琳", "--method", "hand"
    )
    assert letter.code != 0
    assert "does not owe" in letter.err
    talks = {row[1] for row in reminders(done, "2026-05-30") if row[0] in ("call", "visit", "letter")}
    assert "周琳" not in talks
    # a payment or promise of hers acknowledges nothing any more
    done("pay", "C1", "100", "--on", "2026-05-20", "--payer", "周琳", "--ref", "8801")
    assert done("limitation", "C1", "--json").json["restarts"] == []
    done("reverse", "C1", last_entry(done, "renunciation"))
    assert done("limitation", "C1", "--json").json["restarts"] != []
    done("note", "C1", "告知欠费", "--channel", "phone", "--at", "2026-05-21T10:00", "--to", "周琳")


def test_where_all_heirs_renounce_the_administrator_is_asked_for(done: Run, run: Run) -> None:
    estate(done)
    assert done("renounce", "C1", "周琳", "--proof", "公证书 88").err.count("every heir") == 0
    made = done("renounce", "C1", "周强", "--proof", "公证书 89")
    assert "every heir on record has renounced" in made.err
    assert "民法典1145" in made.err
    again = run("renounce", "C1", "周强", "--proof", "公证书 89")
    assert "is no heir of C1" in again.err


def test_before_the_notice_the_creditor_of_before_is_named(done: Run) -> None:
    person(done, "--creditor", "云州银行股份有限公司")
    account = "云州资产管理有限公司,江北农商行,6222020200009999"
    made = done(
        "new-creditor", "C1", "云州资产管理有限公司", "--agreed", "2026-04-01", "--on", "2026-04-02", "--account", account,
    )  # fmt: skip
    assert "the debtor is bound once told (民法典546)" in made.err
    assert ("duty", "debtor", "assignment-notice") in reminders(done, "2026-04-10")
    before = letter_of(done, "2026-04-10")
    assert "云州银行股份有限公司" in before
    assert "6200000000000000017" in before
    assert "6222020200009999" not in before
    done(
        "new-creditor", "C1", "--notified", "2026-05-11", "--on", "2026-05-12", "--proof", "EMS 1098765432109"
    )
    assert ("duty", "debtor", "assignment-notice") not in reminders(done, "2026-05-20")
    after = letter_of(done, "2026-05-20")
    assert "云州资产管理有限公司" in after
    assert "6222020200009999" in after
    assert "云州银行股份有限公司" not in after
    assert "6200000000000000017" not in after
    assert (
        done("show", "C1", "--as-of", "2026-05-10", "--json").json["head"]["creditor"]
        == "云州银行股份有限公司"
    )
    assert (
        done("show", "C1", "--as-of", "2026-05-12", "--json").json["head"]["creditor"]
        == "云州资产管理有限公司"
    )
    done("reverse", "C1", last_entry(done, "new_creditor"))
    assert "云州银行股份有限公司" in letter_of(done, "2026-05-21")


def letter_of(done: Run, on: str) -> str:
    serial = done("letter", "new", "C1", "overdue-notice", "--on", on, "--json").json["serial"]
    (text,) = Path("letters").rglob(f"{serial}.txt")
    return text.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--notified", "2026-05-01"), "has no assignment"),
        (("云州资产管理有限公司",), "give NAME --agreed DATE"),
        (("--agreed", "2026-05-01"), "an assignment has a name and its day"),
        (
            ("A公司", "--agreed", "2026-05-02", "--notified", "2026-05-01"),
            "is before the assignment of 2026-05-02",
        ),
        (("A公司", "--agreed", "2026-06-02"), "is after its value date"),
        (("A公司", "--agreed", "2026-05-02", "--account", "6222"), "is not an account"),
        (("A公司", "--agreed", "2026-05-02", "--proof", "EMS 1"), "--proof is of the notice"),
    ],
)
def test_bad_assignments_are_named_and_write_nothing(
    done: Run, run: Run, in_git: Callable[..., str], words: tuple[str, ...], why: str
) -> None:
    person(done)
    before = in_git("rev-parse", "HEAD")
    refused = run("new-creditor", "C1", *words)
    assert refused.code != 0
    assert why in refused.err
    assert in_git("rev-parse", "HEAD") == before


def test_events_stand_in_the_record_the_history_and_the_audit(
    done: Run, last_commit: Callable[[], Any]
) -> None:
    estate(done)
    done("renounce", "C1", "周琳", "--proof", "公证书 88")
    assert last_commit().subject == "renounce C1: by an heir, value date 2026-06-01"
    done("suspend", "C1", "other", "--from", "2026-05-01", "--until", "2026-05-03", "--proof", "封存通知 5")
    done("incapacity", "C1", "--of", "周强", "--since", "2026-05-01", "--proof", "民特 5")
    shown = done("show", "C1").out
    assert "estate renounced" in shown
    assert "another obstacle from 2026-05-01 to 2026-05-03; proof: 封存通知 5" in shown
    assert "renounce C1: by an heir" in done("history", "C1").out
    assert "all sound" in done("audit").out
    assert done("check").code == 0


def test_batch_lines_record_them_too(done: Run, tmp_path: Path) -> None:
    firm(done)
    lines = tmp_path / "lines.jsonl"
    lines.write_text(
        '{"op": "insolvency", "case": "C1", "accepted": "2026-04-01", "docket": "(2026)云01破3号", "claims_by": "2026-07-29"}\n'
        '{"op": "new-creditor", "case": "C1", "to": "A公司", "agreed": "2026-05-02"}\n'
        '{"op": "suspend", "case": "C1", "obstacle": "other", "from": "2026-05-01", "until": "2026-05-02"}\n',
        encoding="utf-8",
    )
    done("batch", str(lines))
    kinds = [each["kind"] for each in done("show", "C1", "--json").json["entries"]]
    assert kinds[-3:] == ["insolvency", "new_creditor", "suspension"]
    assert (
        "insolvency of the debtor accepted on 2026-04-01; claims by 2026-07-29, filed not yet"
        in done("show", "C1").out
    )


def test_the_bundle_for_the_court_tells_of_them(done: Run, tmp_path: Path) -> None:
    firm(done)
    accepted(done)
    done(
        "new-creditor",
        "C1",
        "A公司",
        "--agreed",
        "2026-05-02",
        "--notified",
        "2026-05-11",
        "--proof",
        "EMS 10987",
    )
    folder = tmp_path / "bundle"
    done("evidence", "C1", "-o", str(folder))
    claim = (folder / "01-claim.html").read_text(encoding="utf-8")
    assert "was accepted on 2026-04-01; (2026)云01破3号." in claim
    assert (
        "The claim was assigned to A公司 on 2026-05-02; the notice reached the debtor on 2026-05-11" in claim
    )
    assert "(2026)云01破3号" in (folder / "06-limitation.html").read_text(encoding="utf-8")


def test_an_administrator_of_the_estate_takes_the_place_of_heirs(done: Run, run: Run) -> None:
    estate(done)
    done("renounce", "C1", "周琳", "--on", "2026-05-06", "--proof", "公证书 88")
    done("renounce", "C1", "周强", "--on", "2026-05-06", "--proof", "公证书 89")
    why = [r["why"] for r in done("remind", "--as-of", "2026-05-07", "--json").json["items"]]
    assert any(
        "every heir on record renounced: find the administrator of the estate (民法典1145)" in w for w in why
    )
    office = ("江北区民政局", "--role", "administrator", "--phone", "059160000008", "--on", "2026-05-08")
    done("party", "C1", *office)
    why = [r["why"] for r in done("remind", "--as-of", "2026-05-09", "--json").json["items"]]
    assert any("settle with the administrator of the estate" in w for w in why)
    answer = done("contact", "C1", "--at", "2026-05-09T10:00", "--json").json
    assert (answer["to"], answer["number"][-4:]) == ("administrator", "0008")


def test_a_suit_against_the_insolvent_is_warned_of(done: Run) -> None:
    firm(done)
    accepted(done)
    made = done("legal", "C1", "file", "--on", "2026-05-06", "--docket", "(2026)云0101民初9号")
    assert (
        "suits go to its court, enforcement and preservation stop; file the claim (企业破产法19, 21, 48)"
        in made.err
    )


def test_a_guarantor_of_an_insolvent_firm_is_still_asked(done: Run) -> None:
    firm(done)
    done(
        "party",
        "C1",
        "吴强",
        "--role",
        "guarantor",
        "--guarantee",
        "joint",
        "--phone",
        "13800000035",
        "--on",
        "2026-03-02",
    )
    accepted(done)
    done(
        "note",
        "C1",
        "要求履行保证责任",
        "--channel",
        "phone",
        "--at",
        "2026-04-07T10:00",
        "--to",
        "guarantor",
    )
