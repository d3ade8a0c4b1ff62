"""What commands on the law answer for scripts (docs/json.md): limitation, legal."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, TypedDict

from dunning_cli.domain.case.codes.legal import AwardedUntil, Instrument, LegalStep
from dunning_cli.domain.case.codes.life_events import Obstacle
from dunning_cli.domain.case.codes.people import Guarantee
from dunning_cli.domain.limitation.grounds import Ground, Proof
from dunning_cli.domain.litigation.checklist_items import ChecklistState, SuitItem
from dunning_cli.domain.litigation.track import TrackStage
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.money import Component
from dunning_cli.kernel.rates import Basis
from dunning_cli.kernel.values import Day
from dunning_cli.views.account.json_keys import UnknownCaseData


class RestartData(TypedDict):
    """What began a period anew."""

    entry: Annotated[str, "its entry"]
    date: Annotated[Day, "day from which the period runs anew"]
    kind: Annotated[Ground, "what it was"]
    proof: Annotated[Message, "what is on record of it"]
    article: Annotated[str, "article of the law"]
    weak: Annotated[bool, "the opposite of `proven`"]
    proven: Annotated[bool, "whether a proof that is enough is on record"]
    wanted: Annotated[list[Proof], "proofs any one of which would be enough"]


class PartData(TypedDict):
    """What of the awarded sums is to be paid by one day."""

    due: Annotated[Day, "that day"]
    amount: Annotated[Decimal, "the sum"]
    paid: Annotated[bool, "whether nothing of it is owed any more; never told of a judgment of one sum"]
    expires: Annotated[Day, "last day for applying, with all that is claimed"]
    days_left: Annotated[int, "days to it; below zero once it has passed"]
    lapsed: Annotated[bool, "whether it has passed"]
    proven_until: Annotated[Day, "the same with what can be proven"]


class EnforcementData(TypedDict):
    """The clock of enforcement."""

    starts: Annotated[Day, "end of the performance period"]
    expires: Annotated[Day, "last day for applying, with all that is claimed"]
    days_left: Annotated[int, "days to it; below zero once it has passed"]
    applied: Annotated[Day | None, "since when an application stands"]
    lapsed: Annotated[bool, "whether the period ran out before one"]
    counted_from: Annotated[Day, "from when it counts now"]
    proven_until: Annotated[Day, "the last day with what can be proven"]
    restarts: Annotated[list[RestartData], "what began the period anew, by date"]
    parts: Annotated[list[PartData], "the parts to be paid on days of their own; one of a single sum"]


class BillClockData(TypedDict):
    """The clock of one unpaid bill, taken as a debt of its own."""

    entry: Annotated[str, "its entry"]
    ref: Annotated[str | None, "its reference"]
    due: Annotated[Day, "due date"]
    expires: Annotated[Day, "last day with all that is claimed"]
    proven_until: Annotated[Day, "last day with what can be proven"]
    lapsed: Annotated[bool, "whether that has passed"]


class GuarantorClockData(TypedDict):
    """The guarantee of one guarantor."""

    name: Annotated[str, "the guarantor"]
    guarantee: Annotated[Guarantee, "kind of guarantee"]
    expires: Annotated[Day | None, "last day of the guarantee period; null where no due date is known"]
    agreed: Annotated[bool, "whether that day was agreed"]
    kept_on: Annotated[Day | None, "day on which the creditor kept it"]
    entry: Annotated[str | None, "the entry that shows that"]
    proven: Annotated[bool | None, "whether its proof is on record; null while it is not kept"]
    claim_expires: Annotated[Day | None, "last day of the claim against a joint guarantor asked in time"]
    lapsed: Annotated[bool, "whether the guarantor is free"]


StandstillData = TypedDict(
    "StandstillData",
    {
        "entry": Annotated[str, "its entry"],
        "obstacle": Annotated[Obstacle, "which obstacle"],
        "from": Annotated[Day, "first day of it"],
        "until": Annotated[Day | None, "day on which it was gone; null where nothing says so"],
        "proven": Annotated[bool, "whether a paper shows it, and it is over"],
        "counts": Annotated[bool, "whether it fell in the last six months and moved the last day"],
    },
)
"""What hinders a claim from being brought."""


class LimitationData(TypedDict):
    """The limitation of one case."""

    case: Annotated[str, "id of the case"]
    as_of: Annotated[Day, "day it is looked at"]
    starts: Annotated[Day | None, "last due date; null where the case has no debt"]
    expires: Annotated[Day | None, "last day with all that is claimed"]
    days_left: Annotated[int | None, "days to it; below zero once it has passed"]
    lapsed: Annotated[bool, "whether even that day has passed"]
    pending: Annotated[bool, "whether a suit is under way: the period does not run out meanwhile"]
    proven_until: Annotated[Day | None, "last day with what can be proven"]
    proven_lapsed: Annotated[bool, "whether the claim has lapsed as far as can be proven"]
    act_by: Annotated[Day | None, "next day on which the claim or a bill lapses as far as can be proven"]
    counted_from: Annotated[Day | None, "from when the claimed period counts now"]
    restarts: Annotated[list[RestartData], "what is claimed to have begun it anew, by date"]
    suspensions: Annotated[list[StandstillData], "obstacles that suspend it, by their first day"]
    oldest_bill: Annotated[BillClockData | None, "the bill that is the first to lapse by itself"]
    bills: Annotated[list[BillClockData], "every unpaid bill by itself, where there are several"]
    enforcement: Annotated[EnforcementData | None, "the clock of enforcement, where a judgment stands"]
    guarantors: Annotated[list[GuarantorClockData], "the guarantees"]
    notes: Annotated[list[Message], "doubts and advice"]


class LimitationListData(TypedDict):
    """Every open case that owes something."""

    as_of: Annotated[Day, "day they are looked at"]
    cases: Annotated[
        list[LimitationData | UnknownCaseData], "the first to run out first; not worked out last"
    ]


class StepData(TypedDict):
    """One step or decision of the legal track."""

    entry: Annotated[str, "its entry"]
    date: Annotated[Day, "value date"]
    step: Annotated[LegalStep | Instrument, "which step or instrument"]
    court: Annotated[str | None, "court or arbitration body"]
    docket: Annotated[str | None, "docket number"]
    cost: Annotated[Decimal | None, "cost charged with it"]
    text: Annotated[str | None, "anything else"]


class JudgedPartData(TypedDict):
    """A part of what was awarded, to be paid by a day of its own."""

    due: Annotated[Day, "that day"]
    amount: Annotated[Decimal, "the sum"]


AwardData = TypedDict(
    "AwardData",
    {
        "component": Annotated[Component, "what it adds to"],
        "base": Annotated[list[Component], "components it is counted on"],
        "rate": Annotated[str, "rate with its unit"],
        "from": Annotated[Day, "first day"],
        "until": Annotated[AwardedUntil, "how long it runs"],
        "basis": Annotated[Basis, "days a yearly rate is divided by"],
    },
)
AwardData.__doc__ = "What was awarded and runs on."


class JudgmentData(TypedDict):
    """The judgment or other instrument that stands."""

    entry: Annotated[str, "its entry"]
    date: Annotated[Day, "value date"]
    instrument: Annotated[Instrument, "which instrument"]
    court: Annotated[str | None, "court or arbitration body"]
    docket: Annotated[str | None, "docket number"]
    principal: Annotated[Decimal, "principal awarded"]
    interest: Annotated[Decimal, "interest awarded"]
    penalty: Annotated[Decimal, "penalty awarded"]
    fee: Annotated[Decimal, "fees awarded"]
    court_fee: Annotated[Decimal, "court fee to be borne by the debtor"]
    total: Annotated[Decimal, "all of it"]
    perform_by: Annotated[Day, "last day for paying"]
    parts: Annotated[list[JudgedPartData], "parts to be paid on days of their own"]
    running: Annotated[list[AwardData], "what runs on"]


class ChecklistLineData(TypedDict):
    """One thing a suit needs."""

    item: Annotated[SuitItem, "what it is about"]
    state: Annotated[ChecklistState, "whether it is there"]
    why: Annotated[Message | None, "why"]
    do: Annotated[str | None, "command that supplies it, words in capitals to be filled in"]
    guarantor: Annotated[str | None, "guarantor it is about"]
    optional: Annotated[bool, "whether a suit can do without it"]


class LegalData(TypedDict):
    """The legal track of a case."""

    case: Annotated[str, "id of the case"]
    as_of: Annotated[Day, "day it is looked at"]
    stage: Annotated[TrackStage, "where it stands"]
    steps: Annotated[list[StepData], "steps and decisions in order"]
    costs: Annotated[Decimal, "costs charged with them"]
    judgment: Annotated[JudgmentData | None, "the judgment that stands"]
    enforcement: Annotated[EnforcementData | None, "the clock of enforcement, where a judgment stands"]
    checklist: Annotated[list[ChecklistLineData], "what a suit needs; empty once the claim is decided"]
    ready: Annotated[bool | None, "whether nothing is missing for a suit; null once the claim is decided"]
