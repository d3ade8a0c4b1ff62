"""Regular expressions compiled when first used: a command loads a hundred and uses a few."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    pattern = re.compile
else:

    def pattern(source: Any, flags: Any = 0) -> Any:
        """As `re.compile`; a wrong expression is found when it is used."""
        return _Later(source, flags)


class _Later:
    """A pattern that is compiled with the first thing asked of it, and answers as that one from then on."""

    def __init__(self, source: Any, flags: Any) -> None:
        self._made_of = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._made_of)
        for each in (
            "match",
            "fullmatch",
            "search",
            "sub",
            "findall",
            "finditer",
            "split",
            "pattern",
            "flags",
        ):
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)
