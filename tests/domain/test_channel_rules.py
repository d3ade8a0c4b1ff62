"""Third persons, limits of single channels, consent, two on a visit, office lines, lawful sources.

Situations under the shipped packs and an invented one, in one case and over several cases of one person.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dunning_cli.domain.case.case import Case, Debtor, Head, Party, Phone
from dunning_cli.domain.case.codes.people import DetailStatus, LawfulSource, Role
from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.domain.case.entries import Consent, Contact, Entry, Reversal, Verify
from dunning_cli.domain.contact.history import contacts_of
from dunning_cli.domain.contact.intent import ContactIntent
from dunning_cli.domain.contact.related_calls import related_calls
from dunning_cli.domain.contact.rule_keys import ContactRuleBook, ContactRules, read_contact_rules
from dunning_cli.domain.contact.rules import judge, mentions
from dunning_cli.domain.contact.window import may_call
from dunning_cli.kernel.message import Problem
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.yaml_reader import parse_yaml
from dunning_cli.store.reading.ledger_reader import LedgerReader

ROOT = Path(__file__).parents[2]
DAY = date(2026, 6, 15)
ZONE = ZoneInfo("Asia/Shanghai")
PHONE, SECOND, FRIENDS = "13800000007", "13800000017", "13700000009"
ID = "110199199003070017"
HEAD = Head(
    case="T-1",
    policy="small-loan",
    creditor="星渡银行",
    debtor=Debtor(name="王建国", id_number=ID, phones=(Phone(number=PHONE, basis=LawfulSource.CONTRACT),)),
    parties=(
        Party(name="李敏", role=Role.GUARANTOR, phones=(Phone(number="13900000008"),)),
        Party(
            name="陈朋",
            role=Role.CONTACT,
            phones=(Phone(number=FRIENDS, basis=LawfulSource.RESERVED),),
        ),
    ),
)
OWN = """
contact_rules: own
limits:
  - {channels: [phone], per: case, most: 2}
  - {channels: [phone], per: number, counted: connected, most: 1, days: 3}
  - {channels: [phone], per: number, counted: unanswered, minutes_apart: 10}
  - {channels: [sms], per: number, most: 1, days: 7}
  - {channels: [wechat, email], per: person, minutes_apart: 120}
third_parties: {when: unreachable, failed_calls: 2}
consent_needed: [email]
second_visitor: ignore
private_accounts: refuse
lawful_source: refuse
"""


def at(text: str) -> datetime:
    """A moment in the office from `15 10:00`, a day of June 2026 and an hour."""
    return datetime.strptime(f"2026-06-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)


def entry(kind: type[Entry], when: str, **values: Any) -> Entry:
    return kind(id="0" * 16, date=at(when).date(), by="wang", at=at(when), **values)


def by(channel: str, when: str, result: str | None = None, **values: Any) -> tuple[Entry, ...]:
    """One contact with the debtor unless said otherwise."""
    given = {"to": "debtor", "time": at(when), **values}
    return (
        entry(Contact, when, channel=Channel(channel), result=Result(result) if result else None, **given),
    )


def call(result: str, when: str, times: int = 1, **values: Any) -> tuple[Entry, ...]:
    return by("phone", when, result, **values) * times


def said(given: bool, when: str, **values: Any) -> tuple[Entry, ...]:
    """Consent, or its withdrawal, of the debtor unless said otherwise."""
    return (entry(Consent, when, of=values.pop("of", "debtor"), given=given, source="录音", **values),)


def case_of(*entries: Entry, head: Head = HEAD) -> Case:
    first = entry(Verify, "01 08:00", valid=True)
    return Case(head, tuple(replace(each, id=f"{n:016d}") for n, each in enumerate((first, *entries))))


@pytest.fixture(scope="module")
def packs() -> ContactRuleBook:
    return LedgerReader(LedgerFolder(ROOT)).contact_rules


def pack(text: str) -> tuple[ContactRules | None, list[str]]:
    problems: list[Problem] = []
    node = parse_yaml(text.encode(), problems)
    assert node is not None
    rules = read_contact_rules(node, problems)
    return rules, [str(problem.as_message()) for problem in problems]


def own() -> ContactRules:
    rules, problems = pack(OWN)
    assert rules is not None, problems
    return rules


def verdict(rules: ContactRules, case: Case, others: tuple[Case, ...] = (), **contact: Any) -> str:
    """The names of the rules that a contact is against."""
    intent = intended(**contact)
    found = judge(rules, case, intent, contacts_of(case), ZONE, related_calls(others))
    return " ".join(breach.rule for breach in found)


def intended(**contact: Any) -> ContactIntent:
    moment = at(contact.pop("when", "15 10:00"))
    given = {"channel": "phone", "day": moment.date(), "time": moment, **contact}
    given["channel"] = Channel(given["channel"])
    given["result"] = Result(given["result"]) if given.get("result") else None
    return ContactIntent(**given)


FRIEND = {"to": "陈朋"}
THIRD, REFUSED = "third-party", "third-party-refused"
FAILED_YESTERDAY = (
    call("no_answer", "14 09:00") + call("busy", "14 11:00") + call("off", "14 15:00", number=SECOND)
)
NO_FRIEND = call("refused", "11 10:00", to="陈朋")
# what stands before, the contact, the breaches under cn-2026, client-strict, bank-agency and the invented pack
SITUATIONS: dict[str, tuple[tuple[Entry, ...], dict[str, Any], str, str, str, str]] = {
    # third persons: the invented pack has no new key, and keeps the old meaning with two calls
    "a neighbour in the minute of the third call": (
        call("no_answer", "15 09:57") + call("no_answer", "15 09:58") + call("no_answer", "15 09:59"),
        FRIEND,
        THIRD,
        THIRD,
        THIRD,
        "channel-limit",
    ),
    "in the evening of that day": (
        call("busy", "15 09:00", 3),
        {**FRIEND, "when": "15 21:00"},
        THIRD,
        THIRD,
        THIRD,
        "channel-limit",
    ),
    "the morning after": (FAILED_YESTERDAY, FRIEND, "", "", "", ""),
    "the third call shortly before midnight": (
        call("no_answer", "13 20:00") + call("no_answer", "13 21:00") + call("no_answer", "14 21:59"),
        {**FRIEND, "when": "15 08:00"},
        "",
        "",
        "",
        "",
    ),
    "two yesterday, the third today": (
        call("no_answer", "14 09:00", 2) + call("no_answer", "15 09:00"),
        FRIEND,
        THIRD,
        THIRD,
        THIRD,
        "",
    ),
    "three yesterday, a fourth today": (FAILED_YESTERDAY + call("busy", "15 09:00"), FRIEND, "", "", "", ""),
    "three yesterday, then reached today": (
        FAILED_YESTERDAY + call("reached", "15 09:00"),
        FRIEND,
        THIRD,
        THIRD,
        THIRD,
        THIRD,
    ),
    "three yesterday, then the debtor came by": (
        FAILED_YESTERDAY + by("counter", "14 16:00", "reached"),
        FRIEND,
        THIRD,
        THIRD,
        THIRD,
        "",
    ),
    "three yesterday, then the debtor wrote back": (
        FAILED_YESTERDAY + by("wechat", "14 20:00", "reached"),
        FRIEND,
        THIRD,
        THIRD,
        THIRD,
        "",
    ),
    "three yesterday, then a message nobody answered": (
        FAILED_YESTERDAY + by("sms", "14 20:00"),
        FRIEND,
        "",
        "",
        "",
        "",
    ),
    "three calls by a machine": (
        by("ai_voice", "14 09:00", "no_answer") * 3,
        FRIEND,
        THIRD,
        THIRD,
        THIRD,
        "",
    ),
    "a machine that was answered ends the row": (
        FAILED_YESTERDAY + by("ai_voice", "14 17:00", "reached"),
        FRIEND,
        THIRD,
        THIRD,
        THIRD,
        THIRD,
    ),
    "two calls and a visit on three days": (
        call("busy", "10 09:00") + by("visit", "11 10:00", "no_answer") + call("off", "12 09:00"),
        FRIEND,
        "",
        "",
        "",
        "",
    ),
    "tried on three days, today one of them": (
        by("visit", "11 10:00", "no_answer") + call("off", "12 09:00") + call("off", "15 09:00"),
        FRIEND,
        THIRD,
        THIRD,
        THIRD,
        "",
    ),
    "one call three days ago": (call("busy", "10 09:00"), FRIEND, THIRD, THIRD, THIRD, THIRD),
    "visits on three days, somebody else opened": (
        by("visit", "10 10:00", "third_party")
        + by("visit", "11 10:00", "no_answer")
        + by("visit", "12 10:00", "no_answer"),
        FRIEND,
        "",
        "",
        "",
        THIRD,
    ),
    "messages on three days": (
        by("sms", "10 10:00") + by("sms", "11 10:00") + by("sms", "12 10:00"),
        FRIEND,
        THIRD,
        THIRD,
        THIRD,
        THIRD,
    ),
    "the only number is wrong, found today": (
        call("wrong_number", "15 09:00", number=PHONE),
        FRIEND,
        "",
        "",
        "",
        "",
    ),
    "who refused, after three days": (FAILED_YESTERDAY + NO_FRIEND, FRIEND, *(REFUSED,) * 4),
    "who refused by message": (
        FAILED_YESTERDAY + by("sms", "11 10:00", "refused", to="陈朋"),
        FRIEND,
        *(REFUSED,) * 4,
    ),
    "a stranger on the number that refused": (
        FAILED_YESTERDAY + NO_FRIEND,
        {"to": "路人", "number": FRIENDS},
        REFUSED,
        REFUSED,
        REFUSED,
        f"{REFUSED} lawful-source",
    ),
    # limits of channels
    "a call by a machine after three connected calls": (
        call("reached", "15 08:00") + call("refused", "15 08:30") + call("intends", "15 09:00"),
        {"channel": "ai_voice"},
        "connected-calls",
        "channel connected-calls",
        "connected-calls consent",
        "channel-limit channel-limit",
    ),
    "a call after three by a machine that were answered": (
        by("ai_voice", "15 08:00", "reached") * 3,
        {},
        "connected-calls",
        "connected-calls",
        "connected-calls",
        "channel-limit channel-limit",
    ),
    "a seventh attempt, by a machine": (
        call("no_answer", "15 08:30", 6),
        {"channel": "ai_voice", "result": "no_answer"},
        "attempts",
        "channel attempts",
        "attempts consent",
        "channel-limit",
    ),
    "a call fourteen minutes after the last": (
        call("no_answer", "15 09:46"),
        {},
        "",
        "",
        "channel-interval",
        "",
    ),
    "a call fifteen minutes after the last": (call("no_answer", "15 09:45"), {}, "", "", "", ""),
    "a call nine minutes after one nobody answered": (
        call("busy", "15 09:51"),
        {"result": "busy"},
        "",
        "",
        "channel-interval",
        "channel-interval",
    ),
    "noted for an hour just before a later call": (
        call("no_answer", "15 10:05"),
        {"result": "no_answer"},
        "",
        "",
        "channel-interval",
        "channel-interval",
    ),
    "another number a minute later": (
        call("no_answer", "15 09:59"),
        {"number": SECOND},
        "",
        "",
        "",
        "lawful-source",
    ),
    "a third call on the case, to the guarantor": (
        call("no_answer", "15 08:30") + call("no_answer", "15 09:00"),
        {"to": "guarantor"},
        "",
        "",
        "",
        "channel-limit lawful-source",
    ),
    "a call two days after one that was answered": (
        call("reached", "13 10:00"),
        {},
        "",
        "",
        "",
        "channel-limit",
    ),
    "that was not answered, so it counts not": (
        call("reached", "13 10:00"),
        {"result": "no_answer"},
        "",
        "",
        "",
        "",
    ),
    "a call three days after one that was answered": (call("reached", "12 10:00"), {}, "", "", "", ""),
    "a second text message in six days": (
        by("sms", "09 10:00"),
        {"channel": "sms", "text": "您好"},
        "",
        "channel",
        "",
        "channel-limit",
    ),
    "a second text message after seven days": (
        by("sms", "08 10:00"),
        {"channel": "sms", "text": "您好"},
        "",
        "channel",
        "",
        "",
    ),
    "a text message on another number": (
        by("sms", "14 10:00"),
        {"channel": "sms", "text": "您好", "number": SECOND},
        "",
        "channel",
        "",
        "lawful-source",
    ),
    "an e-mail an hour after a text message": (
        by("sms", "15 09:00") + said(True, "10 09:00", channel=Channel.EMAIL),
        {"channel": "email", "text": "您好"},
        "",
        "channel",
        "",
        "",
    ),
    "an e-mail 59 minutes after a text message": (
        by("sms", "15 09:01") + said(True, "10 09:00", channel=Channel.EMAIL),
        {"channel": "email", "text": "您好"},
        "",
        "channel",
        "channel-interval",
        "",
    ),
    "a fourth message on a day": (
        by("sms", "15 08:00") + by("sms", "15 08:30") + by("sms", "15 09:00"),
        {"channel": "sms", "text": "您好", "number": PHONE},
        "",
        "channel",
        "channel-limit",
        "channel-limit",
    ),
    "an eleventh message in a week, to another person": (
        tuple(each for day in range(10, 15) for each in by("sms", f"{day} 09:00", to="李敏") * 2),
        {"channel": "sms", "text": "您好"},
        "",
        "channel",
        "channel-limit",
        "",
    ),
    # consent
    "by a machine, without consent": ((), {"channel": "ai_voice"}, "", "channel", "consent", ""),
    "by a machine, with consent": (
        said(True, "10 09:00", channel=Channel.AI_VOICE),
        {"channel": "ai_voice"},
        "",
        "channel",
        "",
        "",
    ),
    "by WeChat, with consent on another number": (
        said(True, "10 09:00", channel=Channel.WECHAT, number=SECOND),
        {"channel": "wechat", "text": "您好"},
        "",
        "channel",
        "consent",
        "",
    ),
    "by e-mail, with consent for every way on the number": (
        said(True, "10 09:00", number=PHONE),
        {"channel": "email", "text": "您好"},
        "",
        "channel",
        "",
        "consent",
    ),
    "by text message, taken back": (
        said(False, "10 09:00", channel=Channel.SMS),
        {"channel": "sms", "text": "您好"},
        "consent",
        "channel consent",
        "consent",
        "consent",
    ),
    "taken back for the number, whatever the way": (
        said(False, "10 09:00", number="+86 138-0000-0007"),
        {},
        *("consent",) * 4,
    ),
    "taken back for another number": (said(False, "10 09:00", number=SECOND), {}, "", "", "", ""),
    "taken back, then given again": (
        said(False, "10 09:00", channel=Channel.PHONE) + said(True, "12 09:00", channel=Channel.PHONE),
        {},
        "",
        "",
        "",
        "",
    ),
    "given, then taken back": (
        said(True, "10 09:00", channel=Channel.PHONE) + said(False, "12 09:00", channel=Channel.PHONE),
        {},
        *("consent",) * 4,
    ),
    "taken back tomorrow": (said(False, "16 09:00", channel=Channel.PHONE), {}, "", "", "", ""),
    "taken back an hour later": (said(False, "15 11:00", channel=Channel.PHONE), {}, "", "", "", ""),
    "taken back an hour before": (
        said(False, "15 09:00", channel=Channel.PHONE),
        {},
        *("consent",) * 4,
    ),
    "taken back by the guarantor": (
        said(False, "10 09:00", channel=Channel.PHONE, of="李敏"),
        {},
        "",
        "",
        "",
        "",
    ),
    "taken back, and the debtor asks for this hour": (
        said(False, "10 09:00", channel=Channel.PHONE),
        {"agreed": True},
        *("consent",) * 4,
    ),
    "taken back for calls, and the debtor comes by": (
        said(False, "10 09:00", channel=Channel.PHONE),
        {"channel": "counter"},
        "",
        "",
        "",
        "",
    ),
    # two on a visit, office lines, lawful sources
    "a visit by one": (
        (),
        {"channel": "visit", "alone": True},
        "",
        "second-visitor",
        "second-visitor",
        "",
    ),
    "a visit by two": ((), {"channel": "visit", "second": "sun"}, "", "", "", ""),
    "a visit for which nobody is named yet": ((), {"channel": "visit"}, "", "", "", ""),
    "from a private telephone": (
        (),
        {"private": True},
        "",
        "private-account",
        "private-account",
        "private-account",
    ),
    "a number of no known source": ((), {"to": "guarantor"}, "", "", "", "lawful-source"),
    "a number that is not on file": ((), {"number": SECOND}, "", "", "", "lawful-source"),
}
NAMES = ("cn-2026", "client-strict", "bank-agency")


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_situation_has_its_verdict_under_every_pack(name: str, packs: ContactRuleBook) -> None:
    entries, contact, *expected = SITUATIONS[name]
    case = case_of(*entries)
    judged = [packs.named(each, DAY) for each in NAMES] + [own()]
    assert [verdict(rules, case, **contact) for rules in judged] == expected


def test_there_are_enough_situations() -> None:
    assert len(SITUATIONS) >= 55


def test_a_reversed_contact_counts_for_no_limit_and_frees_nobody(packs: ContactRuleBook) -> None:
    case = case_of(*FAILED_YESTERDAY, *by("sms", "15 09:50"))
    back = tuple(
        replace(entry(Reversal, "15 09:55", entry=each.id), id=f"f{each.id[1:]}")
        for each in case.entries
        if isinstance(each, Contact)
    )
    taken = replace(case, entries=(*case.entries, *back))
    rules = packs.named("bank-agency", DAY)
    assert verdict(rules, taken, **FRIEND) == THIRD
    assert verdict(rules, case, channel="sms", text="您好") == "channel-interval"
    assert verdict(rules, taken, channel="sms", text="您好") == ""


def test_what_is_only_mentioned_is_no_breach(packs: ContactRuleBook) -> None:
    def said_beside(name: str, **contact: Any) -> list[str]:
        case = case_of()
        return [str(each) for each in mentions(packs.named(name, DAY), case, intended(**contact), (), ZONE)]

    assert ["two people" in each for each in said_beside("cn-2026", channel="visit", alone=True)] == [True]
    assert said_beside("cn-2026", channel="visit", second="sun") == []
    assert said_beside("client-strict", channel="visit", alone=True) == []
    assert ["private" in each for each in said_beside("cn-2026", private=True)] == [True]
    assert ["lawful source" in each for each in said_beside("bank-agency", number=SECOND)] == [True]
    assert said_beside("bank-agency", number=PHONE) == []
    assert said_beside("cn-2026", number=SECOND) == []


# --- several cases of one person --------------------------------------------------------------------------


def other(*entries: Entry, **debtor: Any) -> Case:
    """Another case of the same person, unless said otherwise."""
    person = Debtor(**{"name": "王建国", "id_number": ID, "phones": HEAD.debtor.phones, **debtor})
    return case_of(*entries, head=replace(HEAD, case="T-2", debtor=person))


STRANGER = {"name": "赵强", "id_number": "110199198501010012", "phones": (Phone(number=SECOND),)}
OTHERS: dict[str, tuple[tuple[Entry, ...], tuple[Case, ...], dict[str, Any], str, str]] = {
    # what stands before in the case, the other cases, the contact, breaches under bank-agency and the invented pack
    "three messages in the other case": (
        (),
        (other(*by("sms", "15 08:00") * 3, phones=()),),
        {"channel": "sms", "text": "您好"},
        "channel-limit",
        "",
    ),
    "two there and one here": (
        by("sms", "15 08:00"),
        (other(*by("sms", "15 08:00") * 2, phones=()),),
        {"channel": "sms", "text": "您好"},
        "channel-limit",
        "channel-limit",
    ),
    "three there, of somebody else": (
        (),
        (other(*by("sms", "15 08:00") * 3, **STRANGER),),
        {"channel": "sms", "text": "您好"},
        "",
        "",
    ),
    "one text message there on the same number": (
        (),
        (other(*by("sms", "12 08:00")),),
        {"channel": "sms", "text": "您好"},
        "",
        "channel-limit",
    ),
    "one there on the number, of somebody else": (
        (),
        (other(*by("sms", "12 08:00", number=PHONE), **STRANGER),),
        {"channel": "sms", "text": "您好"},
        "",
        "channel-limit",
    ),
    "a message there half an hour ago": (
        (),
        (other(*by("sms", "15 09:30"), phones=()),),
        {"channel": "sms", "text": "您好"},
        "channel-interval",
        "",
    ),
    "a WeChat message there an hour and a half ago": (
        said(True, "10 09:00", channel=Channel.WECHAT),
        (other(*by("wechat", "15 08:30")),),
        {"channel": "wechat", "text": "您好"},
        "",
        "channel-interval",
    ),
    "a call there five minutes ago on the same number": (
        (),
        (other(*call("no_answer", "15 09:55")),),
        {"result": "no_answer"},
        "channel-interval",
        "channel-interval",
    ),
    "a call there five minutes ago on another number": (
        (),
        (other(*call("no_answer", "15 09:55", number=SECOND)),),
        {"result": "no_answer"},
        "",
        "",
    ),
    "two calls there: the limit is of the case": ((), (other(*call("busy", "15 08:00", 2)),), {}, "", ""),
    "answered there two days ago on the same number": (
        (),
        (other(*call("reached", "13 09:00")),),
        {},
        "",
        "channel-limit",
    ),
    "ten messages there: the limit of a week is of the case": (
        (),
        (other(*(each for day in range(9, 14) for each in by("sms", f"{day} 09:00") * 2), phones=()),),
        {"channel": "sms", "text": "您好"},
        "",
        "",
    ),
    "calls by a machine there, connected": (
        (),
        (other(*by("ai_voice", "15 08:00", "reached") * 3, phones=()),),
        {},
        "connected-calls",
        "",
    ),
    "three connected calls over three cases": (
        call("reached", "15 08:00"),
        (
            other(*call("reached", "15 08:30"), phones=()),
            replace(other(*call("intends", "15 09:00"), phones=())),
        ),
        {},
        "connected-calls",
        "channel-limit",
    ),
    "the friend refused there": (
        FAILED_YESTERDAY,
        (other(*NO_FRIEND),),
        FRIEND,
        REFUSED,
        REFUSED,
    ),
    "the friend's number refused there under another name": (
        FAILED_YESTERDAY,
        (other(*call("refused", "11 10:00", to="路人", number=FRIENDS), **STRANGER),),
        FRIEND,
        REFUSED,
        REFUSED,
    ),
    "somebody of the friend's name refused there on another number": (
        FAILED_YESTERDAY,
        (other(*call("refused", "11 10:00", to="陈朋", number="13700000010")),),
        FRIEND,
        "",
        "",
    ),
    "the friend refuses there only later": (
        FAILED_YESTERDAY,
        (other(*call("refused", "15 11:00", to="陈朋")),),
        FRIEND,
        "",
        "channel-limit",
    ),
    "the friend is a debtor there who refuses to pay": (
        FAILED_YESTERDAY,
        (
            other(
                *call("refused", "11 10:00"),
                name="陈朋",
                id_number=None,
                phones=(Phone(number=FRIENDS),),
            ),
        ),
        FRIEND,
        "",
        "",
    ),
    "three failed calls there free nobody here": ((), (other(*FAILED_YESTERDAY),), FRIEND, THIRD, THIRD),
    "a visit there half an hour ago": (
        (),
        (other(*by("visit", "15 09:30", "no_answer")),),
        {"result": "no_answer"},
        "",
        "",
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_contacts_of_other_cases_count(name: str, packs: ContactRuleBook) -> None:
    entries, others, contact, bank, invented = OTHERS[name]
    case = case_of(*entries)
    assert verdict(packs.named("bank-agency", DAY), case, others, **contact) == bank
    assert verdict(own(), case, others, **contact) == invented


def test_there_are_enough_situations_over_several_cases() -> None:
    assert len(OTHERS) >= 15


def test_a_number_marked_dead_frees_the_friend_at_once(packs: ContactRuleBook) -> None:
    dead = (Phone(number=PHONE, status=DetailStatus.DEAD),)
    case = case_of(head=replace(HEAD, debtor=replace(HEAD.debtor, phones=dead)))
    assert [verdict(packs.named(name, DAY), case, **FRIEND) for name in NAMES] == ["", "", ""]


@pytest.mark.parametrize(
    ("entries", "pack_name", "rule", "earliest"),
    [
        (call("no_answer", "15 09:50"), "bank-agency", "channel-interval", "15 10:05"),
        (call("no_answer", "15 21:50"), "bank-agency", "channel-interval", "16 08:00"),
        (call("reached", "14 09:00"), "own", "channel-limit", "17 00:00"),
        (call("busy", "15 09:00", 2), "own", "channel-limit", "16 00:00"),
        (said(False, "14 09:00", channel=Channel.PHONE), "own", "consent", None),
    ],
)
def test_it_is_said_when_a_limit_falls_away(
    entries: tuple[Entry, ...], pack_name: str, rule: str, earliest: str | None, packs: ContactRuleBook
) -> None:
    rules = own() if pack_name == "own" else packs.named(pack_name, DAY)
    case = case_of(*entries, head=replace(HEAD, parties=()))
    asked = "15 21:55" if entries[0].at.hour == 21 else "15 10:00"
    answer = may_call(rules, case, at(asked), contacts_of(case), ZONE)
    assert answer.call is None
    assert answer.why[0].rule == rule
    assert answer.earliest == (at(earliest) if earliest else None)


# --- packs as files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("limits: [{channels: [sms]}]", "most, minutes_apart, or both"),
        ("limits: [{channels: [], most: 1}]", "at least one channel"),
        ("limits: [{channels: [sms], most: 1, days: 0}]", "1 or more"),
        ("limits: [{channels: [fax], most: 1}]", "not one of the known words"),
        ("limits: [{channels: [sms], per: office, most: 1}]", "not one of the known words"),
        ("limits: [{channels: [sms], minutes_appart: 1}]", "did you mean 'minutes_apart'?"),
        ("third_parties: {days_without_contact: 0}", "1 or more"),
        ("third_parties: {from_next_day: 3}", "from_next_day"),
        ("second_visitor: always", "not one of the known words"),
        ("consent_needed: [telegram]", "not one of the known words"),
    ],
)
def test_a_faulty_pack_says_where_and_what(line: str, told: str) -> None:
    rules, problems = pack(f"contact_rules: faulty\n{line}\n")
    assert rules is None
    assert told in problems[0]
