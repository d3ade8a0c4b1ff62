"""Client files made up by chance: families of columns, rows that are right, and faults planted among them."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import openpyxl

Row = dict[str, str]
SURNAMES, GIVEN = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗", "伟芳娜敏静强磊军洋勇艳杰娟涛明超秀英华平刚霞"


@dataclass
class Family:
    """One form of file: its profile, a maker of right rows, the faults that can be planted, and how it is saved."""

    name: str
    profile: str
    make: Callable[[random.Random, int], Row]
    faults: list[Fault]
    encoding: str
    delimiter: str = ","
    title: list[str] = field(default_factory=list)


@dataclass
class Fault:
    """A change of a right row, and the column that is to be named for it."""

    column: str
    change: Callable[[Row, random.Random], None]


def put(column: str, *texts: str) -> Fault:
    """One of the texts in place of what stands in a column."""

    def change(row: Row, chance: random.Random) -> None:
        row[column] = chance.choice(texts)

    return Fault(column, change)


def name_of(chance: random.Random) -> str:
    """An invented name."""
    return chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.choice((1, 2))))


def id_number(chance: random.Random) -> str:
    """An invented identity number with its check digit."""
    born = date(1960, 1, 1) + timedelta(days=chance.randrange(15_000))
    digits = f"110101{born:%Y%m%d}{chance.randrange(1, 999):03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    check = "10X98765432"[
        sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    ]
    return digits + check if not (digits + check).endswith("000") else id_number(chance)


def phone(chance: random.Random) -> str:
    """An invented mobile number."""
    return f"138{chance.randrange(10**8):08d}"


def cents(number: int) -> str:
    """Cents as yuan with two decimals."""
    return f"{number // 100}.{number % 100:02d}"


def money(chance: random.Random, most: int = 2_000_000) -> int:
    """Cents."""
    return chance.randrange(100, most)


NO_DATES = ("2026-02-30", "6月1日", "46174", "1900-01-01", "01/02/2026")
NO_AMOUNTS = ("1.2.3", "一千", "-5", "12.345", "1,00", "1e3")
NO_PHONE = ("无人", "12", "1380000000a")


def loan(case: str, name: str, number: str, batch: str) -> Callable[[random.Random, int], Row]:
    """A maker of loans with the client's own words for their columns."""

    def make(chance: random.Random, at: int) -> Row:
        parts = [money(chance), money(chance, 50_000), money(chance, 20_000), chance.randrange(0, 9_000)]
        return {
            "序号": str(at), case: f"KH{at:06d}", batch: "2026-06-A", "委外日期": "2026-06-01", "委外状态": "在催",
            "委外金额": cents(sum(parts)), "已还金额": "0", name: name_of(chance), number: id_number(chance),
            "逾期本金": cents(parts[0]), "逾期利息": cents(parts[1]), "逾期罚息": cents(parts[2]),
            "逾期管理费": cents(parts[3]), "逾期天数": str(chance.randrange(1, 400)), "手机号码": phone(chance),
            "放款时间": "2025-03-01", "币种": "CNY", "特别收费": "",
        }  # fmt: skip

    return make


def loan_faults(case: str, name: str, number: str) -> list[Fault]:
    """What can be wrong with a loan."""
    return [
        put(name, ""), put(case, "", "A/1"), put("委外日期", *NO_DATES, ""), put("逾期本金", *NO_AMOUNTS),
        put("委外金额", "999999.99"), put("委外状态", "退案", "已结清"), put("币种", "USD", "港币"),
        put("逾期天数", "x", "-3", "99999999"), put("手机号码", *NO_PHONE), put("放款时间", *NO_DATES),
        put("特别收费", "12.00"), put(number, "110101199003070012", "无", "110101199002300011", "11010119900307001"),
    ]  # fmt: skip


def standard(chance: random.Random, at: int) -> Row:
    """A row of a collection system's standard export."""
    parts = [money(chance), money(chance, 50_000), money(chance, 20_000)]
    return {
        "个案序列号": f"SC{at:06d}", "委案日期": "2026/6/1", "委案金额": cents(sum(parts)), "姓名": name_of(chance),
        "证件号": id_number(chance), "本人手机": phone(chance), "家庭地址": f"某街{at}号", "预计退案日": "2026-09-01",
        "逾期天数": str(chance.randrange(1, 400)), "逾期本金": cents(parts[0]), "逾期利息": cents(parts[1]),
        "违约金": cents(parts[2]), "币种": "人民币", "联系人1姓名": name_of(chance), "联系人1关系": "配偶",
        "联系人1手机": phone(chance), "贷款利率": "12%",
    }  # fmt: skip


def allocation(chance: random.Random, at: int) -> Row:
    """A row of a lender's allocation list."""
    principal, rest = money(chance), money(chance, 50_000)
    return {
        "案件编号": f"HX{at:06d}", "客户姓名": name_of(chance), "逾期总额": cents(principal + rest),
        "逾期本金": cents(principal), "逾期利息": cents(rest), "逾期天数": str(chance.randrange(1, 400)),
        "合同编号": f"H-{at}", "导入日期": "2026-06-01",
    }  # fmt: skip


def arrears(chance: random.Random, at: int) -> Row:
    """A row of owners in arrears."""
    months = chance.randrange(1, 36)
    first = date(2023, 1, 1)
    last = date(2023 + (months - 1) // 12, (months - 1) % 12 + 1, 1)
    area, price = chance.randrange(4_000, 15_000), chance.choice((120, 150, 180))
    owed = round(area * price * months / 100)
    return {
        "小区": "青禾花园", "楼栋": f"{at % 9 + 1}栋", "房号": f"{at % 9 + 1}-1-{at:04d}", "业主姓名": name_of(chance),
        "建筑面积": cents(area), "单价": cents(price), "欠费期间": f"{first:%Y.%m}-{last:%Y.%m}",
        "欠费月数": str(months), "欠费金额": cents(owed), "联系电话": phone(chance),
    }  # fmt: skip


def bill(chance: random.Random, at: int) -> Row:
    """A row of an unpaid bill; four in a row are of one home."""
    billed, home = money(chance, 90_000), at // 4
    local = random.Random(home)
    return {
        "房号": f"1-1-{home:04d}", "业主": name_of(local), "账期": f"2025Q{at % 4 + 1}",
        "应缴日期": f"2025-{3 * (at % 4) + 3:02d}-28", "应收金额": cents(billed), "已收金额": "0.00",
        "欠费金额": cents(billed), "电话": phone(local),
    }  # fmt: skip


def owner(chance: random.Random, at: int) -> Row:
    """A row of an owner without amounts."""
    return {
        "房号": f"2-1-{at:04d}", "业主姓名": name_of(chance), "建筑面积": cents(chance.randrange(4_000, 15_000)),
        "单价": "1.80", "联系电话": phone(chance),
    }  # fmt: skip


def student(chance: random.Random, at: int) -> Row:
    """A row of a student loan."""
    return {
        "合同编号": f"ZX{at:06d}", "借款学生": name_of(chance), "应还日期": "2025-12-20", "应还本金": cents(money(chance)),
        "应还利息": cents(money(chance, 9_000)), "共同借款人": name_of(chance), "与学生关系": "父亲",
        "共同借款人电话": phone(chance), "学生电话": phone(chance),
    }  # fmt: skip


def instalment(chance: random.Random, at: int) -> Row:
    """A row of a loan's schedule; three in a row are of one loan."""
    loan_number, part = divmod(at, 3)
    local = random.Random(loan_number)
    return {
        "借据号": f"JJ{loan_number:06d}", "客户姓名": name_of(local), "期次": str(part + 1),
        "应还日期": f"2026-0{part + 1}-15", "应还本金": cents(money(chance)), "应还利息": cents(money(chance, 9_000)),
        "手机号码": phone(local),
    }  # fmt: skip


def card(chance: random.Random, at: int) -> Row:
    """A row of an overdue card."""
    parts = [money(chance), money(chance, 50_000), money(chance, 20_000)]
    return {
        "委案编号": f"XYK{at:06d}", "持卡人姓名": name_of(chance), "委案日期": "20260601", "卡号": f"6225{at:012d}",
        "本金": cents(parts[0]), "利息": cents(parts[1]), "违约金": cents(parts[2]), "总欠款": cents(sum(parts)),
        "逾期天数": str(chance.randrange(1, 300)), "手机号码": phone(chance), "卡状态": "在催",
    }  # fmt: skip


FAMILIES = [
    Family(
        "loans-gbk", "personal-loans", loan("委案编号", "客户姓名", "身份证号", "批次号"),
        loan_faults("委案编号", "客户姓名", "身份证号"), "gb18030",
    ),
    Family(
        "loans-xlsx", "personal-loans", loan("案件编号", "债务人姓名", "证件号码", "委案批次"),
        loan_faults("案件编号", "债务人姓名", "证件号码"), "xlsx", title=["某小贷公司委案明细"],
    ),
    Family(
        "standard", "standard-cases", standard,
        [put("姓名", ""), put("委案金额", "1.00"), put("逾期利息", *NO_AMOUNTS), put("委案日期", *NO_DATES),
         put("币种", "港币"), put("贷款利率", "12", "高"), put("联系人1手机", *NO_PHONE), put("联系人1姓名", ""),
         put("证件号", "不详", "110101199003070012")], "utf-8-sig",
    ),
    Family(
        "allocation", "allocation-list", allocation,
        [put("客户姓名", ""), put("案件编号", ""), put("逾期总额", "0.01", "x"), put("逾期本金", *NO_AMOUNTS),
         put("导入日期", *NO_DATES), put("逾期天数", "三十")], "utf-16", "\t",
    ),
    Family(
        "arrears", "property-arrears", arrears,
        [put("业主姓名", ""), put("房号", ""), put("欠费月数", "99"), put("欠费期间", "很久", "2026.13", "2025.06-2024.01"),
         put("欠费金额", *NO_AMOUNTS, ""), put("联系电话", *NO_PHONE)], "xls", title=["欠费明细", "截至2026年5月"],
    ),
    Family(
        "bills", "property-bills", bill,
        [put("应缴日期", *NO_DATES), put("欠费金额", *NO_AMOUNTS), put("应收金额", "99999.99"), put("电话", *NO_PHONE)],
        "utf-8", ";",
    ),
    Family(
        "owners", "property-owners", owner,
        [put("业主姓名", ""), put("房号", ""), put("建筑面积", "大"), put("单价", "1.2.3"), put("联系电话", *NO_PHONE)], "gb18030",
    ),
    Family(
        "students", "students", student,
        [put("借款学生", ""), put("合同编号", ""), put("应还日期", *NO_DATES), put("应还本金", *NO_AMOUNTS),
         put("共同借款人", ""), put("学生电话", *NO_PHONE)], "xlsx",
    ),
    Family(
        "schedule", "loan-schedule", instalment,
        [put("应还日期", *NO_DATES), put("应还利息", *NO_AMOUNTS), put("手机号码", *NO_PHONE)], "utf-8",
    ),
    Family(
        "cards", "cards", card,
        [put("持卡人姓名", ""), put("委案编号", ""), put("委案日期", *NO_DATES), put("本金", *NO_AMOUNTS),
         put("总欠款", "0.01"), put("卡状态", "已退案", "结清"), put("手机号码", *NO_PHONE)], "gb18030", title=["信用卡委案"],
    ),
]  # fmt: skip


def saved(family: Family, rows: list[Row], folder: Path) -> Path:
    """The rows as a file in the form of the family."""
    header = list(rows[0])
    table = [*([title] for title in family.title), header, *([row[name] for name in header] for row in rows)]
    if family.encoding == "xlsx":
        path = folder / f"{family.name}.xlsx"
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("明细")
        for cells in table:
            sheet.append(cells)
        book.save(path)
        return path
    if family.encoding == "xls":
        import xlwt

        path = folder / f"{family.name}.xls"
        old = xlwt.Workbook()
        page = old.add_sheet("明细")
        for at, cells in enumerate(table):
            for place, text in enumerate(cells):
                page.write(at, place, text)
        old.save(str(path))
        return path
    path = folder / f"{family.name}.csv"
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=family.delimiter).writerows(table)
    path.write_bytes(out.getvalue().encode(family.encoding))
    return path
