"""Credit cards from M3 on, settled, returned and stopped ones."""

from __future__ import annotations

from sample.clients import CARDS_APRIL
from sample.credit_cards import TWELFTH, TWENTIETH, cardholder, purchases
from sample.desk import Story
from sample.people import known


def cc_0007() -> Story:
    """Three statements missed; a promise broken last week."""
    case = cardholder(
        7, "彭玉", "1985-05-25", "江北区桂花里 41 号", "wang", limit="15000.00", employer="云州市客运公司"
    )
    purchases(case, "03-06", ("02-10", "2200.00", "商场"), ("02-27", "1640.00", "保险"))
    case.call(
        "03-25", "18:30", "reached", "首次通话,身份核实,称轮休工资少", verified=True, reason="cash_flow"
    )
    case.works("04-01", "04-24", 4, 50)
    case.call("04-28", "18:20", "promised", promise=("500.00", "05-15"))
    case.pay("05-14", "200.00", "wechat")
    case.tries("05-18", "18:10", 2)
    case.works("05-20", "05-29", 2, 40)
    case.call("06-03", "18:40", "promised", promise=("600.00", "06-11"))
    return case


def cc_0008() -> Story:
    """Three statements missed; stop of contact while a complaint is answered."""
    case = cardholder(
        8, "吕晨", "1990-11-08", "高新区松风路 102 号", "li", days=TWELFTH, employer="云州市拾光传媒工作室"
    )
    purchases(case, "02-13", ("01-22", "2750.00", "数码店"), ("02-07", "990.00", "餐饮"))
    case.pay("03-02", "400.00", "bank")
    purchases(case, "03-13", ("03-01", "640.00", "超市"))
    case.call("04-08", "10:40", "reached", "首次通话,告知受托机构及录音", verified=True)
    case.works("04-14", "05-14", 6, 60)
    case.letter("05-13", "overdue-notice", 10)
    case.post("05-13", 10)
    case.received("05-16", 10, "同住母亲")
    case.call("05-19", "10:10", "refused", "称失业,情绪激动,已安抚", reason="inability")
    case.call(
        "05-27", "10:05", "third_party", "误拨单位座机,同事接听,未说明事由即致歉挂断", number="0000-6608200"
    )
    complaint = case.complain("06-01", "持卡人投诉单位座机被拨打", about="li")
    case.hold("06-01", "contact", "投诉核查,暂停联系", until="06-22")
    case.inspect("06-03", "座机一次误拨核实属实,已删除该号码并培训", passed=False)
    case.number("06-03", "0000-6608200", "wrong", "单位座机,不再拨打", line="work")
    case.settle_complaint("06-09", complaint, "已致歉并删除单位电话,持卡人接受")
    return case


def cc_0009() -> Story:
    """Four statements missed; a plan offered and broken."""
    case = cardholder(
        9,
        "苏航",
        "1979-07-13",
        "南苑区蓝田路 77 号",
        "zhao",
        limit="40000.00",
        remark="个体经营者,资金用于进货",
    )
    purchases(case, "02-06", ("01-09", "8800.00", "批发市场"), ("01-24", "4300.00", "批发市场"))
    case.call("02-25", "11:30", "reached", "逾期提醒,年货压库未售", verified=True, reason="market")
    case.works("03-03", "03-20", 3, 50)
    case.call("03-24", "14:20", "intends", "愿分期,已代向发卡行申请")
    case.plan("03-30", "04-15", 6, "600.00", text="发卡行批复个性化分期六期", signed="debtor")
    case.pay("04-15", "600.00", "bank")
    case.tries("05-18", "09:40", 2)
    case.call("05-19", "16:10", "reached", "称第二期未能按时,铺面转让中")
    case.works("05-22", "06-11", 4, 40)
    case.plan(
        "06-12", "06-30", 10, "1350.00", text="铺面转让款到账后十期付清", signed="debtor",
        waived="penalty", reason="本人困难属实,付清十期后免除违约金",
    )  # fmt: skip
    return case


def cc_0010() -> Story:
    """Four statements missed; pays little and often."""
    case = cardholder(
        10,
        "卢静",
        "1992-06-26",
        "江北区白果巷 60 号",
        "li",
        days=TWENTIETH,
        limit="10000.00",
        employer="云州市花田幼教",
    )
    purchases(case, "02-04", ("2025-12-24", "5100.00", "商场"), ("01-11", "1450.00", "美容院"))
    case.verify("02-05", "身份证、申请表与账单核对一致")
    case.call("02-12", "12:20", "reached", "首次通话,告知受托机构及录音,持卡人工资延发", verified=True)
    case.pay("02-27", "100.00", "wechat")
    case.call("03-11", "12:10", "promised", promise=("150.00", "03-20"))
    case.pay("03-20", "150.00", "wechat")
    case.call("04-09", "12:30", "promised", promise=("150.00", "04-20"))
    case.pay("04-20", "100.00", "wechat")
    case.letter("04-24", "final-demand", 8)
    case.post("04-24", 8, "ems")
    case.received("04-27", 8, "卢静")
    case.call("05-13", "12:10", "promised", promise=("150.00", "05-22"))
    case.pay("05-22", "150.00", "wechat")
    case.works("05-26", "06-10", 2, 60)
    case.call("06-11", "12:20", "promised", promise=("200.00", "06-22"))
    return case


def cc_0011() -> Story:
    """Taken over late; moved, found by the field collector."""
    case = cardholder(
        11,
        "蒋勇",
        "1970-01-05",
        "南苑区河沿街 140 号",
        "chen",
        limit="60000.00",
        moved="石桥镇柳树屯 22 号",
        parties=(known("蒋芳", "13900000211", "sibling"),),
    )
    case.opening("02-04", "2025-08-23", principal="38650.00", interest="5210.36", penalty="930.50")
    case.verify("02-05")
    case.tries("02-06", "09:30", 3)
    case.tries("02-09", "15:10", 3)
    case.call("02-11", "10:20", "third_party", "仅请其转告本人回电,未透露欠款", to="蒋芳")
    case.visit("02-27", "16:20", "no_answer", "申请地址已拆迁")
    case.call(
        "03-04",
        "09:40",
        "reached",
        "本人回电,核实身份,告知新住址,称生意失败",
        verified=True,
        reason="inability",
    )
    case.visit("03-18", "10:10", "reached", "到新住址面谈,家庭困难属实,记录收入")
    case.visit("04-16", "14:30", "promised", promise=("1000.00", "04-30"))
    case.pay("04-30", "1000.00", "cash", payer="蒋芳", by="chen")
    case.visit("05-21", "10:00", "intends", "每月愿还 500,申请停息挂账,已转发卡行")
    case.pay("06-05", "500.00", "cash", by="chen")
    return case


def cc_0012() -> Story:
    """Taken over late; the batch goes back this week."""
    case = cardholder(
        12,
        "蔡明",
        "1981-10-28",
        "高新区芦苇街 5 号",
        "wang",
        days=TWENTIETH,
        batch=CARDS_APRIL,
        limit="30000.00",
    )
    case.opening("04-08", "2025-10-10", principal="21480.00", interest="1933.20", penalty="410.00")
    case.verify("04-08")
    case.tries("04-09", "09:20", 3)
    case.call(
        "04-13", "19:05", "reached", "首次通话,告知受托机构及录音,身份核实", verified=True, reason="cash_flow"
    )
    case.works("04-16", "05-07", 4, 40)
    case.call("05-13", "10:50", "promised", promise=("2000.00", "05-28"))
    case.pay("05-28", "2000.00", "bank", entered="05-29")
    case.call("06-01", "14:10", "reached", "到账致谢,协商余款")
    case.works("06-03", "06-09", 2, 50)
    case.call("06-11", "10:20", "intends", "愿继续分批还,请向发卡行申请展期委托", callback="06-15")
    return case


def cc_0014() -> Story:
    """All but the penalty paid; the issuer waived the rest: settled."""
    case = cardholder(14, "丁浩然", "1988-08-18", "江北区稻香路 119 号", "zhao", limit="8000.00")
    case.opening("02-04", "2025-12-23", principal="3000.00", interest="96.50", penalty="15.00")
    case.verify("02-05")
    case.call("02-09", "10:30", "reached", "首次通话,告知受托机构及录音", verified=True)
    case.call("02-25", "15:40", "intends", "愿一次还清,申请减免违约金与部分利息")
    case.hold("03-04", "accrual", "发卡行批复:协商结清期间停止计息", until="03-31")
    case.call(
        "03-05",
        "10:20",
        "promised",
        "发卡行批复:本金一次还清即结案,承诺{due}前还{amount}元",
        promise=("3000.00", "03-20"),
    )
    case.pay("03-19", "3000.00", "bank", entered="03-20", to="principal", clock="09:30")
    case.waive("03-20", "penalty", "发卡行批复结清减免", clock="11:10")
    case.waive("03-20", "interest", "发卡行批复结清减免", clock="11:12")
    case.close("03-23", "settled", "按批复结清,减免利息与违约金")
    case.do_not_lend("03-24", "逾期近三个月,减免利息与违约金后才结清")
    return case


def cc_0015() -> Story:
    """Returned: serious illness, the issuer deals with it itself."""
    case = cardholder(
        15,
        "魏丽",
        "1974-12-12",
        "南苑区蓝田路 18 号",
        "li",
        limit="18000.00",
        parties=(known("魏东", "13900000215", "sibling"),),
    )
    case.opening("02-04", "2025-09-23", principal="12600.00", interest="1210.00", penalty="260.00")
    case.verify("02-05")
    case.call(
        "02-10",
        "11:10",
        "reached",
        "本人声音虚弱,称化疗中,表达关切后结束通话",
        verified=True,
        reason="inability",
    )
    case.hold("02-10", "contact", "重病,停止联系,报发卡行")
    case.counter("02-26", "10:30", "reached", "其弟提交诊断证明", to="魏东")
    case.phase("03-03", "return", "重大疾病,按委托方要求退案", by="zhou")
    case.close("03-04", "returned", "退发卡行按特殊困难处理")
    return case


def cc_0016() -> Story:
    """Says one purchase was not his: everything stopped while the issuer looks into it."""
    case = cardholder(16, "薛峰", "1995-03-15", "高新区松风路 9 号", "zhao", batch=None)
    purchases(case, "05-06", ("04-11", "4999.00", "线上商户"), ("04-19", "188.00", "外卖"))
    case.call(
        "05-25", "10:40", "disputed", "称 4,999 元线上交易非本人,已报警", verified=True, reason="dispute"
    )
    case.counter("05-27", "14:10", "reached", "提交报警回执与否认交易声明")
    case.hold("05-27", "both", "疑似盗刷,等待发卡行调查", until="07-10")
    case.suspect_fraud(
        "05-27", "云州市公安局松风路派出所", "云公(松)受案字〔2026〕0527 号", "线上商户 4,999.00 元交易疑为他人盗刷", clock="14:50"
    )  # fmt: skip
    case.pay("05-28", "188.00", "wechat")
    case.call("06-03", "15:20", "reached", "告知调查进度,本人来电询问", agreed=True)
    return case


STORIES = (
    cc_0007, cc_0008, cc_0009, cc_0010, cc_0011, cc_0012, cc_0014, cc_0015, cc_0016,
)  # fmt: skip
