"""Messages that are kept are read back as they were: every kind of value that may stand in one."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import msgspec
import pytest

from dunning_cli.kernel.message import CodeWords, FieldWords, coded, msg
from dunning_cli.kernel.remedy import Placeholder, Setting, Typed, remedy
from dunning_cli.present.language import translator
from dunning_cli.store.reading.word_rows import CannotBeKept, plain_words, words_of_plain

WORDS = msg(
    "{a} {b} {c} {d} {e} {f} {g} {cure} {other}",
    a="一",
    b=2,
    c=Decimal("1234.50"),
    d=date(2026, 6, 15),
    e=msg("{amount} overdue", amount=Decimal("0.10")),
    f=coded(msg("{n} days", n=3), "three"),
    g=FieldWords("principal", {}, field="principal"),
    cure=remedy(
        "set",
        case="甲-1",
        change=(Setting("owner", Placeholder("WHO")), Setting("account.lent", Decimal("5.00"))),
    ),
    other=remedy("party", case="甲-1", name=Typed("O'Neill"), on=date(2026, 6, 1)),
)


def kept(value: object) -> object:
    return words_of_plain(msgspec.msgpack.decode(msgspec.msgpack.encode(plain_words(value))))


def test_a_message_says_the_same_in_every_language() -> None:
    again = kept(WORDS)
    assert again == WORDS
    assert str(again) == str(WORDS)
    assert translator("zh")(again) == translator("zh")(WORDS)  # type: ignore[arg-type]  # a message
    assert type(again.values["f"]) is CodeWords  # type: ignore[attr-defined]
    assert type(again.values["other"].values["name"]) is Typed  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "value", [None, "", [1, ["二", None]], {"a": {"b": [date(2026, 1, 1)]}, "c": ("x", Decimal(1))}, True]
)
def test_plain_values(value: object) -> None:
    assert kept(value) == value


@pytest.mark.parametrize("value", [datetime(2026, 1, 1), 1.5, object(), msg("{x}", x=b"")])
def test_what_has_no_form_is_refused(value: object) -> None:
    with pytest.raises(CannotBeKept):
        plain_words(value)


@pytest.mark.parametrize(
    "plain", [["none"], ["message"], ["message", "x", 3], ["day", "x"], ["coded", "x", {}, 3], [{}]]
)
def test_other_plain_values_are_no_words(plain: object) -> None:
    with pytest.raises((ValueError, TypeError, LookupError, AttributeError, ArithmeticError)):
        words_of_plain(plain)
