"""A ledger's own layout, drawn in a process of its own: no files, no network, and an end to its time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass

MOST_SECONDS = 10
"""For one paper; many of them may take more together."""
PAPERS_A_SECOND = 10
MOST_MEMORY = 2 << 30
"""Bytes of address space, typefaces and the typesetter itself among them."""
_CHILD = Path(__file__).with_name("apart.py")
_NOWHERE = "http://127.0.0.1:9"
"""A proxy that nobody answers at: a package that a layout asks for is not fetched."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of it: the PDF, or why there is none."""

    pdf: bytes | None
    why: Message | str = ""
    """In typst's own words, where they are its own."""


def drawn_apart(
    source: bytes, told: str, fonts: str, moment: datetime, standard: str, papers: int = 1
) -> Drawn:
    """A layout drawn with the font files of a folder, for so many papers; all it can read is `told`."""
    seconds = MOST_SECONDS + papers // PAPERS_A_SECOND
    too_much = msg(
        "it took longer than {seconds} seconds, or more than {size} GiB of memory",
        seconds=seconds,
        size=MOST_MEMORY >> 30,
    )
    asked = {
        "source": source.decode("utf-8", "replace"),
        "told": told,
        "fonts": fonts,
        "moment": moment.timestamp(),
        "standard": standard,
        "seconds": seconds,
        "memory": MOST_MEMORY,
    }
    with tempfile.TemporaryDirectory(prefix="dunning-") as root:
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-B", str(_CHILD), root],
                input=json.dumps(asked).encode(),
                capture_output=True,
                cwd=root,
                env=_environment(root),
                timeout=2 * seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Drawn(None, too_much)
    if done.returncode == 0:
        return Drawn(done.stdout)
    return Drawn(None, done.stderr.decode("utf-8", "replace").strip() or too_much)


def _environment(root: str) -> dict[str, str]:
    proxies = ("http_proxy", "https_proxy", "all_proxy")
    nowhere = {name: _NOWHERE for proxy in proxies for name in (proxy, proxy.upper())}
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    return {**kept, **nowhere, "NO_PROXY": "", "HOME": root, "XDG_DATA_HOME": root, "XDG_CACHE_HOME": root}
