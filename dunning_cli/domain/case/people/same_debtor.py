"""Which cases are of the same debtor: told by the number of an identity document or the credit code, and the name."""

from __future__ import annotations

import unicodedata

from dunning_cli.domain.case.case import Head
from dunning_cli.domain.case.people.identity import Identity, identity


def debtor_key(head: Head) -> Identity | None:
    """The same token for cases of the same person or organisation; None where no number tells who it is.

    Names alone tell nobody apart. What protects a person goes by the token alone; what gives one person's affairs
    to another asks `same_debtor`.
    """
    return identity(head.debtor.credit_code) or identity(head.debtor.id_number)


def same_debtor(one: Head, other: Head) -> bool:
    """Whether two cases are of one debtor beyond doubt: the number is the same and so is the name."""
    key = debtor_key(one)
    return key is not None and key == debtor_key(other) and not named_apart(one, other)


def named_apart(one: Head, other: Head) -> bool:
    """Whether two cases call their debtor by different names, blanks, width and capitals aside."""
    return as_called(one.debtor.name) != as_called(other.debtor.name)


def as_called(name: str) -> str:
    """A name of a person, a client or a contract as it is compared: blanks, width and capitals aside."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
