"""The month of May of an agency and its client, with terms and payments: the worked example of docs/settlement.md."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]
PAGE = Path(__file__).parents[1] / "docs" / "settlement.md"
CLIENT = "云杉物业管理有限公司"
MAY, JUNE, JULY = (
    ("--from", f"2026-{month}-01", "--to", f"2026-{month}-{last}")
    for month, last in (("05", "31"), ("06", "30"), ("07", "31"))
)
STAFF = """staff:
  - {id: wang, name: 王静, roles: [phone]}
  - {id: chen, name: 陈立冬, roles: [field]}
  - {id: zhou, name: 周正, roles: [supervisor]}
"""
CASES = {
    # id: (due, principal, owner)
    "YS-1": ("2026-01-31", "2400.00", "wang"),
    "YS-2": ("2026-01-31", "12000.00", "chen"),
    "YS-3": ("2026-03-20", "900.00", "wang"),
    "YS-4": ("2026-04-24", "700.00", None),
    "YS-5": ("2026-03-20", "200.00", "wang"),
}
"""Entrusted on 2026-05-04: 93, 93, 45, 10 and 45 days past due."""
PAID = (
    ("YS-1", "500.00", "2026-05-10"),
    ("YS-2", "1000.05", "2026-05-12"),
    ("YS-3", "100.04", "2026-05-18"),
    ("YS-4", "80.00", "2026-05-19"),
    ("YS-1", "333.33", "2026-05-20"),
    ("YS-5", "300.00", "2026-05-21"),
)


def terms() -> str:
    """The terms as the page shows them."""
    (block,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return str(block)


def of_batch(**values: str | None) -> str:
    return json.dumps({key: value for key, value in values.items() if value is not None}, ensure_ascii=False)


def worked_in(ledger: Path, run: Run) -> None:
    """The month of May, and the terms."""
    settings = ledger / "dunning.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("staff: []\n", STAFF), encoding="utf-8")
    (ledger / "clients").mkdir()
    (ledger / "clients" / "yunshan.yaml").write_text(terms(), encoding="utf-8")
    assert run("commit", "--actor", "zhou").code == 0
    lines = []
    for case, (due, principal, owner) in CASES.items():
        lines.append(
            of_batch(
                op="open", id=case, policy="property-fee", name=f"业主{case[-1]}", creditor=CLIENT, owner=owner,
                batch="YS-2026-05", entrusted="2026-05-04", contract=f"W-{case[-1]}",
            )
        )  # fmt: skip
        lines.append(
            of_batch(op="charge", case=case, on="2026-01-01", due=due, principal=principal, ref="2025")
        )
    lines += [of_batch(op="pay", case=case, amount=amount, on=on, via="bank") for case, amount, on in PAID]
    lines.append(of_batch(op="refund", case="YS-5", amount="60.00", on="2026-05-25", via="bank"))
    file = ledger.parent / "may.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    done = run("batch", str(file), "--actor", "zhou")
    assert done.code == 0, done.err


def change_terms(ledger: Path, was: str, now: str) -> None:
    file = ledger / "clients" / "yunshan.yaml"
    text = file.read_text(encoding="utf-8")
    assert was in text
    file.write_text(text.replace(was, now), encoding="utf-8")
