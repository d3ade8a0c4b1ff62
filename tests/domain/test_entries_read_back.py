"""Whatever an operation may record: the entry's own reader takes it as it is, or it is refused before it is recorded."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from how_many import examples
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as some

from dunning_cli.domain.case.case import Case, Debtor, Head
from dunning_cli.domain.case.entries import KINDS, Entry, unreadable_parts
from dunning_cli.kernel.money import Component, Components
from dunning_cli.kernel.nodes import Map, Pair, Text
from dunning_cli.kernel.rates import RateWords
from dunning_cli.kernel.schema import Many, Scalar, fields_of
from dunning_cli.kernel.values import (
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
from dunning_cli.store.format.case_file import append_entries, new_case_text, read_strictly
from dunning_cli.store.format.quick_reader import quick_case
from dunning_cli.store.format.read_back import prove_added, prove_text

LAWFUL_TEXTS = some.sampled_from(
    ["enc1:abc", "- a", "a\nb", "a\n\n b", "\r", "\x1b[31m", "a\tb", "{", "}", '"', "'", "#", "a: b", "no", "1e3", "|-",
     "2026-01-01", "\ufeff", "\u202ex", "\u2026", "&a", "*a", "!!str x", "  - {id: x}", "kind: mend", "王建国" * 60]
)  # fmt: skip
ODD_TEXTS = some.sampled_from(["", " ", "\x00", "\ud800", "x" * 20_001]) | some.text(max_size=40)
ODD_AMOUNTS = some.sampled_from(
    [Decimal("-0.01"), Decimal("-150.00"), Decimal("0.00"), Decimal("0.005"), Decimal("1e13")]
)
ODD_DAYS = some.dates(date(1, 1, 1), date(9999, 12, 31)) | some.just(date(1900, 12, 31))
OFFSETS = some.integers(-86_399, 86_399).map(lambda seconds: timezone(timedelta(seconds=seconds)))
MOMENTS = some.builds(
    lambda moment, zone: moment.replace(tzinfo=zone, microsecond=0),
    some.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30)),
    OFFSETS,
)


def _form(annotated: Any) -> Any:
    return annotated.__metadata__[0]


SANE = {
    _form(Amount): some.sampled_from([Decimal("0.00"), Decimal("12.30")]),
    _form(PositiveAmount): some.just(Decimal("12.30")),
    _form(Day): some.just(date(2026, 5, 4)),
    _form(Moment): MOMENTS,
    _form(Hour): some.times().map(lambda clock: time(clock.hour, clock.minute)),
    _form(Flag): some.booleans(),
    _form(Count): some.integers(0, 999_999),
    _form(EntryId): some.sampled_from(["01jtd3k8q7m4x2aa", "01jtd3k8q7m4x2ab"]),
    _form(Sha256): some.just("a" * 64),
    _form(Code): some.just("payment-reminder"),
    _form(CaseId): some.just("PF-2026-0007"),
    _form(RateWords): some.sampled_from(["15.4%/year", "lpr_1y@2024-03-01 * 4"]),
    _form(Components): some.sampled_from([(Component.PRINCIPAL,), (Component.PRINCIPAL, Component.INTEREST)]),
}
ODD = {
    _form(Amount): ODD_AMOUNTS,
    _form(PositiveAmount): ODD_AMOUNTS,
    _form(Day): ODD_DAYS,
    _form(Count): some.integers(-5, 10**7),
    _form(EntryId): some.sampled_from(["x", ""]),
    _form(Sha256): some.sampled_from(["A" * 64, ""]),
    _form(Code): ODD_TEXTS,
    _form(CaseId): ODD_TEXTS,
    _form(RateWords): ODD_TEXTS,
    _form(Components): some.just(()),
}


def values_of(form: Any, odd: bool) -> some.SearchStrategy[Any]:
    if isinstance(form, Many):
        return some.lists(values_of(form.of, odd), min_size=1, max_size=2).map(tuple)
    if isinstance(form, Scalar):
        return ODD.get(form, SANE.get(form, ODD_TEXTS)) if odd else SANE.get(form, LAWFUL_TEXTS)
    if form is Map:
        texts = ODD_TEXTS if odd else LAWFUL_TEXTS
        return some.builds(lambda key, text: Map((Pair(key, Text(text, quoted=True)),)), texts, texts)
    if issubclass(form, StrEnum):
        return some.sampled_from(list(form))
    return records_of(form, 1 if odd else 0)


@some.composite
def records_of(draw: Any, record: type[Any], most_odd: int = 2) -> Any:
    """A record of lawful values, but for at most so many of its keys."""
    items = fields_of(record)
    odd = draw(some.sets(some.sampled_from([item.attribute for item in items]), max_size=most_odd))
    values = {}
    for item in items:
        if item.required or item.attribute in odd or draw(some.booleans()):
            values[item.attribute] = draw(values_of(item.form, item.attribute in odd))
    return record(**values)


ENTRIES = some.sampled_from(sorted(KINDS)).flatmap(lambda kind: records_of(KINDS[kind]))
LAWFUL = some.sampled_from(sorted(KINDS)).flatmap(lambda kind: records_of(KINDS[kind], 0))
HEAD = Head(case="C-1", policy="property-fee", debtor=Debtor(name="王建国"))


@given(ENTRIES)
def test_an_entry_that_is_recorded_reads_back_equal(entry: Entry) -> None:
    if unreadable_parts(entry):
        return
    before, meant = new_case_text(HEAD), Case(HEAD, (entry,))
    after = append_entries(before, [entry])
    prove_added("C-1.yaml", before.encode(), after.encode(), meant, [entry])
    prove_text("C-1.yaml", after.encode(), meant)
    assert quick_case(after.encode(), "C-1.yaml") in (None, meant)
    assert read_strictly(after.encode(), "C-1.yaml").case == meant


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_has_entries_that_are_taken(kind: str) -> None:
    quickly = settings(max_examples=examples(200), phases=[Phase.generate], database=None)
    taken = find(records_of(KINDS[kind], 0), lambda entry: not unreadable_parts(entry), settings=quickly)
    assert taken.kind == kind


@given(LAWFUL, LAWFUL)
def test_entries_after_one_another_read_back_equal(one: Entry, other: Entry) -> None:
    if unreadable_parts(one) or unreadable_parts(other) or one.id == other.id:
        return
    text = append_entries(append_entries(new_case_text(HEAD), [one]), [other])
    prove_text("C-1.yaml", text.encode(), Case(HEAD, (one, other)))
    assert quick_case(text.encode(), "C-1.yaml") in (None, Case(HEAD, (one, other)))
    assert read_strictly(text.encode(), "C-1.yaml").case == Case(HEAD, (one, other))


@given(MOMENTS)
def test_offsets_are_stored_in_whole_minutes(moment: datetime) -> None:
    written = _form(Moment).write(moment)
    assert written[-6] in "+-"
    again = datetime.fromisoformat(written)
    assert again == moment.replace(microsecond=0)
    assert not (again.utcoffset() or timedelta()) % timedelta(minutes=1)
