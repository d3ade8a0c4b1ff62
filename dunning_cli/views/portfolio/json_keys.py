"""What commands on the whole portfolio answer for scripts (docs/json.md): list, workload, reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Literal, NotRequired, TypedDict

from dunning_cli.kernel.message import Message
from dunning_cli.kernel.values import Day
from dunning_cli.views.account.json_keys import BalanceData, UnknownCaseData
from dunning_cli.views.case.json_keys import PromiseCountsData


class CaseRowData(TypedDict):
    """One case of the list."""

    case: Annotated[str, "id of the case"]
    debtor: Annotated[str, "name of the debtor"]
    policy: Annotated[str, "product policy"]
    stage: Annotated[str, "stage, such as `M2`"]
    days_past_due: Annotated[int, "days since the oldest amount unpaid fell due"]
    overdue: Annotated[Decimal, "what has fallen due and is unpaid"]
    balance: Annotated[BalanceData, "what is owed in all"]
    owner: Annotated[str | None, "collector; null for nobody"]
    phase: Annotated[str | None, "phase of the work, where one was set"]
    closed: Annotated[bool, "whether it is closed"]
    creditor: Annotated[str | None, "to whom the debt is owed"]
    client: Annotated[str | None, "the client of `dunning.yaml` that is the creditor, by its name there"]
    contract: Annotated[str | None, "contract number"]
    area: Annotated[str | None, "village, estate or district"]
    batch: Annotated[str | None, "the client's batch number"]
    entrusted: Annotated[Day | None, "day the batch was entrusted"]
    return_by: Annotated[Day | None, "day the batch is to be returned by"]


class PortfolioData(TypedDict):
    """The cases selected."""

    as_of: Annotated[Day, "day they are looked at"]
    cases: Annotated[
        Sequence[CaseRowData | UnknownCaseData],
        "the cases in the order asked for; those that cannot be worked out last, whatever was selected",
    ]


class TargetData(TypedDict):
    """What a collector is to reach in the month."""

    amount: Annotated[Decimal | None, "to be collected"]
    visits: Annotated[int | None, "visits to be made"]


class ReachedData(TypedDict):
    """How much of the target was reached."""

    amount: Annotated[Decimal | None, "collected, in percent of the target"]
    visits: Annotated[Decimal | None, "visits made, in percent of the target"]


class LoadData(TypedDict):
    """One collector's work: on hand on the day, and in the month up to it."""

    owner: Annotated[str | None, "who; null for cases that nobody has, and in the total"]
    cases: Annotated[int, "open cases"]
    balance: Annotated[Decimal, "what these owe"]
    stages: Annotated[Mapping[str, int], "open cases by stage: one key a stage of the policies in use"]
    due_today: Annotated[int, "things to do that `remind` lists for them"]
    oldest_due: Annotated[Day | None, "day the oldest of these fell due"]
    waiting_for_approval: Annotated[int, "cases with something that waits for approval"]
    calls: Annotated[int, "calls in the month"]
    connected: Annotated[int, "of these with somebody on the line"]
    visits: Annotated[int, "visits in the month"]
    letters: Annotated[int, "letters written in the month and not spoiled"]
    collected: Annotated[Decimal, "payments of the month on their cases"]
    in_kind: Annotated[Decimal, "what things taken in payment settled; not in `collected`"]
    complaints: Annotated[int, "complaints of the month"]
    promises: Annotated[PromiseCountsData, "promises open on the day, and those decided in the month"]
    target: Annotated[TargetData | None, "target of the month, where there is one"]
    reached: Annotated[ReachedData | None, "how much of it was reached"]


class WorkloadData(TypedDict):
    """What each collector has to do, has done and has reached."""

    as_of: Annotated[Day, "day of the stock"]
    month: Annotated[str, "month of the activity, such as `2026-07`"]
    collectors: Annotated[list[LoadData], "staff in the order of `dunning.yaml`, then others, nobody last"]
    total: Annotated[LoadData | None, "all together; null where one person was asked for"]


GiftState = Literal["in_effect", "approved", "on_paper", "waiting", "lapsed"]


class GiftData(TypedDict):
    """One decision that gave way to a debtor."""

    date: Annotated[Day, "value date"]
    case: Annotated[str, "id of the case"]
    entry: Annotated[str, "its entry"]
    route: Annotated[str, "kind of the entry, such as `waiver`"]
    amount: Annotated[Decimal | None, "what was given; null where it has no bound"]
    days: Annotated[int | None, "days given; null for a hold without an end"]
    by: Annotated[str, "who recorded it"]
    reason: Annotated[str | None, "reason given"]
    state: Annotated[GiftState, "whether it holds, and by what"]
    approved_by: Annotated[str | None, "who approved it"]


class GiftTotalData(TypedDict):
    """What was given in all."""

    amount: Annotated[Decimal | None, "without what waits for approval; null where it has no bound"]


GivenUpData = TypedDict(
    "GivenUpData",
    {
        "report": Annotated[Literal["given-up"], "name of the report"],
        "from": Annotated[Day | None, "first day; null for no limit"],
        "to": Annotated[Day | None, "last day; null for no limit"],
        "rows": Annotated[list[GiftData], "the decisions, by day"],
        "total": Annotated[GiftTotalData, "all together"],
        "not_computed": Annotated[list[UnknownCaseData], "cases that cannot be worked out, in no figure"],
    },
)
GivenUpData.__doc__ = "What was given to debtors."


class BackdatedRowData(TypedDict):
    """One entry recorded after the day from which it counts."""

    key: Annotated[str, "what tells the row: the entry"]
    who: Annotated[str, "who recorded it"]
    agent: Annotated[str, "for whom it was recorded"]
    case: Annotated[str, "id of the case"]
    entry: Annotated[str, "its id"]
    kind: Annotated[str, "kind of the entry"]
    date: Annotated[Day, "value date"]
    counts_from: Annotated[Day, "day from which it counts"]
    recorded: Annotated[Day, "day on which it was recorded"]
    days: Annotated[int, "days between the two"]
    reversed: Annotated[bool, "whether it was taken back"]


class BackdatedTotalData(TypedDict):
    """All rows together."""

    entries: Annotated[int, "number of rows"]
    most_days: Annotated[int, "the longest of them"]


class NotReadData(TypedDict):
    """A case file that could not be read."""

    file: Annotated[str, "the file"]
    why: Annotated[Message, "what is wrong with it"]


BackdatedData = TypedDict(
    "BackdatedData",
    {
        "report": Annotated[Literal["backdated"], "name of the report"],
        "from": Annotated[Day | None, "first day; null for no limit"],
        "to": Annotated[Day | None, "last day; null for no limit"],
        "as_of": Annotated[None, "always null"],
        "by": Annotated[None, "always null"],
        "formula": Annotated[Message, "what the days mean"],
        "rows": Annotated[list[BackdatedRowData], "the entries, the longest back-dated first"],
        "total": Annotated[BackdatedTotalData, "all together"],
        "not_computed": Annotated[list[NotReadData], "case files that could not be read"],
    },
)
BackdatedData.__doc__ = "What was recorded after the day from which it counts."


class ShareData(TypedDict):
    """How often a reason was told, and what the cases with it owe."""

    contacts: Annotated[int, "contacts of the period in which it was told"]
    cases: Annotated[int, "open cases in which it was told last"]
    overdue: Annotated[Decimal, "what of these has fallen due and is unpaid"]
    balance: Annotated[Decimal, "what these owe; credits left out"]


class ReasonNameData(TypedDict):
    """A reason for arrears by its names."""

    code: Annotated[str | None, "its code; null for cases in which none was told"]
    label: Annotated[Message | str, "its words"]


class ReasonData(ReasonNameData, ShareData):
    """One reason for arrears."""


ReasonsData = TypedDict(
    "ReasonsData",
    {
        "from": Annotated[Day | None, "first day; null for no limit"],
        "to": Annotated[Day, "last day, and the day of the cases"],
        "owner": Annotated[str | None, "collector whose cases these are; null for all"],
        "reasons": Annotated[list[ReasonData], "the reasons in the order of the list"],
        "total": Annotated[ShareData, "all together"],
        "not_computed": Annotated[list[UnknownCaseData], "cases that cannot be worked out, in no figure"],
    },
)
ReasonsData.__doc__ = "Why debtors are in arrears."


class BatchData(TypedDict):
    """What became of a client's batch."""

    batch: Annotated[str, "the client's batch number"]
    as_of: Annotated[Day, "day it is looked at"]
    entrusted: Annotated[Day | None, "first day on which a case of it was entrusted"]
    return_by: Annotated[Day | None, "the last return date that holds"]
    cases: Annotated[int, "cases of it"]
    open: Annotated[int, "those not closed"]
    returned: Annotated[int, "those closed as returned"]
    owed: Annotated[Decimal, "what all cases owe, closed ones too; as `list --batch --all`"]
    owed_open: Annotated[Decimal, "what the open ones owe; as `list --batch`"]
    collected: Annotated[
        Decimal, "payments less refunds, as in `report recovery`: no things taken in payment, no transfers"
    ]
    payments: Annotated[int, "payments of money"]
    in_kind: Annotated[Decimal, "what things taken in payment settled"]
    transferred: Annotated[Decimal, "what came from other cases less what went to others"]
    contacts: Annotated[int, "calls, messages and talks, visits apart"]
    connected: Annotated[int, "contacts and visits in which somebody spoke"]
    visits: Annotated[int, "visits"]
    letters: Annotated[int, "letters written and not spoiled, by number"]
    promises: Annotated[int, "promises to pay"]
    promises_kept: Annotated[int, "those kept"]
    not_computed: Annotated[list[str], "cases that cannot be worked out"]
    not_read: Annotated[list[str], "cases whose file cannot be read, of whatever batch"]
    file: NotRequired[Annotated[str, "the workbook written, with `-o`"]]
