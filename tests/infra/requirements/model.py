"""What shows that a requirement holds: a predicate that a small change breaks, or what is elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import policies.configuration
from policies.engine import judge
from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.metadata import Metadata
from policies.model import Rule, Status
from policies.registry import load
from tests.infra.requirements.edits import Edit, Stacks
from tests.infra.synthesis import Configuration, Stack

RULES: Final[Mapping[str, Rule]] = {rule.id: rule for rule in load().rules}


@dataclass(frozen=True)
class Synthesis:
    """What was synthesized, or an edited copy of it."""

    stacks: Stacks
    metadata: Metadata

    def edited(self, edit: Edit) -> Synthesis:
        """A copy after `edit`, which has to change something."""
        copy: Stacks = json.loads(json.dumps(self.stacks))
        edit.apply(copy)
        assert copy != self.stacks, f"'{edit}' changes nothing"
        return Synthesis(copy, self.metadata)

    @cached_property
    def config(self) -> policies.configuration.Configuration:
        """As the rules read it."""
        return build(self.stacks, self.metadata, NO_OVERRIDES)

    def failures(self, rules: tuple[Rule, ...]) -> list[str]:
        """What the rules find."""
        judged = judge(self.config, rules)
        assert judged.errors == ()
        return [
            f"{finding.rule} at {finding.stack}: {finding.address}: {finding.message}"
            for finding in judged.findings
            if finding.status is Status.FAIL
        ]


@dataclass(frozen=True, slots=True)
class Proof:
    """One predicate on the synthesis, and an edit after which it does not hold.

    holds: None where the rules judge, instead of a predicate of its own.
    rules: their ids; empty for all the rules that say they prove the row.
    """

    broken: Edit
    holds: Callable[[Configuration], bool] | None = None
    rules: tuple[str, ...] = ()

    def failures(self, row: str, synthesis: Synthesis) -> list[str]:
        """Why it does not hold; empty where it does."""
        if self.holds is None:
            return synthesis.failures(self._judges(row))
        stacks = {name: Stack(name, content) for name, content in synthesis.stacks.items()}
        return [] if self.holds(Configuration(stacks)) else ["the predicate does not hold"]

    def _judges(self, row: str) -> tuple[Rule, ...]:
        if self.rules:
            return tuple(RULES[rule] for rule in self.rules)
        return tuple(rule for rule in RULES.values() if row in rule.requirements)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One of `docs/requirements.toml`: its proofs on the synthesis, and what carries it in each other layer.

    carried: layer -> tests (`file::function`) and documents (`file#heading`).
    """

    row: str
    proofs: tuple[Proof, ...] = ()
    carried: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def layers(self) -> Iterator[str]:
        """The layers in which something shows it."""
        if self.proofs:
            yield "S"
        yield from self.carried
