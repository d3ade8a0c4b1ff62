#!/bin/sh
# Writes constraints.txt anew: the newest version of every package, as the tests are then to be run with.
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder"
pip() { "$folder/bin/python" -m pip "$@"; }
pip install --quiet --upgrade pip
pip install --quiet hatchling babel editables
pip install --quiet --no-build-isolation --editable ".[dev,mutation]"
{
    echo "# Every version the tests were run with; 'make constraints' brings it up to date."
    pip freeze --all --exclude-editable --exclude setuptools
} >constraints.txt
