"""The machine a table was measured on: what its figures depend on, and nothing that tells whose it is."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path


def machine() -> dict[str, str]:
    """Processor, cores, memory, system and the versions of what was measured beside; with the day."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processor": _processor(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "memory": _memory(),
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "Python": platform.python_version(),
        "git": version_of(("git", "--version")),
        "taskwarrior": version_of(("task", "--version")),
        "hledger": version_of(("hledger", "--version")),
    }


def version_of(words: Sequence[str]) -> str:
    """The version a program tells, or that it is not installed."""
    try:
        said = subprocess.run(words, capture_output=True, check=True).stdout.decode("utf-8", "replace")
    except (OSError, subprocess.CalledProcessError):
        return "not installed"
    return next((word.rstrip(",") for word in said.split() if word[:1].isdigit()), said.strip())


def load() -> float:
    """How many processes wanted a processor in the last minute."""
    return os.getloadavg()[0]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _memory() -> str:
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return "unknown"
    return f"{total / 1024**3:.0f} GB"
