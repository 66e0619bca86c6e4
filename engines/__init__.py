"""The libraries that can write the stacks. Nothing else knows the names of their packages.

The code imports `cdktf` and `cdktf_cdktf_provider_aws`, whichever engine writes. `ENGINE=cdktn` lets these
names lead to CDK Terrain, the maintained successor, which has an environment of its own
(docs/decisions/0013-the-engine-after-cdktf.md).
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.metadata import MetadataPathFinder
from pathlib import Path
from types import ModuleType
from typing import Final

VARIABLE: Final = "ENGINE"
PROVIDER_RELEASE: Final = "6.25.0"
"""The release of hashicorp/aws that the stacks require, also of bindings that were made of a later one."""
_HERE: Final = Path(__file__).resolve().parent


class EngineError(SystemExit):
    """The engine that was asked for cannot be had; the text says what to do.

    It is raised where packages are imported, before a command could catch it: uncaught, it ends the program
    with its text on standard error and status 1.
    """


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine, and the names of its packages.

    name: its library, in Python, in jsii and as a distribution.
    providers: what the package of each provider's bindings begins with.
    own: the folder with its lock and its environment; None where it stands in the project's.
    """

    name: str
    providers: str
    own: Path | None = None

    @property
    def aws(self) -> str:
        """The package of the AWS provider's bindings."""
        return f"{self.providers}aws"

    @property
    def packages(self) -> Path | None:
        """The folder of its packages; None where they are those of the running Python."""
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        return self.own and self.own / ".venv" / "lib" / version / "site-packages"

    def installed(self, package: str) -> str:
        """The installed version of one of its packages; empty where it is not installed."""
        path = sys.path if self.packages is None else [str(self.packages)]
        found = MetadataPathFinder.find_distributions(MetadataPathFinder.Context(name=package, path=path))
        return next((each.version for each in found), "")


CDKTF: Final = Engine("cdktf", "cdktf_cdktf_provider_")
CDKTN: Final = Engine("cdktn", "cdktn_provider_", _HERE / "cdktn")
ENGINES: Final = {engine.name: engine for engine in (CDKTF, CDKTN)}


def chosen(environment: Mapping[str, str] = os.environ) -> Engine:
    """The engine that ENGINE names, cdktf unless said. Raises EngineError where there is no such engine."""
    name = environment.get(VARIABLE) or CDKTF.name
    if name not in ENGINES:
        raise EngineError(f"{VARIABLE} is '{name}'; it may be {CDKTF.name} (the default) or {CDKTN.name}.")
    return ENGINES[name]


def prepare() -> Engine:
    """Let the names in the code lead to the engine that is chosen, and return it. Safe to repeat.

    Raises EngineError where the engine is unknown or not installed as locked, or comes too late.
    """
    engine = chosen()
    if engine is not CDKTF and not any(isinstance(finder, _Aliases) for finder in sys.meta_path):
        if CDKTF.name in sys.modules:
            raise EngineError(f"{CDKTF.name} was imported before {VARIABLE} was read: import infra first.")
        sys.path.append(str(_installed_packages(engine)))
        sys.meta_path.insert(0, _Aliases({CDKTF.name: engine.name, CDKTF.aws: engine.aws}))
    return engine


def _installed_packages(engine: Engine) -> Path:
    if engine.own is None or engine.packages is None:
        raise ValueError(f"{engine.name} has no environment of its own")
    locked = json.loads((engine.own / "Pipfile.lock").read_text(encoding="utf-8"))["default"]
    for package in (engine.name, engine.aws.replace("_", "-")):
        if f"=={engine.installed(package)}" != locked[package]["version"]:
            raise EngineError(
                f"{VARIABLE} is {engine.name}, which is not installed as its lock has it: "
                f"run 'make engine {VARIABLE}={engine.name}'."
            )
    return engine.packages


class _Aliases(MetaPathFinder, Loader):
    """Imports one package, and all below it, under the name of another: both names lead to one module."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def find_spec(self, fullname: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        known = fullname.partition(".")[0] in self._names
        return ModuleSpec(fullname, self) if known else None

    def exec_module(self, module: ModuleType) -> None:
        package, dot, below = module.__name__.partition(".")
        sys.modules[module.__name__] = importlib.import_module(f"{self._names[package]}{dot}{below}")
