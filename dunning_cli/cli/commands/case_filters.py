"""Options that narrow a list or an export to some cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

from typer import Option

if TYPE_CHECKING:
    from dunning_cli.cli.front_door.filters import Filters
    from dunning_cli.cli.session import Session
    from dunning_cli.views.portfolio.selection import Selection

OfPolicy: TypeAlias = Annotated[
    str | None, Option("--policy", metavar="POLICY", help="Cases of this policy only.")
]
InStage: TypeAlias = Annotated[
    str | None, Option("--stage", metavar="STAGE", help="Cases in this stage only, such as M2.")
]
OfBatch: TypeAlias = Annotated[
    str | None, Option("--batch", metavar="BATCH", help="Cases of this batch only.")
]
OfArea: TypeAlias = Annotated[
    str | None, Option("--area", metavar="TEXT", help="Cases of this village, estate or district only.")
]
OfClient: TypeAlias = Annotated[
    str | None, Option("--client", metavar="NAME", help="Cases entrusted by this client only.")
]


def selection_of(
    session: Session,
    *,
    owner: str | None,
    policy: str | None,
    stage: str | None,
    batch: str | None,
    area: str | None,
    client: str | None,
    closed_too: bool = False,
) -> Selection:
    """The cases that these options let through, words and part names understood as everywhere.

    Raises WrongUsage for a collector, a policy or a stage that nobody knows.
    """
    from dunning_cli.views.portfolio.selection import Selection

    return Selection(
        owner=session.collector(owner),
        policy=session.code("POLICY", policy),
        stage=session.code("STAGE", stage),
        batch=batch,
        area=area,
        closed_too=closed_too,
        client=client,
    )


def filters_of(selection: Selection) -> Filters:
    """The filters of a selection as they are told where nothing matched (`Session.matched_nothing`)."""
    return {
        "--owner": ("STAFF", selection.owner),
        "--policy": ("POLICY", selection.policy),
        "--stage": ("STAGE", selection.stage),
        "--batch": ("BATCH", selection.batch),
        "--area": ("AREA", selection.area),
        "--client": ("CLIENT", selection.client),
    }
