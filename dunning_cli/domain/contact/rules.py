"""Whether a contact is lawful: one contact judged by the contact rules, the case and what went before."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, tzinfo
from functools import lru_cache

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.talk import CALLS, CONNECTED, Channel
from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.roles import SIDE_LABELS, Person, PersonSide, number_used, person_of
from dunning_cli.domain.contact.consents import consent_breaches
from dunning_cli.domain.contact.counts_of_day import connected_calls, unanswered_calls
from dunning_cli.domain.contact.history import (
    UNANSWERED,
    earlier,
    verification,
)
from dunning_cli.domain.contact.intent import Breach, ContactIntent, number_on
from dunning_cli.domain.contact.limits import limit_breaches
from dunning_cli.domain.contact.precautions import precaution_breaches, precaution_mentions
from dunning_cli.domain.contact.protected import before_the_death, person_breaches
from dunning_cli.domain.contact.related_calls import RelatedCall, calls_before
from dunning_cli.domain.contact.rule_keys import ContactRules, Demand
from dunning_cli.domain.contact.stops import RULES, StopKind, stops_on
from dunning_cli.domain.contact.third_parties import third_party_breaches
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.remedy import remedy

WRITTEN = frozenset({Channel.SMS, Channel.EMAIL, Channel.WECHAT, Channel.LETTER})
"""Channels on which the text of a note is what was sent."""
ASKED_FOR = frozenset({RULES[StopKind.HOLD], RULES[StopKind.COMPLAINT]})
"""Stops during which a contact is lawful that the debtor asked for."""


def judge(
    rules: ContactRules,
    case: Case,
    contact: ContactIntent,
    history: Sequence[Contact],
    zone: tzinfo,
    elsewhere: Sequence[RelatedCall] = (),
) -> tuple[Breach, ...]:
    """The rules a contact is against, the gravest first; empty where it is lawful.

    `history` are the contacts of the case that stand, `elsewhere` those of other cases, which count for limits and
    refusals; `zone` is the office's, whose days count.
    A debtor who comes to the counter, and talk with the client, are under no rule; nor is what came from the other side,
    but for the demand that whoever speaks of the debt knows with whom. Letters are
    judged by `contact_letters.judge_letter`.
    """
    case = known_on(case, contact.day)
    person = person_of(case, contact.to)
    if contact.channel is Channel.COUNTER or person.side is PersonSide.CLIENT:
        return ()
    if contact.incoming:
        return tuple(identity_breaches(rules, case, contact.day, contact.verifies))
    judged = before_the_death(case, person, contact.day)
    return (
        *_case_breaches(case, contact, person, zone),
        *identity_breaches(rules, case, contact.day, contact.verifies),
        *channel_breaches(rules, contact.channel),
        *_hours(rules, contact, zone),
        *_daily_limits(rules, case, contact, person, history, elsewhere, zone),
        *limit_breaches(rules.limits, case, contact, person, history, elsewhere, zone),
        *consent_breaches(rules.consent_needed, case, person, contact, zone),
        *third_party_breaches(
            rules.third_parties,
            case,
            judged,
            number_on(contact.channel, person, contact.number),
            earlier(history, contact.day, contact.time, zone),
            calls_before(elsewhere, contact.day, contact.time, zone),
            contact.day,
            zone,
        ),
        *precaution_breaches(rules, case, contact, person),
        *word_breaches(rules, judged, contact.text if contact.channel in WRITTEN else None),
    )


def mentions(
    rules: ContactRules,
    case: Case,
    contact: ContactIntent,
    history: Sequence[Contact],
    zone: tzinfo,
    elsewhere: Sequence[RelatedCall] = (),
) -> tuple[Message, ...]:
    """What should be said beside a contact without refusing it."""
    case = known_on(case, contact.day)
    person = person_of(case, contact.to)
    if contact.channel is Channel.COUNTER or person.side is PersonSide.CLIENT:
        return ()
    unasked = contact.verifies or contact.reached_nobody
    found = [
        *identity_mentions(rules, case, contact.day, unasked),
        *precaution_mentions(rules, case, contact, person),
    ]
    if contact.incoming:
        return tuple(found)
    spoken = contact.channel in CALLS and contact.result in CONNECTED
    if rules.recording is Demand.MENTION and spoken and contact.recording is None:
        found.append(msg("no recording is named; calls are made on recorded lines: --recording REF"))
    most = rules.connected_calls_per_day
    if most is not None and contact.channel in CALLS and contact.result in UNANSWERED:
        count = connected_calls(case, person, history, elsewhere, contact.day, zone).count
        if count >= most:
            found.append(
                msg(
                    "{count} calls were connected on {day} already; do not call again",
                    count=count,
                    day=contact.day,
                )
            )
    return tuple(found)


def _case_breaches(case: Case, contact: ContactIntent, person: Person, zone: tzinfo) -> Iterator[Breach]:
    """What forbids the contact whatever the rules; one earlier on the day of a hold, closing or death came before it.

    A contact the debtor asked for is lawful while contact is stopped, and one that verifies an invalid case is free.
    """
    found = (*case_breaches(case, contact.day), *person_breaches(case, person, contact.day))
    for breach in found:
        before = breach.entry is not None and contact.came_before(breach.entry, zone)
        asked_for = contact.agreed and breach.rule in ASKED_FOR
        verifying = contact.verifies and breach.rule == RULES[StopKind.INVALID]
        if not (before or asked_for or verifying):
            yield breach


def case_breaches(case: Case, day: date) -> Iterator[Breach]:
    """Closed cases and whatever stops contact on a day: no contact under any rules."""
    closing = case.closing(day)
    if closing is not None:
        why = msg(
            "{case} was closed on {date}: {reason}",
            case=case.id,
            date=closing.date,
            reason=label_of(closing.reason),
        )
        yield Breach("closed", why, closing)
    for stop in stops_on(case, day):
        if closing is not None and stop.kind in (StopKind.INVALID, StopKind.RETURN):
            continue  # that was what it was closed for
        yield Breach(stop.rule, stop.why(case.id), stop.entry, stop.ends_with())


def identity_breaches(rules: ContactRules, case: Case, day: date, verified: bool) -> Iterator[Breach]:
    """An unverified case, where the rules refuse it; a contact that verifies it is free."""
    if rules.identity is Demand.REFUSE and not verified:
        yield from (Breach("identity", why) for why in _unverified(case, day))


def identity_mentions(rules: ContactRules, case: Case, day: date, verified: bool) -> Iterator[Message]:
    """An unverified case, where the rules only mention it."""
    if rules.identity is Demand.MENTION and not verified:
        yield from _unverified(case, day)


def _unverified(case: Case, day: date) -> Iterator[Message]:
    if verification(case, day) is None:
        yield msg(
            "{case} is not verified: confirm identity and debt first ({cure}, or --verified in the note)",
            case=case.id,
            cure=remedy("verify", case=case.id),
        )


def channel_breaches(rules: ContactRules, channel: Channel) -> Iterator[Breach]:
    """A channel the rules do not have."""
    if rules.channels and channel not in rules.channels:
        yield Breach("channel", msg("{channel} is no channel for this client", channel=label_of(channel)))


def _hours(rules: ContactRules, contact: ContactIntent, zone: tzinfo) -> Iterator[Breach]:
    quiet = rules.quiet_hours
    if quiet is None or contact.time is None or contact.agreed or not quiet.cover(contact.time, zone):
        return
    local = contact.time.astimezone(quiet.time_zone or zone)
    yield Breach(
        "hours",
        msg(
            "{time} lies between {start} and {end}; if the debtor asked for this hour add --agreed",
            time=local.strftime("%H:%M"),
            start=quiet.from_.strftime("%H:%M"),
            end=quiet.until.strftime("%H:%M"),
        ),
    )


def _daily_limits(
    rules: ContactRules,
    case: Case,
    contact: ContactIntent,
    person: Person,
    history: Sequence[Contact],
    elsewhere: Sequence[RelatedCall],
    zone: tzinfo,
) -> Iterator[Breach]:
    if contact.channel not in CALLS:
        return
    most = rules.connected_calls_per_day
    # an attempt known to be unanswered is no connected call, one to be made may become one
    if most is not None and contact.result not in UNANSWERED:
        found = connected_calls(case, person, history, elsewhere, contact.day, zone)
        if found.count >= most:
            why = msg(
                "{count} calls with the {who} were connected on {day}; {most} a day are allowed, all collectors together",
                count=found.count,
                who=SIDE_LABELS[person.side],
                day=contact.day,
                most=most,
            )
            yield Breach("connected-calls", _and_elsewhere(why, found.elsewhere))
    number = number_used(person, contact.number)
    allowed = rules.unanswered_attempts_per_number
    if allowed is not None and number is not None:
        found = unanswered_calls(case, number, history, elsewhere, contact.day, zone)
        if found.count >= allowed:
            why = msg(
                "{count} calls on this number were not answered on {day}; {most} a day are allowed",
                count=found.count,
                day=contact.day,
                most=allowed,
            )
            yield Breach("attempts", _and_elsewhere(why, found.elsewhere))


def _and_elsewhere(why: Message, others: int) -> Message:
    """Says how many of the calls counted stand in other cases, where a reader of this one would miss them."""
    return msg("{why} ({count} of them in other cases)", why=why, count=others) if others else why


def word_breaches(rules: ContactRules, person: Person, text: str | None) -> Iterator[Breach]:
    """Forbidden words in a text that is sent; letter forms, blanks and hidden characters aside."""
    if rules.words is None or text is None:
        return
    plain = _plain(text)
    lists = [("words", rules.words.never)]
    if person.side is PersonSide.THIRD:
        lists += [
            ("third-party-words", rules.words.to_third_parties),
            ("third-party-disclosure", rules.words.disclosing),
        ]
    for rule, words in lists:
        found = _first(words, plain)
        if found is not None and rule == "words":
            yield Breach(rule, msg("the text holds '{word}', which is never written", word=found))
        elif found is not None:
            yield Breach(
                rule, msg("the text holds '{word}', which is not written to third parties", word=found)
            )


def _first(words: Iterable[str], text: str) -> str | None:
    return next((word for word in words if _plain_word(word) in text), None)


def _plain(text: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    if plain.isprintable():
        return plain
    return "".join(character for character in plain if unicodedata.category(character) != "Cf")


_plain_word = lru_cache(maxsize=1024)(_plain)
"""A word of the rules as it is looked for, in every text that is sent."""
