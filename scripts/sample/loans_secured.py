"""Small loans further in arrears on which more stands than the debtor: guarantors, a mortgage, a judgment."""

from __future__ import annotations

from sample.clients import FENGSUI_JANUARY, XIQIAO, XIQIAO_FEBRUARY
from sample.desk import Story
from sample.people import address, guarantor, known, organisation, phone
from sample.small_loans import borrower


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


STORIES = (xd_0006, xd_0012, xd_0013, xd_0020, xd_0022)
