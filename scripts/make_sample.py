"""Writes the sample portfolio: `cases/`, `letters/` and `dunning.yaml`, the same bytes at every run.

python scripts/make_sample.py            into this checkout
python scripts/make_sample.py FOLDER     into another folder that is no ledger yet
"""

from __future__ import annotations

import sys
from pathlib import Path

from sample.portfolio import sample_files

ROOT = Path(__file__).resolve().parent.parent


def write_sample(folder: Path) -> int:
    """Writes the files into a folder; their number."""
    files = sample_files()
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return len(files)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    if target.resolve() != ROOT and (target / "dunning.yaml").exists():
        sys.exit(f"{target} is a ledger already; name another folder")
    print(f"{write_sample(target)} files in {target}")
