"""Which cases are wanted: by collector, policy, stage, batch, area and client, for lists and exports alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.kernel.record import dataclass

if TYPE_CHECKING:
    from dunning_cli.domain.case.case import Case
    from dunning_cli.domain.case.office.clients import Client
    from dunning_cli.domain.case.office.settings import Office
    from dunning_cli.views.account.case_figures import CaseFigures


@dataclass(frozen=True, slots=True)
class Selection:
    """Which cases are wanted, in which order, and how many (0 for all)."""

    owner: str | None = None
    policy: str | None = None
    stage: str | None = None
    batch: str | None = None
    area: str | None = None
    closed_too: bool = False
    sort: str = "case"
    limit: int = 0
    client: str | None = None
    """The creditor, or the client of the settings that it is."""

    def of_anybody(self) -> Selection:
        """The same cases, whoever collects them."""
        return replace(self, owner=None)


def wanted(case: Case, as_of: date, stage: str | None, selection: Selection, office: Office) -> bool:
    """Whether a case of a stage is among those selected; staff and clients are those of the settings."""
    head = case.head
    return fits(
        selection,
        office,
        closed=case.closing(as_of) is not None,
        owner=case.owner(as_of),
        policy=head.policy,
        stage=stage,
        batch=head.batch.id if head.batch is not None else None,
        area=head.account.area if head.account is not None else None,
        creditor=head.creditor,
    )


def wanted_figures(found: CaseFigures, selection: Selection, office: Office) -> bool:
    """As `wanted`, by the figures of a case."""
    row = found.row
    return fits(
        selection,
        office,
        closed=row.closed,
        owner=row.owner,
        policy=row.policy,
        stage=row.stage,
        batch=row.batch,
        area=found.person.area,
        creditor=row.creditor,
    )


def fits(
    selection: Selection,
    office: Office,
    *,
    closed: bool,
    owner: str | None,
    policy: str,
    stage: str | None,
    batch: str | None,
    area: str | None,
    creditor: str | None,
) -> bool:
    """Whether what is said of a case is among what is selected."""
    return (
        (selection.closed_too or not closed)
        and (selection.owner is None or office.is_wanted(owner, selection.owner))
        and selection.policy in (None, policy)
        and selection.stage in (None, stage)
        and selection.batch in (None, batch or "")
        and selection.area in (None, area or "")
        and (selection.client is None or _is_of(creditor, selection.client, office.clients))
    )


def _is_of(creditor: str | None, name: str, clients: Iterable[Client]) -> bool:
    from dunning_cli.domain.case.office.clients import client_of
    from dunning_cli.domain.case.people.plain_names import plain_name

    client = client_of(clients, creditor)
    names = {plain_name(each) for each in (creditor, client.name if client is not None else None) if each}
    return plain_name(name) in names
