"""A month of five people by the real commands; every figure of its reports again by plain loops over the case files.

Nothing of the program works here but its commands: the files are read as YAML, and counted by hand.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

Run = Callable[..., Any]
FIRST, LAST = date(2026, 5, 1), date(2026, 5, 31)
MONTH = ("--from", FIRST.isoformat(), "--to", LAST.isoformat())
COLLECTORS = ("wang", "li", "chen")
STAFF = """staff:
  - {id: wang, name: 王静, roles: [phone]}
  - {id: li, name: 李明远, roles: [phone]}
  - {id: chen, name: 陈立冬, roles: [field]}
  - {id: sun, name: 孙悦, roles: [clerk]}
  - {id: zhou, name: 周正, roles: [supervisor]}
"""
RESULTS = ("no_answer", "busy", "reached", "intends", "refused", "message_left", "third_party")
SPOKE = {"reached", "intends", "refused", "third_party", "promised", "disputed", "wrong_number"}
CASES = 24


def told(**values: Any) -> dict[str, str]:
    return {key: str(value) for key, value in values.items()}


def intake() -> Iterator[dict[str, str]]:
    """The cases as the clerk opens them: some came before the month, some in it."""
    for number in range(CASES):
        case = f"XD-{number:02}"
        entrusted = date(2026, 4, 6) + timedelta(days=number * 2)
        since = entrusted - timedelta(days=7 * number + 3)
        yield told(
            op="open", id=case, policy="small-loan", name=f"借款人{number}", owner=COLLECTORS[number % 3],
            batch=f"B{number % 2}", entrusted=entrusted, area=f"{'东西'[number % 2]}村",
        )  # fmt: skip
        yield told(
            op="opening", case=case, on=entrusted, principal=f"{1000 + 137 * number}.00",
            interest=f"{20 + number}.50", overdue_since=since,
        )  # fmt: skip


def work(chance: random.Random) -> dict[str, list[dict[str, str]]]:
    """What each of the five writes down, day by day in April and May."""
    lines: dict[str, list[dict[str, str]]] = defaultdict(list)
    days = [date(2026, 4, 20) + timedelta(days=each) for each in range(42)]
    for number in range(CASES):
        case, owner = f"XD-{number:02}", COLLECTORS[number % 3]
        entrusted = date(2026, 4, 6) + timedelta(days=number * 2)
        free = [day for day in days if day >= entrusted]
        for day in sorted(chance.sample(free, min(len(free), chance.randint(1, 4)))):
            channel = "visit" if owner == "chen" else chance.choice(("phone", "phone", "sms", "ai_voice"))
            result = chance.choice(RESULTS if channel == "phone" else ("no_answer", "reached"))
            lines[owner].append(
                told(op="note", case=case, text="记录", channel=channel, result=result, on=day, agent=owner)
            )
        if number % 4 == 1 and free:
            day = free[0]
            lines[owner].append(told(op="promise", case=case, amount="100.00", by=day + timedelta(5), on=day))
            paid = ("100.00", "40.00", "")[chance.randrange(3)]
            if paid:
                lines["sun"].append(
                    told(
                        op="pay", case=case, amount=paid, on=day + timedelta(3), via="bank", ref=f"R{number}"
                    )
                )
        if number % 5 == 2:
            lines["sun"].append(
                told(
                    op="pay",
                    case=case,
                    amount=f"{150 + number}.25",
                    on=max(free[0], FIRST),
                    via="cash",
                    ref=f"C{number}",
                )
            )
        if number % 6 == 3:
            lines["zhou"].append(told(op="assign", case=case, owner="li", on="2026-05-15"))
        if number % 7 == 4:
            lines["sun"].append(
                told(op="complaint", case=case, text="投诉", about=owner, on=max(free[0], FIRST))
            )
        if number % 8 == 5:
            lines[owner].append(
                told(
                    op="plan new",
                    case=case,
                    instalments=3,
                    amount="300.00",
                    first="2026-06-20",
                    every="month",
                    on=max(free[0], date(2026, 5, 10)),
                )
            )
        if number == 6:
            lines["sun"].append(
                told(op="pay", case=case, amount="1848.50", on="2026-05-12", via="bank", ref="ALL")
            )
            lines["sun"].append(told(op="close", case=case, reason="paid", on="2026-05-13"))
    return lines


@pytest.fixture
def month(ledger: Path, run: Run, tmp_path: Path) -> list[dict[str, Any]]:
    """The month as it happened, by the commands of five people; the case files as plain YAML."""
    settings = ledger / "dunning.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("staff: []\n", STAFF), encoding="utf-8")
    assert run("commit", "--actor", "zhou").code == 0
    told_by = work(random.Random(20260531))
    # what the clerk writes down last stops contact with some
    for person, own in [
        ("sun", list(intake())),
        *((each, told_by[each]) for each in (*COLLECTORS, "zhou", "sun")),
    ]:
        file = tmp_path / "lines.jsonl"
        lines = (json.dumps(line, ensure_ascii=False) for line in own)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = run("batch", str(file), "--actor", person)
        assert done.code == 0, done.err
    yaml = YAML(typ="safe", pure=True)
    return [yaml.load(path) for path in sorted((ledger / "cases").rglob("*.yaml"))]


def day(text: Any) -> date:
    return text if isinstance(text, date) else date.fromisoformat(str(text))


def entries(case: dict[str, Any], kind: str, last: date = LAST) -> list[dict[str, Any]]:
    """Entries of a kind up to a day; the month takes none back."""
    return [each for each in case["entries"] if each["kind"] == kind and day(each["date"]) <= last]


def in_month(case: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [each for each in entries(case, kind) if day(each["date"]) >= FIRST]


def money(value: Any) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.01"))


def holder(case: dict[str, Any], on: date) -> str:
    given = [each["owner"] for each in entries(case, "assign", on)]
    return given[-1] if given else case["owner"]


def owed(case: dict[str, Any], on: date) -> Decimal:
    """No rate is known of these loans: nothing accrues."""
    opened = sum(
        (
            money(each.get(part, 0))
            for each in entries(case, "opening", on)
            for part in ("principal", "interest")
        ),
        Decimal("0.00"),
    )
    return opened - sum((money(each["amount"]) for each in entries(case, "payment", on)), Decimal("0.00"))


def stage(case: dict[str, Any], on: date) -> str:
    opening = entries(case, "opening", on)
    if not opening or owed(case, on) <= Decimal("1.00"):
        return "M0"
    days = (on - day(opening[0]["overdue_since"])).days
    return "M4+" if days > 120 else f"M{(days + 29) // 30}"


def closed(case: dict[str, Any], on: date) -> bool:
    return bool(entries(case, "close", on))


def received(case: dict[str, Any]) -> date:
    return day(case["batch"]["entrusted"])


def rows_of(answer: dict[str, Any], *figures: str) -> dict[str, tuple[Any, ...]]:
    return {row["key"]: tuple(row[figure] for figure in figures) for row in answer["rows"]}


def told_rows(counted: dict[str, Any], *figures: str) -> dict[str, tuple[Any, ...]]:
    rows = {key: tuple(each[figure] for figure in figures) for key, each in counted.items()}
    return {key: tuple(str(v) if isinstance(v, Decimal) else v for v in row) for key, row in rows.items()}


def share(part: Decimal | int, whole: Decimal | int) -> str | None:
    return str((Decimal(part) * 100 / whole).quantize(Decimal("0.01"))) if whole else None


def test_stock_by_stage(month: list[dict[str, Any]], run: Run) -> None:
    counted: dict[str, Any] = defaultdict(lambda: {"cases": 0, "balance": Decimal("0.00")})
    for case in month:
        if received(case) <= LAST and not closed(case, LAST):
            row = counted[stage(case, LAST)]
            row["cases"] += 1
            row["balance"] += owed(case, LAST)
    answer = run("report", "portfolio", "--as-of", LAST.isoformat(), "--json").json
    assert {key: row for key, row in rows_of(answer, "cases", "balance").items() if row[0]} == told_rows(
        counted, "cases", "balance"
    )
    before = date(2026, 4, 30)
    there = [case for case in month if received(case) <= before]
    assert answer["total"]["previous"]["cases"] == len(there) < len(month)
    assert answer["total"]["previous"]["balance"] == str(sum(owed(case, before) for case in there))
    assert answer["total"]["last_year"]["cases"] == 0


def test_recovery_by_collector(month: list[dict[str, Any]], run: Run) -> None:
    counted: dict[str, Any] = defaultdict(
        lambda: {"on_hand": 0, "assigned": Decimal("0.00"), "collected": Decimal("0.00")}
    )
    for case in month:
        if received(case) <= LAST and not closed(case, date(2026, 4, 30)):
            row = counted[holder(case, LAST)]
            row["on_hand"] += 1
            row["assigned"] += sum(
                money(each["principal"]) + money(each["interest"]) for each in entries(case, "opening")
            )
        for payment in in_month(case, "payment"):
            counted[holder(case, day(payment["date"]))]["collected"] += money(payment["amount"])
    answer = run("report", "recovery", *MONTH, "--json").json
    assert rows_of(answer, "on_hand", "assigned", "collected") == told_rows(
        counted, "on_hand", "assigned", "collected"
    )
    assert {row["key"]: row["recovery_rate"] for row in answer["rows"]} == {
        key: share(each["collected"], each["assigned"]) for key, each in counted.items()
    }
    taken = {
        row["key"]: row["collected_by_agent"]
        for row in run("report", "collectors", *MONTH, "--json").json["rows"]
    }
    assert taken["sun"] == answer["total"]["collected"]


def test_activity_by_collector(month: list[dict[str, Any]], run: Run) -> None:
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    worked: dict[str, set[str]] = defaultdict(set)
    for case in month:
        for each in in_month(case, "contact"):
            row, called = counted[each.get("agent", each["by"])], each["channel"] == "phone"
            row["calls"] += called
            row["connected"] += called and each["result"] in SPOKE
            row["messages"] += each["channel"] == "sms"
            row["visits"] += each["channel"] == "visit"
            worked[each.get("agent", each["by"])].add(case["case"])
    answer = run("report", "activity", *MONTH, "--json").json
    figures = ("calls", "connected", "messages", "visits")
    shown = {key: row for key, row in rows_of(answer, *figures, "worked").items() if row != (0, 0, 0, 0, 0)}
    assert shown == {
        key: (*(row[figure] for figure in figures), len(worked[key])) for key, row in counted.items()
    }
    received_by = Counter(holder(case, LAST) for case in month if FIRST <= received(case) <= LAST)
    assert {row["key"]: row["received"] for row in answer["rows"] if row["received"]} == dict(received_by)


def test_promises_by_who_took_them(month: list[dict[str, Any]], run: Run) -> None:
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for case in month:
        for promise in entries(case, "promise"):
            row, due = counted[promise.get("agent", promise["by"])], day(promise["due"])
            paid = [
                (day(each["date"]), money(each["amount"]))
                for each in entries(case, "payment")
                if day(promise["date"]) <= day(each["date"]) <= due and each["id"] > promise["id"]
            ]
            row["promised"] += FIRST <= day(promise["date"]) <= LAST
            total, kept_on = Decimal("0.00"), None
            for on, amount in sorted(paid):
                total += amount
                if kept_on is None and total >= money(promise["amount"]):
                    kept_on = on
            if kept_on is not None:
                row["kept"] += kept_on >= FIRST
            elif due >= LAST:
                row["promises_open"] += 1
            elif due + timedelta(1) >= FIRST:
                row["partial" if total else "broken"] += 1
    figures = ("promised", "kept", "partial", "broken", "promises_open")
    answer = run("report", "promises", *MONTH, "--json").json
    assert rows_of(answer, *figures) == {
        key: tuple(row[figure] for figure in figures) for key, row in counted.items() if any(row.values())
    }
    assert {row["key"]: row["kept_rate"] for row in answer["rows"]} == {
        key: share(row["kept"], row["kept"] + row["partial"] + row["broken"])
        for key, row in counted.items()
        if any(row.values())
    }


def test_roll_by_the_stage_of_the_eve(month: list[dict[str, Any]], run: Run) -> None:
    order = ("M0", "M1", "M2", "M3", "M4", "M4+")
    eve = date(2026, 4, 30)
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for case in month:
        if received(case) > eve or closed(case, eve):
            continue
        first, last = stage(case, eve), stage(case, LAST)
        row = counted[first]
        row["begun"] += 1
        if closed(case, LAST) or (first != "M0" and last == "M0"):
            row["settled"] += 1
        else:
            row["worse" if order.index(last) > order.index(first) else "same"] += 1
    figures = ("begun", "worse", "same", "better", "settled")
    answer = run("report", "roll", *MONTH, "--json").json
    assert rows_of(answer, *figures) == {
        key: tuple(row[figure] for figure in figures) for key, row in counted.items()
    }


def test_plans_and_complaints(month: list[dict[str, Any]], run: Run) -> None:
    plans: dict[str, Any] = defaultdict(lambda: [0, Decimal("0.00")])
    complaints = Counter(each["about"] for case in month for each in in_month(case, "complaint"))
    for case in month:
        for plan in in_month(case, "plan"):
            row = plans[plan.get("agent", plan["by"])]
            row[0] += 1
            row[1] += sum(money(each["amount"]) for each in plan["instalments"])
    answer = run("report", "plans", *MONTH, "--json").json
    assert rows_of(answer, "plans", "plans_amount", "plans_active") == {
        key: (count, str(amount), count) for key, (count, amount) in plans.items()
    }
    rows = run("report", "collectors", *MONTH, "--json").json["rows"]
    assert {row["key"]: row["complaints"] for row in rows if row["complaints"]} == dict(complaints)


def test_a_report_by_two_groups_adds_up_and_opens_to_its_cases(month: list[dict[str, Any]], run: Run) -> None:
    answer = run("report", "recovery", *MONTH, "--by", "batch,area", "--json").json
    assert answer["by"] == "batch,area"
    assert {(row["key"], *row["of"].values()) for row in answer["rows"]} == {
        ("B0 / 东村", "B0", "东村"),
        ("B1 / 西村", "B1", "西村"),
    }
    for figure in ("on_hand", "assigned", "collected"):
        assert sum(Decimal(row[figure]) for row in answer["rows"]) == Decimal(answer["total"][figure])
    for row in answer["rows"]:
        cases = run("report", "recovery", *MONTH, "--by", "batch,area", "--cases", row["key"], "--json").json[
            "cases"
        ]
        assert sum(Decimal(case["collected"]) for case in cases) == Decimal(row["collected"])
        assert {case["case"] for case in cases} == {
            case["case"] for case in month if case["batch"]["id"] == row["of"]["batch"]
        }


def test_a_row_opens_by_the_words_it_is_shown_with(month: list[dict[str, Any]], run: Run) -> None:
    def opened(by: str, row: str) -> Any:
        words = ("--lang", "zh", "report", "recovery", *MONTH, "--by", by, "--cases", row, "--json")
        return run(*words).json["cases"]

    assert opened("product,batch", "小额贷款 / B0") == opened("product,batch", "small-loan / B0") != []
    assert opened("reason", "无") == opened("reason", "-") != []


def test_a_collectors_target_stands_beside_what_was_collected(month: list[dict[str, Any]], run: Run) -> None:
    settings = Path("dunning.yaml")
    with settings.open("a", encoding="utf-8") as file:
        file.write(
            "targets:\n  - {staff: wang, period: 2026-05, amount: 1000.00}\n  - {staff: li, period: 2026-06, amount: 9.00}\n"
        )
    rows = {row["key"]: row for row in run("report", "collectors", *MONTH, "--json").json["rows"]}
    wang = rows["wang"]
    assert (wang["target"], wang["target_reached"]) == ("1000.00", share(Decimal(wang["collected"]), 1000))
    assert (rows["li"]["target"], rows["li"]["target_reached"]) == ("0.00", None)
    cases = run("report", "collectors", *MONTH, "--cases", "wang", "--json").json["cases"]
    assert {case["case"] for case in cases} <= {case["case"] for case in month}


def test_money_counts_for_whom_the_settings_say(month: list[dict[str, Any]], run: Run) -> None:
    def by(key: str) -> dict[str, str]:
        rows = run("report", "collectors", *MONTH, "--json").json["rows"]
        return {row["key"]: row[key] for row in rows if row[key] != "0.00"}

    holders, agents = by("collected_by_holder"), by("collected_by_agent")
    assert by("collected") == holders != agents
    with Path("dunning.yaml").open("a", encoding="utf-8") as file:
        file.write("money_counts_for: agent\n")
    assert by("collected") == agents == {"sun": str(sum(map(Decimal, holders.values())))}
    work = run("workload", "--month", "2026-05", "--json").json["collectors"]
    assert {row["owner"]: row["collected"] for row in work if row["collected"] != "0.00"} == agents


def test_the_default_rate_is_held_against_its_target(month: list[dict[str, Any]], run: Run) -> None:
    open_ = [case for case in month if not closed(case, LAST)]
    late = [case for case in open_ if stage(case, LAST) != "M0"]
    with Path("dunning.yaml").open("a", encoding="utf-8") as file:
        file.write("default_rate_target: 5.00\n")
    answer = run("report", "default-rate", "--as-of", LAST.isoformat(), "--json").json
    total = answer["total"]
    assert (total["repaying"], total["defaulted"]) == (len(month), len(late))
    assert (total["default_rate"], answer["target"]) == (share(len(late), len(month)), "5.00")
    shown = run("report", "default-rate", "--as-of", LAST.isoformat()).out
    assert "target: a default rate of at most 5.00%; it is missed" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--by", "quarter"), "--by: 'quarter' is not known; known are: product, stage, collector"),
        (("--by", "stage,stage"), "--by takes one grouping or two different ones"),
        (("--by", "stage,age,area"), "--by takes one grouping or two different ones"),
        (("--from", "2026-06-02", "--to", "2026-06-01"), "--to is before --from"),
        (("--as-of", "2026-06-01", "--from", "2026-06-01"), "--as-of and --from or --to exclude each other"),
        (("--cases", "nobody of that name"), "there is no row 'nobody of that name'"),
        (("-o", "report.pdf"), "'report.pdf' is no workbook; name it as FILE.xlsx"),
    ],
)
def test_what_cannot_be_meant_is_told_in_one_line(
    worked: Path, run: Run, words: tuple[str, ...], said: str
) -> None:
    done = run("report", "recovery", *words)
    assert done.code in (2, 3)
    assert done.out == ""
    (line,) = done.errors
    assert line.startswith(f"error: {said}")
