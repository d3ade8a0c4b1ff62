"""A month of statements of three kinds with every trap: what names a case is booked once, and nothing else is."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from how_many import examples

LINES = examples(1000)
CASES = 150
AMOUNTS = ("200.00", "300.00", "500.00", "636.16", "800.00", "1000.00", "1250.50", "2000.00")
SURNAMES = "王李张刘陈杨黄赵周吴徐孙朱马"
GIVEN = ("伟", "芳", "秀英", "建国", "敏", "静", "志强", "丽娟", "欣怡", "浩然", "桂兰", "子涵", "丽", "强")
FIRST = date(2026, 6, 1)
NAMED = (
    "{case}", "还款 {case}", "{case}还款", "合同{case}号", "替人还 {wide}", "{low} 六月", "（{case}）", "{spaced}",
    "HT-{number}", "物业 合同号:HT-{number}。",
)  # fmt: skip
NEVER = ("{case}7 还款", "9{number}", "订单8{figures}1", "尾款{case}-3期")


@dataclass
class Line:
    """A line as it is planted, and what must become of it."""

    kind: str
    day: date
    amount: str
    payer: str
    remark: str
    number: str
    incoming: bool = True
    back: bool = False
    booked_on: str = ""
    """The case on which it must be booked; empty where it must not be."""
    asked_of: str = ""
    """The case that must be among the first three suggestions."""


@dataclass
class Month:
    """The cases, and the lines of each kind of statement."""

    chance: random.Random
    people: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """By case: name, telephone, contact person."""
    lines: list[Line] = field(default_factory=list)
    by_hand: list[tuple[str, str, date]] = field(default_factory=list)

    def fill(self) -> None:
        for number in range(1, CASES + 1):
            name, contact = self._name(), self._name()
            self.people[f"GR{2026060000 + number}"] = (name, f"138{self.chance.randrange(10**8):08}", contact)
        plants: tuple[tuple[int, Callable[[str, Line], None]], ...] = (
            (46, self._named), (20, self._by_name), (10, self._relative), (6, self._by_hand), (5, self._refund),
            (6, self._other), (4, self._never), (3, self._went_back),
        )  # fmt: skip
        weights = [weight for weight, _ in plants]
        for number in range(LINES):
            case = self.chance.choice(list(self.people))
            line = Line(
                kind=("wechat", "alipay", "bank")[number % 3],
                day=FIRST + timedelta(number * 28 // LINES),
                amount=self.chance.choice(AMOUNTS),
                payer=self.people[case][0],
                remark="",
                number=f"{7_000_000_000_000_000 + self.chance.randrange(10**14)}{number:06}",
            )
            self.chance.choices([plant for _, plant in plants], weights)[0](case, line)
            self.lines.append(line)

    def _name(self) -> str:
        return self.chance.choice(SURNAMES) + self.chance.choice(GIVEN)

    def _text(self, form: str, case: str) -> str:
        wide = "".join(chr(ord(each) + 0xFEE0) for each in case)
        return form.format(
            case=case, wide=wide, low=case.lower(), spaced=f"{case[:2]} {case[2:6]} {case[6:]}", figures=case[2:],
            number=case[-6:],
        )  # fmt: skip

    def _named(self, case: str, line: Line) -> None:
        line.remark, line.booked_on = self._text(self.chance.choice(NAMED), case), case
        name, _, contact = self.people[case]
        line.payer = self.chance.choice((name, f"{name[0]}**", contact, "路人甲"))
        if self.chance.random() < 0.3:
            line.amount = f"{self.chance.randrange(1, 90000) / 100 + 10:.2f}"

    def _by_name(self, case: str, line: Line) -> None:
        line.remark, line.asked_of = self.chance.choice(("", "还款", "欠款", "转账")), case

    def _relative(self, case: str, line: Line) -> None:
        name, phone, contact = self.people[case]
        line.payer, line.asked_of = contact, case
        line.remark = f"替{name}还 尾号{phone[-4:]}"

    def _by_hand(self, case: str, line: Line) -> None:
        """The clerk typed the payment from a message, without its number, on a day near to it."""
        self._named(case, line)
        line.booked_on, line.asked_of = "", case
        line.amount = f"{line.amount[:-2]}{self.chance.randrange(10, 99)}"
        self.by_hand.append((case, line.amount, line.day + timedelta(self.chance.randint(-3, 3))))

    def _refund(self, case: str, line: Line) -> None:
        line.incoming, line.remark = False, f"退款 {case}"

    def _other(self, _case: str, line: Line) -> None:
        line.payer, line.remark = "平安物业", "退押金"

    def _never(self, case: str, line: Line) -> None:
        line.payer, line.remark = "路人甲", self._text(self.chance.choice(NEVER), case)

    def _went_back(self, case: str, line: Line) -> None:
        line.remark, line.asked_of = case, case
        line.back = line.kind != "bank"
        if not line.back:
            line.booked_on = case


@pytest.fixture
def month() -> Month:
    found = Month(random.Random(20260601))
    found.fill()
    return found


def clients_file(month: Month) -> str:
    rows = [
        (
            "委案编号",
            "客户姓名",
            "委外日期",
            "逾期本金",
            "手机号码",
            "合同编号",
            "联络人1姓名",
            "联络人1关系",
            "联络人1电话",
        )
    ]
    for case, (name, phone, contact) in month.people.items():
        rows.append(
            (case, name, "2026-06-01", "9000", phone, f"HT-{case[-6:]}", contact, "配偶", f"139{phone[3:]}")
        )
    return written(rows)


def written(rows: list[tuple[str, ...]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def wechat(lines: list[Line]) -> bytes:
    rows = [("微信支付账单明细",), (f"共{len(lines)}笔记录",)]
    rows.append(
        (
            "交易时间",
            "交易类型",
            "交易对方",
            "商品",
            "收/支",
            "金额(元)",
            "支付方式",
            "当前状态",
            "交易单号",
            "商户单号",
            "备注",
        )
    )
    for line in lines:
        state = "已全额退款" if line.back or not line.incoming else "已收钱"
        rows.append(
            (f"{line.day} 10:10:11", "二维码收款", line.payer, f"收款方备注:{line.remark}",
             "收入" if line.incoming else "支出", f"¥{line.amount}", "零钱", state, f"{line.number}\t", "/", line.remark or "/")
        )  # fmt: skip
    return written(rows).encode("utf-8-sig")


def alipay(lines: list[Line]) -> bytes:
    come_in = [line for line in lines if line.incoming]
    total = sum((Decimal(line.amount) for line in come_in), Decimal(0))
    rows = [("导出信息：",), (f"共{len(lines)}笔记录",), (f"收入：{len(come_in)}笔 {total}元",)]
    rows.append(
        (
            "交易时间",
            "交易分类",
            "交易对方",
            "对方账号",
            "商品说明",
            "收/支",
            "金额",
            "收/付款方式",
            "交易状态",
            "交易订单号",
            "商家订单号",
            "备注",
        )
    )
    for line in lines:
        state = "退款成功" if line.back or not line.incoming else "交易成功"
        rows.append(
            (f"{line.day} 10:10:11", "转账红包", line.payer, "138******00", line.remark, "收入" if line.incoming else "不计收支",
             line.amount, "余额", state, f"{line.number}\t", "\t", "")
        )  # fmt: skip
    return written(rows).encode("gb18030")


def bank(lines: list[Line], opening: Decimal = Decimal("10000.00")) -> bytes:
    rows = [("明细查询文件下载",), ("卡号: 6222****2026",)]
    rows.append(
        (
            "交易日期",
            "摘要",
            "记账金额(收入)",
            "记账金额(支出)",
            "余额",
            "对方户名",
            "对方账户",
            "附言",
            "交易流水号",
        )
    )
    for line in lines:
        opening += Decimal(line.amount) if line.incoming else -Decimal(line.amount)
        come_in, gone_out = (line.amount, "") if line.incoming else ("", line.amount)
        rows.append(
            (
                f"{line.day}",
                "转账",
                come_in,
                gone_out,
                f"{opening:,}",
                line.payer,
                "",
                line.remark,
                line.number,
            )
        )
    return written(rows).encode("gb18030")


WRITERS: dict[str, Callable[[list[Line]], bytes]] = {"wechat": wechat, "alipay": alipay, "bank": bank}
ABOVE = {"wechat": 3, "alipay": 4, "bank": 3}
"""Rows down to the header."""


def test_what_names_a_case_is_booked_once_and_nothing_else(
    ledger: Path, run: Callable[..., Any], month: Month, read_case: Callable[[Path, str], Any]
) -> None:
    folder = ledger.parent
    (folder / "clients.csv").write_text(clients_file(month), encoding="utf-8")
    assert run("import", "../clients.csv").code == 0
    typed = [
        f'{{"op":"pay","case":"{case}","amount":"{amount}","on":"{day}"}}'
        for case, amount, day in month.by_hand
    ]
    (folder / "typed.jsonl").write_text("\n".join(typed) + "\n", encoding="utf-8")
    assert run("batch", "../typed.jsonl").code == 0
    near: dict[tuple[str, Decimal], list[date]] = {}
    for case, amount, day in month.by_hand:
        near.setdefault((case, Decimal(amount)), []).append(day)
    right = asked = 0
    booked_refs: dict[str, tuple[str, Decimal]] = {}
    for kind, write in WRITERS.items():
        lines = [line for line in month.lines if line.kind == kind]
        # the first statement ends in the middle of the month, the second begins before that
        parts = (lines[: len(lines) * 2 // 3], lines[len(lines) // 3 :])
        for count, part in enumerate(parts):
            if kind == "bank" and count:
                before = lines[: len(lines) // 3]
                spent = sum(
                    (Decimal(line.amount) * (1 if line.incoming else -1) for line in before),
                    Decimal("10000.00"),
                )
                data = bank(part, spent)
            else:
                data = write(part)
            (folder / f"{kind}.csv").write_bytes(data)
            done = run("import", f"../{kind}.csv", "--json")
            assert done.code == 0, done.err
            told = done.json
            assert told["total"]["lines"] == len(part)
            assert len(told["booked"]) + len(told["asked"]) + len(told["left"]) == len(part)
            for each in told["booked"]:
                line = part[each["line"] - ABOVE[kind] - 1]
                assert each["case"] == line.booked_on, line
                assert each["ref"] == line.number
                assert line.number not in booked_refs
                booked_refs[line.number] = (each["case"], Decimal(each["amount"]))
            for each in told["asked"]:
                line = part[each["line"] - ABOVE[kind] - 1]
                if count == 0 and line.asked_of:
                    asked += 1
                    right += line.asked_of in [one["case"] for one in each["candidates"][:3]]
    wanted = {
        line.number: (line.booked_on, Decimal(line.amount))
        for line in month.lines
        if line.booked_on
        and not any(
            abs((day - line.day).days) <= 3 for day in near.get((line.booked_on, Decimal(line.amount)), ())
        )
    }
    assert booked_refs == wanted
    assert asked > LINES // 5
    assert right >= 0.95 * asked, (right, asked)
    assert run("check").code == 0
    refs = [
        entry["ref"]
        for case in month.people
        for entry in read_case(ledger, case)["entries"] or []
        if entry["kind"] == "payment" and "ref" in entry
    ]
    assert sorted(refs) == sorted(booked_refs)
    print(
        f"{LINES} lines: {len(refs)} booked, {asked} asked, the right case among the first three in {right}"
    )
