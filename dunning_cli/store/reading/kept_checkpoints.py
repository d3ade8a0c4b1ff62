"""The checkpoints that a ledger keeps of itself, one file each, and the words of second persons beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.checkpoint_lines import CHECKPOINTS, FILE, LONGEST, Checkpoint, read_checkpoint
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.change_log import tree_at
from dunning_cli.store.git.objects import Objects

_WHO = pattern(r"^(?:made|cosigned) \S+ by (.+)$")
_NOT_PLAIN = pattern(r"[^\w-]+")
_TIP_DIGITS = 8
_APART = 6
"""Digits that tell people apart whose names look the same in the name of a file."""


@dataclass(frozen=True, slots=True)
class KeptCheckpoint:
    """A checkpoint of the ledger, with who made it and who else stands for it."""

    path: str
    day: str
    """The office's day on which it was made, ISO."""
    checkpoint: Checkpoint
    made_by: str | None
    cosigned_by: tuple[str, ...] = ()


def checkpoint_path(checkpoint: Checkpoint, day: date) -> str:
    """Where a checkpoint of a day is kept."""
    return f"{CHECKPOINTS}/{day.isoformat()}-{checkpoint.commits}-{checkpoint.tip[:_TIP_DIGITS]}.txt"


def second_path(path: str, second: str) -> str:
    """Where a second person's word for the checkpoint of a path stands, or that of another second person."""
    plain = _NOT_PLAIN.sub("-", second)
    if plain != second:
        # two people whose names differ in such characters only have files of their own
        plain += f"-{hashlib.sha256(second.encode()).hexdigest()[:_APART]}"
    return f"{_stem(path)}.{plain}.txt"


def _stem(path: str) -> str:
    """What the files about one checkpoint have in common."""
    return path.partition(".")[0]


def kept_text(checkpoint: Checkpoint, verb: str, who: str, when: datetime) -> str:
    """What is kept: the lines, and who `made` or `cosigned` them when."""
    return "\n".join((*checkpoint.lines(), "", f"{verb} {when.isoformat(timespec='seconds')} by {who}", ""))


def kept_checkpoints(folder: LedgerFolder, commit: str) -> list[KeptCheckpoint]:
    """The checkpoints that a commit holds, by number of commits; a file that does not read as one is left out.

    Raises Refused where git cannot read them.
    """
    found: dict[str, KeptCheckpoint] = {}
    with Objects(folder) as objects:
        for path in sorted(tree_at(folder, commit, CHECKPOINTS)):
            name = FILE.fullmatch(path)
            if name is None:
                continue
            day, second = name.groups()
            stem = _stem(path)
            read = _read(objects.content(f"{commit}:{path}"), path)
            if read is None:
                continue
            checkpoint, who = read
            # what a second person says may stand alone, where the first one's clone was not there yet
            known = found.get(stem, KeptCheckpoint(path, day, checkpoint, None))
            if second is None:
                found[stem] = replace(known, path=path, checkpoint=checkpoint, made_by=who)
            elif known.checkpoint == checkpoint and who is not None:
                found[stem] = replace(known, cosigned_by=(*known.cosigned_by, who))
    return sorted(found.values(), key=lambda each: (each.checkpoint.commits, each.day, each.path))


def newest_kept(folder: LedgerFolder, commit: str) -> KeptCheckpoint | None:
    """The last checkpoint that a commit holds."""
    kept = kept_checkpoints(folder, commit)
    return kept[-1] if kept else None


def kept_of(folder: LedgerFolder, checkpoint: Checkpoint, commit: str) -> KeptCheckpoint | None:
    """A checkpoint as a commit holds it, with who stands for it."""
    return next((each for each in kept_checkpoints(folder, commit) if each.checkpoint == checkpoint), None)


def _read(data: bytes, path: str) -> tuple[Checkpoint, str | None] | None:
    """The checkpoint in a file and who wrote it, None where it does not read as one."""
    if len(data) > LONGEST:
        return None
    text = data.decode("utf-8", "replace")
    try:
        return read_checkpoint(text, path), _who(text.splitlines())
    except Refused:
        return None


def _who(lines: Iterable[str]) -> str | None:
    return next((found[1] for line in lines if (found := _WHO.fullmatch(line))), None)
