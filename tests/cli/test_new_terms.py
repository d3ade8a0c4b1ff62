"""Instalments still to come by the command line: acceleration, payoff, early payment, other terms."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
LOAN = (
    "--policy", "small-loan", "--name", "赵强", "--contract-date", "2026-01-10", "--term", "contract_rate=12%/year",
)  # fmt: skip
PRINCIPALS = ("1950.58", "1970.09", "1989.79", "2009.68", "2029.78", "2050.08")
INTERESTS = ("120.00", "100.49", "80.79", "60.90", "40.80", "20.50")
"""12,000 at 12 % in six equal instalments, the first due on 2026-02-10."""


def done(run: Run, *words: str) -> Any:
    answer = run(*words)
    assert answer.code == 0, answer.err
    return answer


def loan(run: Run, case: str, *terms: str) -> str:
    """12,000 at 12 % in six instalments from 2026-02-10 on, nothing paid."""
    done(run, "open", case, *LOAN, *terms)
    words = ("--principal", "12000", "--rate", "12%", "--periods", "6", "--first", "2026-02-10")
    done(run, "schedule", "--kind", "equal-instalment", *words, "--charge", case)
    return case


def notice(run: Run, case: str, on: str = "2026-05-20") -> str:
    """A letter to the debtor, with its serial."""
    done(run, "letter", "new", case, "final-demand", "--on", on, "--method", "hand")
    serial: str = run("letter", "list", "--json").json["letters"][-1]["serial"]
    return serial


def balance(run: Run, case: str, as_of: str) -> dict[str, str]:
    found: dict[str, str] = run("fees", case, "--as-of", as_of, "--json").json["balance"]
    return found


def entries(run: Run, case: str) -> list[dict[str, Any]]:
    """All entries of a case, those of charges to come too."""
    found: list[dict[str, Any]] = run("show", case, "--as-of", "2035-01-01", "--json").json["entries"]
    return found


def charged(run: Run, case: str) -> list[tuple[str, str, str]]:
    """The instalments in a case's file that belong to other terms: due date, principal, interest."""
    return [
        (entry["due"], entry.get("principal", "0.00"), entry.get("interest", "0.00"))
        for entry in entries(run, case)
        if entry["kind"] == "charge" and entry.get("reschedule")
    ]


def cents(exact: Fraction) -> Decimal:
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_what_pays_a_loan_off_is_its_principal_with_the_interest_of_the_time(ledger: Path, run: Run) -> None:
    case = loan(run, "XD-1")
    found = done(run, "payoff", case, "--on", "2026-05-25", "--json").json
    # four instalments are due; of the fifth 15 of 31 days have passed
    interest = Decimal("120.00") + Decimal("100.49") + Decimal("80.79") + Decimal("60.90") + Decimal("19.74")
    assert cents(Fraction("40.80") * 15 / 31) == Decimal("19.74")
    assert (found["principal"], found["interest"], found["fee"]) == ("12000.00", str(interest), "0.00")
    due = balance(run, case, "2026-05-25")
    assert found["penalty"] == due["penalty"]
    assert (
        found["not_yet_due"] == "4099.60" == str(Decimal("2029.78") + Decimal("2050.08") + Decimal("19.74"))
    )
    assert Decimal(found["total"]) == Decimal(due["total"]) + Decimal("4099.60")
    shown = done(run, "payoff", case, "--on", "2026-05-25").out
    assert "4,099.60 of it is not due yet on 2026-05-25" in shown


def test_paid_off_early_nothing_is_owed_on_any_later_day(ledger: Path, run: Run) -> None:
    case = loan(run, "XD-1")
    total = run("payoff", case, "--on", "2026-05-25", "--json").json["total"]
    answer = done(run, "prepay", case, "all", "--on", "2026-05-25", "--via", "bank")
    assert f"prepay {case}: {Decimal(total):,.2f}, 4,079.86 of principal before it was due" in answer.out
    for day in ("2026-05-25", "2026-06-10", "2026-12-31"):
        assert balance(run, case, day)["total"] == "0.00"
        assert balance(run, case, day)["credit"] == "0.00"
    assert balance(run, case, "2026-05-24")["principal"] == "7920.14"
    assert "still to come: 4,079.86" in run("show", case, "--as-of", "2026-05-24").out
    assert "still to come" not in run("show", case, "--as-of", "2026-05-26").out
    done(run, "close", case, "--reason", "paid", "--on", "2026-05-26")
    assert run("check").code == 0


@pytest.mark.parametrize(
    ("terms", "on", "fee"),
    [
        (("--term", "prepayment.percent=1%"), "2026-05-25", "40.80"),
        (("--term", "prepayment.percent=1%", "--term", "prepayment.min=100.00"), "2026-05-25", "100.00"),
        (("--term", "prepayment.percent=5%", "--term", "prepayment.max=150.00"), "2026-05-25", "150.00"),
        (("--term", "prepayment.percent=1%", "--term", "prepayment.free_after_months=4"), "2026-05-09", "60.90"),
        (("--term", "prepayment.percent=1%", "--term", "prepayment.free_after_months=4"), "2026-05-10", "0.00"),
    ],
)  # fmt: skip
def test_the_contract_may_ask_a_fee_for_paying_early(
    ledger: Path, run: Run, terms: tuple[str, ...], on: str, fee: str
) -> None:
    case = loan(run, "XD-1", *terms)
    found = done(run, "payoff", case, "--on", on, "--json").json
    assert found["prepayment_fee"] == found["fee"] == fee
    done(run, "prepay", case, "all", "--on", on, "--via", "bank")
    assert balance(run, case, "2026-08-01")["total"] == "0.00"


def test_the_running_period_may_be_owed_whole_where_that_was_agreed(ledger: Path, run: Run) -> None:
    case = loan(run, "XD-1", "--term", "prepayment.interest=period")
    found = run("payoff", case, "--on", "2026-05-25", "--json").json
    assert found["not_yet_due"] == str(Decimal("4079.86") + Decimal("40.80"))


def test_a_part_paid_early_lowers_the_instalments_or_makes_them_fewer(ledger: Path, run: Run) -> None:
    lower, fewer = loan(run, "XD-1"), loan(run, "XD-2")
    for case in (lower, fewer):
        # the four that are due with their penalty until 2026-05-10, when the fourth falls due
        for due, principal, interest in zip(
            ("02", "03", "04", "05"), PRINCIPALS[:4], INTERESTS[:4], strict=True
        ):
            amount = str(Decimal(principal) + Decimal(interest))
            done(run, "pay", case, amount, "--on", f"2026-{due}-10", "--via", "cash")
    # 2,000.00 and its interest of 15 days: 40.80 × 15/31 × 2,000 / 4,079.86
    interest = cents(Fraction("19.74") * Fraction(2000) / Fraction("4079.86"))
    assert interest == Decimal("9.68")
    paid = str(Decimal("2000.00") + interest)
    told = done(run, "prepay", lower, paid, "--on", "2026-05-25", "--via", "bank").err
    assert "principal 2,000.00, interest 9.68, fee 0.00" in told
    assert "2,079.86 is left, in 2 instalments until 2026-07-10, the next of 1,055.55 on 2026-06-10" in told
    # 2,079.86 in two at 1 % a month
    assert charged(run, lower) == [
        ("2026-06-10", "1034.75", "20.80"),
        ("2026-07-10", "1045.11", "10.45"),
    ]
    done(run, "prepay", fewer, paid, "--on", "2026-05-25", "--via", "bank", "--keep", "instalment")
    # an instalment of 2,070.58 as before; what is left after it is paid with the last
    assert charged(run, fewer) == [
        ("2026-06-10", "2049.78", "20.80"),
        ("2026-07-10", "30.08", "0.30"),
    ]
    for case in (lower, fewer):
        assert balance(run, case, "2026-05-25")["total"] == "0.00"
        assert balance(run, case, "2026-07-10")["principal"] == "2079.86"
    assert run("check").code == 0


@pytest.mark.parametrize("keep", ["term", "instalment"])
@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        # interest of the first period put off to the second, and so on: half of the principal has half of all of it
        (
            ("--kind", "flat", "--periods", "4", "--interest-deferred", "1", "--collected", "next"),
            {
                "term": [
                    ("1500.00", "0.00"),
                    ("1500.00", "120.00"),
                    ("1500.00", "60.00"),
                    ("1500.00", "60.00"),
                ],
                "instalment": [("3000.00", "0.00"), ("3000.00", "120.00")],
            },
        ),
        (
            ("--kind", "interest-first", "--periods", "3"),
            {"term": [("0.00", "60.00"), ("0.00", "60.00"), ("6000.00", "60.00")]},
        ),
        (("--kind", "bullet", "--periods", "3"), {"term": [("6000.00", "180.00")]}),
        (
            ("--kind", "equal-principal", "--periods", "4", "--interest-only", "1"),
            {"term": [("0.00", "60.00"), ("2000.00", "60.00"), ("2000.00", "40.00"), ("2000.00", "20.00")]},
        ),
    ],
    ids=["deferred", "interest-first", "bullet", "principal-grace"],
)
def test_of_any_kind_half_of_the_principal_has_half_of_what_is_due_with_it(
    ledger: Path, run: Run, order: tuple[str, ...], wanted: dict[str, list[tuple[str, str]]], keep: str
) -> None:
    done(run, "open", "XD-1", *LOAN)
    words = ("--principal", "12000", "--rate", "12%", "--first", "2026-02-10", "--charge", "XD-1")
    done(run, "schedule", *order, *words)
    # on the day from which interest runs nothing of it has been earned
    answer = run("prepay", "XD-1", "6000.00", "--on", "2026-01-10", "--via", "bank", "--keep", keep)
    if keep not in wanted and order[1] in ("interest-first", "bullet"):
        assert (answer.code, answer.out) == (1, "")
        assert "no instalment can be kept" in answer.err
        return
    assert answer.code == 0, answer.err
    rows = [(principal, interest) for _, principal, interest in charged(run, "XD-1")]
    if keep in wanted:
        assert rows == wanted[keep]
    assert sum(Decimal(principal) for principal, _ in rows) == 6000
    assert run("check").code == 0


def test_where_both_ends_count_the_day_of_the_payment_costs_nothing_more(ledger: Path, run: Run) -> None:
    case = loan(run, "XD-1", "--term", "day_count.ends=inclusive")
    total = run("payoff", case, "--on", "2026-05-25", "--json").json["total"]
    done(run, "prepay", case, "all", "--on", "2026-05-25", "--via", "bank")
    assert balance(run, case, "2026-05-25")["total"] == "0.00"
    other = loan(run, "XD-2", "--term", "day_count.ends=inclusive")
    # a day's penalty less than what the account shows at the end of that day
    shown = Decimal(balance(run, other, "2026-05-25")["total"])
    assert Decimal(total) < shown + Decimal("4099.60")


def test_what_a_settlement_gives_up_is_not_to_be_paid(ledger: Path, run: Run) -> None:
    case = loan(run, "XD-1")
    words = ("penalty", "all", "--reason", "协商", "--if-paid-by", "2026-05-31", "--on", "2026-05-20")
    done(run, "waive", case, *words)
    found = run("payoff", case, "--on", "2026-05-25", "--json").json
    assert found["penalty"] == "0.00"
    done(run, "prepay", case, "all", "--on", "2026-05-25", "--via", "bank")
    assert balance(run, case, "2026-12-31")["total"] == "0.00"


def test_by_acceleration_all_falls_due_on_its_day_and_later_interest_does_not(ledger: Path, run: Run) -> None:
    case = loan(run, "XD-1")
    serial = notice(run, case)
    answer = done(run, "accelerate", case, "--notice", serial, "--on", "2026-05-25", "--reason", "第九条")
    assert f"accelerate {case}: 2 instalments, 4,099.60 due, value date 2026-05-25" in answer.out
    assert balance(run, case, "2026-05-24")["principal"] == "7920.14"
    on_the_day = run("status", case, "--as-of", "2026-05-25", "--json").json
    assert on_the_day["balance"]["principal"] == "12000.00"
    later = run("fees", case, "--as-of", "2026-07-20", "--json").json
    assert (later["balance"]["principal"], later["balance"]["interest"]) == ("12000.00", "381.92")
    shown = run("show", case, "--as-of", "2026-07-20").out
    assert shown.count("charge (ended before)") == 2
    # from its day penalty interest runs on it: 4,079.86 × 18 % / 360 × 56 days, and on its interest
    own = [line for line in later["lines"] if line["kind"] == "accrual" and line["from"] == "2026-05-25"]
    assert [(line["days"], line["base"], line["amount"]) for line in own] == [
        (56, "4079.86", str(cents(Fraction("4079.86") * Fraction(18, 100) * 56 / 360))),
        (56, "19.74", str(cents(Fraction("19.74") * Fraction(18, 100) * 56 / 360))),
    ]
    assert run("status", case, "--as-of", "2026-07-20", "--json").json["overdue"] == later["balance"]["total"]
    # the claim counts from that day, no longer from the last instalment
    assert run("limitation", case, "--json").json["starts"] == "2026-05-25"
    assert run("check").code == run("audit").code == 0


def test_an_acceleration_taken_back_leaves_the_instalments_as_they_were(ledger: Path, run: Run) -> None:
    case = loan(run, "XD-1")
    before = {day: balance(run, case, day) for day in ("2026-05-25", "2026-06-20", "2026-08-01")}
    done(run, "accelerate", case, "--notice", notice(run, case), "--on", "2026-05-25")
    (entry,) = (each["id"] for each in entries(run, case) if each["kind"] == "acceleration")
    charge = [each["id"] for each in entries(run, case) if each["kind"] == "charge"][4]
    refused = run("reverse", case, charge, "--reason", "x")
    assert refused.code == 1
    assert "ends the charge" in refused.err
    done(run, "reverse", case, entry, "--reason", "取消")
    assert {day: balance(run, case, day) for day in before} == before


def test_money_paid_ahead_on_instalments_meets_what_falls_due(ledger: Path, run: Run) -> None:
    done(run, "open", "XD-1", *LOAN)
    for month, principal, interest in zip(range(2, 8), PRINCIPALS, INTERESTS, strict=True):
        words = ("--on", "2026-01-10", "--due", f"2026-{month:02}-10", "--principal", principal)
        done(run, "charge", "XD-1", *words, "--interest", interest)
    # across components: once the first is paid, money ahead pays the interest of all before any principal
    done(run, "pay", "XD-1", "4000.00", "--on", "2026-02-10", "--via", "cash")
    assert balance(run, "XD-1", "2026-05-24")["interest"] == "0.00"
    found = done(run, "payoff", "XD-1", "--on", "2026-05-25", "--json").json
    done(run, "accelerate", "XD-1", "--notice", notice(run, "XD-1"), "--on", "2026-05-25")
    after = run("fees", "XD-1", "--as-of", "2026-05-25", "--json").json
    assert after["balance"]["total"] == found["total"]
    # all that was charged for the time after that day has ended
    ended = sum((Decimal(line["amount"]) for line in after["lines"] if line["kind"] == "ended"), Decimal(0))
    assert ended == -(Decimal("2029.78") + Decimal("2050.08") + Decimal("40.80") + Decimal("20.50"))
    assert run("check").code == 0


def test_other_terms_spread_what_is_left(ledger: Path, run: Run) -> None:
    case = loan(run, "XD-1")
    done(run, "reschedule", case, "--rate", "8%", "--periods", "4", "--on", "2026-05-25", "--reason", "协议")
    rows = charged(run, case)
    assert [due for due, _, _ in rows] == ["2026-06-10", "2026-07-10", "2026-08-10", "2026-09-10"]
    assert sum(Decimal(principal) for _, principal, _ in rows) == Decimal("4079.86")
    assert rows[0][2] == str(cents(Fraction("4079.86") * Fraction(8, 1200)))
    # what was past due stays so
    assert run("status", case, "--as-of", "2026-05-26", "--json").json["days_past_due"] == 105
    paused = loan(run, "XD-2")
    done(run, "reschedule", paused, "--interest-free", "2", "--periods", "3", "--on", "2026-05-25")
    assert [interest for _, _, interest in charged(run, paused)][:2] == ["0.00", "0.00"]


def test_with_arrears_days_past_due_begin_anew(ledger: Path, run: Run) -> None:
    case = loan(run, "XD-1")
    words = ("--periods", "12", "--first", "2026-06-25", "--on", "2026-05-25", "--reason", "协议")
    done(run, "reschedule", case, "--arrears", *words)
    rows = charged(run, case)
    # all principal and the interest past due is spread; what the running period has earned comes with the first
    assert sum(Decimal(principal) for _, principal, _ in rows) == Decimal("12000.00") + Decimal("362.18")
    assert rows[0][2] == str(Decimal("123.62") + Decimal("19.74"))
    found = run("status", case, "--as-of", "2026-06-25", "--json").json
    assert (found["days_past_due"], found["stage"]) == (0, "M0")
    # penalties stay owed as they were
    left = balance(run, case, "2026-05-26")
    assert (left["principal"], left["interest"]) == ("0.00", "0.00")
    assert Decimal(left["penalty"]) > 200
    assert run("status", case, "--as-of", "2026-06-26", "--json").json["days_past_due"] == 1


def test_a_payment_of_before_recorded_later_lowers_what_is_owed_by_itself(ledger: Path, run: Run) -> None:
    case, paid = loan(run, "XD-1"), "500.00"
    words = ("--arrears", "--periods", "12", "--first", "2026-06-25", "--on", "2026-05-25")
    done(run, "reschedule", case, *words)
    before = balance(run, case, "2026-06-25")
    done(run, "pay", case, paid, "--on", "2026-05-24", "--via", "cash")
    after = balance(run, case, "2026-06-25")
    # the money that paid arrears is credit again once they end; what differs is the penalty of one day
    gained = Decimal(before["total"]) - Decimal(after["total"])
    assert Decimal(paid) <= gained < Decimal(paid) + 1


def test_above_the_limit_other_terms_wait_with_their_instalments(
    ledger: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = loan(run, "XD-1")
    settings = Path("dunning.yaml")
    staff = (
        "staff:\n  - {id: wang, name: 王静, roles: [phone]}\n"
        "  - {id: zhou, name: 周正, roles: [supervisor]}\napproval_limits: {extension_days: 30}\n"
    )
    settings.write_text(settings.read_text(encoding="utf-8").replace("staff: []\n", staff), encoding="utf-8")
    monkeypatch.setenv("DUNNING_ACTOR", "zhou")
    done(run, "commit")
    before = {day: balance(run, case, day) for day in ("2026-05-25", "2026-07-20", "2026-12-31")}
    words = ("reschedule", case, "--periods", "12", "--on", "2026-05-25")
    answer = done(run, *words, "--actor", "wang")
    assert "without effect until somebody else approves it" in answer.err
    assert {day: balance(run, case, day) for day in before} == before
    done(run, "approve", case, "--actor", "zhou")
    assert balance(run, case, "2026-07-20")["principal"] != before["2026-07-20"]["principal"]
    assert run("audit").code == run("check").code == 0


def test_taken_back_other_terms_take_their_instalments_along(ledger: Path, run: Run) -> None:
    case = loan(run, "XD-1")
    before = {day: balance(run, case, day) for day in ("2026-05-25", "2026-07-20", "2027-01-31")}
    done(run, "reschedule", case, "--periods", "6", "--on", "2026-05-25")
    (terms,) = (each["id"] for each in entries(run, case) if each["kind"] == "reschedule")
    assert balance(run, case, "2026-07-20") != before["2026-07-20"]
    done(run, "reverse", case, terms, "--reason", "未签")
    assert {day: balance(run, case, day) for day in before} == before
    done(run, "reschedule", case, "--periods", "3", "--on", "2026-05-26")
    assert run("check").code == 0


def test_what_cannot_be_is_refused_and_writes_nothing(ledger: Path, run: Run, in_git: Any) -> None:
    case = loan(run, "XD-1")
    serial = notice(run, case)
    card = ("--policy", "credit-card", "--name", "赵强", "--term", "statement_day=5", "--term", "due_day=25")
    done(run, "open", "CC-1", *card)
    judged = loan(run, "XD-2")
    done(
        run,
        "legal",
        judged,
        "judgment",
        "--on",
        "2026-05-05",
        "--principal",
        "9000",
        "--perform-by",
        "2026-05-15",
    )
    paid = loan(run, "XD-3")
    for month, principal, interest in zip(
        ("02", "03", "04", "05"), PRINCIPALS[:4], INTERESTS[:4], strict=True
    ):
        amount = str(Decimal(principal) + Decimal(interest))
        done(run, "pay", paid, amount, "--on", f"2026-{month}-10", "--via", "cash")
    head = in_git("rev-parse", "HEAD")
    on = ("--on", "2026-05-25")
    for code, said, words in (
        (3, "has no letter 2026-Z-0001", ("accelerate", case, "--notice", "2026-Z-0001", *on)),
        (1, "is of 2026-05-20, after 2026-05-19", ("accelerate", case, "--notice", serial, "--on", "2026-05-19")),
        (1, "is not in default on 2026-05-25", ("accelerate", paid, "--notice", serial, *on)),
        (1, "nothing of XD-1 falls due after 2026-07-10", ("accelerate", case, "--notice", serial, "--on", "2026-07-10")),
        (1, "is a card", ("accelerate", "CC-1", "--notice", serial, *on)),
        (1, "is judged", ("accelerate", judged, "--notice", serial, *on)),
        (1, "is judged", ("reschedule", judged, "--arrears", "--periods", "12", *on)),
        (1, "nothing of 100.00 is left for what is not due yet", ("prepay", case, "100", *on)),
        (1, "the first due date 2026-05-25 is not after", ("reschedule", case, "--first", "2026-05-25", *on)),
        (1, "--interest-only 2 leaves none of 2", ("reschedule", case, "--interest-only", "2", *on)),
    ):  # fmt: skip
        refused = run(*words)
        assert (refused.code, refused.out) == (code, ""), words
        assert said in refused.err, refused.err
        assert len(refused.errors) == 1
    assert in_git("rev-parse", "HEAD") == head


def test_a_firm_s_bankruptcy_lets_all_fall_due_and_ends_the_interest(ledger: Path, run: Run) -> None:
    """企业破产法 46: what is not due counts as due on the acceptance, and interest stops with it."""
    case = loan(run, "XD-1")
    done(run, "set", case, "debtor.kind=organisation")
    done(run, "insolvency", case, "--accepted", "2026-05-25", "--on", "2026-05-25", "--docket", "破3号")
    assert balance(run, case, "2026-05-24")["principal"] == "7920.14"
    on_the_day = balance(run, case, "2026-05-25")
    assert (on_the_day["principal"], on_the_day["interest"]) == ("12000.00", "381.92")
    assert balance(run, case, "2027-05-25") == on_the_day
    assert run("status", case, "--as-of", "2026-05-26", "--json").json["overdue"] == on_the_day["total"]
    (accepted,) = (each["id"] for each in entries(run, case) if each["kind"] == "insolvency")
    told = done(run, "reverse", case, accepted, "--reason", "误录").err
    assert "recorded with it still stands" in told


def test_a_batch_has_the_same_words(ledger: Path, run: Run, tmp_path: Path) -> None:
    case, other = loan(run, "XD-1"), loan(run, "XD-2")
    serial = notice(run, case)
    lines = [
        {"op": "accelerate", "case": case, "notice": serial, "on": "2026-05-25"},
        {"op": "reschedule", "case": other, "periods": 3, "rate": "10%", "on": "2026-05-25"},
        {"op": "prepay", "case": other, "amount": "all", "on": "2026-05-26", "via": "bank"},
    ]
    file = tmp_path / "lines.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    done(run, "batch", str(file))
    assert balance(run, case, "2026-05-25")["principal"] == "12000.00"
    assert balance(run, other, "2026-12-31")["total"] == "0.00"


def test_what_was_assigned_counts_once(ledger: Path, run: Run) -> None:
    case = loan(run, "XD-1")
    done(
        run, "reschedule", case, "--arrears", "--periods", "2", "--first", "2026-06-10", "--on", "2026-05-25"
    )
    found = run("report", "recovery", "--as-of", "2026-07-31", "--json").json["total"]
    charges = charged(run, case)
    whole = sum((Decimal(p) + Decimal(i) for _, p, i in charges), Decimal(0))
    assert Decimal(found["assigned"]) == whole
