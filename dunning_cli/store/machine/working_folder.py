"""The working directory, which may be gone while a program stands in it."""

from __future__ import annotations

import os


def working_folder_is_gone() -> bool:
    """Whether the working directory was removed, or may not be entered."""
    try:
        os.getcwd()
    except OSError:
        return True
    return False
