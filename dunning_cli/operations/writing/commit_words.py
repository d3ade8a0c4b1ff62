"""What a commit says: a subject a person understands, and trailers that name case, entries, actor and value date.

What is said of one entry stands with its kind; here is what is said of several that are made at once.
"""

from __future__ import annotations

from collections.abc import Sequence

from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.commit_trailers import trailers_of
from dunning_cli.domain.case.entries import Contact, Entry, Legal, Payment, Plan, Promise, Waiver
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import format_amount

__all__ = ["subject_of", "trailers_of"]


def subject_of(case_id: str, entries: Sequence[Entry]) -> Message:
    """The subject for entries of one case made at once: what they are together, else that of the first."""
    if len(entries) == 2 and isinstance(entries[0], Contact) and isinstance(entries[1], Promise):
        contact, promise = entries[0], entries[1]
        return msg(
            "note {case}: {channel}, promised {amount} by {due}, value date {date}",
            case=case_id,
            channel=label_of(contact.channel),
            amount=format_amount(promise.amount),
            due=promise.due,
            date=contact.date,
        )
    if len(entries) == 2 and isinstance(entries[0], Legal) and isinstance(entries[1], Payment):
        step, payment = entries[0], entries[1]
        return msg(
            "legal {case}: {step}, {amount}, value date {date}",
            case=case_id,
            step=step.step.value,
            amount=format_amount(payment.amount),
            date=step.date,
        )
    if len(entries) > 1 and all(isinstance(entry, Waiver) for entry in entries):
        return msg("waive {case}: all, value date {date}", case=case_id, date=entries[0].date)
    if len(entries) > 1 and isinstance(entries[0], Plan):
        plan = entries[0]
        return msg(
            "plan {case}: {count} instalments, {total}, the rest waived when kept, value date {date}",
            case=case_id,
            count=len(plan.instalments),
            total=format_amount(plan.total),
            date=plan.date,
        )
    return entries[0].subject(case_id)
