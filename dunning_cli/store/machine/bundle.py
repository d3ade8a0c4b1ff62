"""A bundle of papers on the disk: a folder, a ZIP file or one PDF, sealed by hashes, put there whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.machine.printer import PDF
from dunning_cli.store.machine.private_files import FILE_MODE, make_private_folder, write_private

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
_KIND = "dunning evidence"
_ZIP, _PDF = ".zip", ".pdf"
_UNIX = 3
_MODE = (0o100000 | FILE_MODE) << 16
_FIRST_ZIP_YEAR, _LAST_ZIP_YEAR = 1980, 2107


def sealed(files: Mapping[str, bytes], about: Mapping[str, str]) -> dict[str, bytes]:
    """The files with a manifest that tells what they are, and the sums that `sha256sum -c` checks."""
    listed = [
        {"file": name, "sha256": _sha256(files[name]), "bytes": len(files[name])} for name in sorted(files)
    ]
    manifest = json.dumps({"kind": _KIND, **about, "files": listed}, ensure_ascii=False, indent=2) + "\n"
    whole = {**files, MANIFEST: manifest.encode("utf-8")}
    sums = "".join(f"{_sha256(whole[name])}  {name}\n" for name in sorted(whole))
    return {**whole, SUMS: sums.encode("utf-8")}


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def check_target(target: Path, ledger: LedgerFolder, replace: bool) -> None:
    """Raises Refused where a bundle cannot be put: within the ledger, in no folder, or over something else.

    What stands there already is replaced only where that is asked for and it is a bundle, without other files.
    """
    place = Path(os.path.abspath(target))
    if not os.path.isdir(place.parent):
        raise Refused(
            msg("there is no folder {folder} to write {file} into", folder=place.parent, file=place.name)
        )
    if place.resolve().is_relative_to(ledger.root.resolve()):
        raise Refused(msg("{path} lies within the ledger; name a place outside it", path=target))
    if not os.path.lexists(place) or _is_empty(place):
        return
    if not replace:
        raise Refused(msg("{path} exists already; --replace puts the new bundle in its place", path=target))
    if place.is_symlink() or not _is_one_of_ours(place):
        raise Refused(
            msg(
                "{path} is no bundle, or holds other files too, and is not replaced; name another place",
                path=target,
            )
        )


def write_bundle(
    target: Path,
    files: Mapping[str, bytes],
    moment: datetime,
    ledger: LedgerFolder,
    replace: bool = False,
    before: Callable[[], None] = lambda: None,
) -> None:
    """Puts a bundle at a path: a ZIP file where that ends in .zip, else a folder.

    Equal files and an equal moment, which ZIP entries bear, give an equal ZIP file. `before` is called once all is
    written and not yet in its place. Raises Refused as `check_target`, where writing fails, and what `before` raises;
    then what stood there stands there still.
    """
    if _is_zip(target):
        write_volume(target, zipped(files, moment), ledger, replace, before)
    else:
        _put(target, lambda new: _write_folder(new, files), _move, ledger, replace, before)


def write_volume(
    target: Path,
    data: bytes,
    ledger: LedgerFolder,
    replace: bool = False,
    before: Callable[[], None] = lambda: None,
) -> None:
    """Puts a bundle that is one file at a path; `before` and errors as for `write_bundle`."""
    _put(target, lambda new: write_private(new, data), Path.replace, ledger, replace, before)


def put_new_folder(
    target: Path, files: Mapping[str, bytes], ledger: LedgerFolder, before: Callable[[], None]
) -> None:
    """A new folder with files for their owner alone, put there whole or not at all, in a folder that is made where there is none.

    `before` and errors as for `write_bundle`.
    """
    try:
        if not target.parent.exists():
            make_private_folder(target.parent)
    except OSError as error:
        raise Refused(
            msg("{path} cannot be written: {reason}", path=target, reason=error.strerror or "")
        ) from None
    _put(target, lambda new: _write_folder(new, files), _move, ledger, False, before)


def _put(
    target: Path,
    write: Callable[[Path], None],
    move: Callable[[Path, Path], object],
    ledger: LedgerFolder,
    replace: bool,
    before: Callable[[], None],
) -> None:
    check_target(target, ledger, replace)
    place = Path(os.path.abspath(target))
    new = place.with_name(f".{place.name}.{os.getpid()}.new")
    _remove(new)
    try:
        write(new)
        before()
        move(new, place)
    except Refused:
        _remove(new)
        raise
    except OSError as error:
        _remove(new)
        raise Refused(msg("{path} cannot be written: {reason}", path=target, reason=error.strerror)) from None


def zipped(files: Mapping[str, bytes], moment: datetime) -> bytes:
    """The files as a ZIP file without compression, so that no version of a packer makes other bytes of them."""
    utc = moment.astimezone(UTC)
    stamp = utc if _FIRST_ZIP_YEAR <= utc.year <= _LAST_ZIP_YEAR else utc.replace(year=_FIRST_ZIP_YEAR)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, stamp.timetuple()[:6])
            entry.create_system = _UNIX
            entry.external_attr = _MODE
            archive.writestr(entry, files[name])
    return out.getvalue()


def _write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    make_private_folder(folder)
    for name, data in files.items():
        file = folder / name
        if not file.parent.is_dir():
            make_private_folder(file.parent)
        write_private(file, data)


def _move(new: Path, place: Path) -> None:
    """Puts the new folder in the place of an old one, if there is any, and takes that away."""
    if not place.exists():
        new.rename(place)
        return
    old = place.with_name(f".{place.name}.{os.getpid()}.old")
    place.rename(old)
    try:
        new.rename(place)
    except OSError:
        old.rename(place)
        raise
    _remove(old)


def _remove(path: Path) -> None:
    if os.path.isdir(path):
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


def is_volume(place: Path) -> bool:
    """Whether a path is that of one PDF."""
    return place.suffix.lower() == _PDF


def _is_zip(place: Path) -> bool:
    return place.suffix.lower() == _ZIP


def _is_one_of_ours(place: Path) -> bool:
    if is_volume(place):
        return _is_pdf(place)
    return _is_our_zip(place) if _is_zip(place) else _is_our_folder(place)


def _is_pdf(place: Path) -> bool:
    try:
        with place.open("rb") as file:
            return file.read(len(PDF.begins)) == PDF.begins
    except OSError:
        return False


def _is_empty(place: Path) -> bool:
    if place.is_symlink():
        return False
    try:
        if _is_zip(place) or is_volume(place):
            return place.is_file() and place.stat().st_size == 0
        return place.is_dir() and next(place.iterdir(), None) is None
    except OSError:
        return False


def _is_our_zip(place: Path) -> bool:
    try:
        with zipfile.ZipFile(place) as archive:
            return _is_ours(archive.read(MANIFEST), set(archive.namelist()))
    except (OSError, KeyError, zipfile.BadZipFile):
        return False


def _is_our_folder(place: Path) -> bool:
    try:
        found = {path.relative_to(place).as_posix() for path in place.rglob("*") if not path.is_dir()}
        return _is_ours((place / MANIFEST).read_bytes(), found)
    except OSError:
        return False


def _is_ours(manifest: bytes, names: set[str]) -> bool:
    """Whether a manifest is one of ours and lists every file there is."""
    try:
        read: Any = json.loads(manifest)
        listed = {str(each["file"]) for each in read["files"]}
        return read["kind"] == _KIND and names <= {*listed, MANIFEST, SUMS}
    except (ValueError, TypeError, KeyError):
        return False
