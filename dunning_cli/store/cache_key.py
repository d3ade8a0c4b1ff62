"""The secret of a user's caches: 32 bytes in the user's own cache folder, never in a ledger."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import tempfile
from pathlib import Path

_BYTES = 32


def cache_key() -> bytes | None:
    """The key of this user on this machine, made when first asked for; None where there is no place to keep it.

    It seals nothing but caches, so losing it costs one slow reading of each ledger and nothing else. A key that
    others can read or could have put there is replaced by a new one.
    """
    folder = _folder()
    if folder is None:
        return None
    try:
        return _kept(folder / "cache-key") or _made(folder / "cache-key")
    except OSError:
        return None


def _folder() -> Path | None:
    named = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(named):
        return Path(named) / "dunning"
    if os.name == "nt" and os.environ.get("LOCALAPPDATA"):
        return Path(os.environ["LOCALAPPDATA"]) / "dunning"
    home = os.path.expanduser("~")
    return Path(home) / ".cache" / "dunning" if os.path.isabs(home) else None


def _kept(place: Path) -> bytes | None:
    try:
        status = place.lstat()
    except FileNotFoundError:
        return None
    private = not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o077)
    if not stat.S_ISREG(status.st_mode) or status.st_size != _BYTES or not private:
        return None
    key = place.read_bytes()
    return key if len(key) == _BYTES else None


def _made(place: Path) -> bytes:
    key = secrets.token_bytes(_BYTES)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=place.parent)
    try:
        with open(descriptor, "wb") as file:
            file.write(key)
        os.replace(name, place)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    return key
