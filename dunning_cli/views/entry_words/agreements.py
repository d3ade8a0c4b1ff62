"""Promises and plans in a few words."""

from __future__ import annotations

from dunning_cli.domain.case.entries import Plan, PlanEnd, Promise
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import format_amount
from dunning_cli.views.entry_words.wording import because, entry_words


@entry_words.register
def _(entry: Promise) -> Message | str:
    return msg("{amount} by {due}", amount=format_amount(entry.amount), due=entry.due)


@entry_words.register
def _(entry: Plan) -> Message | str:
    first, last = entry.instalments[0], entry.instalments[-1]
    return msg(
        "{count} instalments, {first} to {last}", count=len(entry.instalments), first=first.due, last=last.due
    )


@entry_words.register
def _(entry: PlanEnd) -> Message | str:
    return because(msg("ends {plan}", plan=entry.plan), entry.reason)
