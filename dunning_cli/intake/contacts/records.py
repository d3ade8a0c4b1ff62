"""The typed records of a file of contacts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal

from dunning_cli.domain.case.codes.people import DetailStatus
from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.intake.profiles.cells import RowProblem
from dunning_cli.intake.profiles.read_file import ReadFile
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a cell says in the client's own words: the header, and the text."""

    header: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileContact:
    """One contact of a file. A text that the client left out is empty, another value None.

    `to` and `relation` are the client's words for who was spoken to, `result_told` the one for what came of it.
    """

    row: int
    case_id: str
    debtor_name: str
    day: date
    clock: time | None
    """Its hour in the office, None where the file gives the day alone."""
    channel: Channel
    channel_told: str = ""
    to: str = ""
    relation: Told | None = None
    number: str = ""
    text: str = ""
    result: Result | None = None
    result_told: Told | None = None
    number_status: DetailStatus | None = None
    """What the result says of the number itself."""
    stop: str = ""
    """The words by which somebody asks not to be contacted, as the profile lists them."""
    promise_due: date | None = None
    promise_amount: Decimal | None = None
    """Both or neither: half a promise stands in `kept`."""
    kept: tuple[Told, ...] = ()
    """Cells that become no fact of their own and stay in the text."""
    agent: str = ""
    key: str = ""
    """Tells the contact apart from every other: case, time, channel, number and text."""
    doubts: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFile(ReadFile):
    """What a file of contacts holds."""

    contacts: tuple[FileContact, ...]

    @property
    def headers(self) -> Mapping[str, str]:
        """What the client calls the column of each fact."""
        columns = self.columns
        return {fact: columns.label(at[0]) for (fact, _), at in columns.places.items() if at}
