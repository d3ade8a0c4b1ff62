"""A charge once per overdue instalment or bill by the command line: its day, its sum, what moves it, ends it, limits it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

Run = Callable[..., Any]
NO_ACCRUAL = ("accruals.penalty_interest=none", "accruals.compound_interest=none")
FIVE = 'late_fee={"percent": "5%", "of": "instalment"}'
OVERDUE = 'late_fee={"percent": "5%", "of": "overdue"}'
FEE_DAY = "2025-02-01"
"""The day after the due date of the instalment below."""


def loan(run: Run, case: str, *terms: str, contract_date: str | None = None) -> str:
    """An instalment of 1,000.00 principal and 30.00 interest, charged 2025-01-01, due 2025-01-31."""
    words = [word for term in (*NO_ACCRUAL, *terms) for word in ("--term", term)]
    dated = ("--contract-date", contract_date) if contract_date else ()
    assert run("open", case, "--policy", "small-loan", "--name", "赵强", *dated, *words).code == 0
    words = ["--on", "2025-01-01", "--due", "2025-01-31", "--principal", "1000", "--interest", "30"]
    assert run("charge", case, *words).code == 0
    return case


def done(run: Run, *words: str) -> None:
    ran = run(*words)
    assert ran.code == 0, ran.err


def pay(run: Run, case: str, amount: str, on: str, *more: str) -> None:
    done(run, "pay", case, amount, "--on", on, "--via", "bank", *more)


def fees(run: Run, case: str, as_of: str) -> list[tuple[str, str]]:
    """The days and sums of the fees and of what caps took off them, as the lines of `fees` give them."""
    lines = run("fees", case, "--as-of", as_of, "--json").json["lines"]
    return [
        (line["from"], line["amount"])
        for line in lines
        if line["rule"] == "late_fee" or (line["item"] or "").startswith("late-fee")
        if line["kind"] != "payment"
    ]


def balance(run: Run, case: str, as_of: str) -> dict[str, str]:
    found: dict[str, str] = run("fees", case, "--as-of", as_of, "--json").json["balance"]
    return found


def test_five_percent_of_the_instalment_once_however_long(ledger: Path, run: Run) -> None:
    case = loan(run, "L1", FIVE)
    assert fees(run, case, "2025-01-31") == []
    for day in (FEE_DAY, "2025-03-31", "2026-06-01"):
        assert fees(run, case, day) == [(FEE_DAY, "51.50")]
        assert balance(run, case, day)["penalty"] == "51.50"
        assert balance(run, case, day)["total"] == "1081.50"
    (line,) = [
        line
        for line in run("fees", case, "--as-of", FEE_DAY, "--json").json["lines"]
        if line["rule"] == "late_fee"
    ]
    charge = run("show", case, "--json").json["entries"][-1]["id"]
    assert (line["kind"], line["component"], line["entry"]) == ("charge", "penalty", charge)
    assert "late_fee" in run("fees", case, "--as-of", FEE_DAY, "--lang", "en").out
    assert "逾期违约金" in run("fees", case, "--as-of", FEE_DAY, "--lang", "zh").out


def test_each_instalment_has_its_own(ledger: Path, run: Run) -> None:
    case = loan(run, "L2", FIVE)
    words = ("--on", "2025-01-01", "--due", "2025-02-28", "--principal", "1000", "--interest", "20")
    done(run, "charge", case, *words)
    assert fees(run, case, "2025-06-01") == [(FEE_DAY, "51.50"), ("2025-03-01", "51.00")]


def test_a_schedule_that_was_charged_costs_it_for_each_missed_part(ledger: Path, run: Run) -> None:
    words = [word for term in (*NO_ACCRUAL, FIVE) for word in ("--term", term)]
    done(run, "open", "L3", "--policy", "small-loan", "--name", "赵强", *words)
    order = ("--principal", "3000", "--rate", "1%/month", "--periods", "3", "--first", "2025-01-31")
    done(run, "schedule", "--kind", "flat", *order, "--charge", "L3")
    # 1,000.00 and 30.00 in each month
    pay(run, "L3", "1030", "2025-02-28", "--to-item", "flat 2/3")
    assert fees(run, "L3", "2025-06-01") == [("2025-02-01", "51.50"), ("2025-04-01", "51.50")]


def test_a_charge_without_a_due_date_costs_none(ledger: Path, run: Run) -> None:
    case = loan(run, "L4", FIVE)
    done(run, "charge", case, "--on", "2025-01-15", "--principal", "500")
    done(run, "opening", case, "--on", "2025-01-10", "--principal", "700", "--overdue-since", "2024-12-01")
    assert fees(run, case, "2025-06-01") == [(FEE_DAY, "51.50")]


@pytest.mark.parametrize(("term", "fee"), [(FIVE, "51.50"), (OVERDUE, "20.00")])
def test_what_is_paid_before_counts_where_it_is_of_the_rest(
    ledger: Path, run: Run, term: str, fee: str
) -> None:
    # of 1,030.00 the interest is served first: 400.00 of the principal are left
    case = loan(run, "L5", term)
    pay(run, case, "630", "2025-01-31")
    assert fees(run, case, "2025-06-01") == [(FEE_DAY, fee)]


@pytest.mark.parametrize(("paid", "wanted"), [("2025-01-31", []), ("2025-02-01", [(FEE_DAY, "51.50")])])
def test_paid_on_the_due_date_costs_none_and_a_day_later_all(
    ledger: Path, run: Run, paid: str, wanted: list[tuple[str, str]]
) -> None:
    case = loan(run, "L6", FIVE)
    pay(run, case, "1030", paid)
    assert fees(run, case, "2025-06-01") == wanted


def test_within_the_grace_it_costs_none_and_after_its_last_day_the_fee(ledger: Path, run: Run) -> None:
    in_time, late = (loan(run, case, FIVE, "grace.days=10") for case in ("L7", "L8"))
    pay(run, in_time, "1030", "2025-02-10")
    assert fees(run, in_time, "2025-06-01") == []
    assert fees(run, late, "2025-02-10") == []
    assert fees(run, late, "2025-02-11") == [("2025-02-11", "51.50")]


def test_what_counts_as_paid_costs_none(ledger: Path, run: Run) -> None:
    """A little that the grace forgives, or that the tolerance of small sums (1.00 on small loans) leaves aside."""
    forgiven, small, more = (
        loan(run, "L9", FIVE, "grace.amount=10.00"),
        loan(run, "LA", FIVE),
        loan(run, "LB", FIVE),
    )
    pay(run, forgiven, "1020", "2025-01-31")
    pay(run, small, "1029", "2025-01-31")
    pay(run, more, "1028.99", "2025-01-31")
    assert (fees(run, forgiven, "2025-06-01"), fees(run, small, "2025-06-01")) == ([], [])
    assert fees(run, more, "2025-06-01") == [(FEE_DAY, "51.50")]


def test_an_extension_before_the_fee_day_moves_it_and_after_it_leaves_it(ledger: Path, run: Run) -> None:
    before, after = loan(run, "LC", FIVE), loan(run, "LD", FIVE)
    done(run, "extend", before, "--due", "2025-03-15", "--on", "2025-01-31", "--reason", "asked for")
    assert fees(run, before, "2025-03-15") == []
    assert fees(run, before, "2025-06-01") == [("2025-03-16", "51.50")]
    done(run, "extend", after, "--due", "2025-03-15", "--on", "2025-02-01", "--reason", "asked for")
    # not two: the new due date is missed as well
    assert fees(run, after, "2025-06-01") == [(FEE_DAY, "51.50")]


def test_a_judgment_ends_it(ledger: Path, run: Run) -> None:
    case = loan(run, "LE", FIVE)
    words = ("--principal", "1000", "--interest", "30", "--perform-by", "2025-02-10")
    done(run, "legal", case, "judgment", "--on", "2025-01-31", *words)
    assert fees(run, case, "2025-06-01") == []
    # one that was charged before is part of what the judgment replaces
    charged = loan(run, "LF", FIVE)
    done(run, "legal", charged, "judgment", "--on", "2025-02-05", *words)
    assert balance(run, charged, "2025-02-10")["total"] == "1030.00"


@pytest.mark.parametrize(
    ("from_", "until", "wanted"),
    [
        ("2025-02-01", "2025-02-01", []),
        ("2025-01-01", "2025-01-31", [(FEE_DAY, "51.50")]),
        ("2025-02-02", "2025-03-01", [(FEE_DAY, "51.50")]),
    ],
)
@pytest.mark.parametrize("what", ["accrual", "both"])
def test_on_a_day_without_accrual_none_is_charged(
    ledger: Path, run: Run, what: str, from_: str, until: str, wanted: list[tuple[str, str]]
) -> None:
    case = loan(run, "LG", FIVE)
    done(
        run, "hold", case, what, "--from", from_, "--until", until, "--reason", "flood", "--on", "2025-01-01"
    )
    assert fees(run, case, "2025-06-01") == wanted


def test_a_hold_on_contact_changes_nothing(ledger: Path, run: Run) -> None:
    case = loan(run, "LH", FIVE)
    done(run, "hold", case, "contact", "--until", "2025-03-01", "--reason", "ill", "--on", "2025-01-01")
    assert fees(run, case, "2025-06-01") == [(FEE_DAY, "51.50")]


def test_a_plan_that_stops_accrual_charges_none_and_brings_none_back(ledger: Path, run: Run) -> None:
    case = loan(run, "LI", FIVE)
    parts = ("--part", "2025-02-15=500", "--part", "2025-03-15=530")
    done(
        run, "plan", "new", case, *parts, "--accrual", "stop", "--on-break", "reinstate", "--on", "2025-01-20"
    )
    assert run("plan", "show", case, "--as-of", "2025-03-01", "--json").json["plan"]["state"] == "broken"
    assert fees(run, case, "2025-06-01") == []
    going_on = loan(run, "LJ", FIVE)
    done(run, "plan", "new", going_on, *parts, "--on", "2025-01-20")
    assert fees(run, going_on, "2025-06-01") == [(FEE_DAY, "51.50")]


def test_an_insolvency_that_stops_interest_charges_none(ledger: Path, run: Run) -> None:
    case = loan(run, "LK", FIVE)
    court = ("--court", "深圳市中级人民法院", "--docket", "(2025)粤03破1号")
    done(
        run, "insolvency", case, "--accepted", "2025-01-20", "--interest-stops", "--on", "2025-01-22", *court
    )
    assert fees(run, case, "2025-06-01") == []


@pytest.mark.parametrize(
    ("fee", "wanted"),
    [
        ('{"percent": "5%", "of": "instalment", "min": 60}', "60.00"),
        ('{"percent": "5%", "of": "instalment", "max": 50}', "50.00"),
        ('{"percent": "100%", "of": "instalment", "min": 35, "max": 35}', "35.00"),
        ('{"percent": "0%", "of": "instalment", "min": 35}', None),
        ('{"percent": "5%", "of": "instalment", "from": "2025-02-02"}', None),
        ('{"percent": "5%", "of": "instalment", "until": "2025-01-31"}', None),
        (
            '[{"percent": "3%", "of": "overdue", "until": "2025-01-31"},'
            ' {"percent": "4%", "of": "overdue", "from": "2025-02-01"}]',
            "41.20",
        ),
        ("none", None),
    ],
)
def test_least_greatest_and_fixed_sums_and_dates(
    ledger: Path, run: Run, fee: str, wanted: str | None
) -> None:
    case = loan(run, "LM", f"late_fee={fee}")
    assert fees(run, case, "2025-06-01") == ([(FEE_DAY, wanted)] if wanted else [])


def test_it_bears_no_interest_and_is_paid_as_penalty(ledger: Path, run: Run) -> None:
    """Penalty interest of 0.05 % a day on 1,000.00 alone, and on the 30.00 of interest; never on the 51.50."""
    case = "LO"
    words = ("--term", "contract_rate=12%/year", "--term", FIVE)
    done(run, "open", case, "--policy", "small-loan", "--name", "赵强", *words)
    charged = ("--on", "2025-01-01", "--due", "2025-01-31", "--principal", "1000", "--interest", "30")
    done(run, "charge", case, *charged)
    # 1,030.00 × 18 % ÷ 360 × 100 days = 51.50 besides
    assert balance(run, case, "2025-05-11")["penalty"] == "103.00"
    pay(run, case, "133", "2025-05-11")
    used = run("fees", case, "--as-of", "2025-05-11", "--json").json
    assert (used["balance"]["penalty"], used["balance"]["principal"]) == ("0.00", "1000.00")


def test_what_it_costs_uses_the_room_of_the_annual_cap(ledger: Path, run: Run) -> None:
    """1,000.00 from 2025-01-01 at 36.5 % a year allow 1.00 a day: 31.00 by 2025-02-01, 30.00 of them charged as interest."""
    case = loan(run, "LP", FIVE, "cap.annual=36.5%", contract_date="2025-01-01")
    assert fees(run, case, FEE_DAY) == [(FEE_DAY, "51.50"), (FEE_DAY, "-50.50")]
    cut = [
        line
        for line in run("fees", case, "--as-of", FEE_DAY, "--json").json["lines"]
        if line["kind"] == "cut"
    ]
    assert [(line["rule"], line["amount"], line["capped"]) for line in cut] == [
        ("cap.annual", "-50.50", "50.50")
    ]
    assert balance(run, case, FEE_DAY)["penalty"] == "1.00"
    outside = loan(run, "LQ", FIVE, "cap.annual=36.5%", "cap.components=interest", contract_date="2025-01-01")
    assert balance(run, outside, FEE_DAY)["penalty"] == "51.50"


def test_what_the_cap_has_cut_off_the_interest_is_no_part_of_the_instalment(ledger: Path, run: Run) -> None:
    """Of 120.00 interest the cap allows 30.00 by the due date: five per cent of 1,030.00, as of the other."""
    case = loan(run, "LX", FIVE, "cap.annual=36.5%", "cap.components=interest", contract_date="2025-01-01")
    words = ("--on", "2025-01-01", "--due", "2025-01-31", "--principal", "1000", "--interest", "120")
    done(run, "charge", case, *words)
    assert balance(run, case, "2025-01-31")["interest"] == "60.00"
    assert fees(run, case, FEE_DAY) == [(FEE_DAY, "51.50"), (FEE_DAY, "51.50")]


def test_all_penalty_of_an_instalment_has_one_limit(ledger: Path, run: Run) -> None:
    """At most 6 % of the principal: 51.50, then 8.50 more by the day; the other way round what the days have left."""
    first = loan(run, "LR", FIVE, "cap.penalty_to_principal=6%", 'accruals.late={"component": "penalty", "base": "overdue_principal", "rate": "0.1%/day"}')  # fmt: skip
    assert balance(run, first, "2025-02-06")["penalty"] == "57.50"
    assert balance(run, first, "2025-06-01")["penalty"] == "60.00"
    tight = loan(run, "LS", FIVE, "cap.penalty_to_principal=5%")
    assert fees(run, tight, "2025-06-01") == [(FEE_DAY, "51.50"), (FEE_DAY, "-1.50")]
    assert "违约金与本金之比的上限" in run("fees", tight, "--as-of", "2025-06-01", "--lang", "zh").out


def test_a_back_dated_payment_takes_it_away_again(ledger: Path, run: Run) -> None:
    case = loan(run, "LT", FIVE)
    assert balance(run, case, "2025-06-01")["penalty"] == "51.50"
    pay(run, case, "1030", "2025-01-31")
    assert balance(run, case, "2025-06-01")["total"] == "0.00"


def test_one_entered_after_its_last_day_may_be_paid_on_the_day_of_its_entry(ledger: Path, run: Run) -> None:
    case = loan(run, "LU", FIVE)
    for day in ("2025-03-01", "2025-03-05"):
        done(run, "charge", case, "--on", day, "--due", "2025-01-10", "--principal", "200")
    pay(run, case, "1400", "2025-03-05", "--to", "principal")
    assert fees(run, case, "2025-06-01") == [(FEE_DAY, "51.50"), ("2025-03-02", "10.00")]


def test_lists_of_each_day_show_it_from_its_day(
    ledger: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The figures of a next day are advanced from those kept of the day before, unless something happens on it."""
    case = loan(run, "LV", FIVE)
    totals = []
    for day in range(29, 32):
        monkeypatch.setenv("DUNNING_TODAY", f"2025-01-{day}")
        totals.append(run("list", "--json").json["cases"][0]["balance"]["total"])
    for day in range(1, 4):
        monkeypatch.setenv("DUNNING_TODAY", f"2025-02-0{day}")
        row = run("list", "--json").json["cases"][0]
        status = run("status", case, "--json").json
        assert (row["balance"], row["overdue"]) == (status["balance"], status["overdue"])
        totals.append(row["balance"]["total"])
    assert totals == ["1030.00"] * 3 + ["1081.50"] * 3
    # asked at once on its day, past due from the next
    monkeypatch.setenv("DUNNING_TODAY", FEE_DAY)
    assert run("status", case, "--json").json["overdue"] == "1030.00"
    monkeypatch.setenv("DUNNING_TODAY", "2025-02-02")
    assert run("status", case, "--json").json["overdue"] == "1081.50"


def test_the_list_of_the_day_after_a_late_entry_shows_its_fee(
    ledger: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = loan(run, "LY", FIVE)
    words = ("--on", "2025-03-01", "--due", "2025-01-10", "--principal", "200")
    done(run, "charge", case, *words)
    for day, total in (("2025-03-01", "1281.50"), ("2025-03-02", "1291.50"), ("2025-03-03", "1291.50")):
        monkeypatch.setenv("DUNNING_TODAY", day)
        assert run("list", "--json").json["cases"][0]["balance"]["total"] == total


def test_a_letter_demands_it_from_its_day_and_the_statement_for_a_court_says_the_rule(
    ledger: Path, run: Run, tmp_path: Path
) -> None:
    case = loan(run, "LW", FIVE)
    words = ("--on", "2025-01-01", "--due", "2025-01-31", "--principal", "200", "--ref", "2025-01")
    done(run, "charge", case, *words)
    letter = run("letter", "preview", case, "final-demand", "--as-of", FEE_DAY, "--lang", "en")
    # 1,030.00 and 200.00, five per cent of each
    assert "1,291.50" in letter.out, letter.err
    assert [row.split()[-1] for row in letter.out.splitlines() if row.startswith("2025-02-01")] == [
        "fee",
        "fee",
    ]
    done(run, "evidence", case, "--as-of", "2025-03-01", "--lang", "en", "-o", str(tmp_path / "papers"))
    text = "".join(page.read_text(encoding="utf-8") for page in sorted((tmp_path / "papers").rglob("*.html")))
    assert "An instalment or bill that is not paid in time costs 5% of it once; it bears no interest." in text
    assert "late fee" in text


class Example(NamedTuple):
    """A late charge that somebody published: where, what was charged, the rule, and what it comes to."""

    source: str
    principal: str
    term: str
    grace: int
    fee: str


PUBLISHED = (
    Example(
        "finance.zacks.com, How Are Mortgage Late Fees Calculated?: 5 % of a payment of 750, grace to the 15th, 37.50",
        "750", '{"percent": "5%", "of": "instalment"}', 14, "37.50",
    ),
    Example(
        "accountinginsights.org, How Much Is a Late Fee on a Mortgage?: 5 % of principal and interest of 1,500, 75",
        "1500", '{"percent": "5%", "of": "instalment"}', 15, "75.00",
    ),
    Example(
        "mortgageqna.com, late fees on monthly mortgage payments: 4 % of a payment of 500, grace of ten days, 20",
        "500", '{"percent": "4%", "of": "instalment"}', 10, "20.00",
    ),
    Example(
        "Maryland Code, Real Property § 11B-112.1: 15 or one tenth of the delinquent instalment, whichever is greater, "
        "not more than once for the same payment, after 15 days: the tenth of 200.00",
        "200", '{"percent": "10%", "of": "overdue", "min": 15}', 15, "20.00",
    ),
    Example(
        "the same: of 100.00 the 15",
        "100", '{"percent": "10%", "of": "overdue", "min": 15}', 15, "15.00",
    ),
    Example(
        "California Civil Code § 5650(b)(2): 10 % of the delinquent assessment or 10, whichever is greater, once "
        "(davis-stirling.com, Frequency of Late Fees): of 60.00 the 10",
        "60", '{"percent": "10%", "of": "overdue", "min": 10}', 15, "10.00",
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    "example", PUBLISHED, ids=[example.source[:20] + example.principal for example in PUBLISHED]
)
def test_published_late_charges(ledger: Path, run: Run, example: Example) -> None:
    terms = ("accruals.late_penalty=none", f"late_fee={example.term}", f"grace.days={example.grace}")
    words = [word for term in terms for word in ("--term", term)]
    done(run, "open", "P1", "--policy", "property-fee", "--name", "王建国", *words)
    done(run, "charge", "P1", "--on", "2025-01-01", "--due", "2025-02-01", "--principal", example.principal)
    last = f"2025-02-{1 + example.grace:02}"
    assert fees(run, "P1", last) == []
    # once, whatever the months
    assert [amount for _, amount in fees(run, "P1", "2026-01-01")] == [example.fee], example.source


POLICY = """policy: own
stage: {{scheme: dpd30}}
{interest}
late_fee:
  - {{percent: 5%, of: {first}, until: 2024-12-31}}
  - {{percent: 5%, of: {second}}}
"""
CARD = "statement_day: 5\ndue_day: 23\ninterest: {rate: 0.05%/day}"


@pytest.mark.parametrize(
    ("interest", "rows", "said"),
    [
        (
            CARD,
            ("unpaid_minimum", "instalment"),
            "policies/own.yaml:8: late_fee: instalment is of loans and bills",
        ),
        (CARD, ("overdue", "unpaid_minimum"), "policies/own.yaml:7: late_fee: overdue is of loans and bills"),
        ("", ("instalment", "principal"), "of: 'principal' is not one of the known words"),
    ],
)
def test_a_policy_names_what_its_product_does_not_have(
    ledger: Path, run: Run, interest: str, rows: Sequence[str], said: str
) -> None:
    text = POLICY.format(interest=interest, first=rows[0], second=rows[1]).replace("\n\n", "\n#\n")
    (ledger / "policies" / "own.yaml").write_text(text, encoding="utf-8")
    checked = run("policy", "check", "--lang", "en")
    assert checked.code == 6
    assert said in checked.out + checked.err


@pytest.mark.parametrize(
    ("policy", "term", "said"),
    [
        ("credit-card", "late_fee.of=instalment", "instalment is of loans and bills"),
        ("small-loan", 'late_fee={"percent": "5%", "of": "overdue", "min": 5, "max": 4}', "max is below min"),
        ("small-loan", 'late_fee={"of": "overdue"}', "the key 'percent' is missing"),
    ],
)
def test_terms_that_name_it_are_refused_and_write_nothing(
    ledger: Path, run: Run, policy: str, term: str, said: str
) -> None:
    days = ("--term", "statement_day=5", "--term", "due_day=23") if policy == "credit-card" else ()
    refused = run("open", "X1", "--policy", policy, "--name", "赵强", *days, "--term", term)
    assert refused.code == 1
    assert said in refused.err
    assert run("list", "--json").json["cases"] == []


@pytest.mark.parametrize(
    "term", ['late_fee={"percent": "5%"}', 'late_fee={"percent": "5%", "of": "unpaid_minimum"}']
)
def test_a_loan_s_late_fee_that_names_a_card_s_minimum_has_no_effect_as_ever_and_says_so(
    ledger: Path, run: Run, term: str
) -> None:
    opened = run("open", "X1", "--policy", "small-loan", "--name", "赵强", "--term", term)
    assert opened.code == 0
    assert "late_fee has no effect" in opened.err
    words = ("--on", "2026-01-01", "--due", "2026-01-31", "--principal", "1030.00")
    assert run("charge", "X1", *words).code == 0
    told = run("fees", "X1", "--as-of", "2026-03-01")
    assert "late_fee has no effect: only cards have an unpaid_minimum" in told.out + told.err
    assert run("fees", "X1", "--as-of", "2026-03-01", "--json").json["balance"]["total"] == "1030.00"
    checked = run("check")
    assert "late_fee has no effect" in checked.out + checked.err
