"""Finds the rules: every file below `policies/rules/` is one rule, and one that does not load is an error.

A file whose name begins with an underscore is no rule: it holds what rules of its service share. What rules
of several services ask stands in `policies/related/`.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
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
    rules: list[Rule] = []
    errors: list[LoadError] = []
    for path in sorted(folder.rglob("*.py")):
        shown = path.relative_to(folder.parent).as_posix()
        expected = "-".join(path.relative_to(folder).with_suffix("").parts).replace("_", "-")
        try:
            rule = _rule_of(path, folder)
        except Exception as error:  # noqa: BLE001 - whatever a rule file raises is reported, none may escape
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
        elif unknown := [kind for kind in rule.types if kind not in _OTHER_TYPES | table().types.keys()]:
            errors.append(LoadError(shown, f"its RULE judges {_unknown_type(unknown[0])}"))
        else:
            rules.append(rule)
    if not rules and not errors:
        errors.append(LoadError(folder.name, "there is no rule"))
    return Registry(tuple(sorted(rules, key=lambda rule: rule.id)), tuple(errors))


def _unknown_type(kind: str) -> str:
    nearest = get_close_matches(kind, [*_OTHER_TYPES, *table().types])
    hint = f"the nearest are {', '.join(nearest)}" if nearest else "none has a name like it"
    return f"'{kind}', and there is no such type; {hint}"


def _rule_of(path: Path, folder: Path) -> object:
    if folder == RULES:
        name = ".".join(["policies", "rules", *path.relative_to(folder).with_suffix("").parts])
        return getattr(importlib.import_module(name.removesuffix(".__init__")), "RULE", None)
    name = f"external_rule_{path.parent.name}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return getattr(module, "RULE", None)
