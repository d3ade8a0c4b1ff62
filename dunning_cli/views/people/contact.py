"""May I call now: whom of a case, on which number, until when, and if not, why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.talk import CALLS, Channel
from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.case.people.deaths import debtor_death
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.roles import SIDE_LABELS, PersonSide
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.contact.history import contacts_of, verification
from dunning_cli.domain.contact.intent import Breach, ContactIntent
from dunning_cli.domain.contact.related_calls import RelatedCall, related_calls
from dunning_cli.domain.contact.rule_keys import ContactRules, Demand
from dunning_cli.domain.contact.rule_words import contact_rule_words
from dunning_cli.domain.contact.rules import judge
from dunning_cli.domain.contact.window import CallAnswer, CallOption, may_call
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.ledger_reader import LedgerReader

if TYPE_CHECKING:
    from dunning_cli.views.people.json_keys import CallData, CallOptionData, ContactData, WhyData

COLUMNS = (
    Column(label("to")),
    Column(label("name")),
    Column(label("number")),
    Column(label("may be called")),
    Column(label("rule")),
    Column(label("why")),
)


def contact_answer(reader: LedgerReader, reference: str, at: datetime, viewer: Viewer) -> Answer:
    """Whether somebody of a case may be called at a moment, under the rules of that day.

    Raises NotFound, and Refused where the rules are missing or faulty.
    """
    local = at.astimezone(reader.office.time_zone)
    day = local.date()
    found = call_now(reader, reader.find(reference), at)
    case, answer = found.case, found.answer
    death = debtor_death(case, day)
    mask = viewer.mask(case, day)
    data: ContactData = {
        "case": case.id,
        "at": local.isoformat(timespec="seconds"),
        "contact_rules": rules_of(reader, case, day).name,
        "deceased": death.died if death is not None else None,
        "may_call": answer.call is not None,
        "to": _to(case, answer.call) if answer.call else None,
        "name": _name(case, answer.call, mask) if answer.call else None,
        "number": mask.phone(answer.call.number) if answer.call else None,
        "until": _moment(answer.until),
        "earliest": _moment(answer.earliest),
        "why": _reasons(answer.why, mask),
        "options": [_option(case, option, mask) for option in answer.options],
    }
    rows = [_row(case, option, mask) for option in answer.options]
    table = (Table(COLUMNS, rows),) if rows else ()
    dead = (msg("the debtor died on {date}", date=death.died),) if death is not None and answer.call else ()
    return Answer(data, (*dead, _verdict(case, answer, mask), *table))


@dataclass(frozen=True, slots=True)
class Call:
    """Whether anybody of a case may be called at a moment, for a list of cases."""

    case: Case
    answer: CallAnswer

    def words(self, mask: Mask) -> Message:
        """Whom, and until when; or why not."""
        call = self.answer.call
        if call is None:
            return mask.words(_refusal(self.answer.why, self.answer.earliest))
        who = SIDE_LABELS[call.person.side]
        if self.answer.until is None:
            return msg("yes: {who}", who=who)
        return msg("yes: {who}, until {moment}", who=who, moment=f"{self.answer.until:%H:%M}")

    def data(self, mask: Mask) -> CallData:
        """The same for scripts."""
        call = self.answer.call
        return {
            "may_call": call is not None,
            "to": _to(self.case, call) if call else None,
            "until": _moment(self.answer.until),
            "earliest": _moment(self.answer.earliest),
            "why": _reasons(self.answer.why, mask),
        }


def call_now(reader: LedgerReader, case: Case, at: datetime) -> Call:
    """Whether somebody of a case may be called at a moment. Raises Refused where the rules are missing or faulty."""
    zone = reader.office.time_zone
    local = at.astimezone(zone)
    known = known_on(reader.known(case), local.date())
    rules = rules_of(reader, case, local.date())
    answer = may_call(rules, known, local, contacts_of(known), zone, calls_elsewhere(reader, case))
    return Call(known, answer)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a contact is lawful at a moment, in words; and whether identity and debt are still to be confirmed."""

    words: Message
    unverified: bool


def verdict_on(
    reader: LedgerReader, case: Case, at: datetime, channel: Channel, to: str, number: str | None
) -> Verdict:
    """What the contact rules of that day say of one contact. Raises Refused where they are missing or faulty."""
    zone = reader.office.time_zone
    local = at.astimezone(zone)
    judged = judged_contact(reader, case, at, channel, to, number)
    calls = may_call(judged.rules, judged.case, local, judged.history, zone, judged.elsewhere)
    words: Message = label("yes")
    if judged.breaches:
        words = _refusal(judged.breaches, calls.earliest if channel in CALLS else None)
    elif calls.until is not None:
        words = msg("{answer}, until {moment}", answer=words, moment=f"{calls.until:%H:%M}")
    unasked = judged.rules.identity is not Demand.IGNORE and not verification(judged.case, local.date())
    return Verdict(words, unasked)


@dataclass(frozen=True, slots=True)
class JudgedContact:
    """One contact that might be made, and what it was judged by; lawful where there are no breaches."""

    rules: ContactRules
    case: Case
    """With what other cases know of its people."""
    history: Sequence[Contact]
    elsewhere: Sequence[RelatedCall]
    breaches: tuple[Breach, ...]


def judged_contact(
    reader: LedgerReader,
    case: Case,
    at: datetime,
    channel: Channel,
    to: str,
    number: str | None,
    text: str | None = None,
) -> JudgedContact:
    """One contact at a moment under the rules of that day, `text` what would be sent.

    Raises Refused where the rules are missing or faulty.
    """
    zone = reader.office.time_zone
    local = at.astimezone(zone)
    case = reader.known(case)
    rules = rules_of(reader, case, local.date())
    intent = ContactIntent(day=local.date(), time=local, channel=channel, to=to, number=number, text=text)
    history, elsewhere = contacts_of(case), calls_elsewhere(reader, case)
    return JudgedContact(
        rules, case, history, elsewhere, judge(rules, case, intent, history, zone, elsewhere)
    )


def rules_of(reader: LedgerReader, case: Case, day: date) -> ContactRules:
    """The contact rules of a case on a day. Raises Refused where they are missing or faulty."""
    return reader.contact_rules.under(reader.policies.for_case(case).on(day).keys, day)


def calls_elsewhere(reader: LedgerReader, case: Case) -> tuple[RelatedCall, ...]:
    """The calls in other cases that count for the limits of a day."""
    return related_calls(reader.sharing(case))


def _refusal(breaches: Sequence[Breach], earliest: datetime | None) -> Message:
    why = breaches[0].why
    for breach in breaches[1:]:
        why = msg("{reasons}; {more}", reasons=why, more=breach.why)
    no = msg("no: {why}", why=why)
    if earliest is None:
        return no
    return msg("{answer}; at the earliest {moment}", answer=no, moment=f"{earliest:%Y-%m-%d %H:%M}")


def _verdict(case: Case, answer: CallAnswer, mask: Mask) -> Message:
    call = answer.call
    if call is None:
        return mask.words(_refusal(answer.why, answer.earliest))
    yes = msg(
        "yes: call the {who} {name} on {number}",
        who=SIDE_LABELS[call.person.side],
        name=_name(case, call, mask),
        number=mask.phone(call.number),
    )
    if answer.until is None:
        return yes
    return msg("{answer}, until {moment}", answer=yes, moment=f"{answer.until:%H:%M}")


def _to(case: Case, option: CallOption) -> str:
    """`debtor` or the role in the case; the name stands beside, masked."""
    roles = {party.name: party.role.value for party in case.head.parties}
    return "debtor" if option.person.side is PersonSide.DEBTOR else roles[option.to]


def _name(case: Case, option: CallOption, mask: Mask) -> str:
    return mask.name(case.head.debtor.name if option.person.side is PersonSide.DEBTOR else option.to)


def _option(case: Case, option: CallOption, mask: Mask) -> CallOptionData:
    return {
        "to": _to(case, option),
        "name": _name(case, option, mask),
        "number": mask.phone(option.number),
        "may_call": option.allowed,
        "why": _reasons(option.breaches, mask),
    }


def _reasons(breaches: Sequence[Breach], mask: Mask) -> list[WhyData]:
    return [
        {
            "rule": breach.rule,
            "message": mask.words(breach.why),
            "ends_with": str(breach.ends_with) if breach.ends_with is not None else None,
        }
        for breach in breaches
    ]


def _row(case: Case, option: CallOption, mask: Mask) -> tuple[object, ...]:
    return (
        SIDE_LABELS[option.person.side],
        _name(case, option, mask),
        mask.phone(option.number),
        label("yes") if option.allowed else label("no"),
        contact_rule_words(option.breaches[0].rule) if option.breaches else None,
        mask.words(option.breaches[0].why) if option.breaches else None,
    )


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="minutes") if moment else None
