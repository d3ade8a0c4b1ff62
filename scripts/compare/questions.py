"""The command lines that only read: figures, every showing command in every form, letters, evidence, exports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from compare.asked import EARLIER, LATER, SUPERVISOR, Asked, Words
from compare.exports import exports
from compare.facts import Facts, entries

_FEW = 5
MEASURED = (
    "portfolio", "ageing", "arrears", "recovery", "roll", "promises", "plans", "activity", "collectors", "field", "default-rate",
    "collection-rate", "inspections",
)  # fmt: skip
"""The reports by measures; an older checkout has none of them."""
OF_A_CASE = (
    Asked("show {case}", True, False),
    Asked(f"show {{case}} --as-of {EARLIER}", True, False),
    Asked("fees {case}"),
    Asked("fees {case} --statement"),
    Asked("payoff {case}"),
    Asked(f"fees {{case}} --statement --as-of {LATER}"),
    Asked("status {case}"),
    Asked("plan show {case}"),
    Asked("contact {case}", True),
    Asked("contact {case} --at 2026-06-16T21:30", True),
    Asked("debtor {case}", True),
    Asked("limitation {case}", True),
    Asked("legal {case}", True),
    Asked(f"legal {{case}} --as-of {EARLIER}", True),
    Asked("legal form {case} --template complaint-property", True),
    Asked("legal form {case} --template payment-order", True),
    *(
        Asked(f"legal form {{case}} --template {each}", True)
        for each in ("enforcement", "preservation", "power-of-attorney", "evidence-list", "bankruptcy-claim")
    ),
    Asked("asset list {case}", True),
    Asked("history {case}"),
    Asked("policy show --case {case}", False, False),
)
OF_FEW_CASES = (
    Asked(f"show {{case}} --rev {EARLIER}", True, False),
    Asked(f"fees {{case}} --rev {EARLIER}"),
    Asked(f"status {{case}} --rev {EARLIER}"),
    Asked("find {name}", True),
    Asked("find {case}", True),
    Asked("debtor {name}", True),
    Asked("contact {case} --at 2026-06-20T12:30", True),
    Asked(f"limitation {{case}} --as-of {LATER}", True),
    Asked(f"asset list {{case}} --as-of {EARLIER}", True),
    Asked(f"plan show {{case}} --as-of {EARLIER}"),
)
OF_THE_LEDGER = (
    Asked("list", True),
    Asked("list --all --sort balance", True),
    Asked(f"list --as-of {EARLIER} --sort days --limit 20", True),
    Asked(f"list --rev {EARLIER}", True),
    Asked("list --owner wang --stage M4+", True),
    Asked("status"),
    Asked(f"status --as-of {EARLIER}"),
    Asked(f"status --as-of {LATER}"),
    Asked("workload"),
    Asked("workload --month 2026-05 --owner wang"),
    Asked(f"workload --as-of {EARLIER}"),
    Asked("remind", True),
    Asked("remind --days 30 --scripts", True),
    Asked(f"remind --as-of {EARLIER} --scripts", True),
    Asked("remind --owner li --as-of 2026-07-31", True),
    Asked("visit sheet", True),
    Asked("visit sheet --days 30 --owner chen", True),
    Asked("limitation", True),
    Asked(f"limitation --as-of {LATER} --owner li", True),
    Asked("letter list", True),
    Asked(f"letter list --as-of {EARLIER}", True),
    Asked("letter receipt XD-2026-0001", True),
    Asked("letter labels 2026-A-0001..2026-A-0018", True),
    Asked("asset list", True),
    Asked("do-not-lend list", True),
    Asked("do-not-lend list --candidates", True),
    Asked("report backdated"),
    Asked("report client --client xingdu --from 2026-01-01 --to 2026-05-31", True),
    Asked("report contact-breaches", True),
    Asked("report given-up", True),
    Asked("report given-up --from 2026-04-01 --to 2026-04-30", True),
    *(Asked(f"report {name}") for name in MEASURED),
    Asked("report recovery --by stage,client --from 2026-05-01 --to 2026-05-31"),
    Asked("report recovery --by stage --cases M3"),
    Asked("inspect sample --rate 10% --by collector --seed 7 --weight complaints"),
    Asked("inspect sheet"),
    Asked("report weekly"),
    Asked("report monthly --month 2026-05 --owner wang"),
    Asked("report compliance --from 2026-05-01 --to 2026-05-31"),
    Asked("report reasons"),
    Asked("report reasons --owner wang --from 2026-05-01"),
    Asked("history --limit 0"),
    Asked("history --by wang --kind note --since 2026-05-01"),
    Asked("policy list"),
    Asked("check", False, False),
    Asked("doctor", False, False),
    Asked("policy check", False, False),
    Asked("find 青禾", True),
    Asked("find 0000", True),
    Asked("debtor 王", True),
    Asked("sync --status", False, False),
)
SCHEDULE = "schedule --kind {kind} --principal 12345.67 --rate 12.5% --periods 7 --first 2026-01-31"
DAILY = ("fees --all --json", "status --json", "list --all --json", "limitation --json", "remind --json")


def figures(facts: Facts, days: int) -> Iterator[Words]:
    """Every case's figures, stages, limitation and duties on so many days."""
    for day in facts.days(days):
        for words in DAILY:
            yield (*words.split(), "--as-of", day.isoformat())


def of_cases(facts: Facts) -> Iterator[Words]:
    """Every command about one case, for every case; for a few cases in every form and as it was known earlier."""
    few = facts.richest(_FEW)
    for case, tree in facts.cases.items():
        names = {"case": case, "name": tree["debtor"]["name"]}
        for asked in OF_A_CASE:
            yield from asked.in_every_form(**names) if case in few else asked.of_case(**names)
        for asked in OF_FEW_CASES if case in few else ():
            yield from asked.of_case(**names)


def of_the_ledger(facts: Facts) -> Iterator[Words]:
    """Every command over all cases, the rules, and schedules worked out."""
    for asked in OF_THE_LEDGER:
        yield from asked.in_every_form()
    yield from (("--lang", language, "audit") for language in ("en", "zh"))
    yield from (("audit", *rest) for rest in (("--json",), ("--reveal", "--json"), ("--format", "csv")))
    yield from Asked("rules show --on 2025-12-31", False, False).in_every_form()
    yield from (("checkpoint", "verify"), ("rules", "diff", "policies/contact-bank-agency.yaml"))
    for policy in facts.policies:
        yield from Asked(f"policy show {policy}", False, False).in_every_form()
    for kind in ("equal-instalment", "equal-principal", "flat", "interest-first", "bullet"):
        for count in ("period", "360", "365", "actual", "30-360", "30e-360", "months-360", "months-365"):
            yield from Asked(f"{SCHEDULE} --count {count} --interest-free 2").of_case(kind=kind)
            yield from Asked(f"{SCHEDULE} --count {count}").of_case(kind=kind)
        yield from Asked(f"{SCHEDULE} --every quarter --whole-yuan --due-day roll").in_every_form(kind=kind)
    for kind in ("equal-instalment", "equal-principal", "flat"):
        graced = (
            f"{SCHEDULE} --interest-only 2 --interest-deferred 3 --collected last --round-to jiao --round-up"
        )
        yield from Asked(graced).in_every_form(kind=kind)


def letters(facts: Facts) -> Iterator[Words]:
    """Every letter as sent and written again, and every template for every case in both languages."""
    for serial in facts.serials:
        yield from Asked("letter show {serial}", True, False).in_every_form(serial=serial)
        yield from Asked("letter show {serial} --recreate", True, False).of_case(serial=serial)
    few = facts.richest(_FEW)
    for case, tree in facts.cases.items():
        for template in facts.templates:
            for language in ("zh", "en"):
                yield ("letter", "preview", case, template, "--letter-language", language, *SUPERVISOR)
            if case in few:
                yield ("letter", "preview", case, template, "--json")
        for party in tree.get("parties", ()):
            yield ("letter", "preview", case, "final-demand", "--to", party["name"], *SUPERVISOR)
        yield ("letter", "preview", case, "overdue-notice", "--as-of", EARLIER, *SUPERVISOR)
        yield ("letter", "new", case, "final-demand", "--dry-run", "--json", "--actor", "zhou")


def evidence(facts: Facts) -> Iterator[Words]:
    """The bundle of a few cases as ZIP in both languages, as it was earlier, and as one volume."""
    for case in facts.richest(6):
        for language in ("zh", "en"):
            yield ("--lang", language, "evidence", case, "--json", "-o", f"../files/{case}-{language}.zip")
        first = min(entry["date"] for entry in entries(facts.cases[case]))
        if first <= EARLIER:
            earlier = ("--as-of", EARLIER, "--rev", "2026-05-31")
            yield ("evidence", case, *earlier, "-o", f"../files/{case}-earlier.zip")
        yield ("evidence", case, "-o", f"../files/{case}.pdf")
    batch = (
        "legal",
        "batch",
        "--policy",
        facts.policies[0],
        "--template",
        "payment-order",
        "-o",
        "../files/orders",
    )
    yield ("--lang", "zh", *batch, "--json")


PARTS: dict[str, Callable[[Facts], Iterator[Words]]] = {
    "cases": of_cases,
    "ledger": of_the_ledger,
    "letters": letters,
    "evidence": evidence,
    "exports": exports,
}


def questions(facts: Facts, parts: Sequence[str], days: int) -> list[Words]:
    """The command lines of the parts that are wanted, each once."""
    found = list(figures(facts, days)) if "figures" in parts else []
    for name, asked in PARTS.items():
        found += asked(facts) if name in parts else ()
    return list(dict.fromkeys(found))
