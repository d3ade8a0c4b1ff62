"""The two years for applying for enforcement: dated stories with the article named, alarms, what a withdrawal means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from how_many import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dunning_cli.domain.case.case import Debtor, Party
from dunning_cli.domain.case.codes.legal import Instrument, LegalStep
from dunning_cli.domain.case.codes.people import Guarantee, Role
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.limitation.alarms import Clock, limitation_alarms
from dunning_cli.domain.limitation.enforcement import EnforcementState, enforcement_of
from dunning_cli.domain.limitation.limitation import limitation_of
from dunning_cli.domain.limitation.proceedings import proceedings_of
from dunning_cli.domain.limitation.state import LimitationState
from dunning_cli.domain.litigation.track import TrackStage, legal_track
from dunning_cli.store.format.holidays import work_calendar

CALENDAR = work_calendar(Office(office="青禾"))
ENDS = "2022-05-20"
"""Plain end of the performance period: two years later is Monday 2024-05-20, a working day."""

Step = tuple[str, str, dict[str, Any]]


def judged(perform_by: str = ENDS, on: str = "2022-05-10", **more: Any) -> Step:
    return ("judgment", on, {"principal": "1000.00", "perform_by": perform_by, **more})


def pay(on: str, **more: Any) -> Step:
    return ("payment", on, {"amount": "100.00", **more})


def legal(on: str, step: str, **more: Any) -> Step:
    return ("legal", on, {"step": step, **more})


def letter(on: str, serial: str = "2023-A-0001", **more: Any) -> Step:
    values = {"template": "final-demand", "to": "debtor", "pay_by": on, **more}
    return ("letter", on, {"serial": serial, **values})


def delivered(on: str, **more: Any) -> Step:
    return ("delivery", on, {"serial": "2023-A-0001", "tracking": "XA1", **more})


@dataclass
class Story:
    """What happened to one judgment, and until when its enforcement can be applied for."""

    name: str
    article: str
    steps: list[Step]
    expires: str
    restarts: tuple[str, ...] = ()
    """Kinds of the restarts that counted, in order."""
    lapsed: bool = False
    applied: str | None = None
    as_of: str = "2024-01-15"


PROMISE = ("promise", "2023-04-06", {"amount": "100.00", "due": "2023-05-01"})
PLAN = ("plan", "2023-06-01", {"instalments": [("2023-07-01", "500.00")], "signed": "both"})

STORIES = [
    Story("two years from the end of the performance period", "民诉法250", [judged()], "2024-05-20"),
    Story("the last day is in time", "民诉法250", [judged()], "2024-05-20", as_of="2024-05-20"),
    Story("one day later it has lapsed", "民诉法250", [judged()], "2024-05-20", lapsed=True, as_of="2024-05-21"),
    Story("ends on a Saturday: the next working day", "民法典203", [judged("2022-06-01")], "2024-06-03"),
    Story("ends in the Mid-Autumn Festival", "民法典203", [judged("2022-09-15")], "2024-09-18"),
    Story("ends in the National Day week", "民法典203", [judged("2022-10-01")], "2024-10-08"),
    Story("ends on a Sunday that is worked", "民法典203", [judged("2022-09-29")], "2024-09-29"),
    Story("from a leap day: the month's last day, a Saturday that is worked", "民法典202 203", [judged("2024-02-29", "2024-02-01")], "2026-02-28", as_of="2024-06-01"),
    Story("a payment within the performance period changes nothing", "民诉法250", [judged(), pay("2022-05-18")], "2024-05-20"),
    Story("a payment on the period's last day changes nothing", "民诉法250", [judged(), pay("2022-05-20")], "2024-05-20"),
    Story("a payment afterwards", "执行程序解释20", [judged(), pay("2023-03-01")], "2025-03-03", ("payment",)),
    Story("the last of several counts", "执行程序解释20", [judged(), pay("2023-03-01"), pay("2023-11-15")], "2025-11-17", ("payment", "payment")),
    Story("a payment on the last day is in time", "执行程序解释20", [judged(), pay("2024-05-20")], "2026-05-20", ("payment",), as_of="2025-01-01"),
    Story("a payment after the end begins nothing anew", "民诉法250", [judged(), pay("2024-05-21")], "2024-05-20", lapsed=True, as_of="2024-06-01"),
    Story("another person's payment is not the debtor's will", "执行程序解释20", [judged(), pay("2023-03-01", payer="路过")], "2024-05-20"),
    Story("a promise", "执行程序解释20", [judged(), PROMISE], "2025-04-07", ("promise",)),
    Story("a settlement signed by both", "执行程序解释20", [judged(), PLAN], "2025-06-03", ("plan",)),
    Story("a demand counts from its arrival", "执行程序解释20", [judged(), letter("2023-03-01"), delivered("2023-03-10", received="2023-03-10")], "2025-03-10", ("demand",)),
    Story("a demand only posted proves nothing", "执行程序解释20", [judged(), letter("2023-03-01"), delivered("2023-03-02", posted="2023-03-02")], "2024-05-20"),
    Story("a demand returned as refused", "执行程序解释20", [judged(), letter("2023-03-01"), delivered("2023-03-15", returned="收件人拒收")], "2025-03-17", ("demand",)),
    Story("a thing given in payment", "执行程序解释20", [judged(), legal("2023-02-13", "in-kind")], "2025-02-13", ("in-kind",)),
    Story("preservation before enforcement", "执行程序解释20", [judged(), legal("2023-02-13", "preserve")], "2025-02-13", ("preserve",)),
    Story("the notary's certificate is applied for", "公证债权文书执行规定9", [judged(instrument="notarised"), legal("2023-02-13", "notarise")], "2025-02-13", ("notarise",)),
    Story("another suit changes nothing", "民诉法250", [judged(), legal("2023-02-13", "file")], "2024-05-20"),
    Story("talks change nothing", "民诉法250", [judged(), legal("2023-02-13", "negotiate")], "2024-05-20"),
    Story("an application stops the period", "民诉法250", [judged(), legal("2023-02-13", "enforce")], "2024-05-20", applied="2023-02-13", as_of="2026-01-01"),
    Story("after it nothing needs to begin anew", "民诉法250", [judged(), legal("2023-02-13", "enforce"), pay("2023-06-01")], "2024-05-20", applied="2023-02-13"),
    Story("an application after the end", "民诉法解释481", [judged(), legal("2024-05-21", "enforce")], "2024-05-20", applied="2024-05-21", lapsed=True, as_of="2024-06-01"),
    Story("an application on the last day", "民诉法250", [judged(), legal("2024-05-20", "enforce")], "2024-05-20", applied="2024-05-20", as_of="2024-06-01"),
    Story("an application withdrawn: the two years begin anew", "民法典195", [judged(), legal("2023-02-13", "enforce"), legal("2023-08-01", "withdraw")], "2025-08-01", ("withdraw",)),
    Story("withdrawn after more than two years", "民法典195", [judged(), legal("2023-02-13", "enforce"), pay("2025-04-01"), legal("2025-08-01", "withdraw")], "2027-08-02", ("withdraw",), as_of="2026-01-01"),
    Story("one made too late and withdrawn begins nothing anew", "民诉法250", [judged(), legal("2024-05-21", "enforce"), legal("2024-06-03", "withdraw")], "2024-05-20", lapsed=True, as_of="2024-07-01"),
    Story("withdrawn and applied for again", "民诉法250", [judged(), legal("2023-02-13", "enforce"), legal("2023-08-01", "withdraw"), legal("2025-08-01", "enforce")], "2025-08-01", ("withdraw",), applied="2025-08-01", as_of="2026-01-01"),
    Story("an application from before the judgment is none of it", "民诉法250", [legal("2022-01-10", "enforce"), judged()], "2024-05-20"),
    Story("a later judgment takes the place of the first", "民诉法250", [judged(), pay("2022-07-01"), judged("2022-12-15", "2022-12-01")], "2024-12-16"),
    Story("withdrawing the suit before it was decided", "民诉法250", [legal("2022-01-10", "file"), legal("2022-02-01", "withdraw"), judged()], "2024-05-20"),
]  # fmt: skip


@pytest.fixture
def told(open_case: Callable[..., Any]) -> Callable[..., LimitationState]:
    """Every clock of a loan due 2021-09-15 after the steps of a story; with guarantors if wanted."""

    def tell(
        steps: list[Step], as_of: str = "2024-01-15", parties: tuple[Party, ...] = ()
    ) -> LimitationState:
        scene = open_case("small-loan", "contract_rate=12%/year", contract_date="2021-01-10")
        head = replace(scene.case.head, debtor=Debtor(name="周明"), parties=parties)
        scene.case = replace(scene.case, head=head)
        scene.add("opening", "2021-09-15", principal="1000.00")
        for kind, on, values in steps:
            scene.add(kind, on, **values)
        day = date.fromisoformat(as_of)
        return limitation_of(scene.case, day, CALENDAR, scene.at(day))

    return tell


def clock(state: LimitationState) -> EnforcementState:
    assert state.enforcement is not None
    return state.enforcement


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.name} ({story.article})")
def test_story(story: Story, told: Callable[..., LimitationState]) -> None:
    state = clock(told(story.steps, story.as_of))
    assert state.expires == date.fromisoformat(story.expires)
    assert tuple(restart.kind for restart in state.restarts) == story.restarts
    assert (state.applied.isoformat() if state.applied else None) == story.applied
    assert state.lapsed is story.lapsed


def notes(state: LimitationState) -> str:
    return "\n".join(str(note) for note in state.notes)


def test_without_a_judgment_there_is_no_such_clock(told: Callable[..., LimitationState]) -> None:
    assert told([legal("2022-01-10", "file")]).enforcement is None
    assert told([judged()], "2022-05-09").enforcement is None, "not before its own date"


def test_each_restart_names_its_entry_proof_and_article(told: Callable[..., LimitationState]) -> None:
    state = clock(
        told([judged(), pay("2023-03-01", via="bank", ref="8801"), legal("2023-04-01", "notarise")])
    )
    payment, certificate = state.restarts
    assert (payment.entry, str(payment.proof)) == ("0000000000000003", "bank, receipt 8801")
    assert payment.article == "民诉法250; 执行程序解释20"
    assert "公证债权文书执行规定9" in certificate.article
    assert state.counted_from == date(2023, 4, 1)


@pytest.mark.parametrize(
    ("paid", "expires"),
    [
        (None, "2024-05-20"),
        ("300.00", "2024-06-20"),
        ("600.00", "2024-07-22"),
        ("900.00", "2024-07-22"),
    ],
)
def test_of_a_judgment_in_parts_the_first_unpaid_is_watched_and_of_all_paid_the_last(
    paid: str | None, expires: str, told: Callable[..., LimitationState]
) -> None:
    dues = ("2022-05-20", "2022-06-20", "2022-07-20")
    parts = [{"due": due, "amount": "300.00"} for due in dues]
    steps = [judged("2022-07-20", principal="900.00", parts=parts)]
    if paid:
        steps.append(pay("2022-05-20", amount=paid))
    assert clock(told(steps)).expires == date.fromisoformat(expires)


def test_a_promise_by_word_of_mouth_is_told_apart(told: Callable[..., LimitationState]) -> None:
    said = told([judged(), PROMISE])
    assert (clock(said).expires, clock(said).proven_until) == (date(2025, 4, 7), date(2024, 5, 20))
    assert "enforcement can be applied for through 2024-05-20" in notes(said)
    call = ("contact", "2023-04-06", {"channel": "phone", "result": "promised", "recording": "R-77"})
    assert clock(told([judged(), call, PROMISE])).proven_until == date(2025, 4, 7)


def test_a_judgment_silences_the_limitation_of_the_claim(told: Callable[..., LimitationState]) -> None:
    late = told([judged("2026-01-20", "2026-01-05")], "2026-02-01")
    assert not late.lapsed
    assert "lapsed after" not in notes(late)
    ended = notes(told([judged()], "2024-06-01"))
    assert "ended on 2024-05-20" in ended
    assert "民诉法解释481" in ended


def test_the_performance_period_and_what_came_too_late_are_said(told: Callable[..., LimitationState]) -> None:
    assert "the performance period runs through 2022-05-20" in notes(told([judged()], "2022-05-15"))
    assert "2024-05-21 came after the end" in notes(told([judged(), pay("2024-05-21")], "2024-06-01"))


# --- what a withdrawal takes back


def test_withdrawing_enforcement_leaves_the_suit_and_the_guarantee(
    told: Callable[..., LimitationState],
) -> None:
    general = Party(name="郑建", role=Role.GUARANTOR, guarantee=Guarantee.GENERAL)
    filed = legal("2022-01-10", "file")
    steps = [filed, judged(), legal("2023-02-13", "enforce"), legal("2023-08-01", "withdraw")]
    (guarantor,) = told(steps, parties=(general,)).guarantors
    assert guarantor.kept_on == date(2022, 1, 10)
    (guarantor,) = told([filed, legal("2022-02-01", "withdraw")], parties=(general,)).guarantors
    assert guarantor.kept_on is None


@pytest.mark.parametrize(
    ("steps", "standing", "stage"),
    [
        ([], [], TrackStage.NONE),
        ([legal("2022-01-10", "negotiate")], [], TrackStage.PRE_SUIT),
        ([legal("2022-01-10", "file")], ["file"], TrackStage.IN_COURT),
        (
            [legal("2022-01-10", "file"), legal("2022-01-12", "file"), legal("2022-02-01", "withdraw")],
            [],
            TrackStage.WITHDRAWN,
        ),
        ([legal("2022-01-10", "payment-order"), legal("2022-02-10", "file")], ["payment-order"], TrackStage.IN_COURT),
        (
            [legal("2022-01-10", "preserve"), legal("2022-01-20", "file"), legal("2022-02-01", "withdraw")],
            ["preserve"],
            TrackStage.WITHDRAWN,
        ),
        ([legal("2022-01-10", "preserve"), legal("2022-02-01", "withdraw")], [], TrackStage.PRE_SUIT),
        ([legal("2022-01-10", "file"), legal("2022-03-01", "mediate")], ["file"], TrackStage.IN_COURT),
        ([legal("2022-01-10", "file"), judged("2024-01-15", "2024-01-02")], [], TrackStage.PERFORMANCE),
        ([legal("2022-01-10", "arbitrate"), judged(instrument="award")], [], TrackStage.ENFORCEABLE),
        ([judged("2021-12-31", "2021-12-01")], [], TrackStage.ENFORCEMENT_LAPSED),
        ([judged(), legal("2023-02-13", "enforce")], ["enforce"], TrackStage.ENFORCEMENT),
        ([judged(), legal("2023-02-13", "enforce"), legal("2023-03-01", "withdraw")], [], TrackStage.ENFORCEABLE),
    ],
    ids=[
        "nothing yet",
        "talks",
        "in court",
        "the docket number joined the suit; both are withdrawn",
        "a payment order that became a suit",
        "the suit is withdrawn, not the preservation",
        "preservation alone",
        "a mediation without a paper ends nothing",
        "performance period",
        "an award ends the arbitration",
        "lapsed",
        "enforcement",
        "enforcement withdrawn",
    ],
)  # fmt: skip
def test_where_a_case_stands(
    steps: list[Step], standing: list[str], stage: TrackStage, open_case: Callable[..., Any]
) -> None:
    scene = open_case("small-loan", "contract_rate=12%/year")
    for kind, on, values in steps:
        scene.add(kind, on, **values)
    day = date(2024, 1, 15)
    entries = scene.case.standing(day)
    assert [p.kind for p in proceedings_of(entries) if p.ended_by is None] == [LegalStep(s) for s in standing]
    assert legal_track(entries, day, enforcement_of(scene.case, day, CALENDAR)).stage is stage


def test_costs_add_up(open_case: Callable[..., Any]) -> None:
    scene = open_case("small-loan", "contract_rate=12%/year")
    scene.add("legal", "2022-01-10", step="file", cost="50.00")
    scene.add("legal", "2022-01-12", step="preserve", cost="120.50")
    scene.add("judgment", "2022-05-10", principal="10", perform_by="2022-05-20")
    track = legal_track(scene.case.standing(date(2022, 6, 1)), date(2022, 6, 1))
    assert (str(track.costs), len(track.steps)) == ("170.50", 3)


def test_every_instrument_starts_the_clock(told: Callable[..., LimitationState]) -> None:
    for instrument in Instrument:
        state = clock(told([judged(instrument=instrument)]))
        assert (state.judgment.instrument, state.expires) == (instrument, date(2024, 5, 20))


# --- alarms


def alarms(state: LimitationState, as_of: str, until: str | None = None) -> list[tuple[Clock, str, int]]:
    day = date.fromisoformat(as_of)
    found = limitation_alarms(state, day, date.fromisoformat(until) if until else day)
    return [(alarm.clock, alarm.due.isoformat(), alarm.ahead) for alarm in found]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2023-11-21", []),
        ("2023-11-22", [(Clock.ENFORCEMENT, "2023-11-22", 180)]),
        ("2024-02-20", [(Clock.ENFORCEMENT, "2024-02-20", 90)]),
        ("2024-04-20", [(Clock.ENFORCEMENT, "2024-04-20", 30)]),
        ("2024-05-20", [(Clock.ENFORCEMENT, "2024-04-20", 30)]),
        ("2024-05-21", [(Clock.ENFORCEMENT, "2024-05-21", 0)]),
        ("2025-05-21", [(Clock.ENFORCEMENT, "2024-05-21", 0)]),
    ],
)
def test_alarms(as_of: str, expected: list[object], told: Callable[..., LimitationState]) -> None:
    assert alarms(told([judged()], as_of), as_of) == expected


def test_alarms_are_seen_ahead_answered_and_silenced(told: Callable[..., LimitationState]) -> None:
    assert alarms(told([judged()], "2023-11-01"), "2023-11-01", "2023-11-30") == [
        (Clock.ENFORCEMENT, "2023-11-22", 180)
    ]
    sent = [judged(), letter("2023-12-01")]
    assert alarms(told(sent, "2023-12-05"), "2023-12-05") == []
    assert alarms(told(sent, "2024-02-21"), "2024-02-21") == [(Clock.ENFORCEMENT, "2024-02-20", 90)]
    for day in ("2024-02-21", "2025-06-01"):
        applied = legal("2023-12-01", "enforce", docket="(2023)江0101执9号")
        assert alarms(told([judged(), applied], day), day) == []


def test_an_application_without_its_number_is_only_claimed(told: Callable[..., LimitationState]) -> None:
    """As with a suit: it answers the alarm that stood, and the next one comes until the court's number is there."""
    unnumbered = [judged(), legal("2023-12-01", "enforce")]
    assert alarms(told(unnumbered, "2023-12-05"), "2023-12-05") == []
    state = told(unnumbered, "2024-02-21")
    assert alarms(state, "2024-02-21") == [(Clock.ENFORCEMENT, "2024-02-20", 90)]
    assert "no docket number" in notes(state)
    assert alarms(told(unnumbered, "2025-06-01"), "2025-06-01") == []
    numbered = [*unnumbered, legal("2024-02-22", "enforce", docket="(2024)江0101执3号")]
    assert alarms(told(numbered, "2024-04-25"), "2024-04-25") == []
    assert "no docket number" not in notes(told(numbered, "2024-04-25"))


# --- whatever happens

days = st.integers(0, 1600).map(lambda number: date(2022, 5, 10) + timedelta(number))
happenings = st.lists(
    st.one_of(
        st.tuples(st.just("payment"), days, st.just({"amount": "10.00"})),
        st.tuples(st.just("promise"), days, st.just({"amount": "10.00", "due": "2199-01-01"})),
        st.tuples(
            st.just("legal"),
            days,
            st.sampled_from(["enforce", "withdraw", "file"]).map(lambda s: {"step": s}),
        ),
    ),
    max_size=8,
)


@given(happened=happenings, as_of=days)
@settings(
    max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_clock_keeps_its_rules(
    happened: list[tuple[str, date, dict[str, str]]], as_of: date, open_case: Callable[..., Any]
) -> None:
    def state(until: date) -> EnforcementState:
        scene = open_case("small-loan", "contract_rate=12%/year")
        scene.add("judgment", "2022-05-10", principal="1000.00", perform_by=ENDS)
        for kind, on, values in happened:
            if on <= until:
                scene.add(kind, on, **values)
        found = enforcement_of(scene.case, as_of, CALENDAR)
        assert found is not None
        return found

    found = state(date.max)
    assert (found.expires, found.applied) == (state(as_of).expires, state(as_of).applied), (
        "nothing later is known"
    )
    assert found.expires >= date(2024, 5, 20)
    assert found.proven_until <= found.expires
    assert [r.date for r in found.restarts] == sorted(r.date for r in found.restarts)
    assert all(found.starts < restart.date <= as_of for restart in found.restarts)
    if found.applied is None:
        assert found.lapsed is (as_of > found.expires)
    else:
        assert all(restart.date <= found.applied for restart in found.restarts)
