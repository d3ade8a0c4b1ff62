"""What git's settings can start or lead elsewhere, and what each call of git is told, so that a ledger's own settings cannot.

A ledger may have come from a stranger with its `.git`. Git runs programs that `.git/config` and `.git/hooks` name.
There are three ways of calling git; the git command decides which:

- quiet: reads, and keeps git's own records. Hooks, monitors, filters, signature programs, pagers and helpers are off,
  nothing is fetched, replaced objects are not followed.
- line: talks to a remote. As quiet, with the user's own helpers and connections; what the ledger's own settings
  would start or redirect is refused first (`refused_on_the_line`).
- user: makes a commit, moves the branch, pushes. The hooks and the signing are the user's, as with git itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from dunning_cli.kernel.pattern import pattern

_NOTHING = "/dev/null"
"""Git knows this name on every system."""

_EVERY_CALL = {
    "core.quotepath": "off",
    # empty, not false: before git 2.36 any other text was a program's name
    "core.fsmonitor": "",
    "submodule.recurse": "false",
}
_QUIET = {
    "core.hooksPath": _NOTHING,
    "core.pager": "cat",
    "core.attributesFile": _NOTHING,
    "core.commitGraph": "false",
    "core.useReplaceRefs": "false",
    "diff.orderFile": _NOTHING,
    "gc.auto": "0",
    "maintenance.auto": "false",
    "i18n.logOutputEncoding": "UTF-8",
    "log.showSignature": "false",
    "log.mailmap": "false",
    "log.follow": "false",
}
_OFF_LINE = {
    "credential.helper": "",
    "core.askPass": "",
    "core.sshCommand": "false",
    "core.gitProxy": "false",
}

_QUIET_VARIABLES = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull}
_OFF_LINE_VARIABLES = {
    # A missing object of a partial clone is not fetched: the second word is git's since 2.45, the first holds for all.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
}
_PLAIN_VARIABLES = {
    "LC_ALL": "C.UTF-8",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_EDITOR": ":",
    "GIT_PAGER": "cat",
    "GIT_MERGE_AUTOEDIT": "no",
}
_FOREIGN_VARIABLES = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_CONFIG", "GIT_ATTR_SOURCE",
    "GIT_EXTERNAL_DIFF", "GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "LANGUAGE",
)  # fmt: skip
"""Set where a hook or a script of git started us; they would lead to another repository."""

_THE_USERS = frozenset({"commit", "commit-tree", "update-ref", "push", "run-hook"})
"""Git commands that make the user's own change: all others keep quiet."""
_ON_THE_LINE = frozenset({"fetch", "push"})

_PROGRAMS = pattern(
    r"alias\..+|core\.(askpass|alternaterefscommand|editor|fsmonitor|gitproxy|hookspath|pager|sshcommand)"
    r"|credential\.(.+\.)?helper|diff\.external|diff\..+\.(command|textconv)|filter\..+\.(clean|smudge|process)"
    r"|gc\.recentobjectshook|gpg\.(.+\.)?program|gpg\.ssh\.defaultkeycommand|interactive\.difffilter"
    r"|(merge)\.(?!dunning\.).+\.driver|(difftool|mergetool|man|browser|guitool)\..+\.(cmd|path)|pager\..+"
    r"|remote\..+\.(uploadpack|receivepack|vcs)|sequence\.editor|submodule\..+\.update|tar\..+\.command"
    r"|trailer\..+\.(cmd|command)|uploadpack\.packobjectshook"
)
"""Settings that name a program, in small letters as git lists them (a part between two dots keeps its capitals)."""
_ON_THE_WAY = pattern(
    r"core\.(askpass|alternaterefscommand|gitproxy|sshcommand)|credential\..+|gpg\.(.+\.)?program"
    r"|gpg\.ssh\.defaultkeycommand|http\.(.+\.)?(proxy.*|ssl.*|schannel.*|cookiefile|savecookies|delegation|"
    r"curloptresolve|emptyauth)|protocol\..+|remote\..+\.(uploadpack|receivepack|vcs|proxy|proxyauthmethod)"
    r"|ssh\.variant"
)
"""Settings that start a program on the way to a remote, open a way git keeps shut, or weaken its check of the other side."""


def command_line(words: Sequence[str]) -> list[str]:
    """The words after `git`: what this call must be told, then the call itself."""
    settings = dict(_EVERY_CALL)
    if not _of_the_user(words):
        settings |= _QUIET
        if not _on_the_line(words):
            settings |= _OFF_LINE
    told = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return ["--no-pager", "--literal-pathspecs", *told, *words]


def environment(words: Sequence[str], root: Path) -> dict[str, str]:
    """The variables of a call in a folder: the user's own without those that lead to another repository."""
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN_VARIABLES}
    kept |= _PLAIN_VARIABLES
    if not _of_the_user(words):
        # A folder that is no repository must not be taken for a part of one above it.
        kept["GIT_CEILING_DIRECTORIES"] = os.path.dirname(os.path.realpath(root))
        kept |= _QUIET_VARIABLES
        if not _on_the_line(words):
            kept |= _OFF_LINE_VARIABLES
    return kept


def refused_on_the_line(names: Iterable[str]) -> str | None:
    """The first of a ledger's own settings with which git is not let near a remote; None where there is none."""
    return next((name for name in names if _ON_THE_WAY.fullmatch(name)), None)


def programs_among(names: Iterable[str]) -> tuple[str, ...]:
    """Those of a ledger's own settings that name a program for git to start."""
    return tuple(dict.fromkeys(name for name in names if _PROGRAMS.fullmatch(name)))


def _of_the_user(words: Sequence[str]) -> bool:
    # the place of a hook that is to be run is asked for as the user has it
    return _git_command(words) in _THE_USERS or tuple(words[:2]) == ("rev-parse", "--git-path")


def _on_the_line(words: Sequence[str]) -> bool:
    return _git_command(words) in _ON_THE_LINE


def _git_command(words: Sequence[str]) -> str:
    """The first word that is no option of git itself: `-c` takes a value."""
    place = 0
    while place < len(words) and words[place] == "-c":
        place += 2
    return words[place] if place < len(words) else ""
