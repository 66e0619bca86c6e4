"""Which engine writes: how it is chosen, what is said where it cannot be had, who knows its packages."""

from __future__ import annotations

import ast
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import engines
from policies.types.table import table

pytestmark = pytest.mark.fuzz

PROJECT = Path(__file__).resolve().parents[2]
SOURCES = ("infra/**/*.py", "aspects/**/*.py", "policies/**/*.py", "handlers/**/*.py", "*.py")
LOCKS = (PROJECT / "Pipfile.lock", PROJECT / "engines" / "cdktn" / "Pipfile.lock")


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({}, "cdktf"),
        ({"ENGINE": ""}, "cdktf"),
        ({"ENGINE": "cdktf"}, "cdktf"),
        ({"ENGINE": "cdktn"}, "cdktn"),
    ],
)
def test_cdktf_writes_unless_another_engine_is_named(environment: dict[str, str], name: str) -> None:
    assert engines.chosen(environment).name == name


@pytest.mark.parametrize("command", ["main.py", "-m infra.capacity"])
def test_an_unknown_engine_is_one_sentence_and_status_1(command: str) -> None:
    done = subprocess.run(
        [sys.executable, *command.split()],
        cwd=PROJECT,
        env=os.environ | {"ENGINE": "cdk", "ENVIRONMENT_SUFFIX": "zq7"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == "ENGINE is 'cdk'; it may be cdktf (the default) or cdktn.\n"
    assert done.returncode == 1


@pytest.mark.parametrize(
    "found", [{}, {"cdktn": "9.9.9", "cdktn_provider_aws": "23.0.0"}, {"cdktn": "0.22.1"}]
)
def test_an_engine_that_is_not_there_as_locked_says_what_installs_it(
    found: dict[str, str], tmp_path: Path
) -> None:
    engine = replace(engines.CDKTN, own=tmp_path)
    install(engine, {"cdktn": "0.22.1", "cdktn-provider-aws": "23.0.0"}, found)
    with pytest.raises(engines.EngineError, match=r"not installed as .* run 'make engine ENGINE=cdktn'\.$"):
        engines._installed_packages(engine)


def test_an_engine_that_is_there_as_locked_serves(tmp_path: Path) -> None:
    engine = replace(engines.CDKTN, own=tmp_path)
    install(
        engine,
        {"cdktn": "0.22.1", "cdktn-provider-aws": "23.0.0"},
        {"cdktn": "0.22.1", "cdktn_provider_aws": "23.0.0"},
    )
    assert engines._installed_packages(engine) == engine.packages


def install(engine: engines.Engine, locked: dict[str, str], found: dict[str, str]) -> None:
    """An environment that holds what is found, beside a lock."""
    assert engine.own is not None
    assert engine.packages is not None
    lock = {"default": {name: {"version": f"=={version}"} for name, version in locked.items()}}
    (engine.own / "Pipfile.lock").write_text(json.dumps(lock))
    for name, version in found.items():
        folder = engine.packages / f"{name}-{version}.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")


def test_an_engine_that_comes_too_late_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGINE", "cdktn")
    monkeypatch.setitem(sys.modules, "cdktf", sys)
    with pytest.raises(engines.EngineError, match="import infra first"):
        engines.prepare()


def test_both_names_lead_to_one_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "later" / "below").mkdir(parents=True)
    (tmp_path / "later" / "__init__.py").write_text("")
    (tmp_path / "later" / "below" / "__init__.py").write_text("from . import deep\n")
    (tmp_path / "later" / "below" / "deep.py").write_text("class Thing: ...\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", [engines._Aliases({"former": "later"}), *sys.meta_path])
    try:
        for name in ("former", "former.below", "former.below.deep"):
            module = importlib.import_module(name)
            assert module is importlib.import_module(name.replace("former", "later"))
            assert module.__name__ == name.replace("former", "later")
        with pytest.raises(ModuleNotFoundError, match=r"later\.nothing"):
            importlib.import_module("former.nothing")
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] in ("former", "later")]:
            del sys.modules[name]


def test_the_stacks_require_the_release_that_is_classed() -> None:
    assert table().version == engines.PROVIDER_RELEASE


def test_what_both_environments_hold_is_of_one_version() -> None:
    ours, theirs = (json.loads(lock.read_text())["default"] for lock in LOCKS)
    assert {"jsii", "constructs"} <= ours.keys() & theirs.keys()
    assert {name: ours[name]["version"] for name in ours.keys() & theirs.keys()} == {
        name: theirs[name]["version"] for name in ours.keys() & theirs.keys()
    }


def texts(path: Path) -> Iterator[str]:
    """The texts of a module, without its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told:
            yield node.value


def test_nothing_else_names_the_packages_of_an_engine() -> None:
    files = [file for name in SOURCES for file in sorted(PROJECT.glob(name))]
    named = [
        f"{file.relative_to(PROJECT)}: {text}"
        for file in files
        for text in texts(file)
        if "cdktf_cdktf_provider" in text or "cdktf-cdktf-provider" in text or "cdktn" in text
    ]
    assert named == []
