"""Which rules are asked otherwise on one side than on the other, and which judge on one side alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policies.gate.verdict import Verdict
from policies.model import Rule
from policies.options import Value, shown

Kind = Literal["looser", "stricter", "judges no longer", "judges now"]


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One option of a rule that is another one, or one rule that judges on one side alone.

    option, before, after: the option and what it is in base and head; empty where it is about the whole rule.
    """

    kind: Kind
    rule: str
    option: str = ""
    before: str = ""
    after: str = ""


def compare_rules(base: Verdict, head: Verdict) -> tuple[RuleChange, ...]:
    """Compare the rules by which two sides were judged: what asks for less first."""
    changes = [
        *(RuleChange("judges no longer", rule) for rule in base.rules.keys() - head.rules.keys()),
        *(RuleChange("judges now", rule) for rule in head.rules.keys() - base.rules.keys()),
    ]
    for rule_id in base.rules.keys() & head.rules.keys():
        before, after = _values(base.rules[rule_id]), _values(head.rules[rule_id])
        for option in head.rules[rule_id].options:
            old, new = before.get(option.name, option.default), after[option.name]
            if old != new:
                kind: Kind = "looser" if option.is_looser(new, old) else "stricter"
                changes.append(RuleChange(kind, rule_id, option.name, shown(old), shown(new)))
    worst_first: tuple[Kind, ...] = ("judges no longer", "looser", "stricter", "judges now")
    return tuple(sorted(changes, key=lambda each: (worst_first.index(each.kind), each.rule, each.option)))


def _values(rule: Rule) -> dict[str, Value]:
    return {option.name: option.default for option in rule.options} | {
        option.name: value for option, value in rule.chosen
    }
