"""The days that reports are asked about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg

if TYPE_CHECKING:
    from dunning_cli.cli.session import Session
    from dunning_cli.domain.portfolio.periods import Period


def between(first: date, last: date) -> Period:
    """The period of two days. Raises WrongUsage where it ends before it begins."""
    from dunning_cli.domain.portfolio.periods import Period

    if last < first:
        raise WrongUsage(msg("--to is before --from"))
    return Period(first, last)


def days_up_to(session: Session, from_: str | None, last: date, usual: Callable[[date], Period]) -> Period:
    """The days from --from to a last one; `usual` gives them where no first is asked for. Raises WrongUsage."""
    return usual(last) if from_ is None else between(session.day(from_, "--from"), last)
