"""Words that mean the same in every file, unless its profile says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dunning_cli.domain.case.codes.people import Relation

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
NOTHING_SAID = frozenset(
    ["无", "没有", "无电话", "暂无", "未知", "未填", "不详", "空", "none", "n/a", "-", "--", "—", "——", "/"]
)
"""What stands in the cell of a telephone number where there is none."""
RELATIONS: Mapping[str, Relation] = MappingProxyType(
    {word: relation for relation, words in _RELATION_WORDS.items() for word in words.split()}
)
"""What a person is to the debtor, in the words of client files; any other word is `other`."""

STATUSES: Mapping[str, str] = MappingProxyType(
    {
        word: status
        for status, words in {
            "active": "在催 在案 催收中 跟进中 处理中 正常 正常催收 新案 新增 未结清 未还款 逾期 未结案 委外中 留案 续委",
            "returned": "退案 已退案 撤案 已撤案 撤回 已撤回 召回 已召回 退回 已退回 收回 已收回 终止委外",
            "paid": "结清 已结清 还清 已还清 已还款 全额还款 已结案 结案 销案 已销案 已核销结清",
            "held": "停催 暂停 暂停催收 停止催收 挂起 冻结",
        }.items()
        for word in words.split()
    }
)
"""What a client's status of a case means."""

LEDGER_CURRENCY = frozenset(("CNY", "RMB", "人民币", "元", "￥", "¥", "人民币元"))
"""Names of the yuan."""

PAID_UP = frozenset(
    [
        "已缴",
        "已交",
        "已付",
        "已收",
        "已清",
        "已缴费",
        "已交费",
        "已缴清",
        "已交清",
        "已付清",
        "缴清",
        "交清",
        "付清",
        "结清",
        "已结清",
    ]
)
"""What stands in the column of a month of which nothing is owed any more."""
