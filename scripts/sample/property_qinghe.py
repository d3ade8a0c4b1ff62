"""Property fees of 青禾花园: quarterly bills, entrusted in January and in May."""

from __future__ import annotations

from dunning_cli.domain.case.case import CaseBatch, Contract, Debtor, Head, Party, Phone
from dunning_cli.domain.policy.policy import parse_term
from dunning_cli.kernel.nodes import EMPTY_MAP, Map
from sample.clients import QINGHE, QINGHE_JANUARY, QINGHE_MAY
from sample.desk import Story
from sample.people import address, guarantor, known, organisation, person, phone
from sample.working_days import on

ESTATE = "青禾花园"


def household(
    number: int,
    name: str,
    born: str,
    flat: str,
    owner: str,
    *,
    batch: CaseBatch | None = QINGHE_JANUARY,
    contract: str = "",
    signed: str = "2019-03-31",
    rate: str = "",
    phones: tuple[Phone, ...] = (),
    parties: tuple[Party, ...] = (),
    remark: str = "",
    employer: str = "",
    case_number: int = 0,
    product: str = "",
) -> Story:
    """The case of one flat; `rate` is another penalty rate than the policy's, `case_number` one of a further case."""
    numbers = phones or (phone(f"138000000{number:02}", since="2024-03-01"),)
    debtor = person(name, born, number, numbers, (address(f"{ESTATE} {flat}"),), employer=employer)
    return bills(
        case_number or number, debtor, owner, batch, contract, signed, rate, parties, remark, product
    )


def bills(
    number: int,
    debtor: Debtor,
    owner: str,
    batch: CaseBatch | None,
    contract: str = "",
    signed: str = "2019-03-31",
    rate: str = "",
    parties: tuple[Party, ...] = (),
    remark: str = "",
    product: str = "",
) -> Story:
    """The case of any debtor of the estate."""
    terms: Map = parse_term(f"accruals.late_penalty.rate={rate}") if rate else EMPTY_MAP
    return Story(
        Head(
            case=f"PF-2026-{number:04}",
            policy="property-fee",
            creditor=QINGHE,
            debtor=debtor,
            parties=parties,
            account=Contract(
                contract=contract or f"WY-2019-{1000 + number}",
                contract_date=on(signed),
                product=product or None,
                currency="CNY",
                area=ESTATE,
            ),
            owner=owner,
            batch=batch,
            remark=remark or None,
            terms=terms,
        )
    )


def pf_0001() -> Story:
    """Paid before it was due, after a friendly reminder."""
    case = household(1, "陈玉兰", "1962-08-15", "1 栋 1 单元 102", "li", batch=None)
    case.charge("04-01", "04-30", "2026Q2", principal="864.00")
    case.call("04-22", "09:50", "reached", "到期前提醒二季度账单,业主称周末到前台缴", verified=True)
    case.counter("04-27", "15:30", "reached", "本人到服务中心刷卡缴费,已开票")
    case.pay("04-27", "864.00", "pos", clock="15:36")
    case.close("04-28", "paid", "二季度物业费已缴清", clock="09:12")
    return case


def pf_0002() -> Story:
    """Principal paid within the time of a conditional waiver of the penalty; settled."""
    case = household(
        2, "周建军", "1975-02-03", "2 栋 2 单元 1101", "zhao", remark="业主为业委会候补委员,沟通注意方式"
    )
    case.charge("01-01", "01-31", "2026Q1", entered="01-13", principal="1080.00")
    case.verify("01-13")
    case.call("02-03", "10:10", "reached", "首次通话,告知受托机构及录音,核对房号与一季度账单", verified=True)
    case.tries("02-06", "09:40", 2)
    case.call("02-10", "16:20", "intends", reason="cash_flow")
    case.tries("02-26", "11:05")
    case.call("03-04", "14:30", "refused", "称滞纳金不合理,只认本金", reason="dispute")
    case.phase("03-05", "follow-up", "已通话三次,转跟单")
    case.call("03-12", "10:40", "intends", "若免违约金愿一次缴清,已代提申请")
    case.waive("03-13", "penalty", "业主一次缴清本金,经业委会与物业协商同意", if_paid_by="03-31")
    case.call(
        "03-13", "16:10", "promised", "已告知减免条件,{due}前缴本金{amount}元", promise=("1080.00", "03-31")
    )
    case.message("03-24", "09:30", "reached", "发送减免条件与收款账户,提醒月底到期")
    case.pay("03-26", "1080.00", "alipay", entered="03-27")
    case.call("03-27", "15:00", "reached", "电话致谢,说明二季度账单到期日")
    case.close("03-30", "settled", "本金缴清,违约金按条件减免")
    return case


def pf_0003() -> Story:
    """A shop in a dispute about a leak: contact and accrual stopped while it is looked into."""
    debtor = organisation(
        "云州市小满餐饮管理有限公司",
        "91119900MA0000003Q",
        "财务部",
        (
            phone("0000-6612003", "work", source="合同"),
            phone("13800000003", since="2025-11-20", source="前台登记"),
        ),
        (
            address(f"{ESTATE} 商铺 S-12", "work"),
            address("云州市江北区稻香路 8 号 3 层", "mailing", source="合同"),
        ),
        email="finance-xiaoman@example.com",
    )
    contacts = (
        known("鲁小满", "13800000003", note="法定代表人"),
        known("柳静怡", "13900000003", "colleague", note="财务部会计,收发函件"),
    )
    case = bills(3, debtor, "li", QINGHE_JANUARY, "SP-2021-0612", "2021-06-01", parties=contacts)
    case.charge("01-01", "03-31", "2026H1", entered="01-13", principal="9600.00")
    case.verify("01-13", "营业执照、物业合同与计费面积核对一致")
    case.call("03-18", "10:00", "reached", "到期前提醒,财务称走付款流程", to="柳静怡", verified=True)
    case.works("04-08", "04-24", 3, 60)
    case.call("04-27", "14:20", "disputed", "法定代表人称后厨漏水三次报修未解决,拒付", reason="dispute")
    case.visit("04-29", "10:30", "disputed", "现场查看吊顶水渍并拍照,商户要求维修与停计违约金")
    first = case.complain("05-06", "商户投诉漏水维修拖延,要求书面答复")
    case.hold("05-07", "both", "漏水争议,等待工程部鉴定", until="06-30")
    case.inspect("05-08", "抽听 4 月通话,用语规范,争议已如实登记")
    case.settle_complaint("05-22", first, "工程部已完成防水维修,商户签字确认;费用争议另议")
    return case


def pf_0005() -> Story:
    """The oldest arrears of the estate: two and a half years, every step but a suit."""
    case = household(
        5,
        "孙德海",
        "1958-11-30",
        "4 栋 1 单元 401",
        "wang",
        parties=(known("孙晓东", "13900000005", "child", note="业主登记的紧急联系人"),),
        remark="自 2024 年起未缴;物业称曾因车位纠纷",
    )
    case.opening("01-12", "2024-01-31", principal="6240.00", penalty="1180.50", entered="01-13")
    case.charge("01-01", "01-31", "2026Q1", entered="01-13", principal="780.00")
    case.verify("01-13", "物业提供 2024 至 2025 年账单与催缴记录,核对一致")
    case.tries("01-15", "09:20", 2)
    case.tries("01-16", "14:10", 2)
    case.call("01-20", "18:40", "reached", "首次接通,告知受托机构及录音,业主称知道欠费", verified=True)
    case.call("01-27", "10:30", "refused", "称车位被占多年物业不管,拒缴", reason="dispute")
    case.phase("01-28", "follow-up", "首次通话已完成,需解决车位问题")
    case.works("02-02", "02-13", 3, 40)
    case.visit("02-27", "10:00", "reached", "家中面谈一小时,记录车位诉求三条,态度缓和")
    case.call("03-04", "15:20", "intends", "车位已协调,愿先缴 2026 年的,旧账要商量")
    case.pay("03-06", "780.00", "cash", entered="03-06")
    case.call("03-18", "09:50", "promised", promise=("2000.00", "03-31"), reason="cash_flow")
    case.tries("04-01", "10:20", 3)
    case.call("04-02", "16:00", "reached", "称老伴住院未能按期缴,约月中再谈", reason="family")
    case.call("04-15", "11:15", "promised", promise=("1500.00", "04-30"))
    case.pay("04-29", "600.00", "wechat", payer="孙晓东", entered="04-30")
    case.tries("05-07", "11:10", 2)
    case.assign("05-11", "chen")
    case.visit("05-13", "09:40", "no_answer")
    case.visit("05-16", "15:00", "refused", "本人在家,拒绝再谈旧账,态度平和,未进入室内", reason="wilful")
    case.phase("05-19", "pre-suit", "两次承诺未兑现,转诉前谈判", by="zhou")
    case.legal("05-22", "negotiate", text="约业主、物业三方面谈,业主未到")
    case.assign("05-25", "wang")
    case.call("05-27", "14:50", "refused", "表示要告就告,已说明诉讼费用与流程,无威胁用语")
    case.works("06-02", "06-10", 3, 30)
    case.letter("06-10", "lawyers-letter", 15, clock="15:30")
    return case


def pf_0007() -> Story:
    """The example of the documentation: two bills, one part paid by the guarantor, promise partly kept, callback today."""
    debtor = Debtor(
        name="王建国",
        id_number="110101199003070011",
        phones=(phone("13800000007", since="2024-03-01"),),
        addresses=(address(f"{ESTATE} 3 栋 2 单元 501"),),
    )
    spouse = guarantor("李敏", "13900000008", "joint", "spouse")
    case = bills(7, debtor, "wang", QINGHE_MAY, "WY-2019-0331", rate="0.05%/day", parties=(spouse,))
    case.charges(
        "05-06",
        ("01-01", "01-31", "2026Q1", {"principal": "1200.00"}),
        ("04-01", "04-30", "2026Q2", {"principal": "1200.00"}),
    )
    case.verify("05-06", "物业合同、产权登记与两期账单核对一致")
    case.tries("05-06", "14:20", 1)
    case.call(
        "05-07",
        "10:01",
        "promised",
        "客户表示 5 月 20 日前缴清一季度账单",
        promise=("1265.40", "05-20"),
        reason="cash_flow",
        verified=True,
    )
    case.message("05-18", "09:15", "reached", "发送账单、违约金计算方法和收款账户")
    case.pay("05-20", "200.00", "wechat", payer="李敏", entered="05-21")
    case.call(
        "05-25", "16:30", "reached", "连带保证人确认知悉欠费,称余款六月补齐", to="guarantor", verified=True
    )
    case.tries("05-29", "10:40", 2)
    case.visit("06-03", "17:10", "no_answer")
    case.call(
        "06-08",
        "11:20",
        "intends",
        "称工程款 6 月中旬结算,请 6 月 15 日再联系",
        reason="cash_flow",
        callback="06-15",
    )
    case.tries("06-11", "15:30")
    return case


def pf_0008() -> Story:
    """Second quarter unpaid; a promise broken last week that nobody has followed up."""
    case = household(8, "赵淑芬", "1969-07-21", "5 栋 1 单元 302", "wang", batch=QINGHE_MAY)
    case.charge("04-01", "04-30", "2026Q2", entered="05-06", principal="936.00")
    case.verify("05-06")
    case.call("05-12", "09:30", "reached", "首次通话,告知受托机构,业主称忘了缴", verified=True)
    case.tries("05-19", "10:10", 2)
    case.call("05-21", "15:40", "promised", promise=("300.00", "05-29"))
    case.pay("05-28", "300.00", "wechat")
    case.call("05-29", "10:05", "reached", "收到 300 元,致谢并约余款")
    case.call("06-03", "14:00", "promised", promise=("650.00", "06-11"), reason="short_deposit")
    return case


def pf_0012() -> Story:
    """First quarter paid late but in full with its penalty; the half-year bill is not due yet."""
    case = household(12, "冯丽", "1988-01-19", "6 栋 2 单元 804", "zhao", employer="云州市第九中学")
    case.charge("01-01", "01-31", "2026Q1", entered="01-13", principal="1000.00")
    case.verify("01-13")
    case.call("02-04", "10:15", "reached", "首次通话并核实身份,业主当天在外地", verified=True)
    case.works("02-09", "03-04", 3, 60)
    case.call(
        "03-05", "11:30", "promised", "承诺{due}前连同违约金共缴{amount}元", promise=("1020.00", "03-12")
    )
    case.pay("03-12", "1020.00", "bank", entered="03-13")
    case.call("03-13", "14:20", "reached", "确认到账并致谢,提醒二季度账单 6 月 30 日到期")
    case.inspect("03-16", "抽查一季度通话,身份核实完整")
    case.charge("04-01", "06-30", "2026Q2", principal="1000.00")
    case.message("06-09", "09:45", "reached", "到期前友好提醒二季度账单")
    return case


def pf_0013() -> Story:
    """A plan of four instalments, broken at the third."""
    case = household(
        13,
        "高健",
        "1983-09-09",
        "7 栋 1 单元 1502",
        "li",
        parties=(known("高秀珍", "13900000013", "parent"),),
        phones=(phone("13800000013"), phone("0000-6613013", "home", "unreachable", since="2026-02-12")),
    )
    case.charges(
        "01-13",
        ("2025-10-01", "2025-10-31", "2025Q4", {"principal": "1350.00"}),
        ("01-01", "03-31", "2026Q1", {"principal": "1350.00"}),
    )
    case.verify("01-13")
    case.works("01-19", "02-06", 4, 50)
    case.call("02-11", "10:45", "intends", "刚失业,愿分期", reason="inability")
    case.counter("02-25", "14:30", "reached", "本人到场签分期协议一式两份,身份核实", verified=True)
    case.plan("02-25", "03-15", 4, "690.00", text="逾期三日视为违约,恢复计收违约金", accrual="stop", grace=3)
    case.pay("03-13", "690.00", "wechat")
    case.pay("04-15", "690.00", "wechat", entered="04-16")
    case.tries("05-15", "09:35", 2)
    case.call("05-18", "16:20", "reached", "提醒第三期已到期,称面试期间无收入", reason="inability")
    case.call("05-20", "10:10", "intends", "称下月入职新单位,愿恢复还款")
    case.works("05-25", "06-05", 2, 50)
    case.call("06-10", "15:15", "promised", promise=("690.00", "06-15"))
    return case


def pf_0017() -> Story:
    """A payment booked to the wrong household and taken back; the right one came later."""
    case = household(17, "梁伟", "1979-12-05", "8 栋 2 单元 603", "zhao", batch=QINGHE_MAY)
    case.charge("04-01", "04-30", "2026Q2", entered="05-06", principal="990.00")
    case.verify("05-06")
    case.call("05-11", "09:50", "reached", "首次通话,告知受托机构并核实身份", verified=True)
    wrong = case.pay("05-14", "990.00", "bank", entered="05-15")
    case.reverse("05-18", wrong, "银行附言房号 8-2-608,系他户缴费误入本户")
    case.call("05-18", "11:00", "reached", "说明误记已更正,业主确认本人未缴")
    case.tries("05-26", "10:20", 2)
    case.call("05-28", "15:30", "promised", promise=("500.00", "06-05"))
    case.pay("06-04", "500.00", "bank", entered="06-05")
    case.call("06-09", "10:10", "reached", "余款约月底,业主称下月发奖金")
    return case


def pf_0018() -> Story:
    """Closed as paid, reopened when the bank took the transfer back."""
    case = household(18, "宋佳", "1991-06-18", "9 栋 1 单元 1203", "li", batch=None)
    case.charge("01-05", "01-31", "2026Q1", principal="876.00")
    case.call("01-21", "10:30", "reached", "到期前提醒,业主称当周转账", verified=True)
    paid = case.pay("01-29", "876.00", "bank", entered="01-30")
    case.close("02-02", "paid", "一季度物业费已缴清")
    case.reopen("03-10", "银行退汇通知:1 月 29 日转账户名不符退回")
    case.reverse("03-10", paid, "银行退汇,款项未到账")
    case.call("03-11", "09:15", "reached", "告知退汇情况,业主称未注意,会重新转账")
    case.works("03-18", "04-24", 5, 50)
    case.call("04-27", "14:40", "promised", promise=("876.00", "05-08"))
    case.tries("05-11", "10:10", 2)
    case.call("05-13", "16:30", "intends", "称卡被限额,改用现金缴")
    case.pay("05-20", "300.00", "cash")
    case.works("05-26", "06-11", 3, 50)
    return case


def pf_0022() -> Story:
    """Invalid: the flat had been sold before the bill."""
    case = household(22, "曹敏", "1986-04-27", "10 栋 2 单元 701", "zhao", batch=QINGHE_MAY)
    case.charge("04-01", "04-30", "2026Q2", entered="05-06", principal="912.00")
    case.verify("05-07", "业主信息与物业台账一致,待电话核实")
    case.call("05-12", "10:50", "disputed", "称房屋 2025 年 11 月已过户,愿提供不动产登记证明", reason="other")
    case.counter("05-19", "09:30", "reached", "出示过户后的登记证明,复印留存")
    case.verify("05-20", "房屋已于 2025 年 11 月过户,欠费主体有误", valid=False)
    case.close("05-21", "invalid", "退物业重新核定缴费人")
    return case


def pf_0023() -> Story:
    """The parking space of the household that also owes the fee of its flat."""
    case = household(
        17, "梁伟", "1979-12-05", "8 栋 2 单元 603", "zhao", batch=QINGHE_MAY, contract="CW-2022-0117",
        signed="2022-06-01", case_number=23, product="车位管理费",
    )  # fmt: skip
    case.charge("04-01", "05-15", "2026H1", entered="05-06", principal="480.00")
    case.verify("05-07", "车位租用协议与房屋同一业主,核对一致")
    case.call("05-20", "10:10", "reached", "告知车位费未缴,业主称与物业费一起处理", verified=True)
    case.call("05-25", "15:20", "reached", "与物业费一并提醒,业主称月底发奖金后缴")
    return case


def household_with_parking() -> tuple[Story, Story]:
    """Two cases of one debtor, reminded of both by one letter."""
    flat, parking = pf_0017(), pf_0023()
    flat.letter("06-11", "payment-reminder", 16, also=parking)
    flat.post("06-12", 16, also=parking)
    return flat, parking


STORIES = (
    pf_0001, pf_0002, pf_0003, pf_0005, pf_0007, pf_0008, pf_0012, pf_0013, pf_0018, pf_0022,
)  # fmt: skip
