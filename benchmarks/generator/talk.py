"""What is said to debtors: a day's calls and visits, in the words of clerks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from sample.chance import Chance
from sample.words import told

from dunning_cli.domain.case.codes.people import AddressKind, DetailStatus, LawfulSource
from dunning_cli.domain.case.codes.talk import CONNECTED, Channel, Reason, Result
from dunning_cli.domain.case.entries import Consent, Contact, Detail, Phase, Promise
from generator.days import moment
from generator.diary import Diary

_UNANSWERED = (Result.NO_ANSWER, Result.NO_ANSWER, Result.BUSY, Result.OFF, Result.MESSAGE_LEFT)
_ANSWERED = (
    *(Result.REACHED,) * 9,
    *(Result.PROMISED,) * 6,
    *(Result.INTENDS,) * 4,
    *(Result.REFUSED,) * 2,
    Result.DISPUTED,
)
_AT_THE_DOOR = (Result.REACHED, Result.NO_ANSWER, Result.INTENDS, Result.NO_ANSWER, Result.REFUSED)
_REASONS = (Reason.CASH_FLOW, Reason.FAMILY, Reason.CASH_FLOW, Reason.MARKET, Reason.INABILITY)
_PHASES = ("follow-up", "negotiation")
_LAST_CALL = 17 * 60


class Talk:
    """The talks of one case, written into its diary."""

    def __init__(self, diary: Diary, chance: Chance) -> None:
        self._diary = diary
        self._chance = chance
        self._number = diary.head.debtor.phones[0].number
        self._verified = False

    def calls(self, when: datetime, by: str, part: Decimal) -> tuple[Decimal, date] | None:
        """The calls of a day, written down at its end; amount and day of what was promised in the last one."""
        chance = self._chance
        minute = chance.between(9 * 60, 15 * 60)
        for _ in range(chance.pick((0, 0, 1, 1, 2, 3))):
            self._call(when, by, minute, chance.pick(_UNANSWERED))
            minute = min(minute + chance.between(25, 60), _LAST_CALL)
        if chance.below(100) < 30:
            self._call(when, by, minute, chance.pick(_UNANSWERED))
            return None
        result = chance.pick(_ANSWERED)
        if result is not Result.PROMISED:
            self._call(when, by, minute, result)
            self._learnt(when, by)
            return None
        day = when.date()
        due = day + timedelta(chance.between(5, 20))
        self._call(when, by, minute, result, (part, due))
        self._diary.enter(Promise, when, by, day, amount=part, due=due)
        return part, due

    def visit(self, when: datetime, by: str, second: str) -> None:
        """A visit by two people on that day."""
        result = self._chance.pick(_AT_THE_DOOR)
        self._diary.enter(
            Contact,
            when,
            by,
            when.date(),
            time=moment(when.date(), self._chance.between(9, 16), self._chance.below(60)),
            channel=Channel.VISIT,
            to="debtor",
            result=result,
            text=self._words(result, by_visit=True),
            second=second,
        )

    def _call(
        self,
        when: datetime,
        by: str,
        minute: int,
        result: Result,
        promise: tuple[Decimal, date] | None = None,
    ) -> None:
        chance, day = self._chance, when.date()
        connected = result in CONNECTED
        at = moment(day, minute // 60, minute % 60)
        first = connected and not self._verified
        self._verified = self._verified or connected
        self._diary.enter(
            Contact,
            when,
            by,
            day,
            time=at,
            channel=Channel.PHONE,
            to="debtor",
            number=self._number,
            result=result,
            reason=chance.pick(_REASONS) if connected and chance.below(3) == 0 else None,
            text=self._words(result, promise=promise),
            recording=f"LY{at:%Y%m%d%H%M}-{self._diary.head.case[-4:]}" if connected else None,
            callback=day + timedelta(chance.between(3, 8)) if connected and chance.below(12) == 0 else None,
            verified=True if first else None,
        )

    def _learnt(self, when: datetime, by: str) -> None:
        """What else comes out in a talk now and then: an address, a way of contact agreed to, a new phase."""
        chance, day = self._chance, when.date()
        what = chance.below(40)
        if what < 3:
            self._diary.enter(
                Detail, when, by, day, of="debtor", address=f"云州市新居路 {chance.between(1, 400)} 号",
                place=AddressKind.MAILING, status=DetailStatus.VALID, source="本人告知",
                basis=LawfulSource.RESERVED,
            )  # fmt: skip
        elif what < 6:
            self._diary.enter(
                Consent,
                when,
                by,
                day,
                of="debtor",
                channel=Channel.WECHAT,
                given=True,
                source="通话中同意接收账单",
            )
        elif what < 9:
            self._diary.enter(Phase, when, by, day, phase=chance.pick(_PHASES), reason="已多次通话,继续跟进")

    def _words(
        self, result: Result, promise: tuple[Decimal, date] | None = None, by_visit: bool = False
    ) -> str:
        said = self._chance.pick(told(self._diary.head.policy, result, by_visit))
        if promise is None:
            return said
        amount, due = promise
        return said.format(amount=amount, due=f"{due.month}月{due.day}日")
