"""Limitation and guarantees by the command line: the values at the edges, restarts and suspension, each with its proof."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
LAPSED_HELP = "a signed acknowledgement may waive the defence"


@pytest.fixture
def done(ledger: Path, run: Run) -> Run:
    """Carries a command out that has to succeed."""

    def carry_out(*words: str) -> Any:
        result = run(*words)
        assert result.code == 0, (words, result.err)
        return result

    return carry_out


def opened(done: Run, policy: str = "small-loan", since: str = "2024-03-11", *more: str) -> None:
    """A case C1 with 10,000 yuan due on a day."""
    terms = ("--term", "contract_rate=12%/year") if policy == "small-loan" else ()
    done("open", "C1", "--policy", policy, "--name", "周明", "--phone", "13800000031", *terms, *more)
    done("opening", "C1", "--on", since, "--principal", "10000", "--overdue-since", since)


def clock(done: Run, as_of: str) -> dict[str, Any]:
    return dict(done("limitation", "C1", "--as-of", as_of, "--json").json)


def notes(done: Run, as_of: str) -> str:
    return str(done("limitation", "C1", "--as-of", as_of).err)


def kinds(data: dict[str, Any]) -> list[tuple[str, str, bool]]:
    return [(each["date"], each["kind"], each["proven"]) for each in data["restarts"]]


def test_two_years_that_had_run_before_the_law_changed(done: Run) -> None:
    opened(done, since="2014-03-10")
    data = clock(done, "2018-01-05")
    assert (data["expires"], data["lapsed"]) == ("2016-03-10", True)


def test_three_years_that_end_on_a_sunday(done: Run) -> None:
    opened(done, since="2016-03-10")
    assert clock(done, "2018-01-05")["expires"] == "2019-03-11"


def test_a_payment_after_the_end_is_no_restart(done: Run) -> None:
    opened(done, since="2013-05-20")
    done("pay", "C1", "100", "--on", "2017-06-01", "--ref", "8801")
    data = clock(done, "2018-01-05")
    assert (data["expires"], data["lapsed"], data["restarts"]) == ("2015-05-20", True, [])
    said = notes(done, "2018-01-05")
    assert "payment of 2017-06-01: after expiry, it revives nothing by itself" in said
    assert LAPSED_HELP in said


def test_periodic_bills_have_two_readings_and_the_older_raises_the_alarm(done: Run) -> None:
    done("open", "C1", "--policy", "property-fee", "--name", "周明")
    for year in ("2021", "2022", "2023"):
        done("charge", "C1", "--on", f"{year}-01-01", "--due", f"{year}-03-31", "--principal", "1000")
    data = clock(done, "2024-01-15")
    assert data["expires"] == "2026-03-31"
    assert (data["oldest_bill"]["due"], data["oldest_bill"]["proven_until"]) == ("2021-03-31", "2024-04-01")
    assert data["act_by"] == "2024-04-01"
    assert "oldest bill lapses on 2024-04-01" in done("remind", "--as-of", "2024-01-15").out


def test_death_suspends_until_the_heirs_are_known(done: Run) -> None:
    opened(done, since="2022-03-03")
    done("death", "C1", "--on", "2025-02-01", "--died", "2025-01-10", "--proof", "死亡证明 7")
    open_ = clock(done, "2025-04-01")
    (suspension,) = open_["suspensions"]
    assert (suspension["from"], suspension["until"], suspension["counts"]) == ("2025-01-10", None, True)
    # what lasts is only claimed, and told by name with the command that ends it
    assert (open_["expires"], open_["proven_until"], open_["lapsed"]) == ("2025-10-09", "2025-03-03", False)
    said = notes(done, "2025-04-01")
    assert "suspended since 2025-01-10 without an end on record (heirs not determined)" in said
    assert "dunning party C1 NAME --role heir" in said
    assert "claim held open: has that ended?" in done("remind", "--as-of", "2025-04-01").out
    done("party", "C1", "周小明", "--role", "heir", "--on", "2025-06-15", "--source", "继承公证书 3")
    for day in ("2025-07-01", "2025-12-15"):
        data = clock(done, day)
        assert (data["expires"], data["proven_until"], data["lapsed"]) == ("2025-12-15", "2025-12-15", False)
    assert clock(done, "2025-12-16")["lapsed"] is True
    assert "claim held open" not in done("remind", "--as-of", "2025-07-01").out
    assert "without it the period had ended on 2025-03-03" in notes(done, "2025-07-01")


def test_heirs_recorded_without_a_paper_suspend_only_as_claimed(done: Run) -> None:
    opened(done, since="2022-03-03")
    done("death", "C1", "--on", "2025-02-01", "--died", "2025-01-10", "--proof", "死亡证明 7")
    done("party", "C1", "周小明", "--role", "heir", "--on", "2025-06-15")
    data = clock(done, "2025-07-01")
    assert (data["expires"], data["proven_until"]) == ("2025-12-15", "2025-03-03")


def test_a_message_on_a_loan_restarts_with_the_gateways_receipt_as_proof(done: Run) -> None:
    opened(done)
    demand = ("note", "C1", "贵方借款已逾期，请还款", "--channel", "sms")
    done(*demand, "--on", "2025-05-06")
    data = clock(done, "2025-06-01")
    assert kinds(data) == [("2025-05-06", "message", False)]
    assert data["restarts"][0]["article"] == "民法典195(1); 诉讼时效规定8(2)"
    assert data["restarts"][0]["wanted"] == ["gateway_receipt"]
    assert (data["expires"], data["proven_until"]) == ("2028-05-08", "2027-03-11")
    done(*demand, "--on", "2025-05-20", "--recording", "GW-20250520-7")
    data = clock(done, "2025-06-01")
    assert kinds(data)[1] == ("2025-05-20", "message", True)
    assert (data["expires"], data["proven_until"]) == ("2028-05-22", "2028-05-22")


@pytest.mark.parametrize(("channel", "kept"), [("wechat", True), ("email", True), ("sms", False)])
def test_the_policy_names_the_channels_that_count(done: Run, channel: str, kept: bool) -> None:
    opened(done, "small-loan", "2024-03-11", "--term", 'limitation.messages=["wechat", "email"]')
    done("note", "C1", "请还款", "--channel", channel, "--on", "2025-05-20", "--recording", "G-7")
    assert bool(clock(done, "2025-06-01")["restarts"]) is kept


def test_a_channel_that_is_no_message_is_refused(ledger: Path, run: Run) -> None:
    refused = run(
        "open", "C1", "--policy", "small-loan", "--name", "周明", "--term", 'limitation.messages=["phone"]'
    )
    assert refused.code != 0
    assert "a demand by message goes by sms, wechat or email, not by phone" in refused.err
    assert run("show", "C1").code != 0


def test_a_report_to_the_police_holds_the_claim_until_its_end(done: Run) -> None:
    opened(done, since="2022-03-10")
    receipt = ("--court", "云州市公安局江北分局", "--docket", "云公(江)受案字〔2025〕91号")
    done("legal", "C1", "police", "--on", "2025-03-03", *receipt)
    data = clock(done, "2028-06-01")
    assert (kinds(data), data["lapsed"]) == ([("2025-03-03", "police", True)], False)
    assert data["restarts"][0]["article"] == "民法典195(4); 诉讼时效规定13"
    assert "with the police" in done("limitation", "C1", "--as-of", "2028-06-01").out
    done("legal", "C1", "police-end", "--on", "2025-06-10", "--docket", "云公(江)不立字〔2025〕7号")
    data = clock(done, "2028-06-01")
    assert (data["expires"], data["proven_until"]) == ("2028-06-12", "2028-06-12")
    assert clock(done, "2028-06-13")["lapsed"] is True


def test_a_lapsed_claim_names_the_report_that_may_have_held_it(done: Run) -> None:
    opened(done, since="2021-03-10")
    done("fraud", "C1", "冒名签约", "--police", "江北派出所", "--receipt", "91号", "--on", "2023-02-01")
    said = notes(done, "2024-06-01")
    assert "what else might hold: the report to the police of 2023-02-01" in said
    assert "dunning legal C1 police --docket 91号 --on 2023-02-01" in said


def card_letter(done: Run, letters: str) -> dict[str, Any]:
    terms = ("--term", f"limitation.letters={letters}", "--address", "云州市江北区青禾路 1 号")
    opened(done, "credit-card", "2025-06-23", *terms)
    done("letter", "new", "C1", "final-demand", "--on", "2026-03-02", "--method", "ems")
    done("letter", "deliver", "C1", "2026-A-0001", "--posted", "2026-03-03", "--tracking", "1098765432109")
    done("letter", "deliver", "C1", "2026-A-0001", "--returned", "查无此人", "--on", "2026-03-10")
    return clock(done, "2026-05-01")


def test_a_card_letter_counts_once_it_was_sent_to_the_reserved_address(done: Run) -> None:
    data = card_letter(done, "sent")
    assert kinds(data) == [("2026-03-03", "demand", True)]
    assert (data["restarts"][0]["article"], data["expires"]) == ("银行卡规定3", "2029-03-05")


def test_without_that_rule_it_has_to_arrive(done: Run) -> None:
    assert card_letter(done, "arrived")["restarts"] == []


def test_notice_of_an_assignment_restarts(done: Run) -> None:
    opened(done)
    done("new-creditor", "C1", "云州资产管理有限公司", "--agreed", "2026-04-01", "--on", "2026-04-01")
    assert clock(done, "2026-04-30")["restarts"] == []
    done(
        "new-creditor", "C1", "--notified", "2026-05-11", "--on", "2026-05-12", "--proof", "EMS 1098765432109"
    )
    data = clock(done, "2026-05-31")
    assert kinds(data) == [("2026-05-11", "assignment", True)]
    assert (data["restarts"][0]["article"], data["expires"]) == ("民法典546; 诉讼时效规定17(1)", "2029-05-11")


def test_force_majeure_in_the_last_six_months_leaves_six_more(done: Run) -> None:
    opened(done, since="2022-03-10")
    done(
        "suspend", "C1", "force-majeure", "--from", "2024-12-01", "--until", "2025-01-20", "--on", "2025-01-21",
        "--proof", "云府发〔2024〕30号",
    )  # fmt: skip
    data = clock(done, "2025-02-01")
    # six months after the obstacle, not the fifty days it lasted
    assert (data["expires"], data["proven_until"]) == ("2025-07-21", "2025-07-21")


def test_an_obstacle_gone_before_the_last_six_months_changes_nothing(done: Run) -> None:
    opened(done, since="2022-03-10")
    paper = ("--proof", "云府发〔2024〕3号")
    done(
        "suspend",
        "C1",
        "force-majeure",
        "--from",
        "2024-02-01",
        "--until",
        "2024-09-10",
        "--on",
        "2025-01-05",
        *paper,
    )
    data = clock(done, "2025-02-01")
    assert (data["expires"], data["suspensions"][0]["counts"]) == ("2025-03-10", False)
    assert "the obstacle of 2024-02-01 (force majeure) did not fall in the last six months" in notes(
        done, "2025-03-11"
    )


def test_an_obstacle_gone_before_the_law_changed_leaves_the_rest(done: Run) -> None:
    opened(done, since="2015-06-01")
    paper = ("--proof", "云府发〔2017〕3号")
    done(
        "suspend",
        "C1",
        "force-majeure",
        "--from",
        "2017-03-01",
        "--until",
        "2017-05-20",
        "--on",
        "2017-05-20",
        *paper,
    )
    # two years end on 2017-06-01; 80 days of obstacle are added (民法通则 139)
    assert clock(done, "2017-07-01")["expires"] == "2017-08-21"


def test_a_suspension_without_an_end_is_told_by_name_until_it_has_one(done: Run) -> None:
    opened(done, since="2022-03-10")
    made = done(
        "suspend",
        "C1",
        "other",
        "--from",
        "2024-12-01",
        "--on",
        "2024-12-01",
        "--proof",
        "封存通知 5",
        "--json",
    )
    entry = made.json["entry"]
    assert f"dunning suspend C1 other --ends {entry} --until DATE" in made.err
    data = clock(done, "2025-06-02")
    assert (data["proven_until"], data["expires"], data["lapsed"]) == ("2025-03-10", "2025-12-02", False)
    assert "suspended since 2024-12-01 without an end on record (another obstacle)" in notes(
        done, "2025-06-02"
    )
    assert "2024-12-31" in done("remind", "--as-of", "2025-06-02").out
    assert "claim held open: has that ended?" in done("remind", "--as-of", "2025-06-02").out
    done("suspend", "C1", "other", "--ends", entry, "--until", "2025-06-01", "--on", "2025-06-02")
    data = clock(done, "2025-06-02")
    assert (data["expires"], data["proven_until"]) == ("2025-12-01", "2025-12-01")
    done("reverse", "C1", entry_of_kind(done, "suspension"))
    assert clock(done, "2025-06-03")["suspensions"][0]["until"] is None


def entry_of_kind(done: Run, kind: str) -> str:
    entries = done("show", "C1", "--json").json["entries"]
    return str([each["id"] for each in entries if each["kind"] == kind][-1])


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (
            ("other", "--from", "2026-05-02", "--until", "2026-05-01"),
            "cannot be gone on 2026-05-01, before it began",
        ),
        (("other", "--from", "2026-06-02"), "2026-06-02 is after its value date 2026-06-01"),
        (("other", "--until", "2026-06-03"), "2026-06-03 is after its value date 2026-06-01"),
        (("other", "--ends", "zzz", "--until", "2026-05-01"), "has no entry 'zzz'"),
        (("other", "--ends", "zzz"), "what ends a suspension has --until DATE"),
        (("flood",), "flood"),
    ],
)
def test_bad_suspensions_are_named_and_write_nothing(
    done: Run, run: Run, in_git: Callable[..., str], words: tuple[str, ...], why: str
) -> None:
    opened(done)
    before = in_git("rev-parse", "HEAD")
    refused = run("suspend", "C1", *words)
    assert refused.code != 0
    assert why in refused.err
    assert "Traceback" not in refused.err
    assert in_git("rev-parse", "HEAD") == before
    assert in_git("status", "--porcelain") == ""


def test_the_two_years_of_enforcement_go_on_with_the_rest(done: Run) -> None:
    opened(done)
    done(
        "legal", "C1", "judgment", "--on", "2024-05-06", "--principal", "10000", "--perform-by", "2024-06-03"
    )
    paper = ("--proof", "云府发〔2026〕3号")
    done(
        "suspend",
        "C1",
        "force-majeure",
        "--from",
        "2026-02-01",
        "--until",
        "2026-03-03",
        "--on",
        "2026-03-03",
        *paper,
    )
    # 2026-06-03 and thirty days (执行程序解释 19)
    assert clock(done, "2026-04-01")["enforcement"]["proven_until"] == "2026-07-03"


def guarantor(data: dict[str, Any]) -> tuple[str, str | None, bool]:
    (state,) = data["guarantors"]
    return state["expires"], state["kept_on"], state["lapsed"]


def test_enforcement_of_a_notarised_instrument_keeps_a_general_guarantee(done: Run) -> None:
    opened(done, since="2025-06-16")
    done("party", "C1", "吴强", "--role", "guarantor", "--guarantee", "general", "--on", "2025-06-16")
    assert guarantor(clock(done, "2026-01-05")) == ("2025-12-16", None, True)
    certificate = ("--court", "云州公证处", "--docket", "(2025)云证执字第8号")
    done("legal", "C1", "notarise", "--on", "2025-09-01", *certificate)
    done("legal", "C1", "enforce", "--on", "2025-12-01", "--docket", "(2025)云0101执9号")
    assert guarantor(clock(done, "2026-01-05")) == ("2025-12-16", "2025-12-01", False)


def test_too_late_it_keeps_nothing(done: Run) -> None:
    opened(done, since="2025-06-16")
    done("party", "C1", "吴强", "--role", "guarantor", "--guarantee", "general", "--on", "2025-06-16")
    done("legal", "C1", "notarise", "--on", "2025-09-01", "--docket", "(2025)云证执字第8号")
    done("legal", "C1", "enforce", "--on", "2025-12-17", "--docket", "(2025)云0101执9号")
    assert guarantor(clock(done, "2026-01-05")) == ("2025-12-16", None, True)


def test_a_joint_guarantee_of_a_schedule_counts_from_its_last_instalment(done: Run) -> None:
    done("open", "C1", "--policy", "small-loan", "--name", "周明", "--term", "contract_rate=12%/year")
    done("party", "C1", "吴强", "--role", "guarantor", "--guarantee", "joint", "--on", "2025-06-16")
    done(
        "schedule", "--kind", "equal-principal", "--principal", "12000", "--rate", "12%", "--periods", "12",
        "--first", "2025-07-29", "--charge", "C1",
    )  # fmt: skip
    for day in ("2025-08-01", "2026-03-01", "2026-06-29", "2026-12-29"):
        assert guarantor(clock(done, day)) == ("2026-12-29", None, False), day
    assert guarantor(clock(done, "2026-12-30")) == ("2026-12-29", None, True)


@pytest.mark.parametrize(("served", "kept"), [("吴强", "2025-10-09"), ("debtor", None), (None, None)])
def test_papers_of_a_withdrawn_suit_that_reached_a_joint_guarantor(
    done: Run, served: str | None, kept: str | None
) -> None:
    opened(done, since="2025-06-16")
    done("party", "C1", "吴强", "--role", "guarantor", "--guarantee", "joint", "--on", "2025-06-16")
    done(
        "legal",
        "C1",
        "file",
        "--on",
        "2025-10-09",
        "--docket",
        "(2025)云0101民初9号",
        "--text",
        "被告：周明、吴强",
    )
    if served is not None:
        done("legal", "C1", "serve", "--on", "2025-10-20", "--to", served)
    done("legal", "C1", "withdraw", "--on", "2025-11-03")
    assert guarantor(clock(done, "2026-01-05")) == ("2025-12-16", kept, kept is None)


def test_papers_are_served_on_somebody_of_a_suit_that_stands(done: Run, run: Run) -> None:
    opened(done)
    assert "no suit of C1 was filed by" in run("legal", "C1", "serve", "--to", "debtor").err
    done("legal", "C1", "file", "--on", "2025-10-09")
    assert "--to is whom papers were served on" in run("legal", "C1", "serve").err
    assert "--to is whom papers were served on" in run("legal", "C1", "enforce", "--to", "debtor").err
    assert "is no party of C1" in run("legal", "C1", "serve", "--to", "马强").err


def test_a_registered_demand_after_the_end_leaves_the_claim_lapsed(done: Run) -> None:
    opened(done, "small-loan", "2021-05-10", "--address", "云州市江北区青禾路 1 号")
    done("letter", "new", "C1", "final-demand", "--on", "2026-03-02", "--method", "registered")
    done(
        "letter", "deliver", "C1", "2026-A-0001", "--received", "2026-03-06", "--signed-by", "周明", "--tracking", "XA1",
    )  # fmt: skip
    data = clock(done, "2026-05-01")
    assert (data["expires"], data["lapsed"], data["restarts"]) == ("2024-05-10", True, [])
    said = notes(done, "2026-05-01")
    assert (
        "demand delivered on 2026-03-06: after expiry, whoever signed for it, it revives nothing by itself"
        in said
    )
    assert LAPSED_HELP in said


def test_the_evidence_tells_what_suspended_the_period(done: Run, tmp_path: Path) -> None:
    opened(done, since="2022-03-10")
    paper = ("--proof", "云府发〔2024〕30号")
    done(
        "suspend",
        "C1",
        "force-majeure",
        "--from",
        "2024-12-01",
        "--until",
        "2025-01-20",
        "--on",
        "2025-01-21",
        *paper,
    )
    folder = tmp_path / "bundle"
    done("evidence", "C1", "--as-of", "2025-02-01", "-o", str(folder))
    page = (folder / "06-limitation.html").read_text(encoding="utf-8")
    assert "云府发〔2024〕30号" in page
    assert "2025-07-21" in page


def test_enforcement_that_stands_still_without_an_end_is_told_too(done: Run) -> None:
    opened(done)
    done(
        "legal", "C1", "judgment", "--on", "2024-05-06", "--principal", "10000", "--perform-by", "2024-06-03"
    )
    done(
        "suspend",
        "C1",
        "force-majeure",
        "--from",
        "2026-04-01",
        "--on",
        "2026-04-01",
        "--proof",
        "云府发〔2026〕3号",
    )
    state = clock(done, "2026-05-29")
    # proven through 2026-06-03; as claimed the 58 days so far are added
    assert (state["enforcement"]["proven_until"], state["enforcement"]["expires"]) == (
        "2026-06-03",
        "2026-07-31",
    )
    assert state["suspensions"][0]["counts"] is True
    assert "the two years stand still since 2026-04-01 without an end on record" in notes(done, "2026-05-29")
    assert "claim held open: has that ended?" in done("remind", "--as-of", "2026-05-29").out
