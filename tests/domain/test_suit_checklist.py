"""What a suit needs: a complete case lacks nothing; each thing taken away is named with what supplies it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from dunning_cli.domain.case.case import Address, Contract, Debtor, Party
from dunning_cli.domain.case.codes.people import DetailStatus, Guarantee, PersonKind, Role
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.limitation.limitation import limitation_of
from dunning_cli.domain.litigation.checklist import suit_checklist
from dunning_cli.domain.litigation.checklist_items import ChecklistLine, ChecklistState, SuitItem, missing
from dunning_cli.kernel.errors import Failure
from dunning_cli.store.format.holidays import work_calendar

CALENDAR = work_calendar(Office(office="青禾"))
Step = tuple[str, str, dict[str, Any]]

DEBTOR = Debtor(name="周明", id_number="110101199003070011", addresses=(Address(text="江北路 1 号"),))
CONTRACT = Contract(contract="JK-1", contract_date=date(2024, 1, 10), jurisdiction="云州市江北区人民法院")
JOINT = Party(name="郑建", role=Role.GUARANTOR, guarantee=Guarantee.JOINT)
GENERAL = Party(name="何芳", role=Role.GUARANTOR, guarantee=Guarantee.GENERAL)

OPENING = ("opening", "2025-03-20", {"principal": "1000.00"})
VERIFIED = ("verify", "2025-03-21", {"valid": True})
WRITTEN = ("letter", "2025-04-01", {"serial": "2025-A-0001", "template": "final-demand", "to": "debtor", "pay_by": "2025-04-15"})  # fmt: skip
RECEIVED = ("delivery", "2025-04-05", {"serial": "2025-A-0001", "tracking": "XA1", "received": "2025-04-05", "signed_by": "周明"})  # fmt: skip
CALL = (
    "contact",
    "2025-04-02",
    {"channel": "phone", "to": "debtor", "result": "promised", "recording": "R-1"},
)
HOUSE = ("asset", "2025-04-03", {"what": "住宅一套"})
COMPLETE: tuple[Step, ...] = (OPENING, VERIFIED, WRITTEN, RECEIVED, CALL, HOUSE)


@dataclass(frozen=True)
class Scene:
    """A case on a day; what is not said is complete."""

    steps: tuple[Step, ...] = COMPLETE
    debtor: Debtor = DEBTOR
    contract: Contract = CONTRACT
    parties: tuple[Party, ...] = ()
    terms: tuple[str, ...] = ("contract_rate=12%/year",)
    as_of: date = field(default=date(2025, 6, 3))


Check = Callable[[Scene], dict[SuitItem, ChecklistLine]]


@pytest.fixture
def lines(open_case: Callable[..., Any]) -> Callable[[Scene], tuple[ChecklistLine, ...]]:
    """The checklist of a scene."""

    def look(scene: Scene) -> tuple[ChecklistLine, ...]:
        made = open_case("small-loan", *scene.terms)
        head = replace(made.case.head, debtor=scene.debtor, account=scene.contract, parties=scene.parties)
        made.case = replace(made.case, head=head)
        for kind, on, values in scene.steps:
            made.add(kind, on, **values)
        account, unknown = None, None
        try:
            account = made.at(scene.as_of)
        except Failure as failure:
            unknown = failure.message
        state = limitation_of(made.case, scene.as_of, CALENDAR, account, made.policy.base)
        found: tuple[ChecklistLine, ...] = suit_checklist(made.case, scene.as_of, account, state, unknown)
        return found

    return look


@pytest.fixture
def check(lines: Callable[[Scene], tuple[ChecklistLine, ...]]) -> Check:
    """The same by item; the last line of each."""
    return lambda scene: {line.item: line for line in lines(scene)}


def test_a_complete_case_lacks_nothing(lines: Callable[[Scene], tuple[ChecklistLine, ...]]) -> None:
    found = lines(Scene())
    assert missing(found) == ()
    assert {line.item for line in found} == set(SuitItem) - {SuitItem.HEIRS}
    assert all(line.do is None for line in found)


def without(*kinds: str) -> tuple[Step, ...]:
    return tuple(step for step in COMPLETE if step[0] not in kinds)


@dataclass(frozen=True)
class Lack:
    """A scene, the item that is then missing, words of the reason, and the command that helps."""

    name: str
    scene: Scene
    item: SuitItem
    why: str
    do: str | None


WRONG_ADDRESS = replace(DEBTOR, addresses=(Address(text="旧址", status=DetailStatus.WRONG),))
FIRM = Debtor(name="云州建材有限公司", kind=PersonKind.ORGANISATION, addresses=DEBTOR.addresses)

LACKS = [
    Lack("closed", Scene((*COMPLETE, ("close", "2025-05-01", {"reason": "returned"}))), SuitItem.OPEN, "closed on 2025-05-01", "dunning reopen T-1"),
    Lack("no identity number", Scene(debtor=replace(DEBTOR, id_number=None)), SuitItem.IDENTITY, "identity number", "dunning set T-1 debtor.id_number=NUMBER"),
    Lack("a firm without its code", Scene(debtor=FIRM), SuitItem.IDENTITY, "credit code", "dunning set T-1 debtor.credit_code=CODE"),
    Lack("no address", Scene(debtor=replace(DEBTOR, addresses=())), SuitItem.ADDRESS, "no address", "dunning detail T-1 --address ADDRESS"),
    Lack("a wrong address only", Scene(debtor=WRONG_ADDRESS), SuitItem.ADDRESS, "marked as wrong", "dunning detail T-1 --address ADDRESS"),
    Lack("no contract date", Scene(contract=replace(CONTRACT, contract_date=None)), SuitItem.CONTRACT, "date", "dunning set T-1 account.contract_date=DATE"),
    Lack("no contract number", Scene(contract=replace(CONTRACT, contract=None)), SuitItem.CONTRACT, "number", "dunning set T-1 account.contract=NUMBER"),
    Lack("nothing of the contract", Scene(contract=Contract()), SuitItem.CONTRACT, "number and date", "dunning set T-1 account.contract=NUMBER account.contract_date=DATE"),
    Lack("the rate is not known", Scene(terms=()), SuitItem.AMOUNT, "rate not known", "dunning set T-1 terms.contract_rate=RATE"),
    Lack("a reference rate beyond its table", Scene(terms=("contract_rate=lpr_1y",), as_of=date(2031, 1, 6)), SuitItem.AMOUNT, "lpr_1y", "dunning fees T-1"),
    Lack("all paid", Scene((*COMPLETE, ("payment", "2025-05-02", {"amount": "5000.00"}))), SuitItem.AMOUNT, "nothing is owed", "dunning fees T-1"),
    Lack("never verified", Scene(without("verify")), SuitItem.VERIFICATION, "never verified", "dunning verify T-1 --reason TEXT"),
    Lack("found invalid", Scene((*COMPLETE, ("verify", "2025-05-02", {"valid": False}))), SuitItem.VERIFICATION, "invalid", "dunning verify T-1 --reason TEXT"),
    Lack("a complaint", Scene((*COMPLETE, ("complaint", "2025-05-02", {"text": "x"}))), SuitItem.DISPUTE, "complaint of 2025-05-02", "dunning complaint T-1 TEXT --resolves 0000000000000007"),
    Lack("in dispute", Scene((*COMPLETE, ("phase", "2025-05-02", {"phase": "dispute"}))), SuitItem.DISPUTE, "phase of a dispute", "dunning phase T-1 NAME"),
    Lack("disputed on the phone", Scene((*COMPLETE, ("contact", "2025-05-02", {"channel": "phone", "result": "disputed"}))), SuitItem.DISPUTE, "disputed on 2025-05-02", "dunning verify T-1 --reason TEXT"),
    Lack("suspected fraud", Scene((*COMPLETE, ("fraud", "2025-05-02", {"police": "江北派出所", "receipt": "1", "text": "x"}))), SuitItem.DISPUTE, "wait for the police", "dunning fraud T-1 --cleared --reason TEXT"),
    Lack("no demand", Scene(without("letter", "delivery")), SuitItem.DEMAND, "no demand was written", "dunning letter new T-1 overdue-notice"),
    Lack("a demand without proof", Scene(without("delivery")), SuitItem.DEMAND, "letter 2025-A-0001: no proof", "dunning letter deliver T-1 2025-A-0001 --received DATE --signed-by NAME"),
    Lack("a demand that came back", Scene((*without("delivery"), ("delivery", "2025-04-20", {"serial": "2025-A-0001", "returned": "查无此人"}))), SuitItem.DEMAND, "came back", "dunning letter new T-1 overdue-notice"),
    Lack("a demand refused without a tracking number", Scene((*without("delivery"), ("delivery", "2025-04-20", {"serial": "2025-A-0001", "returned": "收件人拒收"}))), SuitItem.DEMAND, "returned as refused, no tracking number: that proves no delivery", "dunning letter deliver T-1 2025-A-0001 --tracking NUMBER --signed-by NAME"),
    Lack("a demand signed for by a stranger", Scene((*without("delivery"), ("delivery", "2025-04-20", {"serial": "2025-A-0001", "tracking": "XA1", "received": "2025-04-20", "signed_by": "门卫"}))), SuitItem.DEMAND, "signed for by a person the case does not know", "dunning letter deliver T-1 2025-A-0001 --tracking NUMBER --signed-by NAME"),
    Lack("lapsed", Scene(as_of=date(2028, 4, 6)), SuitItem.LIMITATION, "lapsed after 2028-04-05", "dunning letter new T-1 balance-confirmation"),
    Lack("in time by word of mouth only", Scene((OPENING, ("promise", "2025-09-01", {"amount": "10.00", "due": "2025-10-01"})), as_of=date(2028, 4, 6)), SuitItem.LIMITATION, "only by what has no proof", "dunning letter new T-1 balance-confirmation"),
    Lack("a guarantee kept without proof", Scene((*COMPLETE, ("letter", "2025-05-02", {"serial": "2025-A-0002", "template": "guarantor-notice", "to": "郑建", "pay_by": "2025-05-20"}), ("delivery", "2025-05-06", {"serial": "2025-A-0002", "received": "2025-05-06"})), parties=(JOINT,), as_of=date(2025, 10, 9)), SuitItem.GUARANTEE_PERIOD, "2025-05-06 has no proof on record", None),
    Lack("a guarantor to be asked", Scene(parties=(JOINT,)), SuitItem.GUARANTOR_NOTICE, "no demand on this guarantor", "dunning letter new T-1 guarantor-notice --to guarantor"),
    Lack("one of two guarantors", Scene(parties=(GENERAL, JOINT)), SuitItem.GUARANTOR_NOTICE, "no demand on this guarantor", "dunning letter new T-1 guarantor-notice --to NAME"),
    Lack("no court", Scene(contract=replace(CONTRACT, jurisdiction=None)), SuitItem.JURISDICTION, "neither a competent court", "dunning set T-1 account.jurisdiction=NAME"),
    Lack("the debtor has died", Scene((*COMPLETE, ("death", "2025-05-02", {"of": "debtor", "died": "2025-04-30", "proof": "x"}))), SuitItem.HEIRS, "died on 2025-04-30", "dunning party T-1 NAME --role heir"),
]  # fmt: skip


@pytest.mark.parametrize("lack", LACKS, ids=lambda lack: lack.name)
def test_what_is_missing_is_named_with_what_supplies_it(lack: Lack, check: Check) -> None:
    line = check(lack.scene)[lack.item]
    assert line.state is ChecklistState.MISSING
    assert line in missing((line,))
    assert lack.why in str(line.why)
    assert (str(line.do) if line.do is not None else None) == lack.do


def test_a_call_without_its_recording(check: Check) -> None:
    bare = ("contact", "2025-04-10", {"channel": "phone", "result": "intends"})
    line = check(Scene((*COMPLETE, bare)))[SuitItem.RECORDINGS]
    assert line.state is ChecklistState.MISSING
    assert "recording named: 1, the last on 2025-04-10" in str(line.why)
    assert (line.do, line.optional) == (None, True)
    assert check(Scene(without("contact")))[SuitItem.RECORDINGS].state is ChecklistState.NOT_NEEDED


def test_a_guarantor_who_is_free_hinders_no_suit(
    lines: Callable[[Scene], tuple[ChecklistLine, ...]],
) -> None:
    free = lines(Scene(parties=(JOINT,), as_of=date(2025, 10, 9)))
    period, notice = [line for line in free if line.guarantor == "郑建"]
    assert (period.state, period.optional, period.do) == (ChecklistState.MISSING, True, None)
    assert "free after 2025-09-22" in str(period.why)
    assert notice.state is ChecklistState.NOT_NEEDED
    assert missing(free) == ()


def test_each_guarantor_is_named(lines: Callable[[Scene], tuple[ChecklistLine, ...]]) -> None:
    notice = ("letter", "2025-05-02", {"serial": "2025-A-0002", "template": "guarantor-notice", "to": "郑建", "pay_by": "2025-05-20"})  # fmt: skip
    arrived = (
        "delivery",
        "2025-05-06",
        {"serial": "2025-A-0002", "tracking": "XA2", "received": "2025-05-06"},
    )
    found = lines(Scene((*COMPLETE, notice, arrived), parties=(JOINT, GENERAL)))
    assert [(line.item, line.guarantor, line.state) for line in found if line.guarantor] == [
        (SuitItem.GUARANTEE_PERIOD, "郑建", ChecklistState.DONE),
        (SuitItem.GUARANTOR_NOTICE, "郑建", ChecklistState.DONE),
        (SuitItem.GUARANTEE_PERIOD, "何芳", ChecklistState.DONE),
        (SuitItem.GUARANTOR_NOTICE, "何芳", ChecklistState.NOT_NEEDED),
    ]


def test_assets_are_optional(check: Check) -> None:
    line = check(Scene(without("asset")))[SuitItem.ASSETS]
    assert (line.state, line.optional) == (ChecklistState.MISSING, True)
    gone = ("asset", "2025-05-01", {"what": "住宅一套", "asset": "0000000000000006", "gone": True})
    assert check(Scene((*COMPLETE, gone)))[SuitItem.ASSETS].state is ChecklistState.MISSING


@pytest.mark.parametrize(
    ("more", "item"),
    [
        ([("delivery", "2025-04-20", {"serial": "2025-A-0001", "tracking": "XA1", "returned": "收件人拒收"})], SuitItem.DEMAND),
        ([("contact", "2025-05-02", {"channel": "phone", "result": "disputed"}), ("verify", "2025-05-03", {"valid": True})], SuitItem.DISPUTE),
        ([("complaint", "2025-05-02", {"text": "x"}), ("complaint", "2025-05-03", {"text": "y", "resolves": "0000000000000006"})], SuitItem.DISPUTE),
        ([("legal", "2025-05-02", {"step": "file", "court": "江北区人民法院"})], SuitItem.JURISDICTION),
    ],
    ids=["a demand refused", "a dispute looked into", "a complaint settled", "a court named by a step"],
)  # fmt: skip
def test_what_supplies_it(more: list[Step], item: SuitItem, check: Check) -> None:
    scene = Scene(
        (*without("delivery", "asset"), HOUSE, *more), contract=replace(CONTRACT, jurisdiction=None)
    )
    assert check(scene)[item].state is ChecklistState.DONE


def test_a_firm_and_a_dead_debtors_heir_can_be_complete(check: Check) -> None:
    firm = replace(FIRM, credit_code="91110000MA0000000X")
    assert check(Scene(debtor=firm))[SuitItem.IDENTITY].state is ChecklistState.DONE
    heir = Party(name="周小明", role=Role.HEIR)
    died = ("death", "2025-05-02", {"of": "debtor", "died": "2025-04-30", "proof": "x"})
    lines = check(Scene((*COMPLETE, died), parties=(heir,)))
    assert lines[SuitItem.HEIRS].state is ChecklistState.DONE
    assert str(lines[SuitItem.ADDRESS].do) == "dunning detail T-1 --of NAME --address ADDRESS"
    reachable = replace(heir, addresses=(Address(text="North Road 1"),))
    lines = check(Scene((*without("letter", "delivery"), died), parties=(reachable,)))
    assert lines[SuitItem.ADDRESS].state is ChecklistState.DONE
    assert str(lines[SuitItem.DEMAND].do) == "dunning letter new T-1 overdue-notice --to NAME"
