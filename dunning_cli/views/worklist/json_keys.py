"""What commands on the day's work answer for scripts (docs/json.md): remind, visit sheet."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, TypedDict

from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.domain.worklist.reminder import Action
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.values import Day


class LastTalkData(TypedDict):
    """The last contact with anybody of the case."""

    date: Annotated[Day, "its day"]
    channel: Annotated[Channel, "how"]
    to: Annotated[Message | str, "with whom"]
    result: Annotated[Result | None, "what came of it"]


class LastVisitedData(TypedDict):
    """The last contact with anybody of the case."""

    date: Annotated[Day, "its day"]
    channel: Annotated[Channel, "how"]
    result: Annotated[Result | None, "what came of it"]


WindowData = TypedDict(
    "WindowData",
    {
        "from": Annotated[str, "first hour, such as `08:00`"],
        "until": Annotated[str, "last hour, such as `22:00`"],
    },
)
WindowData.__doc__ = "The hours in which contact is lawful."


class WorkItemData(TypedDict):
    """One thing to do."""

    case: Annotated[str, "id of the case"]
    debtor: Annotated[str, "name of the debtor"]
    action: Annotated[Action, "what is to be done"]
    to: Annotated[str, "with whom: `debtor`, `guarantor`, `creditor`, `supervisor` or a name"]
    due: Annotated[Day, "day it fell or falls due"]
    priority: Annotated[int, "how pressing, from 1: the smaller, the sooner"]
    why: Annotated[Message, "what asks for it"]
    owner: Annotated[str | None, "who does it; null where several may or nobody has the case"]
    rule: Annotated[str, "name of what asks for it: a rule of the product or of the strategy"]
    step: Annotated[str | None, "step of the strategy, where it is one"]
    role: Annotated[str | None, "role that does it, where one is named"]
    collector: Annotated[str | None, "collector of the case; null for nobody"]
    stage: Annotated[str, "stage, such as `M2`"]
    days_past_due: Annotated[int, "days since the oldest amount unpaid fell due"]
    channel: Annotated[Channel | None, "how, where the step says so"]
    template: Annotated[str | None, "template of the letter, where it is one"]
    number: Annotated[str | None, "number to dial, of calls"]
    time: Annotated[str | None, "hour of a visit arranged for one, such as `14:30`"]
    script: Annotated[str | None, "what to say, values filled in"]
    last_contact: Annotated[LastTalkData | None, "the last contact, where there was one"]
    arrears_reason: Annotated[str | None, "code of the reason for arrears told last"]
    window: Annotated[WindowData | None, "lawful hours, of what has a number to dial"]
    cases: Annotated[list[str], "the cases, where it is about those of a client's batch together; else empty"]


class WorkListData(TypedDict):
    """What falls due."""

    as_of: Annotated[Day, "day it is looked at"]
    items: Annotated[list[WorkItemData], "things to do, the most pressing first"]


class StopData(TypedDict):
    """One visit."""

    collector: Annotated[str | None, "who goes; null where several may"]
    second: Annotated[str | None, "who goes along, as arranged"]
    pool: Annotated[list[str], "who may go, where that is not the collector alone"]
    case: Annotated[str, "id of the case"]
    debtor: Annotated[str, "name of the debtor"]
    talk_to: Annotated[str, "whom to talk to: `debtor`, `guarantor` or a name"]
    name: Annotated[str | None, "that person's name"]
    id_number: Annotated[str | None, "number of that person's document, in part whoever asks"]
    account_number: Annotated[str | None, "card or account number, in part whoever asks"]
    area: Annotated[str | None, "village, estate or district"]
    address: Annotated[str | None, "where to go"]
    due: Annotated[Day, "day of the visit"]
    time: Annotated[str | None, "hour, where one was arranged"]
    agreed: Annotated[bool, "whether it was arranged with the person"]
    overdue: Annotated[Decimal, "what has fallen due and is unpaid"]
    balance: Annotated[Decimal, "what is owed in all"]
    days_past_due: Annotated[int, "days since the oldest amount unpaid fell due"]
    last_contact: Annotated[LastVisitedData | None, "the last contact, where there was one"]
    arrears_reason: Annotated[str | None, "code of the reason for arrears told last"]
    why: Annotated[Message, "what asks for it"]
    rule: Annotated[str, "name of what asks for it"]
    template: Annotated[str | None, "template of the letter to hand over"]
    text: Annotated[str | None, "what was said when it was arranged"]


class RouteData(TypedDict):
    """The visits of a day or some days."""

    as_of: Annotated[Day, "day it is looked at"]
    until: Annotated[Day, "last day of the visits"]
    owner: Annotated[str | None, "whose visits; null for everybody's"]
    visits: Annotated[list[StopData], "the visits by who goes, area and address"]
