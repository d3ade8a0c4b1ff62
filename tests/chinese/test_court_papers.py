"""Papers for a court that have no element form are Chinese throughout; what the ledger holds in Latin letters stands as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from latin import latin_words

Run = Callable[..., Any]
CASE = "PF-2026-0007"
BEFORE: dict[str, tuple[tuple[str, ...], ...]] = {
    "enforcement": (
        ("legal", CASE, "judgment", "--principal", "1200", "--penalty", "50", "--court-fee", "25", "--perform-by",
         "2026-04-20", "--on", "2026-04-10", "--running", "component=penalty,rate=0.05%/day,from=2026-02-01"),
        ("pay", CASE, "300", "--via", "bank", "--on", "2026-05-01", "--ref", "T-77"),
    ),
    "preservation": (
        ("asset", "add", CASE, "一辆轿车", "--type", "vehicle", "--value", "80000", "--encumbrance", "抵押给云州银行",
         "--collateral", "pledge"),
        ("legal", CASE, "file", "--court", "江城区人民法院"),
    ),
    "power-of-attorney": (),
    "evidence-list": (("pay", CASE, "300", "--via", "bank", "--on", "2026-05-01", "--ref", "T-77"),),
    "assignment-notice": (
        ("new-creditor", CASE, "云州资产管理有限公司", "--agreed", "2026-05-08", "--account",
         "云州资产管理有限公司,云州银行江北支行,6222020200009999"),
    ),
    "bankruptcy-claim": (
        ("insolvency", CASE, "--accepted", "2026-04-01", "--on", "2026-04-03"),
        ("pay", CASE, "300", "--via", "bank", "--on", "2026-05-01"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("template", sorted(BEFORE))
def test_papers_for_a_court_are_chinese(template: str, worked: Path, run: Run, tmp_path: Path) -> None:
    settings = worked / "dunning.yaml"
    client = "\nclients:\n  - {name: 青禾物业服务有限公司, agent: 陆行，特别授权}\n"
    settings.write_text(settings.read_text(encoding="utf-8") + client, encoding="utf-8")
    for words in (("commit",), *BEFORE[template]):
        done = run(*words)
        assert done.code == 0, done.err
    done = run("--lang", "en", "legal", "form", CASE, "--template", template, "-o", str(tmp_path / "court"))
    assert done.code == 0, done.err
    said = (tmp_path / "court" / f"{CASE}-{template}.txt").read_text(encoding="utf-8")
    assert latin_words(said) == []
