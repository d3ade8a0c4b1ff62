"""The contacts drawn for inspection, each with what it takes to find and hear it, and why it was drawn."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.talk import result_words
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sampling import REASONS, Candidate, Weight, candidates_in, drawn
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.rates import percent_text
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.ledger_at_revision import LedgerAtRevision

if TYPE_CHECKING:
    from dunning_cli.views.people.json_keys import DrawnContactData, InspectionSampleData

COLUMNS = (
    Column(label("case")),
    Column(label("entry")),
    Column(label("date")),
    Column(label("time")),
    Column(label("collector")),
    Column(label("channel")),
    Column(label("result")),
    Column(label("recording")),
    Column(label("why")),
    Column(label("inspected")),
)
_UNSEEN = Viewer()
"""Sees nobody in full: who inspects looks the case up."""


@dataclass(frozen=True, slots=True)
class Draw:
    """What is drawn: a share of the contacts in a period, of each collector's or of all."""

    rate: Fraction
    seed: int
    each_collector: bool
    period: Period
    weights: tuple[Weight, ...] = ()
    owner: str | None = None
    """Whose contacts alone; of everybody where it is None."""


def inspection_sample(reader: LedgerAtRevision, draw: Draw) -> Answer:
    """The sample of a commit. Cases that cannot be read are named beside it."""
    unread: list[Message] = []
    candidates: list[Candidate] = []
    for read in reader.cases():
        if read.case is None:
            unread += [problem.as_message() for problem in read.problems[:1]]
            continue
        candidates += [
            each
            for each in candidates_in(read.case, draw.period, draw.weights)
            if draw.owner is None or reader.office.is_wanted(each.contact.actor, draw.owner)
        ]
    found = drawn(candidates, draw.rate, draw.seed, each_collector=draw.each_collector)
    data: InspectionSampleData = {
        "as_of": draw.period.last,
        "commit": reader.commit,
        "seed": draw.seed,
        "rate": percent_text(draw.rate),
        "by": "collector" if draw.each_collector else None,
        "from": draw.period.first,
        "to": draw.period.last,
        "weights": [each.value for each in draw.weights],
        "owner": draw.owner,
        "contacts": len(candidates),
        "drawn": len(found),
        "sample": [_data(reader, each) for each in found],
    }
    table = (Table(COLUMNS, [_row(reader, each) for each in found]),) if found else ()
    return Answer(data, (*table, summary(data)), tuple(unread))


def summary(data: Mapping[str, Any]) -> Message:
    """How many of how many, and what it takes to draw the same again."""
    words = {
        "drawn": data["drawn"],
        "contacts": data["contacts"],
        "first": data["from"],
        "last": data["to"],
        "rate": data["rate"],
        "seed": data["seed"],
        "commit": data["commit"][:10],
    }
    if data["by"] is not None:
        return msg(
            "{drawn} of {contacts} contacts from {first} to {last}: {rate} of each collector's, seed {seed}, commit {commit}",
            **words,
        )
    return msg(
        "{drawn} of {contacts} contacts from {first} to {last}: {rate}, seed {seed}, commit {commit}", **words
    )


def _time(reader: LedgerAtRevision, each: Candidate) -> str | None:
    """The office's hour of a contact, as 14:05."""
    moment = each.contact.time
    return f"{moment.astimezone(reader.office.time_zone):%H:%M}" if moment is not None else None


def _recording(each: Candidate) -> str | None:
    """The reference of the recording; a name or number that somebody wrote there stands in part."""
    return _UNSEEN.mask(each.case, each.contact.date).text(each.contact.recording) or None


def _data(reader: LedgerAtRevision, each: Candidate) -> DrawnContactData:
    contact = each.contact
    return {
        "case": each.case.id,
        "entry": contact.id,
        "date": contact.date,
        "time": _time(reader, each),
        "collector": contact.actor,
        "channel": contact.channel.value,
        "result": contact.result.value if contact.result is not None else None,
        "recording": _recording(each),
        "why": list(each.why),
        "inspected": each.inspected,
    }


def _row(reader: LedgerAtRevision, each: Candidate) -> tuple[object, ...]:
    contact = each.contact
    why: Message = REASONS[each.why[0]]
    for more in each.why[1:]:
        why = msg("{reasons}; {more}", reasons=why, more=REASONS[more])
    return (
        each.case.id,
        contact.id,
        contact.date,
        _time(reader, each),
        contact.actor,
        label_of(contact.channel),
        result_words(contact.result, contact.channel) if contact.result is not None else None,
        _recording(each),
        why,
        label("yes") if each.inspected else None,
    )
