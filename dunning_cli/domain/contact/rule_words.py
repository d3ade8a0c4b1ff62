"""What people call the rules that a contact, a letter or a closing can be against."""

from __future__ import annotations

from collections.abc import Sequence

from dunning_cli.kernel.message import Message, coded, enumerated, label

_WORDS: dict[str, Message] = {
    "approval-by-another": label("approval by somebody else"),
    "approval-role": label("who may approve"),
    "attempts": label("attempts in a day"),
    "channel": label("ways of contact"),
    "channel-interval": label("time between two contacts"),
    "channel-limit": label("number of contacts"),
    "closed": label("closed case"),
    "complaint": label("complaint"),
    "connected-calls": label("calls that were answered"),
    "consent": label("consent"),
    "death": label("death"),
    "hold": label("stop of contact"),
    "hours": label("hours of contact"),
    "identity": label("identity of who answers"),
    "incapacity": label("lost capacity"),
    "insolvency": label("insolvency"),
    "invalid": label("case found invalid"),
    "late-entry": label("contact recorded late"),
    "late-intake": label("case entered late"),
    "lawful-source": label("lawful source of the number"),
    "letters-again": label("the same letter twice"),
    "letters-amount": label("least amount for a letter"),
    "letters-closed": label("letters on a closed case"),
    "letters-deadline": label("time given by the letter before"),
    "letters-free-guarantor": label("guarantor who is free"),
    "letters-plan-kept": label("plan that is kept"),
    "letters-third-parties": label("letters to third parties"),
    "number": label("number that may be called"),
    "private-account": label("private phone or account"),
    "recorded-before": label("recorded before"),
    "renounced": label("estate renounced"),
    "return": label("goes back to the client"),
    "return-unfinished": label("unfinished at the return"),
    "second-visitor": label("visits by two"),
    "third-party": label("third parties"),
    "third-party-disclosure": label("what third parties are told"),
    "third-party-refused": label("third party who refused"),
    "third-party-words": label("words to third parties"),
    "value-date": label("value date before all others"),
    "words": label("forbidden words"),
}


def contact_rule_words(rules: str | Sequence[str]) -> Message | str:
    """Rules in words, by their names or as `overridden` of an entry holds them; in English by their names."""
    names = rules.split(", ") if isinstance(rules, str) else rules
    return enumerated(coded(_WORDS[name], name) if name in _WORDS else name for name in names)
