"""Where a rule is from: article or contract, who issued it, how sure that is, and from which day it holds."""

from __future__ import annotations

from enum import StrEnum

from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import Day, FilledWords, Words


class Sureness(StrEnum):
    """How sure it is that a rule is as it is written down."""

    TEXT = "text"
    SECONDARY = "secondary"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What some rules of a file rest on."""

    rules: tuple[FilledWords, ...] = key("keys of the file that rest on it", required=True)
    article: FilledWords = key("law, guideline or contract with its article", required=True)
    issuer: Words | None = key("who issued it")
    sure: Sureness = key(
        "text (its text was read), secondary (as others report it) or own (the office's or client's own rule)",
        required=True,
    )
    valid_from: Day | None = key("first day it holds; that of the file unless given")
