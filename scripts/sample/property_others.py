"""Property fees of 云杉苑 and heating bills of 北岸新村."""

from __future__ import annotations

from dunning_cli.domain.case.case import CaseBatch, Contract, Debtor, Head, Party
from dunning_cli.domain.policy.policy import parse_term
from dunning_cli.kernel.nodes import EMPTY_MAP, Map
from sample.clients import HEATING, NUANHE, YUNSHAN, YUNSHAN_FEBRUARY
from sample.desk import Story
from sample.people import address, known, organisation, person, phone
from sample.working_days import on

SPRUCE, NORTH_BANK = "云杉苑", "北岸新村"


def bills(
    number: int,
    debtor: Debtor,
    owner: str,
    *,
    client: str = YUNSHAN,
    batch: CaseBatch | None = YUNSHAN_FEBRUARY,
    signed: str = "2021-09-01",
    rate: str = "",
    parties: tuple[Party, ...] = (),
    remark: str = "",
) -> Story:
    """The case of a household or shop; `rate` is another penalty rate than the policy's."""
    terms: Map = parse_term(f"accruals.late_penalty.rate={rate}") if rate else EMPTY_MAP
    heating = client == NUANHE
    return Story(
        Head(
            case=f"PF-2026-{number:04}",
            policy="property-fee",
            creditor=client,
            debtor=debtor,
            parties=parties,
            account=Contract(
                contract=f"{'GR' if heating else 'YS'}-{signed[:4]}-{number:04}",
                contract_date=on(signed),
                product="居民供热" if heating else "物业服务",
                currency="CNY",
                area=NORTH_BANK if heating else SPRUCE,
            ),
            owner=owner,
            batch=batch,
            remark=remark or None,
            terms=terms,
        )
    )


def flat(number: int, name: str, born: str, where: str, estate: str = SPRUCE, employer: str = "") -> Debtor:
    """A household with one telephone number."""
    numbers = (phone(f"138000000{number:02}", since="2025-10-08", source="委托方"),)
    return person(name, born, number, numbers, (address(f"{estate} {where}"),), employer=employer)


def pf_0004() -> Story:
    """Heating: says the flat was suspended; the office looked it up, the client wants the case back soon."""
    case = bills(
        4,
        flat(4, "刘桂芳", "1965-05-17", "12 号楼 3 单元 602", NORTH_BANK),
        "wang",
        client=NUANHE,
        batch=HEATING,
        signed="2015-10-20",
        remark="用户自称 2025 年报停",
    )
    case.charge("2025-11-15", "2025-12-31", "2025-2026 采暖季", entered="01-16", principal="2178.00")
    case.verify("01-16", "供热合同、面积与采暖季账单核对一致")
    case.call(
        "01-20", "09:50", "disputed", "称 2025 年 9 月已报停,不应收费", reason="heating_off", verified=True
    )
    case.hold("01-21", "accrual", "报停争议,向供热公司核实期间停计违约金", until="02-13")
    complaint = case.complain("01-28", "用户投诉报停未受理,要求出示记录")
    case.settle_complaint(
        "02-12", complaint, "供热公司答复:报停申请于 11 月 20 日提交,已过截止日,本季不予报停"
    )
    case.call("02-13", "10:30", "reached", "告知核实结果与申诉渠道,用户保留意见")
    case.works("02-25", "04-17", 6, 50)
    case.call("04-20", "15:20", "promised", "用户承诺{due}前先缴一半{amount}元", promise=("1089.00", "04-30"))
    case.pay("04-30", "1089.00", "wechat", entered="04-30")
    case.call("05-12", "10:10", "intends", "余下一半称下季再缴,已说明违约金仍在计算")
    case.works("05-18", "06-05", 3, 40)
    case.call("06-10", "09:30", "reached", "提醒案件将于 6 月 17 日退回委托方,用户称考虑")
    return case


def pf_0006() -> Story:
    """One monthly bill late; promise open for later this week."""
    case = bills(6, flat(6, "李秀英", "1972-10-02", "2 幢 1101"), "zhao")
    case.charge("04-01", "04-30", "2026-04", principal="268.00")
    case.call("04-24", "10:15", "reached", "到期前提醒,业主称月底发工资缴", verified=True)
    case.pay("04-29", "268.00", "wechat")
    case.charge("05-06", "05-31", "2026-05", principal="268.00")
    case.tries("06-02", "09:25")
    case.call("06-03", "15:10", "reached", "业主称忘记,家中老人生病", reason="family")
    case.tries("06-09", "10:40", 2)
    case.call("06-11", "11:05", "promised", promise=("268.00", "06-18"))
    return case


def pf_0009() -> Story:
    """Heating: a plan of four instalments, three kept."""
    case = bills(
        9,
        flat(9, "吴志强", "1978-03-29", "15 号楼 1 单元 301", NORTH_BANK, "云州市第二机床厂"),
        "li",
        client=NUANHE,
        batch=HEATING,
        signed="2016-10-12",
    )
    case.opening("01-15", "2025-01-31", principal="1960.00", penalty="352.80", entered="01-16")
    case.charge("2025-11-15", "2025-12-31", "2025-2026 采暖季", entered="01-16", principal="1960.00")
    case.verify("01-16", "两季账单与供热合同核对一致")
    case.works("01-20", "02-12", 4, 50)
    case.call("03-02", "14:30", "intends", "厂里轮岗,愿按月还", reason="cash_flow", verified=True)
    case.counter("03-10", "10:00", "reached", "本人到场签分期协议,四期")
    case.plan("03-10", "03-31", 4, "900.00", text="按期付清四期后另议违约金", accrual="stop", grace=3)
    case.letter("03-10", "plan-agreement", 2)
    case.received("03-10", 2, "吴志强")
    case.pay("03-31", "900.00", "alipay")
    case.pay("04-30", "900.00", "alipay")
    case.call("05-26", "10:20", "reached", "第三期到期前提醒,本人记得")
    case.pay("05-31", "900.00", "alipay", entered="06-01")
    case.letter(
        "06-12", "extension-request", 17, to="creditor", extend_to="07-17", reason="分期已付三期，末期 6 月 30 日到期，余款届时另行商定。"
    )  # fmt: skip
    case.post("06-12", 17, "ems")
    return case


def pf_0010() -> Story:
    """Two quarters, high contract penalty, promises partly kept, and a waiver of part of the penalty."""
    case = bills(
        10,
        flat(10, "郑晓梅", "1987-11-11", "5 幢 802", employer="自营美甲店"),
        "li",
        rate="3‰/day",
        remark="合同约定违约金千分之三,业主有异议",
    )
    case.charges(
        "02-06",
        ("2025-10-01", "2025-11-30", "2025Q4", {"principal": "1128.00"}),
        ("01-01", "02-28", "2026Q1", {"principal": "1128.00"}),
    )
    case.verify("02-06")
    case.call(
        "02-09",
        "14:20",
        "reached",
        "首次通话,告知受托机构及录音,业主承认欠费",
        verified=True,
        reason="market",
    )
    case.works("02-12", "03-06", 3, 50)
    case.call("03-10", "10:30", "disputed", "认为千分之三过高,已说明可申请调减", reason="dispute")
    case.waive("03-20", "penalty", "按协商结果调减部分违约金", amount="200.00")
    case.call(
        "03-20", "16:00", "promised", "已告知调减结果,承诺{due}前缴{amount}元", promise=("1128.00", "03-31")
    )
    case.pay("03-30", "700.00", "wechat")
    case.call("04-02", "10:10", "reached", "余下四百余元称进货占用")
    case.letter("04-08", "payment-reminder", 6)
    case.post("04-08", 6)
    case.received("04-11", 6, "郑晓梅")
    case.call("04-14", "15:30", "promised", promise=("600.00", "04-24"))
    case.pay("04-24", "600.00", "wechat")
    case.terms(
        "05-07", "05-08", "accruals.late_penalty.rate=1‰/day", "业主大会决议,违约金自 5 月 8 日起按千分之一"
    )
    case.works("05-11", "06-05", 3, 50)
    case.call("06-09", "14:50", "intends", "称再减一些违约金就一次缴清,已代提申请")
    case.waive(
        "06-12", "penalty", "业主申请一次缴清,拟再减违约金", amount="240.00", pending=True, approved=False
    )
    # asked how the penalty came about: the sheet says so, and is handed over at the counter
    case.letter("06-12", "statement-for-debtor", 18, method="hand", clock="16:20")
    case.received("06-12", 18, "郑晓梅", clock="16:40")
    return case


def pf_0011() -> Story:
    """The debtor died; contact stopped, heirs noted, case closed."""
    case = bills(
        11,
        flat(11, "马福贵", "1941-02-24", "1 幢 103"),
        "zhao",
        parties=(known("马晓兰", "13900000011", "child", "heir", "长女,办理继承中"),),
    )
    case.charge("01-01", "01-31", "2026Q1", entered="02-06", principal="756.00")
    case.verify("02-06")
    case.tries("02-10", "09:15", 2)
    case.tries("02-25", "10:20")
    case.call(
        "02-27", "15:00", "third_party", "女儿接听,告知父亲已于 1 月去世,表达慰问后结束通话", reason="death"
    )
    case.hold("02-28", "both", "债务人去世,停止联系并停计违约金,等待证明")
    case.counter("03-17", "10:10", "reached", "女儿出示死亡证明与继承说明,复印留存", to="马晓兰")
    case.died("03-17", "01-21", "居民死亡医学证明复印件", clock="10:30")
    case.close("03-19", "deceased", "退物业,由其与继承人另行结清")
    return case


def pf_0014() -> Story:
    """A shop; a promise due today."""
    debtor = organisation(
        "云州市恒泰五金经营部",
        "92119900MA0000014R",
        "店主",
        (phone("13800000014", since="2025-10-08"), phone("0000-6614014", "work")),
        (address(f"{SPRUCE} 底商 3 号", "work"),),
    )
    case = bills(14, debtor, "wang", parties=(known("邱恒泰", "13800000014", note="经营者"),))
    case.charge("04-01", "05-20", "2026Q2", entered="04-02", principal="3150.00")
    case.verify("04-02", "营业执照与物业合同核对一致")
    case.call("05-14", "10:20", "reached", "到期前提醒,店主称按时付", to="邱恒泰", verified=True)
    case.tries("05-22", "09:10", 2)
    case.call("05-26", "14:20", "intends", "工地货款未回,催到后付", reason="market")
    case.visit("06-02", "10:40", "reached", "门店面谈,核对账单无误,建议分两笔付")
    case.call("06-04", "16:10", "promised", promise=("1600.00", "06-15"))
    return case


def pf_0015() -> Story:
    """Moved away: wrong number, one call to a contact person, a new number found."""
    debtor = person(
        "林志远",
        "1994-08-08",
        15,
        (
            phone("13700000015", status="valid", since="2026-04-16", source="紧急联系人转告后本人回电"),
            phone("13800000015", status="wrong", since="2025-10-08", source="委托方"),
        ),
        (address(f"{SPRUCE} 7 幢 1604"), address("云州市高新区松风路 21 号", "work", "unverified")),
    )
    case = bills(15, debtor, "zhao", parties=(known("林国平", "13900000015", "parent"),))
    case.charge("02-01", "02-28", "2026-01 至 02", entered="02-06", principal="792.00")
    case.verify("02-06")
    case.tries("03-03", "09:40", 2, number="13800000015")
    case.tries("03-05", "14:10", 2, number="13800000015")
    case.call("03-12", "10:20", "wrong_number", number="13800000015")
    case.visit("03-25", "18:10", "no_answer", "上门无人,邻居称房屋出租,未说明来意")
    case.call("04-15", "10:30", "third_party", "仅请其转告本人回电,未透露事由", to="林国平")
    case.call("04-16", "09:35", "reached", "本人回电并核实身份,称已搬家,账单未收到", verified=True)
    case.call("04-21", "15:45", "promised", promise=("400.00", "04-30"))
    case.pay("04-30", "400.00", "bank", entered="05-06")
    case.works("05-11", "06-05", 4, 50)
    case.call("06-11", "17:10", "reached", "余款称房租收齐后缴", callback="06-23")
    return case


def pf_0016() -> Story:
    """Returned to the client: nobody lives there and no contact works."""
    case = bills(16, flat(16, "罗燕", "1982-12-30", "3 幢 205"), "li")
    case.charge("01-01", "01-31", "2026Q1", entered="02-06", principal="684.00")
    case.verify("02-06")
    case.tries("02-09", "10:05", 3)
    case.tries("02-11", "15:00", 3)
    case.call("02-26", "11:10", "wrong_number")
    case.number("02-26", "13800000016", "wrong", "接听人称不是业主,也不认识业主")
    case.visit("03-07", "10:00", "no_answer", "房屋空置,门把积尘,邻居称半年无人")
    case.visit("03-21", "16:30", "no_answer")
    case.phase("03-24", "return", "电话与上门均无法联系")
    case.close("03-31", "returned", "退委托方补充联系方式")
    return case


def pf_0019() -> Story:
    """Extension to the end of June after an illness; not overdue."""
    case = bills(19, flat(19, "谢明", "1955-06-06", "4 幢 601"), "zhao")
    bill = case.charge("01-01", "03-31", "2026H1", entered="02-06", principal="1440.00")
    case.verify("02-06")
    case.call("03-25", "10:00", "reached", "到期前提醒,老伴住院,申请延期", reason="family", verified=True)
    case.counter("03-27", "09:40", "reached", "提交住院证明与延期申请")
    case.extend("03-30", "06-30", "住院,经物业同意延至 6 月 30 日", bill)
    case.call("03-31", "15:20", "reached", "告知延期结果,业主致谢")
    case.pay("05-15", "500.00", "cash")
    case.call("06-10", "10:30", "reached", "到期前提醒余款 940 元")
    return case


def pf_0020() -> Story:
    """Refuses throughout; the suit is filed."""
    case = bills(
        20,
        flat(20, "韩梅", "1976-09-23", "6 幢 1501", employer="云州市江北区某培训机构"),
        "chen",
        rate="3‰/day",
    )
    case.opening("02-05", "2025-07-31", principal="3420.00", penalty="1926.00", entered="02-06")
    case.verify("02-06", "2025 年两个半年账单、合同与送达记录核对一致")
    case.call(
        "02-10",
        "10:40",
        "refused",
        "首次通话即拒绝,称物业服务质量差",
        by="li",
        verified=True,
        reason="dispute",
    )
    case.visit("02-27", "17:30", "refused")
    case.phase("03-02", "visit", "电话沟通无效,转外访")
    case.visit("03-14", "10:20", "reached", "逐项记录服务问题并拍照,转物业整改")
    case.visit("03-28", "10:00", "refused", "认可整改但仍拒缴,称等别家起诉", reason="wilful")
    case.works("04-08", "04-29", 4, 40, by="li")
    case.phase("05-07", "pre-suit", by="zhou")
    case.legal("05-12", "negotiate", text="业主未到场,电话中拒绝调解")
    case.visit("05-20", "18:00", "refused", "送达诉前谈判记录,拒签,录音留存")
    case.phase("06-02", "suit", by="zhou")
    case.legal(
        "06-04", "file", "云州市江北区人民法院", "(2026)云0199民初0620号", "已立案,等待排期", cost="50.00"
    )
    return case


def pf_0021() -> Story:
    """Too small and too old; written off by the client."""
    case = bills(21, flat(21, "唐军", "1968-01-12", "8 幢 302"), "zhao", signed="2012-05-01")
    case.opening("02-05", "2022-12-31", principal="126.00", penalty="126.00", entered="02-06")
    case.verify("02-06")
    case.tries("02-11", "10:30", 2)
    case.call("02-26", "16:00", "refused", "称早已结清,无法提供收据", verified=True)
    case.waive("03-09", "penalty", "金额小且年限久,委托方同意免除违约金")
    case.tries("03-16", "09:45", 2)
    case.close("04-10", "written_off", "委托方核销,不再联系")
    return case


def pf_0024() -> Story:
    """The debtor died this spring; the son came with the proof last week, nobody has taken up the estate yet."""
    case = bills(24, flat(24, "袁秀珍", "1938-10-19", "2 幢 304"), "li")
    case.charge("04-01", "04-30", "2026Q2", entered="04-02", principal="756.00")
    case.verify("04-02")
    case.tries("05-08", "10:20", 2)
    case.visit("05-22", "17:30", "no_answer", "上门无人应门,未说明来意")
    case.counter("06-08", "10:10", "reached", "其子到柜台告知母亲去世,递交死亡证明,愿商量缴清", to="袁立新")
    case.died("06-08", "05-02", "居民死亡医学证明复印件", heir="袁立新", number="13900000024", clock="10:25")
    return case


STORIES = (
    pf_0004, pf_0006, pf_0009, pf_0010, pf_0011, pf_0014, pf_0015, pf_0016, pf_0019, pf_0020, pf_0021, pf_0024,
)  # fmt: skip
