"""Small loans in their first two months of arrears, and those that were paid."""

from __future__ import annotations

from sample.clients import FENGSUI_MARCH, XIQIAO, XIQIAO_FEBRUARY
from sample.desk import Story
from sample.people import guarantor, known
from sample.small_loans import borrower, instalment, taken_over


def xd_0001() -> Story:
    """Five days past due, called every day; earlier instalments came a little late."""
    case = borrower(
        1,
        "张大勇",
        "1984-04-12",
        "南沟村",
        "wang",
        lent="30000.00",
        periods=24,
        signed="2025-03-10",
        batch=None,
    )
    instalment(case, "02-10", "1250.00", "286.40", 11)
    case.call("02-11", "09:20", "reached", "首日提醒,客户称当天存", verified=True)
    case.pay("02-11", "1537.32", "bank", entered="02-12")
    instalment(case, "03-10", "1250.00", "271.20", 12)
    case.pay("03-10", "1521.20", "bank")
    instalment(case, "04-10", "1250.00", "256.10", 13)
    case.pay("04-09", "1506.10", "bank")
    instalment(case, "05-10", "1250.00", "241.50", 14)
    case.call("05-11", "10:05", "reached", "扣款失败,余额不足,客户称下午存入", reason="short_deposit")
    case.pay("05-11", "1492.39", "bank", clock="16:20")
    instalment(case, "06-10", "1250.00", "226.80", 15)
    case.tries("06-11", "09:10", 2)
    case.call("06-12", "10:30", "intends", "称收割机维修垫款,周末后想办法", reason="cash_flow")
    return case


def xd_0002() -> Story:
    """Eighteen days past due; the promise is open until tomorrow."""
    case = borrower(
        2,
        "王秀兰",
        "1979-09-25",
        "柳树屯",
        "zhao",
        lent="20000.00",
        periods=12,
        signed="2025-08-28",
        parties=(known("王秀英", "13900000102", "sibling"),),
    )
    instalment(case, "04-28", "1666.67", "120.00", 8)
    case.pay("04-28", "1786.67", "alipay")
    instalment(case, "05-28", "1666.67", "100.00", 9)
    case.call("05-29", "09:40", "reached", "逾期首日提醒,称孩子住院", reason="family", verified=True)
    case.tries("06-01", "10:10")
    case.call("06-02", "15:20", "intends", "出院后处理,请求宽限几天")
    case.letter("06-04", "overdue-notice", 14, method="hand", clock="09:10")
    case.visit("06-04", "16:40", "reached", "到经营点查看,早点摊正常营业,当面送达催收函并签收")
    case.received("06-04", 14, "王秀兰", by="chen", clock="17:05")
    case.call("06-08", "10:15", "promised", promise=("900.00", "06-10"))
    case.pay("06-10", "900.00", "wechat")
    case.call(
        "06-11", "09:50", "promised", "收到 900 元,余款{due}前还{amount}元", promise=("880.00", "06-16")
    )
    return case


def xd_0003() -> Story:
    """Two instalments late; the brother, a joint guarantor, pays bit by bit."""
    case = borrower(
        3,
        "李国强",
        "1973-12-01",
        "白水村",
        "wang",
        lent="50000.00",
        periods=36,
        signed="2024-06-20",
        client=XIQIAO,
        batch=XIQIAO_FEBRUARY,
        parties=(
            guarantor("李国富", "13900000103", "joint", "sibling", "青岚县石桥镇白水村 18 号", "2029-06-20"),
        ),
    )
    taken_over(case, "02-11", "01-20", 1, "1388.89", "412.50", 19)
    case.verify("02-11", "借款合同、保证合同与流水核对一致")
    case.works("02-12", "03-13", 4, 50)
    case.call("03-17", "14:10", "reached", "保证人确认保证责任,愿帮助还款", to="guarantor", verified=True)
    case.pay("03-20", "1000.00", "bank", payer="李国富", entered="03-23")
    case.call("03-24", "10:40", "promised", promise=("900.00", "04-10"), verified=True)
    case.pay("04-09", "870.00", "bank", payer="李国富")
    case.call("04-13", "09:30", "reached", "差 30 元及罚息,请其补足")
    case.pay("04-16", "60.00", "wechat")
    instalment(case, "04-20", "1388.89", "395.80", 22)
    case.tries("04-21", "09:05", 2)
    case.call("04-22", "16:10", "intends", "弟弟也在外地,月底商量", reason="market")
    case.works("04-27", "05-15", 3, 50)
    instalment(case, "05-20", "1388.89", "379.20", 23)
    case.call("05-21", "10:00", "reached", "两期合计金额已告知")
    case.letter("05-22", "overdue-notice", 12)
    case.post("05-22", 12)
    case.call("05-26", "15:30", "reached", "保证人称六月中旬工资到账后代还一期", to="guarantor")
    case.received("05-26", 12, "同住配偶")
    case.letter("06-02", "guarantor-notice", 13, to="guarantor")
    case.post("06-02", 13, "ems")
    case.tries("06-03", "09:20", 2)
    case.received("06-05", 13, "李国富")
    case.call(
        "06-09", "11:10", "promised", "与保证人共同承诺{due}前还{amount}元", promise=("1800.00", "06-17")
    )
    return case


def xd_0007() -> Story:
    """The last instalment, paid before it was due; closed."""
    case = borrower(
        7,
        "杨小军",
        "1990-05-05",
        "上河村",
        "li",
        lent="10000.00",
        periods=12,
        signed="2025-03-15",
        batch=None,
    )
    instalment(case, "02-14", "833.33", "20.00", 11)
    case.call("02-12", "10:10", "reached", "到期前提醒,客户称节前存入", verified=True)
    case.pay("02-13", "853.33", "bank")
    instalment(case, "03-15", "833.37", "10.00", 12)
    case.call("03-11", "09:40", "reached", "提醒最后一期,客户询问结清证明")
    case.pay("03-12", "843.37", "bank")
    case.close("03-16", "paid", "十二期全部还清,客户申请结清证明")
    case.letter("03-17", "settlement-certificate", 3)
    case.post("03-17", 3)
    case.received("03-20", 3, "杨小军")
    return case


def xd_0008() -> Story:
    """All principal and interest paid at the counter; penalty waived, settled."""
    case = borrower(
        8,
        "黄丽娟",
        "1981-03-18",
        "南沟村",
        "zhao",
        lent="15000.00",
        periods=12,
        signed="2025-02-05",
        batch=FENGSUI_MARCH,
        remark="客户经营小卖部,配合度好",
    )
    taken_over(case, "03-10", "2025-12-05", 3, "1250.00", "75.00", 10)
    case.verify("03-10")
    case.call(
        "03-11",
        "10:10",
        "reached",
        "首次通话,告知受托机构及录音,客户承认欠款",
        verified=True,
        reason="family",
    )
    case.works("03-16", "04-03", 4, 60)
    case.call("04-08", "14:30", "intends", "愿一次还清三期本息,申请免罚息")
    case.waive("04-14", "penalty", "一次还清三期本息,委托方批复同意", if_paid_by="04-30", pending=True)
    case.call(
        "04-14", "16:30", "promised", "已告知批复条件,承诺{due}前还{amount}元", promise=("3975.00", "04-24")
    )
    case.counter("04-23", "10:20", "reached", "本人到柜台还清三期本息")
    case.pay("04-23", "3975.00", "cash", clock="10:31")
    case.close("04-24", "settled", "本息结清,罚息按批复减免")
    return case


def xd_0010() -> Story:
    """Every promise kept; up to date today."""
    case = borrower(
        10,
        "吴春梅",
        "1986-07-07",
        "柳树屯",
        "li",
        lent="24000.00",
        periods=24,
        signed="2024-12-18",
        batch=None,
    )
    instalment(case, "02-13", "1000.00", "144.00", 14)
    case.call("02-24", "10:30", "reached", "节后联系,客户称年前忘存", verified=True, reason="short_deposit")
    case.call("02-26", "09:50", "promised", promise=("1155.67", "03-02"))
    case.pay("03-02", "1155.67", "wechat")
    instalment(case, "03-18", "1000.00", "132.00", 15)
    case.call("03-19", "09:25", "promised", promise=("1135.40", "03-23"))
    case.pay("03-23", "1135.40", "wechat")
    instalment(case, "04-18", "1000.00", "120.00", 16)
    case.call("04-16", "15:10", "reached", "到期前提醒")
    case.pay("04-17", "1120.00", "bank")
    instalment(case, "05-18", "1000.00", "108.00", 17)
    case.pay("05-18", "1110.00", "bank")
    case.call("05-19", "10:00", "reached", "致谢并告知下期到期日 6 月 18 日")
    instalment(case, "06-18", "1000.00", "96.00", 18)
    return case


def xd_0014() -> Story:
    """Two weeks past due; the promise falls due today."""
    case = borrower(
        14,
        "朱红",
        "1992-02-11",
        "上河村",
        "wang",
        lent="18000.00",
        periods=18,
        signed="2025-07-01",
        employer="青岚县百货大楼",
    )
    instalment(case, "05-07", "1000.00", "96.00", 10)
    case.pay("05-07", "1096.00", "bank", entered="05-08")
    instalment(case, "06-01", "1000.00", "84.00", 11)
    case.call("06-02", "09:30", "reached", "逾期首日提醒,称工资延发", verified=True, reason="cash_flow")
    case.tries("06-03", "09:40", 2)
    case.tries("06-04", "14:30")
    case.visit("06-05", "15:50", "reached", "柜台外简短交谈,约电话再谈,未向同事透露")
    case.call("06-08", "18:30", "promised", promise=("1090.00", "06-15"), agreed=True)
    return case


def xd_0019() -> Story:
    """A batch that goes back tomorrow; callback missed on Friday."""
    case = borrower(
        19,
        "罗刚",
        "1977-10-10",
        "白水村",
        "wang",
        lent="36000.00",
        periods=36,
        signed="2024-01-20",
        batch=FENGSUI_MARCH,
    )
    taken_over(case, "03-10", "02-20", 1, "1000.00", "260.00", 25)
    case.verify("03-10")
    case.call("03-12", "10:20", "reached", "首次通话,告知受托机构,客户承认欠款", verified=True)
    case.call("03-17", "14:40", "promised", promise=("1284.19", "03-25"))
    case.pay("03-24", "1284.19", "bank", entered="03-25")
    case.call("03-26", "09:30", "reached", "到账致谢,提醒下期 4 月 20 日")
    instalment(case, "04-20", "1000.00", "240.00", 27)
    case.works("04-22", "05-15", 4, 50)
    instalment(case, "05-20", "1000.00", "230.00", 28)
    case.works("05-25", "06-05", 2, 50)
    case.call(
        "06-10", "10:40", "reached", "称正在卖苗木,请 6 月 12 日下午再联系", callback="06-12", reason="market"
    )
    return case


def xd_0021() -> Story:
    """One transfer booked twice, the second taken back; one instalment late."""
    case = borrower(
        21,
        "宋国庆",
        "1969-10-01",
        "南沟村",
        "zhao",
        lent="12000.00",
        periods=12,
        signed="2025-10-08",
        batch=None,
    )
    instalment(case, "03-08", "1000.00", "132.00", 5)
    case.pay("03-06", "1132.00", "bank", clock="10:12")
    twice = case.pay("03-06", "1132.00", "bank", entered="03-09")
    case.reverse("03-10", twice, "同一笔转账重复入账")
    instalment(case, "04-08", "1000.00", "120.00", 6)
    case.pay("04-08", "1120.00", "bank")
    instalment(case, "05-08", "1000.00", "108.00", 7)
    case.call("05-11", "09:20", "reached", "首次逾期,客户称存错卡", verified=True, reason="wrong_deposit")
    case.call("05-13", "14:10", "promised", promise=("1110.00", "05-18"))
    case.tries("05-19", "09:30", 2)
    case.call("05-22", "10:20", "reached", "原卡资金已转回,称本周办理")
    case.pay("05-27", "500.00", "bank")
    case.works("06-01", "06-12", 3, 50)
    case.appointment("06-12", "06-16", "15:30", "约在家中当面核对账目", clock="16:40")
    return case


STORIES = (xd_0001, xd_0002, xd_0003, xd_0007, xd_0008, xd_0010, xd_0014, xd_0019, xd_0021)
