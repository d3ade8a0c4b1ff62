"""A secret of this user on this machine, kept outside of every ledger: with it the program knows its own notes again."""

from __future__ import annotations

import contextlib
import hmac
import os
import secrets
import stat
from pathlib import Path

from dunning_cli.store.format.plain_files import new_file, plain_bytes

_LENGTH = 32


def own_key() -> bytes | None:
    """The secret, made when first asked for; None where there is no place to keep it.

    It signs nothing but notes and caches of this program on this machine: losing it costs one slow reading of each
    ledger, and a write that was just broken off is then judged as a stranger's. One that others can read or could
    have put there is replaced.
    """
    return _kept() or _made()


def signature(data: bytes) -> str | None:
    """The sign of this user on this machine under bytes, None where no secret can be kept."""
    key = own_key()
    return None if key is None else hmac.digest(key, data, "sha256").hex()


def is_signed(data: bytes, sign: object) -> bool:
    """Whether `signature` gave this sign for these bytes to this user on this machine."""
    key = _kept()
    if key is None or not isinstance(sign, str) or not sign.isascii():
        return False
    return hmac.compare_digest(hmac.digest(key, data, "sha256").hex(), sign)


def _place() -> Path | None:
    """Where programs keep what they must remember of a user, by the custom of the system."""
    named = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_STATE_HOME", "")
    if not os.path.isabs(named):
        named = os.path.join(os.path.expanduser("~"), ".local", "state")
    return Path(named, "dunning", "key") if os.path.isabs(named) else None


def _kept() -> bytes | None:
    place = _place()
    if place is None:
        return None
    try:
        status = os.lstat(place)
        if hasattr(os, "getuid") and (status.st_uid != os.getuid() or stat.S_IMODE(status.st_mode) & 0o077):
            return None
        key = plain_bytes(place, _LENGTH)
    except OSError:
        return None
    return key if len(key) == _LENGTH else None


def _put(draft: Path, place: Path) -> None:
    """Give the key its name, unless another command was faster; what is no key of ours makes way."""
    try:
        os.link(draft, place)
    except FileExistsError:
        if _kept() is None:
            draft.replace(place)
    except OSError:
        # Some file systems have no second names.
        draft.replace(place)


def _made() -> bytes | None:
    place = _place()
    if place is None:
        return None
    draft = place.with_name(f"key.{os.getpid()}")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(new_file(draft, 0o600), "wb") as out:
            out.write(secrets.token_bytes(_LENGTH))
            out.flush()
            os.fsync(out.fileno())
        _put(draft, place)
    except OSError:
        return None
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()
    return _kept()
