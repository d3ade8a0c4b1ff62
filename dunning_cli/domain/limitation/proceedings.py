"""Proceedings of a case: suits and their like, preservation, enforcement; which stand, which ended or were withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dunning_cli.domain.case.codes.legal import LegalStep
from dunning_cli.domain.case.entries import Entry, Judgment, Legal
from dunning_cli.kernel.record import dataclass

CLAIMS = frozenset({LegalStep.FILE, LegalStep.ARBITRATE, LegalStep.PAYMENT_ORDER})
"""Steps that ask a court or arbitrator to decide on the claim."""
_MEASURES = frozenset({LegalStep.PRESERVE, LegalStep.ENFORCE})


@dataclass(frozen=True, slots=True)
class Proceeding:
    """One proceeding: the step that began it and those that joined it while it stood, such as a docket number."""

    steps: tuple[Legal, ...]
    ended_by: Judgment | Legal | None = None
    """The judgment or other instrument that decided it, or the withdrawal."""
    mediated: Legal | None = None
    """The last mediation in it that led to no paper on record."""

    @property
    def kind(self) -> LegalStep:
        """The step that began it."""
        return self.steps[0].step

    @property
    def begun(self) -> date:
        """Its first day."""
        return self.steps[0].date

    @property
    def withdrawn(self) -> bool:
        """Whether it was taken back."""
        return isinstance(self.ended_by, Legal) and self.ended_by.step is LegalStep.WITHDRAW

    @property
    def is_claim(self) -> bool:
        """Whether it asks for a decision on the claim: a suit, arbitration or payment order."""
        return self.kind in CLAIMS

    @property
    def is_pending(self) -> bool:
        """Whether a decision on the claim is still to come."""
        return self.is_claim and self.ended_by is None


def proceedings_of(standing: Sequence[Entry]) -> tuple[Proceeding, ...]:
    """The proceedings among entries in replay order, by their first day.

    A judgment or other instrument ends suits, arbitrations and payment orders. A withdrawal takes back the
    enforcement where one stands, else the suit or its like, else the preservation.
    """
    found: list[Proceeding] = []
    for entry in standing:
        if isinstance(entry, Judgment) or (isinstance(entry, Legal) and entry.step is LegalStep.JUDGMENT):
            found = [replace(p, ended_by=entry) if p.is_pending else p for p in found]
        elif isinstance(entry, Legal):
            _meet(found, entry)
    return tuple(found)


def withdrawable(found: Sequence[Proceeding]) -> Proceeding | None:
    """What a withdrawal would take back; None where nothing stands."""
    return next((found[place] for place in _withdrawal_order(found)), None)


def _meet(found: list[Proceeding], step: Legal) -> None:
    if step.step in CLAIMS or step.step in _MEASURES:
        place = next((n for n, p in enumerate(found) if p.ended_by is None and _joins(step, p)), None)
        if place is None:
            found.append(Proceeding((step,)))
        else:
            found[place] = replace(found[place], steps=(*found[place].steps, step))
    elif step.step is LegalStep.MEDIATE:
        for place, each in enumerate(found):
            if each.is_pending:
                found[place] = replace(each, mediated=step)
    elif step.step is LegalStep.WITHDRAW:
        for place in _withdrawal_order(found)[:1]:
            found[place] = replace(found[place], ended_by=step)


def _joins(step: Legal, proceeding: Proceeding) -> bool:
    return step.step is proceeding.kind or (step.step in CLAIMS and proceeding.is_claim)


def _withdrawal_order(found: Sequence[Proceeding]) -> list[int]:
    """The places of what stands, what a withdrawal means first in front."""

    def rank(place: int) -> int:
        if found[place].kind is LegalStep.ENFORCE:
            return 0
        return 1 if found[place].is_claim else 2

    return sorted((place for place, each in enumerate(found) if each.ended_by is None), key=rank)
