"""A mocked apply and destroy: what passes came and went, and what does not is told with its reason."""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, Final

import pytest

from rehearsal.mocked import RefusedError, _applied, _problems, main
from rehearsal.tests.samples import stack_content, write_folder

pytestmark = pytest.mark.terraform

KEY: Final[dict[str, Any]] = {"aws_kms_key": {"key": {}}}


def messages(**changed: Any) -> list[dict[str, Any]]:
    """What Terraform tells of a stack with one key that was applied, planned again and destroyed."""
    told = {
        "address": "aws_kms_key.key",
        "resources": [{"mode": "managed", "type": "aws_kms_key", "name": "key"}, {"mode": "data"}],
        "progress": "teardown",
        "actions": ["no-op"],
        **changed,
    }
    change = {"address": told["address"], "change": {"actions": told["actions"]}}
    state = {"root_module": {"resources": told["resources"]}, "outputs": {"key_id": {"value": "k"}}}
    return [
        {"type": "test_state", "@testrun": "apply", "test_state": state},
        {"type": "test_plan", "@testrun": "plan_again", "test_plan": {"resource_changes": [change]}},
        {"type": "test_file", "test_file": {"progress": told["progress"]}},
    ]


def test_what_came_and_went_is_counted() -> None:
    applied = _applied(messages(), {"aws_kms_key.key"})
    assert (applied.resources, applied.outputs) == (1, {"key_id": "k"})


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"resources": []}, "0 of 1 resources were applied.*missing: aws_kms_key.key"),
        ({"progress": "starting"}, "torn down: False"),
        ({"actions": ["update"]}, "a second plan changes aws_kms_key.key"),
    ],
    ids=["nothing applied", "nothing destroyed", "a second plan that changes something"],
)
def test_a_success_that_shows_too_little_is_refused(changed: Mapping[str, Any], said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        _applied(messages(**changed), {"aws_kms_key.key"})


def test_a_success_without_a_state_is_refused() -> None:
    with pytest.raises(RefusedError, match="shows no test_state"):
        _applied(messages()[1:], {"aws_kms_key.key"})


def test_each_error_is_reported_once_with_its_place() -> None:
    error = {"severity": "error", "summary": "No", "detail": "why", "address": "aws_kms_key.key"}
    warning = error | {"severity": "warning"}
    left = {"failed_resources": [{"instance": "aws_kms_key.key"}]}
    told = [{"type": "diagnostic", "diagnostic": each} for each in (error, warning, error)]
    assert _problems([*told, {"type": "test_cleanup", "test_cleanup": left}]) == [
        "aws_kms_key.key: No: why",
        "not destroyed: aws_kms_key.key",
    ]


def test_without_terraform_nothing_is_applied_and_that_is_no_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    write_folder(tmp_path, {"pay": (stack_content("pay"), [])})
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        "mocked: NOT APPLIED: Terraform is not on the PATH. This is not a pass.\n"
    )


def test_a_folder_without_stacks_is_reported_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"mocked: {tmp_path} holds no synthesized stacks (")
    assert told.count("\n") == 1


def table(key: str) -> dict[str, Any]:
    """A table that is encrypted with a key."""
    return {
        "aws_dynamodb_table": {
            "ledger": {
                "name": "ledger",
                "billing_mode": "PAY_PER_REQUEST",
                "hash_key": "pk",
                "attribute": [{"name": "pk", "type": "S"}],
                "server_side_encryption": {"enabled": True, "kms_key_arn": key},
            }
        }
    }


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str]:
    """Status and output for stacks of which one is in order; skips where there is no provider."""
    outputs = {"key_arn": {"value": "${aws_kms_key.key.arn}"}, "key_id": {"value": "${aws_kms_key.key.id}"}}
    state = "${data.terraform_remote_state.keys.outputs."
    kept = {"aws_kms_key": {"key": {"lifecycle": {"prevent_destroy": True}}}}
    folder = write_folder(
        tmp_path_factory.mktemp("stacks"),
        {
            "keys": (stack_content("keys", resource=KEY, output=outputs), []),
            "misread": (stack_content("misread", reads="keys", resource=table(state + "key_ran}")), ["keys"]),
            "judged": (stack_content("judged", reads="keys", resource=table(state + "key_id}")), ["keys"]),
            "kept": (stack_content("kept", resource=kept), []),
            "after": (stack_content("after", resource=KEY), ["judged"]),
        },
    )
    with redirect_stdout(io.StringIO()) as output, redirect_stderr(io.StringIO()) as complaint:
        status = main([str(folder)])
    if "NOT APPLIED" in complaint.getvalue():
        pytest.skip(complaint.getvalue().strip())
    return status, output.getvalue()


def test_one_refused_stack_is_status_1(said: tuple[int, str]) -> None:
    status, output = said
    assert status == 1
    assert "mocked: 1 of 5 stacks, 1 of 5 resources applied and destroyed" in output.splitlines()[-1]
    assert "mocked: keys: 1 resources applied, unchanged by a second plan, destroyed" in output


def test_an_output_that_no_stack_puts_out_is_refused(said: tuple[int, str]) -> None:
    assert 'This object does not have an attribute named "key_ran"' in refusal(said, "misread")


def test_the_provider_judges_what_another_stack_really_put_out(said: tuple[int, str]) -> None:
    assert "(mock-k-key) is an invalid ARN" in refusal(said, "judged")


def test_r24_what_cannot_be_destroyed_is_refused(said: tuple[int, str]) -> None:
    assert "not destroyed: aws_kms_key.key" in refusal(said, "kept")


def test_what_comes_after_a_refused_stack_is_not_reached(said: tuple[int, str]) -> None:
    assert "mocked: NOT REACHED: after comes after judged" in said[1]


def test_the_end_tells_every_problem_again(said: tuple[int, str]) -> None:
    for stack in ("misread", "judged", "kept"):
        assert said[1].count(f"mocked: REFUSED: {stack}\n") == 2


def refusal(said: tuple[int, str], stack: str) -> str:
    """What was printed of a refused stack."""
    _, found, rest = said[1].partition(f"mocked: REFUSED: {stack}\n")
    assert found
    return rest.partition("\nmocked: ")[0]
