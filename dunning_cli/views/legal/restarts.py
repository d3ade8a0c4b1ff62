"""What began a period in law anew, to look at: its ground, proof and article, as rows and for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.legal import LegalStep
from dunning_cli.domain.limitation.grounds import PROOF_LABELS, Ground, Restart
from dunning_cli.kernel.answer import Column
from dunning_cli.kernel.message import Message, label, msg

if TYPE_CHECKING:
    from dunning_cli.views.legal.json_keys import RestartData

GROUNDS: dict[Ground, Message] = {
    Ground.PAYMENT: label("payment"),
    Ground.PROMISE: label("promise to pay"),
    Ground.PLAN: label("repayment plan"),
    Ground.EXTENSION: label("extension"),
    Ground.DEMAND: label("demand delivered"),
    Ground.MESSAGE: label("message sent"),
    Ground.ACKNOWLEDGEMENT: label("acknowledgement"),
    Ground.CLAIM_FILED: label("claim filed"),
    Ground.ASSIGNMENT: label("notice of assignment"),
    **{Ground(step.value): label_of(step) for step in LegalStep if step is not LegalStep.NEGOTIATE},
}
RESTART_COLUMNS = (
    Column(label("date")),
    Column(label("what")),
    Column(label("proof")),
    Column(label("proven")),
    Column(label("by law")),
    Column(label("entry")),
)


def restart_data(restart: Restart) -> RestartData:
    """One restart for scripts; `weak` is the opposite of `proven`, as earlier versions called it."""
    return {
        "entry": restart.entry,
        "date": restart.date,
        "kind": restart.kind,
        "proof": restart.proof,
        "article": restart.article,
        "weak": restart.weak,
        "proven": not restart.weak,
        "wanted": list(restart.wanted),
    }


def restart_rows(restarts: Sequence[Restart], advice: bool = True) -> list[tuple[object, ...]]:
    """Rows under RESTART_COLUMNS; `advice`: whether to say what would prove an event that is only claimed."""
    return [
        (each.date, GROUNDS[each.kind], each.proof, _proven(each, advice), each.article, each.entry)
        for each in restarts
    ]


def _proven(restart: Restart, advice: bool) -> Message:
    if not restart.weak:
        return label("proven")
    if not advice:
        return label("not proven")
    wanted = PROOF_LABELS[restart.wanted[0]]
    for proof in restart.wanted[1:]:
        wanted = msg("{one} or {other}", one=wanted, other=PROOF_LABELS[proof])
    return msg("no; wanted: {proof}", proof=wanted)


def last_restart(restarts: Sequence[Restart]) -> Message | None:
    """The last of some restarts in few words; None where there was none."""
    if not restarts:
        return None
    return msg("{what} on {date}", what=GROUNDS[restarts[-1].kind], date=restarts[-1].date)
