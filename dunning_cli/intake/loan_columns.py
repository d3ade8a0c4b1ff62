"""The columns of a personal-loan client file and the words found in them (docs/rules.md)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dunning_cli.domain.case.codes.people import AddressKind, PhoneKind, Relation

CASE_NUMBER: Final = "委案编号"
ENTRUSTED_ON: Final = "委外日期"
ENTRUSTED_AMOUNT: Final = "委外金额"
DEBTOR_NAME: Final = "客户姓名"

REQUIRED = (CASE_NUMBER, ENTRUSTED_ON, DEBTOR_NAME)
"""Columns without which no row can become a case."""

CONTRACT_NUMBERS = ("合同编号", "合同号", "借款合同编号", "借款合同号", "贷款合同编号", "贷款合同号")
"""Columns that give a contract number; the first one with a value counts."""

PENALTIES = ("逾期罚息", "逾期违约金")
"""Columns that together are the penalty of a debt."""

PHONES = (
    ("手机号码", PhoneKind.MOBILE),
    ("住宅电话", PhoneKind.HOME),
    ("户籍电话", PhoneKind.REGISTERED),
    ("公司电话", PhoneKind.WORK),
)
ADDRESSES = (
    ("住宅地址", AddressKind.HOME),
    ("户籍地址", AddressKind.REGISTERED),
    ("公司地址", AddressKind.WORK),
)
CONTACTS = tuple((f"联络人{n}姓名", f"联络人{n}关系", f"联络人{n}电话") for n in range(1, 11))
"""Name, relation and phone of the contact people."""

_CARRIED = [
    "委案编号",
    "批次号",
    "委外日期",
    "委外状态",
    "委外金额",
    "已还金额",
    "备注",
    "客户号",
    "客户姓名",
    "账户号",
    "性别",
    "身份证号",
    "放款机构",
    "签约金额",
    "放款金额",
    "产品类型",
    "放款时间",
    "总期数",
    "当前期数",
    "已还期数",
    "剩余本金",
    "逾期利息",
    "逾期罚息",
    "逾期管理费",
    "逾期违约金",
    "逾期本金",
    "未还本金",
    "银行名",
    "银行帐号",
    "逾期天数",
    "城市",
    "电子邮箱",
    "户籍电话",
    "户籍地址",
    "手机号码",
    "住宅电话",
    "住宅地址",
    "公司名称",
    "公司地址",
    "公司电话",
]
NOT_CARRIED = ("序号", "委外机构", "提前结清金额", "月还款额", "账户名", "归集公司", "账龄")
"""Known columns that a case has no place for: running numbers, derived figures, the agency itself."""

KNOWN = (*_CARRIED, *NOT_CARRIED, *CONTRACT_NUMBERS, *(name for three in CONTACTS for name in three))
"""Every column that is no surprise."""

ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "银行账号": "银行帐号",
        "银行卡号": "银行帐号",
        "帐户号": "账户号",
        "帐户名": "账户名",
        "身份证号码": "身份证号",
        "手机号": "手机号码",
    }
    | {f"联系人{n}{what}": f"联络人{n}{what}" for n in range(1, 11) for what in ("姓名", "关系", "电话")}
)
"""Other spellings of the same columns."""

SEXES: Mapping[str, str] = MappingProxyType(
    {
        "男": "male",
        "男性": "male",
        "M": "male",
        "女": "female",
        "女性": "female",
        "F": "female",
        "未知": "",
        "不详": "",
    }
)

_RELATION_WORDS = {
    Relation.SPOUSE: "配偶 夫妻 丈夫 妻子 老公 老婆 爱人 夫 妻",
    Relation.PARENT: "父母 父亲 母亲 爸爸 妈妈 父 母",
    Relation.CHILD: "子女 儿子 女儿 儿女 子 女",
    Relation.SIBLING: "兄弟 姐妹 姊妹 兄弟姐妹 哥哥 弟弟 姐姐 妹妹 兄妹 姐弟 兄 弟 姐 妹",
    Relation.RELATIVE: (
        "亲戚 亲属 其他亲属 直系亲属 家人 家属 叔叔 伯伯 舅舅 姑姑 姨 阿姨 侄子 外甥 表哥 表弟 表姐 表妹 堂哥 堂弟 堂姐 堂妹"
        " 祖父 祖母 爷爷 奶奶 外公 外婆 孙子 孙女 岳父 岳母 公公 婆婆 女婿 儿媳 嫂子 姐夫 妹夫"
    ),
    Relation.COLLEAGUE: "同事 领导 上司 下属 单位同事",
    Relation.FRIEND: "朋友 好友 同学 室友 男朋友 女朋友",
}
RELATIONS: Mapping[str, Relation] = MappingProxyType(
    {word: relation for relation, words in _RELATION_WORDS.items() for word in words.split()}
)
"""What a contact person is to the debtor, in the words of client files; any other word is `other`."""
