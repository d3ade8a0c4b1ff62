"""The lines of the letterhead in dunning.yaml stand above the title."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

CASE = "PF-2026-0007"


def test_the_lines_stand_above_the_title(worked: Path, run: Callable[..., Any]) -> None:
    settings = worked / "dunning.yaml"
    text = settings.read_text("utf-8").rstrip("\n")
    assert "letterhead:" not in [line for line in text.splitlines() if not line.startswith("#")]
    settings.write_text(
        f"{text}\nletterhead: {{lines: [青禾物业服务有限公司, 江城市青禾路 1 号]}}\n", encoding="utf-8"
    )
    assert run("commit").code == 0
    shown = run("letter", "preview", CASE, "overdue-notice", "--letter-language", "zh").out
    above = shown.partition("逾期欠款催收通知书")[0].split("\n")
    assert [line.strip() for line in above if line.strip()] == ["青禾物业服务有限公司", "江城市青禾路 1 号"]
