"""Fixed words beside the labels people know them by: a label is taken for its code, unknown words get a list of both."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.text import nearest, suggestion

Labels: TypeAlias = Mapping[str, Sequence[str]]
"""Codes, each with its labels; the first is that of the language now spoken."""


def folded(text: str) -> str:
    """A word as it is compared: full-width characters plain, capitals small, without blanks around."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def code_meant(text: str, labels: Labels) -> str | None:
    """The code that is typed as itself or by one of its labels; None where it is neither.

    Raises Unreadable where several codes have that label.
    """
    if text in labels:
        return text
    typed = folded(text)
    codes = [code for code in labels if folded(code) == typed] or [
        code for code, words in labels.items() if typed in map(folded, words)
    ]
    if len(codes) > 1:
        told_apart = len({tuple(labels[code][:1]) for code in codes}) == len(codes)
        shown = [_with_label(code, labels) for code in codes] if told_apart else codes
        raise Unreadable(
            msg("'{text}' may mean {codes}: write one of these", text=text, codes=", ".join(shown))
        )
    return codes[0] if codes else None


def labels_hint(text: str, labels: Labels) -> Message:
    """What to write instead of an unknown word: the code most like it, or by its label, or all, with their labels."""
    by_word = {word: code for code, words in labels.items() for word in (code, *words)}
    near = nearest(text, by_word)
    if near is not None:
        code = by_word[near]
        words = labels[code]
        if _says_more(code, words):
            return msg("did you mean '{word}' ({label})?", word=code, label=words[0])
        return msg("did you mean '{word}'?", word=code)
    return suggestion("", [_with_label(code, labels) for code in labels])


def _with_label(code: str, labels: Labels) -> str:
    words = labels[code]
    if not _says_more(code, words):
        return code
    return f"{code} ({words[0]})" if words[0].isascii() else f"{code}（{words[0]}）"


def _says_more(code: str, words: Sequence[str]) -> bool:
    """Whether a label is another word than its code."""
    plain = code.replace("_", " ").replace("-", " ")
    return bool(words and words[0]) and folded(words[0]) not in (code, plain)
