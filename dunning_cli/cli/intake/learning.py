"""The dialogue of `import --learn`: what each column of a file is, asked one by one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from dunning_cli.cli.carrying_out import print_receipt
from dunning_cli.cli.session import Session
from dunning_cli.kernel.errors import Refused, Unreadable
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.text import harmless, suggestion
from dunning_cli.operations.intake.learning import (
    fact_named,
    facts_of,
    file_to_learn,
    lacking,
    lesson_of,
    profile_text,
    write_profile,
)
from dunning_cli.operations.writing.context import Context
from dunning_cli.present.asking import Asking, EndOfInput, Left

ROOM_FACTS = ("area", "building", "room")
_LISTS = "?"


def learn(session: Session, file: Path, name: str, kind: str | None, context: Context, dry_run: bool) -> None:
    """Asks what the columns are and writes the profile; over a pipe each answer is a line. Raises Refused."""
    folder = session.ledger.folder
    seen, known = file_to_learn(folder, file, name, kind)
    dialogue = _Dialogue(session, known)
    try:
        lesson = dialogue.lesson(seen, name)
    except (EndOfInput, Left):
        raise Refused(label("the questions were left; nothing was written")) from None
    missing = lacking(lesson)
    if missing is not None:
        raise Refused(missing)
    text = profile_text(lesson)
    if dry_run:
        session.screen.line(text, end="")
        return
    print_receipt(session, write_profile(folder, lesson, context), False)
    session.screen.say(
        msg("the file can be imported now: {cure}", cure=remedy("import", file=str(file), profile=name))
    )


class _Dialogue:
    """The questions about one file."""

    def __init__(self, session: Session, kind: Any) -> None:
        self._session = session
        self._kind = kind
        self._asking = Asking(session.screen)
        self._facts = facts_of(kind)

    def lesson(self, seen: Any, name: str) -> Any:
        """All that is asked, one line of answer a question."""
        screen = self._session.screen
        screen.say(
            msg(
                "{kind}: the header is in row {row} of {sheet}; Enter takes what is proposed, a name or label another fact, "
                "- ignores the column, ? lists the facts",
                kind=self._kind.value,
                row=seen.row,
                sheet=seen.sheet,
            )
        )
        facts = []
        for column in seen.columns:
            screen.line(
                f"{column.letters}  {harmless(column.header)}: {harmless(' | '.join(column.samples))}"
            )
            fact = self._asking.value(self._question(column.proposed), self._reader(column.proposed))
            facts.append((column.header, fact))
        given = {fact for _, fact in facts}
        return lesson_of(name=name, kind=self._kind, facts=tuple(facts), **self._rest(given))

    def _question(self, proposed: str) -> Message:
        shown = self._named(proposed) if proposed else label("ignored")
        return msg("what is it? Enter: {proposed}", proposed=shown)

    def _named(self, fact: str) -> Message:
        return msg("{fact} ({label})", fact=fact, label=self._facts[fact].label)

    def _reader(self, proposed: str) -> Callable[[str], str]:
        def read(text: str) -> str:
            if text == _LISTS:
                self._asking.menu([(name, field.label) for name, field in self._facts.items()])
                raise Unreadable(label("name one of them, or - for none"))
            return fact_named(text, self._kind, self._session.translate) if text else proposed

        return read

    def _rest(self, given: set[str]) -> dict[str, Any]:
        if self._kind.value != "cases":
            return {}
        found: dict[str, Any] = {"policy": self._policy(given)}
        if "case" not in given:
            usual = tuple(fact for fact in ROOM_FACTS if fact in given) if "room" in given else ("contract",)
            found["case_id"] = self._asking.value(
                msg("of which facts is the case number made? Enter: {facts}", facts=" ".join(usual)),
                lambda text: self._given(text.split(), given) if text else self._given(usual, given),
            )
        if {"due", "period"} & given and not {"months", "period_from"} & given:
            found["rows"] = self._one_of(
                label("is a row one charge of several (charge) or a whole case (case)? Enter: charge"),
                ("charge", "case"),
            )
        elif {"period", "period_from"} & given:
            found["spread"] = self._one_of(
                label(
                    "divide a sum for several months into bills by month, quarter, year or none? Enter: month"
                ),
                ("month", "quarter", "year", "none"),
            )
        return found

    def _policy(self, given: set[str]) -> str:
        names = sorted(self._session.reader.policies.policies)
        usual = "property-fee" if "room" in given else "small-loan"
        return self._one_of(
            msg("product policy? Enter: {policy}", policy=usual),
            (usual, *(name for name in names if name != usual)),
        )

    def _one_of(self, question: Message, words: tuple[str, ...]) -> str:
        def read(text: str) -> str:
            if not text:
                return words[0]
            if text not in words:
                raise Unreadable(
                    msg("'{text}' is not known; {hint}", text=text, hint=suggestion(text, words))
                )
            return text

        return self._asking.value(question, read)

    def _given(self, facts: Any, given: set[str]) -> tuple[str, ...]:
        wanted = tuple(facts)
        for fact in wanted:
            if fact not in given:
                raise Unreadable(
                    msg(
                        "no column gives '{fact}'; {hint}",
                        fact=fact,
                        hint=suggestion(fact, sorted(given - {""})),
                    )
                )
        return wanted
