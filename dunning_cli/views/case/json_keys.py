"""What commands on one case answer for scripts (docs/json.md): status, show, find, history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, TypedDict

from dunning_cli.domain.policy.stage_keys import Scheme
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.values import Day
from dunning_cli.views.account.json_keys import BalanceData, UnknownCaseData

Cut = Literal["limit", "shallow"]


class NextStageData(TypedDict):
    """The stage that follows if nothing is paid."""

    stage: Annotated[str, "its name"]
    date: Annotated[Day, "its first day"]


class PromiseCountsData(TypedDict):
    """Promises to pay, counted."""

    open: Annotated[int, "not due yet"]
    kept: Annotated[int, "kept"]
    partial: Annotated[int, "kept in part"]
    broken: Annotated[int, "broken"]


class SuspicionData(TypedDict):
    """A suspicion of fraud."""

    since: Annotated[Day, "value date of its entry"]
    police: Annotated[str | None, "where it was reported"]
    receipt: Annotated[str | None, "number of the receipt"]
    entry: Annotated[str, "its entry"]


class StateData(TypedDict):
    """How a case stands on a day."""

    case: Annotated[str, "id of the case"]
    as_of: Annotated[Day, "day it is looked at"]
    stage: Annotated[str, "stage, such as `M2`"]
    scheme: Annotated[Scheme, "how the stage is counted"]
    days_past_due: Annotated[int, "days since the oldest amount unpaid fell due"]
    overdue: Annotated[Decimal, "what has fallen due and is unpaid"]
    balance: Annotated[BalanceData, "what is owed in all"]
    next_stage: Annotated[NextStageData | None, "the stage that follows; null in the last one"]
    missed_minimums: Annotated[int, "minimum payments missed, of a card"]
    promises: Annotated[PromiseCountsData, "promises to pay, counted"]
    phase: Annotated[str | None, "phase of the work, where one was set"]
    deceased: Annotated[Day | None, "day the debtor died"]
    suspected_fraud: Annotated[SuspicionData | None, "suspicion of fraud, where one stands"]


class StatesData(TypedDict):
    """How several cases stand on a day."""

    as_of: Annotated[Day, "day they are looked at"]
    cases: Annotated[Sequence[StateData | UnknownCaseData], "the cases; those that cannot be worked out last"]


class CaseSheetData(TypedDict):
    """A case: head, state and entries."""

    case: Annotated[str, "id of the case"]
    head: Annotated[Mapping[str, Any], "the head, with the keys and values of docs/format.md"]
    state: Annotated[StateData | None, "how it stands; null where that cannot be worked out"]
    overdue_by_age: Annotated[
        Mapping[str, Decimal] | None,
        "what is past due by days past due of each instalment, bill or minimum; null where that cannot be worked out",
    ]
    client: Annotated[Mapping[str, Any] | None, "the client that is its creditor, as in `dunning.yaml`"]
    entries: Annotated[
        list[Mapping[str, Any]], "entries dated up to the day, with the keys of docs/format.md"
    ]


class HitData(TypedDict):
    """A case in which the text was found."""

    case: Annotated[str, "id of the case"]
    debtor: Annotated[str, "name of the debtor"]
    found_in: Annotated[Message, "where the text stands"]
    text: Annotated[str, "what stands there, at most 40 characters"]
    balance: Annotated[
        Decimal | None, "what is owed today; null beyond 100 cases, and where it cannot be worked out"
    ]


class FoundData(TypedDict):
    """The cases found."""

    found: Annotated[list[HitData], "each case once, by its first place"]


class ChangeData(TypedDict):
    """One change: a commit."""

    commit: Annotated[str, "id of the commit"]
    when: Annotated[datetime | None, "when it was made; null where git does not know"]
    who: Annotated[str, "its author"]
    what: Annotated[str, "its subject"]
    days_back: Annotated[
        int | None, "days by which it dates back what it records; null where it records none"
    ]
    files: Annotated[list[str], "files it touched"]


class DiaryData(TypedDict):
    """Who changed what and when."""

    case: Annotated[str | None, "id of the case; null for the whole ledger"]
    changes: Annotated[list[ChangeData], "the changes, the latest first"]
    cut: Annotated[Cut | None, "why these are not all: `--limit`, or a shallow clone"]


class PhaseNameData(TypedDict):
    """A phase of the work."""

    phase: Annotated[str, "its name"]
    meaning: Annotated[Message | str, "its words; empty where a strategy alone names it"]


class PhasesData(TypedDict):
    """The phase a case is in, and those there are."""

    case: Annotated[str, "id of the case"]
    as_of: Annotated[Day, "day it is looked at"]
    phase: Annotated[str | None, "the phase it is in, where one was set"]
    since: Annotated[Day | None, "value date of its entry"]
    by: Annotated[str | None, "who recorded it"]
    phases: Annotated[list[PhaseNameData], "the phases there are, in the order of the work"]
