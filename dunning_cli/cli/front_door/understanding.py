"""What was meant by a value that is not of its strict form: a label, an everyday amount, day or time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from dunning_cli.cli.front_door.places import PAIRS, Place, strict
from dunning_cli.cli.front_door.vocabulary import (
    in_both_languages,
    labels_of_place,
    labels_of_words,
    told_in_help,
)
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.kernel.errors import Failure, NotFound, Refused, Unreadable, WrongUsage
from dunning_cli.kernel.labelled import Labels, code_meant, labels_hint
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import format_amount
from dunning_cli.kernel.schema import Scalar, TypedAs, parse_scalar
from dunning_cli.kernel.typed_amounts import parse_typed_amount
from dunning_cli.kernel.typed_days import (
    parse_typed_day,
    parse_typed_hour,
    parse_typed_moment,
    parse_typed_month,
    plain,
    typed_period,
)
from dunning_cli.kernel.values import AMOUNT, DAY, WORDS

if TYPE_CHECKING:
    from dunning_cli.cli.front_door.desk import Desk


_INCOMING = frozenset({"来电", "呼入", "incoming", "incoming call"})


def understood(desk: Desk, place: Place, text: str, start: str | None = None) -> str:
    """The strict form of a value, noted at the desk where it was another amount or time than typed.

    Days to come are counted from the value date `start`, as it was typed. Raises Unreadable.
    """
    if place.metavar in PAIRS:
        return _pair(desk, place, text, start)
    form = place.form
    if isinstance(form, type) and issubclass(form, StrEnum):
        return _fixed_word(desk, place, form, text)
    labels = _labels(desk, place.metavar)
    code = _code_meant(place, text, labels) if labels is not None else None
    if code is not None:
        return code
    if place.metavar in _UNKNOWN and labels:
        raise _unknown(place, text, labels)
    if not isinstance(form, Scalar) or form.typed_as is None:
        return text
    meant = _READERS[form.typed_as](desk, place, text, start)
    value = parse_scalar(form, meant)
    if meant != text:
        desk.understood(place.key, value if isinstance(value, Decimal) else meant)
    return meant


def _unknown(place: Place, text: str, labels: Labels) -> Exception:
    """What is wrong with a word that none of the known ones is; a mistake of form where it could be none of them."""
    wrong = _UNKNOWN[place.metavar](text, labels_hint(text, labels))
    try:
        parse_scalar(place.form, text)
    except Unreadable:
        return Unreadable(wrong.message)
    return wrong


def named(desk: Desk, place: str, text: str) -> str:
    """The code of a name or label in a place where other words may stand too. Raises WrongUsage where several fit."""
    labels = _labels(desk, place)
    try:
        return (labels and code_meant(text, labels)) or text
    except Unreadable as error:
        raise WrongUsage(error.message) from None


def word_of(desk: Desk, text: str, option: str, known: Mapping[str, Message | None]) -> str:
    """The word an option gives, one of those known, by its label. Raises WrongUsage."""
    labels = in_both_languages(
        {word: () if words is None else (words,) for word, words in known.items()}, desk.language
    )
    code = code_meant(text, labels)
    if code is None:
        hint = labels_hint(text, labels)
        raise WrongUsage(msg("{option}: '{text}' is not known; {hint}", option=option, text=text, hint=hint))
    return code


def _labels(desk: Desk, metavar: str) -> Labels | None:
    try:
        return labels_of_place(desk, metavar)
    except Failure:
        # what is wrong with the rules is told by whoever goes by them
        return None


def _code_meant(place: Place, text: str, labels: Labels) -> str | None:
    """The code of one of its labels, or of the word that its help page has beside it."""
    code = code_meant(text, labels)
    return code if code is not None or not place.says else code_meant(text, told_in_help(place.says, labels))


def _fixed_word(desk: Desk, place: Place, kind: type[StrEnum], text: str) -> str:
    labels = labels_of_words(kind, desk.language)
    code = _code_meant(place, text, labels)
    if code is None and kind is Channel and plain(text).casefold() in _INCOMING:
        raise Unreadable(msg("'{text}' is no channel: write --channel phone --incoming", text=text))
    if code is None:
        raise Unreadable(
            msg("'{text}' is not one of the known words; {hint}", text=text, hint=labels_hint(text, labels))
        )
    return code


def _pair(desk: Desk, place: Place, text: str, start: str | None) -> str:
    """Two values with a sign between; whoever takes them apart says what else is wrong."""
    sign = PAIRS[place.metavar]
    typed = plain(text) if sign not in text else text
    first, found, second = typed.partition(sign)
    if not found:
        return text
    before, after = place.metavar.split(sign)
    halves = []
    for metavar, half in ((before, first.strip()), (after, second.strip())):
        form = {"DATE": DAY, "AMOUNT": AMOUNT}.get(metavar, WORDS)
        inner = replace(
            place, form=form, metavar="AMOUNT|all" if metavar == "AMOUNT" else metavar, coming=True
        )
        halves.append(half if strict(inner, half) else understood(desk, inner, half, start))
    return sign.join(halves)


def _day(desk: Desk, place: Place, text: str, start: str | None) -> str:
    return day_typed(text, desk.moment.today, coming=place.coming, start=start).isoformat()


def day_typed(text: str, today: date, *, coming: bool = False, start: str | None = None) -> date:
    """A day as typed; one to come is counted from the value date `start`. Raises Unreadable."""
    first = None
    if start is not None:
        try:
            first = parse_typed_day(start, today, coming=False)
        except Unreadable:
            # told where the value date itself is read
            first = None
    return parse_typed_day(text, today, coming=coming, start=first)


def _month(desk: Desk, _: Place, text: str, __: str | None) -> str:
    return f"{parse_typed_month(text, desk.moment.today):%Y-%m}"


def _moment(desk: Desk, _: Place, text: str, __: str | None) -> str:
    today = desk.moment.today
    moment = parse_typed_moment(text, today, lambda day: parse_typed_day(day, today, coming=False))
    return moment.isoformat(timespec="minutes")


def _amount(_: Desk, __: Place, text: str, ___: str | None) -> str:
    return format_amount(parse_typed_amount(text))


def _hour(_: Desk, __: Place, text: str, ___: str | None) -> str:
    found = parse_typed_hour(text)
    return f"{found:%H:%M}" if found is not None else text


def _period(_: Desk, __: Place, text: str, ___: str | None) -> str:
    return typed_period(text) or text


_READERS: dict[TypedAs, Callable[[Desk, Place, str, str | None], str]] = {
    TypedAs.AMOUNT: _amount,
    TypedAs.DAY: _day,
    TypedAs.MONTH: _month,
    TypedAs.PERIOD: _period,
    TypedAs.HOUR: _hour,
    TypedAs.MOMENT: _moment,
}


def _no_template(text: str, hint: Message) -> NotFound:
    return NotFound(msg("there is no template '{name}'; {hint}", name=text, hint=hint))


def _no_policy(text: str, hint: Message) -> Refused:
    return Refused(msg("there is no policy '{name}'; {hint}", name=text, hint=hint))


def _no_reason(text: str, hint: Message) -> Unreadable:
    return Unreadable(msg("'{text}' is no reason for arrears; {hint}", text=text, hint=hint))


def _no_component(text: str, hint: Message) -> Unreadable:
    return Unreadable(msg("'{text}' is not one of the known words; {hint}", text=text, hint=hint))


_UNKNOWN: dict[str, Callable[[str, Message], Failure | Unreadable]] = {
    "TEMPLATE": _no_template,
    "POLICY": _no_policy,
    "ARREARS": _no_reason,
    "COMPONENT": _no_component,
    "PART": _no_component,
}
"""What is wrong with a word that none of the known ones is, by place; elsewhere other words may stand."""
