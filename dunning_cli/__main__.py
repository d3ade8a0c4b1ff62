"""`python -m dunning_cli` is the command `dunning`."""

from dunning_cli.cli.main import run

if __name__ == "__main__":
    run()
