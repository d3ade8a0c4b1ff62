"""Commands."""

from typer import Typer


def add_to(family: Typer) -> None:
    """x"""
