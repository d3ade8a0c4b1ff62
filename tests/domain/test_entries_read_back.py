"""Whatever an operation may record: the entry's own reader takes it as it is, or it is refused before it is recorded."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from dunning_cli.domain.case import Case, Debtor, Head
from dunning_cli.domain.entries import KINDS, Entry, unreadable_parts
from dunning_cli.domain.nodes import Map, Pair, Text
from dunning_cli.domain.schema import Many, Scalar, fields_of
from dunning_cli.domain.values import (
    Amount,
    CaseId,
    Code,
    Count,
    Day,
    EntryId,
    Flag,
    Hour,
    Moment,
    PositiveAmount,
    Sha256,
)
from dunning_cli.store.case_file import append_entries, new_case_text
from dunning_cli.store.read_back import prove_added, prove_text

ODD_TEXTS = some.sampled_from(
    ["", " ", "enc1:abc", "- a", "a\nb", "\r", "\x00", "\x1b[31m", "a\tb", "{", "}", '"', "'", "#", "a: b", "no", "1e3",
     "2026-01-01", "﻿", "‮x", "…", "|-", "&a", "*a", "!!str x", "\ud800", "  - {id: x}", "x" * 20_001]
)  # fmt: skip
TEXTS = ODD_TEXTS | some.text(max_size=60)
AMOUNTS = some.sampled_from(
    [Decimal("-0.01"), Decimal("-150.00"), Decimal("0.00"), Decimal("0.005"), Decimal("1e13"), Decimal("12.30")]
)
DAYS = some.dates(date(1, 1, 1), date(9999, 12, 31)) | some.sampled_from([date(1900, 12, 31), date(2026, 5, 4)])
OFFSETS = some.integers(-86_399, 86_399).map(lambda seconds: timezone(timedelta(seconds=seconds)))
MOMENTS = some.builds(
    lambda moment, zone: moment.replace(tzinfo=zone), some.datetimes(datetime(1900, 1, 2)), OFFSETS
)


def _form(annotated: Any) -> Any:
    return annotated.__metadata__[0]


BY_FORM = {
    _form(Amount): AMOUNTS,
    _form(PositiveAmount): AMOUNTS,
    _form(Day): DAYS,
    _form(Moment): MOMENTS,
    _form(Hour): some.times().map(lambda clock: time(clock.hour, clock.minute)),
    _form(Flag): some.booleans(),
    _form(Count): some.integers(-5, 10**7),
    _form(EntryId): some.sampled_from(["01jtd3k8q7m4x2aa", "x", ""]),
    _form(Sha256): some.sampled_from(["a" * 64, "A" * 64, ""]),
    _form(Code): TEXTS | some.just("payment-reminder"),
    _form(CaseId): TEXTS | some.just("PF-2026-0007"),
}


def values_of(form: Any) -> some.SearchStrategy[Any]:
    if isinstance(form, Many):
        return some.lists(values_of(form.of), max_size=2).map(tuple)
    if isinstance(form, Scalar):
        return BY_FORM.get(form, TEXTS)
    if form is Map:
        return some.builds(lambda key, text: Map((Pair(key, Text(text, quoted=True)),)), TEXTS, TEXTS)
    if issubclass(form, StrEnum):
        return some.sampled_from(list(form))
    return records_of(form)


def records_of(record: type[Any]) -> some.SearchStrategy[Any]:
    return some.fixed_dictionaries(
        {
            item.attribute: values_of(item.form) if item.required else some.none() | values_of(item.form)
            for item in fields_of(record)
            if item.required or not isinstance(item.form, Many)
        }
    ).map(lambda values: record(**{name: value for name, value in values.items() if value is not None}))


ENTRIES = some.sampled_from(sorted(KINDS)).flatmap(lambda kind: records_of(KINDS[kind]))
HEAD = Head(case="C-1", policy="property-fee", debtor=Debtor(name="王建国"))


@given(ENTRIES)
def test_an_entry_that_is_recorded_reads_back_equal(entry: Entry) -> None:
    if unreadable_parts(entry):
        return
    before, meant = new_case_text(HEAD), Case(HEAD, (entry,))
    after = append_entries(before, [entry])
    prove_added("C-1.yaml", before.encode(), after.encode(), meant, [entry])
    prove_text("C-1.yaml", after.encode(), meant)


@given(ENTRIES, ENTRIES)
def test_entries_after_one_another_read_back_equal(one: Entry, other: Entry) -> None:
    if unreadable_parts(one) or unreadable_parts(other) or one.id == other.id:
        return
    text = append_entries(append_entries(new_case_text(HEAD), [one]), [other])
    prove_text("C-1.yaml", text.encode(), Case(HEAD, (one, other)))


@given(MOMENTS)
def test_offsets_are_stored_in_whole_minutes(moment: datetime) -> None:
    written = _form(Moment).write(moment)
    assert written[-6] in "+-"
    again = datetime.fromisoformat(written)
    assert again == moment.replace(microsecond=0)
    assert not (again.utcoffset() or timedelta()) % timedelta(minutes=1)
