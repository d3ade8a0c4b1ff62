"""The four products: homes and their fees, loans, student loans and cards, each with its bills behind it and to come."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from sample.words import CARD, LOAN, PROPERTY, STUDENT

from dunning_cli.domain.case.case import Contract
from dunning_cli.domain.case.codes.people import LawfulSource
from dunning_cli.domain.policy.policy import parse_term
from dunning_cli.kernel.nodes import EMPTY_MAP, merged
from generator.days import month_later
from generator.debts import BATCH, PRODUCTS, STREETS, Bill, CaseGround, Debt, entrusted_on
from generator.office import Staff
from generator.people import contact_person, debtor_of, guarantor, parent
from generator.wanted import Wanted

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
_BEHIND = (1, 1, 1, 2, 2, 3, 4, 6)
"""Bills that were unpaid when a case came."""


def debt_of(wanted: Wanted, staff: Staff, number: int) -> Debt:
    """The case with a number, before anything was done about it."""
    product = PRODUCTS[number % len(PRODUCTS)]
    chance = wanted.chance("debt", number)
    entrusted = entrusted_on(wanted, number)
    return _OF[product](
        CaseGround(wanted, staff, number, chance, debtor_of(wanted, number), product, entrusted)
    )


def _property(ground: CaseGround) -> Debt:
    chance = ground.chance
    estate = _ESTATES[ground.number // BATCH % len(_ESTATES)]
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


def _loan(ground: CaseGround) -> Debt:
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


def _student(ground: CaseGround) -> Debt:
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


def _card(ground: CaseGround) -> Debt:
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
    street = chance.pick(STREETS)
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
