"""Credit cards not overdue, in M0, M1 and M2, and one paid in full."""

from __future__ import annotations

from sample.credit_cards import TWELFTH, TWENTIETH, cardholder, purchases
from sample.desk import Story
from sample.people import known


def cc_0001() -> Story:
    """Revolves: pays the minimum each month, nothing overdue."""
    case = cardholder(
        1, "陆文静", "1991-04-04", "江北区桂花里 5 号", "zhao", batch=None, employer="云州市图文快印店"
    )
    purchases(case, "04-03", ("03-18", "2460.00", "家电商城"), ("03-27", "640.00", "超市"))
    case.call("04-21", "10:20", "reached", "到期前提醒最低还款额,持卡人称知道", verified=True)
    case.pay("04-22", "400.00", "wechat")
    purchases(case, "05-06", ("04-16", "320.00", "加油站"), ("04-28", "515.00", "酒店"))
    case.pay("05-21", "700.00", "wechat")
    case.call("05-22", "15:10", "reached", "确认到账,说明未全额还款的利息自记账日计算")
    case.consents("05-22", "wechat", "5 月 22 日通话中同意以微信接收账单", clock="15:30")
    purchases(case, "06-03", ("05-19", "260.00", "书店"))
    case.message("06-09", "10:05", "reached", "发送 6 月账单与到期还款日 6 月 23 日")
    return case


def cc_0002() -> Story:
    """Five days after a missed minimum, before the next statement: M0."""
    case = cardholder(
        2, "程浩", "1987-12-20", "高新区松风路 66 号", "wang", days=TWENTIETH, batch=None, limit="30000.00"
    )
    purchases(case, "04-21", ("04-08", "1890.00", "轮胎店"), ("04-15", "430.00", "餐饮"))
    case.pay("05-09", "2320.00", "bank")
    purchases(
        case,
        "05-21",
        ("05-02", "3680.00", "旅行社"),
        ("05-06", "905.00", "民宿"),
        ("05-18", "220.00", "加油站"),
    )
    case.call("06-08", "10:15", "reached", "到期前提醒,持卡人称自动扣款已签约", verified=True)
    case.tries("06-11", "09:30", 2)
    case.call("06-12", "14:20", "reached", "扣款失败,绑定储蓄卡已换,周末处理", reason="short_deposit")
    return case


def cc_0003() -> Story:
    """One minimum missed; intends to pay after the bonus."""
    case = cardholder(
        3, "邓丽萍", "1980-08-01", "江北区稻香路 30 号", "li", batch=None, employer="云州市第二医院后勤部"
    )
    purchases(
        case, "05-06", ("04-10", "4200.00", "医院"), ("04-21", "1380.00", "药房"), ("05-03", "260.00", "超市")
    )
    case.call(
        "05-20", "12:20", "reached", "到期前提醒,持卡人称家人住院花费大", verified=True, reason="family"
    )
    case.tries("05-25", "12:10", 2)
    case.call("05-27", "12:30", "promised", promise=("584.00", "06-03"))
    case.pay("06-03", "300.00", "alipay")
    case.call("06-05", "12:15", "reached", "差 284 元,称等报销")
    case.works("06-08", "06-11", 1, 0)
    return case


def cc_0004() -> Story:
    """A month past due; a first promise kept in part, the next one broken on Friday."""
    case = cardholder(
        4,
        "许强",
        "1976-03-30",
        "南苑区河沿街 12 号",
        "wang",
        days=TWENTIETH,
        limit="50000.00",
        moved="南苑区河沿街 88 号 3 单元",
    )
    purchases(
        case,
        "04-21",
        ("03-25", "5600.00", "建材城"),
        ("04-02", "3120.00", "建材城"),
        ("04-18", "980.00", "五金店"),
    )
    case.call("05-12", "10:40", "reached", "逾期提醒,账单寄旧地址未收到,已更新通讯地址", verified=True)
    case.tries("05-15", "09:50", 2)
    case.call("05-18", "14:10", "promised", promise=("970.00", "05-22"), reason="market")
    case.pay("05-22", "500.00", "bank")
    case.call("05-26", "10:20", "reached", "称装修尾款未结,余下几日内补")
    purchases(case, "05-21", ("05-04", "760.00", "加油站"))
    case.works("05-28", "06-03", 2, 50)
    case.call("06-05", "16:30", "promised", promise=("600.00", "06-12"))
    return case


def cc_0005() -> Story:
    """Two statements missed."""
    case = cardholder(
        5,
        "肖敏",
        "1994-10-14",
        "江北区白果巷 9 号",
        "zhao",
        limit="12000.00",
        parties=(known("肖建国", "13900000205", "parent"),),
    )
    purchases(case, "04-07", ("03-11", "2980.00", "手机店"), ("03-29", "1260.00", "培训机构"))
    case.call("04-27", "09:40", "reached", "首次通话,身份核实通过,告知受托机构及录音", verified=True)
    case.works("05-06", "05-15", 3, 50)
    case.call("05-18", "18:30", "intends", "换工作空档,愿还最低还款额", reason="inability")
    case.call("05-22", "18:20", "promised", promise=("300.00", "05-29"))
    case.pay("05-29", "150.00", "alipay")
    case.tries("06-02", "18:10", 2)
    case.call("06-04", "18:40", "reached", "新单位 6 月 10 日发薪,请 11 日再联系", callback="06-11")
    return case


def cc_0006() -> Story:
    """Two statements missed; disputes the late fee, part of it was waived."""
    case = cardholder(6, "曾伟", "1983-02-02", "高新区芦苇街 17 号", "li", days=TWELFTH, limit="25000.00")
    purchases(case, "03-13", ("02-24", "3300.00", "家具店"), ("03-05", "870.00", "餐饮"))
    case.call("04-07", "10:20", "reached", "逾期提醒,告知受托机构,持卡人出差", verified=True)
    case.pay("04-10", "430.00", "wechat")
    purchases(case, "04-13", ("04-01", "1450.00", "酒店"))
    case.call("05-07", "10:30", "disputed", "对违约金计算有异议,已说明口径", reason="dispute")
    case.waive("05-14", "penalty", "发卡行同意减免一次违约金", amount="10.00")
    case.call("05-14", "16:20", "promised", promise=("800.00", "05-25"))
    case.tries("05-26", "10:10", 2)
    case.call("05-28", "15:30", "reached", "项目延期未回款,再次约定未果")
    case.works("06-02", "06-11", 3, 50)
    return case


def cc_0013() -> Story:
    """A whole statement paid before it was due: no interest; closed."""
    case = cardholder(
        13, "贾楠", "1989-09-17", "南苑区蓝田路 3 号", "li", batch=None, email="jianan@example.com"
    )
    purchases(case, "04-07", ("03-16", "1288.00", "电器城"), ("04-02", "356.00", "超市"))
    case.call("04-16", "10:10", "reached", "客户申请销户,告知须先还清 4 月账单", verified=True)
    case.pay("04-20", "1644.00", "bank")
    case.call("04-21", "09:30", "reached", "确认全额到账,无利息,销户手续由发卡行办理")
    case.close("04-24", "paid", "全额还清,客户销户")
    return case


STORIES = (cc_0001, cc_0002, cc_0003, cc_0004, cc_0005, cc_0006, cc_0013)
