"""What stands against a complaint or an application for a payment order, and what is lawful instead.

Sources: 民事诉讼法 (2023) 122, 124, 127, 225, 227; 企业破产法 20, 21, 48; 民法典 192, 1161.
"""

from __future__ import annotations

from collections.abc import Iterator

from dunning_cli.domain.case.codes.legal import CourtPaper, LegalStep
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.people.deaths import debtor_death
from dunning_cli.domain.case.people.life_events import insolvencies
from dunning_cli.domain.limitation.proceedings import proceedings_of
from dunning_cli.domain.litigation.checklist_items import ChecklistState, SuitItem
from dunning_cli.domain.litigation.form_fields import FormScene
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.remedy import Placeholder, remedy


def obstacles(paper: CourtPaper, scene: FormScene) -> tuple[Message, ...]:
    """Why the paper may not be written, each with what is lawful instead; none where it may."""
    return tuple(_obstacles(paper, scene))


def unsettled(case_id: str, closed: object) -> Message:
    """That a closed case has nothing to sue for."""
    return msg(
        "the case was closed on {date}; reopen it first: {cure}",
        date=closed,
        cure=remedy("reopen", case=case_id),
    )


def _obstacles(paper: CourtPaper, scene: FormScene) -> Iterator[Message]:
    case, as_of = scene.case, scene.as_of
    closing = case.closing(as_of)
    if closing is not None:
        yield unsettled(case.id, closing.date)
        return
    decided = scene.limitation.enforcement
    if decided is not None:
        yield msg(
            "the claim was decided on {date}; what was decided is not sued for again, apply for enforcement: {cure}",
            date=decided.judgment.date,
            cure=remedy("legal", case=case.id, step=LegalStep.ENFORCE, docket=Placeholder("NUMBER")),
        )
        return
    yield from _under_way(scene)
    yield from _of_people(paper, scene)
    yield from _of_the_sum(scene)
    yield from _of_the_product(paper, scene)
    if scene.limitation.lapsed:
        yield msg(
            "the claim lapsed after {date}; only a signed confirmation of the debt would revive it: {cure}",
            date=scene.limitation.expires,
            cure=remedy("letter new", case=case.id, template="balance-confirmation"),
        )
    dispute = scene.item(SuitItem.DISPUTE)
    if paper is CourtPaper.PAYMENT_ORDER and dispute.state is ChecklistState.MISSING:
        yield msg(
            "{why}; an objection would end a payment order, file a complaint instead: {cure}",
            why=dispute.why,
            cure=_complaint(scene),
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
    for state in insolvencies(scene.standing):
        if state.entry.of == "debtor" and state.ended is None:
            yield msg(
                "the debtor's insolvency was accepted on {date}; file the claim there: {cure}",
                date=state.accepted,
                cure=remedy("insolvency", case=scene.case.id, filed=Placeholder("DATE")),
            )
            return


def _of_people(paper: CourtPaper, scene: FormScene) -> Iterator[Message]:
    death = debtor_death(scene.case, scene.as_of)
    if death is not None and not scene.heirs:
        yield msg(
            "the debtor died on {date}; name the heirs, who are sued instead: {cure}",
            date=death.died,
            cure=remedy("party", case=scene.case.id, name=Placeholder("NAME"), role=Role.HEIR),
        )
        return
    address = scene.item(SuitItem.ADDRESS)
    if address.state is not ChecklistState.MISSING:
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


def _of_the_sum(scene: FormScene) -> Iterator[Message]:
    amount = scene.item(SuitItem.AMOUNT)
    if amount.state is ChecklistState.MISSING:
        yield msg("{why}; see: {cure}", why=amount.why, cure=amount.do)


def _of_the_product(paper: CourtPaper, scene: FormScene) -> Iterator[Message]:
    if paper is CourtPaper.PAYMENT_ORDER:
        return
    fits = _fitting(scene)
    if paper not in fits:
        yield msg(
            "{template} is not the form of this product; use {fitting}",
            template=paper.value,
            fitting=fits[0].value,
        )


def _fitting(scene: FormScene) -> tuple[CourtPaper, ...]:
    """The complaints that fit what is claimed: of a card, of money lent, or of a service."""
    policy = scene.policy
    if policy.is_card:
        return (CourtPaper.CARD,)
    lends = scene.contract.lent is not None or any(
        "contract" in dated.rate.references for rule in policy.accruals for dated in rule.rates
    )
    return (CourtPaper.LOAN, CourtPaper.PRIVATE) if lends else (CourtPaper.PROPERTY,)


def _complaint(scene: FormScene) -> object:
    return remedy("legal form", case=scene.case.id, template=_fitting(scene)[0].value)
