"""In each system: what is left out is set by aspects and stands in the report; wildcard actions fail."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

import main
from infra import systems
from policies import __main__ as policies
from tests.infra.synthesis import SUFFIX, Configuration

pytestmark = [pytest.mark.synth, pytest.mark.long]

Break = Callable[[tuple[Any, ...]], None]

LEFT_OUT: Final[Mapping[str, tuple[str, str, object]]] = {
    # type: the aspect, the argument, and what it is set to
    "aws_dynamodb_table": ("recovery", "point_in_time_recovery", {"enabled": True}),
    "aws_dynamodb_table_replica": ("recovery", "point_in_time_recovery", True),
    "aws_kms_key": ("key_rotation", "enable_key_rotation", True),
    "aws_lambda_function": ("concurrency", "reserved_concurrent_executions", 5),
}
HELD: Final[Mapping[str, set[str]]] = {
    "disaster_recovery": set(LEFT_OUT),
    "global_payments": set(LEFT_OUT),
    "onprem_migration": {"aws_dynamodb_table", "aws_kms_key", "aws_lambda_function"},
    "pci_web_app": {"aws_kms_key"},  # it has neither tables nor functions
    "region_migration": {"aws_kms_key"},
}
"""What each system has of these."""


@pytest.fixture
def synthesize(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Break], tuple[int, Path]]:
    """Synthesize a system with an edit of its stacks after they are built; answers status and folder."""
    build, out = systems.build, tmp_path / "cdktf.out"
    monkeypatch.setenv("CDKTF_OUTDIR", str(out))

    def run(system: str, edit: Break) -> tuple[int, Path]:
        def edited(*arguments: Any) -> tuple[Any, ...]:
            stacks = build(*arguments)
            edit(stacks)
            return stacks

        monkeypatch.setattr(systems, "build", edited)
        return main.main(["-c", f"environmentSuffix={SUFFIX}", "-c", f"system={system}"]), out

    return run


def constructs(stacks: tuple[Any, ...], *kinds: str) -> list[tuple[str, Any]]:
    """The constructs of Terraform types, with these."""
    from aspects.dispatch import terraform_type

    nodes = ((terraform_type(type(node)), node) for stack in stacks for node in stack.node.find_all())
    return [(kind, node) for kind, node in nodes if kind in kinds]


@pytest.mark.parametrize("system", systems.SYSTEMS)
def test_what_is_left_out_is_set_and_stands_in_the_report(
    system: str, synthesize: Callable[[str, Break], tuple[int, Path]], tmp_path: Path
) -> None:
    left_out: Counter[str] = Counter()

    def edit(stacks: tuple[Any, ...]) -> None:
        for kind, node in constructs(stacks, *LEFT_OUT):
            if kind == "aws_kms_key" and node.key_usage_input not in (None, "ENCRYPT_DECRYPT"):
                continue  # KMS rotates no key that signs
            getattr(node, f"reset_{LEFT_OUT[kind][1]}")()
            left_out[kind] += 1

    status, folder = synthesize(system, edit)
    assert status == 0
    assert set(left_out) == HELD[system]
    assert policies.main(["gate", str(folder), "--engine", "rules", "--report", str(tmp_path)]) == 0
    changes = json.loads((tmp_path / "compliance.json").read_text(encoding="utf-8"))["changes"]
    told = Counter(change["aspect"] for change in changes)
    config = Configuration.read(folder)
    for kind in left_out:
        aspect, argument, wanted = LEFT_OUT[kind]
        found = [resource[argument] for resource in config.of(kind) if resource.get(argument) is not None]
        assert found == [wanted] * left_out[kind], kind
        assert told[aspect] == sum(left_out[each] for each in left_out if LEFT_OUT[each][0] == aspect)
    tagged = [resource for resource in config.resources if resource.get("tags")]
    assert told["tags"] == len(tagged)
    assert all({"App", "CostCenter", "Project", "Region"} <= set(each["tags"]) for each in tagged)


WILDCARD: Final = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::a"}],
    }
)


def in_python(stacks: tuple[Any, ...]) -> None:
    """As an argument of the construct."""
    constructs(stacks, "aws_iam_role_policy")[0][1].policy = WILDCARD


def by_override(stacks: tuple[Any, ...]) -> None:
    """As an escape hatch, which no aspect sees."""
    constructs(stacks, "aws_iam_role_policy")[0][1].add_override("policy", WILDCARD)


@pytest.mark.parametrize("edit", [in_python, by_override])
@pytest.mark.parametrize("system", systems.SYSTEMS)
def test_a_wildcard_action_fails_the_synthesis(
    system: str,
    edit: Break,
    synthesize: Callable[[str, Break], tuple[int, Path]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, folder = synthesize(system, edit)
    assert status == 1
    assert " iam-wildcard-actions: " in capsys.readouterr().out
    assert not list(folder.glob("stacks/*/cdk.tf.json")), "nothing is left to deploy"
