"""The sample portfolio: made by its script, sound, lawful, and showing every state the product knows."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dunning_cli.domain.account import Account, account_at
from dunning_cli.domain.account.stage import stage_at
from dunning_cli.domain.agreements.plans import plan_states
from dunning_cli.domain.agreements.promises import promise_states
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.agreements import CloseReason
from dunning_cli.domain.case.codes.people import PersonKind, Role
from dunning_cli.domain.case.codes.talk import CONNECTED, Channel, Result
from dunning_cli.domain.case.entries import (
    KINDS,
    Contact,
    Entry,
    Payment,
    Plan,
    Promise,
)
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.policy.book import PolicyBook
from dunning_cli.kernel.entry_id import entry_id
from dunning_cli.store.format.case_file import read_case
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.shipped import sample_settings, shipped_files
from dunning_cli.store.reading.ledger_reader import LedgerReader

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 6, 15)
STAGES = {"M0", "M1", "M2", "M3", "M4", "M4+"}
UNANSWERED = {Result.NO_ANSWER, Result.BUSY, Result.OFF, Result.WRONG_NUMBER}


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    """The committed cases; a file with a problem fails here, with the problem's words."""
    found = [read_case(data, path) for path, data in shipped_files("cases").items()]
    assert [str(problem.as_message()) for each in found for problem in each.problems] == []
    return [each.case for each in found if each.case is not None]


@pytest.fixture(scope="module")
def book() -> PolicyBook:
    """The shipped policies."""
    return LedgerReader(LedgerFolder(ROOT)).policies


@pytest.fixture(scope="module")
def office() -> Office:
    """The sample's dunning.yaml."""
    return LedgerReader(LedgerFolder(ROOT)).office


@pytest.fixture
def account(book: PolicyBook) -> Callable[[Case, date], Account]:
    """The account of a case on a day."""
    return lambda case, day: account_at(case, book.for_case(case), day)


def _contacts(case: Case) -> list[Contact]:
    return sorted((e for e in case.entries if isinstance(e, Contact)), key=lambda e: e.time or e.at)


def _every_entry(cases: list[Case]) -> Iterator[tuple[Case, Entry]]:
    return ((case, entry) for case in cases for entry in case.entries)


def test_the_committed_files_are_what_the_script_writes(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    script = str(ROOT / "scripts" / "make_sample.py")
    subprocess.run([sys.executable, script, str(tmp_path)], check=True, env=environment, capture_output=True)
    made = {p.relative_to(tmp_path).as_posix(): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    shipped = {**shipped_files("cases"), **shipped_files("letters")}
    assert made == {**shipped, "dunning.yaml": sample_settings()}


def test_the_settings_are_those_of_an_agency_on_its_fixed_day(office: Office) -> None:
    assert (office.office, office.today, office.language) == ("衡信应收管理中心(样例)", TODAY, "zh")
    roles = {member.id: member.roles[0] for member in office.staff}
    assert roles == {
        "wang": "phone",
        "li": "phone",
        "zhao": "phone",
        "chen": "field",
        "sun": "clerk",
        "zhou": "supervisor",
    }
    assert {target.staff for target in office.targets} == {"wang", "li", "zhao", "chen"}
    assert {target.period for target in office.targets} == {TODAY.replace(day=1)}
    assert [reason.code for reason in office.reasons] == ["heating_off"]
    lines = sample_settings().decode().splitlines()
    assert "Delete the line" in lines[lines.index("today: 2026-06-15") - 1]


def test_the_portfolio_has_the_size_of_a_small_office(cases: list[Case]) -> None:
    entries = [len(case.entries) for case in cases]
    assert 64 <= len(cases) <= 80
    assert 8 <= sum(entries) / len(cases) <= 16
    assert sum(count >= 25 for count in entries) >= 3


def test_all_stages_of_all_products_stand_side_by_side(cases: list[Case], book: PolicyBook) -> None:
    found = defaultdict(set)
    for case in cases:
        if case.closing(TODAY) is None:
            policy = book.for_case(case)
            found[case.head.policy].add(stage_at(policy, account_at(case, policy, TODAY), TODAY).stage)
    assert found == dict.fromkeys(("credit-card", "property-fee", "small-loan", "student-loan"), STAGES)


def test_promises_and_plans_in_every_state(cases: list[Case], book: PolicyBook) -> None:
    promises = Counter(
        state.state.value
        for case in cases
        for state in promise_states(case, TODAY, book.for_case(case).promise_tolerance(TODAY))
    )
    assert all(promises[name] >= 5 for name in ("open", "kept", "partial", "broken")), promises
    plans = Counter(state.state.value for case in cases for state in plan_states(case, TODAY))
    assert plans["active"] >= 2
    assert plans["broken"] >= 2


def test_every_kind_of_entry_and_every_reason_for_closing(cases: list[Case]) -> None:
    # no line of the sample is broken, so none is mended; nobody in it paid too much; one place wrote it all; nobody in
    # it is insolvent, lost capacity or renounced an estate, and no claim was assigned or hindered; no instalments were
    # called in or agreed anew
    assert {entry.kind for _, entry in _every_entry(cases)} == set(KINDS) - {
        "mend",
        "refund",
        "renamed",
        "transfer_in",
        "transfer_out",
        "insolvency",
        "incapacity",
        "renunciation",
        "new_creditor",
        "suspension",
        "acceleration",
        "reschedule",
    }
    assert {closing.reason for case in cases if (closing := case.closing(TODAY))} == set(CloseReason)


def test_the_case_of_the_documentation(cases: list[Case], account: Callable[..., Account]) -> None:
    case = next(case for case in cases if case.id == "PF-2026-0007")
    assert case.head.debtor.name == "王建国"
    assert [(party.name, party.guarantee) for party in case.head.parties] == [("李敏", "joint")]
    balance = account(case, TODAY).balance
    # 1200.00 from 01-31 to 05-20, less 200.00; 1065.40 from there; the second bill from 04-30
    assert (balance.principal, balance.penalty) == (Decimal("2265.40"), Decimal("41.45"))


def test_what_was_closed_as_paid_or_settled_owes_nothing(
    cases: list[Case], account: Callable[..., Account]
) -> None:
    closed = [
        case
        for case in cases
        if (end := case.closing(TODAY)) and end.reason in (CloseReason.PAID, CloseReason.SETTLED)
    ]
    assert len(closed) >= 6
    assert {case.id: account(case, TODAY).balance.total for case in closed} == dict.fromkeys(
        (case.id for case in closed), Decimal("0.00")
    )


def test_no_promise_or_plan_is_above_what_was_owed(
    cases: list[Case], account: Callable[..., Account]
) -> None:
    for case, entry in _every_entry(cases):
        if isinstance(entry, (Plan, Promise)):
            agreed = sum(i.amount for i in entry.instalments) if isinstance(entry, Plan) else entry.amount
            horizon = entry.date if isinstance(entry, Plan) else entry.due
            assert agreed <= account(case, horizon).balance.total + _paid_between(
                case, entry.date, horizon
            ), case.id


def _paid_between(case: Case, first: date, last: date) -> Decimal:
    payments = (entry for entry in case.standing(last) if isinstance(entry, Payment))
    return sum((payment.amount for payment in payments if payment.date >= first), Decimal(0))


def test_entries_are_written_down_in_order_in_office_hours_by_staff(
    cases: list[Case], office: Office
) -> None:
    staff = {member.id for member in office.staff}
    ids = [entry.id for _, entry in _every_entry(cases)]
    assert len(set(ids)) == len(ids)
    for case in cases:
        keys = [(entry.at, entry.id) for entry in case.entries]
        assert keys == sorted(keys), case.id
    for case, entry in _every_entry(cases):
        local = entry.at.astimezone(office.time_zone)
        assert entry.date <= local.date(), (case.id, entry.id)
        assert time(8, 30) <= local.time() <= time(18, 0), (case.id, local)
        assert datetime(2026, 1, 5, tzinfo=office.time_zone) <= local < office.business_now(local, None)
        assert entry.id[:10] == entry_id(entry.at, 0)[:10]
        assert {entry.by, entry.actor} <= staff


def test_contacts_keep_the_hours_and_the_daily_limits(cases: list[Case]) -> None:
    for case in cases:
        connected, attempts = Counter[date](), Counter[tuple[date, str | None]]()
        for contact in _contacts(case):
            assert contact.time is not None
            assert contact.time <= contact.at
            assert contact.time.date() == contact.date
            assert time(8) <= contact.time.time() < time(21), case.id
            if contact.channel is Channel.PHONE:
                connected[contact.date] += contact.result in CONNECTED
                attempts[contact.date, contact.number] += contact.result in UNANSWERED
        assert max(connected.values(), default=0) <= 3, case.id
        assert max(attempts.values(), default=0) <= 6, case.id


def test_contact_persons_are_called_only_after_three_calls_that_reached_nobody(cases: list[Case]) -> None:
    asked = 0
    for case in cases:
        if case.head.debtor.kind is PersonKind.ORGANISATION:
            continue
        persons = {party.name for party in case.head.parties if party.role is Role.CONTACT}
        calls = [contact for contact in _contacts(case) if contact.channel is Channel.PHONE]
        for index, call in enumerate(calls):
            if call.to in persons:
                asked += 1
                assert index >= 3, case.id
                assert all(before.result in UNANSWERED for before in calls[index - 3 : index]), case.id
    assert asked >= 2


@pytest.mark.usefixtures("git_identity")
def test_a_new_sample_ledger_is_sound_and_gives_the_day_its_work(
    monkeypatch: pytest.MonkeyPatch, run: Callable[..., Any]
) -> None:
    monkeypatch.delenv("DUNNING_TODAY")
    assert run("init", "sample", "--sample").code == 0
    monkeypatch.chdir("sample")
    checked = run("check")
    assert (checked.code, checked.out) == (0, "")
    items = run("remind", "--owner", "wang", "--json").json["items"]
    assert 12 <= len(items) <= 20
    assert {item["action"] for item in items} >= {"return", "promise", "callback", "call"}
    assert {item["rule"] for item in items} >= {
        "promise-due", "promise-broken", "return-by", "small-loan.first-calls", "student-loan.calls"
    }  # fmt: skip
    worst = run("list", "--sort", "days", "--limit", "3", "--json").json["cases"]
    assert [row["case"] for row in worst] == ["PF-2026-0005", "XD-2026-0020", "XD-2026-0006"]
