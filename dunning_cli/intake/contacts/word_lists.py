"""The words of a client's contact history: which channel, result or state of a number each means, by its profile."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from dunning_cli.domain.case.codes.people import DetailStatus
from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.intake.files.grammar import plain
from dunning_cli.intake.profiles.headers import header_name
from dunning_cli.intake.profiles.profile import Profile
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.text import suggestion

Code = TypeVar("Code", bound=StrEnum)
RESULT, TEXT = "result", "text"
_STOP_IN = (RESULT, TEXT)


class WordLists:
    """The word lists of a profile of contacts. Raises Refused for a list under a code that there is not."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self.channels = self._codes("channel", Channel)
        self.results = self._codes("result", Result)
        self.numbers = self._codes("number", DetailStatus)
        stop = profile.words.get("stop", {})
        for code in stop.values():
            if code not in _STOP_IN:
                raise self._no_code("stop", code, _STOP_IN)
        self._stop_results = frozenset(word for word, code in stop.items() if code == RESULT)
        self._stop_texts = tuple(word for word, code in stop.items() if code == TEXT)

    def _codes(self, subject: str, codes: type[Code]) -> Mapping[str, Code]:
        found = {}
        for word, code in self._profile.words.get(subject, {}).items():
            try:
                found[word] = codes(code)
            except ValueError:
                raise self._no_code(subject, code, tuple(codes)) from None
        return found

    def _no_code(self, subject: str, code: str, known: tuple[str, ...]) -> Refused:
        return Refused(
            msg(
                "{file}: under words.{subject} '{code}' is not known; {hint}",
                file=self.file,
                subject=subject,
                code=code,
                hint=suggestion(code, known),
            )
        )

    @property
    def file(self) -> str:
        """The profile's file in the ledger."""
        return f"policies/imports/{self._profile.name}.yaml"

    def channel(self, text: str) -> Channel | None:
        """The channel a word means; None for an unknown one."""
        return self.channels.get(header_name(text))

    def result(self, text: str) -> Result | None:
        """The result a word means; None for an unknown one. A wish to stop that is in no other list is `other`."""
        word = header_name(text)
        return self.results.get(word, Result.OTHER if word in self._stop_results else None)

    def number_status(self, text: str) -> DetailStatus | None:
        """What a result says of the number."""
        return self.numbers.get(header_name(text))

    def stop(self, result: str, text: str) -> str:
        """The words by which a row asks to be left alone, empty where it does not."""
        if header_name(result) in self._stop_results:
            return result
        said = "".join(plain(text).split())
        return next((word for word in self._stop_texts if word in said), "")
