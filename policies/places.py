"""Who judges by a rule: the aspect at each synthesis and the gate by every one, a plain checkov
(the bridge) where it has a place for what the rule is about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from policies.model import Rule

BLOCKS: Final = ("resource", "data", "provider")
"""What checkov shows to its checks."""

WITHOUT_A_PLACE: Final = (
    *("terraform", "output", "local", "variable", "module"),
    *("import", "moved", "removed", "check", "ephemeral"),
)
"""What it shows to none; some of it it cannot even parse."""

VERDICT: Final = "verdict"
"""The type of what the gate makes of all other findings."""


def types_by_block(rule: Rule) -> Mapping[str, tuple[str, ...]]:
    """The types that a rule is about and checkov has a place for, by block."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind in rule.types:
        block, _, name = kind.partition(".")
        if block in BLOCKS:
            found[block].append(name)
        elif block not in (*WITHOUT_A_PLACE, VERDICT):
            found["resource"].append(kind)
    return {block: tuple(names) for block, names in found.items()}


def not_by_checkov(rule: Rule) -> str:
    """What a plain checkov does not tell of a rule, and why; empty where it tells all that the gate does."""
    if rule.types == (VERDICT,):
        return "it compares verdicts after waivers, which the gate has and checkov has not"
    without = sorted({kind for kind in rule.types if kind.partition(".")[0] in WITHOUT_A_PLACE})
    if not without:
        return ""
    told = ", ".join(f"`{kind}`" for kind in without)
    return f"checkov has no place for {told}; what fails there is printed to standard error"
