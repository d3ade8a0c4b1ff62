"""A case that grew at its end reads the same whether the whole of it is read or only what was added."""

from __future__ import annotations

import subprocess
from itertools import product

import pytest

from dunning_cli.domain.case.changes import case_version
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.yaml_reader import parse_yaml
from dunning_cli.store.git.case_versions import CaseVersions, version_in
from dunning_cli.store.git.objects import Objects

HEAD = "case: A-1\ndebtor: {name: 王建国}\n"
STARTS = [
    "entries:\n",
    "entries: # none\n",
    "entries: []\n",
    "entries:\n  - {id: a, kind: charge}\n",
    "entries:\n- {id: a, kind: charge}\n",
    "entries:\n      - {id: a, kind: charge}\n",
    "entries:\n  - {id: a, kind: charge} # paid\n",
    "entries:\n  - {id: a,\n     kind: charge}\n",
    "entries:\n  - id: a\n    text: long\n    at: 2026-05-05T10:02:11+08:00\n",
    "entries:\n  -   id: a\n      at: 2026-05-05\n",
    "entries:\n  - id: a\n    text: |-\n      one\n      two\n",
    "entries:\n  - id: a\n    text: |-\n      - {id: x}\n",
    'entries:\n  - id: a\n    text: "open\n    at: then\n    "\n',
    "entries:\n  - id: a\n    at:\n",
    "entries:\n  - id: a\n    terms:\n      rate: 1\n",
    "entries:\n  - {id: a}",
    "entries:\n  - {id: a}\nremark: late\n",
    "entries:\r\n  - {id: a}\r\n",
    "remark: |\n  entries:\n  - {id: a}\n",
]
ADDED = [
    "  - {id: b, kind: payment}\n",
    "  - {id: b, kind: payment}\n  - {id: c}\n",
    "  - {id: a, kind: again}\n",
    "  - {kind: nameless}\n",
    "- {id: b}\n",
    "    - {id: b}\n",
    "      - {id: b}\n",
    "      more\n",
    "  more\n",
    "  - id: b\n    text: |-\n      one\n    at: 2026\n",
    "  - {id: b}\nremark: after\n",
    "  - {id: b}\nentries:\n  - {id: c}\n",
    "  - {id: b}\n---\ncase: B\n",
    "  - {id: b}\n...\n",
    "  - {id: b\n",
    "  - {id: b}\r\n",
    "  - {id: b}\n    - {id: c}\n",
    "  - {id: b}\n  # said\n",
    "# said\n",
    "\n  - {id: b}\n",
    "  - b\n",
    "  - [b]\n",
    "  - &x {id: b}\n",
    ", kind: more}\n",
    " \n",
]


@pytest.fixture
def stored(tmp_path):
    """Puts texts into a git repository; gives the folder and the ids of their blobs."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)

    def put(texts):
        files = []
        for number, text in enumerate(texts):
            files.append(tmp_path / f"{number}.txt")
            files[-1].write_bytes(text.encode())
        names = "\n".join(map(str, files))
        words = ["git", "-C", str(tmp_path), "hash-object", "-w", "--no-filters", "--stdin-paths"]
        done = subprocess.run(words, input=names.encode(), capture_output=True, check=True)
        return LedgerFolder(tmp_path), done.stdout.decode().split()

    return put


def as_a_whole(text):
    """A version read by the reader of YAML alone."""
    tree = parse_yaml(text.encode(), [])
    return case_version(tree) if tree is not None else None


def test_a_version_is_the_one_that_the_reader_of_yaml_gives():
    for start, added in product(["", *STARTS], ["", *ADDED]):
        text = HEAD + start + added
        assert version_in(text.encode()) == as_a_whole(text), text


def test_growing_reads_as_the_whole_does(stored):
    grown = [(HEAD + start, HEAD + start + added) for start, added in product(STARTS, ADDED)]
    twice = [(new, new + added) for (_, new), added in product(grown[:: len(ADDED)], ADDED[:3])]
    pairs = grown + twice
    told = 0
    folder, blobs = stored([text for pair in pairs for text in pair])
    with Objects(folder) as objects:
        for number, (old, new) in enumerate(pairs):
            versions = CaseVersions(objects)
            added = versions.added(blobs[2 * number], blobs[2 * number + 1])
            assert versions.of(blobs[2 * number + 1]) == as_a_whole(new), new
            if added is not None:
                told += 1
                assert (*as_a_whole(old).entries, *added) == as_a_whole(new).entries, new
                assert as_a_whole(old).head == as_a_whole(new).head
    assert told > 50


def test_a_file_that_only_looks_grown_is_read_as_a_whole(stored):
    old = HEAD + "entries:\n  - {id: a, kind: charge}\n"
    new = HEAD + "entries:\n  - {id: a, kind: chargE}\n  - {id: b}\n"
    folder, (before, after) = stored([old, new])
    with Objects(folder) as objects:
        versions = CaseVersions(objects)
        assert versions.added(before, after) is None
        version = versions.of(after)
    assert version == version_in(new.encode())
    assert version is not None
    assert version.entries[0].text("kind") == "chargE"
