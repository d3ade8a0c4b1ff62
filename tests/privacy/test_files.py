"""Papers with personal data are for their owner alone, outside the ledger, and tell nothing of this machine."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dunning_cli.kernel.errors import Refused
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.machine.printer import usual_place, write_paper
from dunning_cli.store.machine.private_files import make_private_folder, write_private

Run = Callable[..., Any]
CASE = "PF-2026-0007"
PDF = b"%PDF-1.7\n"
posix = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=lambda mask: f"umask {mask:03o}")
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix
def test_evidence_is_for_its_owner_alone(umask: int, worked: Path, run: Run, tmp_path: Path) -> None:
    for target in (tmp_path / "folder", tmp_path / "one.zip"):
        assert run("evidence", CASE, "-o", str(target)).code == 0
    made = [tmp_path / "folder", *(tmp_path / "folder").rglob("*")]
    assert {mode(path) for path in made if path.is_dir()} == {0o700}
    assert {mode(path) for path in made if path.is_file()} == {0o600}
    assert mode(tmp_path / "one.zip") == 0o600
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert {info.external_attr >> 16 & 0o777 for info in archive.infolist()} == {0o600}


@posix
def test_what_stood_there_is_not_opened_wider(worked: Path, run: Run, tmp_path: Path) -> None:
    parent = tmp_path / "court"
    parent.mkdir(mode=0o750)
    parent.chmod(0o750)
    assert run("evidence", CASE, "-o", str(parent / "a")).code == 0
    (parent / "a" / "00-index.html").chmod(0o644)
    assert run("evidence", CASE, "-o", str(parent / "a"), "--replace").code == 0
    assert (mode(parent), mode(parent / "a"), mode(parent / "a" / "00-index.html")) == (0o750, 0o700, 0o600)


@posix
def test_pages_are_for_their_owner_alone(umask: int, worked: Path, tmp_path: Path) -> None:
    ledger, file = LedgerFolder(worked), tmp_path / "letter.pdf"
    write_paper(file, PDF, ledger)
    assert mode(file) == 0o600
    file.chmod(0o644)
    write_paper(file, PDF + b"again", ledger)
    assert (mode(file), file.read_bytes()) == (0o600, PDF + b"again")
    assert [path.name for path in tmp_path.glob(".*new")] == []


@posix
def test_a_private_file_is_never_put_over_another(umask: int, tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"mine")
    for make in (
        lambda: write_private(tmp_path / "there", b"x"),
        lambda: make_private_folder(tmp_path / "there"),
    ):
        with pytest.raises(FileExistsError):
            make()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError):
        write_private(tmp_path / "link", b"x")
    assert (tmp_path / "there").read_bytes() == b"mine"
    assert not (tmp_path / "elsewhere").exists()


def test_pages_go_into_the_ledger_only_where_asked(
    worked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = LedgerFolder(worked)
    assert usual_place("a.pdf", ledger) == worked.resolve().parent / "a.pdf"
    (worked / "letters").mkdir()
    monkeypatch.chdir(worked / "letters")
    assert usual_place("a.pdf", ledger) == worked.resolve().parent / "a.pdf"
    monkeypatch.chdir(tmp_path)
    assert usual_place("a.pdf", ledger) == Path("a.pdf")
    write_paper(worked / "asked.pdf", PDF, ledger)
    for folder in ("letters", "cases", "templates", "policies", ".git"):
        with pytest.raises(Refused, match="keeps for ever"):
            write_paper(worked / folder / "a.pdf", PDF, ledger)
    (tmp_path / "way").symlink_to(worked / "letters", target_is_directory=True)
    with pytest.raises(Refused, match="keeps for ever"):
        write_paper(tmp_path / "way" / "a.pdf", PDF, ledger)


def test_a_letter_without_a_place_is_printed_beside_the_ledger(worked: Path, run: Run, in_git: Run) -> None:
    done = run("letter", "new", CASE, "overdue-notice", "--pdf")
    assert in_git("status", "--porcelain") == ""
    if done.code == 0:
        assert [path.name for path in worked.parent.glob("*.pdf")] == ["2026-A-0001.pdf"]
        assert str(worked.parent) in done.out
    else:
        assert "typeface" in done.err, "a machine without one says so"


def test_pages_are_printed_for_the_staff(
    worked: Path, run: Run, as_another: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("letter", "new", CASE, "overdue-notice").code == 0
    as_another()
    assert "王建国" in run("letter", "show", "2026-A-0001").out, "a letter is a paper of the case"
    monkeypatch.setenv("DUNNING_ACTOR", "")
    for words in (("show", "2026-A-0001"), ("preview", CASE, "overdue-notice")):
        assert "王建国" not in run("letter", *words).out
        assert "王建国" in run("letter", *words, "--reveal").out
        done = run("letter", *words, "--pdf", "-o", "../x.pdf")
        assert done.code == 1
        assert not Path("../x.pdf").exists()


def test_evidence_tells_nothing_of_this_machine(worked: Path, run: Run, in_git: Run, tmp_path: Path) -> None:
    assert run("evidence", CASE, "-o", str(tmp_path / "before.zip")).code == 0
    in_git("commit", "--allow-empty", "-m", "astray")
    in_git("reset", "--hard", "HEAD~1")
    in_git("stash", "list")
    (worked / "left behind.txt").write_text("王建国", encoding="utf-8")
    (worked / "policies" / "notes.txt").write_text("x", encoding="utf-8")
    assert "astray" in in_git("reflog")
    assert run("evidence", CASE, "-o", str(tmp_path / "after.zip")).code == 0
    assert (tmp_path / "before.zip").read_bytes() == (tmp_path / "after.zip").read_bytes()
