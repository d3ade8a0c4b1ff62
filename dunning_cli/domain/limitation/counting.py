"""Which demands begin a period anew under a policy: messages of which channels, letters that arrived or that were sent.

Sources: 诉讼时效规定 8(2); 银行卡规定 3.
"""

from __future__ import annotations

from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.policy.keys import LetterDemands
from dunning_cli.domain.policy.policy import Policy
from dunning_cli.kernel.record import dataclass

_ON_CARDS = frozenset({Channel.SMS, Channel.EMAIL})
"""What a card's issuer sends to the reserved number or address (银行卡规定 3)."""


@dataclass(frozen=True, slots=True)
class Counting:
    """What counts as a demand beside letters that arrived."""

    card: bool = False
    messages: frozenset[Channel] = frozenset()
    """Channels on which a message that arrived is a demand."""
    letters_sent: bool = False
    """Whether a letter counts once it was sent to the reserved address."""

    def on_card(self, channel: Channel) -> bool:
        """Whether a message on a channel counts as one of a card's issuer, by its sending alone."""
        return self.card and channel in _ON_CARDS


LETTERS_ALONE = Counting()
"""Without a policy."""


def counting_of(policy: Policy | None) -> Counting:
    """What counts as a demand under a policy."""
    if policy is None:
        return LETTERS_ALONE
    rule = policy.limitation
    return Counting(policy.is_card, frozenset(rule.messages), rule.letters is LetterDemands.SENT)
