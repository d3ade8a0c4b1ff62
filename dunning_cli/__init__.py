"""A case ledger for debt collection (催收) in plain files: every yuan explained, every change provable."""

from __future__ import annotations

TYPE_CHECKING = False
"""As in `typing`, which takes longer to load than to say the version."""
if TYPE_CHECKING:
    from dunning_cli.kernel.errors import (
        Again,
        AgainstRule,
        Busy,
        Failure,
        NotFound,
        Refused,
        WrongLines,
        WrongUsage,
    )
    from dunning_cli.python.ledger import Ledger

__version__ = "0.2.0"
__all__ = [
    "Again",
    "AgainstRule",
    "Busy",
    "Failure",
    "Ledger",
    "NotFound",
    "Refused",
    "WrongLines",
    "WrongUsage",
    "__version__",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    if name == "Ledger":
        from dunning_cli.python.ledger import Ledger

        return Ledger
    from dunning_cli.kernel import errors

    return getattr(errors, name)
