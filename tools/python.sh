#!/bin/sh
# Prints the Python to make .venv with: the newest of the usual names that is 3.11 or later and
# really has venv and pip's bootstrap. PYTHON=/path/to/python3 names one instead.
# Where there is none, says in one line what to install, and fails.
set -u

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
has_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }
version() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }
refuse() {
    printf 'luotu: %s\n' "$1" >&2
    exit 1
}

if [ -n "${PYTHON:-}" ]; then
    set -- "$PYTHON"
else
    set -- python3.13 python3.12 python3.11 python3
fi

without_venv=
for name in "$@"; do
    new_enough "$name" || continue
    if has_venv "$name"; then
        "$name" -c 'import sys; print(sys.executable)'
        exit 0
    fi
    [ -n "$without_venv" ] || without_venv=$name
done

if [ -n "$without_venv" ]; then
    number=$(version "$without_venv")
    refuse "Python $number has no venv: install it (Debian, Ubuntu: apt-get install python$number-venv) and run make again."
fi
for name in "$@"; do
    number=$(version "$name")
    [ -n "$number" ] && refuse "Python 3.11 or later is needed, $name is $number: install a newer one or name it with PYTHON=/path/to/python3."
done
refuse "Python 3.11 or later is needed and $name is not there: install it (Debian, Ubuntu: apt-get install python3 python3-venv) or name one with PYTHON=/path/to/python3."
