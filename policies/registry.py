"""Finds the rules: every file below `policies/rules/` is one rule, and one that does not load is an error.

A file whose name begins with an underscore is no rule: it holds what rules of its service share. What rules
of several services ask stands in `policies/related/`. A folder from outside is loaded in the same way, as a
package of its own: its code runs as ours does.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType
from typing import Final

from policies.model import Rule
from policies.types.table import table

RULES = Path(__file__).parent / "rules"

_OTHER_TYPES: Final = frozenset(
    {
        *("*", "data.*", "ephemeral.*", "provider.*", "provider.aws", "terraform", "terraform.backend"),
        *("output", "module", "variable", "local", "import", "moved", "removed", "check"),
        *("random_password", "tls_private_key"),
        "verdict",
    }
)
"""What rules may be about beside the types of the provider: what else Terraform has, two types of other
providers, and the verdict on another form of the same stack.
"""


@dataclass(frozen=True, slots=True)
class LoadError:
    """A rule file that gives no rule; `reason` says why."""

    file: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Registry:
    """The rules by id, and what did not load. With errors, no verdict may be called a pass."""

    rules: tuple[Rule, ...]
    errors: tuple[LoadError, ...]

    def __getitem__(self, rule_id: str) -> Rule:
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)


def load(folder: Path = RULES) -> Registry:
    """Import every rule below `folder` (`<service>/<slug>.py`), in the order of their ids.

    Never raises: a file that cannot be imported, has no RULE, or whose RULE has another id than
    `<service>-<slug>` or judges a type that there is not, becomes an error of the registry. So does a
    helper (`_*.py`) that has a RULE, which nobody would ask.
    """
    if folder == RULES:
        return _load(folder, "policies.rules", "")
    with _package(folder) as package:
        return _load(folder, package, folder.name)


def _load(folder: Path, package: str, origin: str) -> Registry:
    rules: list[Rule] = []
    errors: list[LoadError] = []
    for path in sorted(folder.rglob("*.py")):
        shown = path.relative_to(folder.parent).as_posix()
        expected = _id_of(path.relative_to(folder))
        try:
            rule = _rule_of(path.relative_to(folder), package)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a rule file raises is reported
            errors.append(LoadError(shown, f"it does not load: {type(error).__name__}: {error}"))
            continue
        if path.name.startswith("_"):
            if rule is not None:
                errors.append(LoadError(shown, "it defines a RULE, and a helper's file (_*.py) is no rule"))
        elif not isinstance(rule, Rule):
            errors.append(LoadError(shown, "it defines no RULE"))
        elif rule.id != expected:
            errors.append(
                LoadError(shown, f"its RULE has the id '{rule.id}'; by its file it is '{expected}'")
            )
        elif unknown := unknown_type(rule.types):
            errors.append(LoadError(shown, f"its RULE judges {unknown}"))
        else:
            rules.append(rule if rule.origin == origin else replace(rule, origin=origin))
    if not rules and not errors:
        errors.append(LoadError(folder.name, "there is no rule"))
    return Registry(tuple(sorted(rules, key=lambda rule: rule.id)), tuple(errors))


def _id_of(file: Path) -> str:
    """The id of the rule in a file, by its path within the folder of rules."""
    return "-".join(file.with_suffix("").parts).replace("_", "-")


def unknown_type(kinds: tuple[str, ...]) -> str:
    """The first of these types that there is not, with what has a name like it; empty where all are known."""
    for kind in kinds:
        if kind not in _OTHER_TYPES and kind not in table().types:
            nearest = get_close_matches(kind, [*_OTHER_TYPES, *table().types])
            hint = f"the nearest are {', '.join(nearest)}" if nearest else "none has a name like it"
            return f"'{kind}', and there is no such type; {hint}"
    return ""


def _rule_of(file: Path, package: str) -> object:
    name = ".".join([package, *file.with_suffix("").parts]).removesuffix(".__init__")
    return getattr(importlib.import_module(name), "RULE", None)


@contextmanager
def _package(folder: Path) -> Iterator[str]:
    """A package that has the folder's files as they are now, and that leaves nothing there."""
    name = f"rules_from_{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]}"
    for loaded in [each for each in sys.modules if each == name or each.startswith(f"{name}.")]:
        del sys.modules[loaded]
    package = ModuleType(name)
    package.__path__ = [str(folder.resolve())]
    sys.modules[name] = package
    importlib.invalidate_caches()
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        yield name
    finally:
        sys.dont_write_bytecode = before
