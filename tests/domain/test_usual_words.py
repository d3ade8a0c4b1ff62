"""What is recorded of a contact where nothing is said of it: its words, its result, whether identity was confirmed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.domain.contact.history import can_confirm, result_meant, verified_by
from dunning_cli.domain.contact.usual_words import usual_words

DAY = date(2026, 6, 20)


@pytest.mark.parametrize(
    ("result", "channel", "more", "words"),
    [
        (
            Result.PROMISED,
            Channel.PHONE,
            {"promised": (Decimal("800"), DAY)},
            "promised 800.00 by 2026-06-20",
        ),
        (
            Result.PROMISED,
            Channel.PHONE,
            {"promised": (Decimal("800"), DAY), "callback": DAY},
            "promised 800.00 by 2026-06-20",
        ),
        (Result.INTENDS, Channel.PHONE, {"callback": DAY}, "asked to be called again on 2026-06-20"),
        (Result.NO_ANSWER, Channel.PHONE, {}, "nobody answered"),
        (Result.NO_ANSWER, Channel.VISIT, {}, "nobody was in"),
        (Result.MESSAGE_LEFT, Channel.PHONE, {"sent": "您好"}, "left a message"),
        (Result.MESSAGE_LEFT, Channel.SMS, {"sent": "您好"}, "您好"),
        (Result.MESSAGE_LEFT, Channel.SMS, {}, None),
        (Result.PROMISED, Channel.PHONE, {}, None),
        (Result.OTHER, Channel.PHONE, {"sent": "您好"}, None),
    ],
)
def test_the_words_that_stand_where_none_are_given(result, channel, more, words):
    found = usual_words(result, channel, **more)
    assert (None if found is None else str(found)) == words


def test_nobody_confirms_identity_who_was_not_spoken_to():
    assert {result for result in Result if not can_confirm(result)} == {
        *(Result.NO_ANSWER, Result.BUSY, Result.OFF, Result.MESSAGE_LEFT),
        *(Result.WRONG_NUMBER, Result.THIRD_PARTY, Result.NOT_LET_IN, Result.MOVED),
    }
    assert can_confirm(None)


@pytest.mark.parametrize(
    ("result", "promised", "verified", "meant"),
    [
        (None, False, False, None),
        (None, True, False, Result.PROMISED),
        (None, True, True, Result.PROMISED),
        (None, False, True, Result.REACHED),
        (Result.NO_ANSWER, False, True, Result.NO_ANSWER),
        (Result.REACHED, True, False, Result.REACHED),
    ],
)
def test_a_promise_or_a_confirmation_says_what_came_of_a_contact(result, promised, verified, meant):
    assert result_meant(result, promised=promised, verified=verified) is meant


@pytest.mark.parametrize(
    ("to", "result", "expected"),
    [
        ("debtor", "reached", True),
        ("debtor", "other", True),
        ("debtor", None, True),
        ("debtor", "no_answer", False),
        ("邻居", "reached", False),
    ],
)
def test_a_contact_on_record_verifies_the_case_by_the_same_rule(open_case, to, result, expected):
    scene = open_case("property-fee")
    given = {"result": result} if result else {}
    scene.add("contact", "2026-05-01", channel="phone", to=to, verified=True, text="x", **given)
    assert verified_by(scene.case, scene.case.entries[0]) is expected
