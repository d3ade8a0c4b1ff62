"""By what inspectors judge contacts: the office's score sheet or the built-in one, and what a contact scored on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.text import suggestion
from dunning_cli.kernel.values import Code, Count, FilledWords

if TYPE_CHECKING:
    from dunning_cli.domain.case.entries import Score

USUAL_PASS = 80
"""Percent of the points from which a contact passes, where the office says nothing."""
_POINTS = 5
_WHOLE = 100
BUILT_IN: Mapping[str, Message] = {
    "greeting": label("said who calls and for whom"),
    "identity": label("made sure who was spoken to before naming the debt"),
    "purpose": label("said what is owed and why, without false claims"),
    "hours": label("kept the hours and the number of contacts allowed"),
    "tone": label("stayed calm and polite"),
    "threats": label("no threat, insult or pretended authority"),
    "third_party": label("told nobody else of the debt"),
    "record": label("record complete: result, what was said, recording"),
}
"""The points of a lawful contact by their codes (docs/inspection.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetItem:
    """One item of the office's score sheet."""

    item: Code = key("code, as written in --scores and in entries", required=True)
    zh: FilledWords = key("the words in Chinese", required=True)
    en: FilledWords = key("the words in English", required=True)
    points: Count = key("most points it gives", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRules:
    """How contacts are judged by inspectors."""

    sheet: tuple[SheetItem, ...] = key(
        "items of the score sheet; the built-in ones with 5 points each unless given", default=()
    )
    pass_from: Count | None = key("percent of the points from which a contact passes; 80 unless given")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """Items are unique and give points; nothing passes from more than all points."""
        seen: set[str] = set()
        for place, each in enumerate(self.sheet):
            if each.item in seen:
                yield f"sheet[{place}]", msg("the item '{item}' stands twice", item=each.item)
            if each.points == 0:
                yield f"sheet[{place}]", msg("the item '{item}' gives no points", item=each.item)
            seen.add(each.item)
        if self.pass_from is not None and self.pass_from > _WHOLE:
            yield "pass_from", msg("{percent} is more than 100 percent", percent=self.pass_from)

    @property
    def most(self) -> dict[str, int]:
        """The most points of each item, by code."""
        return {each.item: each.points for each in self.sheet} or dict.fromkeys(BUILT_IN, _POINTS)

    def words(self, item: str, language: str) -> Message | str:
        """An item in words: the office's own in the language, else the built-in ones, else the code as it stands."""
        for each in self.sheet:
            if each.item == item:
                return each.zh if language == "zh" else each.en
        return BUILT_IN.get(item, item)

    @property
    def passing(self) -> int:
        """Percent of the points from which a contact passes."""
        return USUAL_PASS if self.pass_from is None else self.pass_from

    def passes(self, scores: Sequence[Score]) -> bool:
        """Whether scores are enough: the points given, in percent of the most that these items give."""
        wanted = self.passing
        return sum(each.points for each in scores) * _WHOLE >= wanted * sum(each.of for each in scores)

    def scores(self, text: str) -> tuple[Score, ...]:
        """Scores written as item=points with commas between.

        Raises WrongUsage for an item that is not on the sheet, one named twice, and points above its most.
        """
        from dunning_cli.domain.case.entries import Score

        found: dict[str, Score] = {}
        for part in text.replace("，", ",").split(","):
            item, sign, points = (word.strip() for word in part.replace("＝", "=").partition("="))
            if not (sign and item and points.isascii() and points.isdigit()):
                raise WrongUsage(
                    msg(
                        "--scores: '{text}' is no score; write item=points with commas between, as in greeting=5,identity=4",
                        text=part.strip(),
                    )
                )
            most = self._most_of(item)
            if int(points) > most:
                raise WrongUsage(
                    msg(
                        "--scores: {item} gives at most {most} points, not {points}",
                        item=item,
                        most=most,
                        points=points,
                    )
                )
            if item in found:
                raise WrongUsage(msg("--scores: {item} stands twice", item=item))
            found[item] = Score(item=item, points=int(points), of=most)
        return tuple(found.values())

    def _most_of(self, item: str) -> int:
        known = self.most
        if item not in known:
            raise WrongUsage(
                msg(
                    "--scores: '{text}' is not on the score sheet; {hint}",
                    text=item,
                    hint=suggestion(item, known),
                )
            )
        return known[item]
