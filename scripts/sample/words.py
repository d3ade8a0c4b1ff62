"""What clerks write about their calls and visits, by product and by what came of them."""

from __future__ import annotations

from dunning_cli.domain.case.codes.talk import Result

PROPERTY, LOAN, CARD, STUDENT = "property-fee", "small-loan", "credit-card", "student-loan"

UNANSWERED: dict[Result, tuple[str, ...]] = {
    Result.NO_ANSWER: (
        "响铃至自动挂断,无人接听",
        "无人接听,改约下午再拨",
        "接通前被挂断,未通话",
        "响铃近一分钟无人接听,明日换时段再试",
        "无人接听,未留言",
    ),
    Result.BUSY: ("线路占用,稍后再拨", "通话中,未能接入", "连拨占线,改明日上午"),
    Result.OFF: ("提示已关机", "提示暂时无法接通", "关机,转入来电提醒"),
    Result.MESSAGE_LEFT: (
        "语音信箱留言,报机构名称请回电,未提及欠款",
        "留言请其本人方便时回电,未透露事由",
    ),
}

TOLD: dict[str, dict[Result, tuple[str, ...]]] = {
    PROPERTY: {
        Result.REACHED: (
            "核对房号与账单期间,业主要求把收费明细发到业主群之外的个人微信",
            "说明违约金按日计算的方法,业主表示先看账单再答复",
            "业主在外地,称月底回来到服务中心缴",
            "业主爱人接听并转本人,本人记下金额与收款账户",
            "提醒可用小程序缴费,业主称不会操作,约到前台办理",
            "业主询问欠费期间是否影响门禁,已答复不影响任何服务",
            "核对面积与单价无异议,业主称手头紧,晚些答复",
            "业主问能否分两次缴,已说明可签分期",
            "业主正在开会,约傍晚再谈",
            "告知缴清后可开具发票,业主要求抬头写个人",
        ),
        Result.INTENDS: (
            "愿意缴,等发工资后办理,未说定日期",
            "认可欠费,称孩子开学支出大,下月上旬处理",
            "愿缴本金,希望减免违约金,已告知需书面申请",
            "称已让家里老人去前台交,具体时间不清楚",
            "同意缴清,但要求先核对去年收据",
        ),
        Result.REFUSED: (
            "称保洁不到位拒绝缴费,已记录问题并转项目部",
            "表示别人不缴他也不缴,情绪平稳,约定一周后再沟通",
            "称从未签过合同,已说明业主大会决议与前期合同效力",
        ),
        Result.DISPUTED: (
            "反映楼道渗水未修,要求先维修再缴费",
            "称房屋空置应打折,已请其提交空置证明",
            "对公摊面积有异议,要求复核",
        ),
        Result.PROMISED: (
            "业主承诺{due}前缴{amount}元",
            "客户表示{due}前缴{amount}元",
            "约定{due}前到服务中心缴{amount}元",
            "本人接听,答应{due}前转账{amount}元",
        ),
    },
    LOAN: {
        Result.REACHED: (
            "告知受托机构名称及通话录音,核对逾期期数与金额,客户无异议",
            "客户称货款未结回,正在催收,愿配合",
            "说明罚息按日计收,客户询问每日金额,已答复",
            "客户在外打工,称月中发工资",
            "提醒扣款账户余额不足,客户称会去网点存入",
            "客户存错卡,已告知正确还款账户",
            "通话两分钟后客户称信号不好,约晚上再谈",
            "核实新住址与单位,均有变更,已更新",
            "客户询问提前结清金额,已按当日口径答复",
            "提醒逾期会报送征信,客户表示知悉",
        ),
        Result.INTENDS: (
            "有还款意愿,等玉米出售后安排",
            "称已向亲戚借款,到账即还",
            "愿先还一期,其余申请延后",
            "表示卖掉仔猪后还,时间未定",
            "等工程款,甲方答应本月结一部分",
        ),
        Result.REFUSED: (
            "称利息太高不愿还,已解释合同约定与上限",
            "情绪激动,称没钱,已安抚并结束通话",
            "表示让担保人去还,已说明其本人义务不变",
        ),
        Result.DISPUTED: (
            "称已还过一期未入账,请其提供回单",
            "对放款时扣除的服务费有异议,已登记",
        ),
        Result.PROMISED: (
            "承诺{due}前还{amount}元",
            "客户答应{due}前存入{amount}元到扣款账户",
            "约定{due}前还款{amount}元,已复述确认",
            "本人承诺{amount}元,{due}前到账",
        ),
    },
    CARD: {
        Result.REACHED: (
            "身份核实通过,告知账单金额与最低还款额",
            "持卡人称账单寄旧地址未收到,已更新通讯地址",
            "说明未全额还款时利息自记账日起算,持卡人表示知悉",
            "持卡人要求先还最低还款额,已告知金额",
            "持卡人称绑定的储蓄卡已换,自动扣款失败",
            "核对近两期交易,持卡人无异议",
            "持卡人出差,称回来后处理",
            "提醒本期到期还款日,持卡人记下",
            "持卡人询问能否停止计息,已告知需向发卡行书面申请",
        ),
        Result.INTENDS: (
            "愿意还最低还款额,等季度奖",
            "称信用卡资金用于店铺周转,回款后分批还",
            "愿还,但要求减免违约金,已告知无权承诺",
            "正在办理装修尾款结算,到账后归还一部分",
        ),
        Result.REFUSED: (
            "称收入中断无力还款,请其提供证明",
            "拒绝沟通还款安排,已告知权利与后果",
        ),
        Result.DISPUTED: (
            "称其中一笔非本人交易,已告知争议处理流程",
            "对违约金计算有异议,已说明按最低还款额未还部分计收",
        ),
        Result.PROMISED: (
            "承诺{due}前还{amount}元",
            "持卡人答应{due}前还入{amount}元,覆盖最低还款额",
            "约定{due}前还{amount}元,已提示逾期影响",
        ),
    },
    STUDENT: {
        Result.REACHED: (
            "核对毕业院校与贷款年度,本人确认无误",
            "本人不清楚还款账户,已告知查询与还款方法",
            "说明逾期罚息与征信影响,本人表示尽快处理",
            "本人正在实习,收入不稳定",
            "告知可登录系统自行还款,本人称晚上操作",
            "本人忘记密码,已说明重置方式",
            "母亲接听后转本人,本人记下应还金额",
        ),
        Result.INTENDS: (
            "愿还,等发第一个月工资",
            "称家里正在凑,先还利息",
            "家长同意分担一部分,时间待定",
            "试用期结束后按月还",
        ),
        Result.REFUSED: ("认为学校应承担,已解释合同由本人签订", "称暂无能力,拒绝约定日期"),
        Result.DISPUTED: ("称已提前还过一年,请其提供凭证", "对贴息截止日期有疑问,已登记核实"),
        Result.PROMISED: (
            "承诺{due}前还{amount}元",
            "本人答应{due}前存入{amount}元",
            "与家长一同承诺{due}前还{amount}元",
        ),
    },
}

MET: dict[Result, tuple[str, ...]] = {
    Result.NO_ANSWER: (
        "上门无人应答,门口未留任何欠款字样",
        "敲门三次无人,邻居称早出晚归,未说明来意",
        "家中无人,改约周末",
    ),
    Result.REACHED: (
        "当面核对金额并出示工作证,本人态度平和",
        "在院中与本人交谈,家庭确有困难,收集收入情况",
        "本人在店内,约定不在营业高峰谈",
    ),
    Result.INTENDS: ("当面表示愿还,等秋季贷款或货款到位", "本人愿分期,家属在场同意"),
    Result.REFUSED: ("本人在家,拒绝签收对账单,录音留存", "隔门答复暂不还,未进入室内"),
    Result.PROMISED: ("当面承诺{due}前还{amount}元", "上门约定{due}前付{amount}元,家属在场"),
}

THIRD_PARTY = (
    "仅核实能否转告本人回电,未透露欠款",
    "称已多年未联系,不便转告,致歉后不再拨打",
    "愿意转告本人回电,未说明事由",
)
WRONG_NUMBER = ("接听人非本人,称号码新办不久,已致歉并停用该号码", "号码已易主,标记为错号")


def told(product: str, result: Result, by_visit: bool) -> tuple[str, ...]:
    """The sentences that fit a result; those of a promise have the fields `amount` and `due`."""
    if result is Result.THIRD_PARTY:
        return THIRD_PARTY
    if result is Result.WRONG_NUMBER:
        return WRONG_NUMBER
    if by_visit:
        return MET[result]
    return UNANSWERED.get(result) or TOLD[product][result]
