"""What a commit says: a subject a person understands, and trailers that name case, entries, actor and value date.

Subjects name cases by id only; names of people and what they said never stand in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch

from dunning_cli.domain.case.codes import LABELS, Instrument, Via, label_of
from dunning_cli.domain.case.commit_trailers import trailers_of
from dunning_cli.domain.case.entries import (
    Appointment,
    Approval,
    Asset,
    Assign,
    Charge,
    Close,
    Complaint,
    Consent,
    Contact,
    Death,
    Delivery,
    Detail,
    DoNotLend,
    Entry,
    Extension,
    Fraud,
    Hold,
    Judgment,
    Legal,
    Letter,
    Mend,
    NewParty,
    Opening,
    OtherDebt,
    Payment,
    Phase,
    Plan,
    PlanEnd,
    Promise,
    Refund,
    Renamed,
    Reopen,
    Reversal,
    Verify,
    Waiver,
)
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import COMPONENT_LABELS, format_amount

__all__ = ["subject_of", "trailers_of"]


def subject_of(case_id: str, entries: Sequence[Entry]) -> Message:
    """The subject for entries of one case made at once, after the first of them."""
    if len(entries) == 2 and isinstance(entries[0], Contact) and isinstance(entries[1], Promise):
        contact, promise = entries[0], entries[1]
        return msg(
            "note {case}: {channel}, promised {amount} by {due}, value date {date}",
            case=case_id,
            channel=LABELS[contact.channel],
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
    return _subject(entries[0], case_id)


@singledispatch
def _subject(entry: Entry, case_id: str) -> Message:
    return msg("{kind} {case}: value date {date}", kind=entry.title, case=case_id, date=entry.date)


@_subject.register
def _(entry: Opening, case_id: str) -> Message:
    return msg(
        "opening {case}: {amount}, value date {date}",
        case=case_id,
        amount=format_amount(entry.total),
        date=entry.date,
    )


@_subject.register
def _(entry: Charge, case_id: str) -> Message:
    return msg(
        "charge {case}: {amount} due {due}, value date {date}",
        case=case_id,
        amount=format_amount(entry.total),
        due=entry.due or label("by statement"),
        date=entry.date,
    )


@_subject.register
def _(entry: Payment, case_id: str) -> Message:
    return msg(
        "pay {case}: {amount} by {via}, value date {date}",
        case=case_id,
        amount=format_amount(entry.amount),
        via=LABELS[entry.via or Via.OTHER],
        date=entry.date,
    )


@_subject.register
def _(entry: Refund, case_id: str) -> Message:
    return msg(
        "refund {case}: {amount} by {via}, value date {date}",
        case=case_id,
        amount=format_amount(entry.amount),
        via=LABELS[entry.via or Via.OTHER],
        date=entry.date,
    )


@_subject.register
def _(entry: Reversal, case_id: str) -> Message:
    return msg(
        "reverse {case}: entry {entry}, value date {date}", case=case_id, entry=entry.entry, date=entry.date
    )


@_subject.register
def _(entry: Waiver, case_id: str) -> Message:
    amount = format_amount(entry.amount) if entry.amount is not None else label("all")
    if entry.if_paid_by is not None:
        return msg(
            "waive {case}: {component} {amount} if all else is paid by {day}, value date {date}",
            case=case_id,
            component=COMPONENT_LABELS[entry.component],
            amount=amount,
            day=entry.if_paid_by,
            date=entry.date,
        )
    return msg(
        "waive {case}: {component} {amount}, value date {date}",
        case=case_id,
        component=COMPONENT_LABELS[entry.component],
        amount=amount,
        date=entry.date,
    )


@_subject.register
def _(entry: Hold, case_id: str) -> Message:
    if entry.ends is not None:
        return msg(
            "end the hold {entry} of {case} from {start}", entry=entry.ends, case=case_id, start=entry.from_
        )
    return msg("hold {case}: {what} from {start}", case=case_id, what=LABELS[entry.what], start=entry.from_)


@_subject.register
def _(entry: Extension, case_id: str) -> Message:
    return msg("extend {case}: due {due}, value date {date}", case=case_id, due=entry.due, date=entry.date)


@_subject.register
def _(entry: Approval, case_id: str) -> Message:
    verdict = label("approved") if entry.granted else label("not approved")
    return msg("approve {case}: {verdict}, entry {entry}", case=case_id, verdict=verdict, entry=entry.entry)


@_subject.register
def _(entry: Contact, case_id: str) -> Message:
    return msg(
        "note {case}: {channel}, {result}, value date {date}",
        case=case_id,
        channel=LABELS[entry.channel],
        result=LABELS[entry.result] if entry.result else label("noted"),
        date=entry.date,
    )


@_subject.register
def _(entry: Promise, case_id: str) -> Message:
    return msg(
        "promise {case}: {amount} by {due}, value date {date}",
        case=case_id,
        amount=format_amount(entry.amount),
        due=entry.due,
        date=entry.date,
    )


@_subject.register
def _(entry: Plan, case_id: str) -> Message:
    return msg(
        "plan {case}: {count} instalments, {total}, value date {date}",
        case=case_id,
        count=len(entry.instalments),
        total=format_amount(entry.total),
        date=entry.date,
    )


@_subject.register
def _(entry: PlanEnd, case_id: str) -> Message:
    return msg("plan end {case}: value date {date}", case=case_id, date=entry.date)


@_subject.register
def _(entry: Complaint, case_id: str) -> Message:
    return msg("complaint {case}: value date {date}", case=case_id, date=entry.date)


@_subject.register
def _(entry: Appointment, case_id: str) -> Message:
    return msg(
        "visit {case}: arranged for {day}, value date {date}", case=case_id, day=entry.day, date=entry.date
    )


@_subject.register
def _(entry: Fraud, case_id: str) -> Message:
    verdict = label("cleared") if entry.cleared else label("reported to the police")
    return msg("fraud {case}: {verdict}, value date {date}", case=case_id, verdict=verdict, date=entry.date)


@_subject.register
def _(entry: DoNotLend, case_id: str) -> Message:
    what = label("added") if entry.listed else label("removed")
    return msg("do-not-lend {case}: {what}, value date {date}", case=case_id, what=what, date=entry.date)


@_subject.register
def _(entry: Legal, case_id: str) -> Message:
    return msg(
        "legal {case}: {step}, value date {date}", case=case_id, step=entry.step.value, date=entry.date
    )


@_subject.register
def _(entry: Judgment, case_id: str) -> Message:
    return msg(
        "legal {case}: {step}, {amount}, value date {date}",
        case=case_id,
        step=(entry.instrument or Instrument.JUDGMENT).value,
        amount=format_amount(entry.total),
        date=entry.date,
    )


@_subject.register
def _(entry: Asset, case_id: str) -> Message:
    did = label("gone") if entry.gone else label("checked") if entry.asset else label("added")
    return msg("asset {case}: {did}, value date {date}", case=case_id, did=did, date=entry.date)


@_subject.register
def _(entry: OtherDebt, case_id: str) -> Message:
    return msg("asset {case}: other creditor, value date {date}", case=case_id, date=entry.date)


@_subject.register
def _(entry: Letter, case_id: str) -> Message:
    return msg(
        "letter {case}: {template} no. {serial}", case=case_id, template=entry.template, serial=entry.serial
    )


@_subject.register
def _(entry: Delivery, case_id: str) -> Message:
    if entry.spoiled:
        became = label("spoiled")
    elif entry.returned:
        became = label("returned")
    elif entry.acknowledged and not entry.received:
        became = label("acknowledged")
    else:
        became = label("received") if entry.received else label("posted")
    return msg(
        "letter {case}: no. {serial} {became}, value date {date}",
        case=case_id,
        serial=entry.serial,
        became=became,
        date=entry.date,
    )


@_subject.register
def _(entry: Assign, case_id: str) -> Message:
    return msg(
        "assign {case}: to {owner}, value date {date}", case=case_id, owner=entry.owner, date=entry.date
    )


@_subject.register
def _(entry: Phase, case_id: str) -> Message:
    return msg("phase {case}: {phase}, value date {date}", case=case_id, phase=entry.phase, date=entry.date)


@_subject.register
def _(entry: Verify, case_id: str) -> Message:
    verdict = label("valid") if entry.valid else label("invalid")
    return msg("verify {case}: {verdict}, value date {date}", case=case_id, verdict=verdict, date=entry.date)


@_subject.register
def _(entry: Close, case_id: str) -> Message:
    return msg(
        "close {case}: {reason}, value date {date}",
        case=case_id,
        reason=LABELS[entry.reason],
        date=entry.date,
    )


@_subject.register
def _(entry: Reopen, case_id: str) -> Message:
    return msg("reopen {case}: value date {date}", case=case_id, date=entry.date)


@_subject.register
def _(entry: Detail, case_id: str) -> Message:
    what = (
        label("telephone number") if entry.phone else label("address") if entry.address else label("e-mail")
    )
    return msg(
        "detail {case}: {what} {status}, value date {date}",
        case=case_id,
        what=what,
        status=LABELS[entry.status] if entry.status else label("noted"),
        date=entry.date,
    )


@_subject.register
def _(entry: NewParty, case_id: str) -> Message:
    return msg(
        "party {case}: {role} added, value date {date}",
        case=case_id,
        role=label_of(entry.role),
        date=entry.date,
    )


@_subject.register
def _(entry: Consent, case_id: str) -> Message:
    said = label("given") if entry.given else label("withdrawn")
    return msg("consent {case}: {said}, value date {date}", case=case_id, said=said, date=entry.date)


@_subject.register
def _(entry: Death, case_id: str) -> Message:
    who = label("debtor") if entry.of == "debtor" else label("party")
    return msg("death {case}: {who}, value date {date}", case=case_id, who=who, date=entry.date)


@_subject.register
def _(entry: Mend, case_id: str) -> Message:
    return msg("mend {case}: line {line} passed over", case=case_id, line=entry.line)


@_subject.register
def _(entry: Renamed, case_id: str) -> Message:
    return msg("{case}: {was} is {now}", case=case_id, was=entry.was, now=entry.now)
