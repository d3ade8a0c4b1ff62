"""Letter templates as files of a ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from dunning_cli.kernel.errors import NotFound, Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import harmless, suggestion
from dunning_cli.store.format.folder import LedgerFolder


@dataclass(frozen=True, slots=True)
class TemplateText:
    """A template as it stands: its path relative to the ledger, its text and its SHA-256."""

    file: str
    text: str
    hash: str


def template_text(folder: LedgerFolder, language: str, name: str) -> TemplateText:
    """The text of a template. Raises NotFound with a suggestion, Refused where it is not UTF-8 or no file of the ledger."""
    place = folder.templates(language)
    known = sorted(path.stem for path in place.glob("*.txt") if path.is_file())
    if name not in known:
        raise NotFound(
            msg(
                "there is no template '{name}' in {place}; {hint}",
                name=harmless(name),
                place=f"templates/{language}",
                hint=suggestion(name, known),
            )
        )
    file = f"templates/{language}/{name}.txt"
    data = folder.read(file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused(msg("{file}:{line}: this is not UTF-8", file=file, line=line)) from None
    return TemplateText(file, text.replace("\r\n", "\n"), hashlib.sha256(data).hexdigest())


def template_texts(folder: LedgerFolder, language: str) -> Iterator[tuple[str, str]]:
    """The templates of a language by name, what is not UTF-8 in them left out of their texts."""
    for path in sorted(folder.templates(language).glob("*.txt")):
        if path.is_file():
            yield path.stem, path.read_bytes().decode("utf-8-sig", "ignore")


def templates_digest(folder: LedgerFolder) -> str:
    """A digest of all letter templates as they stand; a link in the place of one counts as such."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(folder.root.glob("templates/*/*.txt")):
        name = path.relative_to(folder.root).as_posix()
        try:
            data = folder.read(name) if path.is_file() else b""
        except Refused:
            data = b"\0"
        digest.update(f"\0{name} {len(data)}\0".encode("utf-8", "surrogateescape"))
        digest.update(data)
    return digest.hexdigest()
