"""Operations on talking with people: contacts and promises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.codes.talk import Channel, Result, results_on
from dunning_cli.domain.case.entries import Contact, Entry, Promise
from dunning_cli.domain.case.office.arrears_reasons import known_reason
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.contact.history import FAILED, can_confirm, contacts_of, result_meant
from dunning_cli.domain.contact.intent import ContactIntent
from dunning_cli.domain.contact.letters import LetterIntent, judge_letter, letter_mentions
from dunning_cli.domain.contact.rules import judge, mentions
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, remedy
from dunning_cli.operations.contact.clearance import Clearance, calls_elsewhere, cleared, rules_for
from dunning_cli.operations.contact.visitors import arranged_companion, companion
from dunning_cli.operations.declared import contact as declared
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork, still_open


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(declared.Note):
    """Records a contact, and a promise given in it."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the contact and the promise.

        WrongUsage for an unknown reason for arrears or a result that the channel cannot have; AgainstRule where a contact rule forbids it and no
        reason is given; Refused for a time to come or half a promise.
        """
        known_reason(self.reason, unit.office.reasons)
        self._fitting_result()
        self._from_the_other_side()
        case = unit.case(self.case)
        moment, on = self._moment(unit), self.day(unit)
        clearance = self._clearance(unit, case, moment, on)
        self._check(unit, moment, on)
        entries: list[Entry] = [self._contact(unit, case, moment, on, clearance)]
        warnings = [
            *self._not_verified(),
            *party_warnings(unit.others.known(case), self.to, on),
            *clearance.warnings,
        ]
        if self.promise is not None and self.by is not None:
            warnings += _promise_warnings(unit, case, self.promise, self.by, on)
            entries.append(unit.record(case, Promise, self, on, amount=self.promise, due=self.by))
        elif self.result is Result.PROMISED:
            warnings.append(
                msg(
                    "the promise itself was not recorded, its amount and day are missing: {cure}",
                    cure=remedy(
                        "promise", case=case.id, amount=Placeholder("AMOUNT"), by=Placeholder("DATE")
                    ),
                )
            )
        return outcome_of(case.id, entries, on, tuple(warnings))

    def _fitting_result(self) -> None:
        fitting = results_on(self.channel)
        if self.result is not None and self.result not in fitting:
            raise WrongUsage(
                msg(
                    "--result: a contact by {channel} cannot end as {result} ({code}); what fits: {codes}",
                    channel=label_of(self.channel),
                    result=label_of(self.result),
                    code=self.result.value,
                    codes=", ".join(each.value for each in fitting),
                )
            )

    def _from_the_other_side(self) -> None:
        if not self.incoming:
            return
        if self.channel is Channel.VISIT:
            raise WrongUsage(msg("a visit is never incoming; who comes to the office is at the counter"))
        if self.result in FAILED:
            raise WrongUsage(
                msg(
                    "--result: nobody who called or wrote themselves ends as {result}",
                    result=label_of(self.result),
                )
            )

    def _not_verified(self) -> Iterator[Message]:
        if self.verified and not self._verified:
            yield msg("nobody was spoken to who could confirm identity and debt; --verified is not recorded")

    def day(self, unit: UnitOfWork) -> date:
        """The value date: as given, else the day of its time, else today."""
        moment = self._moment(unit)
        return moment.date() if self.on is None and moment is not None else unit.value_date(self)

    def _moment(self, unit: UnitOfWork) -> datetime | None:
        if self.at is not None:
            zone = unit.office.time_zone
            return self.at.replace(tzinfo=zone) if self.at.tzinfo is None else self.at
        return unit.context.now if self.on in (None, unit.context.today) else None

    def _clearance(self, unit: UnitOfWork, case: Case, moment: datetime | None, on: date) -> Clearance:
        """Judges the contact by its own time and the contacts of its day. Raises AgainstRule."""
        rules, zone, case = rules_for(unit, case, on), unit.office.time_zone, unit.others.known(case)
        if self.channel is Channel.LETTER and not self.incoming:
            owed = unit.account(case, on).balance.total if rules.letters else ZERO
            letter = LetterIntent(
                day=on, to=self.to or "debtor", owed=owed, text=self.text, verified=bool(self.verified)
            )
            breaches, remarks = judge_letter(rules, case, letter), letter_mentions(rules, case, letter)
        else:
            history = contacts_of(case)
            day = moment.astimezone(zone).date() if moment else on
            intent = self._intent(moment, day, self._companion(unit, case, on))
            elsewhere = calls_elsewhere(unit, case)
            breaches = judge(rules, case, intent, history, zone, elsewhere)
            remarks = mentions(rules, case, intent, history, zone, elsewhere)
        clearance = cleared(unit, case, breaches, self.override)
        return replace(clearance, warnings=(*clearance.warnings, *remarks))

    def _companion(self, unit: UnitOfWork, case: Case, on: date) -> str | None:
        """Who went along: as named, else whom the visit was arranged with. Refused for somebody unknown or alone."""
        actor = self.agent or unit.context.actor.id
        if self.second is not None:
            return companion(unit.office, self.second, actor)
        if self.channel is not Channel.VISIT:
            return None
        return arranged_companion(case, self.to, actor, on)

    def _intent(self, moment: datetime | None, day: date, second: str | None) -> ContactIntent:
        return ContactIntent(
            day=day,
            time=moment,
            channel=self.channel,
            to=self.to,
            number=self.number,
            text=self.text,
            result=self._result,
            agreed=bool(self.agreed),
            verified=self._verified,
            recording=self.recording,
            second=second,
            alone=self.channel is Channel.VISIT and second is None,
            private=bool(self.private),
            incoming=bool(self.incoming),
        )

    @property
    def _result(self) -> Result | None:
        return result_meant(self.result, promised=self.promise is not None, verified=bool(self.verified))

    @property
    def _verified(self) -> bool:
        """Whether identity and debt were confirmed: nobody confirms them who was not spoken to."""
        return bool(self.verified) and can_confirm(self._result)

    def _check(self, unit: UnitOfWork, moment: datetime | None, on: date) -> None:
        if (moment is not None and moment > unit.context.now) or on > unit.context.today:
            raise Refused(msg("a contact cannot lie in the future; for a call to come use --callback"))
        if moment is not None and moment.date() != on:
            raise Refused(msg("--at and --on name different days; give one of them"))
        if self.callback is not None and self.callback < on:
            raise Refused(msg("the callback {day} is before the contact itself", day=self.callback))
        if (self.promise is None) != (self.by is None):
            raise Refused(msg("a promise needs both: --promise AMOUNT and --by DATE"))
        if self.by is not None:
            _promise_in_order(self.by, on)

    def _contact(
        self, unit: UnitOfWork, case: Case, moment: datetime | None, on: date, clearance: Clearance
    ) -> Contact:
        return unit.record(
            case,
            Contact,
            self,
            on,
            time=moment,
            channel=self.channel,
            to=self.to or "debtor",
            number=self.number,
            result=self._result,
            reason=self.reason,
            text=self.text,
            recording=self.recording,
            callback=self.callback,
            verified=self._verified or None,
            agreed=self.agreed,
            second=self._companion(unit, case, on),
            private=self.private,
            incoming=self.incoming,
            override=clearance.override,
            overridden=clearance.overridden,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MakePromise(declared.MakePromise):
    """Records a promise to pay."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the promise. Refused on a closed case or where it is due before its own date."""
        case = unit.case(self.case)
        on = unit.value_date(self)
        still_open(case, on)
        _promise_in_order(self.by, on)
        warnings = _promise_warnings(unit, case, self.amount, self.by, on)
        entry = unit.record(case, Promise, self, on, amount=self.amount, due=self.by)
        return outcome_of(case.id, (entry,), on, tuple(warnings))


def _promise_in_order(due: date, on: date) -> None:
    if due < on:
        raise Refused(msg("the promise is due on {due}, before its own date {on}", due=due, on=on))


def _promise_warnings(unit: UnitOfWork, case: Case, amount: Decimal, due: date, on: date) -> list[Message]:
    warnings = []
    owed = unit.account(case, on).balance.total
    if amount > owed:
        warnings.append(
            msg(
                "the promise of {amount} is more than the {owed} owed",
                amount=amount,
                owed=owed,
            )
        )
    for entry in case.standing(date.max):
        if isinstance(entry, Promise) and entry.amount == amount and entry.due == due:
            warnings.append(msg("the same promise stands already, made on {date}", date=entry.date))
    return warnings


def party_warnings(case: Case, to: str | None, on: date) -> Iterator[Message]:
    """What to say of a person whom the case, as known on a day, does not name."""
    case = known_on(case, on)
    if to is None or to in ("debtor", case.head.debtor.name):
        return
    names = {party.name for party in case.head.parties}
    if to == "guarantor":
        if not any(party.role is Role.GUARANTOR for party in case.head.parties):
            yield msg("{case} names no guarantor", case=case.id)
    elif to not in names:
        yield msg("'{name}' is no party of the case and counts as a third party", name=to)
