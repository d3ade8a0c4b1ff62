"""What there was before with a person of a case, so that no letter and no script claims what was not."""

from __future__ import annotations

from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.talk import SPOKEN, Channel
from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.case.people.roles import person_of
from dunning_cli.domain.contact.deliveries import LetterRecord, LetterStage, letter_records
from dunning_cli.domain.worklist.strategy_keys import ScriptFact

_UNSENT = (LetterStage.SPOILED, LetterStage.RETURNED)
_LETTERS = {"final-demand": ScriptFact.FINAL_DEMAND, "lawyers-letter": ScriptFact.LAWYERS_LETTER}


def letters_sent(case: Case, to: str, on: date) -> tuple[LetterRecord, ...]:
    """The letters to a person up to the end of a day; those that were spoiled or came back are left out."""
    person = person_of(case, to)
    return tuple(
        record
        for record in letter_records(case.standing(on))
        if record.state not in _UNSENT and person_of(case, record.letter.to).same(person)
    )


def talks_with(case: Case, to: str, on: date) -> tuple[Contact, ...]:
    """The contacts up to the end of a day in which the person was spoken to."""
    person = person_of(case, to)
    return tuple(
        entry
        for entry in case.standing(on)
        if isinstance(entry, Contact) and entry.result in SPOKEN and person_of(case, entry.to).same(person)
    )


def facts_with(case: Case, to: str, on: date) -> frozenset[ScriptFact]:
    """What a script may say there was before with a person."""
    letters, talks = letters_sent(case, to, on), talks_with(case, to, on)
    found = {_LETTERS[record.letter.template] for record in letters if record.letter.template in _LETTERS}
    if letters:
        found.add(ScriptFact.LETTER)
    if talks:
        found.add(ScriptFact.TALK)
    person = person_of(case, to)
    if any(
        isinstance(entry, Contact)
        and entry.channel is Channel.VISIT
        and person_of(case, entry.to).same(person)
        for entry in case.standing(on)
    ):
        found.add(ScriptFact.VISIT)
    return frozenset(found)
