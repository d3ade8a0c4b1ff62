"""Whether the claim is in time, and what was done about it in law: limitation, guarantors, legal steps, assets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dunning_cli.documents.web_page import Fixed, Heading, Part, WebPage
from dunning_cli.domain.case.entries import (
    Asset,
    Entry,
    Incapacity,
    Insolvency,
    Judgment,
    Legal,
    NewCreditor,
    OtherDebt,
    Renunciation,
    Suspension,
)
from dunning_cli.domain.limitation.grounds import Restart
from dunning_cli.domain.limitation.state import LimitationState
from dunning_cli.kernel.answer import Column, Table
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.message import Message, label
from dunning_cli.views.evidence.contacts import recorded
from dunning_cli.views.evidence.dossier import Dossier
from dunning_cli.views.evidence.wording import foot_of
from dunning_cli.views.legal.limitation import limitation_parts

_LIFE_EVENTS: tuple[type[Entry], ...] = (Insolvency, Incapacity, Renunciation, NewCreditor, Suspension)
COLUMNS = (
    Column(label("date")),
    Column(label("what")),
    Column(label("details")),
    Column(label("recorded")),
    Column(label("entry")),
)


def deadlines_page(dossier: Dossier) -> WebPage:
    """Limitation, guarantors and the legal track as a page."""
    return WebPage(label("Limitation, guarantors and legal steps"), list(_parts(dossier)), foot_of(dossier))


def _parts(dossier: Dossier) -> Iterator[Part]:
    yield from limitation_parts(
        dossier.case, dossier.as_of, _as_facts(dossier), Mask(reveal=True), advice=False
    )
    yield from _listed(dossier, label("Legal steps"), (Legal, Judgment))
    if any(isinstance(entry, _LIFE_EVENTS) for entry in dossier.entries):
        yield from _listed(dossier, label("Life events of the people and the claim"), _LIFE_EVENTS)
    yield from _listed(dossier, label("Assets and other creditors"), (Asset, OtherDebt))


def _as_facts(dossier: Dossier) -> LimitationState:
    """The limitation without advice to the clerk: where nothing but the office's own record supports it, that is said."""
    state = dossier.limitation
    enforcement = state.enforcement
    if enforcement is not None:
        enforcement = replace(enforcement, restarts=_told(enforcement.restarts))
    return replace(state, restarts=_told(state.restarts), enforcement=enforcement)


def _told(restarts: Iterable[Restart]) -> tuple[Restart, ...]:
    own_record = label("the office's own record")
    return tuple(replace(each, proof=own_record) if each.weak else each for each in restarts)


def _listed(dossier: Dossier, heading: Message, kinds: tuple[type[Entry], ...]) -> Iterator[Part]:
    found = [entry for entry in dossier.entries if isinstance(entry, kinds)]
    yield Heading(heading)
    if not found:
        yield label("None is on record.")
        return
    rows = [(e.date, e.title, e.in_words(), recorded(dossier, e), Fixed(e.id)) for e in found]
    yield Table(COLUMNS, rows)
