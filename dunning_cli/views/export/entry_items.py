"""The entries of an export, case by case in the order in which they count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Entry
from dunning_cli.kernel.record import dataclass
from dunning_cli.views.export.case_items import CaseItem, case_items
from dunning_cli.views.export.dataset import Source

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Below(Generic[Part]):
    """Something that happened in a case: `of` is the case, `what` the entry, or what became of it."""

    of: CaseItem
    what: Part

    @property
    def case_id(self) -> str:
        """The id of the case."""
        return self.of.case_id

    @property
    def case(self) -> Case | None:
        """The case as known on the day."""
        return self.of.case


def below(
    source: Source, parts: Callable[[CaseItem], Iterable[Part]], accounts: bool = False
) -> Iterator[Below[Part]]:
    """What `parts` finds in each case selected; `accounts`: only where an account is known."""
    for item in case_items(source, accounts):
        if item.case is not None and (item.state is not None or not accounts):
            for part in parts(item):
                yield Below(item, part)


def standing(kind: type[Entry]) -> Callable[[CaseItem], list[Any]]:
    """The entries of one kind that count on the day."""
    return lambda item: (
        [each for each in item.case.standing(item.as_of) if isinstance(each, kind)] if item.case else []
    )


def part(attribute: str) -> Callable[[Below[Any]], object]:
    """Something of what happened; None of a kind that has it not."""
    return lambda item: getattr(item.what, attribute, None)
