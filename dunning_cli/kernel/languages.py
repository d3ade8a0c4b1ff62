"""The languages of the product: of its words, and of its letters."""

from __future__ import annotations

from typing import Annotated

from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import label, msg
from dunning_cli.kernel.schema import Scalar

LANGUAGES = ("zh", "en")


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise Unreadable(msg("'{text}' is not a language of this product; use zh or en", text=text))
    return text


Language = Annotated[str, Scalar(label("language"), _language)]
