"""`python -m dunning_cli` is the command `dunning`."""

import sys


def run() -> None:
    """The console script; Ctrl-C while the program is being loaded ends it as it does later."""
    try:
        from dunning_cli.cli.main import run as run_program
    except KeyboardInterrupt:
        sys.exit(130)
    run_program()


if __name__ == "__main__":
    run()
