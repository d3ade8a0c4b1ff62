"""Files made worse: by bytes, by lines, by the structure of their YAML."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

import yaml
from drawing import FITTING, HOSTILE

ODD_BYTES = (
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\r",
    b"\r\n",
    b"\t",
    b"\x1b",
    b"\xe2\x80\xae",
    b"\x85",
    b"  ",
)
ODD_TOKENS = (
    ":", "- ", "{", "}", "[", "]", "&a ", "*a", "!!binary ", "|", ">", "'", '"', "#", "? ", "<<: ", "---", "...", "%YAML 9",
    "~", ", ", "\n", "entries:", "{}", "[]", "-", "!", "@", "`",
)  # fmt: skip
NUMBER = re.compile(r"-?\d+(?:\.\d+)?%?")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """The bytes of a file after one to four changes."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        data = chance.choice(WAYS)(data, chance)
    return data


def spoilt_bytes(data: bytes, chance: random.Random) -> bytes:
    """A byte more, less, or another."""
    at = chance.randrange(len(data) + 1)
    way = chance.randrange(4)
    if way == 0:
        return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    if way == 1:
        return data[:at] + chance.choice(ODD_BYTES) + data[at:]
    if way == 2:
        return data[:at] + data[at + chance.randrange(1, 40) :]
    return data[:at]


def spoilt_lines(data: bytes, chance: random.Random) -> bytes:
    """A line twice, away, elsewhere, or further in."""
    lines = data.split(b"\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    way = chance.randrange(4)
    if way == 0:
        lines.insert(to, lines[at])
    elif way == 1:
        del lines[at]
    elif way == 2:
        lines[at], lines[to] = lines[to], lines[at]
    else:
        lines[at] = b"  " + lines[at]
    return b"\n".join(lines)


def spoilt_tokens(data: bytes, chance: random.Random) -> bytes:
    """A mark of YAML where none belongs."""
    text = data.decode("utf-8", "surrogateescape")
    at = chance.randrange(len(text) + 1)
    text = text[:at] + chance.choice(ODD_TOKENS) + text[at:]
    return text.encode("utf-8", "surrogateescape")


def spoilt_values(data: bytes, chance: random.Random) -> bytes:
    """A number or a date of another kind; the most telling change: the file stays well formed."""
    text = data.decode("utf-8", "surrogateescape")
    pattern = chance.choice((NUMBER, DATE))
    found = list(pattern.finditer(text))
    if not found:
        return data
    one = chance.choice(found)
    if pattern is DATE:
        new = chance.choice(
            (*FITTING["DATE"], "1900-01-01", "2199-12-31", "0001-01-01", "9999-12-31", "2026-02-29")
        )
    else:
        new = chance.choice(
            ("0", "1", "-1", "0.01", "99999999999.99", "999999", "1e9", "0.00", "31", "400%", "-5", "00", "")
        )
    return (text[: one.start()] + new + text[one.end() :]).encode("utf-8", "surrogateescape")


def spoilt_words(data: bytes, chance: random.Random) -> bytes:
    """A value after a colon replaced by something hostile, or by a value from elsewhere in the file."""
    text = data.decode("utf-8", "surrogateescape")
    found = list(re.finditer(r": ?([^,{}\[\]\n:#]+)", text))
    if not found:
        return data
    one, other = chance.choice(found), chance.choice(found)
    new = other[1] if chance.random() < 0.5 else chance.choice(HOSTILE)[:2000]
    return (text[: one.start(1)] + new + text[one.end(1) :]).encode(
        "utf-8", "surrogatepass" if "\ud800" in new else "surrogateescape"
    )


def spoilt_structure(data: bytes, chance: random.Random) -> bytes:
    """A key or item away, twice, of another kind, or nested, and the whole written anew."""
    try:
        tree = yaml.load(data.decode("utf-8"), Loader=_LOADER)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError):
        return spoilt_lines(data, chance)
    places: list[tuple[Any, Any]] = []
    _collect(tree, places)
    if not places:
        return data
    parent, key = chance.choice(places)
    other_parent, other_key = chance.choice(places)
    way = chance.randrange(6)
    if way == 0:
        del parent[key]
    elif way == 1:
        parent[key] = other_parent[other_key]
    elif way == 2:
        parent[key] = chance.choice(([], {}, "", None, [[]], {"": ""}, [parent[key]], {"x": parent[key]}))
    elif way == 3:
        parent[key] = chance.choice(HOSTILE)[:2000].replace("\ud800", "")
    elif way == 4 and isinstance(parent, list):
        parent.insert(chance.randrange(len(parent) + 1), parent[key])
    elif isinstance(parent, dict):
        parent[chance.choice((str(other_key), "x", "kind", "date", "from", "amount"))] = parent[key]
    try:
        return yaml.dump(tree, allow_unicode=True, sort_keys=False, Dumper=_Plain).encode(
            "utf-8", "surrogateescape"
        )
    except (yaml.YAMLError, UnicodeEncodeError, RecursionError):
        return data


class _Plain(_DUMPER):
    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _collect(tree: Any, places: list[tuple[Any, Any]]) -> None:
    if isinstance(tree, dict):
        for key, value in tree.items():
            places.append((tree, key))
            _collect(value, places)
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            places.append((tree, number))
            _collect(value, places)


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    spoilt_bytes,
    spoilt_lines,
    spoilt_tokens,
    spoilt_values,
    spoilt_values,
    spoilt_words,
    spoilt_structure,
    spoilt_structure,
)
