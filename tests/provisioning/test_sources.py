"""Where packages come from is the machine's to say: a mirror, its certificates, a proxy."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from provisioning.locks import BootstrapError
from provisioning.pip import SOURCES, configuration_files, pip_environment
from tests.provisioning.project import packages_of, set_up

pytestmark = pytest.mark.fuzz


@pytest.fixture
def plain_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without settings."""
    for name in [name for name in os.environ if name.startswith(("PIP_", "XDG_CONFIG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "xdg"))
    return tmp_path


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


@pytest.mark.parametrize("place", ["home/.pip", "home/.config/pip", "xdg/pip"])
def test_a_mirror_in_a_configuration_file_passes(plain_machine: Path, place: str) -> None:
    write(plain_machine / place / "pip.conf", "[global]\nindex-url = https://mirror.example/simple\n")
    assert pip_environment()["PIP_INDEX_URL"] == "https://mirror.example/simple"


def test_the_stronger_setting_passes(plain_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {}
    for number, (place, section) in enumerate(
        [
            ("xdg/pip", "global"),
            ("home/.pip", "global"),
            ("home/.config/pip", "global"),
            ("xdg/pip", "install"),
        ]
    ):
        file = plain_machine / place / "pip.conf"
        text = file.read_text() if file.exists() else ""
        write(file, f"{text}[{section}]\nproxy = http://{number}.example\n")
        said[number] = pip_environment()["PIP_PROXY"]
    monkeypatch.setenv("PIP_PROXY", "http://variable.example")
    assert said == {number: f"http://{number}.example" for number in range(4)}
    assert pip_environment()["PIP_PROXY"] == "http://variable.example"


def test_a_list_passes_as_pip_reads_it(plain_machine: Path) -> None:
    write(
        plain_machine / "xdg" / "pip" / "pip.conf",
        "[global]\nextra-index-url =\n    https://a\n    https://b\n",
    )
    assert pip_environment()["PIP_EXTRA_INDEX_URL"].split() == ["https://a", "https://b"]


@pytest.mark.usefixtures("plain_machine")
def test_of_all_options_of_pip_only_sources_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    help_text = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--help"], capture_output=True, text=True, check=True
    ).stdout
    options = {word.strip("[],.").removeprefix("--") for word in help_text.split() if word.startswith("--")}
    assert len(options) > 50
    for option in options:
        monkeypatch.setenv(f"PIP_{option.upper().replace('-', '_')}", "x")
    passed = {name for name in pip_environment() if name.startswith("PIP_")}
    allowed = {f"PIP_{name.upper().replace('-', '_')}" for name in SOURCES}
    assert passed <= allowed | {"PIP_CONFIG_FILE", "PIP_NO_INPUT"}


def test_where_files_of_settings_lie_is_what_pip_says(plain_machine: Path) -> None:
    named = plain_machine / "named.conf"
    for variables in ({}, {"PIP_CONFIG_FILE": str(named)}):
        with pytest.MonkeyPatch.context() as monkeypatch:
            for name, value in variables.items():
                monkeypatch.setenv(name, value)
            told = subprocess.run(
                [sys.executable, "-m", "pip", "config", "debug"], capture_output=True, text=True, check=True
            ).stdout
            sections = told.partition("global:")[2].partition("site:")
            paths = [
                line.partition(", exists:")[0].strip()
                for part in (sections[0], sections[2].partition("user:")[2])
                for line in part.splitlines()
                if ", exists:" in line
            ]
            assert [str(path) for path in configuration_files()] == [*paths, *variables.values()]


def test_a_machine_that_forbids_its_files_is_heard(
    plain_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(plain_machine / "xdg" / "pip" / "pip.conf", "[global]\nproxy = http://x\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    assert "PIP_PROXY" not in pip_environment()


def test_a_file_that_cannot_be_read_is_named(plain_machine: Path) -> None:
    file = plain_machine / "home" / ".pip" / "pip.conf"
    write(file, "index-url = nowhere\n")
    with pytest.raises(BootstrapError, match=rf"^pip's settings in {file} cannot be read: "):
        pip_environment()


def test_a_file_that_cannot_be_read_is_no_matter_where_nothing_is_installed(
    project: Path, variables: dict[str, str]
) -> None:
    write(project.parent / "home" / ".pip" / "pip.conf", "index-url = nowhere\n")
    done = set_up(project, variables=variables)
    assert (done.returncode, done.stderr) == (0, "")


def test_an_index_in_a_file_is_what_is_installed_from(project: Path, variables: dict[str, str]) -> None:
    file = project.parent / "home" / ".config" / "pip" / "pip.conf"
    links = variables.pop("PIP_FIND_LINKS")
    write(file, f"[install]\nfind-links = {links}\n")
    done = set_up(project, "--dev", variables=variables)
    assert done.returncode == 0, done.stderr
    assert (packages_of(project) / "beta.py").is_file()
