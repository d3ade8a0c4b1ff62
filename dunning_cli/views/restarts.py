"""What began a period in law anew, to look at: its ground, proof and article, as rows and for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dunning_cli.domain.codes import LABELS, LegalStep
from dunning_cli.domain.limitation_events import Ground, Restart
from dunning_cli.domain.message import Message, label, msg
from dunning_cli.domain.sheet import Column

GROUNDS: dict[Ground, Message] = {
    Ground.PAYMENT: label("payment"),
    Ground.PROMISE: label("promise to pay"),
    Ground.PLAN: label("repayment plan"),
    Ground.EXTENSION: label("extension"),
    Ground.DEMAND: label("demand delivered"),
    Ground.MESSAGE: label("message sent"),
    Ground.ACKNOWLEDGEMENT: label("acknowledgement"),
    **{Ground(step.value): LABELS[step] for step in LegalStep if step is not LegalStep.NEGOTIATE},
}
RESTART_COLUMNS = (
    Column(label("date")),
    Column(label("what")),
    Column(label("proof")),
    Column(label("by law")),
    Column(label("entry")),
)


def restart_data(restart: Restart) -> dict[str, Any]:
    """One restart for scripts."""
    return {
        "entry": restart.entry,
        "date": restart.date,
        "kind": restart.kind,
        "proof": restart.proof,
        "article": restart.article,
        "weak": restart.weak,
    }


def restart_rows(restarts: Sequence[Restart]) -> list[tuple[object, ...]]:
    """Rows under RESTART_COLUMNS."""
    return [(each.date, GROUNDS[each.kind], each.proof, each.article, each.entry) for each in restarts]


def last_restart(restarts: Sequence[Restart]) -> Message | None:
    """The last restart in few words; None where there was none."""
    if not restarts:
        return None
    return msg("{what} on {date}", what=GROUNDS[restarts[-1].kind], date=restarts[-1].date)
