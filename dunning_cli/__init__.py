"""A case ledger for debt collection (催收) in plain files: every yuan explained, every change provable."""

from __future__ import annotations

TYPE_CHECKING = False
"""As in `typing`, which takes longer to load than to say the version."""

if TYPE_CHECKING:
    from dunning_cli.ledger import Ledger

__version__ = "0.2.0"
__all__ = ["Ledger", "__version__"]


def __getattr__(name: str) -> object:
    if name == "Ledger":
        from dunning_cli.ledger import Ledger

        return Ledger
    raise AttributeError(name)
