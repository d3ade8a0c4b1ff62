"""What can be recorded of talks: notes, promises, visits."""

from __future__ import annotations

from typing import Any, ClassVar

from dunning_cli.domain.case.codes.talk import VISIT_RESULTS, Channel, Result
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import Day, FilledWords, Flag, Hour, PositiveAmount, Words
from dunning_cli.operations.declared.operation import CaseOperation, argument, flag, option
from dunning_cli.operations.declared.values import TimeGiven


def _contact_to() -> Any:
    return option("WHO", "debtor (unless given), guarantor, or a name.")


def _goes_along() -> Any:
    return option("STAFF", "Who goes along; on recording as arranged unless given.", flags=("--with",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(CaseOperation):
    """Record a call, visit or message, and a promise given in it.

    An office lists reasons for arrears of its own in dunning.yaml under reasons, each with code, zh and en.

    Examples:
      dunning note PF-2026-0007 "客户表示 5 月 20 日前缴清" --channel phone --result promised --promise 800 --by 2026-05-20
      dunning note PF-2026-0007 "no one picks up" --channel phone --result no_answer --callback 2026-05-06
      dunning note PF-2026-0007 "asks how much is owed" --channel phone --incoming --result reached
      dunning note PF-2026-0007 "夜班,约定晚间联系" --channel phone --result reached --at 2026-05-06T22:10 --agreed
    """

    op: ClassVar[str] = "note"

    text: FilledWords = argument("TEXT", "What was said.", required=True)
    channel: Channel = option(
        "WAY", "phone, visit, letter, sms, email, wechat, counter, video or ai_voice.", required=True
    )
    to: FilledWords | None = _contact_to()
    number: Words | None = option("PHONE", "Number dialled.")
    result: Result | None = option(
        "CODE",
        "no_answer, busy, off, wrong_number, message_left, reached, promised, intends, refused, disputed, third_party, other; of a visit also not_let_in, moved. What fits depends on the channel.",
    )
    reason: FilledWords | None = option(
        "ARREARS",
        "Reason for arrears: cash_flow, market, family, short_deposit, wrong_deposit, wilful, dispute, death, inability, other, or a code listed under reasons in dunning.yaml.",
    )
    at: TimeGiven | None = option("DATETIME", "When it took place; now unless given.")
    callback: Day | None = option("DATE", "Day to call again.", coming=True)
    promise: PositiveAmount | None = option("AMOUNT", "Amount promised, in yuan; with --by.")
    by: Day | None = option("DATE", "Last day of the promise.", coming=True)
    verified: Flag | None = flag("Identity and debt were confirmed.")
    agreed: Flag | None = flag("The debtor had asked for this hour.")
    recording: Words | None = option("REF", "Reference of the recording.")
    second: FilledWords | None = _goes_along()
    private: Flag | None = flag("From a phone or account of one's own, not the office's.")
    incoming: Flag | None = flag(
        "The other side called or wrote of their own accord: no rule of hours and frequency counts it."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MakePromise(CaseOperation):
    """Record a promise to pay; kept or broken is derived from payments.

    Examples:
      dunning promise PF-2026-0007 800.00 --by 2026-05-20
    """

    op: ClassVar[str] = "promise"

    amount: PositiveAmount = argument("AMOUNT", "Amount promised, in yuan.", required=True)
    by: Day = option("DATE", "Last day of the promise.", required=True, coming=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVisit(CaseOperation):
    """Arrange a visit for a day; it is in remind and on the route sheet until a visit is recorded.

    A later one with the same person takes its place; cancel one with: dunning reverse CASE ENTRY.

    Examples:
      dunning visit plan PF-2026-0007 --for 2026-06-18 --agent chen --with sun
      dunning visit plan PF-2026-0007 --for 2026-06-18 --time 14:30 --agreed --text "brings the contract"
    """

    op: ClassVar[str] = "visit plan"

    for_: Day = option("DATE", "Day of the visit.", required=True, coming=True)
    time: Hour | None = option("HH:MM", "Hour of the visit, as 14:30.")
    to: FilledWords | None = _contact_to()
    second: FilledWords | None = _goes_along()
    agreed: Flag | None = flag("The person visited agreed to it.")
    text: Words | None = option("TEXT", "What for, and anything else arranged.")
    on: Day | None = option("DATE", "Day on which it was arranged; today unless given.")
    agent: FilledWords | None = option("STAFF", "Who goes; the actor where they do field work unless given.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVisit(Note):
    """Record a visit, a promise given in it, and its first follow-up: a call on the next working day.

    No follow-up is set with a promise of an amount by a day, which has its own reminder, and after refused,
    disputed, wrong_number and other, or a talk with a third party: give --callback where one is wanted.

    Examples:
      dunning visit record PF-2026-0007 "nobody at home, no note left" --result no_answer
      dunning visit record PF-2026-0007 "pays on Friday" --result promised --promise 800 --by 2026-06-19 --reason cash_flow
    """

    op: ClassVar[str] = "visit record"
    not_asked: ClassVar[tuple[str, ...]] = (
        "number",
        "private",
        "incoming",
        "channel",
    )

    channel: Channel = key("visit", default=Channel.VISIT)
    text: FilledWords = argument("TEXT", "What was said and seen.", required=True)
    callback: Day | None = option(
        "DATE", "Day of the first follow-up, instead of the next working day.", coming=True
    )
    result: Result = option(
        "CODE",
        "no_answer (nobody opened), message_left, reached (met), promised, intends, refused, disputed, third_party, not_let_in (refused to open), moved or other.",
        required=True,
        offers=VISIT_RESULTS,
    )
