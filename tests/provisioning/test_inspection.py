"""What was changed since an environment was made is found, named, and made anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import bootstrap
from provisioning.locks import BootstrapError, locked_packages
from tests.provisioning.project import make_wheel, packages_of, set_up

pytestmark = pytest.mark.fuzz


def removed(packages: Path) -> None:
    (packages / "alpha.py").unlink()
    shutil.rmtree(packages / "alpha-1.0.dist-info")


def another_version(packages: Path) -> None:
    (packages / "alpha-1.0.dist-info").rename(packages / "alpha-1.1.dist-info")


def edited_to_the_same_size(packages: Path) -> None:
    (packages / "alpha.py").write_text("VERSION = '9.0'\n")


def file_removed(packages: Path) -> None:
    (packages / "alpha.py").unlink()


def script_edited(packages: Path) -> None:
    (packages.parents[2] / "bin" / "alpha").write_text("#!/bin/sh\n")


def poisoned(packages: Path) -> None:
    (packages / "sitecustomize.py").touch()


def poisoned_without_source(packages: Path) -> None:
    (packages / "sitecustomize.pyc").touch()


def another_path(packages: Path) -> None:
    (packages / "pip" / "more.pth").write_text("/elsewhere\n")


def another_package(packages: Path) -> None:
    metadata = packages / "beta-2.0.dist-info"
    metadata.mkdir()
    (metadata / "RECORD").write_text("beta-2.0.dist-info/RECORD,,\nbeta-2.0.dist-info/WHEEL,,\n")
    (metadata / "WHEEL").write_text("Tag: py3-none-any\n")


def another_machine(packages: Path) -> None:
    wheel = packages / "alpha-1.0.dist-info" / "WHEEL"
    wheel.write_text("Tag: cp311-cp311-win32\n")


def system_packages(packages: Path) -> None:
    configuration = packages.parents[2] / "pyvenv.cfg"
    configuration.write_text(configuration.read_text().replace("= false", "= true"))


def without_python(packages: Path) -> None:
    (packages.parents[2] / "bin" / "python").unlink()


FAULTS: dict[Callable[[Path], None], str] = {
    removed: "alpha is not installed",
    another_version: "alpha is installed as 1.1, and locked as 1.0",
    edited_to_the_same_size: "alpha.py was changed",
    file_removed: "alpha.py was removed",
    script_edited: "../../../bin/alpha was changed",
    poisoned: "sitecustomize.py belongs to no package",
    poisoned_without_source: "sitecustomize.pyc belongs to no package",
    another_path: "pip/more.pth belongs to no package",
    another_package: "beta is installed, and not in the lock",
    another_machine: "alpha is built for another machine: cp311-cp311-win32",
    system_packages: "pyvenv.cfg lets the packages of the machine in",
    without_python: "there is no Python in it",
}


def faults_of(project: Path) -> list[str]:
    environment = project / ".venv"
    return bootstrap.faults_of(
        environment,
        locked_packages(project / "Pipfile.lock", ["default"]),
        inspected=(environment / "environment.lock").stat().st_mtime_ns,
    )


@pytest.mark.parametrize("change", FAULTS, ids=lambda change: change.__name__)
def test_a_change_by_hand_is_named(project: Path, change: Callable[[Path], None]) -> None:
    change(packages_of(project))
    assert FAULTS[change] in faults_of(project)


def test_what_was_made_has_no_fault(project: Path) -> None:
    assert faults_of(project) == []


def test_what_python_compiled_is_no_fault(project: Path) -> None:
    compiled = packages_of(project) / "__pycache__"
    compiled.mkdir(exist_ok=True)
    (compiled / "alpha.cpython-399.pyc").touch()
    assert faults_of(project) == []


def test_a_touched_file_with_its_bytes_is_no_fault(project: Path) -> None:
    (packages_of(project) / "alpha.py").touch()
    assert faults_of(project) == []


def test_a_machine_may_add_its_certificates_behind_those_of_a_package(project: Path) -> None:
    trusted = packages_of(project) / "trust" / "cacert.pem"
    trusted.write_text(trusted.read_text() + "a company's\n")
    assert faults_of(project) == []


def test_certificates_of_a_package_may_not_be_replaced(project: Path) -> None:
    trusted = packages_of(project) / "trust" / "cacert.pem"
    trusted.write_text("a company's\n" + trusted.read_text())
    assert faults_of(project) == ["trust/cacert.pem was changed"]


def test_an_environment_emptied_by_hand_is_made_anew(project: Path, variables: dict[str, str]) -> None:
    removed(packages_of(project))
    done = set_up(project, variables=variables)
    assert done.returncode == 0, done.stderr
    assert "setup: .venv was changed since it was made (alpha is not installed; " in done.stderr
    assert (packages_of(project) / "alpha.py").is_file()
    assert set_up(project, variables=variables).stderr == ""


def test_an_environment_of_others_is_named_and_left_alone(project: Path, variables: dict[str, str]) -> None:
    (project / ".venv").rename(project.parent / "shared")
    (project / ".venv").symlink_to(project.parent / "shared")
    removed(packages_of(project))
    done = set_up(project, variables=variables)
    assert done.returncode == 2
    assert "does not match Pipfile.lock: alpha is not installed;" in done.stderr
    assert not (packages_of(project) / "alpha.py").exists()


def test_ready_is_said_of_nothing_that_was_not_found_there(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", project)
    monkeypatch.setattr(bootstrap, "pip_install", lambda *_: None)
    with pytest.raises(
        BootstrapError, match=r"^.venv was made, and is not what .* demands: beta is not inst"
    ):
        bootstrap.install(project / ".venv", project / "Pipfile.lock", ("default", "develop"))
    assert "ready" not in capsys.readouterr().err
    assert not (project / ".venv" / "environment.lock").exists()


def test_a_package_of_other_bytes_is_not_installed(project: Path, variables: dict[str, str]) -> None:
    make_wheel(project / "wheels", "beta", "2.0", tag="py2.py3-none-any")
    (project / "wheels" / "beta-2.0-py3-none-any.whl").unlink()
    done = set_up(project, "--dev", variables=variables)
    assert done.returncode == 2
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in done.stderr


def test_the_emulator_is_held_to_its_lock(project: Path, variables: dict[str, str]) -> None:
    first = set_up(project, "--emulator", variables=variables)
    assert first.returncode == 0, first.stderr
    assert "tests/emulators/.venv ready" in first.stderr
    assert set_up(project, "--emulator", variables=variables).stderr == ""


def carried(project: Path) -> Path:
    return next((project / ".venv" / "functions").iterdir())


def test_what_functions_carry_is_for_their_machines(project: Path) -> None:
    """Its marker holds for their Python, not for this one."""
    assert (carried(project) / "carried.py").is_file()
    assert "manylinux2014_aarch64" in (carried(project) / "carried-3.0.dist-info" / "WHEEL").read_text()


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("carried.py", "VERSION = '4.0'\n", "carried.py was changed"),
        ("more.py", "", "more.py belongs to no package"),
        (
            "carried-3.0.dist-info/WHEEL",
            "Tag: cp313-cp313-manylinux2014_x86_64\n",
            "carried is built for another machine: cp313-cp313-manylinux2014_x86_64",
        ),
    ],
)
def test_what_functions_carry_is_fetched_anew_where_it_was_changed(
    project: Path, variables: dict[str, str], name: str, text: str, fault: str
) -> None:
    (carried(project) / name).write_text(text)
    done = set_up(project, variables=variables)
    assert done.returncode == 0, done.stderr
    assert fault in done.stderr
    assert "and is fetched anew" in done.stderr
    assert set_up(project, variables=variables).stderr == ""
