"""The keys of every entry that may give away more than one person alone may: by whom and what it was approved."""

from __future__ import annotations

from typing import Any

from dunning_cli.kernel.personal_marks import FREE_TEXT, STAFF
from dunning_cli.kernel.schema import key


def approver() -> Any:
    """`approved_by`: who approved it on paper."""
    return key("who approved it on paper", personal=STAFF)


def approval_paper() -> Any:
    """`paper`: the paper by which it was approved."""
    return key("the paper by which it was approved", personal=FREE_TEXT)


def still_pending() -> Any:
    """`pending`: it is above the limit and has no effect until somebody else approves it."""
    return key("above the limit: no effect until somebody else approves it")
