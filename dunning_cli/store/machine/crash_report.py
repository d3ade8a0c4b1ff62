"""The log of a crash, in a file that a person can send."""

from __future__ import annotations

import tempfile


def write_crash_report(text: str) -> str | None:
    """Puts a log into a new file in the folder for temporary files; its path, None where none can be written."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="dunning-", suffix=".log", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as log:
            log.write(text)
    except OSError:
        return None
    return log.name
