"""Which cases are of the same debtor: told by the number of an identity document or the credit code."""

from __future__ import annotations

import unicodedata

from dunning_cli.domain.case import Head


def debtor_key(head: Head) -> str | None:
    """The same text for cases of the same person or organisation; None where neither number is known.

    Names alone tell nobody apart. Sealed numbers compare as they are stored.
    """
    return identity(head.debtor.credit_code or head.debtor.id_number)


def identity(number: str | None) -> str | None:
    """A number of an identity document or credit code as it is compared; None where there is none."""
    if not number:
        return None
    return "".join(unicodedata.normalize("NFKC", number).split()).upper() or None
