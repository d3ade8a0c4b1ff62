"""What a case is about: its head, its bills, the day it came with others of its client's batch."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from sample.chance import Chance
from sample.words import CARD, LOAN, PROPERTY, STUDENT

from dunning_cli.domain.case.case import Address, CaseBatch, Contract, Debtor, Head, Party, Phone
from dunning_cli.domain.case.codes.people import AddressKind, DetailStatus, LawfulSource, PhoneKind
from dunning_cli.kernel.nodes import EMPTY_MAP, Map
from generator.days import next_working_day, working_day
from generator.office import Staff
from generator.people import Person
from generator.wanted import Wanted

PRODUCTS = (PROPERTY, LOAN, PROPERTY, CARD, LOAN, STUDENT, PROPERTY, CARD, LOAN, PROPERTY)
"""The products of ten cases in a row."""
_SHORT = {PROPERTY: "PF", LOAN: "XD", CARD: "CC", STUDENT: "SL"}
_CLIENTS = {
    PROPERTY: ("青禾物业服务有限公司", "云杉物业管理有限公司", "听涛物业服务有限公司"),
    LOAN: ("丰穗小额贷款有限公司", "溪桥农村资金互助社"),
    CARD: ("星渡银行信用卡中心",),
    STUDENT: ("青岚县学生资助管理中心", "白塔银行云州分行"),
}
STREETS = ("桂花里", "松风路", "河沿街", "芦苇街", "稻香路", "白果巷", "蓝田路", "衡信路")
BATCH = 120
"""Cases in a row, out of which those of each product come together as one batch of a client."""
_NEWEST, _OLDEST = 16, (60, 150, 400)
"""Days before the ledger's day on which cases came: from the first figure to one of the others, whichever chance picks."""


class Bill(NamedTuple):
    """Something owed: its day, due day (None on a card), name, and the amounts."""

    day: date
    due: date | None
    ref: str
    principal: Decimal
    interest: Decimal | None = None


@dataclass(frozen=True)
class Debt:
    """A case to be told: its head, the day it came, what was owed then and what is billed later."""

    number: int
    head: Head
    entrusted: date
    bills: tuple[Bill, ...]
    later: tuple[Bill, ...] = ()
    opening: tuple[Bill, ...] = field(default=())
    """In the place of bills: the sum of a debt taken over without them."""

    @property
    def product(self) -> str:
        """The policy."""
        return self.head.policy

    @property
    def principal(self) -> Decimal:
        """The principal that was owed at first, yuan."""
        return sum((bill.principal for bill in (*self.bills, *self.opening)), Decimal())


def entrusted_on(wanted: Wanted, number: int) -> date:
    """The day on which a case came; those of a client's batch came together."""
    product = PRODUCTS[number % len(PRODUCTS)]
    chance = wanted.chance("batch", product, number // BATCH)
    return working_day(wanted.day - timedelta(chance.between(_NEWEST, chance.pick(_OLDEST))))


@dataclass(frozen=True)
class CaseGround:
    """What every product needs to make a case."""

    wanted: Wanted
    staff: Staff
    number: int
    chance: Chance
    person: Person
    product: str
    entrusted: date

    def head(
        self,
        home: str,
        account: Contract,
        terms: Map = EMPTY_MAP,
        parties: tuple[Party, ...] = (),
        basis: LawfulSource = LawfulSource.CONTRACT,
    ) -> Head:
        """The head, with the debtor at a home and the client's batch."""
        person, short = self.person, _SHORT[self.product]
        number = Phone(
            number=person.phone, kind=PhoneKind.MOBILE, status=DetailStatus.VALID, source="合同", basis=basis
        )
        return Head(
            case=f"{self.wanted.prefix}{short}-{self.entrusted.year}-{self.number + 1:06}",
            policy=self.product,
            creditor=self.client,
            debtor=Debtor(
                name=person.name,
                id_number=person.id_number,
                phones=(number,),
                addresses=(Address(text=home, kind=AddressKind.HOME, status=DetailStatus.VALID),),
                employer=f"云州市{self.chance.pick(STREETS)[:2]}商贸行"
                if self.chance.below(5) == 0
                else None,
            ),
            parties=parties,
            account=account,
            owner=self.staff.of("phone", self.number),
            batch=CaseBatch(
                id=f"{short}{self.entrusted:%y%m}-{self.number // BATCH:04}",
                entrusted=self.entrusted,
                return_by=self.entrusted + timedelta(self.chance.pick((365, 540, 730))),
            ),
            remark="客户要求先短信后电话" if self.chance.below(12) == 0 else None,
            terms=terms,
        )

    @property
    def client(self) -> str:
        """Who entrusted the batch."""
        clients = _CLIENTS[self.product]
        return clients[self.number // BATCH % len(clients)]

    def amount(self, least: int, most: int) -> Decimal:
        """An amount between whole yuan, with its cents."""
        return Decimal(self.chance.between(least * 100, most * 100)).scaleb(-2)


def billed_on(bill: Bill) -> date:
    """The working day on which a bill to come is written down."""
    return next_working_day(bill.day)
