"""Where a ledger is and what is in it; who may write."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from dunning_cli.kernel.errors import Busy, NotFound, Refused
from dunning_cli.kernel.message import Message
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.writing.lock import locked

SOURCE = str(Path(__file__).resolve().parents[2])


def test_the_nearest_parent_is_found_unless_one_is_named(ledger, tmp_path):
    inner = ledger.root / "cases"
    assert LedgerFolder.find(start=inner).root == ledger.root
    assert LedgerFolder.find(None, str(ledger.root), start=tmp_path).root == ledger.root
    assert LedgerFolder.find(ledger.root, "/nowhere", start=tmp_path).root == ledger.root
    for given, env, start in ((tmp_path, "", inner), (None, str(tmp_path), inner), (None, "", tmp_path)):
        with pytest.raises(NotFound, match="dunning init"):
            LedgerFolder.find(given, env, start)


def test_cases_are_listed_by_id_whatever_their_depth_and_links_are_passed_over(ledger):
    deep = ledger.root / "cases" / "2026" / "north"
    deep.mkdir(parents=True)
    (deep / "A-0.yaml").write_text("x")
    (deep / ".A-9.yaml.1.new").write_text("x")
    (deep / ".hidden.yaml").write_text("x")
    (deep / "note.txt").write_text("x")
    (deep / "L-1.yaml").symlink_to(deep / "A-0.yaml")
    (ledger.root / "cases" / "loop").symlink_to(ledger.root / "cases", target_is_directory=True)
    assert [case.id for case in ledger.case_files()] == ["A-0", "A-1", "B-2"]
    assert ledger.locate("A-0") == "cases/2026/north/A-0.yaml"
    assert ledger.locate("A-1") == ledger.case_path("A-1")
    assert ledger.locate("Z") is None


def test_new_cases_spread_over_256_folders(ledger):
    folders = {ledger.case_path(f"PF-{number}").rpartition("/")[0] for number in range(5000)}
    assert len(folders) == 256
    assert ledger.case_path("青-1").endswith("/青-1.yaml")


def test_a_folder_without_git_is_refused(tmp_path):
    with pytest.raises(Refused, match="git init"):
        _ = LedgerFolder(tmp_path).private


HOLDER = """
import sys, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from dunning_cli.store.writing.lock import locked
with locked(Path(sys.argv[2])):
    print("held", flush=True)
    time.sleep(float(sys.argv[3]))
"""


def hold(private: Path, seconds: float) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", HOLDER, SOURCE, str(private), str(seconds)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def test_a_second_writer_waits_and_says_so_once(tmp_path):
    said: list[Message] = []
    with hold(tmp_path, 1.0) as first:
        with locked(tmp_path, said.append):
            pass
        assert first.wait() == 0
    assert len(said) == 1
    assert f"process {first.pid}" in str(said[0])


def test_a_lasting_holder_is_named_and_a_killed_one_holds_nothing(tmp_path):
    with hold(tmp_path, 60) as first:
        with pytest.raises(Busy, match=f"process {first.pid}"), locked(tmp_path, patience=0.1):
            pass
        first.kill()
        first.wait()
        begun = time.monotonic()
        with locked(tmp_path):
            assert time.monotonic() - begun < 0.4
