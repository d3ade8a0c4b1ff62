"""What `evidence` answers for scripts (docs/json.md)."""

from __future__ import annotations

from typing import Annotated, TypedDict

from dunning_cli.kernel.message import Message
from dunning_cli.views.account.json_keys import BalanceData


class EvidenceData(TypedDict):
    """A bundle."""

    case: Annotated[str, "id of the case"]
    as_of: Annotated[str, "day it is made for, ISO"]
    commit: Annotated[str, "commit it was made from"]
    language: Annotated[str, "`zh` or `en`"]
    balance: Annotated[BalanceData, "what is owed"]
    files: Annotated[list[str], "names of the files in it"]


class EvidenceWrittenData(EvidenceData):
    """A bundle that was written."""

    output: Annotated[str, "folder or ZIP file it was written into"]
    warnings: Annotated[list[Message], "what whoever uses it should know"]
