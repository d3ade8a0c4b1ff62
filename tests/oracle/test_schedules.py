"""The schedules of the product and of the slow implementation agree on 2,000 random orders, refusals included."""

from __future__ import annotations

import random
from datetime import date, timedelta

from how_many import examples
from schedule_by_period import Row, described, slow_schedule

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.money import as_cents
from dunning_cli.operations.money.schedules import ChargeSchedule
from dunning_cli.operations.writing.building import build

ORDERS = 2000
KINDS = ("equal-instalment", "equal-principal", "flat", "interest-first", "bullet")
COUNTS = ("period", "360", "365", "actual", "30-360", "30e-360", "months-360", "months-365")


def order(seed: int) -> dict[str, str]:
    """An order as the command line gives it; month ends, small amounts and long graces more often than in life."""
    chance = random.Random(seed)
    kind = KINDS[seed % len(KINDS)]
    every = chance.choice(("month", "month", "month", "quarter", "year", "week"))
    first = date(chance.choice((2023, 2024, 2025)), 1, 1) + timedelta(chance.randrange(365))
    if chance.random() < 0.4:
        first = chance.choice((date(2024, 2, 29), date(2025, 2, 28), date(2025, 1, 31), date(2025, 4, 30)))
    periods = chance.choice((1, 2, 3, 6, 12, 24, 36))
    words = {
        "kind": kind,
        "principal": f"{chance.choice((chance.randrange(1, 2000), chance.randrange(10**5, 10**9))) / 100:.2f}",
        "rate": chance.choice(("0%", "6%", "0.8%/month", "15.4%", f"{chance.randrange(1, 3600) / 100}%")),
        "periods": str(periods),
        "first": first.isoformat(),
        "every": every,
        "count": chance.choice(COUNTS),
    }
    if chance.random() < 0.3:
        words["start"] = (first - timedelta(chance.randrange(1, 800))).isoformat()
    if every != "week" and chance.random() < 0.4:
        words["day"] = str(chance.choice((1, 15, 28, 29, 30, 31)))
    if every != "week" and chance.random() < 0.2:
        words["due_day"] = "roll"
    for name, often in (("interest_only", 0.3), ("interest_free", 0.3), ("interest_deferred", 0.4)):
        if chance.random() < often:
            words[name] = str(chance.randrange(0, max(2, periods // 2 + 1)))
    if int(words.get("interest_deferred", "0")):
        words["collected"] = chance.choice(("spread", "next", "last"))
    if kind not in ("interest-first", "bullet"):
        if chance.random() < 0.4:
            words["round_to"] = chance.choice(("cent", "jiao", "yuan"))
        if chance.random() < 0.4:
            words["round_up"] = "true"
    return words


def rows(words: dict[str, str]) -> list[Row] | None:
    """What the product answers, None where it refuses."""
    try:
        parts = build(ChargeSchedule, words).parts()
    except Refused:
        return None
    return [
        (
            part.due.isoformat(),
            *(as_cents(amount) for amount in (part.principal, part.interest, part.deferred, part.remaining)),
        )
        for part in parts
    ]


def test_the_product_and_the_slow_implementation_agree() -> None:
    differing, refused = [], 0
    for seed in range(examples(ORDERS)):
        words = order(seed)
        fast, slow = rows(words), slow_schedule(words)
        refused += slow is None
        if fast != slow:
            differing.append((seed, described(words), fast, slow))
    assert differing[:3] == []
    assert 0 < refused < examples(ORDERS) / 2
