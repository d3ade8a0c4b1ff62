"""What a settlement certificate says of the money: what was received, what was given up, by component."""

from __future__ import annotations

from datetime import date

from dunning_cli.documents.letter_codes import COMPONENTS
from dunning_cli.documents.letter_fields import LetterSettlement, WaivedPart
from dunning_cli.domain.account import account_at, figures_at
from dunning_cli.domain.account.settled import how_settled, left_at_closing
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.policy.book import CasePolicy
from dunning_cli.kernel.money import ZERO


def settlement(case: Case, policy: CasePolicy, on: date, language: str) -> LetterSettlement | None:
    """How a case that is closed on a day was settled; None for an open one. Raises Refused as `account_at`."""
    closing = case.closing(on)
    if closing is None:
        return None
    left = left_at_closing(closing, figures_at(case, policy, closing.date))
    account = account_at(case, policy, on)
    settled = how_settled(account, left)
    return LetterSettlement(
        received=settled.received,
        waived=settled.total_given_up or None,
        waived_parts=tuple(
            WaivedPart(COMPONENTS[language][component], amount)
            for component, amount in settled.given_up.items()
        ),
        owes_nothing=left is not None or account.balance.total <= ZERO,
    )
