"""The key of a batch line, as an entry or a head keeps it: as given where it can say nothing of a person, else its hash."""

from __future__ import annotations

import hashlib
import re

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Entry
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.personal_patterns import personal_data_in

HASHED = "sha256:"
"""What the stored form of a key begins with where it is not kept as given."""
_PLAIN = pattern(r"(?=[^0-9]*[0-9])[A-Za-z0-9._:/-]{1,100}", re.ASCII)


def stored_key(key: str) -> str:
    """A key as it is stored: as given where it looks like a reference, else its SHA-256.

    A reference is made of ASCII letters, digits and - _ . : / only, at most 100 of them and at least one digit, and no
    part of it has the form of a telephone, document, card or account number. So no name stands in it, in Chinese or
    in Latin letters. Beginning and end of the key without blanks count.
    """
    bare = key.strip()
    if _PLAIN.fullmatch(bare) and next(personal_data_in(bare), None) is None:
        return bare
    return HASHED + hashlib.sha256(bare.encode("utf-8")).hexdigest()


def keys_of(case: Case) -> dict[str, Entry | None]:
    """Every key that a case holds, with the entry that has it; None for a line that opened it or changed its head.

    An entry that was reversed still holds its key: the line was carried out, and taken back.
    """
    found: dict[str, Entry | None] = {line.key_: None for line in case.head.lines}
    for entry in case.entries:
        if entry.key_ is not None:
            found.setdefault(entry.key_, entry)
    return found
