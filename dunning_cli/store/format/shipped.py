"""The files a ledger starts from: policies, templates, and the cases, letters and terms of clients of the sample."""

from __future__ import annotations

from pathlib import Path

from dunning_cli.store.format.folder import SETTINGS_FILE

PACKAGE = Path(__file__).resolve().parents[2]


def shipped_folder(name: str) -> Path:
    """Where `cases`, `clients`, `letters`, `policies` or `templates` stand: inside an installed package, or beside it in a checkout."""
    installed = PACKAGE / "shipped" / name
    return installed if installed.is_dir() else PACKAGE.parent / name


def sample_settings() -> bytes:
    """The dunning.yaml of the sample."""
    return (shipped_folder("cases").parent / SETTINGS_FILE).read_bytes()


def shipped_files(name: str) -> dict[str, bytes]:
    """The files of a shipped folder by their path within a ledger, such as `policies/small-loan.yaml`."""
    folder = shipped_folder(name)
    return {
        f"{name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
