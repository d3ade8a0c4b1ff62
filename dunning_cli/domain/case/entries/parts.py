"""What entries with amounts by component have in common."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dunning_cli.domain.case.entries.entry import Entry
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import COMPONENT_LABELS, ZERO, Component
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import Amount


class ByComponent:
    """Whatever has an amount under the name of each component, in yuan."""

    __slots__ = ()

    def part(self, component: Component) -> Decimal:
        """The amount of one component, zero where none is given."""
        value: Decimal | None = getattr(self, component.value)
        return value if value is not None else ZERO

    @property
    def total(self) -> Decimal:
        """The sum of the components, yuan."""
        return self._sum()

    def _sum(self) -> Decimal:
        return sum((self.part(component) for component in Component), ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts(ByComponent, Entry):
    """Amounts by component, in yuan."""

    principal: Amount | None = key("principal, yuan")
    interest: Amount | None = key("interest, yuan")
    penalty: Amount | None = key("penalty, yuan")
    fee: Amount | None = key("fee, yuan")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """An entry of nothing is a mistake."""
        if self._sum() == ZERO:
            yield (
                "kind",
                msg("no amount above zero is given; name at least one of principal, interest, penalty, fee"),
            )

    def parts_line(self) -> Message:
        """The components that have an amount, with it."""
        shown = [component for component in Component if self.part(component)]
        words: Message = msg(
            "{component} {amount}",
            component=COMPONENT_LABELS[shown[0]],
            amount=self.part(shown[0]),
        )
        for component in shown[1:]:
            words = msg(
                "{before}, {component} {amount}",
                before=words,
                component=COMPONENT_LABELS[component],
                amount=self.part(component),
            )
        return words
