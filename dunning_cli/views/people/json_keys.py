"""What commands on people answer for scripts (docs/json.md): contact, debtor, do-not-lend, contact breaches, inspection samples."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, TypedDict

from dunning_cli.domain.case.codes.agreements import CloseReason
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.values import Day
from dunning_cli.views.account.json_keys import UnknownCaseData


class WhyData(TypedDict):
    """What forbids a contact."""

    rule: Annotated[str, "name of the rule"]
    message: Annotated[Message, "why"]
    ends_with: Annotated[str | None, "command that ends what forbids it, where one does"]


class CallOptionData(TypedDict):
    """One person on one number."""

    to: Annotated[str, "`debtor`, or what the person is to the case"]
    name: Annotated[str, "the person's name"]
    number: Annotated[str, "number to dial"]
    may_call: Annotated[bool, "whether the call may be made now"]
    why: Annotated[list[WhyData], "what forbids it"]


class CallData(TypedDict):
    """Whether anybody of a case may be called now."""

    may_call: Annotated[bool, "whether somebody may be called"]
    to: Annotated[str | None, "`debtor`, or what the person is to the case"]
    until: Annotated[str | None, "moment until which, to the minute; null for no limit"]
    earliest: Annotated[str | None, "where nobody may be: the next moment that is known, to the minute"]
    why: Annotated[list[WhyData], "what forbids calling the debtor, where nobody may be called"]


class AskedData(TypedDict):
    """What was asked about."""

    case: Annotated[str, "id of the case"]
    at: Annotated[str, "the moment, in the office's time zone"]
    contact_rules: Annotated[str, "pack of contact rules that holds"]
    deceased: Annotated[Day | None, "day the debtor died"]


class ContactData(AskedData, CallData):
    """Whom of a case one may call at a moment."""

    name: Annotated[str | None, "name of who may be called"]
    number: Annotated[str | None, "number to dial"]
    options: Annotated[list[CallOptionData], "every person and number"]


class PersonTotalData(TypedDict):
    """What a person owes as the debtor of open cases."""

    owed: Annotated[Decimal, "in all"]
    overdue: Annotated[Decimal, "what of it has fallen due"]


class PersonStopData(TypedDict):
    """What forbids contact with a person."""

    rule: Annotated[str, "name of the rule"]
    case: Annotated[str, "case in which it is recorded"]
    since: Annotated[Day, "first day"]
    until: Annotated[Day | None, "last day; null until somebody ends it"]
    message: Annotated[Message, "why"]
    ends_with: Annotated[str, "command that ends it"]


class OpenPromiseData(TypedDict):
    """A promise that is open."""

    amount: Annotated[Decimal, "what was promised"]
    due: Annotated[Day, "by when"]


class PersonCaseData(TypedDict):
    """One case of a person."""

    case: Annotated[str, "id of the case"]
    role: Annotated[str, "what the person is to it, in English"]
    client: Annotated[str | None, "to whom the debt is owed"]
    closed: Annotated[bool, "whether it is closed"]
    stage: Annotated[str, "stage, such as `M2`"]
    owed: Annotated[Decimal, "what is owed, a credit left out"]
    overdue: Annotated[Decimal, "what has fallen due and is unpaid"]
    credit: Annotated[Decimal, "paid and not yet set off"]
    promise: Annotated[OpenPromiseData | None, "the open promise that falls due first"]
    collector: Annotated[str | None, "collector; null for nobody"]
    contact: Annotated[CallData, "whether anybody of the case may be called now"]


class PersonData(TypedDict):
    """One person over all cases."""

    debtor: Annotated[str, "name"]
    as_of: Annotated[Day, "day it is looked at"]
    total: Annotated[PersonTotalData, "what the person owes"]
    stops: Annotated[list[PersonStopData], "what forbids contact, each once"]
    cases: Annotated[list[PersonCaseData], "the cases; those that cannot be worked out are left out"]


class ClosedCaseData(TypedDict):
    """A case and how it went."""

    debtor: Annotated[str, "name"]
    id_number: Annotated[str | None, "identity number, or an organisation's credit code"]
    case: Annotated[str, "id of the case"]
    contract: Annotated[str | None, "contract number"]
    closed_on: Annotated[Day | None, "day it was closed; null while open"]
    closed_as: Annotated[CloseReason | None, "why it was closed"]
    paid: Annotated[Decimal, "what was paid"]
    waived: Annotated[Decimal, "what was waived"]
    written_off: Annotated[Decimal, "what was written off"]
    longest_days_past_due: Annotated[int, "the longest it ever was past due"]
    promises_broken: Annotated[int, "promises broken"]


class ListingData(TypedDict):
    """Why somebody is on the list."""

    listed_on: Annotated[Day, "day of the listing"]
    by: Annotated[str, "who listed"]
    reason: Annotated[str, "reason given"]


class ListedData(ClosedCaseData, ListingData):
    """Somebody on the do-not-lend list."""


class CandidateData(ClosedCaseData):
    """A closed case that gives a ground for the list."""

    grounds: Annotated[list[str], "the grounds, by their codes"]
    why: Annotated[list[Message], "the same in words"]


class DoNotLendData(TypedDict):
    """The do-not-lend list."""

    as_of: Annotated[Day, "day it is looked at"]
    listed: Annotated[list[ListedData], "who is on it, the last listed first"]


class CandidatesData(TypedDict):
    """Who might belong on the do-not-lend list."""

    as_of: Annotated[Day, "day it is looked at"]
    candidates: Annotated[list[CandidateData], "closed cases that are not on it"]


class BreachData(TypedDict):
    """A contact, letter or entry that needs a look."""

    date: Annotated[Day, "value date"]
    time: Annotated[str | None, "hour, of a contact with one, such as `21:30`"]
    case: Annotated[str, "id of the case"]
    entry: Annotated[str, "its entry"]
    kind: Annotated[str, "kind of the entry"]
    rules: Annotated[list[str], "names of the rules"]
    channel: Annotated[str, "how, of a contact; else the kind of the entry"]
    to: Annotated[str | None, "with whom: `debtor`, `guarantor`, `creditor` or a name"]
    agent: Annotated[str, "who did it"]
    by: Annotated[str, "who recorded it"]
    recorded: Annotated[str, "moment it was recorded, to the minute"]
    reason: Annotated[Message | str | None, "reason given for an override; else what is against the rule"]
    reversed: Annotated[bool, "whether it was taken back"]


BreachesData = TypedDict(
    "BreachesData",
    {
        "from": Annotated[Day | None, "first day; null for no limit"],
        "to": Annotated[Day | None, "last day; null for no limit"],
        "breaches": Annotated[list[BreachData], "rules overridden with a reason"],
        "on_record": Annotated[list[BreachData], "what is on record against a rule"],
        "agreed": Annotated[list[BreachData], "what only an agreed hour allowed"],
        "late": Annotated[list[BreachData], "what was recorded too late"],
        "not_computed": Annotated[list[UnknownCaseData], "cases that cannot be judged, in no list"],
    },
)
BreachesData.__doc__ = "Contacts and letters that need a look."


class SheetItemData(TypedDict):
    """One item of the score sheet."""

    item: Annotated[str, "code, as written in `--scores`"]
    words: Annotated[Message | str, "what is judged"]
    points: Annotated[int, "most points it gives"]


class ScoreSheetData(TypedDict):
    """The score sheet of inspections."""

    items: Annotated[list[SheetItemData], "its items"]
    pass_from: Annotated[int, "percent of the points from which a contact passes"]


class DrawnContactData(TypedDict):
    """A contact to be inspected."""

    case: Annotated[str, "case id"]
    entry: Annotated[str, "entry of the contact"]
    date: Annotated[Day, "its day"]
    time: Annotated[str | None, "the office's hour, such as `14:05`, where it is on record"]
    collector: Annotated[str, "who made it"]
    channel: Annotated[str, "channel"]
    result: Annotated[str | None, "what came of it"]
    recording: Annotated[str | None, "reference of the recording"]
    why: Annotated[
        list[str],
        "why it was drawn: the weights asked for that speak for it, `overrides`, `complaints` or `long`; `chance` for none",
    ]
    inspected: Annotated[bool, "whether somebody inspected it before"]


InspectionSampleData = TypedDict(
    "InspectionSampleData",
    {
        "as_of": Annotated[Day, "last day"],
        "commit": Annotated[str, "the commit it was drawn from"],
        "seed": Annotated[int, "the seed"],
        "rate": Annotated[str, "share asked for, such as `5%`"],
        "by": Annotated[str | None, "`collector` where the share is of each collector's contacts; else null"],
        "from": Annotated[Day, "first day"],
        "to": Annotated[Day, "last day"],
        "weights": Annotated[list[str], "what was asked to come first"],
        "owner": Annotated[str | None, "whose contacts alone; null for everybody's"],
        "contacts": Annotated[int, "contacts of the period that could be drawn"],
        "drawn": Annotated[int, "how many were"],
        "sample": Annotated[list[DrawnContactData], "these, in the order of the draw"],
    },
)
InspectionSampleData.__doc__ = (
    "A sample of contacts to inspect; the same commit, seed and words give the same."
)
