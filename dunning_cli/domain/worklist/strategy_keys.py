"""The keys of a strategy file: its steps and call scripts, each a typed record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.domain.case.office.settings import RoleName
from dunning_cli.domain.policy.keys import Title
from dunning_cli.kernel.dates import clamped
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Scalar, key
from dunning_cli.kernel.values import Amount, Code, Count, FilledWords, Flag, Words

WEEKS = 4
"""Weekly nodes of a month since a case was entrusted; the last one reaches to the month's end."""
LAST_DAY_OF_EVERY_MONTH = 28
DEFAULT_EARLY = 3
"""Days before its due day from which an act counts for a step."""
YEARLY_EARLY = 90
QUARTERLY_EARLY = 15

_LEAP_YEAR = 2000
_MONTH_DAY = pattern(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", re.ASCII)


class Whom(StrEnum):
    """On whom a step acts."""

    DEBTOR = "debtor"
    GUARANTOR = "guarantor"
    CO_DEBTOR = "co_debtor"
    CREDITOR = "creditor"


class StepAction(StrEnum):
    """What a step asks for; `call` is any talk or message, `duty` any other work."""

    CALL = "call"
    VISIT = "visit"
    LETTER = "letter"
    RETURN = "return"
    DUTY = "duty"


class ActivityKind(StrEnum):
    """What an entry of a case shows to have been done."""

    CALL = "call"
    VISIT = "visit"
    LETTER = "letter"
    CONTACT = "contact"
    PROMISE = "promise"
    PLAN = "plan"
    VERIFY = "verify"
    NEGOTIATION = "negotiation"
    SUIT = "suit"
    PHASE = "phase"
    ASSIGN = "assign"
    INSPECTION = "inspection"
    ASSET = "asset"
    EXTENSION = "extension"


UNTIL_WORDS = ("reached", "promised", "verified", "signed", "suit")
"""Conditions that end a step, beside the names of other steps."""


def _month_day(text: str) -> tuple[int, int]:
    match = _MONTH_DAY.fullmatch(text)
    month, day = (int(match[1]), int(match[2])) if match else (0, 0)
    if match is None or clamped(_LEAP_YEAR, month, day).day != day:
        raise Unreadable(msg("'{text}' is not a day of the year: write it as 12-20", text=text))
    return month, day


def _write_month_day(value: tuple[int, int]) -> str:
    return f"{value[0]:02d}-{value[1]:02d}"


YearDay = Annotated[tuple[int, int], Scalar(label("month and day"), _month_day, _write_month_day)]
"""Month and day; 02-29 is the last day of February."""


class ScriptFact(StrEnum):
    """Something a script says there was before with the person spoken to."""

    TALK = "talk"
    LETTER = "letter"
    FINAL_DEMAND = "final_demand"
    LAWYERS_LETTER = "lawyers_letter"
    VISIT = "visit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What to say. `{debtor}`, `{overdue}`, `{days}`, `{due}`, `{creditor}`, `{office}` and `{contract}` are filled in."""

    script: Code = key("name by which steps call it", required=True)
    after: tuple[Result, ...] = key("said instead when the last contact had one of these results", default=())
    when: tuple[ScriptFact, ...] = key(
        "said instead when all of these were before with the person: talk, letter, final_demand, lawyers_letter, visit",
        default=(),
    )
    zh: FilledWords = key("the words in Chinese", required=True)
    en: FilledWords = key("the words in English", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: when, who, on whom, what, until when."""

    step: Code = key("name of the step", required=True)
    title: Title | None = key("name for people")
    action: StepAction = key("call, visit, letter, return or duty", required=True)
    from_: Count | None = key("first day past due")
    to: Count | None = key("last day past due on which the step comes due")
    stage: tuple[FilledWords, ...] = key("stages, such as M1", default=())
    phase: tuple[Code, ...] = key("phases of the case", default=())
    after: Code | None = key("the step before it, counted from the day that one was done")
    days: Count | None = key("days after that step")
    each: Flag | None = key("after every time the other step is done, not only the first")
    weekly: tuple[Count, ...] = key("weeks 1 to 4 of every month since the case was entrusted", default=())
    yearly: YearDay | None = key("day of every year, as 12-20")
    quarterly: Count | None = key("day of the first month of every quarter, 1 to 28")
    month_end: Count | None = key(
        "days before the last day of every month, 0 for that day itself, while anything is overdue; working days are "
        "sought before it"
    )
    before_due: Count | None = key("days before something falls due, while nothing is overdue")
    before_return: Count | None = key("days before the case goes back to the client")
    after_payment: Count | None = key("days after a payment")
    every: Count | None = key("repeated this many days after it was last done")
    retry: Count | None = key("repeated this many days after an attempt that reached nobody")
    most: Count | None = key(
        "so many acts at most, answered or not, of a step that is repeated; then it is over"
    )
    overdue_from: Amount | None = key(
        "only where at least so many yuan are overdue; below that it is passed over, as if done when due"
    )
    until: tuple[Code, ...] = key(
        "ends it: reached, promised, verified, signed, suit, or the name of a step", default=()
    )
    early: Count | None = key("an act up to this many days before the due day does it")
    who: RoleName | None = key("role that does it; field for visits, clerk for letters, else the collector")
    whom: Whom = key("debtor, guarantor, co_debtor or creditor", default=Whom.DEBTOR)
    channel: Channel | None = key("how, where that is not plain from the action")
    template: Code | None = key("letter template; of a visit, the letter it delivers")
    script: Code | None = key("call script")
    done_by: tuple[ActivityKind, ...] = key("entries that do it; a duty has no others", default=())
    enters: Code | None = key("phase whose beginning does it as well")
    receipt: Flag | None = key("a letter counts as done only when its receipt or delivery is recorded")
    workdays: Flag | None = key("only on working days, as the strategy says unless given")

    @property
    def repeats(self) -> bool:
        """Whether it is done again and again."""
        return self.every is not None

    @property
    def days_early(self) -> int:
        """From how many days before its due day an act counts."""
        if self.early is not None:
            return self.early
        if self.weekly or self.after_payment is not None:
            return 0
        if self.yearly is not None:
            return YEARLY_EARLY
        return QUARTERLY_EARLY if self.quarterly is not None else DEFAULT_EARLY

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """A step that could never fire, that would fire without end, or that could never be done."""
        yield from self._anchors()
        yield from self._ranges()
        yield from self._deeds()

    def _anchors(self) -> Iterator[tuple[str, Message]]:
        own = {
            "after": self.after is not None,
            "weekly": bool(self.weekly),
            "yearly": self.yearly is not None,
            "quarterly": self.quarterly is not None,
            "month_end": self.month_end is not None,
            "before_due": self.before_due is not None,
            "before_return": self.before_return is not None,
            "after_payment": self.after_payment is not None,
        }
        given = [name for name, there in own.items() if there]
        if len(given) > 1:
            yield given[1], msg("{one} and {other} do not go together", one=given[0], other=given[1])
        if not given and self.from_ is None and self.to is None and not self.stage and not self.phase:
            yield (
                "step",
                msg(
                    "the step {step} can never fire: it has no time, such as from, stage or after",
                    step=self.step,
                ),
            )
        if self.after is None and (self.days is not None or self.each):
            yield "days" if self.days is not None else "each", msg("days and each belong to after")
        if self.after == self.step:
            yield "after", msg("the step {step} can never fire: it waits for itself", step=self.step)

    def _ranges(self) -> Iterator[tuple[str, Message]]:
        if self.to is not None and self.to < (self.from_ or 1):
            yield "to", msg("the step {step} can never fire: it ends before it begins", step=self.step)
        if 0 in (self.every, self.retry):
            yield (
                "every",
                msg("the step {step} would fire without end on one day: write every: 1", step=self.step),
            )
        if self.retry is not None and self.every is None:
            yield "retry", msg("retry belongs to every")
        if any(not 1 <= week <= WEEKS for week in self.weekly):
            yield "weekly", msg("the step {step} can never fire: weeks are 1 to 4", step=self.step)
        if len(set(self.weekly)) < len(self.weekly):
            yield (
                "weekly",
                msg("the step {step} would fire twice a day: a week is named twice", step=self.step),
            )
        if self.quarterly is not None and not 1 <= self.quarterly <= LAST_DAY_OF_EVERY_MONTH:
            yield (
                "quarterly",
                msg("the step {step} can never fire: quarterly is a day from 1 to 28", step=self.step),
            )
        if self.every is not None and (
            self.yearly or self.quarterly is not None or self.month_end is not None
        ):
            yield "every", msg("every does not go together with yearly, quarterly or month_end")
        yield from self._limits()
        if "reached" in self.until and self.every is None:
            yield "until", msg("until: reached needs every: an attempt a day, or fewer")

    def _limits(self) -> Iterator[tuple[str, Message]]:
        if self.month_end is not None and self.month_end >= LAST_DAY_OF_EVERY_MONTH:
            yield (
                "month_end",
                msg(
                    "the step {step} can never fire in February: month_end is 0 to 27 days before the last",
                    step=self.step,
                ),
            )
        if self.most is not None and (self.every is None or self.weekly):
            yield "most", msg("most belongs to every, without weekly")
        if self.most == 0:
            yield "most", msg("the step {step} can never fire: most is 0", step=self.step)
        idle = {
            "before_due": self.before_due is not None,
            "before_return": self.before_return is not None,
            "after_payment": self.after_payment is not None,
        }
        for name in (name for name, there in idle.items() if there and self.overdue_from is not None):
            yield "overdue_from", msg("{one} and {other} do not go together", one="overdue_from", other=name)

    def _deeds(self) -> Iterator[tuple[str, Message]]:
        if self.action is StepAction.LETTER and self.template is None:
            yield "action", msg("a letter needs a template")
        if self.action is StepAction.DUTY and not self.done_by and self.enters is None:
            yield "action", msg("the duty {step} could never be done: give done_by or enters", step=self.step)
        if (self.action is StepAction.RETURN) != (
            self.whom is Whom.CREDITOR and self.action is not StepAction.DUTY
        ):
            yield "whom", msg("return is for the creditor, and the creditor is asked for return or duty only")
        if self.receipt and self.action is not StepAction.LETTER:
            yield "receipt", msg("receipt belongs to letters")


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyKeys:
    """A strategy as its file has it."""

    strategy: Code = key("name of the strategy, as policies give it", required=True)
    title: Title | None = key("name for people")
    source: Words | None = key("text the steps are from")
    workdays: Flag = key("whether calls and visits are put on working days", default=False)
    steps: tuple[Step, ...] = key("the steps, in order", required=True)
    scripts: tuple[Script, ...] = key("what to say, by name", default=())
