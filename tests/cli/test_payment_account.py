"""A letter that asks for payment says where to pay; a ledger to practise on need not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
ACCOUNT = "青禾物业服务有限公司,云州银行江北支行,6200000000000000017"


@pytest.fixture
def live(
    git_identity: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> Callable[..., None]:
    """Makes a live ledger with one overdue bill."""

    def make(*words: str) -> None:
        monkeypatch.delenv("DUNNING_TODAY")
        assert run("init", "live", "--office", "青禾物业", *words).code == 0
        monkeypatch.chdir(tmp_path / "live")
        run("open", "P-1", "--policy", "property-fee", "--name", "王建国", "--address", "青禾花园")
        done = run(
            "charge", "P-1", "--on", "2026-01-01", "--due", "2026-01-31", "--principal", "600", "--ref", "Q1"
        )
        assert done.code == 0, done.err

    return make


def test_without_an_account_no_demand(live: Callable[..., None], run: Run) -> None:
    live()
    done = run("letter", "new", "P-1", "payment-reminder")
    assert (done.code, done.out) == (1, "")
    assert "dunning.yaml has none" in done.err
    assert "payment_account: {name: …, bank: …, number: …}" in done.err
    assert run("letter", "new", "P-1", "balance-confirmation").code == 0


def test_init_takes_the_account(live: Callable[..., None], run: Run) -> None:
    live("--account", ACCOUNT)
    done = run("letter", "new", "P-1", "payment-reminder", "--letter-language", "zh")
    assert done.code == 0, done.err
    (file,) = Path("letters").rglob("*.txt")
    assert "账号：6200000000000000017" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["青禾物业", "a,b", "a,,c", "a,b,c,d"])
def test_an_account_in_another_form_is_refused(text: str, git_identity: Path, run: Run) -> None:
    done = run("init", "live", "--account", text)
    assert done.code == 2
    assert "NAME,BANK,NUMBER" in done.err
    assert not Path("live").exists()


def test_a_ledger_to_practise_on_needs_none(worked: Path, run: Run) -> None:
    assert run("letter", "new", "PF-2026-0007", "payment-reminder").code == 0
