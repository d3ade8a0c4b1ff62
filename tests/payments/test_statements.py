"""Statements as banks and payment services write them: what is read, what must agree, what is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

FIXTURES = Path(__file__).parents[1] / "fixtures"

WECHAT = (
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
ICBC = ("交易日期", "摘要", "交易场所", "钞/汇", "交易金额(收入)", "交易金额(支出)", "记账金额(收入)", "记账金额(支出)", "记账币种",
        "余额", "对方户名", "对方账户")  # fmt: skip


@pytest.fixture
def statement(tmp_path: Path, run: Callable[..., Any], loans: Path) -> Callable[..., Any]:
    """Imports a text file of such rows."""

    def read(*rows: Sequence[str], encoding: str = "utf-8", options: Sequence[str] = ("--json",)) -> Any:
        path = tmp_path / "statement.csv"
        path.write_text(
            "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows) + "\n", encoding=encoding
        )
        return run("import", str(path), *options)

    return read


@pytest.mark.parametrize(
    ("file", "lines", "booked", "booked_sum", "asked", "asked_sum", "left"),
    [
        ("wechat-2026-06.xlsx", 160, 74, "72989.42", 49, "46083.80", 37),
        ("alipay-2026-06.csv", 140, 59, "52050.26", 45, "35307.62", 36),
        ("icbc-2026-06.csv", 120, 55, "41641.78", 32, "32323.82", 33),
    ],
)
def test_the_samples(
    ledger: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch,
    file: str, lines: int, booked: int, booked_sum: str, asked: int, asked_sum: str, left: int,
) -> None:  # fmt: skip
    monkeypatch.setenv("DUNNING_TODAY", "2026-07-01")
    assert run("import", str(FIXTURES / "personal-loans-2026-06.xlsx")).code == 0
    told = run("import", str(FIXTURES / file), "--kind", "payments", "--json").json
    total = told["total"]
    assert (total["lines"], total["booked"], total["booked_sum"]) == (lines, booked, booked_sum)
    assert (total["asked"], total["asked_sum"], total["left"]) == (asked, asked_sum, left)
    assert len(told["booked"]) + len(told["asked"]) + len(told["left"]) == lines
    again = run("import", str(FIXTURES / file), "--json").json
    assert again["total"]["booked"] == 0
    assert again["commit"] is None
    assert again["total"]["asked"] == asked


def wechat_line(
    amount: str = "500.00", way: str = "收入", state: str = "已收钱", number: str = "100000001"
) -> tuple[str, ...]:
    return (
        "2026-06-02 10:10:11",
        "转账",
        "赵强",
        "转账备注:GR2026060160 物业费",
        way,
        f"¥{amount}",
        "/",
        state,
        number,
        "/",
        "/",
    )


def test_wechat_with_a_tab_behind_the_quote(run: Callable[..., Any], loans: Path, tmp_path: Path) -> None:
    line = '2026-06-02 10:10:11,"转账","赵强","转账备注:GR2026060160","收入",¥500.00,"/","已存入零钱","100000000000000001"\t,"/"\t,"/"'
    above = ["微信支付账单明细,,", "共1笔记录,,", "收入：1笔 500.00元,,", *[",,"] * 12]
    path = tmp_path / "wechat.csv"
    path.write_text("\n".join([*above, ",".join(WECHAT), line]) + "\n", encoding="utf-8-sig")
    told = run("import", str(path), "--json").json
    assert told["profile"] == "wechat-pay"
    assert [(each["case"], each["amount"], each["ref"]) for each in told["booked"]] == [
        ("GR2026060160", "500.00", "100000000000000001")
    ]


def test_a_workbook_with_plain_numbers(run: Callable[..., Any], loans: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("微信支付账单明细",), *[()] * 17, WECHAT):
        book.active.append(row)
    book.active.append(
        (
            "2026-06-02 10:10:11",
            "二维码收款",
            "赵强",
            "",
            "收入",
            1250.5,
            "零钱",
            "已收钱",
            "2542755494",
            "/",
            "GR2026060160",
        )
    )
    book.save(tmp_path / "wechat.xlsx")
    told = run("import", str(tmp_path / "wechat.xlsx"), "--json").json
    assert [(each["line"], each["amount"]) for each in told["booked"]] == [(20, "1250.50")]


@pytest.mark.parametrize(
    ("state", "becomes"),
    [
        ("已收钱", "booked"),
        ("已全额退款", "asked"),
        ("已退款(￥500.00)", "asked"),
        ("对方已冻结", "asked"),
        ("等待收款", "left"),
    ],
)
def test_only_money_that_came_and_stayed_is_booked(
    statement: Callable[..., Any], state: str, becomes: str
) -> None:
    told = statement(WECHAT, wechat_line(state=state)).json
    assert [key for key in ("booked", "asked", "left") if told[key]] == [becomes]


def test_money_that_goes_back_after_it_was_booked_is_asked(statement: Callable[..., Any]) -> None:
    assert statement(WECHAT, wechat_line()).json["booked"]
    (asked,) = statement(WECHAT, wechat_line(state="已全额退款")).json["asked"]
    assert asked["why"].startswith("the money went back: 已全额退款; booked already: GR2026060160")


def test_money_between_accounts_of_the_office_is_left(statement: Callable[..., Any]) -> None:
    told = statement(WECHAT, wechat_line(way="/")).json
    assert told["left"][0]["direction"] == "none"


@pytest.mark.parametrize(
    ("above", "told"),
    [
        ("共2笔记录", "the statement prints 2 lines, but has 1"),
        ("收入：1笔 501.00元", "the statement prints 501.00 as money in, but its lines come to 500.00"),
        ("收入：2笔 500.00元", "the statement prints 2 lines, but has 1"),
        ("支出：1笔 1.00元", "the statement prints 1.00 as money out, but its lines come to 0.00"),
    ],
)
def test_a_printed_total_that_disagrees_books_nothing(
    statement: Callable[..., Any], loans: Path, state: Callable[[Path], Any], above: str, told: str
) -> None:
    before = state(loans)
    done = statement((above,), WECHAT, wechat_line())
    assert done.code == 1
    assert f"nothing is booked: {told}" in done.err
    assert state(loans) == before


def icbc_line(
    day: str, come_in: str, gone_out: str, balance: str, remark: str = "", currency: str = "人民币"
) -> tuple[str, ...]:
    return (
        day,
        remark or "转账",
        "手机银行",
        "钞",
        come_in,
        gone_out,
        come_in,
        gone_out,
        currency,
        balance,
        "赵强",
        "6222********0001",
    )


def test_a_running_balance_may_run_up_or_down_but_must_run(statement: Callable[..., Any]) -> None:
    first = icbc_line("2026-06-02", "1,234.00", "-", "1,271.66", "GR2026060160")
    second = icbc_line("2026-06-03", "-", "1,000.00", "271.66")
    for rows in ((first, second), (second, first)):
        assert statement(("卡号: 6222****2026",), ICBC, *rows).code == 0
    done = statement(ICBC, first, icbc_line("2026-06-03", "-", "1,000.00", "270.66"))
    assert done.code == 1
    assert "the balance of line 3 is 270.66, but 271.66 follows from the line beside it" in done.err


def test_a_row_of_totals_must_agree(statement: Callable[..., Any]) -> None:
    line = icbc_line("2026-06-02", "100.00", "", "", "GR2026060160")
    assert statement(ICBC, line, ("合计", "", "", "", "", "", "100.00", "")).code == 0
    done = statement(ICBC, line, ("合计", "", "", "", "", "", "101.00", ""))
    assert "prints 101.00 as money in, but its lines come to 100.00" in done.err


def test_another_currency_is_left(statement: Callable[..., Any]) -> None:
    told = statement(ICBC, icbc_line("2026-06-02", "100.00", "", "", "GR2026060160", "美元")).json
    assert told["left"][0]["why"] == "美元 is not the ledger's currency"
    assert told["total"]["left_sum"] == "0.00"


def test_a_wrong_row_books_nothing_unless_the_others_are_wanted(statement: Callable[..., Any]) -> None:
    good = icbc_line("2026-06-02", "100.00", "", "", "GR2026060160")
    rows = (ICBC, good, icbc_line("2026-13-02", "100.00", "", "", "GR2026060160"))
    done = statement(*rows)
    assert done.code == 1
    assert "line 3, 交易日期: '2026-13-02' is not a day of the calendar" in done.err
    told = statement(*rows, options=("--json", "--partial")).json
    assert (told["total"]["lines"], told["total"]["booked"], told["total"]["left"]) == (2, 1, 1)


CMB = ("记账日期", "货币", "交易金额", "联机余额", "交易摘要", "对手信息", "客户摘要")
ABC = ("交易日期", "交易时间", "交易金额", "本次余额", "对手信息", "日志号", "交易附言")


def test_one_column_of_amounts_with_signs(
    statement: Callable[..., Any], loans: Path, read_case: Callable[[Path, str], Any]
) -> None:
    told = statement(
        CMB,
        ("2026-06-02", "CNY", "500.00", "1,500.00", "转账汇款", "孙伟 6222021234567890123", "GR2026060160"),
        ("2026-06-03", "CNY", "-200.00", "1,300.00", "消费", "某公司", ""),
    ).json
    assert told["profile"] == "bank-cmb"
    assert [(each["amount"], each["case"]) for each in told["booked"]] == [("500.00", "GR2026060160")]
    (payment,) = [
        entry for entry in read_case(loans, "GR2026060160")["entries"] if entry["kind"] == "payment"
    ]
    assert payment["payer"] == "孙伟"
    told = statement(
        ABC,
        ("20260602", "101011", "+500.00", "1500.00", "孙伟", "123456", "GR2026060161"),
        ("20260602", "101012", "-500.00", "1000.00", "孙伟", "123457", "冲正"),
    ).json
    assert told["profile"] == "bank-abc"
    assert [each["line"] for each in told["asked"]] == [2, 3]


def test_days_before_months(statement: Callable[..., Any]) -> None:
    header = ("Date", "Description", "Billing amount", "Billing currency", "Credit / Debit")
    told = statement(
        header,
        ("02/06/2026", "TRANSFER GR2026060160", "1,099.14", "CNY", "CREDIT"),
        ("03/06/2026", "TRANSFER GR2026060160", "1,099.14", "HKD", "CREDIT"),
        ("03/06/2026", "FEE", "9.00", "CNY", "DEBIT"),
    ).json
    assert [(each["date"], each["amount"]) for each in told["booked"]] == [("2026-06-02", "1099.14")]
    assert [each["direction"] for each in told["left"]] == ["in", "out"]


def test_a_list_of_payments_with_their_cases(statement: Callable[..., Any], run: Callable[..., Any]) -> None:
    assert run("pay", "GR12", "80", "--on", "2026-06-02", "--via", "cash").code == 0
    told = statement(
        ("案件编号", "付款日期", "付款金额", "付款方式", "收据号", "付款人", "备注"),
        ("GR1", "2026-06-02", "100", "现金", "0012", "王建国", ""),
        ("GR1", "2026-06-02", "100", "微信", "", "李敏", "六月"),
        ("GR12", "2026-06-03", "80", "现金", "", "", ""),
        ("", "2026-06-03", "70", "", "", "", "GR2026060160"),
    ).json
    assert told["profile"] == "payments"
    assert [(each["case"], each["amount"]) for each in told["booked"]] == [
        ("GR1", "100.00"),
        ("GR1", "100.00"),
        ("GR2026060160", "70.00"),
    ]
    assert [each["line"] for each in told["asked"]] == [4]
