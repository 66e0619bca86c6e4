"""IAM's own verdict on calls that nobody has to make for it: `simulate_principal_policy` for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from policies.configuration import Configuration
from policies.diff.grants import Condition
from rehearsal.calls import Call


def simulate(iam: Any, configuration: Configuration, calls: Iterable[Call]) -> list[str]:
    """The calls under deployed roles that IAM would not allow, as sentences."""
    roles = {str(role.get("name")): str(role.get("arn")) for role in configuration.of("aws_iam_role")}
    alike: dict[tuple[str, str, tuple[Condition, ...]], list[str]] = defaultdict(list)
    for call in calls:
        alike[call.role, call.resource, call.conditions].append(call.action)
    problems: list[str] = []
    for (role, resource, tests), actions in sorted(alike.items()):
        context = [
            {"ContextKeyName": test.key, "ContextKeyValues": list(test.values), "ContextKeyType": "string"}
            for test in tests
        ]
        answer = iam.simulate_principal_policy(
            PolicySourceArn=roles[role],
            ActionNames=actions,
            ResourceArns=[resource],
            ContextEntries=context,
        )
        problems += (
            f"IAM says {each['EvalDecision']} to {each['EvalActionName']} on {resource} by the role {role}"
            for each in answer["EvaluationResults"]
            if each["EvalDecision"] != "allowed"
        )
    return problems
