"""Names that not every system can hold as a file's: what Windows reserves or forbids."""

from __future__ import annotations

import re

from dunning_cli.kernel.pattern import pattern

_FORBIDDEN = pattern(r'[<>:"\\|?*\x00-\x1f\x7f]')
_DEVICES = pattern(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?", re.IGNORECASE)


def every_system_holds(name: str) -> bool:
    """Whether a file, or one with an ending put to the name, can be called so on every system."""
    return not (_FORBIDDEN.search(name) or _DEVICES.fullmatch(name) or name[-1:] in (".", " "))
