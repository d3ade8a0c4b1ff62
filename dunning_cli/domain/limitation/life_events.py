"""Life events that begin a period anew: a claim filed in an insolvency, the notice that a claim was assigned.

Sources: 诉讼时效规定 11(2), 17(1).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dunning_cli.domain.case.codes.legal import LegalStep
from dunning_cli.domain.case.entries import Entry, Legal
from dunning_cli.domain.case.paper_numbers import names_a_paper
from dunning_cli.domain.case.people.life_events import assignments, insolvencies
from dunning_cli.domain.limitation.grounds import Ground, Proof, Restart
from dunning_cli.kernel.message import label, msg

FILED = "民法典195(4); 诉讼时效规定11(2)"
TOLD = "民法典546; 诉讼时效规定17(1)"


def life_event_restarts(standing: Sequence[Entry]) -> Iterator[Restart]:
    """The restarts among entries that count; an insolvency is the debtor's unless it names a party."""
    for state in insolvencies(standing):
        filed = state.filed
        if state.entry.of == "debtor" and filed is not None and filed.filed is not None:
            paper = filed.proof or filed.docket or state.entry.docket
            found = Proof.DOCKET if names_a_paper(paper) else None
            said = msg("claim filed: {paper}", paper=paper or label("no court or docket number on record"))
            yield Restart(filed.id, filed.filed, Ground.CLAIM_FILED, said, FILED, found)
    for assignment in assignments(standing):
        notice = assignment.notice
        if notice is not None and notice.notified is not None:
            found = Proof.TRACKING if names_a_paper(notice.proof) else None
            said = msg("notice of the assignment: {paper}", paper=notice.proof or label("no tracking number"))
            yield Restart(notice.id, notice.notified, Ground.ASSIGNMENT, said, TOLD, found)


def standing_open(standing: Sequence[Entry]) -> Iterator[tuple[date, date | None]]:
    """First and last days of what is under way elsewhere: police cases, insolvencies in which the claim was filed."""
    begun: date | None = None
    for entry in standing:
        if not isinstance(entry, Legal):
            continue
        if entry.step is LegalStep.POLICE:
            begun = begun or entry.date
        elif entry.step is LegalStep.POLICE_END and begun is not None:
            yield begun, entry.date
            begun = None
    if begun is not None:
        yield begun, None
    for state in insolvencies(standing):
        filed = state.filed.filed if state.filed is not None else None
        if state.entry.of == "debtor" and filed is not None:
            yield filed, state.ended.date if state.ended is not None else None
