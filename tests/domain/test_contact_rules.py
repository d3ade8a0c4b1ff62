"""Contact rules: situations with their verdict under both shipped packs, and the answer to "may I call now"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dunning_cli.domain.case.case import Case, Debtor, Head, Party, Phone
from dunning_cli.domain.case.codes.agreements import CloseReason, HoldWhat
from dunning_cli.domain.case.codes.letters import Method
from dunning_cli.domain.case.codes.people import DetailStatus, PersonKind, Role
from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.domain.case.entries import Close, Contact, Entry, Hold, Phase, Reopen, Reversal, Verify
from dunning_cli.domain.contact.history import contacts_of
from dunning_cli.domain.contact.intent import ContactIntent
from dunning_cli.domain.contact.letters import LetterIntent, judge_letter, letter_mentions
from dunning_cli.domain.contact.rule_keys import NO_LIMITS, ContactRuleBook, ContactRules, read_contact_rules
from dunning_cli.domain.contact.rules import judge, mentions
from dunning_cli.domain.contact.window import may_call
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Problem
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.yaml_reader import parse_yaml
from dunning_cli.store.reading.ledger_reader import LedgerReader

ROOT = Path(__file__).parents[2]
ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 6, 15)
PHONE, SECOND, GUARANTORS, FRIENDS = "13800000007", "13800000017", "13900000008", "13700000009"
HEAD = Head(
    case="PF-2026-0007",
    policy="property-fee",
    creditor="青禾物业服务有限公司",
    debtor=Debtor(name="王建国", phones=(Phone(number=PHONE),)),
    parties=(
        Party(name="李敏", role=Role.GUARANTOR, phones=(Phone(number=GUARANTORS),)),
        Party(name="周杰", role=Role.CO_DEBTOR),
        Party(name="吴律师", role=Role.LAWYER),
        Party(name="陈朋", role=Role.CONTACT, phones=(Phone(number=FRIENDS),)),
    ),
)


def at(text: str) -> datetime:
    """A moment in the office from `15 10:00`, a day of June 2026 and an hour."""
    return datetime.strptime(f"2026-06-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)


def entry(kind: type[Entry], when: str, **values: Any) -> Entry:
    """An entry recorded at the moment it is about."""
    return kind(id="0" * 16, date=at(when).date(), by=values.pop("by", "wang"), at=at(when), **values)


def call(result: str, when: str = "15 09:00", times: int = 1, **values: Any) -> tuple[Entry, ...]:
    """Calls to the debtor unless said otherwise, the same several times over."""
    given = {"channel": Channel.PHONE, "to": "debtor", "time": at(when), **values}
    return tuple(entry(Contact, when, result=Result(result), **given) for _ in range(times))


def case_of(*entries: Entry, verified: bool = True, head: Head = HEAD) -> Case:
    first = (entry(Verify, "01 09:00", valid=True),) if verified else ()
    listed = tuple(replace(each, id=f"{number:016d}") for number, each in enumerate((*first, *entries)))
    return Case(head, listed)


@pytest.fixture(scope="module")
def packs() -> ContactRuleBook:
    return LedgerReader(LedgerFolder(ROOT)).contact_rules


def verdict(rules: ContactRules, case: Case, **contact: Any) -> str:
    """The names of the rules that a contact is against."""
    when = contact.pop("when", "15 10:00")
    given = {"day": DAY, "channel": "phone", "time": at(when) if when else None, **contact}
    if given["time"]:
        given["day"] = given["time"].date()
    given["channel"] = Channel(given["channel"])
    if given.get("result"):
        given["result"] = Result(given["result"])
    return " ".join(
        breach.rule for breach in judge(rules, case, ContactIntent(**given), contacts_of(case), ZONE)
    )


CONNECTED3 = call("reached", times=3)
UNANSWERED6 = call("no_answer", times=6, number=PHONE)
FAILED3 = call("no_answer", times=3, number=PHONE)
FAILED_YESTERDAY = call("no_answer", "14 09:00", times=3, number=PHONE)
HOLD = entry(
    Hold, "10 09:00", what=HoldWhat.CONTACT, from_=date(2026, 6, 10), until=date(2026, 6, 20), reason="病"
)
CLOSED = entry(Close, "12 09:00", reason=CloseReason.PAID)
REFUSED = call("refused", "11 10:00", to="陈朋", number=FRIENDS)
FAILED_BEFORE = (
    call("busy", "10 09:00") + call("off", "11 09:00") + call("wrong_number", "12 09:00", number=SECOND)
)
THIRD, WORDS = "third-party", "words"

SITUATIONS: dict[str, tuple[tuple[Entry, ...], dict[str, Any], str, str | None]] = {
    # hours: what stands before, the contact, the breaches under cn-2026, under client-strict (None: the same)
    "a call in the morning": ((), {}, "", None),
    "07:59": ((), {"when": "15 07:59"}, "hours", None),
    "08:00": ((), {"when": "15 08:00"}, "", None),
    "21:59": ((), {"when": "15 21:59"}, "", None),
    "22:00": ((), {"when": "15 22:00"}, "hours", None),
    "midnight": ((), {"when": "15 00:00"}, "hours", None),
    "22:30, agreed": ((), {"when": "15 22:30", "agreed": True}, "", None),
    "no time known": ((), {"when": None}, "", None),
    "a visit at 22:10": ((), {"when": "15 22:10", "channel": "visit"}, "hours", None),
    "a text message at 06:00": (
        (),
        {"when": "15 06:00", "channel": "sms", "text": "您好"},
        "hours",
        "channel hours",
    ),
    "an e-mail at 23:00": (
        (),
        {"when": "15 23:00", "channel": "email", "text": "您好"},
        "hours",
        "channel hours",
    ),
    "the debtor comes to the counter at 07:00": ((), {"when": "15 07:00", "channel": "counter"}, "", None),
    "the guarantor at 22:00": ((), {"when": "15 22:00", "to": "guarantor"}, "hours", None),
    "the client at 22:00": ((), {"when": "15 22:00", "to": "creditor"}, "", None),
    "07:30 in Shanghai, written with another offset": (
        (),
        {"time": datetime.fromisoformat("2026-06-14T23:30:00+00:00")},
        "hours",
        None,
    ),
    # connected calls a day
    "after two connected calls": (call("reached", times=2), {"result": "reached"}, "", None),
    "after three connected calls": (CONNECTED3, {"result": "reached"}, "connected-calls", None),
    "the fourth by another collector": (
        call("promised") + call("refused", by="li") + call("disputed", by="zhao", agent="chen"),
        {"result": "intends"},
        "connected-calls",
        None,
    ),
    "a fourth that nobody answered": (CONNECTED3, {"result": "no_answer"}, "", None),
    "a fourth not made yet": (CONNECTED3, {}, "connected-calls", None),
    "three connected calls yesterday": (call("reached", "14 09:00", 3), {"result": "reached"}, "", None),
    "three later on the same day": (
        call("reached", "15 15:00", 3),
        {"result": "reached"},
        "connected-calls",
        None,
    ),
    "three unanswered calls": (call("no_answer", times=3), {"result": "reached"}, "", None),
    "three visits": (call("reached", times=3, channel=Channel.VISIT), {"result": "reached"}, "", None),
    "a visit after three calls": (CONNECTED3, {"channel": "visit", "result": "reached"}, "", None),
    "a video call after three calls": (
        CONNECTED3,
        {"channel": "video"},
        "connected-calls",
        "channel connected-calls",
    ),
    "a text message after three calls": (CONNECTED3, {"channel": "sms", "text": "您好"}, "", "channel"),
    "three calls with the guarantor": (call("reached", times=3, to="李敏"), {"result": "reached"}, "", None),
    "a fourth with the guarantor": (
        call("reached", times=3, to="李敏"),
        {"to": "guarantor"},
        "connected-calls",
        None,
    ),
    "three calls under the debtor's name": (
        call("reached", times=3, to="王建国"),
        {},
        "connected-calls",
        None,
    ),
    "a call near midnight counts for its own day": (
        call("reached", "14 21:00", 1) + call("reached", "15 09:00", 2),
        {"result": "reached"},
        "",
        None,
    ),
    # attempts on one number
    "after five unanswered calls": (UNANSWERED6[:5], {"number": PHONE, "result": "no_answer"}, "", None),
    "after six unanswered calls": (UNANSWERED6, {"number": PHONE, "result": "no_answer"}, "attempts", None),
    "a seventh that was answered": (UNANSWERED6, {"number": PHONE, "result": "reached"}, "attempts", None),
    "six on the number, written in another way": (
        call("busy", times=6, number="+86 138-0000-0007"),
        {"number": PHONE, "result": "busy"},
        "attempts",
        None,
    ),
    "another number": (UNANSWERED6, {"number": SECOND, "result": "no_answer"}, "", None),
    "six without a number, of a debtor with one": (call("off", times=6), {"result": "off"}, "attempts", None),
    "six on the number yesterday": (call("busy", "14 09:00", 6, number=PHONE), {"number": PHONE}, "", None),
    "six of which one was answered": (
        UNANSWERED6[:5] + call("reached", number=PHONE),
        {"number": PHONE, "result": "no_answer"},
        "",
        None,
    ),
    "a text message after six calls": (UNANSWERED6, {"channel": "wechat", "text": "您好"}, "", "channel"),
    "both limits at once": (CONNECTED3 + UNANSWERED6, {"number": PHONE}, "connected-calls attempts", None),
    # third parties
    "a contact person, the debtor not tried": ((), {"to": "陈朋"}, THIRD, None),
    "a name that is no party": ((), {"to": "路人"}, THIRD, None),
    "a co-debtor": ((), {"to": "周杰"}, "", None),
    "the debtor's lawyer": ((), {"to": "吴律师"}, "", None),
    "a contact person after two failed calls": (FAILED3[:2], {"to": "陈朋"}, THIRD, None),
    "a contact person after three failed calls on the same day": (FAILED3, {"to": "陈朋"}, THIRD, None),
    "a contact person the day after three failed calls": (FAILED_YESTERDAY, {"to": "陈朋"}, "", None),
    "a stranger the day after three failed calls": (FAILED_YESTERDAY, {"to": "路人"}, "", None),
    "three failed calls on several days": (FAILED_BEFORE, {"to": "陈朋"}, "", None),
    "three failed calls, then one that reached": (
        call("busy", "13 09:00", 3) + call("reached", "14 09:00"),
        {"to": "陈朋"},
        THIRD,
        None,
    ),
    "three calls that fail only later": (call("busy", "15 12:00", 3), {"to": "陈朋"}, THIRD, None),
    "three failed visits": (call("no_answer", times=3, channel=Channel.VISIT), {"to": "陈朋"}, THIRD, None),
    "three failed calls to the guarantor": (call("busy", times=3, to="李敏"), {"to": "陈朋"}, THIRD, None),
    "the debtor's only number is wrong": (call("wrong_number", number=PHONE), {"to": "陈朋"}, "", None),
    "one of two numbers is wrong": (
        call("no_answer", "14 09:00", number=SECOND) + call("wrong_number", "14 10:00", number=PHONE),
        {"to": "陈朋"},
        THIRD,
        None,
    ),
    "a visit to a neighbour": ((), {"channel": "visit", "to": "邻居"}, THIRD, None),
    "a contact person who refused": (FAILED_YESTERDAY + REFUSED, {"to": "陈朋"}, "third-party-refused", None),
    "the number of somebody who refused": (
        FAILED_YESTERDAY + REFUSED,
        {"to": "路人", "number": FRIENDS},
        "third-party-refused",
        None,
    ),
    "another contact after one refused": (FAILED_YESTERDAY + REFUSED, {"to": "路人"}, "", None),
    "refused, and the debtor not tried": (REFUSED, {"to": "陈朋"}, "third-party-refused third-party", None),
    "a debtor who refused to pay": (call("refused", "11 10:00"), {}, "", None),
    "a guarantor who refused to pay": (call("refused", "11 10:00", to="李敏"), {"to": "李敏"}, "", None),
    # words
    "an insult by text message": ((), {"channel": "sms", "text": "老赖还钱"}, WORDS, "channel words"),
    "an insult in letter forms and blanks": (
        (),
        {"channel": "wechat", "text": "老 \u200b赖"},
        WORDS,
        "channel words",
    ),
    "an insult in the clerk's notes of a call": ((), {"text": "自称不是老赖"}, "", None),
    "suing, written to the debtor": ((), {"channel": "email", "text": "将依法诉讼"}, "", "channel"),
    "suing, written to a third party": (
        FAILED_YESTERDAY,
        {"channel": "sms", "to": "陈朋", "text": "我们将诉讼"},
        "third-party-words",
        "channel third-party-words",
    ),
    "the debt, disclosed to a third party": (
        FAILED_YESTERDAY,
        {"channel": "sms", "to": "陈朋", "text": "他有欠款"},
        "third-party-disclosure",
        "channel third-party-disclosure",
    ),
    "a request to a third party": (
        FAILED_YESTERDAY,
        {"channel": "sms", "to": "陈朋", "text": "请转告王先生回电"},
        "",
        "channel",
    ),
    # holds and closed cases, under any rules
    "during a hold": ((HOLD,), {}, "hold", None),
    "a text message during a hold": ((HOLD,), {"channel": "sms", "text": "您好"}, "hold", "hold channel"),
    "on the last day of a hold": ((HOLD,), {"when": "20 10:00"}, "hold", None),
    "the day after a hold": ((HOLD,), {"when": "21 10:00"}, "", None),
    "the day before a hold": ((HOLD,), {"when": "09 10:00"}, "", None),
    "an hour before the hold was entered": ((HOLD,), {"when": "10 08:30"}, "", None),
    "an hour after the hold was entered": ((HOLD,), {"when": "10 10:00"}, "hold", None),
    "during a hold, at the debtor's wish": ((HOLD,), {"agreed": True}, "", None),
    "a hold on accrual only": ((replace(HOLD, what=HoldWhat.ACCRUAL),), {}, "", None),
    "a hold waiting for approval": ((replace(HOLD, pending=True),), {}, "", None),
    "the debtor comes during a hold": ((HOLD,), {"channel": "counter"}, "", None),
    "a disputed case": ((entry(Phase, "10 09:00", phase="dispute"),), {}, "hold", None),
    "a closed case": ((CLOSED,), {}, "closed", None),
    "a visit on a closed case": ((CLOSED,), {"channel": "visit"}, "closed", None),
    "a closed case, at the debtor's wish": ((CLOSED,), {"agreed": True}, "closed", None),
    "before it was closed": ((CLOSED,), {"when": "11 10:00"}, "", None),
    "a case reopened": ((CLOSED, entry(Reopen, "13 09:00")), {}, "", None),
    "several rules, the gravest first": (
        (CLOSED,),
        {"when": "15 23:00", "to": "路人"},
        "closed hours third-party",
        None,
    ),
    # channels
    "a video call": ((), {"channel": "video"}, "", "channel"),
    "a visit": ((), {"channel": "visit"}, "", None),
    "a message by WeChat": ((), {"channel": "wechat", "text": "您好"}, "", "channel"),
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_situation_has_its_verdict_under_both_packs(name: str, packs: ContactRuleBook) -> None:
    entries, contact, lenient, strict = SITUATIONS[name]
    case = case_of(*entries)
    assert verdict(packs.named("cn-2026", DAY), case, **contact) == lenient
    assert verdict(packs.named("client-strict", DAY), case, **contact) == (
        lenient if strict is None else strict
    )


BEFORE = """
contact_rules: before
quiet_hours: {from: "22:00", until: "08:00"}
connected_calls_per_day: 3
unanswered_attempts_per_number: 6
channels: [phone, visit, letter, sms, email, wechat, video]
third_parties: {when: unreachable, failed_calls: 3, refusal_is_final: true}
identity: mention
words:
  never: [老赖]
  to_third_parties: [诈骗, 诉讼, 报案, 上门]
  disclosing: [欠款, 欠费, 欠债, 债务, 逾期, 贷款, 催收, 还款]
"""
"""A pack as an older ledger has it."""
AS_BEFORE = {"a contact person after three failed calls on the same day": ""}


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_pack_without_the_newer_keys_keeps_its_meaning(name: str) -> None:
    entries, contact, lenient, _ = SITUATIONS[name]
    rules, problems = pack(BEFORE)
    assert rules is not None, problems
    assert verdict(rules, case_of(*entries), **contact) == AS_BEFORE.get(name, lenient)


def test_there_are_at_least_sixty_situations() -> None:
    assert len(SITUATIONS) >= 60


UNVERIFIED: dict[str, tuple[tuple[Entry, ...], dict[str, Any], int, str]] = {
    # what stands before, the contact, mentions under cn-2026, breaches under client-strict
    "never checked": ((), {"result": "reached"}, 1, "identity"),
    "checked in this very call": ((), {"result": "reached", "verified": True}, 0, ""),
    "checked in an earlier call": (call("reached", "14 09:00", verified=True), {"result": "reached"}, 0, ""),
    "checked only later": ((entry(Verify, "16 09:00", valid=True),), {"result": "reached"}, 1, "identity"),
    "checked in a call nobody answered": (
        call("no_answer", "14 09:00", verified=True),
        {"result": "reached"},
        1,
        "identity",
    ),
    "checked with a neighbour": (
        call("third_party", "14 09:00", verified=True),
        {"result": "reached"},
        1,
        "identity",
    ),
    "checked in this very call that nobody answered": (
        (),
        {"result": "no_answer", "verified": True},
        0,
        "identity",
    ),
    "a call that nobody answered": ((), {"result": "no_answer"}, 0, "identity"),
    "the debtor comes by": ((), {"channel": Channel.COUNTER}, 0, ""),
}


@pytest.mark.parametrize("name", UNVERIFIED)
def test_an_unverified_case_is_mentioned_or_refused(name: str, packs: ContactRuleBook) -> None:
    entries, contact, mentioned, strict = UNVERIFIED[name]
    case = case_of(*entries, verified=False)
    assert verdict(packs.named("cn-2026", DAY), case, **contact) == ""
    assert verdict(packs.named("client-strict", DAY), case, **contact) == strict
    given = {"channel": Channel.PHONE, **contact}
    given["result"] = Result(given["result"]) if given.get("result") else None
    intent = ContactIntent(day=DAY, time=at("15 10:00"), **given)
    said = mentions(packs.named("cn-2026", DAY), case, intent, contacts_of(case), ZONE)
    assert len(said) == mentioned


def test_a_reversed_contact_does_not_count(packs: ContactRuleBook) -> None:
    case = case_of(*CONNECTED3)
    taken_back = entry(Reversal, "15 09:30", entry=case.entries[1].id)
    case = replace(case, entries=(*case.entries, replace(taken_back, id="f" * 16)))
    assert verdict(packs.named("cn-2026", DAY), case, result="reached") == ""


def test_numbers_marked_dead_in_the_head_free_the_contact_person(packs: ContactRuleBook) -> None:
    for status, expected in ((DetailStatus.DEAD, ""), (DetailStatus.VALID, "third-party")):
        phones = (Phone(number=PHONE, status=DetailStatus.WRONG), Phone(number=SECOND, status=status))
        case = case_of(head=replace(HEAD, debtor=Debtor(name="王建国", phones=phones)))
        assert verdict(packs.named("cn-2026", DAY), case, to="陈朋") == expected


def test_without_any_number_only_listed_people_may_be_asked(packs: ContactRuleBook) -> None:
    case = case_of(head=replace(HEAD, debtor=Debtor(name="王建国")))
    assert verdict(packs.named("cn-2026", DAY), case, to="陈朋") == ""
    assert verdict(packs.named("cn-2026", DAY), case, to="路人") == "third-party"


def test_an_organisation_is_spoken_to_through_its_contact_person(packs: ContactRuleBook) -> None:
    case = case_of(head=replace(HEAD, debtor=Debtor(name="某某餐饮有限公司", kind=PersonKind.ORGANISATION)))
    assert verdict(packs.named("client-strict", DAY), case, to="陈朋") == ""


# --- letters -------------------------------------------------------------------------------------------

RETURNED = entry(Close, "12 09:00", reason=CloseReason.RETURNED)
LETTERS: dict[str, tuple[tuple[Entry, ...], dict[str, Any], str, str | None]] = {
    "to the debtor": ((), {}, "", None),
    "1000.01 yuan": ((), {"owed": Decimal("1000.01")}, "", None),
    "1000.00 yuan": ((), {"owed": Decimal("1000.00")}, "", "letters-amount"),
    "12 yuan": ((), {"owed": Decimal("12.00")}, "", "letters-amount"),
    "to the guarantor": ((), {"to": "guarantor"}, "", None),
    "to a contact person": ((), {"to": "陈朋"}, "letters-third-parties", None),
    "to a stranger": ((), {"to": "路人"}, "letters-third-parties", None),
    "to the client": ((), {"to": "creditor", "owed": Decimal(0)}, "", None),
    "on a closed case": ((CLOSED,), {}, "letters-closed", None),
    "on a returned case": ((RETURNED,), {}, "letters-closed", None),
    "a settlement certificate on a closed case": ((CLOSED,), {"demand": False, "owed": Decimal(0)}, "", None),
    "a settlement certificate to a stranger": (
        (CLOSED,),
        {"demand": False, "to": "路人"},
        "letters-third-parties",
        None,
    ),
    "during a hold on contact": ((HOLD,), {}, "hold", None),
    "a plan to sign during a hold": ((HOLD,), {"demand": False}, "", None),
    "an insult": ((), {"text": "老赖"}, "words", None),
    "suing": ((), {"text": "提起诉讼"}, "", None),
}


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_has_its_verdict_under_both_packs(name: str, packs: ContactRuleBook) -> None:
    entries, letter, lenient, strict = LETTERS[name]
    intent = LetterIntent(**{"day": DAY, "to": "debtor", "owed": Decimal("2000.00"), **letter})
    for pack, expected in (("cn-2026", lenient), ("client-strict", lenient if strict is None else strict)):
        found = judge_letter(packs.named(pack, DAY), case_of(*entries), intent)
        assert " ".join(breach.rule for breach in found) == expected
    if lenient in ("letters-closed", "letters-third-parties"):
        assert judge_letter(NO_LIMITS, case_of(*entries), intent), "forbidden under any rules"


def test_a_letter_to_a_guarantor_whom_the_case_does_not_have_is_refused(packs: ContactRuleBook) -> None:
    letter = LetterIntent(day=DAY, to="guarantor", owed=Decimal("2000.00"))
    (breach,) = judge_letter(packs.named("cn-2026", DAY), case_of(head=replace(HEAD, parties=())), letter)
    assert breach.rule == "letters-third-parties"
    assert "'guarantor' is no party of" in str(breach.why)


def test_a_strict_client_wants_verified_cases_and_registered_mail(packs: ContactRuleBook) -> None:
    letter = LetterIntent(day=DAY, to="debtor", owed=Decimal("2000.00"), method=Method.EMS)
    rules, lenient = packs.named("client-strict", DAY), packs.named("cn-2026", DAY)
    assert [breach.rule for breach in judge_letter(rules, case_of(verified=False), letter)] == ["identity"]
    assert len(letter_mentions(rules, case_of(), letter)) == 1
    assert letter_mentions(lenient, case_of(), letter) == ()
    assert judge_letter(lenient, case_of(verified=False), letter) == ()
    assert len(letter_mentions(lenient, case_of(verified=False), letter)) == 1


# --- may I call now --------------------------------------------------------------------------------------


def asked(packs: ContactRuleBook, case: Case, when: str, pack: str = "cn-2026") -> Any:
    return may_call(packs.named(pack, DAY), case, at(when), contacts_of(case), ZONE)


def test_in_the_day_the_debtor_may_be_called_until_the_quiet_hours(packs: ContactRuleBook) -> None:
    answer = asked(packs, case_of(), "15 10:00")
    assert (answer.call.to, answer.call.number, answer.until) == ("debtor", PHONE, at("15 22:00"))
    assert [(option.to, option.allowed) for option in answer.options] == [
        ("debtor", True),
        ("李敏", True),
        ("陈朋", False),
    ]


@pytest.mark.parametrize(
    ("entries", "when", "rule", "earliest"),
    [
        ((), "15 07:00", "hours", "15 08:00"),
        ((), "15 23:00", "hours", "16 08:00"),
        ((HOLD,), "15 10:00", "hold", "21 08:00"),
        ((CLOSED,), "15 10:00", "closed", None),
    ],
)
def test_where_nobody_may_be_called_it_says_why_and_from_when(
    packs: ContactRuleBook, entries: tuple[Entry, ...], when: str, rule: str, earliest: str | None
) -> None:
    answer = asked(packs, case_of(*entries), when)
    assert answer.call is None
    assert answer.why[0].rule == rule
    assert answer.earliest == (at(earliest) if earliest else None)


def test_a_number_used_up_leads_to_the_next_one_and_then_to_others(packs: ContactRuleBook) -> None:
    phones = (Phone(number=PHONE), Phone(number=SECOND))
    head = replace(HEAD, debtor=Debtor(name="王建国", phones=phones))
    answer = asked(packs, case_of(*UNANSWERED6, head=head), "15 10:00")
    assert (answer.call.to, answer.call.number) == ("debtor", SECOND)
    answer = asked(packs, case_of(*UNANSWERED6), "15 10:00")
    assert (answer.call.to, answer.call.number) == ("李敏", GUARANTORS)
    assert [option.to for option in answer.options if option.allowed] == ["李敏"]
    answer = asked(packs, case_of(*UNANSWERED6), "16 10:00")
    assert [option.to for option in answer.options if option.allowed] == ["debtor", "李敏", "陈朋"]


def test_limits_of_the_day_end_with_the_day(packs: ContactRuleBook) -> None:
    head = replace(HEAD, parties=())
    answer = asked(packs, case_of(*CONNECTED3, head=head), "15 10:00")
    assert (answer.call, answer.why[0].rule, answer.earliest) == (None, "connected-calls", at("16 08:00"))


def test_wrong_numbers_and_missing_ones_are_not_called(packs: ContactRuleBook) -> None:
    head = replace(HEAD, parties=())
    answer = asked(packs, case_of(*call("wrong_number", "14 09:00", number=PHONE), head=head), "15 10:00")
    assert (answer.call, [breach.rule for breach in answer.why]) == (None, ["number"])
    answer = asked(packs, case_of(head=replace(head, debtor=Debtor(name="王建国"))), "15 10:00")
    assert (answer.call, [breach.rule for breach in answer.why]) == (None, ["number"])


def test_a_strict_client_has_an_unverified_case_verified_first(packs: ContactRuleBook) -> None:
    answer = asked(packs, case_of(verified=False), "15 10:00", "client-strict")
    assert (answer.call, answer.why[0].rule, answer.earliest) == (None, "identity", None)


# --- packs as files --------------------------------------------------------------------------------------


def pack(text: str) -> tuple[ContactRules | None, list[str]]:
    problems: list[Problem] = []
    node = parse_yaml(text.encode(), problems)
    assert node is not None
    rules = read_contact_rules(node, problems)
    return rules, [str(problem.as_message()) for problem in problems]


def test_a_third_pack_is_one_file() -> None:
    rules, problems = pack(
        "contact_rules: lunch\nquiet_hours: {from: '12:00', until: '13:30', time_zone: Asia/Urumqi}\n"
        "connected_calls_per_day: 1\nthird_parties: {when: never}\n"
    )
    assert rules is not None, problems
    # Urumqi's clocks are two hours behind the office's
    assert verdict(rules, case_of(), when="15 12:30") == ""
    assert verdict(rules, case_of(), when="15 14:30") == "hours"
    assert verdict(rules, case_of(), when="15 15:30") == ""
    assert verdict(rules, case_of(), when="15 23:00") == ""
    assert verdict(rules, case_of(*call("reached")), result="reached") == "connected-calls"
    assert verdict(rules, case_of(*FAILED3), to="陈朋") == "third-party"
    assert verdict(rules, case_of(*UNANSWERED6), channel="sms", text="老赖") == ""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("quiet_hours: {from: 25:00, until: '08:00'}", "not an hour of the day"),
        ("quiet_hours: {from: '22:00', until: '22:00'}", "same hour"),
        ("quiet_hours: {until: '08:00'}", "'from' is missing"),
        ("quiet_hours: {from: '22:00'}", "'until' is missing"),
        ("connected_calls_per_day: three", "not a whole number"),
        ("conected_calls_per_day: 3", "did you mean 'connected_calls_per_day'?"),
        ("channels: [phone, fax]", "not one of the known words"),
        ("third_parties: {failed_calls: 0}", "1 or more"),
        ("identity: maybe", "not one of the known words"),
        ("recording: refuse", "not refused"),
        ("letters: {above: -1}", "above"),
    ],
)
def test_a_faulty_pack_says_where_and_what(line: str, said: str) -> None:
    rules, problems = pack(f"contact_rules: faulty\n{line}\n")
    assert rules is None
    assert len(problems) == 1
    assert said in problems[0]


def test_an_unknown_pack_is_refused_with_a_suggestion(packs: ContactRuleBook) -> None:
    with pytest.raises(Refused, match="did you mean 'cn-2026'"):
        packs.named("cn-2025", DAY)


def test_the_sample_portfolio_is_lawful(packs: ContactRuleBook) -> None:
    reader = LedgerReader(LedgerFolder(ROOT))
    rules, judged = packs.named("cn-2026", DAY), 0
    for read in reader.cases():
        assert read.case is not None
        history = contacts_of(read.case)
        for contact in history:
            others = [entry for entry in history if entry is not contact]
            intent = ContactIntent.of(contact, contact.date)
            assert judge(rules, read.case, intent, others, ZONE) == (), (read.case.id, contact.id)
            judged += 1
    assert judged > 300
