"""The Chinese typefaces installed on this machine, the fittest for letters first."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.typeface import Typeface

FONT_VARIABLE = "DUNNING_FONT"
PREFERRED = (
    "FangSong",
    "仿宋",
    "SimSun",
    "宋体",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Serif SC",
    "Songti SC",
    "Noto Sans Mono CJK SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei Mono",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Microsoft YaHei",
    "Heiti SC",
)
"""Families that print simplified Chinese well: book faces as letters use them, then the others."""
KNOWN_PLACES = (
    ("C:/Windows/Fonts/simfang.ttf", 0, "FangSong"),
    ("C:/Windows/Fonts/simsun.ttc", 0, "SimSun"),
    ("C:/Windows/Fonts/msyh.ttc", 0, "Microsoft YaHei"),
    ("/System/Library/Fonts/Supplemental/Songti.ttc", 6, "Songti SC"),
    ("/System/Library/Fonts/STHeiti Light.ttc", 1, "Heiti SC"),
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2, "Noto Serif CJK SC"),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2, "Noto Sans CJK SC"),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0, "WenQuanYi Micro Hei"),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0, "WenQuanYi Zen Hei"),
)
"""Where systems without fontconfig keep them: file, face, family."""
_REGULAR = ("80", "100", "[")
_BOLD = (("-Regular.ttc", "-Bold.ttc"), ("-Regular.otf", "-Bold.otf"), ("msyh.ttc", "msyhbd.ttc"))
"""How the bold file of a family is named beside the regular one."""
_LISTED_AS = "%{file}\\t%{index}\\t%{family[0]}\\t%{weight}\\n"


def chinese_typefaces(chosen: str | None = None) -> tuple[Typeface, ...]:
    """The typefaces to print Chinese with: the one chosen, or all that are found, the fittest first.

    `chosen` is a font file, with `#2` after it for the third face of a collection.
    Raises Refused where it is no file, or none is found, naming what to install.
    """
    if chosen:
        return (_chosen(chosen),)
    found = sorted(_installed(), key=_rank)
    if not found:
        raise Refused(
            msg(
                "no Chinese typeface was found on this machine; install one, such as the package "
                "fonts-noto-cjk, or name a font file in {variable}",
                variable=FONT_VARIABLE,
            )
        )
    return tuple(found)


def bold_of(face: Typeface) -> Typeface | None:
    """The bold file beside a regular one, for headings; None where there is none."""
    for regular, bold in _BOLD:
        if face.file.endswith(regular):
            file = face.file.removesuffix(regular) + bold
            return Typeface(file, face.face, face.family) if Path(file).is_file() else None
    return None


def typefaces_with(characters: str) -> tuple[Typeface, ...]:
    """Typefaces of any language that have all of some characters; none where nothing is found or fontconfig is missing."""
    codes = " ".join(f"{ord(each):x}" for each in dict.fromkeys(characters) if not each.isspace())
    return tuple(_listed(f":charset={codes}:slant=0")) if codes else ()


def _chosen(text: str) -> Typeface:
    file, mark, face = text.rpartition("#")
    if not mark or not (face.isascii() and face.isdigit()):
        file, face = text, "0"
    if not Path(file).is_file():
        raise Refused(msg("{variable} names no file: {file}", variable=FONT_VARIABLE, file=file))
    return Typeface(file, int(face), Path(file).stem)


def _installed() -> Iterator[Typeface]:
    listed = list(_listed(":lang=zh-cn:slant=0"))
    yield from listed
    if not listed:
        for file, face, family in KNOWN_PLACES:
            if Path(file).is_file():
                yield Typeface(file, face, family)


def _listed(wanted: str) -> Iterator[Typeface]:
    """What fontconfig lists for a pattern, of book weight; nothing where it is not installed."""
    command = ["fc-list", "--format", _LISTED_AS, wanted]
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(command, capture_output=True, env=environment, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return
    for line in done.stdout.decode("utf-8", "replace").splitlines():
        file, _, rest = line.partition("\t")
        parts = rest.split("\t")
        if len(parts) == 3 and parts[0].isdigit() and parts[2].startswith(_REGULAR) and _readable(file):
            face = int(parts[0])
            if face < 1 << 16:  # beyond are named instances of variable fonts
                yield Typeface(file, face, parts[1])


def _readable(file: str) -> bool:
    return file.lower().endswith((".ttf", ".otf", ".ttc", ".otc"))


def _rank(face: Typeface) -> tuple[int, str, str, int]:
    place = PREFERRED.index(face.family) if face.family in PREFERRED else len(PREFERRED)
    return place, face.family, face.file, face.face
