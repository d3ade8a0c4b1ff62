"""Letters to an organisation: no identity card, no personal credit record, spoken to as 贵单位; to a person as ever."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CODE = "91990000MA0BEQ0X72"
NAME = "云栖餐饮管理有限公司"
TEMPLATES = sorted(path.stem for path in (Path(__file__).parents[2] / "templates" / "zh").glob("*.txt"))
KNOWN_BY = {
    "kind": ("debtor.kind=organisation",),
    "credit code": (f"debtor.credit_code={CODE}",),
    "code in the place of the identity number": (f"debtor.id_number={CODE}",),
    "name": (),
}


def letters_of(run: Run, case: str, language: str) -> dict[str, str]:
    """Every shipped letter of a case, to whom it is meant for."""
    found = {}
    for template in TEMPLATES:
        to = {"guarantor-notice": "guarantor", "extension-request": "creditor"}.get(template, "debtor")
        done = run("--lang", language, "letter", "preview", case, template, "--to", to, "--reveal")
        assert done.code == 0, done.err
        found[template] = done.out
    return found


def opened(run: Run, case: str, name: str, guarantor: str, *changes: str) -> None:
    """A case with a bill overdue, a plan, a guarantor and a client's batch."""
    words = ("--policy", "property-fee", "--name", name, "--address", "云栖路 8 号", "--guarantor", guarantor)
    batch = ("--batch", "B-1", "--entrusted", "2026-05-01", "--return-by", "2026-08-01")
    assert run("open", case, *words, *batch, "--creditor", "青禾物业服务有限公司").code == 0
    bill = ("--on", "2026-01-01", "--due", "2026-01-31", "--principal", "1200", "--ref", "2026Q1")
    assert run("charge", case, *bill).code == 0
    if changes:
        assert run("set", case, *changes).code == 0


@pytest.mark.parametrize("known", KNOWN_BY)
def test_no_letter_to_an_organisation_speaks_of_a_person(known: str, ledger: Path, run: Run) -> None:
    name = NAME if known == "name" else "云栖餐饮"
    opened(run, "C-1", name, "云栖投资（海州）有限公司", *KNOWN_BY[known])
    for template, text in letters_of(run, "C-1", "zh").items():
        for word in ("身份证", "征信", "您", "本人"):
            assert word not in text, (template, word)
        if "统一社会信用代码" not in text:
            assert "证件号码：" not in text.split("保证人（如有")[0], template
    for template, text in letters_of(run, "C-1", "en").items():
        for word in ("ID number", "credit information"):
            assert word not in text, (template, word)


def test_the_consequences_are_numbered_without_a_gap(ledger: Path, run: Run) -> None:
    opened(run, "C-1", NAME, "李敏")
    text = letters_of(run, "C-1", "zh")["overdue-notice"]
    after = text.partition("四、")[2].partition("五、")[0]
    assert [mark for mark in "一二三四" if f"（{mark}）" in after] == ["一", "二"]
    assert "贵单位" in text
    assert "签收单位（盖章）" in text


def test_a_person_is_spoken_to_as_before(ledger: Path, run: Run) -> None:
    opened(run, "P-1", "王建国", "李敏")
    letters = letters_of(run, "P-1", "zh")
    assert "贵单位" not in "".join(letters.values())
    assert "统一社会信用代码" not in "".join(letters.values())
    text = letters["overdue-notice"]
    for word in ("身份证号码", "征信", "本人已收到", "现就您的逾期欠款"):
        assert word in text
    assert "王建国，您好：" in letters["payment-reminder"]


def test_a_person_who_guarantees_for_an_organisation_signs_as_a_person(ledger: Path, run: Run) -> None:
    opened(run, "C-1", NAME, "李敏")
    text = letters_of(run, "C-1", "zh")["guarantor-notice"]
    assert "身份证号码" in text
    assert "您为云栖餐饮管理有限公司" in text


def test_what_is_recorded_goes_before_the_name(ledger: Path, run: Run) -> None:
    opened(run, "P-1", "赵有限公司", "李敏", "debtor.kind=person")
    assert "身份证号码" in letters_of(run, "P-1", "zh")["overdue-notice"]
