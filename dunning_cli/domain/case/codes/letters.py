"""Fixed words about letters: how they are posted."""

from __future__ import annotations

from enum import StrEnum

from dunning_cli.kernel.message import Message, label


class Method(StrEnum):
    """How a letter is delivered."""

    REGISTERED = "registered"
    EMS = "ems"
    HAND = "hand"
    NOTARY = "notary"
    NOTICE = "notice"
    ELECTRONIC = "electronic"
    """Sent to an address that the addressee named for this, such as an e-mail address."""


# The English labels stand in commit subjects too: rewording one splits the history in two.
LABELS: dict[type[StrEnum], dict[StrEnum, Message]] = {
    Method: {
        Method.REGISTERED: label("registered mail"),
        Method.EMS: label("EMS"),
        Method.HAND: label("by hand"),
        Method.NOTARY: label("by notary"),
        Method.NOTICE: label("public notice"),
        Method.ELECTRONIC: label("electronic service"),
    },
}
