"""What makes the bindings fast leaves their answers as they are."""

from __future__ import annotations

import os
import subprocess
import sys
import typing
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[2]

_PRINTING = """
import sys, infra
from cdktf import App
from jsii._runtime import kernel
from pathlib import Path

App(outdir=sys.argv[1])
node = kernel.provider._process._process.pid
print("started:", Path(f"/proc/{node}/task/{node}/children").read_text().split())
"""


def _typecheckingstub__sample(*, name: str | None = None, size: typing.Optional[int] = None) -> None:  # noqa: UP045
    """Shaped like the stubs of the bindings."""


@pytest.mark.parametrize(
    ("expected", "value", "refused"),
    [
        (typing.Optional[int], None, False),  # noqa: UP045 - as the bindings write it
        (typing.Optional[int], 1, False),  # noqa: UP045
        (typing.Optional[int], "1", True),  # noqa: UP045
        (typing.Optional[int], True, False),  # noqa: UP045 - a bool is an int, but not named
        (typing.Union[int, str], None, True),  # noqa: UP007
        (typing.Union[int, list[str]], [1], True),  # noqa: UP007
        (str, "1", False),
        (typing.Tuple[None], None, True),  # noqa: UP006
        (int, None, True),
        (typing.Any, None, False),
        (list[str], [1], True),
    ],
)
def test_types_are_checked_as_typeguard_checks_them(expected: Any, value: object, *, refused: bool) -> None:
    import typeguard

    from infra import argument_types

    said = []
    for check in (typeguard.check_type, argument_types._check):
        try:
            check(argname="argument size", value=value, expected_type=expected)
        except TypeError as error:
            said.append(str(error))
    assert typeguard.check_type is argument_types._check_type
    assert said in ([], said[:1] * 2)
    assert bool(said) is refused


def test_the_hints_of_a_stub_are_resolved_once_and_of_nothing_else() -> None:
    from infra import argument_types

    hints = typing.get_type_hints(_typecheckingstub__sample)
    assert hints == argument_types._resolve(_typecheckingstub__sample)
    assert typing.get_type_hints(_typecheckingstub__sample) is hints
    assert typing.get_type_hints(_typecheckingstub__sample, include_extras=True) is not hints
    assert typing.get_type_hints(test_the_hints_of_a_stub_are_resolved_once_and_of_nothing_else) == {
        "return": type(None)
    }


@pytest.mark.synth
def test_a_binding_still_refuses_a_wrong_type(tmp_path: Path) -> None:
    from cdktf import App, TerraformStack
    from cdktf_cdktf_provider_aws.sqs_queue import SqsQueue

    stack = TerraformStack(App(outdir=str(tmp_path)), "sample")
    with pytest.raises(TypeError, match="type of argument max_message_size must be one of"):
        SqsQueue(stack, "queue", max_message_size="large")  # type: ignore[arg-type]


@pytest.mark.synth
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_jsii_runs_in_one_node(tmp_path: Path) -> None:
    done = _run(_PRINTING, tmp_path, {})
    assert done.stdout.strip() == "started: []"


@pytest.mark.synth
def test_what_javascript_prints_comes_out_where_it_was_printed(tmp_path: Path) -> None:
    printing = tmp_path / "printing.cjs"
    printing.write_text('process.on("exit", () => { console.log("out"); console.error("err"); });\n')
    done = _run(_PRINTING, tmp_path, {"NODE_OPTIONS": f'--require "{printing}"'})
    assert done.stdout.splitlines()[1:] == ["out"]
    assert done.stderr.splitlines() == ["err"]


def _run(program: str, folder: Path, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    environment = {
        key: value for key, value in os.environ.items() if key not in ("NODE_OPTIONS", "JSII_RUNTIME")
    }
    return subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        cwd=PROJECT,
        env=environment | variables,
        capture_output=True,
        text=True,
        check=True,
    )
