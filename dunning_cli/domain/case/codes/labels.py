"""The words for a code of any kind."""

from __future__ import annotations

from enum import StrEnum

from dunning_cli.domain.case.codes import agreements, legal, letters, money, people, talk
from dunning_cli.kernel.message import Message

_LABELS: dict[type[StrEnum], dict[StrEnum, Message]] = {
    **agreements.LABELS,
    **legal.LABELS,
    **letters.LABELS,
    **money.LABELS,
    **people.LABELS,
    **talk.LABELS,
}


def label_of(code: StrEnum) -> Message:
    """The words for a code of any kind."""
    return _LABELS[type(code)][code]
