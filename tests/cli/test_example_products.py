"""The products of docs/examples/policies: a year of each, as docs/policies.md shows it, reckoned again by plain arithmetic."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
FILES = Path(__file__).parents[2] / "docs" / "examples" / "policies"
NAMES = sorted(file.stem for file in FILES.glob("*.yaml"))


def cents(exact: Fraction) -> Decimal:
    """To the cent, half up."""
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def share(amount: str, rate: str, count: int) -> Decimal:
    """Amount × rate per cent × days."""
    return cents(Fraction(amount) * Fraction(rate) / 100 * count)


@pytest.fixture
def done(ledger: Path, run: Run) -> Run:
    """Carries a command out that has to succeed; the three policies are in the ledger."""
    for name in NAMES:
        shutil.copy(FILES / f"{name}.yaml", ledger / "policies")

    def carry_out(*words: str) -> Any:
        result = run(*words)
        assert result.code == 0, (words, result.err)
        return result

    carry_out("commit")
    return carry_out


def lines(done: Run, case: str, as_of: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = done("fees", case, "--as-of", as_of, "--json").json["lines"]
    return found


def accrued(done: Run, case: str, as_of: str) -> list[Decimal]:
    """What came by rules up to a day, line by line: accruals, and late fees of statements."""
    return [
        Decimal(each["amount"])
        for each in lines(done, case, as_of)
        if each["rule"] and each["kind"] != "payment"
    ]


def state(done: Run, case: str, as_of: str) -> tuple[int, str, str]:
    """Days past due, overdue and balance."""
    data = done("status", case, "--as-of", as_of, "--json").json
    return data["days_past_due"], data["overdue"], data["balance"]["total"]


def test_there_are_three_and_each_is_sound_and_in_no_new_ledger(
    ledger: Path, run: Run, in_git: Callable[..., str]
) -> None:
    assert NAMES == ["card-with-grace", "flat-consumer-loan", "heating-fee"]
    assert [name for name in NAMES if (ledger / "policies" / f"{name}.yaml").exists()] == []
    for name in NAMES:
        shutil.copy(FILES / f"{name}.yaml", ledger / "policies")
    checked = run("policy", "check")
    assert (checked.code, checked.out, checked.err) == (0, "", "")
    assert run("commit").code == 0
    listed = {row["policy"]: row for row in run("policy", "list", "--json").json["policies"]}
    assert set(NAMES) < set(listed)
    assert in_git("status", "--porcelain") == ""


def test_a_year_of_the_flat_consumer_loan(done: Run) -> None:
    done("open", "XD-1", "--policy", "flat-consumer-loan", "--name", "赵强", "--contract-date", "2025-01-10")
    done(
        "schedule", "--kind", "flat", "--principal", "12000", "--rate", "0.8%/month", "--periods", "12",
        "--first", "2025-02-10", "--interest-only", "3", "--charge", "XD-1",
    )  # fmt: skip
    interest = cents(Fraction(12000) * 8 / 1000)
    ninth = cents(Fraction(12000, 9))
    dues = [*(f"2025-{month:02d}-10" for month in range(2, 13)), "2026-01-10"]
    principal = [Decimal(0)] * 3 + [ninth] * 8 + [12000 - 8 * ninth]
    charged = [
        (each["date"], each.get("principal") or "0.00", each["interest"])
        for each in done("show", "XD-1", "--json").json["entries"]
        if each["kind"] == "charge"
    ]
    assert [(due, Decimal(part), Decimal(cost)) for due, part, cost in charged] == [
        (due, part, interest) for due, part in zip(dues, principal, strict=True)
    ]
    # that of July comes thirty days late; penalty at 9.6 % × 1.5 on 360 days, of principal and of interest
    late = days("2025-07-10", "2025-08-09")
    penalty = (cents(Fraction(ninth) * 144 * late / 360000), cents(Fraction(interest) * 144 * late / 360000))
    assert (late, penalty) == (30, (Decimal("16.00"), Decimal("1.15")))
    paid = Decimal(0)
    for due, part in zip(dues, principal, strict=True):
        amount, on = part + interest, due
        if due == "2025-07-10":
            amount, on = amount + sum(penalty), "2025-08-09"
            assert state(done, "XD-1", on) == (30, f"{amount}", f"{amount}")
        done("pay", "XD-1", f"{amount}", "--on", on, "--via", "bank")
        assert state(done, "XD-1", on) == (0, "0.00", "0.00")
        paid += amount
    assert paid == 12000 + 12 * interest + sum(penalty)
    fees = done("fees", "XD-1", "--as-of", "2026-01-10", "--json").json
    assert [each for each in fees["lines"] if each["kind"] == "cut"] == []
    cost = paid - 12000
    # each part of the principal was lent until it was paid
    until = [due if due != "2025-07-10" else "2025-08-09" for due in dues]
    lent = sum(Fraction(part) * days("2025-01-10", on) for part, on in zip(principal, until, strict=True))
    year = cents(Fraction(cost) / lent * 365 * 100)
    assert fees["annual_cost"] == {"since": "2025-01-10", "cost": f"{cost}", "rate": f"{year}%/year"}


def test_a_year_of_the_card_with_grace(done: Run) -> None:
    case = "XK-1"
    done("open", case, "--policy", "card-with-grace", "--name", "陈静")
    for on, amount in (("2025-01-20", "3000"), ("2025-02-10", "1000")):
        done("charge", case, "--on", on, "--principal", amount)
    # in time on the third day after 02-23, and 9.00 short on 03-20
    done("pay", case, "3000", "--on", "2025-02-26", "--via", "bank")
    assert state(done, case, "2025-03-05") == (0, "0.00", "1000.00")
    done("pay", case, "991", "--on", "2025-03-20", "--via", "bank")
    assert accrued(done, case, "2025-04-05") == []
    assert state(done, case, "2025-04-27") == (0, "0.00", "9.00")

    done("charge", case, "--on", "2025-04-10", "--principal", "2000", "--use", "cash")
    done("pay", case, "9", "--on", "2025-04-23", "--via", "bank")
    to_statement = share("2000", "0.05", days("2025-04-10", "2025-05-05"))
    # all of it is the minimum
    assert done("status", case, "--as-of", "2025-05-27", "--json").json["overdue"] == f"{2000 + to_statement}"
    done("pay", case, f"{2000 + to_statement}", "--on", "2025-05-23", "--via", "bank")
    since = days("2025-05-05", "2025-05-23")
    after, on_interest = share("2000", "0.05", since), share(f"{to_statement}", "0.05", since)
    assert accrued(done, case, "2025-06-05") == [to_statement, after, on_interest]
    assert state(done, case, "2025-06-05") == (0, "0.00", f"{after + on_interest}")
    done("pay", case, f"{after + on_interest}", "--on", "2025-06-05", "--via", "bank")

    done("charge", case, "--on", "2025-06-15", "--principal", "6000")
    minimum = Decimal("6000") * Decimal("0.10")
    assert state(done, case, "2025-07-26") == (0, "0.00", "6000.00")
    fee, missed = minimum * Decimal("0.05"), share("6000", "0.05", days("2025-06-15", "2025-07-27"))
    assert state(done, case, "2025-07-27") == (4, f"{minimum:.2f}", f"{6000 + fee + missed:.2f}")
    done("pay", case, f"{minimum:.2f}", "--on", "2025-07-28", "--via", "bank")
    full = share("6000", "0.05", days("2025-06-15", "2025-07-28"))
    rest = share("5400", "0.05", days("2025-07-28", "2025-08-05"))
    total = 5400 + full + rest + fee
    assert state(done, case, "2025-08-05") == (0, "0.00", f"{total:.2f}")
    done("pay", case, f"{total:.2f}", "--on", "2025-08-05", "--via", "bank")
    assert state(done, case, "2025-12-31") == (0, "0.00", "0.00")
    assert sum(accrued(done, case, "2025-12-31")) == to_statement + after + on_interest + full + rest + fee
    assert sum(accrued(done, case, "2025-12-31")) == Decimal("223.83")


SUSPENDED = ("--term", 'billing.suspended=[{"from": "2025-01-01", "until": "2025-12-31"}]')


def homes(done: Run) -> None:
    """Four households of 90 m², the last one suspended for the whole season."""
    for number in range(1, 5):
        words = ("--policy", "heating-fee", "--name", f"王{number}", "--term", "billing.area=90")
        done("open", f"GR-{number}", *words, *(SUSPENDED if number == 4 else ()))


def test_a_year_of_heating(done: Run) -> None:
    homes(done)
    whole = Decimal(90) * Decimal("2.00") * 12
    ahead, idle = cents(Fraction(whole) * 97 / 100), cents(Fraction(whole) * 20 / 100)
    assert (whole, ahead, idle) == (Decimal("2160.00"), Decimal("2095.20"), Decimal("432.00"))
    done("pay", "GR-1", f"{ahead}", "--on", "2025-10-20", "--via", "bank")
    billed = done(
        "bill", "--all", "--policy", "heating-fee", "--period", "2025", "--on", "2025-11-01", "--json"
    ).json
    assert [(each["case"], each["amount"], each["discount"], each["due"]) for each in billed["billed"]] == [
        ("GR-1", f"{ahead}", f"{whole - ahead}", "2025-11-15"),
        ("GR-2", f"{whole}", "0.00", "2025-11-15"),
        ("GR-3", f"{whole}", "0.00", "2025-11-15"),
        ("GR-4", f"{idle}", "0.00", "2025-11-15"),
    ]
    assert state(done, "GR-1", "2025-11-01") == (0, "0.00", "0.00")
    # the bill says what came off, and the others say nothing of it
    assert "principal 2,095.20, 64.80 off for paying ahead, due 2025-11-15 (2025)" in done("show", "GR-1").out
    assert "off for paying ahead" not in done("show", "GR-2").out
    done("pay", "GR-2", f"{whole}", "--on", "2025-11-28", "--via", "bank")
    assert accrued(done, "GR-2", "2025-12-31") == []
    assert state(done, "GR-2", "2025-12-31") == (0, "0.00", "0.00")
    # 11-30 is the last day of the grace; after it all counts from 11-15
    assert state(done, "GR-3", "2025-11-30") == (0, "0.00", f"{whole}")
    for day in ("2025-12-01", "2025-12-31"):
        late = days("2025-11-15", day)
        owed = whole + share(f"{whole}", "0.05", late)
        assert state(done, "GR-3", day) == (late, f"{owed}", f"{owed}")


def bill(run: Run, *words: str) -> Any:
    return run("bill", *words, "--period", "2025", "--on", "2025-10-15", "--json")


@pytest.mark.parametrize(
    ("paid", "amount"),
    [
        ((("2025-10-31", "2095.20"),), "2095.20"),
        ((("2025-10-31", "2095.19"),), "2160.00"),
        ((("2025-11-01", "2160.00"),), "2160.00"),
        ((("2025-10-01", "1000.00"), ("2025-10-31", "1095.20")), "2095.20"),
        ((), "2160.00"),
    ],
)
def test_the_discount_is_of_whoever_had_paid_the_whole_by_the_last_day(
    done: Run, paid: tuple[tuple[str, str], ...], amount: str
) -> None:
    homes(done)
    for on, sum_paid in paid:
        done("pay", "GR-2", sum_paid, "--on", on, "--via", "bank")
    (made,) = bill(done, "GR-2").json["billed"]
    assert (made["amount"], made["discount"]) == (amount, f"{Decimal(2160) - Decimal(amount)}")


def test_arrears_are_paid_first_and_a_bill_due_earlier_takes_its_part(done: Run) -> None:
    homes(done)
    done(
        "charge", "GR-2", "--on", "2025-09-01", "--due", "2025-09-30", "--principal", "50", "--ref", "repair"
    )
    done("charge", "GR-3", "--on", "2025-11-01", "--due", "2025-11-10", "--principal", "50", "--ref", "valve")
    for case in ("GR-2", "GR-3"):
        done("pay", case, "2095.20", "--on", "2025-09-20", "--via", "bank")
        (made,) = bill(done, case).json["billed"]
        assert made["amount"] == "2160.00", case
    done("charge", "GR-1", "--on", "2025-11-01", "--due", "2025-12-10", "--principal", "50", "--ref", "valve")
    done("pay", "GR-1", "2095.20", "--on", "2025-09-20", "--via", "bank")
    (made,) = bill(done, "GR-1").json["billed"]
    assert made["amount"] == "2095.20", "what is due later waits"


def test_until_the_last_day_is_over_only_who_has_paid_is_billed(
    done: Run, run: Run, ledger: Path, state: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNNING_TODAY", "2025-10-31")
    homes(done)
    done("pay", "GR-1", "2095.20", "--on", "2025-10-20", "--via", "bank")
    first = run("bill", "--all", "--period", "2025", "--on", "2025-10-15", "--json")
    assert [each["case"] for each in first.json["billed"]] == ["GR-1"]
    assert {each["reason"] for each in first.json["not_billed"]} == {"may be paid ahead until 2025-10-31"}
    assert "2025, paid ahead, 64.80 off: GR-1" in first.err
    assert "2025 left as it is, may be paid ahead until 2025-10-31: GR-2, GR-3, GR-4" in first.err
    before = state(ledger)
    refused = run("bill", "GR-2", "--period", "2025", "--on", "2025-10-15")
    assert (refused.code, refused.errors) == (1, ["error: GR-2, 2025: may be paid ahead until 2025-10-31"])
    assert state(ledger) == before
    # the office may say so itself
    assert bill(done, "GR-3", "--prepaid").json["billed"][0]["amount"] == "2095.20"
    monkeypatch.setenv("DUNNING_TODAY", "2025-11-01")
    rest = done("bill", "--all", "--period", "2025", "--on", "2025-10-15", "--json").json
    assert [(each["case"], each["amount"]) for each in rest["billed"]] == [
        ("GR-2", "2160.00"),
        ("GR-4", "432.00"),
    ]


def test_a_payment_entered_late_is_seen_when_the_bill_is_made_again(done: Run) -> None:
    homes(done)
    made = bill(done, "GR-2").json
    assert made["billed"][0]["amount"] == "2160.00"
    done("pay", "GR-2", "2095.20", "--on", "2025-10-30", "--via", "bank")
    charge = done("show", "GR-2", "--json").json["entries"][0]["id"]
    done("reverse", "GR-2", charge, "--reason", "paid ahead on 2025-10-30")
    assert bill(done, "GR-2").json["billed"][0]["amount"] == "2095.20"
    assert state(done, "GR-2", "2025-12-31") == (0, "0.00", "0.00")


def test_money_counts_for_one_bill_only(done: Run) -> None:
    """Two seasons at once: what covers the first is not there for the second."""
    done("open", "GR-1", "--policy", "heating-fee", "--name", "王1", "--term", "billing.area=90")
    done("pay", "GR-1", "2100", "--on", "2023-10-20", "--via", "bank")
    words = ("bill", "GR-1", "--period", "2023..2024", "--on", "2025-01-10", "--json")
    assert [each["amount"] for each in done(*words).json["billed"]] == ["2095.20", "2160.00"]


def test_days_for_paying_ahead_need_a_discount(ledger: Path, run: Run) -> None:
    words = ("--policy", "property-fee", "--name", "王建国", "--term", "billing.prepay_days=15")
    done = run("open", "X1", *words)
    assert done.code == 1
    assert "there is no prepay_discount that prepay_days could be for" in done.err
    assert run("list", "--json").json["cases"] == []


def test_without_the_key_the_office_says_who_paid_ahead(ledger: Path, run: Run) -> None:
    terms = ("billing.area=100", "billing.price=2", "billing.every=year", "billing.prepay_discount=5%")
    words = [word for term in terms for word in ("--term", term)]
    for case in ("W1", "W2"):
        assert run("open", case, "--policy", "property-fee", "--name", "王建国", *words).code == 0
    assert bill(run, "W1", "--prepaid").json["billed"][0]["amount"] == "2280.00"
    assert run("pay", "W2", "2280", "--on", "2024-12-01", "--via", "bank").code == 0
    assert bill(run, "W2").json["billed"][0]["amount"] == "2400.00"
