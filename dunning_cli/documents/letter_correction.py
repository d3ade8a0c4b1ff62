"""What a correction says of the letter that was wrong: the figures it stated, and those of the same day as they are known now."""

from __future__ import annotations

from dunning_cli.documents.letter_amounts import stated_amounts
from dunning_cli.documents.letter_fields import LetterBalance, LetterCorrection
from dunning_cli.domain.account import figures_at
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Letter, LetterAmounts
from dunning_cli.domain.case.renamed import issued_number
from dunning_cli.domain.policy.book import CasePolicy
from dunning_cli.kernel.money import ZERO


def right_amounts(case: Case, policy: CasePolicy, wrong: Letter) -> LetterAmounts:
    """What a letter should have stated on its day, by all that is recorded now. Raises Refused as `figures_at`."""
    asked_for_what_was_due = wrong.amounts is not None and wrong.amounts.not_yet_due is not None
    account = figures_at(case, policy, wrong.date)
    return stated_amounts(case, account, wrong.date, demand=asked_for_what_was_due)


def correction(case: Case, policy: CasePolicy, wrong: Letter, reason: str | None) -> LetterCorrection:
    """A letter of the case beside what is right; it has its figures on record. Raises Refused as `right_amounts`."""
    assert wrong.amounts is not None
    stated, right = wrong.amounts, right_amounts(case, policy, wrong)
    too_much = stated.total - right.total
    return LetterCorrection(
        serial=issued_number(case, wrong),
        letter_date=wrong.date,
        stated=_balance(stated),
        right=_balance(right),
        too_much=max(too_much, ZERO) or None,
        too_little=max(-too_much, ZERO) or None,
        reason=reason,
    )


def _balance(amounts: LetterAmounts) -> LetterBalance:
    return LetterBalance(
        amounts.principal,
        amounts.interest,
        amounts.penalty,
        amounts.fee,
        amounts.credit or ZERO,
        amounts.total,
    )
