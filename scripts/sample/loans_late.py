"""Small loans further in arrears: plans, guarantors, suits, returns and losses."""

from __future__ import annotations

from sample.clients import FENGSUI_JANUARY, FENGSUI_MARCH, XIQIAO, XIQIAO_FEBRUARY
from sample.desk import Story
from sample.people import address, guarantor, known, organisation, phone
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


def xd_0006() -> Story:
    """Sued and judged; the time to perform has passed, enforcement is applied for."""
    case = borrower(
        6,
        "陈志刚",
        "1980-06-30",
        "上河村",
        "chen",
        lent="80000.00",
        periods=24,
        signed="2024-03-15",
        parties=(known("方知远", "13900000106", "other", "lawyer", "云州正衡律师事务所,代理本案"),),
    )
    case.opening("01-06", "2025-04-15", principal="46666.65", interest="3120.00", penalty="5040.00")
    case.verify("01-07", "合同、放款凭证、还款流水核对一致")
    case.tries("01-08", "09:30", 3)
    case.visit("01-14", "15:20", "refused", "本人拒绝协商,称随便起诉", reason="wilful")
    case.consents("01-14", "sms", "上门时当面要求不再发短信", given=False, clock="16:40")
    case.asset("01-14", "自建二层房屋一处(宅基地)", "", "家庭共有,未办抵押")
    case.phase("01-19", "suit", "外访拒绝,委托方同意起诉", by="zhou")
    case.legal("02-03", "file", "青岚县人民法院", "(2026)云0199民初0131号", "材料齐全,已立案")
    case.legal("02-10", "preserve", "青岚县人民法院", text="冻结银行账户,冻结到账 312.40 元")
    case.call("03-12", "14:30", "intends", "开庭前来电,愿调解但无钱", verified=True)
    case.legal("04-08", "mediate", "青岚县人民法院", text="调解未成")
    case.judgment(
        "05-08", "05-28", "青岚县人民法院", "(2026)云0199民初0131号",
        entered="05-11", principal="46666.65", interest="3120.00", penalty="9480.00", fee="650.00",
    )  # fmt: skip
    case.call("05-14", "10:20", "reached", "告知判决与履行期限 5 月 28 日")
    case.pay("05-27", "3000.00", "court", entered="05-29")
    case.legal("06-08", "enforce", "青岚县人民法院", "(2026)云0199执0077号", "履行期满未履行,申请执行")
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


def xd_0012() -> Story:
    """Long overdue with a general guarantor; the debtor works elsewhere."""
    case = borrower(
        12,
        "孙立",
        "1982-11-23",
        "南沟村",
        "wang",
        lent="60000.00",
        periods=36,
        signed="2023-09-10",
        client=XIQIAO,
        batch=XIQIAO_FEBRUARY,
        employer="外地建筑工地",
        parties=(
            guarantor("孙长河", "13900000112", "general", "parent", "青岚县石桥镇南沟村 40 号"),
            known("何巧云", "13700000112", "spouse"),
        ),
    )
    case.opening(
        "02-10", "2025-10-10", principal="22500.00", interest="1890.00", penalty="1350.00", entered="02-11"
    )
    case.verify("02-11")
    case.tries("02-12", "10:10", 2)
    case.call(
        "02-25",
        "19:20",
        "reached",
        "首次通话,告知受托机构及录音,称工地欠薪",
        verified=True,
        reason="cash_flow",
    )
    case.works("03-03", "03-27", 4, 40)
    case.call("03-31", "18:30", "promised", promise=("3000.00", "04-15"))
    case.pay("04-15", "1000.00", "bank", entered="04-16")
    case.call("04-17", "18:20", "reached", "称先发了一部分工资")
    case.phase("04-20", "guarantor", "逾期半年,通知一般保证人保证期间事宜")
    case.call(
        "04-22",
        "10:10",
        "reached",
        "告知一般保证人:债务人经执行仍不能清偿方承担责任",
        to="guarantor",
        verified=True,
    )
    case.works("05-06", "05-29", 4, 40)
    case.call("06-02", "18:40", "promised", promise=("2000.00", "06-18"))
    case.pay("06-09", "500.00", "wechat", entered="06-10")
    return case


def xd_0013() -> Story:
    """A farmers' cooperative that waits for its subsidy."""
    number = 13
    debtor = organisation(
        "青岚县绿源种植专业合作社",
        "93119900MA00001139",
        "办公室",
        (phone("13800000113", since="2025-01-20", source="合同"), phone("0000-6613113", "work")),
        (address("青岚县石桥镇白水村村委会东侧", "work"), address("青岚县石桥镇邮政所 13 号信箱", "mailing")),
        email="lvyuan@example.com",
    )
    case = borrower(
        number,
        "",
        "",
        "白水村",
        "chen",
        lent="200000.00",
        periods=4,
        signed="2025-03-20",
        rate="9.6%/year",
        client=XIQIAO,
        batch=XIQIAO_FEBRUARY,
        product="合作社流动资金贷款",
        debtor=debtor,
        parties=(
            known("邵玉田", "13800000113", note="理事长"),
            guarantor(
                "云州惠农融资担保有限公司",
                "0000-6600113",
                "joint",
                until="2028-03-20",
                home="云州市江北区惠农大厦 5 层",
            ),
        ),
    )
    case.charge("03-01", "03-20", "第 4 期", entered="03-02", principal="50000.00", interest="4800.00")
    case.verify("03-03", "营业执照、借款合同、担保合同核对一致")
    case.call("03-16", "10:10", "reached", "到期前提醒,理事长称补贴款在途", to="邵玉田", verified=True)
    case.visit("03-24", "10:30", "reached", "查看大棚与库存,种植正常")
    case.asset("03-24", "日光温室 12 座", "360000.00", "土地为流转,地上物未抵押")
    case.call("03-30", "14:20", "promised", promise=("20000.00", "04-15"), to="邵玉田", reason="market")
    case.pay("04-14", "20000.00", "bank", entered="04-15")
    case.terms("04-28", "05-01", "contract_rate=8.4%/year", "补充协议:自 5 月 1 日起合同利率下调至 8.4%")
    case.letter("04-29", "guarantor-notice", 9, to="guarantor")
    case.post("04-30", 9, "ems")
    case.received("05-07", 9, "云州惠农融资担保有限公司")
    case.call("05-12", "09:50", "reached", "担保公司确认收到逾期情况说明", to="guarantor", by="li")
    case.letter("05-19", "balance-confirmation", 11, method="hand")
    case.visit("05-20", "15:00", "promised", promise=("15000.00", "06-05"))
    case.received("05-20", 11, "青岚县绿源种植专业合作社", by="chen", clock="15:40")
    case.pay("06-05", "8000.00", "bank", entered="06-08")
    case.visit("06-11", "10:00", "intends", "补贴公示结束,预计本月拨付", written_by="sun")
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


def xd_0020() -> Story:
    """A private loan under the cap of four times the LPR of the contract date."""
    case = borrower(
        20,
        "梁艳",
        "1984-01-28",
        "上河村",
        "li",
        lent="100000.00",
        periods=1,
        signed="2021-05-10",
        rate="18%/year",
        client="禾田商贸有限公司",
        batch=FENGSUI_JANUARY,
        product="民间借贷",
        changes=("cap.annual=lpr_1y * 4", "day_count.basis=365"),
        parties=(guarantor("梁建", "13900000120", "joint", "sibling", "青岚县石桥镇上河村 6 号"),),
        remark="非持牌出借人,利率上限按合同日一年期 LPR 四倍",
    )
    case.opening("01-06", "2024-05-10", principal="60000.00", interest="9240.00", entered="01-08")
    case.verify("01-08", "借条、转账凭证核对一致;利率超上限部分已剔除")
    case.call("01-13", "10:10", "reached", "首次通话,告知受托与录音,承认借款", verified=True, reason="market")
    case.works("01-20", "02-12", 4, 50)
    case.call("03-03", "14:20", "reached", "连带保证人称不知展期,要求查看合同", to="guarantor", verified=True)
    case.message("03-04", "09:30", "reached", "发送借条与保证条款照片", to="guarantor")
    case.call("03-17", "10:40", "promised", promise=("10000.00", "03-31"))
    case.pay("03-30", "5000.00", "bank", entered="03-31")
    case.pay("03-31", "5000.00", "bank", payer="梁建", entered="04-01")
    case.works("04-09", "04-30", 3, 50)
    case.call("05-14", "15:20", "promised", promise=("8000.00", "05-29"))
    case.tries("06-01", "10:10", 2)
    case.call("06-03", "16:20", "reached", "称货款被拖,愿以存货作价", reason="market")
    case.asset("06-09", "仓库建材一批", "30000.00", "来源与权属待核")
    return case


def xd_0022() -> Story:
    """Secured by a flat that is up for sale; another creditor comes first, the plan was ended by agreement."""
    case = borrower(
        22,
        "黎文彬",
        "1983-03-27",
        "上河村",
        "li",
        lent="150000.00",
        periods=36,
        signed="2024-05-20",
        rate="12%/year",
        client=XIQIAO,
        batch=XIQIAO_FEBRUARY,
        product="房产抵押经营贷",
        remark="连续两期未付,委托方已宣布提前到期;抵押物为住宅一套,已办登记",
    )
    case.opening("02-10", "2025-12-20", principal="74999.94", interest="1780.00", entered="02-11")
    case.verify("02-11", "借款合同、抵押合同与不动产登记证明核对一致")
    case.call(
        "02-12", "10:30", "reached", "首次通话,告知受托机构,称工程款拖欠", verified=True, reason="cash_flow"
    )
    case.visit("02-25", "15:10", "reached", "到抵押房产查看,本人在场")
    flat = case.asset(
        "02-25",
        "云州市江北区桂花里住宅一套,86 平方米",
        "620000.00",
        "第一顺位为星渡银行按揭",
        type="real_estate",
        collateral="mortgage",
    )
    case.owes_elsewhere("02-26", "星渡银行云州江北支行", "315000.00", "按揭余额,按月正常还款", secured=True)
    case.letter("02-26", "overdue-notice", 1)
    case.post("02-27", 1)
    case.received("03-03", 1, "黎文彬")
    plan = case.plan("03-16", "03-31", 6, "3000.00", text="先付六期,其间商定余款")
    case.pay("03-31", "3000.00", "bank")
    case.pay("04-30", "3000.00", "bank", entered="05-06")
    case.end_plan("05-12", plan, "双方同意改为出售抵押房产,以房款清偿")
    case.call("05-13", "10:20", "reached", "房产已委托中介挂牌,按揭余额由买方代偿")
    case.look_again("05-26", flat, "房屋空置,挂牌出售,门窗水电完好", "585000.00")
    case.works("05-28", "06-09", 2, 50)
    case.call("06-11", "10:10", "intends", "买方已付定金,约 6 月 16 日到中介处核对房款与欠款")
    case.appointment("06-11", "06-16", "10:00", "到中介处,与买方核对按揭余额与本案欠款", clock="10:40")
    return case


STORIES = (
    xd_0004, xd_0005, xd_0006, xd_0009, xd_0011, xd_0012, xd_0013, xd_0015, xd_0016, xd_0017, xd_0018, xd_0020, xd_0022,
)  # fmt: skip
