"""How far a case has come on the legal track: its steps, what they cost, what was decided, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dunning_cli.domain.case.codes.legal import LegalStep
from dunning_cli.domain.case.entries import Entry, Judgment, Legal
from dunning_cli.domain.limitation.enforcement import EnforcementState
from dunning_cli.domain.limitation.proceedings import Proceeding, proceedings_of
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass


class TrackStage(StrEnum):
    """Where a case stands on the legal track."""

    NONE = "none"
    PRE_SUIT = "pre_suit"
    IN_COURT = "in_court"
    WITHDRAWN = "withdrawn"
    PERFORMANCE = "performance"
    """A judgment stands and the debtor still has time to obey it."""
    ENFORCEABLE = "enforceable"
    ENFORCEMENT = "enforcement"
    ENFORCEMENT_LAPSED = "enforcement_lapsed"


@dataclass(frozen=True, slots=True)
class LegalTrack:
    """The legal track of a case on a day."""

    stage: TrackStage
    steps: tuple[Legal | Judgment, ...]
    """Steps and decisions, in replay order."""
    proceedings: tuple[Proceeding, ...]
    costs: Decimal
    """The costs charged with the steps, yuan."""


def legal_track(
    standing: Sequence[Entry], as_of: date, enforcement: EnforcementState | None = None
) -> LegalTrack:
    """The legal track from entries that stand on `as_of`; `enforcement` is the clock of that day."""
    steps = tuple(entry for entry in standing if isinstance(entry, (Legal, Judgment)))
    proceedings = proceedings_of(standing)
    costs = sum((step.cost for step in steps if isinstance(step, Legal) and step.cost is not None), ZERO)
    return LegalTrack(_stage(steps, proceedings, as_of, enforcement), steps, proceedings, costs)


def _stage(
    steps: Sequence[Legal | Judgment],
    proceedings: Sequence[Proceeding],
    as_of: date,
    enforcement: EnforcementState | None,
) -> TrackStage:
    if any(each.kind is LegalStep.ENFORCE and not each.withdrawn for each in proceedings):
        return TrackStage.ENFORCEMENT
    if enforcement is not None:
        if as_of <= enforcement.starts:
            return TrackStage.PERFORMANCE
        return TrackStage.ENFORCEMENT_LAPSED if enforcement.lapsed else TrackStage.ENFORCEABLE
    claims = [each for each in proceedings if each.is_claim]
    if any(each.ended_by is None for each in claims):
        return TrackStage.IN_COURT
    if claims and claims[-1].withdrawn:
        return TrackStage.WITHDRAWN
    return TrackStage.PRE_SUIT if steps else TrackStage.NONE
