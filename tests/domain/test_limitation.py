"""Limitation: dated stories with the day expected by the article named, guarantors, and alarms ahead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from dunning_cli.domain.case import Debtor, Party, Phone
from dunning_cli.domain.codes import Guarantee, Role
from dunning_cli.domain.limitation import LimitationState, limitation_of
from dunning_cli.domain.limitation_alarms import limitation_alarms
from dunning_cli.domain.office import Holidays, Office
from dunning_cli.domain.workdays import WEEKENDS_ONLY, WorkCalendar, is_workday, last_day
from dunning_cli.store.holidays import work_calendar

CALENDAR = work_calendar(Office(office="青禾"))
DEBTOR = Debtor(name="周明", phones=(Phone(number="13800000001"),), email="zhou@example.com")
DUE = "2022-09-15"
"""Plain due date: three years later is Monday 2025-09-15, a working day."""

Step = tuple[str, str, dict[str, Any]]


def opening(since: str = DUE, on: str | None = None) -> Step:
    return ("opening", on or since, {"principal": "1000.00", "overdue_since": since})


def charge(due: str, principal: str | None = "500.00", fee: str | None = None) -> Step:
    return ("charge", due, {"due": due, "principal": principal, "fee": fee})


def pay(on: str, **more: Any) -> Step:
    return ("payment", on, {"amount": "100.00", **more})


def letter(on: str, serial: str = "2023-A-0001", **more: Any) -> Step:
    values = {"template": "overdue-notice", "to": "debtor", "pay_by": on, **more}
    return ("letter", on, {"serial": serial, **values})


def delivered(on: str, serial: str = "2023-A-0001", **more: Any) -> Step:
    return ("delivery", on, {"serial": serial, "tracking": "XA1", **more})


def legal(on: str, step: str, **more: Any) -> Step:
    return ("legal", on, {"step": step, **more})


@dataclass
class Story:
    """What happened to one debt, and until when it can be brought to court."""

    name: str
    article: str
    steps: list[Step]
    expires: str
    restarts: tuple[str, ...] = ()
    """Kinds of the restarts that counted, in order."""
    lapsed: bool = False
    as_of: str = "2025-06-01"
    policy: str = "small-loan"


RECEIVED = delivered("2023-03-10", posted="2023-03-02", received="2023-03-10", signed_by="周明")

STORIES = [
    Story("three years from the due date", "民法典188", [opening()], "2025-09-15"),
    Story("an opening without a due date counts from its own day", "民法典188", [("opening", DUE, {"principal": "9.00"})], "2025-09-15"),
    Story("ends on a Saturday: the next working day", "民法典203", [opening("2022-05-10")], "2025-05-12", as_of="2025-05-12"),
    Story("one day later it has lapsed", "民法典188 192", [opening("2022-05-10")], "2025-05-12", lapsed=True, as_of="2025-05-13"),
    Story("ends in the Spring Festival", "民法典203", [opening("2022-01-29")], "2025-02-05", as_of="2025-01-01"),
    Story("ends on a Sunday that is worked", "民法典203", [opening("2022-09-28")], "2025-09-28"),
    Story("ends in the National Day week", "民法典203", [opening("2023-10-01")], "2026-10-08"),
    Story("due on a leap day: the month's last day", "民法典202 203", [opening("2024-02-29")], "2027-03-01"),
    Story("instalments count from the last one", "民法典189", [charge("2022-03-20"), charge("2022-06-20"), charge("2022-09-20")], "2025-09-22"),
    Story("a fee charged later moves nothing", "民法典189", [opening(), charge("2024-06-30", None, "50.00")], "2025-09-15"),
    Story("part payment", "民法典195 规定14", [opening(), pay("2023-03-01", via="bank", ref="8801")], "2026-03-02", ("payment",)),
    Story("the last of several payments counts", "民法典195", [opening(), pay("2023-03-01"), pay("2024-05-20")], "2027-05-20", ("payment", "payment")),
    Story("a payment on the last day is in time", "民法典195", [opening(), pay("2025-09-15")], "2028-09-15", ("payment",), as_of="2026-01-01"),
    Story("a payment after expiry begins nothing", "民法典192", [opening("2021-05-10"), pay("2024-05-11")], "2024-05-10", lapsed=True),
    Story("another person's payment is not the debtor's will", "规定14", [opening(), pay("2023-03-01", payer="路过")], "2025-09-15"),
    Story("a payment dated before the due date begins nothing", "民法典188", [opening(on="2022-01-01"), pay("2022-02-01")], "2025-09-15"),
    Story("a promise", "民法典195 规定14", [opening(), ("promise", "2023-04-06", {"amount": "100.00", "due": "2023-05-01"})], "2026-04-07", ("promise",)),
    Story("a plan signed by the debtor", "规定14", [opening(), ("plan", "2023-06-01", {"instalments": [("2023-07-01", "500.00")], "signed": "debtor"})], "2026-06-01", ("plan",)),
    Story("a plan nobody signed", "规定14", [opening(), ("plan", "2023-06-01", {"instalments": [("2023-07-01", "500.00")], "signed": "none"})], "2025-09-15"),
    Story("a later due date agreed: the clock starts there", "规定14 民法典188", [opening(), ("extension", "2023-01-10", {"due": "2023-06-30"})], "2026-06-30"),
    Story("a request for time for one instalment", "规定14", [charge("2022-03-20"), charge("2022-09-15"), ("extension", "2022-10-12", {"due": "2022-10-10"})], "2025-10-13", ("extension",)),
    Story("a demand counts from its arrival, not from its date", "规定8", [opening(), letter("2023-03-01"), RECEIVED], "2026-03-10", ("demand",)),
    Story("a demand only posted proves nothing", "规定8", [opening(), letter("2023-03-01"), delivered("2023-03-02", posted="2023-03-02")], "2025-09-15"),
    Story("returned as refused: it should have arrived", "规定8", [opening(), letter("2023-03-01"), delivered("2023-03-15", returned="收件人拒收")], "2026-03-16", ("demand",)),
    Story("returned, moved away", "规定8", [opening(), letter("2023-03-01"), delivered("2023-03-15", returned="查无此人")], "2025-09-15"),
    Story("public notice", "规定8", [opening(), letter("2023-03-01", method="notice"), delivered("2023-03-20", posted="2023-03-20")], "2026-03-20", ("demand",)),
    Story("a spoiled letter was never sent", "规定8", [opening(), letter("2023-03-01"), delivered("2023-03-01", spoiled="印错")], "2025-09-15"),
    Story("a letter that asks for nothing", "规定8", [opening(), letter("2023-03-01", pay_by=None, template="plan-agreement"), RECEIVED], "2025-09-15"),
    Story("a balance confirmed by signature", "规定14", [opening(), letter("2023-03-01", pay_by=None, template="balance-confirmation"), RECEIVED], "2026-03-10", ("acknowledgement",)),
    Story("a demand on a joint debtor counts against all", "规定15", [opening(), letter("2023-03-01", to="吴洁"), RECEIVED], "2026-03-10", ("demand",)),
    Story("a demand on the guarantor does not", "民法典195", [opening(), letter("2023-03-01", to="guarantor"), RECEIVED], "2025-09-15"),
    Story("a suit", "民法典195 规定10", [opening(), legal("2023-11-20", "file", court="江城区人民法院")], "2026-11-20", ("file",)),
    Story("while the suit goes on nothing lapses", "民法典195", [opening("2021-05-10"), legal("2021-06-01", "file")], "2024-06-03", ("file",)),
    Story("after the judgment the period begins anew", "民法典195", [opening("2021-05-10"), legal("2021-06-01", "file"), legal("2024-07-02", "judgment")], "2027-07-02", ("file", "judgment")),
    Story("a withdrawn suit counts from its filing at best", "民法典195", [opening(), legal("2023-11-20", "file"), legal("2024-01-05", "withdraw")], "2026-11-20", ("file",)),
    Story("an arbitration", "民法典195", [opening(), legal("2023-11-20", "arbitrate")], "2026-11-20", ("arbitrate",)),
    Story("a payment order", "规定11", [opening(), legal("2023-11-20", "payment-order")], "2026-11-20", ("payment-order",)),
    Story("preservation before a suit", "规定11", [opening(), legal("2023-11-20", "preserve")], "2026-11-20", ("preserve",)),
    Story("mediation", "规定12", [opening(), legal("2023-11-20", "mediate")], "2026-11-20", ("mediate",)),
    Story("payment in kind is part performance", "规定14", [opening(), legal("2023-11-20", "in-kind")], "2026-11-20", ("in-kind",)),
    Story("talks about a suit are none", "民法典195", [opening(), legal("2023-11-20", "negotiate")], "2025-09-15"),
    Story("a text message on a card", "银行卡规定3", [opening(), ("contact", "2023-11-20", {"channel": "sms", "number": "13800000001"})], "2026-11-20", ("message",), policy="credit-card"),
    Story("a text message to a number that is not the reserved one", "银行卡规定3", [opening(), ("contact", "2023-11-20", {"channel": "sms", "number": "13900000009"})], "2025-09-15", policy="credit-card"),
    Story("a text message on a loan is no such proof", "银行卡规定3", [opening(), ("contact", "2023-11-20", {"channel": "sms"})], "2025-09-15"),
    Story("after expiry a demand signed in person revives", "规定19", [opening("2021-05-10"), letter("2024-06-01"), delivered("2024-06-11", received="2024-06-11", signed_by="周明")], "2027-06-11", ("demand",)),
    Story("after expiry one signed by somebody else does not", "规定19", [opening("2021-05-10"), letter("2024-06-01"), delivered("2024-06-11", received="2024-06-11", signed_by="门卫")], "2024-05-10", lapsed=True),
    Story("after expiry a new plan revives", "规定19", [opening("2021-05-10"), ("plan", "2024-06-12", {"instalments": [("2024-07-01", "500.00")], "signed": "both"})], "2027-06-14", ("plan",)),
    Story("after expiry a suit comes too late", "民法典192", [opening("2021-05-10"), legal("2024-06-12", "file"), legal("2024-08-01", "withdraw")], "2024-05-10", lapsed=True),
]  # fmt: skip


@pytest.fixture
def told(open_case: Callable[..., Any]) -> Callable[..., LimitationState]:
    """The limitation after the steps of a story; the case has a joint debtor and, if wanted, guarantors."""

    def tell(
        steps: list[Step],
        as_of: str = "2025-06-01",
        policy: str = "small-loan",
        parties: tuple[Party, ...] = (),
        contract_date: str = "2022-01-10",
        calendar: WorkCalendar = CALENDAR,
    ) -> LimitationState:
        terms = ("statement_day=5", "due_day=23") if policy == "credit-card" else ("contract_rate=12%/year",)
        scene = open_case(policy, *terms, contract_date=contract_date)
        spouse = Party(name="吴洁", role=Role.CO_DEBTOR)
        head = replace(scene.case.head, debtor=DEBTOR, parties=(spouse, *parties))
        scene.case = replace(scene.case, head=head)
        for kind, on, values in steps:
            scene.add(kind, on, **{name: value for name, value in values.items() if value is not None})
        card = policy == "credit-card"
        day = date.fromisoformat(as_of)
        return limitation_of(scene.case, day, calendar, scene.at(day), card)

    return tell


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.name} ({story.article})")
def test_story(story: Story, told: Callable[..., LimitationState]) -> None:
    state = told(story.steps, story.as_of, story.policy)
    assert state.expires == date.fromisoformat(story.expires)
    assert tuple(restart.kind for restart in state.restarts) == story.restarts
    assert state.lapsed is story.lapsed


def notes(state: LimitationState) -> str:
    return "\n".join(str(note) for note in state.notes)


def test_each_restart_names_its_entry_and_its_proof(told: Callable[..., LimitationState]) -> None:
    steps = [opening(), pay("2022-12-01", via="bank", ref="8801"), letter("2023-03-01"), RECEIVED]
    payment, demand = told(steps).restarts
    assert (payment.entry, str(payment.proof)) == ("0000000000000002", "bank, receipt 8801")
    assert demand.entry == "0000000000000004", "the delivery proves it, not the letter"
    assert str(demand.proof) == "letter 2023-A-0001: signed for in person, XA1"


def test_a_promise_by_word_of_mouth_is_told_apart(told: Callable[..., LimitationState]) -> None:
    promise = ("promise", "2023-04-06", {"amount": "100.00", "due": "2023-05-01"})
    said = told([opening(), promise])
    assert (said.expires, said.proven_until) == (date(2026, 4, 7), date(2025, 9, 15))
    assert "in writing or recorded, the claim is in time through 2025-09-15" in notes(said)
    call = ("contact", "2023-04-06", {"channel": "phone", "result": "promised", "recording": "R-77"})
    recorded = told([opening(), call, promise])
    assert recorded.proven_until == recorded.expires == date(2026, 4, 7)
    assert str(recorded.restarts[0].proof) == "recording R-77"


def test_what_restarts_nothing_is_said(told: Callable[..., LimitationState]) -> None:
    plan = ("plan", "2023-06-01", {"instalments": [("2023-07-01", "500.00")], "signed": "none"})
    state = told([opening(), plan, pay("2023-08-01", payer="路过"), letter("2023-09-01")])
    assert "plan of 2023-06-01: nobody's signature" in notes(state)
    assert "payment of 2023-08-01: made by another person" in notes(state)
    assert "letter 2023-A-0001 of 2023-09-01: no delivery on record" in notes(state)


def test_expiry_revival_and_the_oldest_bill_are_said(told: Callable[..., LimitationState]) -> None:
    assert "lapsed since 2024-05-10" in notes(told([opening("2021-05-10"), pay("2024-06-01")]))
    revived = [opening("2021-05-10"), letter("2024-06-01"), RECEIVED_LATE]
    assert "had lapsed on 2024-05-10" in notes(told(revived))
    bills = [charge("2022-03-31"), charge("2023-03-31"), charge("2024-03-31")]
    state = told(bills, "2025-02-01", "property-fee")
    assert state.expires == date(2027, 3, 31)
    assert state.oldest_until == date(2025, 3, 31)
    assert "the oldest unpaid one is in time through 2025-03-31" in notes(state)


RECEIVED_LATE = delivered("2024-06-11", received="2024-06-11", signed_by="周明")


def test_paid_bills_do_not_lengthen_the_claim_on_the_unpaid_ones(
    told: Callable[..., LimitationState],
) -> None:
    # the last bill is paid by direction of nobody: oldest first leaves the later ones open
    paid = [charge("2022-03-31", "100.00"), pay("2022-03-31"), charge("2023-03-31")]
    assert told(paid, "2025-02-01", "property-fee").oldest_until == date(2026, 3, 31)


def test_a_card_counts_from_the_last_statement_that_fell_due(told: Callable[..., LimitationState]) -> None:
    bought = [("charge", on, {"principal": "500.00"}) for on in ("2026-01-10", "2026-03-10")]
    assert told(bought, "2026-03-12", "credit-card").starts == date(2026, 2, 23)
    assert told(bought, "2026-04-10", "credit-card").starts == date(2026, 4, 23)


def test_a_suit_under_way_keeps_the_claim_alive(told: Callable[..., LimitationState]) -> None:
    filed = [opening("2021-05-10"), legal("2021-06-01", "file")]
    state = told(filed, "2025-01-10")
    assert (state.pending, state.lapsed) == (True, False)
    assert "proceedings are under way" in notes(state)
    judged = told([*filed, legal("2024-07-02", "judgment")], "2025-01-10")
    assert (judged.pending, judged.lapsed) == (False, False)
    assert "民诉法250" in notes(judged)


def test_a_day_looked_at_knows_nothing_later(told: Callable[..., LimitationState]) -> None:
    steps = [opening(), pay("2023-03-01"), pay("2024-05-20")]
    assert told(steps, "2023-02-28").expires == date(2025, 9, 15)
    assert told(steps, "2024-05-19").expires == date(2026, 3, 2)


def test_a_case_without_debt_has_no_clock(told: Callable[..., LimitationState]) -> None:
    state = told([])
    assert (state.starts, state.expires, state.lapsed, state.restarts) == (None, None, False, ())


def test_beyond_the_known_holidays_weekends_only_and_it_says_so(told: Callable[..., LimitationState]) -> None:
    far = told([opening("2030-10-01")], "2031-01-01")
    assert far.expires == date(2033, 10, 3), "2033-10-01 is a Saturday; the National Day week is not known"
    assert f"holidays are known through {CALENDAR.last_year}" in notes(far)
    assert "holidays are known" not in notes(told([opening()]))
    own = work_calendar(
        Office(office="青禾", holidays=Holidays(off=tuple(date(2033, 10, n) for n in range(1, 8))))
    )
    near = told([opening("2030-10-01")], "2031-01-01", calendar=own)
    assert near.expires == date(2033, 10, 10)
    assert "holidays are known" not in notes(near)


def test_the_ledgers_own_days_win() -> None:
    calendar = work_calendar(Office(office="青禾", holidays=Holidays(work=(date(2026, 10, 1),))))
    assert last_day(date(2026, 10, 1), calendar) == date(2026, 10, 1)
    assert not is_workday(date(2026, 10, 1), CALENDAR)
    assert is_workday(date(2026, 10, 10), CALENDAR), "a Saturday worked for the holiday"
    assert not is_workday(date(2026, 10, 10), WEEKENDS_ONLY)


# --- guarantors (民法典 686, 692-695)

JOINT = Party(name="郑建", role=Role.GUARANTOR, guarantee=Guarantee.JOINT)
GENERAL = Party(name="郑建", role=Role.GUARANTOR, guarantee=Guarantee.GENERAL)


@pytest.mark.parametrize(
    ("party", "steps", "expires"),
    [
        (JOINT, [opening()], "2023-03-15"),
        (JOINT, [opening("2022-08-31")], "2023-02-28"),
        (JOINT, [opening("2022-07-22")], "2023-01-28"),
        (JOINT, [charge("2022-03-20"), charge("2022-09-15")], "2023-03-15"),
        (replace(JOINT, guaranteed_until=date(2024, 9, 15)), [opening()], "2024-09-15"),
        (replace(JOINT, guaranteed_until=date(2022, 9, 15)), [opening()], "2023-03-15"),
        (JOINT, [opening(), pay("2022-12-01")], "2023-03-15"),
        (JOINT, [opening(), ("extension", "2022-10-10", {"due": "2023-10-10"})], "2023-03-15"),
        (
            JOINT,
            [
                opening(),
                ("plan", "2022-10-10", {"instalments": [("2024-07-01", "500.00")], "signed": "both"}),
            ],
            "2023-03-15",
        ),
    ],
    ids=[
        "six months from the due date (692)",
        "from a month's end (202)",
        "ends in the Spring Festival: a worked Saturday follows (203)",
        "from the last instalment (692)",
        "as agreed (692)",
        "agreed to end with the debt: not agreed at all (692)",
        "a payment restarts nothing (692)",
        "an extension does not move it (695)",
        "a plan does not move it (695)",
    ],
)
def test_guarantee_period(
    party: Party, steps: list[Step], expires: str, told: Callable[..., LimitationState]
) -> None:
    state = told(steps, "2023-01-02", parties=(party,))
    assert [each.expires for each in state.guarantors] == [date.fromisoformat(expires)]


NOTICE = letter("2023-01-05", to="guarantor", template="guarantor-notice")


@pytest.mark.parametrize(
    ("party", "steps", "kept", "claim"),
    [
        (JOINT, [NOTICE], None, None),
        (JOINT, [NOTICE, delivered("2023-01-12", received="2023-01-12")], "2023-01-12", "2026-01-12"),
        (JOINT, [NOTICE, delivered("2023-03-16", received="2023-03-16")], None, None),
        (JOINT, [NOTICE, delivered("2023-01-12", returned="拒收")], "2023-01-12", "2026-01-12"),
        (JOINT, [legal("2023-01-12", "file", text="被告周明、郑建")], "2023-01-12", "2026-01-12"),
        (JOINT, [legal("2023-01-12", "file")], None, None),
        (GENERAL, [NOTICE, delivered("2023-01-12", received="2023-01-12")], None, None),
        (GENERAL, [legal("2023-01-12", "file")], "2023-01-12", None),
        (GENERAL, [legal("2023-01-12", "file"), legal("2023-02-01", "withdraw")], None, None),
        (GENERAL, [legal("2023-03-16", "arbitrate")], None, None),
    ],
    ids=[
        "joint: written only",
        "joint: demand arrived (693, 694)",
        "joint: a day too late",
        "joint: refused",
        "joint: sued with the debtor",
        "joint: the suit does not name them",
        "general: a demand is not enough (693)",
        "general: the debtor was sued (693)",
        "general: withdrawn (担保制度解释31)",
        "general: a day too late",
    ],
)
def test_what_keeps_a_guarantee(
    party: Party, steps: list[Step], kept: str | None, claim: str | None, told: Callable[..., LimitationState]
) -> None:
    (state,) = told([opening(), *steps], "2024-06-03", parties=(party,)).guarantors
    assert state.kept_on == (date.fromisoformat(kept) if kept else None)
    assert state.claim_expires == (date.fromisoformat(claim) if claim else None)
    assert state.lapsed is (kept is None)


def test_a_later_demand_begins_the_guarantors_own_three_years_anew(
    told: Callable[..., LimitationState],
) -> None:
    steps = [
        opening(),
        NOTICE,
        delivered("2023-01-12", received="2023-01-12"),
        letter("2024-02-01", "2024-A-0009", to="郑建"),
        delivered("2024-02-08", "2024-A-0009", received="2024-02-08"),
    ]
    (state,) = told(steps, parties=(JOINT,)).guarantors
    assert (state.kept_on, state.claim_expires) == (date(2023, 1, 12), date(2027, 2, 8))


@pytest.mark.parametrize(
    ("contract_date", "guarantee"), [("2020-12-31", Guarantee.JOINT), ("2021-01-01", Guarantee.GENERAL)]
)
def test_a_guarantee_of_unknown_kind(
    contract_date: str, guarantee: Guarantee, told: Callable[..., LimitationState]
) -> None:
    unknown = replace(JOINT, guarantee=None)
    state = told([opening()], "2023-01-02", parties=(unknown,), contract_date=contract_date)
    assert state.guarantors[0].guarantee is guarantee
    assert ("民法典686" in notes(state)) is (guarantee is Guarantee.GENERAL)


# --- alarms


def alarms(state: LimitationState, as_of: str, until: str | None = None) -> list[tuple[str | None, str, int]]:
    day = date.fromisoformat(as_of)
    found = limitation_alarms(state, day, date.fromisoformat(until) if until else day)
    return [(alarm.guarantor, alarm.due.isoformat(), alarm.ahead) for alarm in found]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2025-03-18", []),
        ("2025-03-19", [(None, "2025-03-19", 180)]),
        ("2025-04-30", [(None, "2025-03-19", 180)]),
        ("2025-06-17", [(None, "2025-06-17", 90)]),
        ("2025-08-16", [(None, "2025-08-16", 30)]),
        ("2025-09-15", [(None, "2025-08-16", 30)]),
        ("2025-09-16", []),
    ],
)
def test_alarms_of_the_claim(
    as_of: str, expected: list[object], told: Callable[..., LimitationState]
) -> None:
    assert alarms(told([opening()], as_of), as_of) == expected


def test_alarms_can_be_seen_ahead(told: Callable[..., LimitationState]) -> None:
    state = told([opening()], "2025-03-01")
    assert alarms(state, "2025-03-01", "2025-03-31") == [(None, "2025-03-19", 180)]


def test_an_alarm_is_answered_by_a_step_and_comes_back(told: Callable[..., LimitationState]) -> None:
    steps = [opening(), letter("2025-03-25")]
    assert alarms(told(steps, "2025-04-01"), "2025-04-01") == []
    assert alarms(told(steps, "2025-06-20"), "2025-06-20") == [(None, "2025-06-17", 90)]
    back = [*steps, delivered("2025-04-02", returned="查无此人")]
    assert alarms(told(back, "2025-04-03"), "2025-04-03") == [(None, "2025-03-19", 180)]


def test_alarms_of_guarantors(told: Callable[..., LimitationState]) -> None:
    state = told([opening()], "2022-12-20", parties=(JOINT,))
    assert alarms(state, "2022-12-20") == [("郑建", "2022-12-15", 90)]
    kept = [opening(), NOTICE, delivered("2023-01-12", received="2023-01-12")]
    assert alarms(told(kept, "2023-02-20", parties=(JOINT,)), "2023-02-20") == []
    assert alarms(told([opening()], "2023-03-16", parties=(JOINT,)), "2023-03-16") == []


def test_no_alarm_while_a_suit_is_under_way(told: Callable[..., LimitationState]) -> None:
    state = told([opening(), legal("2022-12-01", "file")], "2025-11-25")
    assert alarms(state, "2025-11-25") == []
