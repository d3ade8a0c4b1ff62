"""The three lines of a checkpoint: typed back by hand as they were, and told where they were not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunning_cli.kernel.errors import Refused
from dunning_cli.store.format.checkpoint_lines import Checkpoint, Predecessor, read_checkpoint

HEX = "0123456789abcdef"
OLD = Predecessor("00ff11ee22dd33cc", 20455, "9" * 64)
ONE = Checkpoint("4ff8605b116f3b5d", 1432, "98e4610d52d223f72005d411fbfa4ee5d0637c7b", "064f57f1" * 8)


def figures(length: int) -> st.SearchStrategy[str]:
    return st.text(HEX, min_size=length, max_size=length)


checkpoints = st.builds(
    Checkpoint,
    figures(16),
    st.integers(1, 9_999_999),
    st.one_of(figures(40), figures(64)),
    figures(64),
    st.one_of(st.none(), st.builds(Predecessor, figures(16), st.integers(1, 999_999), figures(64))),
)


@pytest.mark.hypothesis
@given(checkpoints)
def test_what_is_printed_is_read_back(one: Checkpoint) -> None:
    assert read_checkpoint("\n".join(one.lines()), "paper") == one


@pytest.mark.parametrize("lines", [ONE.lines(), Checkpoint(ONE.ledger, 1, "a" * 64, ONE.root, OLD).lines()])
def test_they_fit_on_paper(lines: tuple[str, ...]) -> None:
    assert max(map(len, lines)) <= 140
    assert "".join(lines).isascii()


def hand(text: str) -> str:
    return text.upper()


def eye(text: str) -> str:
    return "\n".join(
        " ".join(
            "o".join(part.split("0")) if part[:1] in HEX and len(part) == 8 else part for part in line.split()
        )
        for line in text.splitlines()
    )


def wide(text: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text)


def quoted(text: str) -> str:
    return (
        "各位：核对点如下\r\n\r\n" + "\r\n".join(f"> {line}  " for line in text.splitlines()) + "\r\n谢谢\r\n"
    )


def run_together(text: str) -> str:
    return "\n".join(
        f"{line.split(' ', 1)[0]} {line.split(' ', 1)[1]}".replace("  ", " ") for line in text.splitlines()
    ).replace("064f57f1 064f57f1", "064f57f1064f57f1")


@pytest.mark.parametrize("typed", [hand, eye, wide, quoted, run_together])
def test_hands_and_programs_may_write_them_otherwise(typed: object) -> None:
    assert callable(typed)
    assert read_checkpoint(typed("\n".join(ONE.lines())), "paper") == ONE


BEGIN = ("dunning checkpoint 1 ledger ", "commits 1432 to ", "root ")


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_slip_of_one_figure_or_two_that_changed_places_is_told_with_its_line(number: int) -> None:
    lines = ONE.lines()
    line, begin = lines[number], len(BEGIN[number])
    assert line.startswith(BEGIN[number])
    slips = set()
    for at in range(begin, line.index(" check ")):
        if line[at] in HEX:
            slips |= {line[:at] + other + line[at + 1 :] for other in HEX}
            slips.add(line[:at] + line[at + 1] + line[at] + line[at + 2 :])
    slips -= {line}
    same = {slip for slip in slips if slip.replace(" ", "") == line.replace(" ", "")}
    assert len(slips - same) > 200
    for slip in slips - same:
        with pytest.raises(Refused) as refused:
            read_checkpoint("\n".join((*lines[:number], slip, *lines[number + 1 :])), "paper")
        assert str(refused.value.message).startswith(f"paper:{number + 1}: the line is mistyped")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "paper: the line that begins with 'dunning' is missing"),
        ("\n".join(ONE.lines()[:2]), "paper: the line that begins with 'root' is missing"),
        ("\n".join((*ONE.lines(), ONE.lines()[2])), "paper:4: the line 'root' stands twice"),
        ("root 12 34", "paper:1: the line is not as a checkpoint has it: root 12 34"),
        (
            "\n".join(ONE.lines()).replace("checkpoint 1", "checkpoint 2"),
            "paper:1: a newer version makes such checkpoints (2); update",
        ),
    ],
)
def test_what_is_no_checkpoint_is_told(text: str, told: str) -> None:
    with pytest.raises(Refused) as refused:
        read_checkpoint(text, "paper")
    assert str(refused.value.message) == told
