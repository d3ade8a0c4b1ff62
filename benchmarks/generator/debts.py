"""What a case is about: one of four products, with its head and the bills behind it and to come."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from sample.chance import Chance
from sample.words import CARD, LOAN, PROPERTY, STUDENT

from dunning_cli.domain.case.case import Address, CaseBatch, Contract, Debtor, Head, Party, Phone
from dunning_cli.domain.case.codes.people import AddressKind, DetailStatus, LawfulSource, PhoneKind
from dunning_cli.domain.policy.policy import parse_term
from dunning_cli.kernel.nodes import EMPTY_MAP, Map, merged
from generator.days import month_later, next_working_day, working_day
from generator.office import Staff
from generator.people import Person, contact_person, debtor_of, guarantor, parent
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
_ESTATES = ("青禾花园", "云杉里", "听涛苑", "松风雅居", "桂花新村", "稻香家园", "白果公馆", "蓝田小区")
_VILLAGES = (
    "柳树屯",
    "石桥村",
    "东沟村",
    "马家堡",
    "杏花岭",
    "上河村",
    "三棵树",
    "南泉村",
    "黄土坡",
    "青石沟",
)
_STREETS = ("桂花里", "松风路", "河沿街", "芦苇街", "稻香路", "白果巷", "蓝田路", "衡信路")
_MERCHANTS = (
    "超市",
    "加油站",
    "餐饮",
    "家电商城",
    "药房",
    "服装店",
    "旅行社",
    "酒店",
    "建材城",
    "书店",
    "手机店",
)
_BATCH = 120
"""Cases in a row, out of which those of each product come together as one batch of a client."""
_NEWEST, _OLDEST = 16, (60, 150, 400)
"""Days before the ledger's day on which cases came: a third of them after the second figure, none after the first."""
_BEHIND = (1, 1, 1, 2, 2, 3, 4, 6)
"""Bills that were unpaid when a case came."""


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
    chance = wanted.chance("batch", product, number // _BATCH)
    return working_day(wanted.day - timedelta(chance.between(_NEWEST, chance.pick(_OLDEST))))


def debt_of(wanted: Wanted, staff: Staff, number: int) -> Debt:
    """The case with a number, before anything was done about it."""
    product = PRODUCTS[number % len(PRODUCTS)]
    chance = wanted.chance("debt", number)
    entrusted = entrusted_on(wanted, number)
    return _OF[product](_Ground(wanted, staff, number, chance, debtor_of(wanted, number), product, entrusted))


@dataclass(frozen=True)
class _Ground:
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
                employer=f"云州市{self.chance.pick(_STREETS)[:2]}商贸行"
                if self.chance.below(5) == 0
                else None,
            ),
            parties=parties,
            account=account,
            owner=self.staff.of("phone", self.number),
            batch=CaseBatch(
                id=f"{short}{self.entrusted:%y%m}-{self.number // _BATCH:04}",
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
        return clients[self.number // _BATCH % len(clients)]

    def amount(self, least: int, most: int) -> Decimal:
        """An amount between whole yuan, with its cents."""
        return Decimal(self.chance.between(least * 100, most * 100)).scaleb(-2)


def _property(ground: _Ground) -> Debt:
    chance = ground.chance
    estate = _ESTATES[ground.number // _BATCH % len(_ESTATES)]
    home = f"{estate} {chance.between(1, 18)} 栋 {chance.between(1, 4)} 单元 {chance.between(1, 24)}0{chance.between(1, 4)}"
    quarter = ground.amount(420, 1680)
    first = date(ground.entrusted.year, (ground.entrusted.month - 1) // 3 * 3 + 1, 1)
    begins = [month_later(first, -3 * back) for back in reversed(range(chance.pick(_BEHIND)))]
    to_come = [month_later(first, 3 * ahead) for ahead in range(1, 3)]
    rate = "accruals.late_penalty.rate=0.03%/day"
    return Debt(
        ground.number,
        ground.head(
            home,
            Contract(
                contract=f"WY-2019-{ground.number + 1:06}",
                contract_date=date(2019, 3, 31),
                product="住宅物业费" if chance.below(5) else "商铺物业费",
                currency="CNY",
                area=estate,
            ),
            parse_term(rate) if chance.below(10) == 0 else EMPTY_MAP,
            (contact_person(chance, ground.person),) if chance.below(3) == 0 else (),
        ),
        ground.entrusted,
        tuple(_quarter(day, quarter) for day in begins),
        tuple(_quarter(day, quarter) for day in to_come),
    )


def _quarter(day: date, amount: Decimal) -> Bill:
    return Bill(day, month_later(day, 1), f"{day.year}Q{(day.month + 2) // 3}", amount)


def _loan(ground: _Ground) -> Debt:
    chance = ground.chance
    village = chance.pick(_VILLAGES)
    lent = Decimal(chance.between(8, 60) * 1000)
    periods = chance.pick((12, 24, 24, 36))
    rate = chance.pick(("12%/year", "14.4%/year", "15.4%/year"))
    due = month_later(ground.entrusted.replace(day=chance.pick((5, 10, 15, 20, 25))), -1)
    behind = chance.pick(_BEHIND)
    last = chance.between(behind, periods - 4)
    parts = [
        _instalment(month_later(due, back - behind + 1), lent, periods, rate, last - behind + back + 1)
        for back in range(behind + 2)
    ]
    signed = month_later(due, -last - 1)
    taken_over = chance.below(5) == 0
    return Debt(
        ground.number,
        ground.head(
            f"青岚县石桥镇{village} {chance.between(1, 300)} 号",
            Contract(
                contract=f"JK-{signed.year}-{ground.number + 1:06}",
                contract_date=signed,
                number=f"6200 0000 {ground.number // 10000:04} {ground.number % 10000:04}",
                customer=f"KH{ground.number + 1:07}",
                product=chance.pick(("农户经营贷", "小微经营贷", "个人消费贷")),
                lent=lent,
                periods=periods,
                currency="CNY",
                area=village,
            ),
            parse_term(f"contract_rate={rate}"),
            (guarantor(chance, ground.person),) if chance.below(2) else (),
        ),
        ground.entrusted,
        () if taken_over else tuple(parts[:behind]),
        () if taken_over else tuple(parts[behind:]),
        _as_one(parts[:behind]) if taken_over else (),
    )


def _instalment(due: date, lent: Decimal, periods: int, rate: str, period: int) -> Bill:
    part = (lent / periods).quantize(Decimal("0.01"))
    yearly = Decimal(rate.partition("%")[0]) / 100
    interest = ((lent - part * (period - 1)) * yearly / 12).quantize(Decimal("0.01"))
    return Bill(due - timedelta(10), due, f"第 {period} 期", part, interest)


def _as_one(bills: list[Bill]) -> tuple[Bill, ...]:
    """What is owed of bills as one sum, since the day the first was due."""
    principal = sum((bill.principal for bill in bills), Decimal())
    interest = sum((bill.interest or Decimal() for bill in bills), Decimal())
    return (Bill(bills[0].due or bills[0].day, None, "", principal, interest or None),)


def _student(ground: _Ground) -> Debt:
    chance = ground.chance
    last = ground.entrusted.year - 1
    bank = ground.client.startswith("白塔")
    rate = "lpr_1y - 0.3%" if bank else "4.9%/year"
    part, interest = ground.amount(1800, 5200), ground.amount(120, 900)
    years = range(last - chance.between(0, 3), last + 1)
    bills = [Bill(date(year, 12, 1), date(year, 12, 20), f"{year} 年度", part, interest) for year in years]
    village = chance.pick(_VILLAGES)
    return Debt(
        ground.number,
        ground.head(
            f"青岚县{village} {chance.between(1, 200)} 号",
            Contract(
                contract=f"ZX-2019-{ground.number + 1:06}",
                contract_date=date(2019, 8, 20),
                product="校园地国家助学贷款" if bank else "生源地信用助学贷款",
                lent=Decimal(chance.between(16, 40) * 1000),
                currency="CNY",
                area=village,
            ),
            parse_term(f"contract_rate={rate}"),
            (parent(chance, ground.person),),
        ),
        ground.entrusted,
        tuple(bills),
        (Bill(date(last + 1, 12, 1), date(last + 1, 12, 20), f"{last + 1} 年度", part, interest),),
    )


def _card(ground: _Ground) -> Debt:
    chance = ground.chance
    statement, due = chance.pick(((5, 23), (12, 2), (20, 10)))
    terms = EMPTY_MAP
    limit = chance.pick(("10000.00", "20000.00", "50000.00"))
    for name, value in (("statement_day", statement), ("due_day", due), ("credit_limit", limit)):
        terms = merged(terms, parse_term(f"{name}={value}"))
    span, count = chance.pick((45, 60, 75, 120, 180)), chance.between(7, 11)
    days = [ground.entrusted - timedelta(span * part // count) for part in range(count, 0, -1)]
    bills = [Bill(day, None, chance.pick(_MERCHANTS), ground.amount(60, 2400)) for day in days]
    taken_over = chance.below(3) == 0
    street = chance.pick(_STREETS)
    return Debt(
        ground.number,
        ground.head(
            f"云州市江北区{street} {chance.between(1, 180)} 号",
            Contract(
                contract=f"XK-2022-{ground.number + 1:06}",
                contract_date=date(2022, 5, 16),
                number=f"6000 0000 {ground.number // 10000:04} {ground.number % 10000:04}",
                customer=f"XD{ground.number + 1:07}",
                product=chance.pick(("星渡标准卡", "星渡金卡")),
                currency="CNY",
                area="江北区",
            ),
            terms,
            basis=LawfulSource.RESERVED,
        ),
        ground.entrusted,
        () if taken_over else tuple(bills),
        opening=_as_one(bills) if taken_over else (),
    )


_OF = {PROPERTY: _property, LOAN: _loan, CARD: _card, STUDENT: _student}


def billed_on(bill: Bill) -> date:
    """The working day on which a bill to come is written down."""
    return next_working_day(bill.day)
