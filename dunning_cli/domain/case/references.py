"""References that the program itself gives to charges and payments, and what people call them."""

from __future__ import annotations

import re
from datetime import date

from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.legal import LegalStep
from dunning_cli.kernel.message import Message, coded, label, msg
from dunning_cli.kernel.pattern import pattern

INSTALMENTS: dict[str, Message] = {
    "equal-instalment": label("equal instalments"),
    "equal-principal": label("equal principal"),
    "flat": label("flat interest"),
    "interest-first": label("interest first"),
    "bullet": label("all at the end"),
    "as-before": label("instalments as before, smaller or fewer"),
}
"""By the kind of a schedule, which stands in the references of its instalments."""
AS_BEFORE = "as-before"
"""Instalments that are a part of those they took the place of, whatever kind those were of."""
MOVED = "transfer from "
"""How the reference of a payment begins by which earlier versions moved money from another case."""
_DAY = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""The day on which a schedule took the place of another."""
_REFERENCE = pattern(r"(?P<of>.*\S) (?P<number>[0-9]{1,3})/(?P<periods>[0-9]{1,3})", re.ASCII | re.DOTALL)


def reference(name: str, number: int, periods: int) -> str:
    """The reference of an instalment charged to a case, such as `equal-instalment 3/12`."""
    return f"{name} {number}/{periods}"


def dated_schedule(kind: str, on: date) -> str:
    """The name of a schedule that took the place of another on a day, such as `equal-instalment 2026-06-15`."""
    return f"{kind} {on.isoformat()}"


def schedule_kind(ref: str | None) -> str | None:
    """The kind of the schedule that a reference of an instalment names; None where it names none the program knows."""
    found = _REFERENCE.fullmatch(ref or "")
    kind, _, agreed = found["of"].partition(" ") if found is not None else ("", "", "")
    return kind if kind in INSTALMENTS and (not agreed or _DAY.fullmatch(agreed)) else None


def schedule_named(ref: str | None) -> tuple[str, int] | None:
    """The schedule that the reference of a charge names: its beginning and its number of instalments; else None."""
    found = _REFERENCE.fullmatch(ref or "")
    if found is None:
        return None
    number, periods = int(found["number"]), int(found["periods"])
    return (found["of"], periods) if 1 <= number <= periods else None


def reference_words(ref: str) -> Message | str:
    """A reference as people read it: in words where the program gave it, as it was typed otherwise."""
    if ref == LegalStep.IN_KIND.value:
        return coded(label_of(LegalStep.IN_KIND), ref)
    if ref.startswith(MOVED):
        return coded(msg("moved from {case}", case=ref.removeprefix(MOVED)), ref)
    found = _REFERENCE.fullmatch(ref)
    kind = schedule_kind(ref)
    if found is None or kind is None:
        return ref
    agreed = found["of"].partition(" ")[2]
    schedule: Message = INSTALMENTS[kind]
    if agreed:
        schedule = msg("{schedule} of {date}", schedule=schedule, date=agreed)
    words = msg(
        "{schedule}, instalment {number} of {periods}",
        schedule=schedule,
        number=int(found["number"]),
        periods=int(found["periods"]),
    )
    return coded(words, ref)
