"""The words that screens show for codes, in both languages: what may be typed instead of a code, by its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from dunning_cli.domain.account.schedule_order import SCHEDULE_LABELS
from dunning_cli.domain.case.codes.agreements import CloseReason
from dunning_cli.domain.case.codes.labels import LABELS
from dunning_cli.domain.case.codes.people import AddressKind, PhoneKind
from dunning_cli.domain.case.codes.talk import Result, words_of_result
from dunning_cli.kernel.labelled import Labels
from dunning_cli.kernel.languages import LANGUAGES
from dunning_cli.kernel.message import Message, Translate, label
from dunning_cli.kernel.money import COMPONENT_LABELS, Component
from dunning_cli.kernel.pattern import pattern
from dunning_cli.operations.declared.values import ALL, PlanEvery
from dunning_cli.present.language import translator
from dunning_cli.views.titles import TITLES

if TYPE_CHECKING:
    from dunning_cli.cli.front_door.desk import Desk

Worded = Mapping[str, Iterable[Message | str]]
"""Codes with their words; a message counts in every language."""

_FIXED: dict[type[StrEnum], Mapping[StrEnum, Message]] = {
    **LABELS,
    **SCHEDULE_LABELS,
    Component: {code: COMPONENT_LABELS[code] for code in Component},
    PlanEvery: {each: each.words for each in PlanEvery},
}
_MAY_MEAN: Mapping[type[StrEnum], Mapping[StrEnum, Message]] = {
    CloseReason: dict.fromkeys((CloseReason.PAID, CloseReason.SETTLED), label("paid up")),
}
"""Words that people have for several codes, and are asked about."""
_IN_BRACKETS = pattern(r"([a-z][a-z_-]*) ?[（(]([^）)]+)[）)]")
_NO_WORDS = frozenset({"unless given", "默认"})
"""What stands in brackets too, and says nothing of the code."""
_COMPONENTS: Worded = {
    **{code.value: (word,) for code, word in COMPONENT_LABELS.items()},
    ALL: (label("all"),),
}
_PLACES: dict[str, Worded] = {
    "WHO": {
        "debtor": (label("debtor"),),
        "guarantor": (label("guarantor"),),
        "creditor": (label("client"), label("creditor")),
    },
    "PLACE": {
        code.value: [
            LABELS[kind][kind(code.value)] for kind in (PhoneKind, AddressKind) if code.value in list(kind)
        ]
        for code in (*PhoneKind, *AddressKind)
    },
    "COMPONENT": _COMPONENTS,
    "PART": _COMPONENTS,
    "LANG": {"zh": (label("Chinese"),), "en": (label("English"),)},
    "AMOUNT|all": {ALL: (label("all"),)},
}
"""The words of a place that are the same in every ledger."""


def labels_of_place(desk: Desk, metavar: str) -> Labels | None:
    """The codes that belong in a place of a command, by what its help page writes there; None where words are free."""
    worded: Worded | None = _PLACES.get(metavar)
    if worded is None and metavar in TITLES:
        worded = TITLES[metavar](desk.reader)
    return None if worded is None else in_both_languages(worded, desk.language)


def labels_of_words(kind: type[StrEnum], language: str) -> Labels:
    """The labels of fixed words; a word without one stands for itself."""
    if kind is Result:
        return in_both_languages({code.value: words_of_result(code) for code in Result}, language)
    words, loose = _FIXED.get(kind, {}), _MAY_MEAN.get(kind, {})
    return in_both_languages(
        {
            code.value: ((words[code],) if code in words else ()) + ((loose[code],) if code in loose else ())
            for code in kind
        },
        language,
    )


def told_in_help(says: str, known: Collection[str]) -> Labels:
    """The words that a help page has in brackets beside codes that are known, in both languages."""
    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for code, words in _IN_BRACKETS.findall(translator(language)(Message(says))):
            word = words.replace("，", ",").partition(",")[0].strip()
            if code in known and word not in _NO_WORDS:
                found.setdefault(code, []).append(word)
    return found


def in_both_languages(worded: Worded, language: str) -> Labels:
    """Labels as people may type them, those of the language now spoken first."""
    tongues = [translator(each) for each in sorted(LANGUAGES, key=lambda each: each != language)]
    return {code: list(_spoken(words, tongues, language)) for code, words in worded.items()}


def _spoken(words: Iterable[Message | str], tongues: Sequence[Translate], language: str) -> Iterator[str]:
    titles = [word for word in words if not isinstance(word, Message) and word]
    yield from reversed(titles) if language == "en" else titles
    for tongue in tongues:
        yield from (tongue(word) for word in words if isinstance(word, Message))
