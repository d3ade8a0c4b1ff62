"""Whether the program can run on this machine: Python, packages, git, who acts, encoding, time zones, typefaces."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.store.git.git import OLDEST_GIT
from dunning_cli.store.git.repository import committer_here, committer_in, git_version
from dunning_cli.store.machine import installation
from dunning_cli.store.machine.installation import Version
from dunning_cli.store.machine.typefaces import FONT_VARIABLE, chinese_typefaces
from dunning_cli.views.ledger.doctor.finding import Check, Machine


def _python(_: Machine) -> Message | Problem:
    found, needed = installation.python_version()
    if found < needed:
        return Problem(
            "python",
            msg("Python {found} is too old", found=_dotted(found)),
            fix=msg("install Python {needed} or newer", needed=_dotted(needed)),
        )
    return msg("{version}", version=_dotted(found))


def _packages(_: Machine) -> Message | Problem:
    needed = installation.packages()
    wrong = [f"{package.name}>={package.needed}" for package in needed if not package.fits]
    if wrong:
        return Problem(
            "packages",
            msg("missing or too old: {packages}", packages=", ".join(wrong)),
            fix=msg("pip install --upgrade {packages}", packages=" ".join(f"'{name}'" for name in wrong)),
        )
    return msg("{count} packages", count=len(needed))


def _git(_: Machine) -> Message | Problem:
    version = git_version()
    if version < OLDEST_GIT:
        return Problem(
            "git",
            msg("git {found} is too old", found=_dotted(version)),
            fix=msg("install git {needed} or newer", needed=_dotted(OLDEST_GIT)),
        )
    return msg("{version}", version=_dotted(version))


def _identity(machine: Machine) -> Message | Problem:
    person = committer_in(machine.folder.root) if machine.folder is not None else committer_here()
    return msg("{name} <{email}>", name=person.name, email=person.email)


def _encoding(machine: Machine) -> Message | Problem:
    named = installation.terminal_encoding(machine.environment)
    if named is None:
        return msg("UTF-8 is written; the locale names no other")
    try:
        fits = codecs.lookup(named).name == "utf-8"
    except LookupError:
        fits = False
    if fits:
        return msg("UTF-8")
    return Problem(
        "encoding",
        msg("the terminal is set to {encoding}, but UTF-8 is written", encoding=named),
        fix=msg("set LANG to zh_CN.UTF-8 or en_US.UTF-8, and the terminal to UTF-8"),
    )


def _zones(machine: Machine) -> Message | Problem:
    try:
        ZoneInfo("Asia/Shanghai")
    except (ZoneInfoNotFoundError, OSError):
        return Problem("time-zone", msg("the system knows no time zones"), fix=msg("pip install tzdata"))
    offset = f"{machine.clock:%z}"
    return msg("this machine is at UTC{offset}", offset=f"{offset[:3]}:{offset[3:]}")


def _print_letters(machine: Machine) -> Message | Problem:
    if installation.installed_version("typst") is None:
        return msg("not used; letters as PDF need the package typst")
    try:
        faces = chinese_typefaces(machine.environment.get(FONT_VARIABLE))
    except Failure as failure:
        return msg("not used: {reason}", reason=failure.message)
    return msg("{typeface}", typeface=faces[0].family)


def _dotted(version: Version) -> str:
    return ".".join(map(str, version))


MACHINE_CHECKS: Mapping[str, Check] = {
    "python": _python,
    "packages": _packages,
    "git": _git,
    "identity": _identity,
    "encoding": _encoding,
    "time-zone": _zones,
    "pdf": _print_letters,
}
"""The checks of the machine, by name."""
