"""A letter's text in pieces: every word of it is in one of them, in its order, and each is what it looks like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunning_cli.documents.letter_blocks import Block, BlockKind, LetterParts, is_centred, letter_parts
from dunning_cli.documents.plain_text import PAGE_WIDTH, fold

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
TEMPLATES = sorted(path.stem for path in (Path(__file__).parents[2] / "templates/zh").glob("*.txt"))
SLIP = "- - - - - - - - - - （沿此线裁下，签字后寄回） - - - - - - - - - -"


def said(parts: LetterParts) -> Iterator[str]:
    yield from parts.notes
    yield parts.title
    yield from (text for block in parts.body for text in texts(block))
    yield parts.cut
    yield from (text for block in parts.slip for text in texts(block))


def texts(block: Block) -> Iterator[str]:
    yield block.text
    yield from block.columns
    for row in (*block.rows, block.total):
        yield from row


def squeezed(text: str) -> str:
    """Without blanks, lines, and the marks of the line to cut along."""
    text = re.sub(r"(?:- ){4,}-?\s*[(（](.*?)[)）]\s*(?:- ){3,}-?", r"\1", text)
    return re.sub(r"\s", "", text)


def kinds(text: str) -> list[BlockKind]:
    return [block.kind for block in letter_parts(text).body]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("case", [CASE, LOAN])
def test_every_word_of_every_letter_is_in_its_pieces(
    template: str, case: str, language: str, worked: Path, run: Run
) -> None:
    done = run("letter", "preview", case, template, "--letter-language", language, "--json")
    if done.code != 0:
        assert template in ("guarantor-notice", "extension-request"), done.err
        return
    text = done.json["text"]
    assert squeezed("".join(said(letter_parts(text)))) == squeezed(text)


@given(st.lists(st.text(alphabet="ab1,. 元欠款：:_—（）\u3000-", max_size=60), max_size=12))
def test_no_word_of_any_text_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    got = "".join(said(letter_parts(text)))
    assert squeezed(got).replace("-", "") == squeezed(text).replace("-", "")


def test_the_last_centred_line_at_the_beginning_is_the_title() -> None:
    parts = letter_parts(" " * 32 + "【须经审核】\n\n" + " " * 33 + "催收通知书\n\n" + "正文\n")
    assert (list(parts.notes), parts.title) == (["【须经审核】"], "催收通知书")
    assert is_centred(" " * 33 + "催收通知书")
    assert not is_centred("    缩进的一行")
    assert not is_centred("x" * PAGE_WIDTH)


def test_what_is_cut_off_is_apart() -> None:
    parts = letter_parts(
        f"正文\n\n{SLIP}\n\n{' ' * 34}回    执\n\n　　本人已收到。\n\n  签收人：____  日期：____\n"
    )
    assert parts.cut == "沿此线裁下，签字后寄回"
    assert [block.kind for block in parts.slip] == [
        BlockKind.CENTRED,
        BlockKind.PARAGRAPH,
        BlockKind.FIELDS,
    ]
    assert parts.slip[2].rows == [["签收人：____", "日期：____"]]


def test_names_amounts_and_rows_are_told_apart() -> None:
    text = (
        "一、债务\n\n  债务人：王建国\n  合同编号：WY-1\n\n二、金额\n\n"
        "  本金              1,065.40 元\n  利息                  0.00 元\n  合计              1,065.40 元\n"
        "  合计大写：人民币壹仟零陆拾伍元肆角\n\n"
        "到期日           本金      利息 罚息违约金  账单\n"
        "2026-01-31    1065.40      0.00      13.85  第 1 期 车位\n"
    )
    head, facts, second, sums, words, items = letter_parts(text).body
    assert (head.kind, head.text, second.text) == (BlockKind.HEADING, "一、债务", "二、金额")
    assert facts.rows == [["债务人：", "王建国"], ["合同编号：", "WY-1"]]
    assert sums.rows == [["本金", "1,065.40 元"], ["利息", "0.00 元"]]
    assert (sums.total, sums.figures) == (["合计", "1,065.40 元"], [False, True])
    assert (words.kind, words.tight) == (BlockKind.PAIRS, True)
    assert items.columns == ["到期日", "本金", "利息", "罚息违约金", "账单"]
    assert items.rows == [["2026-01-31", "1065.40", "0.00", "13.85", "第 1 期 车位"]]
    assert items.figures == [False, True, True, True, False]


@pytest.mark.parametrize(
    "sentence",
    [
        "　　在欠款余额和计收标准不变的情况下，此后每多一日未还，欠款增加人民币 1.20 元；实际应付金额以付款当日核算为准。",
        "If nothing else changes, each further day of delay adds RMB 2.10. The amount payable is worked out then.",
        "　　本人确认上述债务：截至2026年6月15日已到期未付，按照合同约定和法律规定核算合计人民币 3,584.06 元，如上所列。",
    ],
)
def test_a_sentence_that_was_folded_is_whole_again(sentence: str) -> None:
    folded = fold(sentence)
    assert len(folded) > 1
    (block,) = letter_parts("\n".join(folded)).body
    assert block.text == sentence.lstrip("\u3000")


def test_lines_that_stand_under_each_other_are_not_run_together() -> None:
    assert kinds("请付款。\n谢谢。\n") == [BlockKind.PARAGRAPH] * 2
    (signed,) = letter_parts(f"{' ' * 60}青禾物业\n{' ' * 60}（盖章）\n{' ' * 58}2026年6月15日\n").body
    assert (signed.kind, signed.right, signed.seal) == (BlockKind.SIGNED, True, True)
    assert signed.rows == [["青禾物业"], ["（盖章）"], ["2026年6月15日"]]


def test_lines_of_a_list_stay_apart_however_long_they_are() -> None:
    lines = [
        "     3: RMB 1,194.68 a month (the last 1,194.70), 2026-07-15 to 2026-09-15",
        "     6: RMB 597.34 a month (the last 597.36), 2026-07-15 to 2026-12-15",
        "  On 15 June 2026 RMB 2,060.76 in all; RMB 2,060.76 of it has fallen due.",
        "  From 16 June 2026 it grows by RMB 1.20 a day, as things stand.",
    ]
    assert [block.text for block in letter_parts("\n".join(lines)).body] == [line.strip() for line in lines]


def test_a_long_heading_is_one_and_a_numbered_sentence_is_none() -> None:
    heading = "2. The lawyer's opinion (to be completed or amended by the lawyer after checking the facts)"
    assert kinds("\n".join(fold(heading))) == [BlockKind.HEADING]
    assert kinds("1. 目前无须还款。\n") == [BlockKind.PARAGRAPH]


def test_a_box_to_tick_and_a_line_to_write_on_are_with_their_words() -> None:
    (block,) = letter_parts(
        "  [  ] 同意延长至____年__月      [  ] 不同意\n\n  Signature:     __________  Date:  ______\n"
    ).body
    assert block.rows == [
        ["[  ] 同意延长至____年__月", "[  ] 不同意"],
        ["Signature: __________", "Date: ______"],
    ]
