"""Papers drawn by typst, as PDF/A-2b with their structure and their text: equal input gives equal bytes.

Typst reads no file but the typefaces and shipped layouts: its root is a folder with nothing else. A shipped layout
runs here; one of a ledger is a stranger's program and runs apart (`typesetting_apart`).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.typeface import Typeface
from dunning_cli.store.format.layouts import Layout
from dunning_cli.store.machine.typefaces import bold_of, chinese_typefaces, typefaces_with
from dunning_cli.store.machine.typesetter_memory import make_room
from dunning_cli.store.machine.typesetting_apart import drawn_apart

if TYPE_CHECKING:
    from typst import Fonts

PACKAGES = ("typst", "segno")
"""What the extra `pdf` brings: the typesetter, and what makes QR codes."""
STANDARD: Literal["a-2b"] = "a-2b"
_LACKING = re.compile(r'the text `?"(.*?)"`? could not be displayed', re.DOTALL)
_SEARCHED = re.compile(r" \(searched at .*\)")
"""Where typst looked for a file: a folder that is gone."""
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_MOST_TYPEFACES = 200
"""With so many tried, no more are looked for."""
_MAIN = "main.typ"


@dataclass(frozen=True, slots=True)
class Sheets:
    """What was drawn: the PDF, and what the layout tells of places in it, its `metadata`, in their order."""

    pdf: bytes
    places: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class _Job:
    """What is to be drawn: the layout, what it is told for given typefaces, and the day the paper is dated."""

    layout: Layout
    told: Callable[[Sequence[str]], str]
    moment: datetime
    papers: int
    with_places: bool


class _Failed(Exception):
    """Why nothing was drawn, mostly in typst's own words."""

    def __init__(self, why: Message | str) -> None:
        super().__init__(str(why))
        self.why = why


def check_printing() -> None:
    """Raises Refused where a package that printing needs is not installed."""
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        raise Refused(
            msg(
                "printing needs the package {packages}; install it with: pip install 'dunning[pdf]'",
                packages=", ".join(missing),
            )
        )


def drawn(
    layout: Layout, told: Callable[[Sequence[str]], str], day: date, chosen: str | None, papers: int
) -> bytes:
    """The PDF that a layout makes of what it is told of so many papers, dated with a day; as `Typesetter.drawn`."""
    with typesetter(chosen) as press:
        return press.drawn(layout, told, day, papers).pdf


@contextmanager
def typesetter(chosen: str | None) -> Iterator[Typesetter]:
    """One that draws many papers one after another; `chosen` is a font file.

    Raises Refused where typst or a Chinese typeface is missing.
    """
    check_printing()
    with typesetter_with(chinese_typefaces(chosen)) as press:
        yield press


@contextmanager
def typesetter_with(found: Sequence[Typeface]) -> Iterator[Typesetter]:
    """One that draws with typefaces that somebody has found already, the fittest first."""
    with ExitStack() as held:
        yield Typesetter(found, held)


class Typesetter:
    """Draws papers with the typefaces of this machine, looked for once; typst is kept from keeping too much of them."""

    def __init__(self, found: Sequence[Typeface], held: ExitStack) -> None:
        self._found = found
        self._held = held
        self._sets: dict[tuple[Typeface, ...], _FontSet] = {}

    def drawn(
        self,
        layout: Layout,
        told: Callable[[Sequence[str]], str],
        day: date,
        papers: int = 1,
        with_places: bool = False,
    ) -> Sheets:
        """The PDF that a layout makes of what it is told of so many papers, dated with a day.

        `told` gives the JSON for the families of typefaces, in the order in which they are tried. Raises Refused where
        no typeface has a character, or a ledger's own layout is wrong.
        """
        moment = datetime.combine(day, time(), tzinfo=UTC)
        job = _Job(layout, told, moment, papers, with_places)
        try:
            return self._with_typefaces(job, self._found[:1])
        except _Failed as failed:
            if not _lacking(str(failed)):
                raise _refused(layout, failed.why) from None
        return self._with_more(job)

    def _with_more(self, job: _Job) -> Sheets:
        """Drawn with all typefaces, and with those that have the characters which are still missing."""
        tried = list(self._found)
        while True:
            try:
                return self._with_typefaces(job, tried)
            except _Failed as failed:
                lacking = _lacking(str(failed))
                if not lacking:
                    raise _refused(job.layout, failed.why) from None
                more = [each for each in typefaces_with(lacking) if each not in tried]
                if not more or len(tried) > _MOST_TYPEFACES:
                    raise _no_typeface(lacking) from None
                tried += more

    def _with_typefaces(self, job: _Job, typefaces: Sequence[Typeface]) -> Sheets:
        """Raises _Failed, Refused where a file is no font."""
        fonts = self._fonts(tuple(typefaces))
        told = job.told(fonts.families)
        if job.layout.file is None:
            return _drawn_here(job, told, fonts.fonts)
        done = drawn_apart(job.layout.source, told, fonts.folder, job.moment, STANDARD, job.papers)
        if done.pdf is None:
            raise _Failed(done.why)
        return Sheets(done.pdf)

    def _fonts(self, typefaces: tuple[Typeface, ...]) -> _FontSet:
        """Raises Refused where a file is no font."""
        if typefaces not in self._sets:
            from typst import Fonts

            files = [*typefaces, *filter(None, map(bold_of, typefaces))]
            folder, named = self._held.enter_context(_folder_of(files))
            fonts = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
            self._sets[typefaces] = _FontSet(fonts, folder, _families(fonts, typefaces, named))
        return self._sets[typefaces]


@dataclass(frozen=True, slots=True)
class _FontSet:
    """Typefaces as typst has them, the folder with their files, and the names by which a layout calls them."""

    fonts: Fonts
    folder: str
    families: list[str]


def _lacking(why: str) -> str:
    """The characters that typst could not draw; none where it failed for something else."""
    found = _LACKING.search(why)
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1]) if found is not None else ""


def _no_typeface(characters: str) -> Refused:
    return Refused(
        msg(
            "no typeface found has the characters {characters}; name a font file that has them in DUNNING_FONT, or "
            "install a package with rare characters, such as fonts-hanazono",
            characters=" ".join(dict.fromkeys(characters))[:40],
        )
    )


def _refused(layout: Layout, why: Message | str) -> Refused:
    said = why if isinstance(why, Message) else _SEARCHED.sub("", f"{why.strip()}\n".splitlines()[0])[:300]
    if layout.file is None:
        return Refused(msg("the paper could not be drawn: {reason}", reason=said))
    return Refused(msg("{file}: the layout cannot be used: {reason}", file=layout.file, reason=said))


def _drawn_here(job: _Job, told: str, fonts: Fonts) -> Sheets:
    from typst import Compiler, TypstError

    make_room(len(told))
    with tempfile.TemporaryDirectory(prefix="dunning-") as root:
        for name, source in {_MAIN: job.layout.source, **job.layout.beside}.items():
            Path(root, name).write_bytes(source)
        typesetter = Compiler(
            input=os.path.join(root, _MAIN),
            root=root,
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"data": told},
            package_path=root,
            package_cache_path=root,
        )
        try:
            pdf = typesetter.compile(format="pdf", pdf_standards=[STANDARD], timestamp=job.moment)
            places = json.loads(typesetter.query("metadata", field="value")) if job.with_places else ()
        except TypstError as error:
            raise _Failed(str(error)) from None
    assert isinstance(pdf, bytes)
    return Sheets(pdf, places)


@contextmanager
def _folder_of(typefaces: Sequence[Typeface]) -> Iterator[tuple[str, dict[str, str]]]:
    """A folder with nothing but these font files, and where each stands: typst looks through folders only."""
    with tempfile.TemporaryDirectory(prefix="dunning-") as folder:
        files: dict[str, str] = {}
        for number, file in enumerate(dict.fromkeys(each.file for each in typefaces)):
            place = Path(folder) / f"{number:03d}{Path(file).suffix}"
            try:
                place.symlink_to(Path(file).absolute())
            except OSError:
                # Windows gives links to few
                shutil.copyfile(file, place)
            files[os.path.realpath(place)] = file
        yield folder, files


def _families(fonts: Fonts, typefaces: Sequence[Typeface], files: dict[str, str]) -> list[str]:
    """The names by which typst knows typefaces. Raises Refused for a file that is no font, or has no such face."""
    named = {
        (files.get(os.path.realpath(each.path)), each.index): each.family
        for each in fonts.fonts()
        if each.path is not None
    }
    found = [named.get((each.file, each.face)) for each in typefaces]
    if found and found[0] is None:
        raise Refused(msg("{file} cannot be read as a font", file=typefaces[0].file))
    return list(dict.fromkeys(family for family in found if family is not None))
