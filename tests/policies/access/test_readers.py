"""Personal data is read by those whom the settings declare: of its region, and under names that there are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from policies.context import Promises
from policies.engine import judge
from policies.examples import policy_text, stack_in_each
from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import (
    Metadata,
    MetadataError,
    StackMetadata,
    read_metadata,
    write_metadata,
)
from policies.model import Status, Terraform
from policies.registry import load

RULE = load()["access-personal-data"]
DECLARED = Promises(readers=(("payers", ("clerk",)),))


def stack(store_in: str = "xx-test-1") -> Terraform:
    """A table of payers, and a role that reads the table of the region given."""
    statement = {
        "Effect": "Allow",
        "Action": "dynamodb:GetItem",
        "Resource": f"arn:aws:dynamodb:{store_in}:*:table/payers",
    }
    return {
        "resource": {
            "aws_dynamodb_table": {"payers": {"name": "payers", "tags": {"DataClass": "personal"}}},
            "aws_iam_role": {"clerk": {"name": "clerk"}},
            "aws_iam_role_policy": {"clerk": {"role": "clerk", "policy": policy_text(statement)}},
        }
    }


def verdicts(content: Terraform, promises: Promises | None) -> dict[str, Status]:
    """The verdict of the rule at each place that it judges."""
    stacks: dict[str, Any] = content.get("stacks") or {
        "pay": {"terraform": {}, "provider": {"aws": [{"region": "xx-test-1"}]}, **content}
    }
    metadata = Metadata(
        stacks={name: StackMetadata("pay", "zq7", "ephemeral", promises=promises) for name in stacks}
    )
    judged = judge(build(stacks, metadata, Overrides()), [RULE])
    assert not judged.errors
    return {f"{found.stack} {found.address}": found.status for found in judged.findings}


def test_a_declared_reader_of_the_region_reads() -> None:
    assert verdicts(stack(), DECLARED) == {
        "pay aws_dynamodb_table.payers": Status.PASS,
        "pay terraform": Status.PASS,
    }


def test_nobody_reads_who_is_not_declared() -> None:
    assert verdicts(stack(), Promises())["pay aws_dynamodb_table.payers"] is Status.FAIL


def test_a_reader_of_another_region_is_no_reader() -> None:
    content = stack_in_each({"xx-test-1": stack("xx-test-2"), "xx-test-2": stack("xx-test-2")})
    found = verdicts(content, DECLARED)
    assert found["pay-xx-test-1 aws_dynamodb_table.payers"] is Status.PASS
    assert found["pay-xx-test-2 aws_dynamodb_table.payers"] is Status.FAIL


@pytest.mark.parametrize("readers", [(("payer", ("clerk",)),), (("payers", ("clerc",)), ("x", ()))])
def test_what_is_declared_and_is_not_there_is_unknown_and_fails_a_synthesis(readers: Any) -> None:
    assert verdicts(stack(), replace(DECLARED, readers=readers))["pay terraform"] is Status.UNKNOWN


def test_where_nobody_says_what_is_declared_it_is_unknown() -> None:
    assert verdicts(stack(), None)["pay aws_dynamodb_table.payers"] is Status.UNKNOWN


def test_the_declaration_travels_with_the_synthesis(tmp_path: Any) -> None:
    told = Metadata(stacks={"pay": StackMetadata("pay", "zq7", "ephemeral", promises=DECLARED)})
    write_metadata(tmp_path, told)
    assert read_metadata(tmp_path).stacks == told.stacks


@pytest.mark.parametrize("readers", ['"all"', '[["payers"]]', '[["payers", "clerk"]]', '[["payers", [1]]]'])
def test_a_malformed_declaration_is_refused(tmp_path: Any, readers: str) -> None:
    told = Metadata(stacks={"pay": StackMetadata("pay", "zq7", "ephemeral")})
    write_metadata(tmp_path, told)
    file = tmp_path / "estate.json"
    text = file.read_text()
    assert '"readers": []' in text
    file.write_text(text.replace('"readers": []', f'"readers": {readers}'))
    with pytest.raises(MetadataError, match="readers has"):
        read_metadata(tmp_path)
