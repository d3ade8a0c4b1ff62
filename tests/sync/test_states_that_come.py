"""States no command can work on are not taken, and their repair always is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"


def charge(clone: Any, case: str = CASE) -> str:
    done = clone.do("charge", case=case, on="2026-05-01", due="2026-05-31", principal="50.00")
    return str(done["entry"])


def by_hand(clone: Any, message: str = "by hand") -> str:
    clone.git("add", "-A")
    clone.git("commit", "-qm", message)
    clone.git("push", "-q", "-f", "origin", "main")
    return str(clone.git("rev-parse", "HEAD"))


def look(clone: Any) -> tuple[str, ...]:
    return clone.git("rev-parse", "HEAD"), clone.git("status", "--porcelain")


def settings_gone(folder: Path) -> str:
    (folder / "dunning.yaml").unlink()
    return "dunning.yaml"


def settings_broken(folder: Path) -> str:
    (folder / "dunning.yaml").write_text("office: [x\n", encoding="utf-8")
    return "dunning.yaml"


def settings_of_a_newer_version(folder: Path) -> str:
    with (folder / "dunning.yaml").open("a", encoding="utf-8") as file:
        file.write("format: 99\n")
    return "dunning.yaml"


def settings_a_folder(folder: Path) -> str:
    (folder / "dunning.yaml").unlink()
    (folder / "dunning.yaml").mkdir()
    (folder / "dunning.yaml" / "x").write_text("x", encoding="utf-8")
    return "dunning.yaml"


def policy_broken(folder: Path) -> str:
    path = folder / "policies" / "property-fee.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "accruals: 7\n", encoding="utf-8")
    return "policies/property-fee.yaml"


def policy_misspelt(folder: Path) -> str:
    path = folder / "policies" / "small-loan.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "alocation: [fee]\n", encoding="utf-8")
    return "policies/small-loan.yaml"


def policy_gone(folder: Path) -> str:
    (folder / "policies" / "small-loan.yaml").unlink()
    return "policies/small-loan.yaml"


def contact_rules_gone(folder: Path) -> str:
    (folder / "policies" / "contact-cn-2026.yaml").unlink()
    return "policies/contact-cn-2026.yaml"


def rates_broken(folder: Path) -> str:
    (folder / "policies" / "reference-rates.yaml").write_text("lpr_1y: maybe\n", encoding="utf-8")
    return "policies/reference-rates.yaml"


def case_unreadable(folder: Path) -> str:
    (path,) = (folder / "cases").rglob(f"{CASE}.yaml")
    text = path.read_text(encoding="utf-8").replace("owner: wang\n", "ownr: wang\n")
    path.write_text(text, encoding="utf-8", newline="\n")
    return path.relative_to(folder).as_posix()


def case_of_the_same_id(folder: Path) -> str:
    (path,) = (folder / "cases").rglob(f"{LOAN}.yaml")
    text = path.read_text(encoding="utf-8").partition("entries:")[0] + "entries:\n"
    (folder / "cases" / "zz").mkdir()
    (folder / "cases" / "zz" / "xd-2026-0001.yaml").write_text(
        text.replace(LOAN, LOAN.lower()), encoding="utf-8"
    )
    return "cases/zz/xd-2026-0001.yaml"


BROKEN: tuple[Callable[[Path], str], ...] = (
    settings_gone, settings_broken, settings_of_a_newer_version, settings_a_folder, policy_broken, policy_misspelt,
    policy_gone, contact_rules_gone, rates_broken, case_unreadable, case_of_the_same_id,
)  # fmt: skip


@pytest.mark.parametrize("diverged", [False, True])
def test_a_broken_state_is_refused_and_its_repair_comes_through(
    clones: tuple[Any, Any], diverged: bool
) -> None:
    wang, li = clones
    if diverged:
        charge(li)
    before = look(li)
    for spoil in BROKEN if not diverged else BROKEN[::3]:
        file = spoil(wang.folder)
        spoilt = by_hand(wang)
        by_hand_on_top = wang.git("commit", "-q", "--allow-empty", "-m", "more")
        assert by_hand_on_top == ""
        wang.git("push", "-q", "origin", "main")
        done = li.sync()
        assert done.code == 1, (spoil, done.err)
        line = done.errors[0]
        assert line.startswith("error: origin: nothing was taken: "), line
        assert file in line
        assert f"it came with the commit {spoilt[:10]} by clerk" in line
        assert look(li) == before
        assert li.clean
        assert li.run("list").code == 0
        wang.git("revert", "--no-edit", spoilt)
        wang.git("push", "-q", "origin", "main")
        # that a case file went again is a finding, though it never was here
        repaired = ("--accept-findings", "opened twice") if spoil is case_of_the_same_id else ()
        done = li.run("sync", *repaired, "--actor", "li")
        assert done.code == 0, (spoil, done.err)
        assert wang.sync().code == 0
        before = look(li)
    assert li.run("check").code == 0


def test_a_broken_policy_that_no_case_needs_is_let_in(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    (wang.folder / "policies" / "credit-card.yaml").write_text(
        "policy: credit-card\ncap: 7\n", encoding="utf-8"
    )
    by_hand(wang)
    done = li.sync()
    assert done.code == 0, done.err
    assert li.run("list").code == 0
    assert "policies/credit-card.yaml: " in done.err


def test_a_broken_state_is_not_pushed(clones: tuple[Any, Any]) -> None:
    wang, _ = clones
    hub = wang.git("ls-remote", "origin")
    policy_gone(wang.folder)
    wang.git("commit", "-qam", "by hand")
    done = wang.sync()
    assert done.code == 1
    assert (
        "nothing was pushed: policies/small-loan.yaml is missing (the case XD-2026-0001 needs it)" in done.err
    )
    assert wang.git("ls-remote", "origin") == hub


def link_for_policies(folder: Path) -> str:
    (folder / "policies").rename(folder / "rules")
    (folder / "policies").symlink_to("rules")
    return "policies"


def link_for_settings(folder: Path) -> str:
    (folder / "dunning.yaml").rename(folder / "office.yaml")
    (folder / "dunning.yaml").symlink_to("office.yaml")
    return "dunning.yaml"


@pytest.mark.parametrize("own", [False, True])
def test_a_ledger_that_is_broken_here_takes_the_repair(
    clones: tuple[Any, Any], own: bool, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Any]
) -> None:
    """What earlier versions of sync, or git itself, let in; with work of one's own beside it, and without."""
    wang, li = clones
    ways = (settings_gone, settings_broken, policy_gone, link_for_settings, link_for_policies)
    for spoil in ways:
        if own:
            charge(li)
        spoil(wang.folder)
        spoilt = by_hand(wang)
        li.git("pull", "-q", "--no-rebase", "--no-edit")
        wang.git("revert", "--no-edit", spoilt)
        wang.git("push", "-q", "origin", "main")
        monkeypatch.chdir(li.folder / "cases")
        done = run("sync", "--actor", "li")
        assert done.code == 0, (spoil, done.err)
        assert ("going by the one of the commit" in done.err) == (spoil in (settings_gone, settings_broken))
        assert li.clean
        assert run("list").code == 0
        assert not (li.folder / "policies").is_symlink()
        assert wang.sync().code == 0
        assert wang.tree == li.tree


def test_broken_by_hand_here_and_not_committed(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    entry = charge(wang)
    assert wang.sync().code == 0
    settings_gone(li.folder)
    done = li.sync()
    assert done.code == 0, done.err
    assert entry in li.case(CASE).read_text(encoding="utf-8")
    assert li.run("sync", "--status").code == 0
    assert li.run("list").code == 3


def test_no_ledger_is_still_no_ledger(
    clones: tuple[Any, Any], tmp_path: Path, run: Callable[..., Any]
) -> None:
    done = run("--ledger", str(tmp_path), "sync")
    assert (done.code, done.err.count("is no ledger")) == (3, 1)
