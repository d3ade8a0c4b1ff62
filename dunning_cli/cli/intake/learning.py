"""The dialogue of `import --learn`: what each column of a file is, asked one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

from dunning_cli.cli.carrying_out import print_receipt
from dunning_cli.cli.session import Session
from dunning_cli.kernel.errors import Refused, Unreadable, WrongUsage
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.text import harmless, suggestion
from dunning_cli.operations.intake.learning import (
    IGNORE,
    TOTAL,
    counted_twice,
    fact_named,
    facts_of,
    file_to_learn,
    lacking,
    lesson_of,
    needed_by,
    profile_text,
    proposed_for,
    write_profile,
)
from dunning_cli.operations.writing.context import Context
from dunning_cli.present.asking import AskAgain, Asking, EndOfInput, Left

ROOM_FACTS = ("area", "building", "unit", "room")
NUMBER_FACTS = ("contract", "account_number", "customer", "id_number", "name")
"""Of what a case number is made where there is neither one nor a home, the first that the file has."""
_LISTS = "?"
_BETWEEN = pattern(r"[\s,，、;；+]+")


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
        facts: list[tuple[str, str]] = []
        for column in seen.columns:
            screen.line(
                f"{column.letters}  {harmless(column.header)}: {harmless(' | '.join(column.samples))}"
            )
            proposed = proposed_for(seen.columns, [fact for _, fact in facts])
            fact = self._asking.value(self._question(proposed), self._reader(proposed))
            facts.append((column.header, fact))
        facts = self._without_sums(seen, facts)
        facts = self._with_needed(seen, facts)
        return lesson_of(name=name, kind=self._kind, facts=tuple(facts), **self._rest(facts))

    def _without_sums(self, seen: Any, facts: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """The facts, a column that is the sum of others never added to them: what it is is asked for again."""
        found = list(facts)
        while (doubled := counted_twice(seen.columns, [fact for _, fact in found])) is not None:
            at, others = doubled
            header, given = found[at]
            proposed = "" if TOTAL in {fact for _, fact in found} else TOTAL
            question = msg(
                "{column} is the sum of {others}: added to them, the debt would be counted twice. What is it? Enter: {proposed}",
                column=header,
                others=", ".join(found[other][0] for other in others),
                proposed=self._named(proposed) if proposed else label("ignored"),
            )
            found[at] = (header, self._asking.value(question, self._other_than(given, proposed)))
        return found

    def _other_than(self, refused: str, proposed: str) -> Callable[[str], str]:
        read = self._reader(proposed)

        def another(text: str) -> str:
            fact = read(text)
            if fact == refused:
                raise Unreadable(msg("as {fact} it would be counted twice", fact=self._named(fact)))
            return fact

        return another

    def _with_needed(self, seen: Any, facts: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """The facts with those that every row needs: what no column was named for is asked for again."""
        found = list(facts)
        for fact in needed_by(self._kind):
            if fact not in {given for _, given in found}:
                question = msg(
                    "every row needs {fact}, and no column was named for it. Which one gives it? (letter or header)",
                    fact=self._named(fact),
                )
                at = self._asking.value(question, lambda text: _column_called(text, seen.columns))
                found[at] = (found[at][0], fact)
        return found

    def _question(self, proposed: str) -> Message:
        shown = self._named(proposed) if proposed else label("ignored")
        return msg("what is it? Enter: {proposed}", proposed=shown)

    def _named(self, fact: str) -> Message:
        return msg("{fact} ({label})", fact=fact, label=self._facts[fact].label)

    def _reader(self, proposed: str) -> Callable[[str], str]:
        def read(text: str) -> str:
            if text == _LISTS:
                self._asking.menu([(name, field.label) for name, field in self._facts.items()])
                self._session.screen.line(self._session.translate(label("name one of them, or - for none")))
                raise AskAgain
            return fact_named(text, self._kind, self._session.translate) if text else proposed

        return read

    def _rest(self, facts: Sequence[tuple[str, str]]) -> dict[str, Any]:
        if self._kind.value != "cases":
            return {}
        given = {fact for _, fact in facts}
        found: dict[str, Any] = {"policy": self._policy(given)}
        if "case" not in given:
            found["case_id"] = self._number_made_of(facts, given)
        if {"due", "period"} & given and not {"months", "period_from"} & given:
            found["rows"] = self._one_of(
                label("is a row one charge of several, or a whole case?"),
                {"charge": label("one charge of several"), "case": label("a whole case")},
            )
        if {"period", "period_from"} & given and found.get("rows") != "charge":
            found["spread"] = self._one_of(
                label("divide a sum for several months into bills of which length?"),
                {
                    "month": label("by month"),
                    "quarter": label("by quarter"),
                    "year": label("by year"),
                    "none": label("one sum"),
                },
            )
        return found

    def _number_made_of(self, facts: Sequence[tuple[str, str]], given: set[str]) -> tuple[str, ...]:
        usual = tuple(fact for fact in ROOM_FACTS if fact in given) if "room" in given else ()
        usual = usual or tuple(fact for fact in NUMBER_FACTS if fact in given)[:1]
        shown = self._all_named(usual) if usual else label("none")
        return self._asking.value(
            msg("of which facts is the case number made? Enter: {facts}", facts=shown),
            lambda text: self._given(text, facts) if text else self._known(usual, given),
        )

    def _all_named(self, facts: Iterable[str]) -> Message:
        return reduce(
            lambda one, more: msg("{before}, {after}", before=one, after=more), map(self._named, facts)
        )

    def _policy(self, given: set[str]) -> str:
        usual = "property-fee" if "room" in given else "small-loan"
        known = self._session.reader.policies.policies

        def read(text: str) -> str:
            named = self._session.code("POLICY", text) if text else usual
            if named not in known:
                raise Unreadable(
                    msg("'{text}' is not known; {hint}", text=text, hint=suggestion(text, sorted(known)))
                )
            return named

        return self._asking.value(msg("product policy? Enter: {policy}", policy=usual), read)

    def _one_of(self, question: Message, words: Mapping[str, Message]) -> str:
        """One of a few words, by its code or its label; Enter is the first."""
        usual = next(iter(words))
        shown = reduce(
            lambda one, more: msg("{before}, {after}", before=one, after=more),
            (msg("{fact} ({label})", fact=word, label=meaning) for word, meaning in words.items()),
        )
        whole = msg("{question} {words}; Enter: {usual}", question=question, words=shown, usual=words[usual])

        def read(text: str) -> str:
            try:
                return self._session.one_of(text, "--learn", words) if text else usual
            except WrongUsage as error:
                raise Unreadable(error.message) from None

        return self._asking.value(whole, read)

    def _given(self, text: str, facts: Sequence[tuple[str, str]]) -> tuple[str, ...]:
        """The facts that an answer names, each by its name, its label or the header of its column. Raises Unreadable."""
        by_header = {header: fact for header, fact in facts if fact}
        words = [word for word in _BETWEEN.split(text) if word]
        named = [
            by_header.get(word) or fact_named(word, self._kind, self._session.translate) for word in words
        ]
        return self._known(named, set(by_header.values()))

    def _known(self, facts: Iterable[str], given: set[str]) -> tuple[str, ...]:
        """The facts as they are where each has a column. Raises Unreadable."""
        wanted = tuple(facts)
        for fact in wanted:
            if fact not in given:
                raise Unreadable(
                    msg(
                        "no column gives {fact}; there are {facts}",
                        fact=self._named(fact) if fact else IGNORE,
                        facts=self._all_named(sorted(given - {""})),
                    )
                )
        return wanted


def _column_called(text: str, columns: Any) -> int:
    """The place of the column of that header or letter. Raises Unreadable."""
    for at, column in enumerate(columns):
        if text in (column.header, column.letters) or text.upper() == column.letters:
            return at
    shown = ", ".join(f"{column.letters} {harmless(column.header)}" for column in columns)
    raise Unreadable(msg("no column is called '{text}'; there are {columns}", text=text, columns=shown))
