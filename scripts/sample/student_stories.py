"""What happened with the student loans."""

from __future__ import annotations

from sample.desk import Story
from sample.student_loans import bank_student, monthly, mother, student, yearly


def sl_0001() -> Story:
    """Half a year past due; the mother will see to it, callback today."""
    case = student(1, "方婷", "2000-05-09", "白水乡前进村 11 号", "wang", mother("高桂兰", 1))
    yearly(case, "2000.00", "784.00")
    case.verify("01-08", "合同、身份证与台账核对一致")
    case.tries("01-12", "10:10", 2)
    case.call("01-15", "18:40", "reached", "首次通话,核实毕业院校,本人不知已逾期", verified=True)
    case.works("01-22", "02-12", 3, 50)
    case.call("03-05", "14:20", "reached", "共同借款人接听,称联系女儿", to="高桂兰", verified=True)
    case.call("03-18", "18:30", "promised", promise=("800.00", "03-31"), reason="inability")
    case.pay("03-31", "800.00", "alipay")
    case.works("04-14", "05-08", 3, 40)
    case.call("05-20", "10:40", "intends", "母亲称卖了蚕茧后还", to="高桂兰", reason="market")
    case.tries("06-03", "18:20", 2)
    case.call("06-10", "10:10", "reached", "母亲请 6 月 15 日上午再联系", to="高桂兰", callback="06-15")
    return case


def sl_0002() -> Story:
    """Pays in parts; promises kept, then one in part."""
    case = student(
        2, "任杰", "1999-11-02", "白水乡新桥村 3 号", "zhao", mother("罗秋菊", 2), employer="云州市某物流园"
    )
    yearly(case, "3000.00", "980.00")
    case.verify("01-08")
    case.call("01-14", "10:20", "reached", "首次通话,核实身份,称不清楚还款账户", verified=True)
    case.call("01-21", "18:20", "promised", promise=("1200.00", "01-31"))
    case.pay("01-30", "1200.00", "wechat")
    case.call("03-10", "18:30", "promised", promise=("1000.00", "03-20"))
    case.pay("03-20", "1000.00", "wechat")
    case.letter("03-24", "final-demand", 4, clock="09:30")
    case.post("03-24", 4, "ems")
    case.deliver("03-31", 4, returned="查无此人")
    case.moved("04-01", "青岚县白水乡新桥村 3 号", "wrong", "邮件退回:查无此人", by="sun")
    case.call("04-15", "18:10", "promised", promise=("1000.00", "04-30"))
    case.moved(
        "04-16", "云州市高新区物流园北路 12 号宿舍 2 号楼", "valid", "本人 4 月 15 日通话告知", place="mailing", first=True
    )  # fmt: skip
    case.pay("04-29", "450.00", "wechat")
    case.works("05-12", "06-08", 4, 50)
    return case


def sl_0003() -> Story:
    """Had paid in time, the list was wrong: closed as paid."""
    case = student(3, "姜楠", "1998-07-23", "河东乡李家湾 7 号", "li", mother("王素珍", 3), lent="24000.00")
    yearly(case, "6000.00", "720.00")
    case.call(
        "01-13",
        "10:20",
        "disputed",
        "称 12 月 18 日已提前还清全部,请其提供凭证",
        verified=True,
        reason="dispute",
    )
    case.counter("01-15", "09:40", "reached", "提交银行回单,金额 6,720.00 元")
    case.pay("2025-12-18", "6720.00", "bank", entered="01-15", clock="10:30")
    case.verify("01-16", "与资助中心对账一致,到账日早于到期日")
    case.close("01-19", "paid", "年度到期前已结清,名单更正")
    return case


def sl_0004() -> Story:
    """In military service: extended to the end of the year; not overdue."""
    case = student(4, "范雪峰", "2001-01-30", "河东乡柳林村 15 号", "zhao", mother("范大海", 4))
    bill = yearly(case, "2500.00", "910.00")
    case.call("01-13", "14:20", "reached", "父亲接听,告知儿子已应征入伍", to="范大海", verified=True)
    case.counter("01-20", "10:10", "reached", "提交入伍通知书复印件与延期申请", to="范大海")
    case.extend("01-22", "2026-12-20", "应征入伍,资助中心批准展期至 2026 年 12 月 20 日", bill)
    case.call("01-23", "15:30", "reached", "告知父亲展期结果", to="范大海")
    case.inspect("01-26", "抽查展期案件,材料齐全")
    return case


def sl_0005() -> Story:
    """Monthly: one payment late."""
    case = bank_student(
        5, "崔莹", "2000-09-19", "石桥镇东街 2 号", "wang", mother("郝玉梅", 5), "云州市某设计公司"
    )
    monthly(case, "04-01", ("400.00", "62.00"), ("400.00", "61.00"))
    case.pay("04-20", "462.00", "bank")
    case.call(
        "05-21", "18:20", "reached", "逾期首日提醒,本人称换了工资卡", verified=True, reason="short_deposit"
    )
    case.tries("05-27", "18:10")
    case.call("06-02", "18:15", "promised", promise=("465.00", "06-08"))
    case.pay("06-08", "100.00", "wechat")
    case.call("06-10", "18:20", "reached", "余额 360 余元,称端午前补齐")
    case.charge("06-01", "06-20", "2026-06", principal="400.00", interest="60.00")
    return case


def sl_0006() -> Story:
    """Monthly: two payments late."""
    case = bank_student(
        6, "石磊", "1999-03-03", "石桥镇西街 19 号", "li", mother("石大勇", 6), rate="4.1%/year"
    )
    monthly(case, "03-01", ("350.00", "58.00"), ("350.00", "57.00"), ("350.00", "56.00"))
    case.pay("03-20", "408.00", "bank")
    case.call("04-21", "18:30", "reached", "逾期首日提醒,本人在读研", verified=True)
    case.works("04-24", "05-15", 4, 50)
    case.call("05-22", "18:10", "intends", "两期一起申请父母代还", reason="inability")
    case.call(
        "05-28", "10:20", "promised", "父亲承诺{due}前还{amount}元", promise=("815.00", "06-05"), to="石大勇"
    )
    case.tries("06-08", "10:10", 2)
    case.call("06-10", "15:20", "reached", "父亲称赶农活未去银行", to="石大勇")
    return case


def sl_0007() -> Story:
    """Monthly: a quarter behind, dated contract rates."""
    rates = '[{"rate": "3.85%/year"}, {"from": "2025-12-21", "rate": "2.7%/year"}]'
    case = bank_student(
        7, "白雅婷", "1998-12-08", "石桥镇北街 33 号", "zhao", mother("田凤霞", 7), rate=rates
    )
    monthly(case, "02-01", ("500.00", "70.00"), ("500.00", "69.00"), ("500.00", "68.00"), ("500.00", "67.00"))
    case.pay("02-24", "570.20", "alipay")
    case.tries("03-23", "18:10", 2)
    case.call("03-25", "18:20", "reached", "首次通话,本人求职中", verified=True, reason="inability")
    case.works("04-02", "05-08", 6, 40)
    case.call("05-13", "18:30", "promised", promise=("570.00", "05-25"))
    case.pay("05-25", "200.00", "alipay")
    case.works("05-28", "06-12", 4, 50)
    return case


def sl_0008() -> Story:
    """Monthly: four behind; visited at home."""
    case = bank_student(
        8, "顾明哲", "1997-06-16", "青石乡岭下村 8 号", "chen", mother("顾永年", 8), rate="4.1%/year"
    )
    case.charges("03-02", ("02-01", "02-20", "2026-02", {"principal": "450.00", "interest": "66.00"}))
    case.verify("03-03")
    monthly(case, "03-01", ("450.00", "65.00"), ("450.00", "64.00"), ("450.00", "63.00"))
    case.tries("03-05", "18:20", 2)
    case.tries("03-24", "18:10", 2)
    case.visit("04-03", "10:10", "reached", "父亲在家,称儿子在外地,愿转告", to="顾永年")
    case.call(
        "04-09",
        "19:10",
        "reached",
        "本人换号来电,核实身份,试用期",
        number="13700000308",
        verified=True,
        reason="inability",
    )
    case.number("04-10", "13700000308", "valid", "本人 4 月 9 日来电", line="mobile", first=True)
    case.number("04-10", "13800000308", "dead", "本人称旧号已停用")
    case.call("04-29", "19:20", "promised", promise=("500.00", "05-15"))
    case.pay("05-15", "500.00", "wechat")
    case.visit("05-29", "10:20", "intends", "父亲愿从粮补里还一期", to="顾永年")
    case.works("06-03", "06-11", 2, 50)
    return case


def sl_0009() -> Story:
    """A plan over six months, broken at the third instalment."""
    case = student(
        9, "牛晓东", "2000-02-28", "青石乡大坪村 20 号", "li", mother("牛德山", 9), remark="低保家庭"
    )
    yearly(case, "3200.00", "1040.00")
    case.verify("01-09")
    case.call("01-14", "15:10", "intends", "本人愿分期,家庭低保", verified=True, reason="inability")
    case.plan("01-20", "02-20", 6, "700.00", text="资助中心同意半年内分六期", grace=5)
    case.pay("02-14", "700.00", "wechat")
    case.pay("03-20", "700.00", "wechat")
    case.tries("04-22", "10:20", 2)
    case.call("04-27", "18:20", "reached", "称第三期钱用于母亲看病", reason="family")
    case.works("05-07", "06-04", 4, 50)
    case.call("06-09", "18:30", "promised", promise=("700.00", "06-19"))
    return case


def sl_0010() -> Story:
    """A plan over six months that is kept."""
    case = student(10, "龙思琪", "2001-08-06", "青石乡大坪村 4 号", "zhao", mother("龙国平", 10))
    yearly(case, "1800.00", "640.00")
    case.call("01-12", "16:10", "reached", "首次通话,本人实习中,愿分期", verified=True)
    case.plan("01-16", "01-31", 6, "400.00", text="父女共同签字")
    case.pay("01-31", "400.00", "alipay", entered="02-02")
    case.pay("02-27", "400.00", "alipay")
    case.pay("03-31", "400.00", "alipay")
    case.pay("04-29", "400.00", "alipay")
    case.call("05-27", "18:20", "reached", "到期前提醒第五期")
    case.pay("05-30", "400.00", "alipay", entered="06-01")
    return case


def sl_0011() -> Story:
    """Paid up with penalty in March; the next payment is far off."""
    case = student(
        11,
        "毛佳慧",
        "1999-04-21",
        "河东乡李家湾 30 号",
        "li",
        mother("毛长胜", 11),
        employer="青岚县实验小学",
    )
    yearly(case, "2000.00", "700.00")
    case.call("01-15", "12:20", "reached", "首次通话,本人刚入职", verified=True)
    case.call("02-25", "12:10", "promised", promise=("2727.92", "03-10"))
    case.pay("03-10", "2727.92", "bank")
    case.call("03-11", "12:20", "reached", "确认本年度还清,告知下次到期 12 月 20 日")
    case.charge("06-01", "12-20", "2026 年度", principal="2000.00", interest="610.00")
    return case


def sl_0012() -> Story:
    """The state repays for service in a remote post: closed for another reason."""
    case = student(
        12,
        "汤文博",
        "1997-10-10",
        "白水乡新桥村 27 号",
        "zhao",
        mother("汤小莲", 12),
        employer="边远乡镇中心校",
    )
    yearly(case, "3000.00", "1020.00")
    case.call("01-14", "10:30", "reached", "称符合基层就业代偿,材料已报", verified=True)
    case.hold("01-15", "both", "基层就业学费补偿贷款代偿审核中", until="03-31")
    case.verify("03-30", "资助中心确认列入代偿名单")
    case.pay("03-27", "4020.00", "other", payer="国家代偿资金", to="principal", entered="03-31")
    case.waive("03-31", "penalty", "代偿到账,资助中心免除剩余罚息")
    case.close("04-02", "other", "国家代偿结清")
    return case


def sl_0013() -> Story:
    """Refuses, then speaks; promises broken three times, the last one on Friday."""
    case = student(
        13, "万宇航", "1998-01-17", "河东乡柳林村 36 号", "zhao", mother("万秀芝", 13), rate="4.35%/year"
    )
    yearly(case, "2600.00", "870.00")
    case.tries("01-13", "10:10", 3)
    case.call(
        "01-20", "18:30", "refused", "认为学校应承担,已解释合同由本人签订", verified=True, reason="wilful"
    )
    case.works("02-03", "03-13", 4, 30)
    case.letter("03-24", "final-demand", 5, clock="09:45")
    case.post("03-24", 5, "ems")
    case.call("03-26", "18:10", "promised", promise=("500.00", "04-10"))
    case.deliver("03-27", 5, returned="本人拒收")
    case.call("04-14", "18:20", "reached", "称忘记,再约", reason="short_deposit")
    case.call("04-22", "18:40", "promised", promise=("500.00", "05-08"))
    case.works("05-12", "06-02", 3, 50)
    case.call(
        "06-05", "18:20", "promised", "再三说明后承诺{due}前先还{amount}元", promise=("300.00", "06-12")
    )
    return case


def sl_0014() -> Story:
    """In hardship: the accrual stopped for a time, a little comes every month."""
    case = student(
        14,
        "丘小雨",
        "2000-12-01",
        "青石乡岭下村 21 号",
        "chen",
        mother("丘老根", 14),
        remark="本人残疾,村委证明",
    )
    yearly(case, "1500.00", "520.00")
    case.visit("01-16", "10:30", "reached", "家访,核实残疾证与收入,村委在场")
    case.hold("01-22", "accrual", "特困学生,资助中心批准停计罚息", until="06-30")
    case.pay("02-27", "100.00", "cash", payer="丘老根", by="chen")
    case.pay("03-27", "100.00", "cash", payer="丘老根", by="chen")
    case.visit("04-24", "10:10", "reached", "家访收款并开收据")
    case.pay("04-24", "100.00", "cash", by="chen", clock="16:10")
    case.pay("05-29", "100.00", "wechat")
    case.visit("06-05", "14:20", "intends", "愿继续每月还 100 元", written_by="sun")
    return case


STORIES = (
    sl_0001, sl_0002, sl_0003, sl_0004, sl_0005, sl_0006, sl_0007,
    sl_0008, sl_0009, sl_0010, sl_0011, sl_0012, sl_0013, sl_0014,
)  # fmt: skip
