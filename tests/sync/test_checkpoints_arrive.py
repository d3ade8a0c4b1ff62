"""The last checkpoint of the other side is held against its history before anything of it comes in."""

from __future__ import annotations

from typing import Any

CASE = "PF-2026-0007"


def test_a_checkpoint_comes_in_and_can_be_cosigned_there(clones: Any) -> None:
    here, there = clones
    here.done("checkpoint")
    assert here.sync().code == 0
    done = there.sync()
    assert done.code == 0, done.err
    lines = here.run("checkpoint").out
    assert there.run("checkpoint", "verify", "--json").json["made_by"] == here.actor
    there.done("checkpoint", "cosign")
    assert there.sync().code == 0
    assert here.sync().code == 0
    shown = here.run("checkpoint", "verify", *lines.splitlines(), "--json").json
    assert (shown["leads"], shown["cosigned_by"]) == (True, [there.actor])


def test_one_that_its_own_history_does_not_lead_to_stops_it(clones: Any) -> None:
    here, there = clones
    there.done("note", CASE, "x", "--channel", "letter")
    there.done("checkpoint")
    kept = next((there.folder / "checkpoints").iterdir())
    text = kept.read_text(encoding="utf-8")
    # the note is taken out of the history, and the checkpoint put on top of what is left
    there.git("reset", "-q", "--hard", "HEAD~2")
    there.done("note", CASE, "y", "--channel", "letter")
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(text, encoding="utf-8")
    there.git("add", "-A")
    there.git("commit", "-qm", "checkpoint kept")
    there.git("push", "-q", "-f", "origin", "main")
    before = here.git("rev-parse", "HEAD")
    done = here.sync()
    assert done.code != 0
    assert kept.name in done.err
    assert "of the checkpoint is not here" in done.err
    assert here.git("rev-parse", "HEAD") == before
