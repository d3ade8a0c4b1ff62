"""Every command that shows something, in every form, to everybody: no personal data that is not theirs to see."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from whole_program import whole_program

from dunning_cli.views.reports.definitions import REPORTS

Run = Callable[..., Any]

SHOWING: dict[str, tuple[tuple[str, ...], ...]] = {
    "show": (
        ("{case}",),
        ("{name}",),
        ("{case}", "--rev", "2026-05-31"),
        ("{case}", "--as-of", "2026-05-31"),
    ),
    "list": ((), ("--all",), ("--rev", "2026-05-31"), ("--as-of", "2026-05-31", "--sort", "days")),
    "find": (("{case}",), ("{contract}",)),
    "workload": ((), ("--as-of", "2026-05-31")),
    "fees": (("{case}",),),
    "payoff": (("{case}",),),
    "status": (("{case}",), ()),
    "plan show": (("{case}",),),
    "contact": (("{case}",), ("{case}", "--at", "2026-06-15T23:30"), ("{case}", "--at", "2026-06-16T09:30")),
    "debtor": (("{case}",), ("{name}",)),
    "visit sheet": ((), ("--days", "30"), ("--as-of", "2026-06-16")),
    "remind": ((), ("--scripts",), ("--days", "30", "--scripts"), ("--as-of", "2026-05-31", "--scripts")),
    "letter list": ((),),
    "letter receipt": (("{case}",),),
    "letter labels": ((), ("{serial}",)),
    "letter show": (("{serial}",), ("{serial}", "--recreate")),
    "letter preview": (
        ("{case}", "overdue-notice"),
        ("{case}", "lawyers-letter"),
        ("{case}", "balance-confirmation"),
        ("{case}", "statement-for-debtor"),
    ),
    "legal": (("{case}",),),
    "legal form": (
        ("{case}", "--template", "complaint-property"),
        ("{case}", "--template", "payment-order"),
        *(("{case}", "--template", each) for each in ("preservation", "evidence-list", "power-of-attorney")),
    ),
    "asset list": ((), ("{case}",)),
    "limitation": ((), ("{case}",)),
    "do-not-lend list": ((), ("--candidates",)),
    "report backdated": ((),),
    "report batch": (("{batch}",), ("{batch}", "--as-of", "2026-05-31"), ("{batch}", "--reveal")),
    "report compliance": ((), ("--from", "2026-06-01"), ("--client", "{client}")),
    "report client": (("--client", "xingdu", "--from", "2026-01-01", "--to", "2026-05-31"),),
    "report contact-breaches": ((),),
    "report given-up": ((),),
    "report reasons": ((),),
    "inspect sample": (("--rate", "100%", "--seed", "7", "--from", "2020-01-01"),),
    "inspect sheet": ((),),
    "report weekly": ((), ("--owner", "wang")),
    "report monthly": (("--month", "2026-05"),),
    "history": ((), ("{case}",)),
    "audit": ((),),
    "checkpoint verify": ((),),
    "check": ((),),
    "doctor": ((),),
    "policy list": ((),),
    "policy show": (("small-loan",),),
    "policy check": ((),),
    "rules show": ((), ("cn-2026", "--on", "2025-12-31")),
    "rules diff": (("policies/contact-bank-agency.yaml",),),
    "sync": (("--status",),),
    **{f"report {name}": ((), ("--by", "area,building")) for name in REPORTS},
    "report collectors": ((), ("--by", "client,reason"), ("--cases", "li")),
    "report access": ((), ("{case}",)),
    **{
        f"export {name}": ((), ("--codes",), ("--format", "jsonl"), ("--as-of", "2026-05-31"))
        for name in (
            "cases",
            "entries",
            "balances",
            "contacts",
            "payments",
            "letters",
            "promises",
            "reminders",
        )
    },
    "export call-list": ((), ("--all", "--format", "jsonl")),
    "export sms-list": ((), ("--script", "before-due")),
    "export calendar": ((),),
    "completion": (("bash",),),
    "complete": (("--", "pay", ""), ("--", "reverse", "{case}", "")),
}
"""What shows something, with the words it is called with; `{case}` stands for every case in turn."""
WRITING = {
    *("init", "import", "commit", "open", "set", "close", "reopen", "assign", "opening", "charge", "pay"),
    *("transfer", "refund", "reverse", "waive", "extend", "hold", "approve", "plan new", "plan end", "schedule", "bill"),
    *("accelerate", "prepay", "reschedule"),
    *("batch", "merge-driver", "mend", "note", "promise", "visit plan", "visit record", "verify", "phase", "complaint", "detail"),
    *("party", "consent", "death", "fraud", "do-not-lend add", "do-not-lend remove", "work", "letter new", "letter batch"),
    *("letter deliver", "letter spoil", "letter post", "letter result", "asset add", "asset check", "asset creditor", "undo", "evidence", "legal batch", "policy rate"),
    *("insolvency", "incapacity", "renounce", "new-creditor", "suspend"),
    *("return", "extension", "inspect record", "inspect corrected", "report page", "checkpoint", "checkpoint cosign", "rules take"),
}  # fmt: skip
"""What writes, and shows nobody."""


def leaves() -> Iterator[tuple[str, Any]]:
    """Every command of the program by its words, families left out."""

    def collect(words: str, command: Any) -> Iterator[tuple[str, Any]]:
        inner = getattr(command, "commands", None)
        if inner is None or getattr(command, "acts", False):
            yield words, command
        for name, child in (inner or {}).items():
            yield from collect(f"{words} {name}".strip(), child)

    return collect("", whole_program())


def forms(command: Any) -> tuple[tuple[str, ...], ...]:
    """The forms of output a command has, each named on its command line."""
    names = {name for parameter in command.params for name in parameter.opts}
    delimited = [("--format", form) for form in ("csv", "tsv", "markdown")] if "--format" in names else []
    return ((), *([("--json",)] if "--json" in names else []), *delimited)


def every_call(sample: Any, showing: str) -> Iterator[tuple[str, ...]]:
    """The command lines of one command: for every telling case where one is named, in every form.

    Of the cases but the first only the first call, as a table and for scripts: the other forms have the same cells.
    """
    every_form = forms(dict(leaves())[showing])
    for place, words in enumerate(SHOWING[showing]):
        named = [word.strip("{}") for word in words if "{" in word]
        values = [_values(sample, case_id) for case_id in sample.telling()]
        values = [value for value in values if all(value[key] for key in named)]
        for number, value in enumerate(values if named else values[:1]):
            if number and place:
                break
            for form in every_form if not number else every_form[:2]:
                yield (*showing.split(), *(word.format(**value) for word in words), *form)


def _values(sample: Any, case_id: str) -> dict[str, str | None]:
    case = sample.cases[case_id]
    serials = [entry["serial"] for entry in case["entries"] if entry["kind"] == "letter"]
    return {
        "case": case_id,
        "name": case["debtor"]["name"],
        "contract": case.get("account", {}).get("contract"),
        "serial": serials[0] if serials else None,
        "batch": case.get("batch", {}).get("id"),
        "client": case.get("creditor"),
    }


def test_every_command_is_looked_at() -> None:
    found = {words for words, _ in leaves()}
    assert found == set(SHOWING) | WRITING
    assert not set(SHOWING) & WRITING


@pytest.mark.parametrize("showing", SHOWING)
def test_nobody_of_the_staff_sees_nothing_personal(showing: str, inside: Any, run: Run) -> None:
    secrets = set().union(*(person.contacts | person.numbers for person in inside.people.values()))
    for words in every_call(inside, showing):
        done = run(*words)
        said = done.out + done.err
        typed = {word for word in words if word in secrets}
        shown = {secret for secret in secrets - typed if secret in said}
        assert not shown, (words, shown)
        assert done.code in (0, 6) or not done.out, (words, said)


@pytest.mark.parametrize("showing", SHOWING)
def test_a_collector_sees_own_cases_only(
    showing: str, inside: Any, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNNING_ACTOR", "li")
    people = inside.people
    own = set().union(*(people[case].contacts for case in people if inside.owner(case) == "li"))
    others = set().union(*(people[case].contacts for case in people if inside.owner(case) != "li")) - own
    numbers = set().union(*(person.numbers for person in people.values()))
    for words in every_call(inside, showing):
        if showing in PAPERS:
            continue
        done = run(*words)
        said = done.out + done.err
        shown = {secret for secret in (others | numbers) if secret in said and secret not in words}
        assert not shown, (words, shown)


REVEALING = sorted(
    words
    for words, command in leaves()
    if words in SHOWING and any("--reveal" in parameter.opts for parameter in command.params)
)


@pytest.mark.parametrize("showing", REVEALING)
def test_every_look_in_full_stands_in_the_log(showing: str, copied: Any, run: Run) -> None:
    def noted() -> list[dict[str, Any]]:
        log = copied.folder / "access.log"
        text = log.read_text(encoding="utf-8") if log.exists() else ""
        return [json.loads(line) for line in text.splitlines()]

    form = next((each for each in forms(dict(leaves())[showing]) if each == ("--json",)), ())
    words = next(each for each in every_call(copied, showing) if "--reveal" not in each)
    masked, before = run(*words, *form), len(noted())
    assert before == 0 or showing.startswith("export"), "a look at what is starred is none"
    done = run(*words, *form, "--reveal")
    assert done.code == masked.code, (words, done.err)
    lines = noted()[before:]
    if not lines:
        assert done.out == masked.out, (words, "something was shown in full that the log does not name")
        return
    (line,) = lines
    assert line["command"] == showing
    assert "reveal" in line["parts"]
    seen = {case for case in copied.cases if f'"case": "{case}"' in done.out}
    assert seen <= set(line["cases"]), words


@pytest.mark.parametrize(
    "words",
    [
        ("return", "{batch}"),
        ("return", "{batch}", "--override", "the client takes it over"),
        ("close", "--batch", "{batch}", "--reason", "returned"),
        ("extension", "{batch}", "--granted", "2026-12-31"),
        ("extension", "{batch}", "--refused"),
    ],
    ids=lambda words: " ".join(words[:4]),
)
def test_what_is_written_for_a_whole_batch_names_cases_by_id_alone(
    words: tuple[str, ...], inside: Any, run: Run
) -> None:
    secrets = set().union(*(person.contacts | person.numbers for person in inside.people.values()))
    batches = sorted({case["batch"]["id"] for case in inside.cases.values() if "batch" in case})
    assert len(batches) > 5
    ended = []
    for batch in batches:
        for form in ((), ("--json",)):
            done = run(*(word.format(batch=batch) for word in words), "--dry-run", "--actor", "sun", *form)
            said = done.out + done.err
            assert not {secret for secret in secrets if secret in said}, (batch, form)
            ended.append(done.code)
    assert 0 in ended, "some go through"


PAPERS = frozenset({"letter show", "letter preview", "letter receipt"})
"""Papers of a case, which everybody of the staff may write and so see."""


@pytest.mark.parametrize(
    "words",
    [
        ("remind",),
        ("remind", "--json"),
        ("list",),
        ("list", "--json"),
        ("visit", "sheet", "--json"),
        ("limitation",),
    ],
)
def test_what_is_shown_is_enough_to_work_with(words: tuple[str, ...], inside: Any, run: Run) -> None:
    # chen goes out, li calls
    person = "chen" if words[0] == "visit" else "li"
    mine = run(*words, "--owner", person, "--actor", person).out
    names = {inside.cases[case]["debtor"]["name"] for case in inside.cases if inside.owner(case) == person}
    assert {name for name in names if name in mine}, "the name to say stands in full"
    everything = {inside.cases[case]["debtor"]["name"] for case in inside.cases}
    overseen = run(*words, "--actor", "zhou").out
    assert len({name for name in everything if name in overseen}) > len(names), "a supervisor sees every case"
