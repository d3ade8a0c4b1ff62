"""A month by the rules: counted again from a git clone by other code, figure by figure.

Nothing of the program works in the second count: the case files are read as YAML, and the rules of the pack `cn-2026`
that matter here are written again in plain loops.
"""

from __future__ import annotations

import json
import random
import subprocess
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from ruamel.yaml import YAML

Run = Callable[..., Any]
FIRST, LAST = date(2026, 5, 1), date(2026, 5, 31)
CASE, LOAN, THIRD = "PF-2026-0007", "XD-2026-0001", "XD-2026-0002"
BANK = "星渡银行"
CALLS = {"phone", "video", "ai_voice"}
SPOKE = {"reached", "intends", "refused", "promised", "disputed", "third_party", "wrong_number"}
UNANSWERED = {"no_answer", "busy", "off", "message_left", "not_let_in", "moved"}
STAFF = "  - {id: wang, name: 王静, roles: [phone]}\n"


# --- what happened


def contacts(case: str, number: str, first: int, chance: random.Random) -> Iterator[str]:
    """Contacts of a case as some other place recorded them, good and bad."""
    # nobody called on the loan before May
    days = [
        date(2026, 4, 28) if case == CASE else date(2026, 5, 11),
        date(2026, 6, 1),
        *(date(2026, 5, day) for day in range(11, 29)),
    ]
    for place in range(40):
        # crowded days, so that the limits of a day are met
        day = days[place % 4] if place < 24 else chance.choice(days)
        when = datetime(day.year, day.month, day.day, chance.randrange(7, 24), chance.randrange(60), place)
        recorded = when + timedelta(hours=chance.choice((0, 1, 5, 30, 60, 100)), minutes=1)
        channel = chance.choice(("phone", "phone", "phone", "ai_voice", "sms", "visit"))
        result = chance.choice(
            ("no_answer", "reached", "refused", "third_party") if channel != "sms" else ("reached",)
        )
        told = {
            "kind": "contact", "date": day, "time": f"{when.isoformat()}+08:00", "channel": channel,
            "to": "debtor", "result": result, "by": "wang", "at": f"{recorded.isoformat()}+08:00",
        }  # fmt: skip
        if channel in CALLS:
            told["number"] = f"'{number}'"
        if chance.random() < 0.1:
            told |= {"to": "路人", "number": "'13700000009'", "channel": "phone", "result": "third_party"}
            told |= {"override": "asked for the new number 13912345678", "overridden": "third-party"}
        elif not 8 <= when.hour < 22:
            told |= chance.choice(
                ({}, {"agreed": "true"}, {"override": "asked to be called", "overridden": "hours"})
            )
        own = ", ".join(f"{key}: {value}" for key, value in told.items())
        yield f"  - {{id: 01ks{first + place:012}, {own}}}"


@pytest.fixture
def month(worked: Path, run: Run, in_git: Run) -> Path:
    """A May of three cases, one of a bank: contacts, letters, complaints, verification, looks at personal data."""
    did = [
        ("open", THIRD, "--policy", "small-loan", "--name", "周小川", "--phone", "13800000033", "--creditor", BANK,
         "--term", "contract_rate=12%/year", "--address", "江北区 9 号"),
        ("opening", THIRD, "--on", "2026-05-02", "--principal", "9000.00", "--overdue-since", "2026-04-20"),
        ("verify", THIRD, "--on", "2026-05-03"),
        ("verify", CASE, "--on", "2026-05-20"),
        *(("letter", "new", CASE, "payment-reminder", "--method", "ems", "--on", f"2026-05-{day}") for day in ("06", "13")),
        ("letter", "new", CASE, "overdue-notice", "--method", "ems", "--on", "2026-05-22"),
        ("letter", "new", CASE, "statement-for-debtor", "--method", "ems", "--on", "2026-05-23"),
        ("letter", "new", THIRD, "balance-confirmation", "--method", "hand", "--on", "2026-05-24"),
        ("letter", "new", THIRD, "payment-reminder", "--method", "ems", "--on", "2026-05-25"),
        ("letter", "deliver", CASE, "2026-A-0001", "--tracking", "EA1", "--posted", "2026-05-07", "--received", "2026-05-09", "--on", "2026-05-09"),
        ("letter", "deliver", CASE, "2026-A-0002", "--tracking", "EA2", "--posted", "2026-05-14", "--on", "2026-05-14"),
        ("letter", "deliver", CASE, "2026-A-0002", "--returned", "无人签收", "--on", "2026-05-21"),
        ("letter", "deliver", CASE, "2026-A-0003", "--tracking", "EA3", "--posted", "2026-05-23", "--on", "2026-05-23"),
        ("letter", "deliver", THIRD, "2026-A-0005", "--received", "2026-05-24", "--signed-by", "本人", "--on", "2026-05-24"),
        ("letter", "spoil", THIRD, "2026-A-0006", "--reason", "typing error", "--on", "2026-05-26"),
        ("complaint", THIRD, "called too often", "--about", "wang", "--on", "2026-05-26"),
        ("complaint", LOAN, "wrong amount", "--on", "2026-04-20"),
    ]  # fmt: skip
    for words in did:
        done = run(*words)
        assert done.code == 0, (words, done.err)
    (made,) = (
        each["id"] for each in run("show", LOAN, "--json").json["entries"] if each["kind"] == "complaint"
    )
    assert run("complaint", LOAN, "put right", "--resolves", made, "--on", "2026-05-08").code == 0
    chance = random.Random(112)
    for place, (case, number) in enumerate(((CASE, "13800000007"), (LOAN, "13800000055"))):
        (file,) = (worked / "cases").rglob(f"{case}.yaml")
        lines = contacts(case, number, 1000 * (place + 1), chance)
        file.write_text(
            file.read_text(encoding="utf-8").rstrip("\n") + "\n" + "\n".join(lines) + "\n", encoding="utf-8"
        )
    in_git("commit", "-qam", "lines of another place")
    for words in (("show", CASE, "--reveal"), ("export", "cases", "-o", str(worked.parent / "cases.csv"))):
        assert run(*words).code == 0, words
    return worked


# --- the same again by other code


def day(value: Any) -> date:
    text = str(value)[:10]
    return date.fromisoformat(text)


def moment(value: Any) -> datetime:
    """A moment of the file in the office's time; YAML hands out moments of UTC without saying so."""
    if isinstance(value, datetime):
        aware = value if value.tzinfo is not None else value + timedelta(hours=8)
        return (
            (aware + timedelta(hours=8)).replace(tzinfo=None)
            if aware.utcoffset() == timedelta(0)
            else aware.replace(tzinfo=None)
        )
    return datetime.fromisoformat(str(value)).replace(tzinfo=None)


def in_may(value: Any) -> bool:
    return FIRST <= day(value) <= LAST


def hours_late(entry: dict[str, Any]) -> int:
    """Hours from a contact to its entry, weekends that lie between left out."""
    happened, recorded = moment(entry["time"]), moment(entry["at"])
    passed = recorded - happened
    between = happened.date() + timedelta(1)
    while between < recorded.date():
        if between.weekday() >= 5:
            passed -= timedelta(1)
        between += timedelta(1)
    return int(passed // timedelta(hours=1))


def rules_broken(entry: dict[str, Any], before: list[dict[str, Any]]) -> tuple[set[str], bool]:
    """The rules a contact is against by what came before it, and whether only an agreed hour excuses it."""
    when, found = moment(entry["time"]), set()
    early = not 8 <= when.hour < 22
    if early and not entry.get("agreed"):
        found.add("hours")
    if entry["channel"] in CALLS:
        same_day = [
            each for each in before if moment(each["time"]).date() == when.date() and each["channel"] in CALLS
        ]
        connected = sum(each["to"] == entry["to"] and each["result"] in SPOKE for each in same_day)
        if entry["result"] not in UNANSWERED and connected >= 3:
            found.add("connected-calls")
        missed = sum(
            each.get("number") == entry.get("number") and each["result"] in UNANSWERED for each in same_day
        )
        if entry.get("number") and missed >= 6:
            found.add("attempts")
    if entry["to"] == "路人":
        found.add("third-party")
    return found, early and bool(entry.get("agreed"))


def counted_again(clone: Path, client: str | None = None) -> dict[str, Any]:
    """Every figure of May from the files of a clone."""
    total: Counter[str] = Counter()
    channels: dict[str, Counter[str]] = defaultdict(Counter)
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    days_to_answer = 0
    yaml = YAML(typ="safe", pure=True)
    for path in sorted((clone / "cases").rglob("*.yaml")):
        case = yaml.load(path)
        if client is not None and case.get("creditor") != client:
            continue
        entries = case["entries"]
        by_kind: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for entry in entries:
            by_kind[entry["kind"]].append(entry)
        talks = sorted(by_kind["contact"], key=lambda each: (moment(each["time"]), each["id"]))
        for place, talk in enumerate(talks):
            if not in_may(moment(talk["time"]).date()):
                continue
            broken, excused = rules_broken(talk, talks[:place])
            overridden = set(talk["overridden"].split(", ")) if "overridden" in talk else set()
            for rule in overridden:
                rules[rule]["overridden"] += 1
            for rule in broken - overridden:
                rules[rule]["on_record"] += 1
            if excused:
                rules["hours"]["agreed"] += 1
            is_late = hours_late(talk) > 24
            rules["late-entry"]["late"] += is_late
            against = bool(overridden or broken)
            row: Counter[str] = Counter(contacts=1, within=not against, against=against)
            row["contacts_connected"] = talk["channel"] in CALLS and talk["result"] in SPOKE
            row["third_party"] = talk["to"] == "路人" or talk["result"] == "third_party"
            channels[talk["channel"]].update(row)
            total.update(row)
            total.update(
                overridden=bool(overridden), on_record=bool(broken - overridden), agreed=excused, late=is_late
            )
        for made in by_kind["complaint"]:
            if "resolves" in made:
                continue
            ends = [day(each["date"]) for each in by_kind["complaint"] if each.get("resolves") == made["id"]]
            settled = [end for end in ends if end <= LAST]
            total["complaints"] += in_may(made["date"])
            total["complaints_open"] += day(made["date"]) <= LAST and not settled
            for end in settled:
                if in_may(end):
                    total["complaints_settled"] += 1
                    days_to_answer += (end - day(made["date"])).days
        count_letters(total, by_kind)
        count_first(total, talks, by_kind)
    total["answer_days"] = 0
    found: dict[str, Any] = dict(total)
    settled_count = total["complaints_settled"]
    found["answer_days"] = f"{days_to_answer / settled_count:.2f}" if settled_count else None
    return {"total": found, "channels": channels, "rules": rules}


def count_letters(total: Counter[str], by_kind: dict[str, list[dict[str, Any]]]) -> None:
    for letter in by_kind["letter"]:
        told: dict[str, Any] = {}
        for delivery in by_kind["delivery"]:
            if delivery["serial"] == letter["serial"] and day(delivery["date"]) <= LAST:
                told |= delivery
        if not in_may(letter["date"]) or "spoiled" in told:
            continue
        total["letters"] += 1
        if "returned" in told:
            total["letters_returned"] += 1
        elif "signed_by" in told or ("received" in told and "tracking" in told):
            total["letters_received"] += 1
        elif "tracking" in told:
            total["letters_posted"] += 1
        else:
            total["letters_unproven"] += 1


def count_first(
    total: Counter[str], talks: list[dict[str, Any]], by_kind: dict[str, list[dict[str, Any]]]
) -> None:
    spoiled = {each["serial"] for each in by_kind["delivery"] if "spoiled" in each}
    demands = [
        day(each["date"]) for each in by_kind["letter"] if "pay_by" in each and each["serial"] not in spoiled
    ]
    days = [*(moment(each["time"]).date() for each in talks), *demands]
    if days and in_may(min(days)):
        verified = any(each["valid"] and day(each["date"]) <= min(days) for each in by_kind["verify"])
        total["first_demands"] += 1
        total["verified_first" if verified else "unverified_first"] += 1


def cloned(ledger: Path, tmp_path: Path) -> Path:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(ledger), str(clone)], check=True)
    return clone


# --- the two beside each other


@pytest.mark.parametrize("client", [None, BANK])
def test_a_client_counts_the_month_again_from_a_clone(
    month: Path, run: Run, in_git: Run, tmp_path: Path, client: str | None
) -> None:
    asked = ("--client", client) if client else ()
    report = run("report", "compliance", "--json", *asked).json
    assert (report["from"], report["to"], report["client"]) == ("2026-05-01", "2026-05-31", client)
    assert report["not_computed"] == []
    clone = cloned(month, tmp_path)
    head = subprocess.run(
        ["git", "-C", str(clone), "rev-parse", "HEAD"], check=True, capture_output=True, text=True
    )
    assert report["commit"] == head.stdout.strip()
    again = counted_again(clone, client)
    total = {key: value for key, value in report["total"].items() if value}
    assert total == {key: value for key, value in again["total"].items() if value}
    rows = {
        row["key"]: {key: value for key, value in row.items() if key not in ("key", "of") and value}
        for row in report["rows"]
    }
    expected = {
        f"channel / {name}": {key: int(value) for key, value in row.items() if value}
        for name, row in again["channels"].items()
    }
    expected |= {
        f"rule / {name}": {key: value for key, value in row.items() if value}
        for name, row in again["rules"].items()
        if any(row.values())
    }
    assert rows == expected
    if client is None:
        told = (
            "against",
            "overridden",
            "on_record",
            "agreed",
            "late",
            "third_party",
            "letters_returned",
            "complaints_open",
            "unverified_first",
        )
        assert all(report["total"][key] for key in told), "the month has some of everything"
        assert {
            "rule / connected-calls",
            "rule / hours",
            "rule / third-party",
            "rule / late-entry",
        } <= rows.keys()
        assert rows["rule / hours"].keys() == {"overridden", "on_record", "agreed"}


def test_the_same_report_comes_of_the_clone_but_for_its_log(
    month: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = run("report", "compliance", "--json").json
    assert here["local"] == {"source": "access.log", "exports": 0, "reveals": 0, "unreadable": 0}, (
        "looked at by the real clock"
    )
    today = datetime.fromisoformat(
        json.loads((month / "access.log").read_text(encoding="utf-8").splitlines()[0])["at"]
    )
    days = ("--from", "2026-05-01", "--to", today.date().isoformat())
    local = run("report", "compliance", "--json", *days).json["local"]
    assert (local["reveals"], local["exports"]) == (1, 1)
    monkeypatch.chdir(cloned(month, tmp_path))
    there = run("report", "compliance", "--json").json
    assert there == here
    assert run("report", "compliance", "--json", *days).json["local"]["reveals"] == 0


def test_reasons_are_listed_and_no_name_stands_in_it(month: Path, run: Run) -> None:
    done = run("report", "compliance", "--json")
    overrides = done.json["overrides"]
    assert len(overrides) == done.json["total"]["overridden"]
    assert {each["reason"] for each in overrides} == {
        "asked to be called",
        "asked for the new number 139****5678",
    }
    for form in ((), ("--json",), ("--format", "csv"), ("--format", "markdown")):
        said = run("report", "compliance", *form).out
        assert [
            name for name in ("王建国", "赵强", "周小川", "李敏", "路人", "13912345678") if name in said
        ] == []
    waited = [(each["case"], each["made"], each["days"]) for each in done.json["complaints"]]
    assert waited == [(LOAN, "2026-04-20", 18), (THIRD, "2026-05-26", None)]


def test_it_fills_a_workbook_and_refuses_bad_periods(month: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "may.xlsx"
    assert run("report", "compliance", "-o", str(file)).code == 0
    book = load_workbook(file, read_only=True)
    assert book.sheetnames == ["Report", "Channels", "Contact rules", "Overrides", "Formulas"]
    done = run("report", "compliance", "--from", "2026-05-31", "--to", "2026-05-01")
    assert (done.code, done.out) == (2, "")
    assert "--to is before --from" in done.err


def test_a_case_that_cannot_be_read_is_named_and_in_no_figure(month: Path, run: Run) -> None:
    before = run("report", "compliance", "--json").json
    (file,) = (month / "cases").rglob(f"{LOAN}.yaml")
    file.write_text("case: [\n", encoding="utf-8")
    after = run("report", "compliance", "--json").json
    assert [each["case"] for each in after["not_computed"]] == [LOAN]
    assert after["total"]["contacts"] < before["total"]["contacts"]
