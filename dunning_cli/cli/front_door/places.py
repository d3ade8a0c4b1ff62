"""Where a value stands on a command line, and whether what was typed there is of its strict form already."""

from __future__ import annotations

from typing import Any

from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Scalar, parse_scalar

NAMED_PLACES = frozenset(
    {
        "POLICY",
        "TEMPLATE",
        "PHASE",
        "STAFF",
        "APPROVER",
        "ARREARS",
        "WHO",
        "PLACE",
        "COMPONENT",
        "PART",
        "LANG",
    }
)
"""Places whose codes are no words of a fixed list of the operation's field, by what the help page writes there."""
PAIRS = {"DATE=AMOUNT": "=", "PART=AMOUNT": "="}
"""Places in which two values stand, and what is between them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: the name of its field, its form, and how it is said on the command line."""

    key: str
    form: Any
    metavar: str = ""
    coming: bool = False
    says: str = ""
    """What its help page says of it, in English."""


def strict(place: Place, text: str) -> bool:
    """Whether a text is of its strict form already, as files and batches hold it."""
    if place.metavar in NAMED_PLACES and not isinstance(place.form, type):
        return False
    if place.metavar in PAIRS:
        return False
    if isinstance(place.form, Scalar) and place.form.typed_as is None:
        # free text, or a form with one way to write it
        return True
    try:
        parse_scalar(place.form, text)
    except Unreadable:
        return False
    return True
