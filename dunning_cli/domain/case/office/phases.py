"""Which names a phase can have: the built-in ones, the office's own, and those that its strategies wait for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dunning_cli.domain.case.codes.phases import PHASES
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import Message, coded, enumerated, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.text import nearest
from dunning_cli.kernel.values import Code, FilledWords


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPhase:
    """A phase of the office's own; with a built-in name it words that one anew."""

    phase: Code = key("name, as written on the command line and in entries", required=True)
    zh: FilledWords = key("the words in Chinese", required=True)
    en: FilledWords = key("the words in English", required=True)


def phase_names(own: Sequence[OwnPhase], waited_for: Iterable[str]) -> tuple[str, ...]:
    """Every name that may be used; `waited_for` are those that strategies name."""
    return tuple(dict.fromkeys([*PHASES, *(each.phase for each in own), *sorted(waited_for)]))


def phase_words(name: str, own: Sequence[OwnPhase], language: str) -> Message | str:
    """A phase in words: the office's own, else the built-in ones, else nothing beside its name."""
    for each in own:
        if each.phase == name:
            return each.zh if language == "zh" else each.en
    return PHASES.get(name, "")


def known_phase(name: str, names: Sequence[str]) -> None:
    """Lets a known name through. Raises WrongUsage with the nearest one, and all there are."""
    if name in names:
        return
    near, known = nearest(name, names), enumerated(map(_named, names))
    if near is not None:
        raise WrongUsage(
            msg(
                "'{text}' is no phase; did you mean '{near}'? Known are: {names}",
                text=name,
                near=near,
                names=known,
            )
        )
    raise WrongUsage(
        msg(
            "'{text}' is no phase. Known are: {names}. Others are listed in dunning.yaml under phases",
            text=name,
            names=known,
        )
    )


def _named(name: str) -> Message | str:
    words = PHASES.get(name)
    return name if words is None else coded(msg("{code} ({what})", code=name, what=words), name)


def phases_twice(own: Sequence[OwnPhase]) -> Iterator[tuple[str, Message]]:
    """Own phases that stand twice, as contradictions of the settings."""
    seen: set[str] = set()
    for place, each in enumerate(own):
        if each.phase in seen:
            yield f"phases[{place}]", msg("the phase '{phase}' stands twice", phase=each.phase)
        seen.add(each.phase)
