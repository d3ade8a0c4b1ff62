"""Filters that match nothing: a value that nothing has ever named is an error, a known one is said to match nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dunning_cli.domain.case.office.settings import NOBODY
from dunning_cli.kernel.errors import NotFound
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.text import harmless, nearest, suggestion
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.ledger.known_values import known_values

Filters = Mapping[str, tuple[str, str | None]]
"""By option: what its help page writes in the place of the value, and the value; None where it is not given."""


def no_match(reader: LedgerReader, filters: Filters) -> Message | None:
    """What to say of filters that matched nothing; None where none are given. Raises NotFound for unknown values."""
    given = {option: (place, text) for option, (place, text) in filters.items() if text is not None}
    if not given:
        return None
    must_be_known(reader, given)
    told = " ".join(f"{option} {harmless(text)}" for option, (_, text) in given.items())
    return msg("nothing matches {filters}", filters=told)


def _hint(place: str, text: str, known: Sequence[str]) -> Message:
    """What to write instead; where people live is not listed to whoever asks, only what is like the word typed."""
    if place == "AREA" and nearest(text, known) is None:
        return msg("there is none like it")
    return suggestion(text, [each for each in known if "@" not in each and each not in NOBODY])


def must_be_known(reader: LedgerReader, filters: Mapping[str, tuple[str, str]]) -> None:
    """Raises NotFound, with suggestions, for values that no case, entry or setting has ever named."""
    problems: list[Problem] = []
    for option, (place, text) in filters.items():
        known = known_values(reader, place)
        if text not in known:
            what = msg(
                "{option}: nothing in the ledger names '{text}'; {hint}",
                option=option,
                text=harmless(text),
                hint=_hint(place, text, known),
            )
            problems.append(Problem("not-found", what))
    if problems:
        raise NotFound(problems[0].message, problems[1:])
