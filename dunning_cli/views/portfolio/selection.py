"""Which cases are wanted: by collector, policy, stage, batch, area and client, for lists and exports alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.office.clients import Client, client_of
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.case.people.roles import plain_name
from dunning_cli.kernel.record import dataclass


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
    batch, account = case.head.batch, case.head.account
    return (
        (selection.closed_too or case.closing(as_of) is None)
        and (selection.owner is None or office.is_wanted(case.owner(as_of), selection.owner))
        and selection.policy in (None, case.head.policy)
        and selection.stage in (None, stage)
        and selection.batch in (None, batch.id if batch else "")
        and selection.area in (None, account.area if account else "")
        and (selection.client is None or _is_of(case.head.creditor, selection.client, office.clients))
    )


def _is_of(creditor: str | None, name: str, clients: Iterable[Client]) -> bool:
    client = client_of(clients, creditor)
    names = {plain_name(each) for each in (creditor, client.name if client is not None else None) if each}
    return plain_name(name) in names
