"""By what the rows of a report are divided: product, stage, collector, batch, client, area, building, reason, age."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

from dunning_cli.domain.account.ageing import age_range
from dunning_cli.domain.case.office.arrears_reasons import reason_words
from dunning_cli.domain.case.office.clients import client_of
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import suggestion
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.report_rows import FactsRow
from dunning_cli.views.account.case_figures import CaseFigures
from dunning_cli.views.titles import policy_named

Key = tuple[str, ...]
"""The values that tell a row, one for each grouping; empty text for none."""
NONE = "-"
"""How a row without a value is written."""
BETWEEN = " / "
"""Stands between the values of a row that is divided twice."""
_MOST = 2


@dataclass(frozen=True, slots=True)
class Grouped:
    """A case as groups see it; `first` are the figures by which stage and age go, where any goes by these."""

    facts: FactsRow
    first: CaseFigures | None
    day: date
    """The last day."""
    person: str | None
    """For whom something was counted."""


class Groups:
    """The groupings asked for, on one ledger."""

    def __init__(self, reader: LedgerReader, by: Sequence[str], language: str) -> None:
        self._reader = reader
        self.by = tuple(by)
        self._language = language
        self._client = cache(self._client_of)
        self._masked = cache(self._in_part)
        self._values = [_VALUES[each] for each in by]
        self._stages: dict[str, int] = {}

    @property
    def office(self) -> Office:
        """The settings of the ledger."""
        return self._reader.office

    def key(self, case: Grouped) -> Key:
        """What tells the row of a case."""
        return tuple(value(self, case) or "" for value in self._values)

    def see(self, stages: Sequence[str]) -> None:
        """Takes note of the stages of a policy, by which rows are ordered; those of the first case come first."""
        for stage in stages:
            self._stages.setdefault(stage, len(self._stages))

    def words(self, key: Key) -> tuple[Message | str, ...]:
        """A row's values as people read them."""
        return tuple(self._word(each, value) for each, value in zip(self.by, key, strict=True))

    def order(self, key: Key) -> tuple[tuple[int, int, str], ...]:
        """By which rows stand: stages and ages as they follow, collectors as on the staff list, none last."""
        return tuple(self._order(each, value) for each, value in zip(self.by, key, strict=True))

    def _order(self, by: str, value: str) -> tuple[int, int, str]:
        if not value:
            return 1, 0, ""
        if by == "stage":
            return 0, self._stages.get(value, len(self._stages)), value
        if by == "age":
            return 0, int(value.rstrip("+").partition("-")[0]), ""
        if by == "collector":
            staff = [member.id for member in self._reader.office.staff]
            return 0, staff.index(value) if value in staff else len(staff), value
        return 0, 0, value

    def _word(self, by: str, value: str) -> Message | str:
        if not value:
            return label("nobody") if by == "collector" else label("none")
        if by == "product":
            return policy_named(value)
        if by == "reason":
            return reason_words(value, self._reader.office.reasons, self._language)
        return value

    def _client_of(self, creditor: str | None) -> str | None:
        client = client_of(self._reader.office.clients, creditor)
        return client.name if client is not None else creditor

    def _in_part(self, text: str | None) -> str | None:
        """A place without what it may say of one home."""
        return Mask().text(text) if text else None

    def client(self, case: Grouped) -> str | None:
        """The client, or the creditor where it is none of the settings."""
        return self._client(case.facts.creditor)

    def area(self, case: Grouped) -> str | None:
        """The village, estate or district."""
        return self._masked(case.facts.area)

    def building(self, case: Grouped) -> str | None:
        """The building of the debtor's home."""
        return self._masked(case.facts.building)


def _first(case: Grouped) -> CaseFigures:
    assert case.first is not None, "figures are asked for where a grouping needs them"
    return case.first


_VALUES: dict[str, Callable[[Groups, Grouped], str | None]] = {
    "product": lambda _, case: case.facts.policy,
    "stage": lambda _, case: _first(case).row.stage,
    "collector": lambda _, case: case.person,
    "batch": lambda _, case: case.facts.batch,
    "client": Groups.client,
    "area": Groups.area,
    "building": Groups.building,
    "reason": lambda _, case: case.facts.reason(case.day),
    "age": lambda _, case: age_range(_first(case).row.days_past_due),
}
TITLES: dict[str, Message] = {
    "product": label("policy"),
    "stage": label("stage"),
    "collector": label("collector"),
    "batch": label("batch"),
    "client": label("client"),
    "area": label("area"),
    "building": label("building"),
    "reason": label("reason for arrears"),
    "age": label("days past due"),
}


def groupings(text: str | None, usual: str) -> tuple[str, ...]:
    """The groupings that `--by` names, one or two, with commas between, else the usual one, if any. Raises WrongUsage."""
    if text is None:
        return (usual,) if usual else ()
    names = [word.strip() for word in text.replace("，", ",").split(",") if word.strip()]
    for name in names:
        if name not in TITLES:
            raise WrongUsage(
                msg("--by: '{text}' is not known; {hint}", text=name, hint=suggestion(name, TITLES))
            )
    if not names or len(names) > _MOST or len(set(names)) < len(names):
        raise WrongUsage(
            msg("--by takes one grouping or two different ones with a comma between, as in stage,client")
        )
    return tuple(names)
