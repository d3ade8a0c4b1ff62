"""An entry in a few words, for the list of entries and the papers made of it."""

from dunning_cli.views.entry_words import (
    account,
    agreements,
    legal,
    letters,
    mend,
    people,
    progress,
    renamed,
    talk,
)
from dunning_cli.views.entry_words.talk import with_reason
from dunning_cli.views.entry_words.wording import entry_words, with_bill_named

__all__ = [
    "account",
    "agreements",
    "entry_words",
    "legal",
    "letters",
    "mend",
    "people",
    "progress",
    "renamed",
    "talk",
    "with_bill_named",
    "with_reason",
]
