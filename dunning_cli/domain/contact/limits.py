"""Limits of single channels: how often and how soon again a case, a person or a number may be contacted on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.talk import CONNECTED, Channel
from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.case.people.roles import Person, person_of
from dunning_cli.domain.contact.history import UNANSWERED, day_of
from dunning_cli.domain.contact.intent import Breach, ContactIntent, number_on
from dunning_cli.domain.contact.related_calls import RelatedCall
from dunning_cli.domain.contact.rule_keys import ChannelLimit, Counted, Per
from dunning_cli.kernel.dates import ONE_DAY
from dunning_cli.kernel.message import Message, label, msg

_SHARED_WITH: dict[Per, Message] = {
    Per.CASE: label("on this case"),
    Per.PERSON: label("with this person"),
    Per.NUMBER: label("on this number"),
}


def limit_breaches(
    limits: Sequence[ChannelLimit],
    case: Case,
    contact: ContactIntent,
    person: Person,
    history: Sequence[Contact],
    elsewhere: Sequence[RelatedCall],
    zone: tzinfo,
) -> Iterator[Breach]:
    """The limits a contact is against; `history` are the contacts of its case, `elsewhere` those of others."""
    for limit in limits:
        if not limit.covers(contact.channel) or not _may_count(limit, contact):
            continue
        others = [
            other
            for other in _counted_with(limit, case, contact, person, history, elsewhere)
            if limit.covers(other.channel) and not other.incoming and _counts(limit, other)
        ]
        yield from _too_many(limit, contact, others, zone)
        yield from _too_soon(limit, contact, others)


def limits_may_end(
    limits: Sequence[ChannelLimit], contacts: Iterable[Contact], zone: tzinfo
) -> Iterator[datetime]:
    """Moments at which a limit that contacts brought about may fall away; days begin at midnight."""
    for contact in contacts:
        for limit in limits:
            if not limit.covers(contact.channel) or contact.incoming:
                continue
            if limit.minutes_apart is not None and contact.time is not None:
                yield contact.time.astimezone(zone) + timedelta(minutes=limit.minutes_apart)
            if limit.most is not None and limit.days > 1:
                freed = day_of(contact, zone) + limit.days * ONE_DAY
                yield datetime.combine(freed, time(), tzinfo=zone)


def _may_count(limit: ChannelLimit, contact: ContactIntent) -> bool:
    """Whether the contact itself may be one of those counted: an attempt known to be unanswered is not connected."""
    return limit.counted is not Counted.CONNECTED or contact.result not in UNANSWERED


def _counts(limit: ChannelLimit, contact: Contact) -> bool:
    if limit.counted is Counted.CONNECTED:
        return contact.result in CONNECTED
    return limit.counted is Counted.ALL or contact.result in UNANSWERED


def _counted_with(
    limit: ChannelLimit,
    case: Case,
    contact: ContactIntent,
    person: Person,
    history: Sequence[Contact],
    elsewhere: Sequence[RelatedCall],
) -> Iterator[Contact]:
    """The contacts of the same case, person or number, in this case and others."""
    if limit.per is Per.CASE:
        yield from history
    elif limit.per is Per.PERSON:
        yield from (each for each in history if person.same(person_of(case, each.to)))
        if person.identity is not None:
            yield from (each.contact for each in elsewhere if each.identity == person.identity)
    else:
        number = number_on(contact.channel, person, contact.number)
        if number is not None:
            for each in history:
                if number_on(each.channel, person_of(case, each.to), each.number) == number:
                    yield each
            yield from (each.contact for each in elsewhere if each.number == number)


def _too_many(
    limit: ChannelLimit, contact: ContactIntent, others: Sequence[Contact], zone: tzinfo
) -> Iterator[Breach]:
    if limit.most is None:
        return
    first = _first_day(limit, contact.day)
    count = sum(first <= day_of(other, zone) <= contact.day for other in others)
    if count >= limit.most:
        yield Breach(
            "channel-limit",
            msg(
                "{count} contacts by {channels} {with_whom} since {day}; {most} in {days} days are allowed",
                count=count,
                channels=_named(limit.channels),
                with_whom=_SHARED_WITH[limit.per],
                day=first,
                most=limit.most,
                days=limit.days,
            ),
        )


def _first_day(limit: ChannelLimit, day: date) -> date:
    return day - (limit.days - 1) * ONE_DAY


def _too_soon(limit: ChannelLimit, contact: ContactIntent, others: Sequence[Contact]) -> Iterator[Breach]:
    if limit.minutes_apart is None or contact.time is None:
        return
    least = timedelta(minutes=limit.minutes_apart)
    near = [
        other.time for other in others if other.time is not None and abs(other.time - contact.time) < least
    ]
    if near:
        moment = contact.time
        closest = min(near, key=lambda each: abs(each - moment))
        yield Breach(
            "channel-interval",
            msg(
                "there was a contact by {channels} {with_whom} at {moment}; {minutes} minutes must lie between two",
                channels=_named(limit.channels),
                with_whom=_SHARED_WITH[limit.per],
                moment=closest.astimezone(moment.tzinfo).strftime("%Y-%m-%d %H:%M"),
                minutes=limit.minutes_apart,
            ),
        )


def _named(channels: Sequence[Channel]) -> Message:
    """The channels in words, with commas."""
    words: Message = label_of(channels[0])
    for channel in channels[1:]:
        words = msg("{detail}, {more}", detail=words, more=label_of(channel))
    return words
