"""What the outcome keys of `work` mean, without a terminal: results, answers in short, values of the note."""

from __future__ import annotations

from datetime import date

import pytest

from dunning_cli.cli.worklist.dialogue import ways_round
from dunning_cli.cli.worklist.outcomes import (
    OUTCOMES,
    Ask,
    TalkPartner,
    asks_words,
    note_values,
    operation_for,
    outcomes_on,
    shorthand,
    usual_text,
)
from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.kernel.errors import AgainstRule, Unreadable
from dunning_cli.kernel.message import msg
from dunning_cli.operations.contact.talk import Note
from dunning_cli.operations.contact.visits import RecordVisit
from dunning_cli.operations.writing.building import build

TODAY = date(2026, 6, 15)
KEYS = outcomes_on(Channel.PHONE)
PARTY = TalkPartner("PF-2026-0007", "debtor", Channel.PHONE, "13800000007", verified=True)


def test_every_result_has_one_key_and_calling_again_one_more() -> None:
    pairs = {(outcome.key, channel) for outcome in OUTCOMES for channel in outcome.channels}
    assert len(pairs) == sum(len(outcome.channels) for outcome in OUTCOMES)
    assert [KEYS[key].result for key in "1234567890tn"] == [
        *(Result.NO_ANSWER, Result.BUSY, Result.OFF, Result.WRONG_NUMBER, Result.REACHED, Result.PROMISED),
        *(
            Result.INTENDS,
            Result.REFUSED,
            Result.DISPUTED,
            Result.MESSAGE_LEFT,
            Result.THIRD_PARTY,
            Result.OTHER,
        ),
    ]
    assert {outcome.result for outcome in OUTCOMES} == set(Result)
    assert (KEYS["c"].result, KEYS["c"].must) == (Result.REACHED, {Ask.CALLBACK})


@pytest.mark.parametrize(
    ("channel", "keys"),
    [
        (Channel.PHONE, "1234567890ctn"),
        (Channel.VISIT, "123567890ctn"),
        (Channel.SMS, "567890ctn"),
        (Channel.COUNTER, "567890ctn"),
    ],
)
def test_each_way_has_the_outcomes_it_can_have(channel: Channel, keys: str) -> None:
    assert "".join(outcomes_on(channel)) == keys


@pytest.mark.parametrize(
    ("key", "typed", "answers", "words"),
    [
        ("6", "800 20", {Ask.AMOUNT: "800.00", Ask.DAY: "2026-06-20"}, ""),
        ("6", "800.5 +3 周四 发工资", {Ask.AMOUNT: "800.50", Ask.DAY: "2026-06-18"}, "周四 发工资"),
        ("6", "８００ ６－２０", {Ask.AMOUNT: "800.00", Ask.DAY: "2026-06-20"}, ""),
        ("6", "800", {}, "800"),
        ("6", "0 20", {}, "0 20"),
        ("6", "800 元周四还", {}, "800 元周四还"),
        ("6", "周四还 800", {}, "周四还 800"),
        ("c", "+3", {Ask.CALLBACK: "2026-06-18"}, ""),
        ("c", "14 晚上", {Ask.CALLBACK: "2026-07-14"}, "晚上"),
        ("c", "晚上", {}, "晚上"),
        ("5", "+3", {}, "+3"),
        ("1", "800 20", {}, "800 20"),
    ],
)
def test_answers_in_short(key: str, typed: str, answers: dict[Ask, str], words: str) -> None:
    assert shorthand(KEYS[key], typed, TODAY) == (answers, words)


@pytest.mark.parametrize(
    ("key", "typed"), [("6", "800 2026-06-14"), ("6", "800 32"), ("c", "2026-06-31"), ("c", "+x")]
)
def test_a_wrong_day_in_short_is_no_text(key: str, typed: str) -> None:
    with pytest.raises(Unreadable):
        shorthand(KEYS[key], typed, TODAY)


def test_the_values_are_those_of_a_note() -> None:
    answers = {Ask.AMOUNT: "800.00", Ask.DAY: "2026-06-20", Ask.REASON: "family"}
    note = build(Note, note_values(PARTY, KEYS["6"], answers, "六月二十日还"))
    assert (note.case, note.channel, note.to, note.number) == (
        *("PF-2026-0007", Channel.PHONE, "debtor", "13800000007"),
    )
    assert (note.result, str(note.promise), note.by, note.reason, note.text) == (
        *(Result.PROMISED, "800.00", date(2026, 6, 20), "family", "六月二十日还"),
    )
    assert note.verified


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda outcome: outcome.key)
def test_identity_is_confirmed_only_by_somebody_who_was_spoken_to(outcome: object) -> None:
    note = build(Note, note_values(PARTY, outcome, {}, "words"))  # type: ignore[arg-type]
    spoken = {Result.REACHED, Result.PROMISED, Result.INTENDS, Result.REFUSED, Result.DISPUTED}
    assert bool(note.verified) == (note.result in spoken)


def test_only_calls_have_a_number() -> None:
    visit = TalkPartner("PF-2026-0007", "guarantor", Channel.VISIT, "13800000007")
    assert note_values(visit, KEYS["1"], {}, "x")["number"] is None
    assert note_values(PARTY, KEYS["1"], {}, "x")["number"] == "13800000007"


def test_a_visit_is_recorded_as_one() -> None:
    visit = TalkPartner("PF-2026-0007", "debtor", Channel.VISIT)
    assert operation_for(visit) is RecordVisit
    assert operation_for(PARTY) is Note
    assert build(RecordVisit, note_values(visit, KEYS["1"], {}, "x")).channel is Channel.VISIT


def test_what_stands_where_no_words_are_given() -> None:
    promised = usual_text(KEYS["6"], Channel.PHONE, {Ask.AMOUNT: "800.00", Ask.DAY: "2026-06-20"}, None)
    assert str(promised) == "promised 800.00 by 2026-06-20"
    again = usual_text(KEYS["7"], Channel.PHONE, {Ask.CALLBACK: "2026-06-20"}, None)
    assert str(again) == "asked to be called again on 2026-06-20"
    assert str(usual_text(KEYS["1"], Channel.VISIT, {}, None)) == "nobody was in"
    assert usual_text(KEYS["n"], Channel.PHONE, {}, "script") is None
    assert usual_text(KEYS["0"], Channel.SMS, {}, "the words sent") == "the words sent"
    assert str(usual_text(KEYS["0"], Channel.PHONE, {}, "script")) == "left a message"


def test_words_are_asked_for_where_somebody_spoke_and_of_all_that_was_sent() -> None:
    assert [key for key in KEYS if not asks_words(KEYS[key], Channel.PHONE)] == ["1", "2", "3", "4", "0"]
    assert asks_words(KEYS["0"], Channel.SMS)


def test_a_visit_by_one_can_be_put_right_where_the_rules_want_two() -> None:
    refusal = AgainstRule(msg("x"), "second-visitor")
    ways = ways_round(refusal, RecordVisit)
    assert list(ways) == ["o", "g"]
    assert ways["g"][1] == "second"
