"""What forbids all contact: the same answer for contacts, letters and the list of work, in all cases of a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunning_cli.domain.case.case import Case, Debtor, Head, Party, Phone
from dunning_cli.domain.case.codes.agreements import CloseReason, HoldWhat
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.domain.case.entries import (
    Close,
    Complaint,
    Contact,
    Death,
    Entry,
    Fraud,
    Hold,
    NewParty,
    Phase,
    Reversal,
    Verify,
)
from dunning_cli.domain.contact.history import contacts_of
from dunning_cli.domain.contact.known_elsewhere import with_known_elsewhere
from dunning_cli.domain.contact.letters import LetterIntent, judge_letter
from dunning_cli.domain.contact.rule_keys import NO_LIMITS
from dunning_cli.domain.contact.rules import ContactIntent, judge
from dunning_cli.domain.contact.stops import stops_in, stops_on
from dunning_cli.kernel.money import ZERO

ZONE = ZoneInfo("Asia/Shanghai")
WANG, LI = "110101199003070011", "110101199003070038"
PHONE, OTHER_PHONE = "13800000007", "13700000001"


def head(case: str = "A-1", number: str | None = WANG, **more: Any) -> Head:
    debtor = Debtor(name="王建国", id_number=number, phones=(Phone(number=PHONE),))
    return Head(case=case, policy="small-loan", debtor=debtor, **more)


def on(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 6, day, hour, tzinfo=ZONE)


def entry(kind: type[Entry], day: int, id_: str = "", **values: Any) -> Entry:
    return kind(
        id=id_ or f"{kind.kind[:8]:a<8}{day:08}", date=on(day).date(), by="wang", at=on(day), **values
    )


def hold(day: int, until: int | None = None, **values: Any) -> Entry:
    last = date(2026, 6, until) if until else None
    given = {"what": HoldWhat.CONTACT, "from_": date(2026, 6, day), "until": last, "reason": "病", **values}
    return entry(Hold, day, **given)


def complaint(day: int, resolves: Entry | None = None) -> Entry:
    return entry(Complaint, day, text="x", resolves=resolves.id if resolves else None)


def fraud(day: int, cleared: bool = False) -> Entry:
    told = {"cleared": True} if cleared else {"police": "江北派出所", "receipt": "2026-7"}
    return entry(Fraud, day, text="x", **told)


def phase(day: int, name: str) -> Entry:
    return entry(Phase, day, phase=name)


def verify(day: int, valid: bool) -> Entry:
    return entry(Verify, day, valid=valid)


def spoke(day: int, result: str = "reached", **values: Any) -> Entry:
    given = {
        "channel": Channel.PHONE,
        "to": "debtor",
        "time": on(day, 10),
        "result": Result(result),
        **values,
    }
    return entry(Contact, day, **given)


def death(day: int, of: str = "debtor") -> Entry:
    return entry(Death, day, of=of, died=on(day).date(), proof="证明")


def rules_against(case: Case, day: int, **contact: Any) -> str:
    given = {"channel": Channel.PHONE, "time": on(day, 15), **contact}
    intent = ContactIntent(day=on(day).date(), **given)
    return " ".join(each.rule for each in judge(NO_LIMITS, case, intent, contacts_of(case), ZONE))


HOLD, FIRST = hold(5), complaint(5)
STOPS: dict[str, tuple[tuple[Entry, ...], int, str]] = {
    # what stands, the day of the contact, the rules it is against
    "nothing": ((), 10, ""),
    "an open hold": ((HOLD,), 30, "hold"),
    "a hold that somebody ended": ((HOLD, hold(12, ends=HOLD.id)), 12, ""),
    "the day before it was ended": ((HOLD, hold(12, ends=HOLD.id)), 11, "hold"),
    "one of two holds ended": ((HOLD, hold(6), hold(12, ends=HOLD.id)), 12, "hold"),
    "a hold with an end that was ended before": ((hold(5, 20), hold(12, ends=hold(5).id)), 15, ""),
    "the end of a hold taken back": (
        (HOLD, hold(12, ends=HOLD.id), entry(Reversal, 13, entry=hold(12).id)), 14, "hold"
    ),
    "a hold of both": ((hold(5, what=HoldWhat.BOTH),), 10, "hold"),
    "a hold of accrual": ((hold(5, what=HoldWhat.ACCRUAL),), 10, ""),
    "a complaint": ((FIRST,), 10, "complaint"),
    "the day before the complaint": ((FIRST,), 4, ""),
    "a complaint that was settled": ((FIRST, complaint(8, FIRST)), 8, ""),
    "the day before it was settled": ((FIRST, complaint(8, FIRST)), 7, "complaint"),
    "one of two complaints settled": ((FIRST, complaint(6), complaint(8, FIRST)), 9, "complaint"),
    "a dispute": ((phase(5, "dispute"),), 20, "hold"),
    "a dispute that is over": ((phase(5, "dispute"), phase(9, "phone")), 9, ""),
    "a dispute, then another name for it": ((phase(5, "dispute"), phase(9, "disputed")), 20, "hold"),
    "on its way back to the client": ((phase(5, "return"),), 10, "return"),
    "fraud": ((fraud(5),), 10, "hold"),
    "fraud that was cleared": ((fraud(5), fraud(9, cleared=True)), 9, ""),
    "fraud, cleared, and again": ((fraud(5), fraud(9, cleared=True), fraud(12)), 12, "hold"),
    "found invalid": ((verify(5, False),), 10, "invalid"),
    "found invalid, then right": ((verify(5, False), verify(9, True)), 9, ""),
    "found invalid, then told to a neighbour": (
        (verify(5, False), spoke(9, "third_party", verified=True)), 10, "invalid"
    ),
    "found invalid, then nobody answered": (
        (verify(5, False), spoke(9, "no_answer", verified=True)), 10, "invalid"
    ),
    "found invalid, then confirmed on the telephone": (
        (verify(5, False), spoke(9, verified=True)), 10, ""
    ),
    "a hold and a complaint": ((HOLD, FIRST), 10, "hold complaint"),
    "closed and complained of": ((entry(Close, 4, reason=CloseReason.PAID), FIRST), 10, "closed complaint"),
}  # fmt: skip


@pytest.mark.parametrize("name", STOPS)
def test_a_stop_has_its_rule(name: str) -> None:
    entries, day, rules = STOPS[name]
    assert rules_against(Case(head(), entries), day) == rules


@pytest.mark.parametrize("name", STOPS)
def test_letters_that_demand_are_under_the_same_stops(name: str) -> None:
    entries, day, rules = STOPS[name]
    letter = LetterIntent(day=on(day).date(), to="debtor", owed=ZERO)
    found = [breach.rule for breach in judge_letter(NO_LIMITS, Case(head(), entries), letter)]
    assert found == (["letters-closed"] if "closed" in rules else rules.split())


def test_every_stop_says_what_ends_it_and_when_it_is_looked_at() -> None:
    entries = (HOLD, FIRST, phase(5, "dispute"), fraud(5), verify(5, False))
    told = {
        stop.kind.value: (str(stop.ends_with()), stop.again)
        for stop in stops_on(Case(head(), entries), date(2026, 6, 9))
    }
    day = date(2026, 7, 5)
    assert told == {
        "hold": (f"dunning hold A-1 contact --ends {HOLD.id} --reason TEXT", day),
        "complaint": (f"dunning complaint A-1 TEXT --resolves {FIRST.id}", day),
        "dispute": ("dunning phase A-1 NAME --reason TEXT", day),
        "fraud": ("dunning fraud A-1 --cleared --reason TEXT", day),
        "invalid": ("dunning verify A-1 --reason TEXT", day),
    }


def test_a_contact_the_debtor_asked_for_is_lawful_while_it_is_stopped_for_their_sake() -> None:
    for entries, rules in (
        ((HOLD,), ""),
        ((FIRST,), ""),
        ((verify(5, False),), "invalid"),
        ((phase(5, "return"),), "return"),
    ):
        assert rules_against(Case(head(), entries), 10, agreed=True) == rules


days = st.integers(1, 28)


@given(
    st.lists(
        st.one_of(
            st.builds(
                lambda day, more: hold(day, min(28, day + more) if more else None), days, st.integers(0, 20)
            ),
            st.builds(complaint, days),
            st.builds(phase, days, st.sampled_from(["dispute", "return", "phone"])),
            st.builds(fraud, days, st.booleans()),
            st.builds(verify, days, st.booleans()),
        ),
        max_size=6,
    ),
    days,
)
def test_work_goes_on_on_the_first_day_without_a_stop(entries: list[Entry], today: int) -> None:
    listed = tuple(replace(each, id=f"{number:016d}") for number, each in enumerate(entries))
    case, day = Case(head(), listed), date(2026, 6, today)
    stops = [stop for stop in stops_in(case, day) if stop.since <= day]
    free = all(stop.until is not None and stop.until < day for stop in stops)
    assert free == (not stops_on(case, day))
    assert free == (rules_against(case, today) == "")
    if free and stops:
        resumed = max(stop.until for stop in stops if stop.until) + timedelta(1)
        assert resumed <= day


GUARANTOR = Party(name="李敏", role=Role.GUARANTOR, id_number=LI, phones=(Phone(number=OTHER_PHONE),))
HEIR = entry(NewParty, 6, name="王晓", role=Role.HEIR, phones=("13700000021",))
ELSEWHERE: dict[str, tuple[Head, tuple[Entry, ...], dict[str, Any], str]] = {
    # the other case, what stands there, the contact in this one, the rules it is against
    "a hold": (head("B-1"), (HOLD,), {}, "hold"),
    "a hold of both": (head("B-1"), (hold(5, what=HoldWhat.BOTH),), {}, "hold"),
    "a hold of accrual": (head("B-1"), (hold(5, what=HoldWhat.ACCRUAL),), {}, ""),
    "a hold that was ended": (head("B-1"), (HOLD, hold(8, ends=HOLD.id)), {}, ""),
    "a hold approved by somebody else": (head("B-1"), (hold(5, pending=True),), {}, ""),
    "a complaint": (head("B-1"), (FIRST,), {}, "complaint"),
    "a complaint that was settled": (head("B-1"), (FIRST, complaint(8, FIRST)), {}, ""),
    "a dispute about that debt": (head("B-1"), (phase(5, "dispute"),), {}, ""),
    "fraud in that contract": (head("B-1"), (fraud(5),), {}, ""),
    "found invalid there": (head("B-1"), (verify(5, False),), {}, ""),
    "closed there": (head("B-1"), (entry(Close, 5, reason=CloseReason.PAID),), {}, ""),
    "a death": (head("B-1"), (death(5),), {}, "death"),
    "a death that was taken back": (head("B-1"), (death(5), entry(Reversal, 6, entry=death(5).id)), {}, ""),
    "a death known only later": (head("B-1"), (death(20),), {}, ""),
    "a death, the guarantor called": (head("B-1"), (death(5),), {"to": "李敏"}, ""),
    "an heir called": (head("B-1"), (death(5), HEIR), {"to": "王晓"}, ""),
    "the guarantor's death, told in a case of his own": (head("B-1", LI), (death(5),), {"to": "李敏"}, "death"),
    "the guarantor's own complaint": (head("B-1", LI), (FIRST,), {}, ""),
    "a stranger's hold": (head("B-1", "110101197001010016"), (HOLD,), {}, ""),
    "a stranger without a number": (head("B-1", None), (HOLD,), {}, ""),
    "a stranger with a word for a number": (head("B-1", "无"), (HOLD,), {}, ""),
    "the death of the other case's guarantor": (
        head("B-1", parties=(GUARANTOR,)), (death(5, "李敏"),), {"to": "李敏"}, "death"
    ),
    "that, and the debtor called": (head("B-1", parties=(GUARANTOR,)), (death(5, "李敏"),), {}, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_another_case_knows_has_its_rule_here(name: str) -> None:
    other, entries, contact, rules = ELSEWHERE[name]
    mine = Case(head(parties=(GUARANTOR,)), (verify(1, True),))
    known = with_known_elsewhere(mine, [Case(other, entries)])
    assert rules_against(known, 10, **contact) == rules
    assert mine.entries == (verify(1, True),)


def test_there_are_enough_situations() -> None:
    assert len(STOPS) + len(ELSEWHERE) >= 50
