"""What stands against several papers for a court, each said in one place, with what is lawful instead.

Sources: 民事诉讼法 (2023) 122, 124; 企业破产法 20, 21, 48; 民法典 192, 1161.
"""

from __future__ import annotations

from collections.abc import Iterator

from dunning_cli.domain.case.codes.legal import CourtPaper
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.people.deaths import debtor_death
from dunning_cli.domain.litigation.checklist_items import ChecklistState, SuitItem
from dunning_cli.domain.litigation.form_fields import FormScene
from dunning_cli.domain.litigation.form_insolvency import running_insolvency
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.remedy import Placeholder, Remedy, remedy


def unsettled(case_id: str, closed: object) -> Message:
    """That a closed case has nothing to sue for."""
    return msg(
        "the case was closed on {date}; reopen it first: {cure}",
        date=closed,
        cure=remedy("reopen", case=case_id),
    )


def in_insolvency(scene: FormScene) -> Iterator[Message]:
    """In an insolvency of the debtor the claim is filed, not sued for."""
    state = running_insolvency(scene.standing)
    if state is not None:
        yield msg(
            "the debtor's insolvency was accepted on {date}; file the claim there: {cure}",
            date=state.accepted,
            cure=remedy("legal form", case=scene.case.id, template=CourtPaper.INSOLVENCY.value),
        )


def nobody_to_sue(scene: FormScene) -> Iterator[Message]:
    """Nothing can be asked of the dead: the heirs take their place."""
    death = debtor_death(scene.case, scene.as_of)
    if death is not None and not scene.heirs:
        yield msg(
            "the debtor died on {date}; name the heirs, who are sued instead: {cure}",
            date=death.died,
            cure=remedy("party", case=scene.case.id, name=Placeholder("NAME"), role=Role.HEIR),
        )


def nothing_due(scene: FormScene) -> Iterator[Message]:
    """Where nothing has fallen due nothing can be claimed."""
    amount = scene.item(SuitItem.AMOUNT)
    if amount.state is ChecklistState.MISSING:
        yield msg("{why}; see: {cure}", why=amount.why, cure=amount.do)


def lapsed(scene: FormScene) -> Iterator[Message]:
    """A claim that has lapsed is not sued for."""
    if scene.limitation.lapsed:
        yield msg(
            "the claim lapsed after {date}; only a signed confirmation of the debt would revive it: {cure}",
            date=scene.limitation.expires,
            cure=remedy("letter new", case=scene.case.id, template="balance-confirmation"),
        )


def no_address(scene: FormScene) -> Message:
    """A notice has to reach the debtor."""
    address = scene.item(SuitItem.ADDRESS)
    return msg(
        "{why}: the notice must reach the debtor; record one: {cure}", why=address.why, cure=address.do
    )


def fitting(scene: FormScene) -> tuple[CourtPaper, ...]:
    """The complaints that fit what is claimed: of a card, of money lent, or of a service."""
    policy = scene.policy
    if policy.is_card:
        return (CourtPaper.CARD,)
    lends = scene.contract.lent is not None or any(
        "contract" in dated.rate.references for rule in policy.accruals for dated in rule.rates
    )
    return (CourtPaper.LOAN, CourtPaper.PRIVATE) if lends else (CourtPaper.PROPERTY,)


def complaint(scene: FormScene) -> Remedy:
    """The complaint that would be filed."""
    return remedy("legal form", case=scene.case.id, template=fitting(scene)[0].value)
