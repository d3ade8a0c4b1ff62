"""Words of statements that mean the same everywhere, for profiles that do not give them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dunning_cli.domain.incoming.line import Direction, LineState
from dunning_cli.intake.profiles.headers import header_name

USUAL_DIRECTIONS: Mapping[str, str] = MappingProxyType(
    {
        word: direction.value
        for direction, words in {
            Direction.IN: "收入 收 贷 贷方 进账 转入 入账 CREDIT CR C IN",
            Direction.OUT: "支出 支 付 借 借方 出账 转出 DEBIT DR D OUT",
            Direction.NONE: "/ 不计收支 中性交易 其他",
        }.items()
        for word in words.split()
    }
)
"""Which way money went, by the word in capitals."""

_BACK = ("退款", "退回", "退还", "已退", "撤销", "冲正")
_NOT_YET = ("失败", "关闭", "等待", "未支付", "处理中", "待")
_DONE = ("成功", "到账", "完成", "正常", "已收钱", "已入账")


def usual_state(text: str) -> LineState:
    """How far a transaction has come, by what a word for it has in it; UNKNOWN for any other word."""
    name = header_name(text)
    for state, words in ((LineState.BACK, _BACK), (LineState.OPEN, _NOT_YET), (LineState.DONE, _DONE)):
        if any(word in name for word in words):
            return state
    return LineState.UNKNOWN
