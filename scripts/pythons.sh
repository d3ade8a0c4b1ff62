#!/bin/sh
# Prints every Python from 3.11 up that is at hand and can make an environment, one a line, each version once.
seen=
for minor in 11 12 13 14 15 16 17 18 19; do
    for python in "python3.$minor" "${PYENV_ROOT:-$HOME/.pyenv}/versions/3.$minor".*/bin/python; do
        case " $seen " in *" $minor "*) continue ;; esac
        if "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
            seen="$seen $minor"
            "$python" -c 'import sys; print(sys.executable)'
        fi
    done
done
