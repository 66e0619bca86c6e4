"""What refutes a property through a role's own policies, IAM's simulation on the emulated AWS allows too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from policies.access import asking, properties
from policies.access.evaluation import ACTION, RESOURCE, Caller, Guarded
from policies.access.formulas import Answer
from policies.engine import judge
from policies.gate.reading.folder import read
from policies.gate.reading.metadata import read_metadata
from rehearsal.account import clients
from rehearsal.emulator.process import Emulator
from rehearsal.tests.emulator import given
from tests.policies.access.test_edits import EDITS, RULES, configuration, written

pytestmark = [pytest.mark.terraform, pytest.mark.long]

LIMIT = 10_000
"""Characters that the inline policies of a role may have."""


def simulated(emulator: Emulator, caller: Caller, answer: Answer, name: str) -> str:
    """What IAM decides of the request under a role with these policies."""
    statements = [
        {key: value for key, value in each.items() if key != "Principal" and value}
        for each in written(caller.identity or ())
    ]
    assert len(json.dumps(statements)) < LIMIT
    request = answer.request or {}
    simulation = clients(emulator, given.HOME)("iam").simulate_principal_policy(
        PolicySourceArn=given.role(emulator, name, *statements),
        ActionNames=[request[ACTION][0]],
        ResourceArns=[request[RESOURCE][0]],
        ContextEntries=[
            {"ContextKeyName": key, "ContextKeyValues": list(values), "ContextKeyType": "string"}
            for key, values in request.items()
            if key not in (ACTION, RESOURCE)
        ],
    )
    decision: str = simulation["EvaluationResults"][0]["EvalDecision"]
    return decision


def by_identity(asked: list[tuple[Caller, Guarded, Answer]]) -> Iterator[tuple[Caller, Answer]]:
    """What a role may by its own policies; who takes on a role may be let in by that one's trust alone."""
    for caller, guarded, answer in asked:
        is_let_in = guarded.policy and ":role/" in guarded.patterns[0]
        if caller.identity and not is_let_in and answer.request is not None:
            yield caller, answer


def test_simulation_allows_what_refutes_a_property(
    emulator: Emulator, synthesized: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {name: json.dumps(content) for name, content in read(synthesized).contents.items()}
    stacks = texts, read_metadata(synthesized)
    found: list[tuple[Caller, Guarded, Answer]] = []
    ask = asking.asked

    def spy(caller: Caller, guarded: Guarded, *more: Any) -> Answer:
        answer = ask(caller, guarded, *more)
        found.append((caller, guarded, answer))
        return answer

    monkeypatch.setattr(properties, "asked", spy)
    decided: dict[str, str] = {}
    for number, edit in enumerate(EDITS):
        found.clear()
        judge(configuration(stacks, edit), [RULES[edit.rule]])
        for caller, answer in list(by_identity(found))[:1]:
            decided[edit.says] = simulated(emulator, caller, answer, f"refuted-{number}")
    assert len(decided) >= 20
    assert {said for said in decided.values() if said != "allowed"} == set(), decided
