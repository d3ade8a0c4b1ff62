"""What was found out about the beginning of a history, kept so that only what came later need be looked at.

A state is a note of this program to itself about certain commits: those at the front of a history, in the order
in which they are looked at. Commits are named by the hash of all they hold and of all that led to them, so what was true
of them stays true; a history that was rewritten has others at its front, and no state of it fits. A state is
believed only where

* its seal is right: made with this user's own secret (`own_key`), over the whole state, by the same code of the program
  (`program_state`), for this very folder (a copy of it elsewhere has files of other names, and never opens these);
* the commits it is about are the first of the history that is asked for, all of them, in their order.

Everything else is as if it were not there. States lie in the ledger's private folder beside its cache, because they may hold
personal data: whoever deletes the ledger deletes them too. They may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from dunning_cli.kernel.errors import Refused
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.plain_files import is_ours_alone, is_real_folder, new_file, plain_bytes
from dunning_cli.store.reading.own_key import own_key
from dunning_cli.store.reading.program_state import program_state

_SEAL = 32
_DIGEST = 16
_LENGTH = 8
_MOST = 5
"""States kept of one question."""
_FAST = 1


class KeptState:
    """A state that fits: how many commits it is about, and its parts, unpacked when they are asked for."""

    def __init__(self, commits: int, packed: Sequence[bytes]) -> None:
        self.commits = commits
        self._packed = packed

    def part(self, number: int) -> bytes:
        """The bytes of a part."""
        return zlib.decompress(self._packed[number])


class KeptStates:
    """The states of one question about the history of a ledger."""

    def __init__(self, folder: LedgerFolder, question: str) -> None:
        self._key = b""
        self._place: Path | None = None
        self._user = self._name = ""
        with contextlib.suppress(OSError, Refused):
            self._find_place(folder, question)

    def _find_place(self, folder: LedgerFolder, question: str) -> None:
        key, program = own_key(), program_state()
        if key is None or program is None:
            return
        folder.private.mkdir(mode=0o700, exist_ok=True)
        if not is_real_folder(folder.private):
            return
        inode = os.lstat(folder.private).st_ino
        self._user = f"proven-{_name(key, f'{inode} {question}')}"
        self._name = f"{self._user}-{_name(key, program)}"
        self._key = hashlib.blake2b(f"proven {self._name} {inode} {program}".encode(), key=key).digest()
        self._place = folder.private

    def best(self, commits: Sequence[str]) -> KeptState | None:
        """The state about the most of the first of these commits; None where there is none."""
        for count, file in sorted(self._files(), reverse=True):
            if count <= len(commits):
                state = self._read(file, count, commits)
                if state is not None:
                    return state
        return None

    def _read(self, file: Path, count: int, commits: Sequence[str]) -> KeptState | None:
        try:
            if not is_ours_alone(os.lstat(file)):
                return None
            data = plain_bytes(file)
        except OSError:
            return None
        seal, body = data[:_SEAL], data[_SEAL:]
        if body[:_DIGEST] != _digest(commits[:count]) or not hmac.compare_digest(seal, self._seal(body)):
            return None
        return KeptState(count, list(_parts(body[_DIGEST:])))

    def keep(self, commits: Sequence[str], parts: Sequence[bytes]) -> None:
        """Remember a state about these commits. Never fails: where it cannot be kept, it is not."""
        if self._place is None or not commits:
            return
        packed = [zlib.compress(part, _FAST) for part in parts]
        body = _digest(commits) + b"".join(len(part).to_bytes(_LENGTH, "big") + part for part in packed)
        place = self._place / f"{self._name}-{len(commits)}"
        draft = place.with_name(f"{place.name}.{os.getpid()}")
        try:
            with open(new_file(draft, 0o600), "wb") as out:
                out.write(self._seal(body) + body)
            os.replace(draft, place)
            self._forget()
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink()

    def forget(self) -> None:
        """Remove every state."""
        for _, file in self._files():
            with contextlib.suppress(OSError):
                file.unlink()

    def _forget(self) -> None:
        """Remove what an earlier version left, and states too many: those stay that are ever farther from the newest.

        After work of several places was brought together, the newest ones may no longer be at the front.
        """
        states = sorted(self._files(), reverse=True)
        while len(states) > _MOST:
            back = [states[0][0] - count + 1 for count, _ in states]
            dense = min(range(1, len(states) - 1), key=lambda place: back[place + 1] / back[place - 1])
            states.pop(dense)[1].unlink(missing_ok=True)
        assert self._place is not None
        for file in self._place.glob(f"{self._user}-*"):
            if not file.name.startswith(f"{self._name}-"):
                file.unlink(missing_ok=True)

    def _files(self) -> Iterator[tuple[int, Path]]:
        for file in self._place.glob(f"{self._name}-*") if self._place is not None else ():
            count = file.name.rpartition("-")[2]
            if count.isdecimal():
                yield int(count), file

    def _seal(self, body: bytes) -> bytes:
        return hashlib.blake2b(body, key=self._key, digest_size=_SEAL).digest()


def _name(key: bytes, about: str) -> str:
    """Part of a file's name that tells nothing and cannot be guessed."""
    return hashlib.blake2b(f"state {about}".encode(), key=key, digest_size=8).hexdigest()


def _digest(commits: Sequence[str]) -> bytes:
    return hashlib.blake2b("\n".join(commits).encode("ascii"), digest_size=_DIGEST).digest()


def _parts(data: bytes) -> Iterator[bytes]:
    while data:
        end = _LENGTH + int.from_bytes(data[:_LENGTH], "big")
        yield data[_LENGTH:end]
        data = data[end:]
