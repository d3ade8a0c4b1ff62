"""What a text in a case file is of people: which kind of personal data, and whose (docs/privacy.md)."""

from __future__ import annotations

from enum import StrEnum

from dunning_cli.kernel.record import dataclass


class Form(StrEnum):
    """What a piece of personal data is, and so how it is masked; each is a method of `Mask`."""

    NAME = "name"
    PHONE = "phone"
    NUMBER = "number"
    """Of an identity document, a card or an account."""
    ADDRESS = "address"
    EMAIL = "email"
    TEXT = "text"
    """Free text, in which any of the others may stand."""


class Whose(StrEnum):
    """To whom a piece of personal data belongs."""

    DEBTOR = "debtor"
    PARTY = "party"
    NAMED = "named"
    """Of whoever the entry is about: debtor, guarantor, client, or somebody named."""
    PAYER = "payer"
    PAYEE = "payee"
    SIGNER = "signer"
    CREDITOR = "creditor"
    """Another creditor of the debtor's."""
    STAFF = "staff"
    ANYBODY = "anybody"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a text is of people; without a form it is none of their data."""

    form: Form | None = None
    whose: Whose | None = None

    @property
    def masked(self) -> bool:
        """Whether it is shown in part to those who may not see it: all but what is of the staff and of nobody."""
        return self.form is not None and self.whose is not Whose.STAFF


FREE_TEXT = Mark(Form.TEXT, Whose.ANYBODY)
"""People write what they like in it."""
STAFF = Mark(Form.NAME, Whose.STAFF)
"""Who of the office did or does something: in full for everybody."""
NOT_PERSONAL = Mark()
"""A reference as others wrote it, or a name of the client's, a court's or the ledger's."""
