"""What is installed on this machine and how a ledger stands on it: facts for `doctor`, none of them judged here."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

from dunning_cli.kernel.errors import Busy
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.plain_files import is_plain
from dunning_cli.store.git.git import Git, own_settings
from dunning_cli.store.git.settings import programs_among
from dunning_cli.store.reading.cache import cache_file
from dunning_cli.store.writing.lock import locked

PRODUCT = "dunning"
_REQUIREMENT = pattern(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?\s*\(?(?:>=\s*([0-9.]+))?")
_MOUNTS = Path("/proc/mounts")

Version = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """A package that the product needs: the oldest version that does, and the one installed, if any."""

    name: str
    needed: str
    installed: str | None

    @property
    def fits(self) -> bool:
        """Whether it is installed and new enough."""
        return self.installed is not None and version_of(self.installed) >= version_of(self.needed)


def version_of(text: str) -> Version:
    """The numbers of a version, such as (3, 11, 7)."""
    return tuple(int(part) for part in re.findall(r"\d+", text.partition("+")[0])[:4])


def python_version() -> tuple[Version, Version]:
    """The version of this Python, and the oldest that does."""
    needed = ""
    with contextlib.suppress(metadata.PackageNotFoundError):
        needed = metadata.metadata(PRODUCT)["Requires-Python"] or ""
    return tuple(sys.version_info[:3]), version_of(needed) or (3, 11)


def packages() -> list[Package]:
    """The packages the product needs; none where it runs from its source folder without being installed."""
    try:
        return list(_packages(metadata.requires(PRODUCT) or []))
    except metadata.PackageNotFoundError:
        return []


def _packages(requirements: list[str]) -> Iterator[Package]:
    for text in requirements:
        # what stands behind a semicolon is for an extra or another system
        found = _REQUIREMENT.match(text) if ";" not in text else None
        if found is not None:
            yield Package(found[1], found[2] or "0", installed_version(found[1]))


def installed_version(package: str) -> str | None:
    """The installed version of a package, None where it is not installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def terminal_encoding(environment: Mapping[str, str]) -> str | None:
    """The encoding that the locale's settings name, such as `GB18030`; None where they name none."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        value = environment.get(name)
        if value:
            return value.partition(".")[2].partition("@")[0] or None
    return None


def file_system(place: Path) -> str | None:
    """The kind of file system a folder stands on, such as `ext4` or `nfs4`; None where the system does not tell."""
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    real, best, kind = place.resolve(), -1, None
    for line in mounts:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        mounted = Path(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[1]))
        if (mounted == real or mounted in real.parents) and len(mounted.parts) >= best:
            best, kind = len(mounted.parts), fields[2]
    return kind


def who_holds(folder: LedgerFolder) -> Message | None:
    """Why the ledger cannot be written at this moment: another process holds it. Raises Refused where nobody may."""
    if not is_plain(folder.private / "lock"):
        # nobody ever held it, and looking changes nothing
        return None
    try:
        with locked(folder.private, patience=0.0):
            return None
    except Busy as busy:
        return busy.message


def own_programs(folder: LedgerFolder) -> tuple[str, ...]:
    """What git would run of the ledger's own when it is written: its hooks, and settings that name programs."""
    git = Git(folder.root)
    place = (
        folder.root / git.read("rev-parse", "--git-path", "hooks").decode("utf-8", "surrogateescape").strip()
    )
    hooks = sorted(place.iterdir()) if place.is_dir() else []
    runnable = [
        hook.name for hook in hooks if hook.is_file() and os.access(hook, os.X_OK) and not hook.suffix
    ]
    return (*runnable, *programs_among(name for name, _ in own_settings(git)))


def cache_is_sound(folder: LedgerFolder) -> bool:
    """Whether the cache can be read, or is not there."""
    place = cache_file(folder)
    if place is None or not place.exists():
        return True
    try:
        with contextlib.closing(
            sqlite3.connect(f"{place.as_uri()}?mode=ro", uri=True, timeout=0.2)
        ) as opened:
            return bool(opened.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.Error:
        return False
