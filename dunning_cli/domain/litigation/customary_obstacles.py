"""What stands against a paper that has no element form, and what is lawful instead.

Sources: 民诉法 (2023) 103, 247–250; 企业破产法 20, 21, 48; 民法典 546.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from dunning_cli.domain.case.codes.legal import CourtPaper, LegalStep
from dunning_cli.domain.case.paper_numbers import names_a_paper
from dunning_cli.domain.limitation.enforcement import standing_judgment
from dunning_cli.domain.litigation.checklist_items import ChecklistState, SuitItem
from dunning_cli.domain.litigation.form_assignment import last_assignment
from dunning_cli.domain.litigation.form_enforcement import total_of
from dunning_cli.domain.litigation.form_fields import FormScene
from dunning_cli.domain.litigation.form_insolvency import running_insolvency
from dunning_cli.domain.litigation.form_parties import has_agent
from dunning_cli.domain.litigation.form_title import open_items, title_of
from dunning_cli.domain.litigation.shared_obstacles import (
    complaint,
    in_insolvency,
    lapsed,
    no_address,
    nobody_to_sue,
    nothing_due,
)
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.remedy import Placeholder, remedy


def _enforcement(scene: FormScene) -> Iterator[Message]:
    judgment = standing_judgment(scene.standing)
    if judgment is None and running_insolvency(scene.standing) is not None:
        yield from in_insolvency(scene)
        return
    if judgment is None:
        yield msg(
            "no judgment, mediation paper, award, payment order or notarised instrument is on record; record it: {record}, "
            "or sue first: {sue}",
            record=remedy(
                "legal",
                case=scene.case.id,
                step=LegalStep.JUDGMENT,
                principal=Placeholder("AMOUNT"),
                perform_by=Placeholder("DATE"),
            ),
            sue=complaint(scene),
        )
        return
    yield from in_insolvency(scene)
    yield from nobody_to_sue(scene)
    state = scene.limitation.enforcement
    if state is not None and state.applied is not None:
        yield msg(
            "an application for enforcement stands since {date}; name further property to the court, or withdraw it first: "
            "{cure}",
            date=state.applied,
            cure=remedy("legal", case=scene.case.id, step=LegalStep.WITHDRAW),
        )
        return
    ahead = [day for day in judgment.by_day if day >= scene.as_of]
    if not open_items(scene) and ahead and _owes_title(scene):
        yield msg(
            "the time for performing what was decided runs through {date}; enforcement can be applied for after it, until "
            "then ask for payment: {cure}",
            date=min(ahead),
            cure=remedy("letter new", case=scene.case.id, template="overdue-notice"),
        )
    elif total_of(scene) <= ZERO:
        yield msg(
            "nothing of what was decided is unpaid on {date}; see: {cure}",
            date=scene.as_of,
            cure=remedy("fees", case=scene.case.id),
        )


def _owes_title(scene: FormScene) -> bool:
    return any(item.id == title_of(scene).id and item.unpaid.total for item in scene.account.items)


def _preservation(scene: FormScene) -> Iterator[Message]:
    decided = scene.limitation.enforcement
    if decided is not None:
        yield msg(
            "the claim was decided on {date}; property is now seized by enforcement: {cure}",
            date=decided.judgment.date,
            cure=remedy("legal form", case=scene.case.id, template=CourtPaper.ENFORCEMENT.value),
        )
        return
    yield from in_insolvency(scene)
    yield from nobody_to_sue(scene)
    yield from nothing_due(scene)
    yield from lapsed(scene)


def _power(scene: FormScene) -> Iterator[Message]:
    if not has_agent(scene):
        yield msg(
            "nobody is named who acts for {name}: write agent of it under clients in dunning.yaml, then: {cure}",
            name=scene.creditor,
            cure=remedy("commit"),
        )


def _evidence(_scene: FormScene) -> Iterator[Message]:
    """A list of papers can always be handed in."""
    return iter(())


def _assignment(scene: FormScene) -> Iterator[Message]:
    state = last_assignment(scene)
    if state is None:
        yield msg(
            "no assignment of the claim is on record; record it: {cure}",
            cure=remedy(
                "new-creditor", case=scene.case.id, to=Placeholder("NAME"), agreed=Placeholder("DATE")
            ),
        )
        return
    if state.notice is not None and names_a_paper(state.notice.proof):
        yield msg(
            "the debtor was told on {date} ({proof}) and is bound; where that is wrong, take it back: {cure}",
            date=state.notice.notified,
            proof=state.notice.proof,
            cure=remedy("reverse", case=scene.case.id, entry=state.notice.id, reason=Placeholder("TEXT")),
        )
    yield from nobody_to_sue(scene)
    if scene.account.balance.total <= ZERO:
        yield from nothing_due(scene)
    address = scene.item(SuitItem.ADDRESS)
    if address.state is ChecklistState.MISSING:
        yield no_address(scene)


def _insolvency(scene: FormScene) -> Iterator[Message]:
    state = running_insolvency(scene.standing)
    if state is None:
        yield msg(
            "no bankruptcy of the debtor is under way; once a court has accepted one, record it: {cure}",
            cure=remedy("insolvency", case=scene.case.id, accepted=Placeholder("DATE")),
        )
        return
    if state.filed is not None:
        yield msg(
            "the claim was filed on {date}; where that is wrong, take it back: {cure}",
            date=state.filed.filed,
            cure=remedy("reverse", case=scene.case.id, entry=state.filed.id, reason=Placeholder("TEXT")),
        )
    if scene.account.balance.total <= ZERO:
        yield msg(
            "nothing was owed on {date}, the day of the acceptance; see: {cure}",
            date=state.accepted,
            cure=remedy("fees", case=scene.case.id, as_of=state.accepted),
        )


AGAINST: Mapping[CourtPaper, Callable[[FormScene], Iterator[Message]]] = MappingProxyType(
    {
        CourtPaper.ENFORCEMENT: _enforcement,
        CourtPaper.PRESERVATION: _preservation,
        CourtPaper.POWER: _power,
        CourtPaper.EVIDENCE: _evidence,
        CourtPaper.ASSIGNMENT: _assignment,
        CourtPaper.INSOLVENCY: _insolvency,
    }
)
"""What stands against each, of a case that is open."""
FOR_CLOSED = frozenset({CourtPaper.EVIDENCE})
"""Papers that may be made of a closed case too."""
