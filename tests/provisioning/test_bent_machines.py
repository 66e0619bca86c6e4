"""The machine's settings of pip and Python do not reach what is installed where; sources of packages do."""

from __future__ import annotations

from pathlib import Path

import pytest

import bootstrap
from provisioning.locks import locked_packages
from tests.provisioning.project import packages_of, set_up

pytestmark = pytest.mark.fuzz

BENT = {
    "target": "{there}",
    "prefix": "{there}",
    "root": "{there}",
    "user": "true",
    "dry-run": "true",
    "python": "{there}/python",
    "constraint": "{project}/constraints.txt",
    "requirement": "{project}/more.txt",
    "platform": "win32",
}


@pytest.fixture
def bent(project: Path) -> dict[str, str]:
    """What bends pip, by option; what was to come out of it lies in `there`."""
    (project / "constraints.txt").write_text("beta==9.9\n")
    (project / "more.txt").write_text("alpha==9.9\n")
    there = project.parent / "there"
    return {name: value.format(there=there, project=project) for name, value in BENT.items()}


def installs(project: Path) -> None:
    """The packages for development go where they belong, all of them, and nothing else."""
    locked = locked_packages(project / "Pipfile.lock", ["default", "develop"])
    bootstrap.pip_install(project / ".venv", locked)
    assert bootstrap.faults_of(project / ".venv", locked) == []
    assert not (project.parent / "there").exists()


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize("option", BENT)
def test_a_variable_of_pip_does_not_bend(
    project: Path, bent: dict[str, str], option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"PIP_{option.upper().replace('-', '_')}", bent[option])
    installs(project)


@pytest.mark.parametrize("place", ["home/.pip", "home/.config/pip", "xdg/pip", "named", "project/.venv"])
def test_a_configuration_file_of_pip_does_not_bend(
    project: Path, machine: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = machine / place / "pip.conf"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"[global]\ntarget = {machine}/there\n[install]\ntarget = {machine}/there\n")
    if place == "named":
        monkeypatch.setenv("PIP_CONFIG_FILE", str(file))
    installs(project)


def is_set_up(project: Path, variables: dict[str, str], *, flags: tuple[str, ...] = ("-E", "-s")) -> None:
    done = set_up(project, "--dev", variables=variables, flags=flags)
    assert done.returncode == 0, done.stderr
    assert (packages_of(project) / "beta.py").is_file()


def test_what_the_machines_python_loads_is_not_loaded(project: Path, variables: dict[str, str]) -> None:
    poison = project.parent / "poison"
    user = poison / "lib" / packages_of(project).parent.name / "site-packages"
    user.mkdir(parents=True)
    loaded = project.parent / "loaded"
    for file in (poison / "sitecustomize.py", poison / "argparse.py", user / "usercustomize.py"):
        file.write_text(f"open({str(loaded)!r}, 'a').write(__file__)\nimport sys\nsys.exit(1)\n")
    is_set_up(project, variables | {"PYTHONPATH": str(poison), "PYTHONUSERBASE": str(poison)})
    assert not loaded.exists()


def test_a_home_of_python_elsewhere_reaches_no_process(project: Path, variables: dict[str, str]) -> None:
    is_set_up(project, variables | {"PYTHONHOME": str(project.parent / "nowhere")})


def test_started_without_make_the_processes_are_as_guarded(project: Path, variables: dict[str, str]) -> None:
    poison = project.parent / "poison"
    poison.mkdir()
    loaded = project.parent / "loaded"
    (poison / "sitecustomize.py").write_text(
        f"import sys\nprint(sys.argv, file=open({str(loaded)!r}, 'a'))\n"
    )
    is_set_up(project, variables | {"PYTHONPATH": str(poison)}, flags=())
    assert len(loaded.read_text().splitlines()) == 1, "by what runs bootstrap.py, and by no process of it"
