#!/bin/sh
# The main job on a plain installation: smoke.sh PYTHON newest|lowest (of the versions that pyproject.toml allows).
set -eu
cd "$(dirname "$0")/.."
python=$1 versions=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
bin=$folder/venv/bin
"$bin/python" -m pip install --quiet --upgrade pip
: >"$folder/constraints"
if [ "$versions" = lowest ]; then
    "$bin/python" scripts/lowest_versions.py >"$folder/constraints"
fi
# out of a copy: an installation must not need the checkout, nor leave anything in it
git archive --format=tar HEAD | (mkdir "$folder/source" && tar -x -C "$folder/source")
"$bin/python" -m pip install --quiet --constraint "$folder/constraints" "$folder/source[pdf]"
tried="$("$bin/python" --version), $versions versions"
if ! PATH="$bin:$PATH" sh "$folder/source/scripts/demo.sh" >"$folder/said" 2>&1; then
    cat "$folder/said"
    exit 1
fi
cd "$folder"
PATH="$bin:$PATH"
unset DUNNING_ACTOR
dunning init ledger --sample >/dev/null
cd ledger
for words in "check" "audit" "list --json" "remind --actor wang" "--lang zh fees PF-2026-0007" "letter list" "evidence PF-2026-0007 -o $folder/evidence"; do
    # shellcheck disable=SC2086 # words of a command
    if ! dunning $words >"$folder/said" 2>&1; then
        printf '%s: dunning %s failed\n' "$tried" "$words"
        cat "$folder/said"
        exit 1
    fi
done
echo "$tried: the main job works"
