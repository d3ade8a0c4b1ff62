"""What stands against a paper for a court, and what is lawful instead; here of complaints and payment orders.

Sources: 民事诉讼法 (2023) 122, 124, 127, 225, 227.
"""

from __future__ import annotations

from collections.abc import Iterator

from dunning_cli.domain.case.codes.legal import CourtPaper, LegalStep
from dunning_cli.domain.limitation.proceedings import proceedings_of
from dunning_cli.domain.litigation.checklist_items import ChecklistState, SuitItem
from dunning_cli.domain.litigation.customary_obstacles import AGAINST, FOR_CLOSED
from dunning_cli.domain.litigation.form_fields import FormScene
from dunning_cli.domain.litigation.shared_obstacles import (
    complaint,
    fitting,
    in_insolvency,
    lapsed,
    nobody_to_sue,
    nothing_due,
    unsettled,
)
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.remedy import remedy


def obstacles(paper: CourtPaper, scene: FormScene) -> tuple[Message, ...]:
    """Why the paper may not be written, each with what is lawful instead; none where it may."""
    return tuple(_obstacles(paper, scene))


def _obstacles(paper: CourtPaper, scene: FormScene) -> Iterator[Message]:
    case, as_of = scene.case, scene.as_of
    closing = case.closing(as_of)
    if closing is not None and paper not in FOR_CLOSED:
        yield unsettled(case.id, closing.date)
        return
    if paper in AGAINST:
        yield from AGAINST[paper](scene)
        return
    decided = scene.limitation.enforcement
    if decided is not None:
        yield msg(
            "the claim was decided on {date}; what was decided is not sued for again, apply for enforcement: {cure}",
            date=decided.judgment.date,
            cure=remedy("legal form", case=case.id, template=CourtPaper.ENFORCEMENT.value),
        )
        return
    yield from _under_way(scene)
    yield from _of_people(paper, scene)
    yield from nothing_due(scene)
    yield from _of_the_product(paper, scene)
    yield from lapsed(scene)
    dispute = scene.item(SuitItem.DISPUTE)
    if paper is CourtPaper.PAYMENT_ORDER and dispute.state is ChecklistState.MISSING:
        yield msg(
            "{why}; an objection would end a payment order, file a complaint instead: {cure}",
            why=dispute.why,
            cure=complaint(scene),
        )


def _under_way(scene: FormScene) -> Iterator[Message]:
    """A claim is before one court only (民事诉讼法 127)."""
    for each in proceedings_of(scene.standing):
        if each.is_claim and each.ended_by is None:
            yield msg(
                "proceedings are under way already; withdraw them first: {cure}",
                cure=remedy("legal", case=scene.case.id, step=LegalStep.WITHDRAW),
            )
            return
    yield from in_insolvency(scene)


def _of_people(paper: CourtPaper, scene: FormScene) -> Iterator[Message]:
    unknown = list(nobody_to_sue(scene))
    yield from unknown
    address = scene.item(SuitItem.ADDRESS)
    if unknown or address.state is not ChecklistState.MISSING:
        return
    if paper is CourtPaper.PAYMENT_ORDER:
        yield msg(
            "{why}: a payment order must be able to be served, which a public notice is not; record one: {cure}, "
            "or file a complaint with the registered address, which the court may serve by public notice",
            why=address.why,
            cure=address.do,
        )
    else:
        yield msg(
            "{why}; record where papers can be served, or the registered address, which the court may serve by public "
            "notice: {cure}",
            why=address.why,
            cure=address.do,
        )


def _of_the_product(paper: CourtPaper, scene: FormScene) -> Iterator[Message]:
    if paper is CourtPaper.PAYMENT_ORDER:
        return
    fits = fitting(scene)
    if paper not in fits:
        yield msg(
            "{template} is not the form of this product; use {fitting}",
            template=paper.value,
            fitting=fits[0].value,
        )
