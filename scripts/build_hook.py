"""What building the package adds: compiled language catalogues, and the files a ledger starts from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("cases", "clients", "letters", "policies", "templates", "dunning.yaml")


class BuildHook(BuildHookInterface):
    """Compiles every dunning.po; a wheel also carries the sample, policies and templates."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Runs before the files of a wheel or an editable install are gathered."""
        self._compile_catalogues()
        if self.target_name == "wheel" and version != "editable":
            for name in SHIPPED:
                build_data["force_include"][str(Path(self.root, name))] = f"dunning_cli/shipped/{name}"

    def _compile_catalogues(self) -> None:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for source in Path(self.root, "dunning_cli", "locale").glob("*/LC_MESSAGES/*.po"):
            with source.open("rb") as file:
                catalogue = read_po(file, locale=source.parts[-3])
            with source.with_suffix(".mo").open("wb") as file:
                write_mo(file, catalogue)
