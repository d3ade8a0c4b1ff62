"""The first dunning.yaml: every key once with its meaning, commented out with an example where it is not set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.nodes import Map, Node, Pair, Sequence
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import to_node
from dunning_cli.store.format.yaml_writer import block

_HEAD = {
    "zh": "办公室设置。改好后运行：dunning commit。行首的 # 去掉，该项就生效；“# ”开头的是说明。",
    "en": "Settings of the office. After a change: dunning commit. Take the # off a key to set it; lines with '# ' explain.",
}


@dataclass(frozen=True, slots=True)
class SettingExample:
    """What is said of a key, in both languages, and how it may be written."""

    zh: str
    en: str
    example: str
    """YAML lines that set the key."""


EXAMPLES: Mapping[str, SettingExample] = {
    "office": SettingExample(
        "办公室名称，印在信函上", "name of the office, as on letters", "office: 青禾物业"
    ),
    "language": SettingExample("语言：zh 或 en", "language: zh or en", "language: zh"),
    "time_zone": SettingExample("办公室所在时区", "time zone of the office", "time_zone: Asia/Shanghai"),
    "currency": SettingExample("金额的币种", "currency of all amounts", "currency: CNY"),
    "today": SettingExample(
        "固定的当前日期，仅供培训；须同时设 practice",
        "a fixed today, for training; only with practice",
        "today: 2026-06-15",
    ),
    "practice": SettingExample(
        "练习台账：固定日期可用于登记，信函不要求收款账户，每次输出都会注明",
        "a ledger to practise on: a fixed today counts in writes, letters need no account, every output says so",
        "practice: true",
    ),
    "staff": SettingExample(
        "人员；空表示任何人都可操作。岗位：phone、field、clerk、supervisor、manager。例如：\n"
        '  - {id: wang, name: 王静, roles: [phone], email: wang@example.com, phone: "13800000001"}\n'
        "  - {id: zhou, name: 周正, roles: [supervisor]}",
        "who may act; an empty list accepts anybody. Roles: phone, field, clerk, supervisor, manager. For example:\n"
        '  - {id: wang, name: 王静, roles: [phone], email: wang@example.com, phone: "13800000001"}\n'
        "  - {id: zhou, name: 周正, roles: [supervisor]}",
        "staff: []",
    ),
    "targets": SettingExample(
        "每人每月的目标：回款金额（元）、外访次数",
        "what collectors are to reach, by month: amount in yuan, visits",
        "targets:\n  - {staff: wang, period: 2026-07, amount: 50000.00, visits: 20}",
    ),
    "approval_limits": SettingExample(
        "超过即须他人审批：一件案件让步合计（元）、展期天数、停计天数；可审批的岗位",
        "above these somebody else must approve: yuan given to one case, days of extension, days of hold; who may approve",
        "approval_limits:\n  waiver: 500.00\n  extension_days: 90\n  hold_days: 30\n  roles: [supervisor, manager]",
    ),
    "letterhead": SettingExample(
        "信函上的地址、咨询电话、投诉电话和抬头",
        "on letters: address, telephone numbers for questions and complaints, lines above the title",
        "letterhead:\n  address: 云州市江北区青禾路 1 号\n  phone: 0000-8000001\n  complaints: 0000-8000002\n"
        "  lines: [青禾物业服务有限公司]",
    ),
    "payment_account": SettingExample(
        "收款账户：户名、开户行、账号；要求付款的信函必须有",
        "account that debtors pay into: holder, bank, number; letters that ask for money need it",
        "payment_account:\n  name: 青禾物业服务有限公司\n  bank: 云州银行江北支行\n"
        '  number: "6200000000000000017"',
    ),
    "printing": SettingExample(
        "信函打印：收件人是否印在开窗信封的窗口位置；是否印收款账户和案件编号的二维码",
        "letters on paper: whether the addressee stands in the window of an envelope; a QR code of account and case",
        "printing:\n  window_envelope: true\n  payment_code: true",
    ),
    "letter_series": SettingExample(
        "文书编号的字轨，每个办公地点一个", "letter series, one a workplace", "letter_series: [A]"
    ),
    "branch": SettingExample("台账所在的 git 分支", "git branch the ledger lives on", "branch: main"),
    "remotes": SettingExample(
        "备份到哪些 git 远程库，如网点和总部",
        "git remotes to back up to, such as branch and head office",
        "remotes: [branch, head-office]",
    ),
    "holidays": SettingExample(
        "内置日历之外的休息日和调休上班日",
        "days off, and weekend days worked, for years the built-in calendar does not know",
        "holidays:\n  off: [2028-01-01]\n  work: [2028-01-08]",
    ),
    "clients": SettingExample(
        "委托方：联系人，收到资料到录入的小时数，联系到登记的小时数，诉讼文书所需",
        "who entrusts debts: whom to speak to, hours from receipt to entry of data and of contacts, what courts ask",
        "clients:\n  - name: 星渡银行信用卡中心\n    contacts:\n"
        '      - {name: 何佳, about: 交接, phone: "13800000002", email: he@example.com}\n'
        "    entry_hours: 24\n    contact_hours: 24\n"
        '  - {name: 青禾物业服务有限公司, address: 云州市江北区青禾路1号, phone: "13800000003", '
        'credit_code: "91000000000000000X", representative: 何岚（总经理）, agent: 周正（法务，一般授权）, '
        "electronic_service: 同意 he@example.com, mediation: 同意先行调解, security: 保险公司保函}",
    ),
    "contact_hours": SettingExample(
        "联系到登记的小时数，超过的会列入报告",
        "hours from a contact to its entry; later ones are reported",
        "contact_hours: 24",
    ),
    "reasons": SettingExample(
        "自有的欠款原因",
        "reasons for arrears of the office's own, beside the built-in ones",
        "reasons:\n  - {code: crop_failure, zh: 歉收, en: crop failure}",
    ),
    "money_counts_for": SettingExample(
        "回款计入谁：holder 为入账日的持案人，agent 为收款人",
        "for whom collected money counts: holder, who had the case on its value date, or agent, who took it",
        "money_counts_for: holder",
    ),
    "default_rate_target": SettingExample(
        "还款期内贷款的违约率上限，百分数；report default-rate 对照它",
        "default rate of loans being repaid that is not to be passed, percent; report default-rate holds it against this",
        "default_rate_target: 5.00",
    ),
    "phases": SettingExample(
        "自有的工作环节",
        "phases of the work of the office's own, beside the built-in ones",
        "phases:\n  - {phase: heating, zh: 供热协调, en: heating office}",
    ),
    "inspection": SettingExample(
        "稽核评分表：项目代码、中英文说明、满分；得分达到百分之几为合格",
        "score sheet of inspections: items with their most points; percent of the points from which a contact passes",
        "inspection:\n  sheet:\n    - {item: greeting, zh: 表明身份和委托方, en: said who calls and for whom, points: 10}\n"
        "    - {item: tone, zh: 语气平和, en: stayed calm, points: 10}\n  pass_from: 80",
    ),
}
"""By key, in the order of the file."""


def settings_text(settings: Office, language: str) -> str:
    """The text of dunning.yaml for first settings: what is set stands as it is, the rest as examples."""
    given = {pair.key: pair.node for pair in to_node(settings).pairs}
    given.setdefault("staff", Sequence(()))
    lines = [f"# {_HEAD.get(language, _HEAD['en'])}"]
    for name, about in EXAMPLES.items():
        lines.append("")
        said = about.zh if language == "zh" else about.en
        lines += [f"# {line}" for line in said.splitlines()]
        lines += (
            _set(name, given[name]) if name in given else [f"#{line}" for line in about.example.splitlines()]
        )
    return "\n".join(lines) + "\n"


def _set(name: str, node: Node) -> Iterator[str]:
    yield from block(Map((Pair(name, node),))).splitlines()
