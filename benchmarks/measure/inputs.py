"""What the measured commands are given: lines of a batch, a client's file, and what the peers keep in the program's place."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

DAY = date(2026, 6, 15)
"""The day of a generated ledger."""


@dataclass(frozen=True)
class OpenCase:
    """A case: its id, the path of its file, the debtor's name."""

    id: str
    path: str
    debtor: str


def open_cases(ledger: Path) -> list[OpenCase]:
    """The cases of a generated ledger that may be worked on, read without the program: no closed ones, and none of anybody who complained."""
    heads: list[dict[str, str]] = []
    silent: set[str] = set()
    for path in sorted((ledger / "cases").rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        lines = (line.strip() for line in text.partition("\nentries:")[0].splitlines())
        head = dict(line.split(": ", 1) for line in lines if ": " in line and line[0] not in "-{")
        if "kind: complaint," in text:
            silent.add(head["id_number"])
        elif "kind: close," not in text:
            heads.append({**head, "path": path.relative_to(ledger).as_posix()})
    return [
        OpenCase(head["case"], head["path"], head["name"])
        for head in heads
        if head["id_number"] not in silent
    ]


def batch_lines(cases: list[OpenCase], count: int, mark: str) -> str:
    """So many lines for `dunning batch`, payments and calls by turns, on one case after the other."""
    return "".join(
        json.dumps(_line(cases[number % len(cases)], number, mark), ensure_ascii=False) + "\n"
        for number in range(count)
    )


def _line(case: OpenCase, number: int, mark: str) -> dict[str, str]:
    if number % 2:
        return {
            "op": "note",
            "case": case.id,
            "text": "响铃至自动挂断,无人接听",
            "channel": "phone",
            "result": "no_answer",
        }
    return {"op": "pay", "case": case.id, "amount": "12.34", "via": "bank", "ref": f"{mark}{number:06}"}


_COLUMNS = (
    "个案序列号", "姓名", "批次号", "委案日期", "委案金额", "逾期本金", "逾期利息", "逾期罚息", "逾期天数", "本人手机", "家庭地址",
    "合同编号", "委托方",
)  # fmt: skip


def write_client_file(path: Path, rows: int) -> None:
    """A client's file of new cases, a row each, in the form `standard-cases`."""
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(_COLUMNS)
        for number in range(rows):
            principal, interest, penalty = 1000 + number % 900, 20 + number % 70, number % 30
            table.writerow(
                (
                    f"NEW-{number:06}",
                    f"{'王李张刘陈'[number % 5]}{'安柏晨丹恩芳'[number % 6]}{'海和佳静凯岚立'[number % 7]}",
                    "PC-2026-06",
                    (DAY - timedelta(3)).isoformat(),
                    f"{principal + interest + penalty}.00",
                    f"{principal}.00",
                    f"{interest}.00",
                    f"{penalty}.00",
                    str(20 + number % 200),
                    f"13801{number:06}",
                    f"云州市江北区白果巷 {number} 号",
                    f"HT-{number:06}",
                    "丰穗小额贷款有限公司",
                )
            )


def task_lines(cases: int) -> str:
    """As many tasks as cases, for `task import`: a description, a project, a due day."""
    return "".join(json.dumps(task, ensure_ascii=False) + "\n" for task in _tasks(cases))


def _tasks(cases: int) -> Iterator[dict[str, str]]:
    for number in range(cases):
        due = DAY + timedelta(number % 60 - 30)
        yield {
            "uuid": f"00000000-0000-4000-8000-{number:012}",
            "description": f"催收 PF-2026-{number:06} 谢雨 {800 + number % 4000}.00 元",
            "status": "pending",
            "project": ("property-fee", "small-loan", "student-loan", "credit-card")[number % 4],
            "entry": f"{DAY - timedelta(100):%Y%m%d}T010000Z",
            "due": f"{due:%Y%m%d}T010000Z",
        }


def journal(cases: int) -> str:
    """A journal for hledger with an account for each case: what was taken over, and one payment."""
    return "".join(
        f"2026-01-05 taken over\n  cases:{number % 4}:{number:06}  {800 + number % 4000}.00\n  income\n"
        f"2026-03-05 paid\n  bank  100.00\n  cases:{number % 4}:{number:06}\n"
        for number in range(cases)
    )
