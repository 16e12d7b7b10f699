"""`bin/serve` on machines that lack something: one sentence, and an exit code that is not zero."""

import shutil
import sys

import pytest

from tests.commands import run

# A Python that makes and is a virtual environment at once, and writes down what it was asked for.
STAND_IN = """#!/bin/sh
echo "$*" >>"{log}"
case "$*" in
*" venv --clear "*) mkdir -p "$4/bin" && cp "$0" "$4/bin/python" && touch "$4/pyvenv.cfg" ;;
"--version") echo "{version}" ;;
*{failing}*) exit 1 ;;
esac
"""


@pytest.fixture
def machine(tmp_path):
    """Gives `serve(failing=…)`: runs bin/serve with a Python that fails at what is named."""

    def serve(failing="nothing", version="Python 3.11.2", **environment):
        python = tmp_path / "python"
        python.write_text(
            STAND_IN.format(log=tmp_path / "log", failing=f'"{failing}"', version=version)
        )
        python.chmod(0o755)
        environment = {"PYTHON": str(python), "VENV": str(tmp_path / "venv")} | environment
        return run("bin/serve", folder=tmp_path / "var", **environment)

    return serve


def asked(tmp_path, words):
    return sum(words in line for line in (tmp_path / "log").read_text().splitlines())


def refused(ended, words):
    assert ended.returncode == 1
    assert words in ended.stderr
    assert ended.stderr.endswith(".\n") and ended.stderr.count("\n") == 1
    return True


def test_it_works(machine, tmp_path):
    ended = machine()
    assert ended.returncode == 0
    assert ended.stdout.splitlines() == [
        f"Making a virtual environment in {tmp_path / 'venv'}.",
        "Installing requirements.txt.",
    ]
    assert asked(tmp_path, "--require-hashes") == 1
    assert asked(tmp_path, "manage.py serve") == 1


def test_the_second_run_installs_nothing(machine, tmp_path):
    machine()
    assert machine().stdout == ""
    assert asked(tmp_path, "--require-hashes") == 1


def test_another_python_installs_anew(machine, tmp_path):
    machine()
    shutil.rmtree(tmp_path / "venv")
    machine(version="Python 3.13.1")
    assert asked(tmp_path, "--require-hashes") == 2


def test_a_half_made_environment_is_finished(machine, tmp_path):
    venv = tmp_path / "venv"
    venv.mkdir()
    (venv / "pyvenv.cfg").touch()
    assert machine().returncode == 0
    assert (venv / "bin" / "python").exists()


def test_a_half_done_installation_is_done_again(machine, tmp_path):
    machine(failing="-m pip install")
    shutil.rmtree(tmp_path / "venv")
    assert machine().returncode == 0
    assert asked(tmp_path, "--require-hashes") == 2


def test_an_old_python_is_refused(machine):
    assert refused(machine(failing="version_info"), "not Python 3.11 or newer")


def test_no_python_at_all_is_refused(tmp_path):
    for tool in ("sh", "dirname"):
        (tmp_path / tool).symlink_to(shutil.which(tool))
    ended = run("bin/serve", folder=tmp_path, PATH=str(tmp_path), VENV=str(tmp_path / "venv"))
    assert refused(ended, "was not found: install it")


def test_a_missing_venv_module_is_refused(machine):
    assert refused(machine(failing="ensurepip"), "apt install python3-venv")


def test_no_network_is_refused(machine):
    assert refused(machine(failing="-m pip install"), "check the network")


def test_a_folder_of_something_else_is_kept(machine, tmp_path):
    (tmp_path / "venv").mkdir()
    (tmp_path / "venv" / "diary.txt").write_text("Dear diary")
    assert refused(machine(), "is not a virtual environment")
    assert (tmp_path / "venv" / "diary.txt").exists()


def test_an_environment_that_cannot_be_made_is_refused(machine, tmp_path):
    (tmp_path / "file").touch()
    assert refused(machine(VENV=str(tmp_path / "file" / "venv")), "cannot be made")


def test_the_python_of_these_tests_is_found(tmp_path):
    (tmp_path / "file").touch()
    ended = run(
        "bin/serve", folder=tmp_path, PYTHON=sys.executable, VENV=str(tmp_path / "file" / "venv")
    )
    assert refused(ended, "cannot be made")
