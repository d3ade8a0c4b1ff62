"""Why debtors are in arrears: the built-in codes, those an office adds, and their words in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.text import suggestion
from dunning_cli.kernel.values import Code, FilledWords

if TYPE_CHECKING:
    from dunning_cli.domain.case.case import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReason:
    """A reason for arrears of the office's own; with a built-in code it words that one anew."""

    code: Code = key("code, as written after --reason and in contacts", required=True)
    zh: FilledWords = key("the words in Chinese", required=True)
    en: FilledWords = key("the words in English", required=True)


def reason_codes(own: Sequence[OwnReason]) -> tuple[str, ...]:
    """Every code that may be used: the built-in ones, which stay for old entries, then the office's."""
    from dunning_cli.domain.case.codes.talk import Reason

    return tuple(dict.fromkeys([*(reason.value for reason in Reason), *(each.code for each in own)]))


def unknown_reason(code: str, own: Sequence[OwnReason]) -> Message | None:
    """What to say of a code that nobody knows, with the nearest known one; None where it is known."""
    codes = reason_codes(own)
    if code in codes:
        return None
    return msg("'{text}' is no reason for arrears; {hint}", text=code, hint=suggestion(code, codes))


def known_reason(code: str | None, own: Sequence[OwnReason]) -> None:
    """Lets a known code through, and none at all. Raises WrongUsage with a suggestion."""
    wrong = unknown_reason(code, own) if code is not None else None
    if wrong is not None:
        raise WrongUsage(wrong)


def reason_words(code: str, own: Sequence[OwnReason], language: str) -> Message | str:
    """A code in words: the office's own in the language, else the built-in ones, else the code as it stands."""
    from dunning_cli.domain.case.codes.labels import label_of
    from dunning_cli.domain.case.codes.talk import Reason

    for each in own:
        if each.code == code:
            return each.zh if language == "zh" else each.en
    return label_of(Reason(code)) if code in list(Reason) else code


def last_reason(case: Case, as_of: date) -> str | None:
    """The code of the reason told last by a day; None where nobody told one."""
    from dunning_cli.domain.case.entries import Contact

    for entry in reversed(case.standing(as_of)):
        if isinstance(entry, Contact) and entry.reason is not None:
            return entry.reason
    return None


def twice_listed(own: Sequence[OwnReason]) -> Iterator[tuple[str, Message]]:
    """Own codes that stand twice, as contradictions of the settings."""
    seen: set[str] = set()
    for place, each in enumerate(own):
        if each.code in seen:
            yield f"reasons[{place}]", msg("the reason '{code}' stands twice", code=each.code)
        seen.add(each.code)
