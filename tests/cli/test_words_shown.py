"""Every word that a help page or a screen has for a code is taken for it, and a result is called the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path

import pytest
from conftest import CASE, Done

from dunning_cli.cli.front_door.places import Place
from dunning_cli.cli.front_door.understanding import understood
from dunning_cli.domain.case.codes.talk import VISIT_RESULTS, Channel, Result, result_words
from dunning_cli.kernel.errors import Failure, Unreadable
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.schema import fields_of
from dunning_cli.operations.declared.operation import words_by_field
from dunning_cli.operations.registry import OPERATIONS, declared_operation
from dunning_cli.present.language import translator

Run = Callable[..., Done]
ZH = translator("zh")


def told_in_help() -> Iterator[tuple[str, str, str, str]]:
    """Operation, option, code and word of every fixed code that a Chinese help page has with a word in brackets."""
    for words in OPERATIONS:
        record = declared_operation(words)
        forms = {item.attribute: item for item in fields_of(record)}
        for name, said in words_by_field(record).items():
            form = forms[name].form
            if not (isinstance(form, type) and issubclass(form, StrEnum)):
                continue
            for code, word in re.findall(r"([a-z_]+)（([^）]+)）", ZH(Message(" ".join(said.help.split())))):
                if code in list(form):
                    yield words, name, code, word.partition("，")[0]


def test_each_word_of_a_help_page_is_taken() -> None:
    found = list(told_in_help())
    assert len(found) > 60
    for words, name, code, word in found:
        record = declared_operation(words)
        form = next(item.form for item in fields_of(record) if item.attribute == name)
        said = words_by_field(record)[name]
        place = Place(name, form, said.metavar, said.coming, said.help)
        try:
            meant = understood(_Nobody(), place, word)  # type: ignore[arg-type]  # fixed words need only a language
        except (Unreadable, Failure) as error:
            meant = str(error)
        assert meant == code, (words, name, word)


class _Nobody:
    language = "zh"


@pytest.mark.parametrize("result", VISIT_RESULTS)
def test_a_result_of_a_visit_is_taken_as_the_screen_calls_it_and_exported_so(
    result: Result, worked: Path, run: Run
) -> None:
    word = ZH(result_words(result, Channel.VISIT))
    done = run("--lang", "zh", "visit", "record", CASE, "看过", "--result", word, "--override", "独自前往")
    assert done.code == 0, done.err
    entry = run("show", CASE, "--json").json["entries"][-1]
    assert entry["result"] == result.value
    assert word in run("--lang", "zh", "show", CASE).out
    out = run("--lang", "zh", "export", "contacts", "--format", "csv").out
    assert f",{word}," in out
    assert f",{result.value}," in run("export", "contacts", "--format", "csv", "--codes").out


def test_what_was_promised_by_the_word_of_the_help_page(worked: Path, run: Run) -> None:
    done = run("--lang", "zh", "note", CASE, "周五", "--channel", "电话", "--result", "承诺")
    assert done.code == 0, done.err
    assert run("show", CASE, "--json").json["entries"][-1]["result"] == "promised"
