"""The words for a code of any kind."""

from __future__ import annotations

from enum import StrEnum

from dunning_cli.domain.case.codes import agreements, legal, letters, life_events, money, people, talk
from dunning_cli.kernel.message import CodeWords, Message, coded

LABELS: dict[type[StrEnum], dict[StrEnum, Message]] = {
    **agreements.LABELS,
    **legal.LABELS,
    **letters.LABELS,
    **life_events.LABELS,
    **money.LABELS,
    **people.LABELS,
    **talk.LABELS,
}
"""By the kind of code; every code that people see or type has its words."""


def label_of(code: StrEnum) -> Message:
    """The words for a code of any kind."""
    return LABELS[type(code)][code]


def code_words(code: StrEnum) -> CodeWords:
    """A code as it stands in commits: itself in English, its words in other languages."""
    return coded(label_of(code), code.value)
