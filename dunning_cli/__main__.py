"""`python -m dunning_cli` is the command `dunning`."""

import gc
import sys

from dunning_cli import __version__

_OBJECTS_BETWEEN_COLLECTIONS = 50_000
"""Loading a program makes many objects and no waste: looking for some after every 700, as Python does, takes a tenth of
the start."""


def run() -> None:
    """The console script; Ctrl-C while the program is being loaded ends it as it does later."""
    if sys.argv[1:] == ["--version"] and _told():
        return
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    try:
        from dunning_cli.cli.main import run as run_program
    except KeyboardInterrupt:
        sys.exit(130)
    try:
        run_program()
    finally:
        gc.freeze()  # the process ends: what it holds is given back whole, not object by object


def _told() -> bool:
    """Prints the version before anything is loaded; where that fails, the program itself says why."""
    if sys.stdout is None:  # closed before the program began
        return False
    try:
        print(f"dunning {__version__}", flush=True)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    run()
