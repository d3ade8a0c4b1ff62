"""Asking at the terminal which of two values, or whose lines of a text, are right."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from dunning_cli.cli.session import Session
from dunning_cli.kernel.errors import Busy
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.nodes import Node
from dunning_cli.kernel.text import harmless

if TYPE_CHECKING:
    from dunning_cli.domain.case.merge import Question, Side
    from dunning_cli.operations.sync.questions import Disagreement, TextDisagreement
    from dunning_cli.store.git.history import Commit

_LINES_SHOWN = 20
"""Lines in dispute shown of each side at one place."""


def at_a_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


class AtTheTerminal:
    """The person at this terminal, asked one question after another."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def value(self, found: Disagreement) -> Side:
        """Which of two values is right. Raises Busy where the person leaves it open."""
        ours = _origin(found.question.ours, found.ours, msg("here"))
        theirs = _origin(found.question.theirs, found.theirs, msg("at {remote}", remote=found.remote))
        return self._value(found.case, found.question, ours, theirs)

    def between(self, case: str, question: Question) -> Side:
        """The same where git merges and nobody knows who changed what."""
        ours, theirs = (
            _origin(question.ours, None, msg("ours")),
            _origin(question.theirs, None, msg("theirs")),
        )
        return self._value(case, question, ours, theirs)

    def text(self, found: TextDisagreement) -> Side:
        """Whose lines are right. Raises Busy where the person leaves it open."""
        from dunning_cli.domain.case.merge import Side
        from dunning_cli.operations.sync.questions import statement_words, statements_of, version_of

        file, statements = harmless(found.clash.path), statements_of(found)
        self._say(
            msg("{file} was changed on both sides in the same place. Whose lines are right?", file=file)
            if statements is None
            else msg(
                "{file}: the statement was issued on both sides, and the two differ. Which one does the client go by?",
                file=file,
            )
        )
        for place, side in enumerate((Side.OURS, Side.THEIRS)):
            typer.echo(f"  {place + 1}: {self._session.translate(version_of(found, side))}", err=True)
            if statements is not None:
                typer.echo(f"     | {self._session.translate(statement_words(statements[place]))}", err=True)
                continue
            for hunk in found.clash.hunks:
                for line in (hunk.ours if side is Side.OURS else hunk.theirs)[:_LINES_SHOWN]:
                    typer.echo(f"     | {harmless(line)}", err=True)
        return self._answer(msg("{file} was left open; nothing was merged", file=file))

    def _value(self, case: str, question: Question, ours: Message, theirs: Message) -> Side:
        self._say(
            msg(
                "{case}: '{field}' was changed on both sides. Which one is right?",
                case=case,
                field=question.field,
            )
        )
        for number, side in (("1", ours), ("2", theirs)):
            typer.echo(f"  {number}: {self._session.translate(side)}", err=True)
        return self._answer(
            msg("{case}: '{field}' was left open; nothing was merged", case=case, field=question.field)
        )

    def _answer(self, left: Message) -> Side:
        from dunning_cli.domain.case.merge import Side

        question = self._session.translate(msg("1, 2, or q to leave all as it is"))
        while True:
            word = str(typer.prompt(question, err=True)).strip()
            if word in ("1", "2"):
                return Side.OURS if word == "1" else Side.THEIRS
            if word == "q":
                raise Busy(left)

    def _say(self, message: Message) -> None:
        typer.echo(self._session.translate(message), err=True)


def _origin(value: Node | None, commit: Commit | None, where: Message) -> Message:
    from dunning_cli.store.format.yaml_writer import flow

    shown: object = harmless(flow(value)) if value is not None else msg("(nothing)")
    if commit is None:
        return msg("{value} ({where})", value=shown, where=where)
    return msg(
        "{value} ({where}, by {who}, {when})",
        value=shown,
        where=where,
        who=harmless(commit.author),
        when=commit.when.strftime("%Y-%m-%d %H:%M"),
    )
