"""A bundle on the disk: whole or not at all, over nothing that is not its own, the same bytes for the same input."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from dunning_cli.kernel.errors import Refused
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.machine.bundle import sealed, write_bundle, zipped

MOMENT = datetime(2026, 5, 4, 9, 10, 11, tzinfo=UTC)
FILES = sealed({"00-index.html": b"<p>", "09-source/case.yaml": b"case: 1\n"}, {"case": "PF-1"})


@pytest.fixture
def home(tmp_path: Path) -> LedgerFolder:
    (tmp_path / "ledger").mkdir()
    return LedgerFolder(tmp_path / "ledger")


def held(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_sums_and_manifest_name_every_file() -> None:
    assert {"manifest.json", "SHA256SUMS"} < set(FILES)
    sums = FILES["SHA256SUMS"].decode().splitlines()
    assert [line.partition("  ")[2] for line in sums] == [
        "00-index.html",
        "09-source/case.yaml",
        "manifest.json",
    ]
    manifest = json.loads(FILES["manifest.json"])
    assert (manifest["case"], [each["bytes"] for each in manifest["files"]]) == ("PF-1", [3, 8])


def test_a_zip_bears_the_moment_in_utc_whatever_the_zone() -> None:
    there = MOMENT.astimezone(timezone(timedelta(hours=8)))
    assert zipped(FILES, there) == zipped(dict(reversed(FILES.items())), MOMENT)
    with zipfile.ZipFile(io.BytesIO(zipped(FILES, there))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2026, 5, 4, 9, 10, 10)}
        assert archive.namelist() == sorted(FILES)


def test_a_moment_before_zip_files_knew_any() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(FILES, datetime(1970, 1, 1, tzinfo=UTC)))) as archive:
        assert archive.infolist()[0].date_time[0] == 1980


def test_what_cannot_be_written_leaves_the_earlier_one(tmp_path: Path, home: LedgerFolder) -> None:
    target = tmp_path / "out"
    write_bundle(target, FILES, MOMENT, home)
    before = held(target)
    with pytest.raises(Refused, match="cannot be written"):
        write_bundle(target, {**FILES, "a/folder/too/deep": b""}, MOMENT, home, replace=True)
    assert held(target) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger", "out"]


def test_a_replaced_folder_keeps_nothing_of_the_old_one(tmp_path: Path, home: LedgerFolder) -> None:
    target = tmp_path / "out"
    write_bundle(target, sealed({"old.html": b"1"}, {}), MOMENT, home)
    write_bundle(target, FILES, MOMENT, home, replace=True)
    assert held(target) == FILES
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger", "out"]


@pytest.mark.parametrize("manifest", [b"", b"[]", b"{}", b'{"kind": "other", "files": []}', b"\xff"])
def test_a_folder_with_another_manifest_is_not_ours(
    tmp_path: Path, home: LedgerFolder, manifest: bytes
) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "manifest.json").write_bytes(manifest)
    with pytest.raises(Refused, match="no bundle"):
        write_bundle(target, FILES, MOMENT, home, replace=True)
    assert held(target) == {"manifest.json": manifest}


def test_links_are_not_followed(tmp_path: Path, home: LedgerFolder) -> None:
    write_bundle(tmp_path / "out", FILES, MOMENT, home)
    (tmp_path / "link").symlink_to(tmp_path / "out")
    (tmp_path / "way-in").symlink_to(home.root)
    with pytest.raises(Refused, match="no bundle"):
        write_bundle(tmp_path / "link", FILES, MOMENT, home, replace=True)
    with pytest.raises(Refused, match="within the ledger"):
        write_bundle(tmp_path / "way-in" / "x.zip", FILES, MOMENT, home)
    assert list(home.root.iterdir()) == []
