# Read by bin/serve and bin/test: finds Python, makes the virtual environment, installs packages.
# PYTHON chooses the interpreter, VENV the folder; POSIX sh, nothing else needed.

cd "$(dirname "$0")/.." || exit 1
VENV=${VENV:-.venv}

stop() {
    echo "$1" >&2
    exit 1
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        new_enough "$PYTHON" || stop "PYTHON is “$PYTHON”, which is not Python 3.11 or newer: set it to one that is."
        return
    fi
    for PYTHON in python3 python3.14 python3.13 python3.12 python3.11 python; do
        new_enough "$PYTHON" && return
    done
    stop "Python 3.11 or newer is needed and was not found: install it, or set PYTHON to its path."
}

venv_works() {
    new_enough "$VENV/bin/python" && "$VENV/bin/python" -m pip --version >/dev/null 2>&1
}

# A first run that was interrupted leaves a folder without pip, or one whose Python has gone: both are made anew.
make_venv() {
    venv_works && return
    find_python
    if [ -e "$VENV" ] && [ ! -e "$VENV/pyvenv.cfg" ] && [ -n "$(ls -A "$VENV" 2>&1)" ]; then
        stop "$VENV is not a virtual environment: move it away, or set VENV to another folder."
    fi
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null ||
        stop "Python's venv module is missing: install it (on Debian and Ubuntu: apt install python3-venv)."
    echo "Making a virtual environment in $VENV."
    "$PYTHON" -m venv --clear "$VENV" >/dev/null 2>&1 ||
        stop "The virtual environment $VENV cannot be made: check that the folder is writable and the disk not full."
}

stamp() {
    "$VENV/bin/python" --version
    cat "$1"
}

# Installs $1 only when it, or the Python, is another than at the last time.
install() {
    make_venv
    installed=$VENV/installed-$1
    stamp "$1" | cmp -s - "$installed" && return
    echo "Installing $1."
    "$VENV/bin/python" -m pip install --quiet --no-input --disable-pip-version-check --require-hashes \
        -r "$1" >"$VENV/install.log" 2>&1 ||
        stop "The packages could not be installed: check the network and run it again ($VENV/install.log has pip's own words)."
    stamp "$1" >"$installed"
}
