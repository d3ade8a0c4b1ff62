"""What is at hand where the entries of a case are put in words: the bills they name, and reasons for arrears."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import AtHand
from dunning_cli.domain.case.office.arrears_reasons import OwnReason, reason_words


def bills_at_hand(case: Case) -> AtHand:
    """The references of the bills of a case."""
    return AtHand(bill=partial(_reference, case))


def all_at_hand(case: Case, reasons: Sequence[OwnReason], language: str) -> AtHand:
    """The references of the bills of a case, and reasons for arrears, the office's own in the language."""
    return AtHand(bill=partial(_reference, case), reason=lambda code: reason_words(code, reasons, language))


def _reference(case: Case, entry_id: str) -> str | None:
    return getattr(case.entry(entry_id), "ref", None) or None
