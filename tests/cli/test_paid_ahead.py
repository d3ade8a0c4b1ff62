"""Money that comes ahead: the order in which it serves what is not yet due, apart from that of what is due."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
AHEAD = "allocation.ahead=principal,interest"
ITEM = "allocation.across=item"


def loan(run: Run, case: str, *terms: str) -> str:
    """Three instalments charged on 2025-01-01, of 1,000.00 each and 30.00, 20.00, 10.00 interest, due month by month."""
    no_accrual = ("accruals.penalty_interest=none", "accruals.compound_interest=none")
    words = [word for term in (*no_accrual, *terms) for word in ("--term", term)]
    assert run("open", case, "--policy", "small-loan", "--name", "赵强", *words).code == 0
    for number, (due, interest) in enumerate((("01-31", "30"), ("02-28", "20"), ("03-31", "10")), 1):
        amounts = ("--principal", "1000", "--interest", interest, "--ref", f"loan {number}/3")
        assert run("charge", case, "--on", "2025-01-01", "--due", f"2025-{due}", *amounts).code == 0
    return case


def used(run: Run, case: str, amount: str, on: str, *more: str) -> list[tuple[str, str, str]]:
    """Of a payment what it served, in its order: number of the instalment, component, yuan."""
    assert run("pay", case, amount, "--on", on, "--via", "bank", *more).code == 0
    data = run("fees", case, "--as-of", on, "--json").json
    entries = run("show", case, "--json").json["entries"]
    refs = {entry["id"]: entry["ref"][5:6] for entry in entries if entry["kind"] == "charge"}
    lines = [line for line in data["lines"] if line["kind"] == "payment"]
    return [(refs[line["item"]], line["component"], line["amount"]) for line in lines if line["item"]]


def test_unless_said_otherwise_it_is_the_order_of_what_is_due(ledger: Path, run: Run) -> None:
    assert used(run, loan(run, "A1"), "1500", "2025-01-31") == [
        ("1", "interest", "-30.00"), ("1", "principal", "-1000.00"),
        ("2", "interest", "-20.00"), ("3", "interest", "-10.00"), ("2", "principal", "-440.00"),
    ]  # fmt: skip


def test_what_is_due_goes_first_in_its_own_order_and_what_is_ahead_in_the_other(
    ledger: Path, run: Run
) -> None:
    assert used(run, loan(run, "A2", AHEAD), "2500", "2025-01-31") == [
        ("1", "interest", "-30.00"), ("1", "principal", "-1000.00"),
        ("2", "principal", "-1000.00"), ("3", "principal", "-470.00"),
    ]  # fmt: skip


def test_item_by_item_it_is_the_order_within_each(ledger: Path, run: Run) -> None:
    assert used(run, loan(run, "A3", AHEAD, ITEM), "2500", "2025-01-31") == [
        ("1", "interest", "-30.00"), ("1", "principal", "-1000.00"),
        ("2", "principal", "-1000.00"), ("2", "interest", "-20.00"), ("3", "principal", "-450.00"),
    ]  # fmt: skip


def test_what_it_does_not_name_comes_last(ledger: Path, run: Run) -> None:
    case = loan(run, "A4", "allocation.ahead=interest", ITEM)
    words = (
        "--on",
        "2025-01-01",
        "--due",
        "2025-02-20",
        "--principal",
        "100",
        "--fee",
        "5",
        "--interest",
        "2",
    )
    assert run("charge", case, *words, "--ref", "loan x").code == 0
    assert used(run, case, "1137", "2025-01-31")[2:] == [
        ("x", "interest", "-2.00"), ("x", "principal", "-100.00"), ("x", "fee", "-5.00")
    ]  # fmt: skip


def test_on_the_due_date_an_instalment_is_due(ledger: Path, run: Run) -> None:
    case = loan(run, "A5", AHEAD)
    assert used(run, case, "10", "2025-01-30") == [("1", "principal", "-10.00")]
    assert used(run, case, "10", "2025-01-31")[1:] == [("1", "interest", "-10.00")]


def test_a_switch_by_days_past_due_leaves_it(ledger: Path, run: Run) -> None:
    switch = 'allocation.switch=[{"from": 1, "order": "principal"}]'
    case = loan(run, "A6", "allocation.ahead=interest,principal", switch)
    assert used(run, case, "1055", "2025-02-10") == [
        ("1", "principal", "-1000.00"), ("1", "interest", "-30.00"),
        ("2", "interest", "-20.00"), ("3", "interest", "-5.00"),
    ]  # fmt: skip


def test_the_payers_word_goes_first(ledger: Path, run: Run) -> None:
    """An instalment that is named and not yet due is served in the order ahead; a component that is named before it."""
    case = loan(run, "A7", AHEAD)
    assert used(run, case, "1005", "2025-01-10", "--to-item", "loan 3/3") == [
        ("3", "principal", "-1000.00"), ("3", "interest", "-5.00")
    ]  # fmt: skip
    by_word = loan(run, "A8", AHEAD)
    named = ("--to-item", "loan 3/3", "--to", "interest")
    assert used(run, by_word, "15", "2025-01-10", *named) == [
        ("3", "interest", "-10.00"), ("3", "principal", "-5.00")
    ]  # fmt: skip


def test_credit_meets_what_is_charged_ahead_in_that_order(ledger: Path, run: Run) -> None:
    for case, term, wanted in (("B1", AHEAD, ("400.00", "30.00")), ("B2", ITEM, ("430.00", "0.00"))):
        words = ("--term", "contract_rate=none", "--term", term)
        assert run("open", case, "--policy", "small-loan", "--name", "赵强", *words).code == 0
        assert run("pay", case, "600", "--on", "2025-01-01", "--via", "bank").code == 0
        charged = ("--on", "2025-01-05", "--due", "2025-01-31", "--principal", "1000", "--interest", "30")
        assert run("charge", case, *charged).code == 0
        balance = run("fees", case, "--as-of", "2025-01-10", "--json").json["balance"]
        assert (balance["principal"], balance["interest"]) == wanted


@pytest.mark.parametrize("term", ["allocation.ahead=[]", "allocation=fee,interest,penalty,principal"])
def test_a_case_may_take_the_usual_order_again(ledger: Path, run: Run, term: str) -> None:
    """The plain list is the whole order, without a switch and without another one ahead."""
    policy = ledger / "policies" / "small-loan.yaml"
    text = policy.read_text(encoding="utf-8")
    row = "allocation: {across: component, order: [fee, interest, penalty, principal]}"
    assert row in text
    policy.write_text(text.replace(row, row[:-1] + ", ahead: [principal]}"), encoding="utf-8")
    assert run("commit").code == 0
    assert used(run, loan(run, "C1"), "10", "2025-01-10") == [("1", "principal", "-10.00")]
    assert used(run, loan(run, "C2", term), "10", "2025-01-10") == [("1", "interest", "-10.00")]


def test_the_rules_for_a_court_say_it(ledger: Path, run: Run, tmp_path: Path) -> None:
    case = loan(run, "D1", AHEAD)
    done = run("evidence", case, "--as-of", "2025-02-01", "--lang", "en", "-o", str(tmp_path / "papers"))
    assert done.code == 0, done.err
    text = "".join(page.read_text(encoding="utf-8") for page in (tmp_path / "papers").rglob("*.html"))
    assert "What is not yet due is served in this order: principal, interest, penalty, fee." in text


@pytest.mark.parametrize(
    ("policy", "term", "said"),
    [
        ("credit-card", AHEAD, "allocation.ahead is of loans and bills"),
        ("small-loan", "allocation.ahead=principal,principal", "a component stands twice in the order"),
        ("small-loan", "allocation.ahead=capital", "ahead: 'capital' is not one of the known words"),
        ("small-loan", "allocation.before=principal", "unknown key 'before'"),
    ],
)
def test_what_cannot_be_an_order_is_refused_by_name(
    ledger: Path, run: Run, policy: str, term: str, said: str
) -> None:
    days = ("--term", "statement_day=5", "--term", "due_day=23") if policy == "credit-card" else ()
    refused = run("open", "X1", "--policy", policy, "--name", "赵强", *days, "--term", term)
    assert (refused.code, said in refused.err) == (1, True), refused.err
    assert run("list", "--json").json["cases"] == []


def test_a_card_policy_with_it_is_named_with_its_line(ledger: Path, run: Run) -> None:
    policy = ledger / "policies" / "credit-card.yaml"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace("allocation:\n", "allocation:\n  ahead: [principal]\n"), encoding="utf-8")
    line = text.splitlines().index("allocation:") + 1
    assert f"policies/credit-card.yaml:{line}: allocation.ahead is of loans" in run("policy", "check").err
