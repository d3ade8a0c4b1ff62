"""What the search for Latin words finds, and what it lets stand."""

from __future__ import annotations

import pytest
from latin import latin_words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("环节  pre-suit", ["pre-suit"]),
        ("利率 12%/year", ["year"]),
        ("note 物-1: phone, promised 300.00 by 2026-06-05", ["note", "phone", "promised", "by"]),
        ("产品规则 property-fee", ["property-fee"]),
        ("信函 lawyers-letter，编号 2026-A-0003", ["lawyers-letter"]),
        ("结清方式：written_off。", ["written_off"]),
        ("违反联系规则 hours：请在 08:00 后联系", ["hours"]),
        ("凭证号 in-kind", ["in-kind"]),
    ],
)
def test_what_is_left_in_latin_is_found(line: str, words: list[str]) -> None:
    assert [found.partition(": ")[0] for found in latin_words(line)] == words


@pytest.mark.parametrize(
    "line",
    [
        "案件 PF-2026-0007，信函 2026-A-0003，录音 LY202603180950-801，账单 2026Q1，合同 XK-2022-00011",
        "pay 物-1：银行转账收款 1,200.00，记账日 2026-05-23 [467ecc2798]",
        "set 3 个案件：案件区域",
        "undo 4b74aa7ab7：撤回“批量：2 项操作，案件 2 个”",
        "请先核实身份与欠款（dunning verify 物-1，或记录时加 --verified）",
        "产品  物业费（property-fee）",
        "01kkzacnp00b46hk  阶段 M4+，一年期 LPR × 4，币种 CNY",
        "policies/small-loan.yaml：accruals.penalty_interest.rate：contract * 1.5 → contract * 1.3",
        "邮箱 l***@example.com，方式 EMS，核对 SHA256SUMS",
    ],
)
def test_what_may_stand_is_not(line: str) -> None:
    assert latin_words(line) == []


def test_people_may_be_named() -> None:
    assert latin_words("催收员 wang", ("wang",)) == []
    assert latin_words("催收员 wangs", ("wang",)) == ["wangs: 催收员 wangs"]
