"""mypy knows the arguments of the provider's resources: by the stubs, which `tools.stubs` writes."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tools.stubs import STUBS, names_in_use, render, stubs_in_use

pytestmark = pytest.mark.fuzz

PROJECT = Path(__file__).resolve().parents[1]

WRONG = """
from cdktf import TerraformStack
from cdktf_cdktf_provider_aws.dynamodb_table import DynamodbTable
from cdktf_cdktf_provider_aws.kms_alias import KmsAlias
from cdktf_cdktf_provider_aws.sqs_queue import SqsQueue


def add(stack: TerraformStack) -> None:
    queue = SqsQueue(stack, "right", kms_master_key_id="key", delay_seconds=5, fifo_queue=True)
    KmsAlias(stack, "right", target_key_id=queue.arn)
    SqsQueue(stack, "misspelt", kms_master_key_idd="key")
    SqsQueue(stack, "typed", delay_seconds="5")
    KmsAlias(stack, "missing", name="alias/key")
    DynamodbTable(stack, "block", name="table", server_side_encryption={"enabledd": True})
    print(queue.arnn)
"""

ERRORS = [
    ("misspelt", "call-arg"),
    ("typed", "arg-type"),
    ("missing", "call-arg"),
    ("block", "arg-type"),
    ("arnn", "attr-defined"),
]


def test_what_is_wrong_with_a_resource_is_an_error_of_mypy(tmp_path: Path) -> None:
    file = tmp_path / "wrong.py"
    file.write_text(WRONG)
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", f"--cache-dir={tmp_path}", "--no-error-summary", file],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = WRONG.splitlines()
    found = [
        (lines[int(error.split(":")[1]) - 1], error.rpartition("[")[2].rstrip("]"))
        for error in checked.stdout.splitlines()
        if ": error: " in error
    ]
    assert len(found) == len(ERRORS), checked.stdout
    for (line, code), (word, expected) in zip(found, ERRORS, strict=True):
        assert word in line, checked.stdout
        assert code == expected, checked.stdout


def test_the_stubs_are_those_of_what_is_installed_and_in_use() -> None:
    on_disk = {path.name: path.read_text() for path in STUBS.iterdir()}
    assert on_disk == stubs_in_use(), "run 'make generated'"


MODULE = '''
import cdktf as _cdktf_9a9027ec
import constructs as _constructs_77d1e7e8


class Thing(_cdktf_9a9027ec.TerraformResource, metaclass=jsii.JSIIMeta):
    """A thing."""

    def __init__(
        self,
        scope: _constructs_77d1e7e8.Construct,
        *,
        size: jsii.Number,
        block: typing.Optional[typing.Union["Block", typing.Dict[builtins.str, typing.Any]]] = None,
    ) -> None:
        """Make it."""
        jsii.create(self.__class__, self, [scope])

    @jsii.member(jsii_name="resetBlock")
    def reset_block(self) -> None:
        return None

    @jsii.python.classproperty
    def TF_RESOURCE_TYPE(cls) -> builtins.str:
        return "thing"

    @builtins.property
    def arn(self) -> builtins.str:
        return "arn"

    @builtins.property
    def size(self) -> jsii.Number:
        return 1

    @size.setter
    def size(self, value: jsii.Number) -> None:
        pass

    @builtins.property
    def _hidden(self) -> builtins.str:
        return ""


class Block:
    def __init__(self, *, tags: typing.Mapping[builtins.str, builtins.str]) -> None:
        pass


class Unused:
    pass
'''

STUB = """\
# Written by `python -m tools.stubs`.
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
import cdktf
import constructs

class Thing(cdktf.TerraformResource):
    def __init__(
        self,
        scope: constructs.Construct,
        *,
        size: float,
        block: Block | None = ...,
    ) -> None: ...
    TF_RESOURCE_TYPE: ClassVar[str]
    @property
    def arn(self) -> str: ...
    size: float

class Block:
    def __init__(
        self,
        *,
        tags: Mapping[str, str],
    ) -> None: ...
"""


def test_a_stub_holds_what_is_named_and_what_that_leads_to() -> None:
    assert render(ast.parse(MODULE), {"Thing"}) == STUB


def test_a_type_that_is_not_known_is_named() -> None:
    module = ast.parse("class Thing:\n    def of(self) -> a + b:\n        pass\n")
    with pytest.raises(TypeError, match=r"^no type is known that is written 'a \+ b'$"):
        render(module, {"Thing"})


def test_names_in_use_are_those_imported_from_the_provider(tmp_path: Path) -> None:
    file = tmp_path / "block.py"
    file.write_text(
        "from cdktf_cdktf_provider_aws.kms_key import KmsKey\n"
        "from cdktf import TerraformStack\n"
        "def late():\n    from cdktf_cdktf_provider_aws.kms_key import KmsKeyTimeouts as Limits\n"
    )
    assert names_in_use([file]) == {"kms_key": {"KmsKey", "KmsKeyTimeouts"}}
