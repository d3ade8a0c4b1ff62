"""What no element of a paper for a court asks for, and whoever hands it in should know all the same."""

from __future__ import annotations

from collections.abc import Iterator

from dunning_cli.domain.case.codes.legal import CourtPaper
from dunning_cli.domain.limitation.enforcement import enforcement_notes
from dunning_cli.domain.litigation.checklist_items import ChecklistState, SuitItem
from dunning_cli.domain.litigation.form_fields import FormScene, Gap
from dunning_cli.domain.litigation.form_insolvency import running_insolvency
from dunning_cli.kernel.masking import Personal
from dunning_cli.kernel.message import Message, enumerated, label, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.personal_marks import Form
from dunning_cli.kernel.remedy import remedy

_OF_A_CLAIM = (SuitItem.VERIFICATION, SuitItem.LIMITATION, SuitItem.GUARANTEE_PERIOD)
_WITHOUT_CLAIM = frozenset({CourtPaper.POWER, CourtPaper.EVIDENCE, CourtPaper.ASSIGNMENT})


def doubts(paper: CourtPaper, scene: FormScene) -> Iterator[Gap]:
    """Each with the command that looks further or helps, where there is one."""
    if paper is CourtPaper.ENFORCEMENT:
        yield from _of_enforcement(scene)
    elif paper is CourtPaper.INSOLVENCY:
        yield from _of_insolvency(scene)
    elif paper is CourtPaper.ASSIGNMENT:
        yield from _of_assignment(scene)
    elif paper not in _WITHOUT_CLAIM:
        for line in scene.checklist:
            if line.item in _OF_A_CLAIM and line.state is ChecklistState.MISSING:
                yield Gap(line.why, line.do)


def _of_enforcement(scene: FormScene) -> Iterator[Gap]:
    state = scene.limitation.enforcement
    if state is not None:
        for note in enforcement_notes(state, scene.as_of):
            yield Gap(note, None)
    others = _others(scene)
    if others:
        what = msg(
            "who else owes is named only where the title names them too; add them by hand: {names}",
            names=others,
        )
        yield Gap(what, None)
    beside = sum(
        (item.unpaid.total for item in scene.account.items if not item.decided),
        start=ZERO,
    )
    if beside:
        what = msg(
            "{amount} yuan are owed that the title does not decide and this paper leaves out", amount=beside
        )
        yield Gap(what, remedy("fees", case=scene.case.id))


def _of_insolvency(scene: FormScene) -> Iterator[Gap]:
    state = running_insolvency(scene.standing)
    if state is None:
        return
    if state.claims_by is not None and scene.as_of > state.claims_by:
        yield Gap(
            msg(
                "claims were to be filed by {date}; a later one is taken before the last distribution, at one's own cost "
                "(企业破产法56)",
                date=state.claims_by,
            ),
            None,
        )
    if not state.entry.interest_stops:
        what = msg(
            "whether interest ends with {date} is for this court's order: the sums are of that day",
            date=state.accepted,
        )
        yield Gap(what, None)
    if scene.limitation.lapsed:
        what = msg(
            "the claim lapsed after {date}: the administrator may refuse it", date=scene.limitation.expires
        )
        yield Gap(what, remedy("limitation", case=scene.case.id))


def _of_assignment(scene: FormScene) -> Iterator[Gap]:
    others = _others(scene)
    if others:
        yield Gap(msg("who else owes is told by a notice of their own: {names}", names=others), None)
    if running_insolvency(scene.standing) is not None:
        yield Gap(
            label("a bankruptcy of the debtor is under way: hand the notice to the administrator"), None
        )


def _others(scene: FormScene) -> Message | str:
    """Who else owes, by name."""
    return enumerated(msg("{name}", name=Personal(party.name, Form.NAME)) for _, party in scene.liable_beside)
