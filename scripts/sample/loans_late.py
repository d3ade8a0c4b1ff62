"""Small loans further in arrears, on which the debtor alone stands: plans, a complaint, returns and losses."""

from __future__ import annotations

from sample.clients import FENGSUI_MARCH
from sample.desk import Story
from sample.people import known
from sample.small_loans import borrower, instalment, taken_over


def xd_0004() -> Story:
    """A field case: three promises broken, many visits, the harvest money is awaited."""
    case = borrower(
        4,
        "赵铁柱",
        "1966-02-19",
        "南沟村",
        "li",
        lent="40000.00",
        periods=24,
        signed="2024-11-25",
        parties=(known("赵明明", "13900000104", "child"), known("赵铁山", "13700000104", "sibling")),
        remark="养猪户,客户经理称人在村里",
    )
    instalment(case, "01-25", "1666.67", "300.00", 14)
    case.pay("01-26", "1970.00", "cash")
    instalment(case, "02-25", "1666.67", "280.00", 15)
    case.pay("02-27", "1952.00", "cash", clock="15:10")
    instalment(case, "03-25", "1666.67", "260.00", 16)
    case.tries("03-26", "09:10", 2)
    case.tries("03-27", "10:05", 2)
    case.call("03-30", "18:35", "reached", "首次接通,告知录音,称猪价下跌", verified=True, reason="market")
    case.call("04-02", "10:20", "promised", promise=("1000.00", "04-10"))
    case.tries("04-13", "09:40", 3)
    case.assign("04-14", "chen")
    case.visit("04-16", "09:30", "reached", "猪舍存栏约六十头,本人称等下月出栏")
    case.asset("04-16", "育肥猪约 60 头", "72000.00", "饲料款赊欠,金额不详")
    case.visit("04-18", "10:40", "promised", promise=("2000.00", "05-08"))
    instalment(case, "04-25", "1666.67", "240.00", 17)
    case.call("05-09", "09:20", "reached", "称猪贩延期,未能按期", by="li")
    case.visit("05-12", "10:10", "no_answer", "家中无人,猪舍由其子照看,未说明来意")
    case.visit(
        "05-14", "16:00", "promised", "本人在家,再次约定{due}前付{amount}元", promise=("1500.00", "05-29")
    )
    instalment(case, "05-25", "1666.67", "220.00", 18)
    case.pay("05-28", "300.00", "cash", payer="赵明明", by="chen", entered="05-28")
    case.phase("06-01", "visit", "三次承诺未足额兑现,列入下乡名单")
    case.visit("06-04", "09:50", "intends", "出栏时间定在六月下旬,愿现场收款", written_by="sun")
    case.call("06-11", "10:10", "reached", "确认猪贩 6 月 22 日到村", by="li", callback="06-22")
    return case


def xd_0005() -> Story:
    """A plan that is kept, accrual stopped meanwhile."""
    case = borrower(
        5, "刘翠花", "1971-08-08", "柳树屯", "li", lent="30000.00", periods=24, signed="2024-08-25"
    )
    taken_over(case, "03-02", "02-25", 1, "1250.00", "240.00", 18)
    case.verify("03-02")
    case.call("03-03", "10:10", "reached", "首次通话,告知受托机构,丈夫患病", verified=True, reason="family")
    case.works("03-09", "03-27", 3, 60)
    case.counter("04-01", "09:40", "reached", "提交诊断证明与收入说明,申请分期")
    case.plan("04-02", "04-20", 6, "250.00", text="每月 20 日付 250 元,计划期间停计罚息", accrual="stop")
    case.pay("04-20", "250.00", "wechat")
    case.call("04-21", "10:15", "reached", "到账致谢")
    case.pay("05-19", "250.00", "wechat")
    case.call("06-09", "15:00", "reached", "提醒第三期 6 月 20 日,本人记得")
    return case


def xd_0009() -> Story:
    """Returned to the client at its request."""
    case = borrower(
        9,
        "周海涛",
        "1989-01-09",
        "白水村",
        "zhao",
        lent="20000.00",
        periods=12,
        signed="2025-04-12",
        batch=FENGSUI_MARCH,
    )
    taken_over(case, "03-10", "2025-12-12", 3, "1666.67", "150.00", 8)
    case.verify("03-10")
    case.tries("03-12", "09:20", 2)
    case.call("03-16", "10:40", "reached", "首次通话,客户称已与出借人协商", verified=True)
    case.works("03-23", "04-17", 4, 40)
    case.letter("04-21", "overdue-notice", 7, clock="16:10")
    case.phase("04-22", "return", "委托方通知收回自行处理")
    case.deliver("04-22", 7, spoiled="委托方收回案件,函件未寄出")
    case.close("04-24", "returned", "已移交通话清单与录音目录")
    return case


def xd_0011() -> Story:
    """A plan broken at its second instalment; accrual came back."""
    case = borrower(
        11, "徐建平", "1975-05-15", "上河村", "zhao", lent="36000.00", periods=36, signed="2024-07-22"
    )
    instalment(case, "01-22", "1000.00", "230.00", 18)
    case.pay("01-22", "1230.00", "bank")
    instalment(case, "02-22", "1000.00", "220.00", 19)
    case.pay("02-24", "1222.00", "bank")
    instalment(case, "03-22", "1000.00", "210.00", 20)
    case.call("03-23", "09:40", "reached", "逾期首日提醒,称车祸修车", verified=True, reason="cash_flow")
    case.works("03-26", "04-03", 3, 50)
    case.plan("04-08", "04-25", 3, "400.00", text="三期付清第 20 期", accrual="stop")
    instalment(case, "04-22", "1000.00", "200.00", 21)
    case.pay("04-24", "400.00", "bank")
    case.call("05-08", "10:20", "reached", "提醒按计划与当期一并还款")
    instalment(case, "05-22", "1000.00", "190.00", 22)
    case.tries("05-26", "09:15", 2)
    case.call("05-28", "15:10", "refused", "称计划太紧,暂时没钱")
    case.works("06-02", "06-12", 3, 40)
    case.appointment("06-10", "06-12", "15:00", "到修车铺面谈新的还款安排", clock="17:20")
    with case.aside("visit"):
        case.visit(
            "06-12", "15:10", "intends", "面谈半小时,称拖拉机出售后补上三期,请周一再联系", callback="06-15"
        )
    return case


def xd_0015() -> Story:
    """Contact stopped after a complaint; the complaint is being looked into."""
    case = borrower(
        15, "胡斌", "1993-12-12", "柳树屯", "zhao", lent="16000.00", periods=16, signed="2025-06-30"
    )
    instalment(case, "03-30", "1000.00", "108.00", 9)
    case.pay("03-30", "1108.00", "alipay")
    instalment(case, "04-30", "1000.00", "96.00", 10)
    case.call("05-06", "09:30", "reached", "节后首日提醒,告知录音", verified=True)
    case.works("05-09", "05-21", 4, 60)
    case.call("05-25", "10:10", "refused", "称频繁来电影响工作,要求停止", reason="wilful")
    complaint = case.complain("05-26", "债务人致电投诉来电频繁", about="zhao")
    case.hold("05-26", "contact", "投诉核查期间停催", until="06-19")
    case.inspect("05-29", "调取五月全部录音:每日未超三次接通,用语规范;建议改约晚间", passed=True)
    case.settle_complaint("06-05", complaint, "已书面答复,客户同意 6 月 20 日后晚间联系")
    case.assign("06-08", "li")
    return case


def xd_0016() -> Story:
    """Died without estate worth a suit; written off."""
    case = borrower(
        16, "郭涛", "1959-03-03", "上河村", "li", lent="8000.00", periods=12, signed="2023-05-20",
        parties=(known("郭小满", "13900000116", "child", "heir", "放弃继承声明已收"),),
    )  # fmt: skip
    case.opening(
        "01-06", "2024-02-20", principal="2666.68", interest="180.00", penalty="960.00", entered="01-07"
    )
    case.verify("01-07")
    case.tries("01-09", "09:50", 2)
    case.visit("01-15", "10:20", "third_party", "其女告知债务人 2025 年冬去世,出示证明", to="郭小满")
    case.hold("01-16", "both", "债务人死亡,停止联系与计息")
    case.died("01-16", "2025-12-08", "火化证明复印件,外访时取得")
    case.counter("03-11", "14:00", "reached", "其女到柜台递交放弃继承声明,核实无遗产", to="郭小满")
    case.close("04-09", "written_off", "无遗产可供清偿,委托方批复核销")
    return case


def xd_0017() -> Story:
    """The father pays part; promises kept and partly kept."""
    case = borrower(
        17, "何静", "1996-09-09", "柳树屯", "zhao", lent="24000.00", periods=24, signed="2024-12-25", batch=FENGSUI_MARCH,
        product="消费贷", employer="青岚县同心幼儿园", parties=(known("何家旺", "13900000117", "parent"),),
    )  # fmt: skip
    taken_over(case, "03-10", "01-25", 2, "1000.00", "170.00", 13)
    case.verify("03-10")
    case.call(
        "03-11",
        "12:10",
        "reached",
        "首次通话,告知受托机构,本人称失业三个月",
        verified=True,
        reason="inability",
    )
    case.call("03-18", "12:20", "promised", promise=("1250.00", "03-25"))
    case.pay("03-24", "1250.00", "bank", payer="何家旺", entered="03-25")
    case.call("03-26", "12:05", "reached", "确认父亲代还到账")
    instalment(case, "03-27", "1000.00", "160.00", 15)
    case.call("04-09", "12:30", "promised", promise=("1300.00", "04-20"))
    case.pay("04-20", "1300.00", "bank", payer="何家旺")
    case.call("05-12", "12:15", "promised", promise=("1000.00", "05-25"))
    case.pay("05-25", "400.00", "wechat")
    case.works("05-28", "06-10", 4, 50)
    return case


def xd_0018() -> Story:
    """Four months late, the batch goes back tomorrow."""
    case = borrower(
        18,
        "高峰",
        "1987-07-17",
        "南沟村",
        "wang",
        lent="48000.00",
        periods=24,
        signed="2024-10-01",
        batch=FENGSUI_MARCH,
    )
    taken_over(case, "03-10", "03-01", 1, "2000.00", "420.00", 17)
    case.verify("03-10")
    case.tries("03-11", "09:30", 2)
    case.call(
        "03-13",
        "18:50",
        "reached",
        "首次通话,告知受托机构及录音,跑运输车辆待修",
        verified=True,
        reason="cash_flow",
    )
    case.works("03-18", "04-10", 4, 40)
    case.call("04-15", "10:40", "promised", promise=("800.00", "04-24"))
    case.pay("04-24", "500.00", "wechat")
    case.visit("05-08", "17:20", "no_answer")
    case.works("05-11", "05-29", 4, 40)
    case.visit("06-06", "10:30", "intends", "愿每月还 500,委托方未批分期", written_by="sun")
    case.call("06-11", "09:20", "reached", "告知案件将退回委托方,请其直接联系")
    return case


STORIES = (xd_0004, xd_0005, xd_0009, xd_0011, xd_0015, xd_0016, xd_0017, xd_0018)
