"""`list` tells scripts what the head of a case says of client, contract and batch, and takes cases of one area."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]
BANK = "江北村镇银行"
OPENED = ("open", "XD-2026-0009", "--policy", "small-loan", "--name", "岑远", "--term", "contract_rate=12%/year",
          "--creditor", BANK, "--contract", "JK-1", "--area", "江北区", "--batch", "2026-06-A", "--entrusted", "2026-05-04",
          "--return-by", "2026-11-04")  # fmt: skip


def test_a_case_tells_client_contract_and_batch(worked: Path, run: Run) -> None:
    settings = worked / "dunning.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text + f"clients:\n  - {{name: {BANK}, entry_hours: 24}}\n", encoding="utf-8")
    assert run("commit").code == 0
    assert run(*OPENED).code == 0
    keys = ("creditor", "client", "contract", "area", "batch", "entrusted", "return_by")
    rows = {row["case"]: [row[key] for key in keys] for row in run("list", "--json").json["cases"]}
    assert rows["XD-2026-0009"] == [BANK, BANK, "JK-1", "江北区", "2026-06-A", "2026-05-04", "2026-11-04"]
    assert rows["PF-2026-0007"] == [None, None, "WY-2019-0331", None, None, None, None]


def test_a_creditor_that_is_no_client_is_told_as_creditor_only(worked: Path, run: Run) -> None:
    assert run(*OPENED).code == 0
    row = next(row for row in run("list", "--json").json["cases"] if row["case"] == "XD-2026-0009")
    assert (row["creditor"], row["client"]) == (BANK, None)


def test_cases_of_one_area(worked: Path, run: Run) -> None:
    assert run(*OPENED).code == 0
    assert [row["case"] for row in run("list", "--area", "江北区", "--json").json["cases"]] == [
        "XD-2026-0009"
    ]
    shown = run("list", "--area", "江北区").out
    assert "XD-2026-0009" in shown
    assert "PF-2026-0007" not in shown
    part = run("list", "--area", "江北")
    assert (part.code, part.out) == (3, "")
    assert "did you mean '江北区'?" in part.err
