"""Contacts of a case: calls, attempts, visits, messages, and the promises given in them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from dunning_cli.domain.case.case import Case, Head
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.codes.talk import CONNECTED, Channel, Reason, Result
from dunning_cli.domain.case.entries import Contact, Promise
from dunning_cli.domain.case.people.details import known_on
from sample.diary import Diary
from sample.words import told
from sample.working_days import at, is_working_day, on, working_days

EXTENSIONS = {"wang": "801", "li": "802", "zhao": "803", "chen": "811", "sun": "820", "zhou": "800"}
_UNANSWERED = (Result.NO_ANSWER, Result.NO_ANSWER, Result.BUSY, Result.OFF, Result.NO_ANSWER)
_ANSWERED = (Result.REACHED, Result.REACHED, Result.INTENDS)
_DAYTIME = ("09:05", "09:40", "10:15", "10:50", "11:20", "14:05", "14:40", "15:15", "16:00", "16:45", "17:25")
_EVENING = ("18:20", "18:50", "19:10", "19:30")
_REASONS = (Reason.CASH_FLOW, Reason.FAMILY, Reason.CASH_FLOW, Reason.MARKET)


class Talk(Diary):
    """What was said to whom."""

    def __init__(self, head: Head) -> None:
        super().__init__(head)
        self._sayings: dict[tuple[str, ...], list[str]] = {}

    def contact(
        self,
        channel: Channel,
        day: str,
        clock: str,
        result: str,
        text: str = "",
        *,
        by: str = "",
        to: str = "debtor",
        number: str = "",
        promise: tuple[str, str] | None = None,
        reason: str = "",
        callback: str = "",
        verified: bool = False,
        agreed: bool = False,
        written_by: str = "",
        second: str = "",
    ) -> None:
        """A contact on a day at an hour; `promise` is its amount and due date. `by` is who spoke."""
        spoke, came = on(day), Result(result)
        who = by or self.owner
        if channel is not Channel.VISIT and not is_working_day(spoke):
            raise ValueError(f"{self.head.case}: {day} is no working day")
        moment = self.moment_after(at(spoke, clock))
        by_phone = channel is Channel.PHONE
        self.enter(
            Contact,
            spoke,
            written_by or who,
            moment,
            agent=who if written_by else None,
            time=at(spoke, clock),
            channel=channel,
            to=to,
            number=(number or self._number_of(to, spoke)) if by_phone else None,
            result=came,
            reason=reason or None,
            text=self._words(channel, came, text, promise),
            recording=self._recording(day, clock, who) if by_phone and came in CONNECTED else None,
            callback=on(callback) if callback else None,
            verified=True if verified else None,
            agreed=True if agreed else None,
            second=second or None,
        )
        if promise is not None:
            amount, due = promise
            agent = who if written_by else None
            self.enter(
                Promise, spoke, written_by or who, moment, agent=agent, amount=Decimal(amount), due=on(due)
            )

    def call(self, day: str, clock: str, result: str, text: str = "", **more: Any) -> None:
        """A telephone call; `more` as for `contact`."""
        self.contact(Channel.PHONE, day, clock, result, text, **more)

    def visit(self, day: str, clock: str, result: str, text: str = "", **more: Any) -> None:
        """A visit, by the field collector unless said otherwise, together with the case's own collector or the clerk."""
        who = more.get("by", "chen")
        second = self.owner if self.owner != who else "sun"
        self.contact(Channel.VISIT, day, clock, result, text, **{"by": who, "second": second, **more})

    def message(self, day: str, clock: str, result: str, text: str = "", **more: Any) -> None:
        """A WeChat message."""
        self.contact(Channel.WECHAT, day, clock, result, text, **more)

    def counter(self, day: str, clock: str, result: str, text: str = "", **more: Any) -> None:
        """A talk at the counter, with the clerk unless said otherwise."""
        self.contact(Channel.COUNTER, day, clock, result, text, **{"by": "sun", **more})

    def tries(self, day: str, clock: str, count: int = 1, **more: Any) -> None:
        """Calls of one day that nobody took, an hour or so apart."""
        hour, minute = int(clock[:2]), int(clock[3:])
        for _ in range(count):
            result = self.chance.pick(_UNANSWERED)
            self.call(day, f"{hour:02}:{minute:02}", result.value, **more)
            hour, minute = hour + 1, self.chance.below(60)

    def works(self, first: str, last: str, calls: int, answered: int = 50, **more: Any) -> None:
        """Everyday calls spread over a time, about `answered` in a hundred taken, never two on a day."""
        busy = {entry.date for entry in self.entries if isinstance(entry, Contact)}
        free = [day for day in working_days(on(first), on(last)) if day not in busy]
        for day in sorted(self.chance.shuffled(free)[:calls]):
            taken = self.chance.below(100) < answered
            result = self.chance.pick(_ANSWERED if taken else _UNANSWERED)
            evening = self.chance.below(8) == 0
            reason = self._reason() if taken and self.chance.below(3) == 0 else ""
            clock = self.chance.pick(_EVENING if evening else _DAYTIME)
            self.call(
                day.isoformat(),
                f"{clock[:4]}{self.chance.below(10)}",
                result.value,
                reason=reason,
                **more,
            )

    def _reason(self) -> str:
        """The reason told last, else any."""
        told_before = (e.reason for e in reversed(self.entries) if isinstance(e, Contact) and e.reason)
        return next(told_before, None) or self.chance.pick(_REASONS)

    def _number_of(self, to: str, day: date) -> str:
        """The number tried first, as known on that day."""
        head = known_on(Case(self.head, tuple(self.in_order())), day).head
        if to == "debtor":
            return head.debtor.phones[0].number
        party = next(
            party
            for party in head.parties
            if party.name == to or (to == "guarantor" and party.role is Role.GUARANTOR)
        )
        return party.phones[0].number

    def _words(self, channel: Channel, result: Result, text: str, promise: tuple[str, str] | None) -> str:
        said = text or self._saying(told(self.head.policy, result, channel is Channel.VISIT))
        if promise is None:
            return said
        amount, due = promise
        return said.format(amount=amount, due=f"{on(due).month}月{on(due).day}日")

    def _saying(self, choices: tuple[str, ...]) -> str:
        """A sentence this case has not used yet, as long as there is one."""
        rest = self._sayings.setdefault(choices, [])
        if not rest:
            rest.extend(self.chance.shuffled(choices))
        return rest.pop()

    def _recording(self, day: str, clock: str, who: str) -> str:
        return f"LY{on(day):%Y%m%d}{clock.replace(':', '')}-{EXTENSIONS[who]}"
