"""Files of papers drawn one after another by typst, joined into one PDF with its structure.

It knows PDF as typst writes it, and no other: plain objects with a table of where they begin, one list of pages, one tree
of structure, no outline. What is the same in all files is taken from the first.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from dunning_cli.kernel.record import dataclass

_NAME = re.compile(rb"\(U\d+x\d+y\d+\)")
"""How typst names the cell of a table that others refer to."""
_TOKEN = re.compile(
    rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]*>|(?P<ref>\d+) 0 R|/StructParents? (?P<key>\d+)", re.DOTALL
)
"""A text, which is left alone, a reference to an object, or a place in the list of what stands on pages."""
_TRAILER = re.compile(rb"/Root (\d+) 0 R/Info (\d+) 0 R/ID\[\(([^)]*)\)")
_STREAM = b"\nstream\n"
_ONCE = _CATALOG, _INFO, _METADATA, _PAGES, _TREE = range(1, 6)
"""The numbers of what there is once only."""
_HEAD = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n"


@dataclass(frozen=True, slots=True)
class _File:
    """One file: its objects by number, and which of them the trailer names."""

    objects: dict[int, bytes]
    root: int
    info: int
    id: bytes

    @property
    def catalog(self) -> bytes:
        return self.objects[self.root]


def joined_pdf(files: Iterable[bytes]) -> bytes:
    """The files in one, taken one after another; the same files give the same bytes."""
    return _Joining().of(map(_read, files))


def _read(data: bytes) -> _File:
    """The objects of a file, from where its own table says that they begin."""
    at = int(data[data.rindex(b"startxref") :].split(maxsplit=2)[1])
    begins = [
        (int(line[:10]), number)
        for number, line in enumerate(data[at : data.index(b"trailer", at)].split(b"\n")[2:])
        if line[17:18] == b"n"
    ]
    ends = [*sorted(begin for begin, _ in begins)[1:], at]
    objects = {}
    for (begin, number), end in zip(sorted(begins), ends, strict=True):
        body = data[begin:end]
        objects[number] = body[body.index(b"obj\n") + 4 : body.rindex(b"\nendobj")]
    found = _TRAILER.search(data, at)
    assert found is not None
    return _File(objects, int(found[1]), int(found[2]), found[3])


def _named(dictionary: bytes, key: bytes) -> int:
    """The object that a key of a dictionary refers to."""
    found = re.search(rb"/" + key + rb" (\d+) 0 R", dictionary)
    assert found is not None
    return int(found[1])


class _Joining:
    """The objects of all files under new numbers, as they are written."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []
        self._pages: list[int] = []
        self._tops: list[bytes] = []
        self._on_pages: list[bytes] = []
        self._ids: list[bytes] = []
        self._roles: dict[bytes, bytes] = {}
        self._count = self._keys = 0

    def of(self, files: Iterator[_File]) -> bytes:
        """All in one."""
        first = next(files)
        self._bodies = [b""] * _TREE
        numbers = self._add(first)
        ids = [first.id]
        for file in files:
            self._add(file, self._intents(file))
            ids.append(file.id)
        once = {_named(first.catalog, b"Pages"): _PAGES, _named(first.catalog, b"Metadata"): _METADATA}
        id_ = base64.b64encode(hashlib.sha256(b"".join(ids)).digest()[:16])
        described = first.objects[_named(first.catalog, b"Metadata")]
        kids = b" ".join(b"%d 0 R" % each for each in self._pages)
        self._bodies[: len(_ONCE)] = (
            self._renumbered(first.catalog, numbers | once),
            first.objects[first.info],
            self._described(described, first.id, id_),
            b"<</Type/Pages/Count %d/Kids[%b]>>" % (self._count, kids),
            self._tree(),
        )
        return self._written(id_)

    def _add(self, file: _File, same: Collection[int] = ()) -> dict[int, int]:
        """Takes the objects of a file, but for those that there are once only; the new number of each."""
        catalog = file.catalog
        own_tree, own_pages = _named(catalog, b"StructTreeRoot"), _named(catalog, b"Pages")
        dropped = {file.root, file.info, own_tree, _named(catalog, b"Metadata"), *same}
        kept = [each for each in file.objects if each not in dropped]
        begin = len(self._bodies) + 1
        numbers = {own_tree: _TREE} | {each: begin + place for place, each in enumerate(kept)}
        for each in kept:
            head, stream, rest = file.objects[each].partition(_STREAM)
            head = self._renumbered(head, numbers)
            if each == own_pages:
                head = head.replace(b"<</Type/Pages", b"<</Type/Pages/Parent %d 0 R" % _PAGES, 1)
            self._bodies.append(head + stream + rest)
        counted = re.search(rb"/Count (\d+)", file.objects[own_pages])
        assert counted is not None
        self._count += int(counted[1])
        self._take_tree(file.objects[own_tree], numbers)
        self._pages.append(numbers[own_pages])
        return numbers

    @staticmethod
    def _intents(file: _File) -> set[int]:
        """What tells for which colours a file is meant: the same in all."""
        listed = _named(file.catalog, b"OutputIntents")
        intents = [int(each) for each in re.findall(rb"(\d+) 0 R", file.objects[listed])]
        return {listed, *intents, *(_named(file.objects[each], b"DestOutputProfile") for each in intents)}

    def _renumbered(self, head: bytes, numbers: Mapping[int, int]) -> bytes:
        """A dictionary with new numbers for objects and for places on pages, and names of cells that no other file has."""

        def new(found: re.Match[bytes]) -> bytes:
            if found["ref"] is not None:
                return b"%d 0 R" % numbers[int(found["ref"])]
            if found["key"] is not None:
                return b"%b %d" % (found[0].partition(b" ")[0], self._keys + int(found["key"]))
            # files are numbered at one length, for names stand in their order
            return b"(F%06d%b" % (len(self._pages), found[0][1:]) if _NAME.fullmatch(found[0]) else found[0]

        return _TOKEN.sub(new, head)

    def _take_tree(self, root: bytes, numbers: Mapping[int, int]) -> None:
        """Takes the structure of a file: its top, what stands on each page, the names of cells."""
        for key, into in ((rb"/K\[([^\]]*)\]", self._tops), (rb"/Names\[([^\]]*)\]", self._ids)):
            found = re.search(key, root)
            if found is not None:
                into.append(self._renumbered(found[1], numbers))
        listed = re.search(rb"/Nums\[([^\]]*)\]", root)
        if listed is not None:
            for key_, ref in re.findall(rb"(\d+) (\d+) 0 R", listed[1]):
                self._on_pages.append(b"%d %d 0 R" % (self._keys + int(key_), numbers[int(ref)]))
        roles = re.search(rb"/RoleMap<<(.*?)>>", root)
        if roles is not None:
            self._roles |= dict(re.findall(rb"/(\w+)/(\w+)", roles[1]))
        following = re.search(rb"/ParentTreeNextKey (\d+)", root)
        self._keys += int(following[1]) if following is not None else 0

    def _tree(self) -> bytes:
        roles = b"".join(b"/%b/%b" % each for each in sorted(self._roles.items()))
        names = b"/IDTree<</Names[%b]>>" % b"".join(self._ids) if self._ids else b""
        return (
            b"<</Type/StructTreeRoot/RoleMap<<%b>>/K[%b]/ParentTree<</Nums[%b]>>%b/ParentTreeNextKey %d>>"
            % (
                roles,
                b" ".join(self._tops),
                b" ".join(self._on_pages),
                names,
                self._keys,
            )
        )

    def _described(self, metadata: bytes, old: bytes, new: bytes) -> bytes:
        """What the file says of itself, with all its pages and its own id."""
        head, stream, rest = metadata.partition(_STREAM)
        text = rest.removesuffix(b"\nendstream").replace(old, new)
        text = re.sub(rb"(<xmpTPg:NPages>)\d+", rb"\g<1>%d" % self._count, text)
        return re.sub(rb"/Length \d+", b"/Length %d" % len(text), head) + stream + text + b"\nendstream"

    def _written(self, id_: bytes) -> bytes:
        out, begins = io.BytesIO(), []
        out.write(_HEAD)
        for number, body in enumerate(self._bodies, start=1):
            begins.append(out.tell())
            out.write(b"%d 0 obj\n%b\nendobj\n\n" % (number, body))
        at, size = out.tell(), len(begins) + 1
        out.write(b"xref\n0 %d\n0000000000 65535 f\r\n" % size)
        out.writelines(b"%010d 00000 n\r\n" % begin for begin in begins)
        out.write(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[(%b)(%b)]>>\nstartxref\n%d\n%%%%EOF"
            % (size, _CATALOG, _INFO, id_, id_, at)
        )
        return out.getvalue()
