"""Whether a debtor or party is an organisation: by what is recorded, else by its number, for letters also by its name."""

from __future__ import annotations

import unicodedata

from dunning_cli.domain.case.case import Debtor
from dunning_cli.domain.case.codes.people import PersonKind
from dunning_cli.domain.case.people.identity import identity

_ENDINGS = ("公司", "集团", "企业", "合作社", "事务所", "工厂", "委员会", "有限合伙")
_LAST_WORDS = frozenset(
    ("co", "inc", "llc", "llp", "ltd", "plc", "corp", "gmbh", "company", "corporation", "limited")
)
"""How registered names of organisations end. A shop of one person (个体工商户) is that person."""
_MARKS = ".)] "


def is_organisation(debtor: Debtor) -> bool:
    """Whether the debtor is known to be an organisation: its kind says so, or its number is a credit code."""
    if debtor.kind is not None:
        return debtor.kind is PersonKind.ORGANISATION
    return bool(debtor.credit_code) or has_credit_code(debtor.id_number)


def has_credit_code(number: str | None) -> bool:
    """Whether the number of a document is a credit code, as only organisations have."""
    found = identity(number)
    return found is not None and found.startswith("organisation ")


def addressed_as_organisation(debtor: Debtor) -> bool:
    """Whether letters speak to the debtor as to an organisation: one that is known, or whose name says so."""
    return is_organisation(debtor) or (debtor.kind is None and named_as_organisation(debtor.name))


def named_as_organisation(name: str) -> bool:
    """Whether a name ends as registered names of organisations do."""
    plain = unicodedata.normalize("NFKC", name).casefold().strip(_MARKS)
    return plain.endswith(_ENDINGS) or (" " in plain and plain.split(" ")[-1] in _LAST_WORDS)
