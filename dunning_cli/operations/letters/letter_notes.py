"""What to say beside a letter that is written: blanks in it."""

from __future__ import annotations

from dunning_cli.documents.letter import missing_fields, not_filled_in
from dunning_cli.documents.letter_fields import LetterFields
from dunning_cli.kernel.message import Message
from dunning_cli.operations.letters.letter_group import LetterPlan

BLANKS = frozenset(
    (
        "not filled in: {names}",
        "not filled in, stands in dunning.yaml: {names}; write it there, then: dunning commit",
    )
)
"""The templates of the notes on blanks."""


def blanks(plan: LetterPlan, fields: LetterFields) -> tuple[Message, ...]:
    """The fields that the letter prints as not filled in, by name."""
    return not_filled_in(missing_fields(plan.template, fields, plan.language))
