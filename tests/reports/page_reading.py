"""A page of HTML as a reader takes it in: figures at its head, sections with their tables, drawings and what they say."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Drawing:
    """One drawing."""

    attributes: dict[str, str | None]
    texts: list[str] = field(default_factory=list)


@dataclass
class Part:
    """One section, or what stands before the first."""

    rows: list[list[str]] = field(default_factory=list)
    """Rows of its table, the head left out."""
    captions: list[str] = field(default_factory=list)
    scopes: list[str] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)


class Page(HTMLParser):
    """The page read from its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.attributes: list[tuple[str, str, str]] = []
        """Tag, attribute and value of all there are."""
        self.parts: dict[str, Part] = {"": Part()}
        self.big: list[str] = []
        self._part = self.parts[""]
        self._open: list[str] = []
        self._is_figure = False
        self._head = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag in ("meta", "rect", "path", "circle", "br"):
            return
        self._open.append(tag)
        if tag == "section":
            self._part = self.parts[given["id"] or ""] = Part()
        elif tag == "svg":
            self._part.drawings.append(Drawing(given))
        elif tag == "text":
            self._part.drawings[-1].texts.append("")
        elif tag == "caption":
            self._part.captions.append("")
        elif tag == "thead":
            self._head = len(self._part.rows)
        elif tag == "tr":
            self._part.rows.append([])
        elif tag in ("th", "td"):
            self._part.rows[-1].append("")
            if tag == "th":
                self._part.scopes.append(given.get("scope") or "")
        elif tag == "dd":
            self._is_figure = given.get("class") == "figure"
            self.big += [""] if self._is_figure else []

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass
        if tag == "thead":
            del self._part.rows[self._head :]

    def handle_data(self, data: str) -> None:
        last = self._open[-1] if self._open else ""
        if last == "text":
            self._part.drawings[-1].texts[-1] += data
        elif last == "caption":
            self._part.captions[-1] += data
        elif last in ("th", "td"):
            self._part.rows[-1][-1] += data
        elif last == "dd" and self._is_figure:
            self.big[-1] += data
