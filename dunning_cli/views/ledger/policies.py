"""The rules of a ledger to look at: which policies there are, what one says, whether all are sound."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.domain.account import rates_above_cap
from dunning_cli.domain.policy.policy import Policy
from dunning_cli.kernel.answer import Answer, Column, Paragraph, Table
from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.message import Message, Problem, label, msg
from dunning_cli.kernel.rates import percent_text
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.format.yaml_writer import block
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.rule_files import read_policies, rule_files
from dunning_cli.views.case.case_sheet import plain
from dunning_cli.views.case.notes_of_cases import NotesOfCases

if TYPE_CHECKING:
    from dunning_cli.views.ledger.json_keys import PolicyData, PolicyListData

COLUMNS = (
    Column(label("policy")),
    Column(label("title")),
    Column(label("stage scheme")),
    Column(label("rules of accrual")),
    Column(label("cases"), figures=True),
    Column(label("state")),
)
RATE_COLUMNS = (
    Column(label("reference rate")),
    Column(label("known through")),
    Column(label("last row")),
    Column(label("rate per year"), figures=True),
    Column(label("then")),
)


def policy_list(reader: LedgerReader, language: str) -> Answer:
    """The policies with the number of their cases, and the reference rates with how far they are known."""
    counts: dict[str, int] = {}
    for found in reader.cases():
        if found.case is not None:
            counts[found.case.head.policy] = counts.get(found.case.head.policy, 0) + 1
    rows = [
        _policy_row(reader, name, counts.get(name, 0), language) for name in sorted(reader.policies.policies)
    ]
    rates = [
        (name, table.valid_through, table.rates[-1].from_, percent_text(table.rates[-1].rate), table.then)
        for name, table in sorted(reader.policies.references.tables.items())
    ]
    data: PolicyListData = {
        "policies": [
            {"policy": name, "cases": counts.get(name, 0)} for name in sorted(reader.policies.policies)
        ],
        "rates": [
            {"rate": name, "valid_through": through, "then": then} for name, through, _, _, then in rates
        ],
    }
    return Answer(data, (Table(COLUMNS, rows), Table(RATE_COLUMNS, rates, label("Reference rates"))))


def _policy_row(reader: LedgerReader, name: str, cases: int, language: str) -> tuple[object, ...]:
    try:
        policy = reader.policies.policy(name)
    except Failure:
        return name, None, None, None, cases, msg("faulty; see: {cure}", cure=remedy("policy check"))
    return name, _title(policy, language), policy.stage.scheme.value, _rules(policy), cases, label("sound")


def _title(policy: Policy, language: str) -> str | None:
    title = policy.keys.title
    return None if title is None else title.zh if language == "zh" else title.en


def _rules(policy: Policy) -> str:
    return ", ".join(rule.name for rule in policy.accruals) or ("interest" if policy.is_card else "")


def policy_text(reader: LedgerReader, name: str | None, reference: str | None, as_of: date) -> Answer:
    """A policy written out, or the one that holds for a case on a day with its terms laid over it."""
    if reference is not None:
        case = reader.find(reference)
        policy = reader.policies.for_case(case).on(as_of, as_of)
        heading: Message = msg(
            "{policy} as it holds for {case} on {date}", policy=policy.name, case=case.id, date=as_of
        )
    else:
        policy = reader.policies.policy(name or "")
        heading = msg("{policy}", policy=policy.name)
    data: PolicyData = {"policy": plain(policy.tree)}
    return Answer(data, (heading, Paragraph(block(policy.tree).rstrip("\n"))))


def cap_warnings(reader: LedgerReader, as_of: date) -> list[Message]:
    """Contracts of open cases whose rates pass their annual cap, those alike in one line."""
    said = NotesOfCases()
    for found in reader.cases():
        if found.case is None or found.case.closing(as_of) is not None:
            continue
        try:
            above = rates_above_cap(reader.policies.for_case(found.case), as_of)
        except Failure:
            continue
        if above is not None:
            said.add(above, found.case.id)
    return said.told()


def policy_problems(reader: LedgerReader) -> list[Problem]:
    """Every fault of every policy and reference rate."""
    problems: list[Problem] = []
    read_policies(reader.folder, rule_files(reader.policy_files(), problems), problems)
    return problems
