"""A function may do what its source does, and nothing else: proven both ways, for every function there is."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.domain.spec import Grant, HandlerSpec, Resource, Trigger
from tests.handlers.blocks import UnresolvedError
from tests.handlers.permissions import complaints, functions, sources, use_of

pytestmark = pytest.mark.fuzz

FUNCTIONS = functions()
SOURCES = sources()
HANDLER = "handlers.functions.validate.handler"
SPEC = FUNCTIONS["validate"]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_nothing_is_granted_that_no_path_calls_and_nothing_called_that_is_not_granted(name: str) -> None:
    spec = FUNCTIONS[name]
    assert spec.name == name
    assert complaints(spec, use_of(name, spec.trigger, SOURCES)) == []


def edited(*edits: tuple[str, str], module: str = HANDLER) -> dict[str, Path | str]:
    """The sources, with a text of one module replaced."""
    source = SOURCES[module]
    assert isinstance(source, Path)
    text = source.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text, f"{module} does not hold {old!r}"
        text = text.replace(old, new)
    return {**SOURCES, module: text}


def said(given: dict[str, Path | str], spec: HandlerSpec = SPEC) -> list[str]:
    return complaints(spec, use_of("validate", Trigger.WORKFLOW, given))


EXTRA = Grant("dynamodb:DeleteItem", Resource.LEDGER)


def test_a_grant_too_many_is_found() -> None:
    spec = replace(SPEC, grants=(*SPEC.grants, EXTRA))
    assert said(SOURCES, spec) == ["grants dynamodb:DeleteItem on ledger, which no path calls"]


def test_a_grant_on_another_resource_is_found_both_ways() -> None:
    moved = tuple(
        replace(grant, resource=Resource.RECEIPTS) if grant.resource is Resource.PERSONAL else grant
        for grant in SPEC.grants
    )
    assert said(SOURCES, replace(SPEC, grants=moved)) == [
        "grants dynamodb:GetItem on receipts, which no path calls",
        "calls dynamodb:GetItem on personal, not granted",
    ]


@pytest.mark.parametrize("missing", SPEC.grants, ids=lambda grant: f"{grant.action} on {grant.resource}")
def test_each_missing_grant_is_found(missing: Grant) -> None:
    spec = replace(SPEC, grants=tuple(grant for grant in SPEC.grants if grant != missing))
    assert said(SOURCES, spec) == [f"calls {missing.action} on {missing.resource}, not granted"]


@pytest.mark.parametrize("missing", SPEC.environment)
def test_each_missing_variable_is_found(missing: str) -> None:
    spec = replace(SPEC, environment=tuple(name for name in SPEC.environment if name != missing))
    assert said(SOURCES, spec) == [f"reads {missing}, not declared"]


def test_a_variable_too_many_is_found() -> None:
    spec = replace(SPEC, environment=(*SPEC.environment, "EVENT_BUS"))
    assert said(SOURCES, spec) == ["declares EVENT_BUS, which nothing reads"]


def test_a_grant_named_twice_is_found() -> None:
    assert said(SOURCES, replace(SPEC, grants=(*SPEC.grants, SPEC.grants[0]))) == [
        "names a grant or a variable twice"
    ]


COMMIT = "    ports.payments.commit(change)\n"


def test_a_call_that_is_gone_leaves_its_grant_over() -> None:
    assert said(edited((COMMIT, ""))) == ["grants dynamodb:PutItem on ledger, which no path calls"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("ports.vault.put(payment.id, None, now)", "calls dynamodb:PutItem on personal, not granted"),
        ("if reason:\n        ports.vault.put(payment.id, None, now)", "dynamodb:PutItem on personal, not"),
        (
            "[ports.vault.put(each, None, now) for each in ()]",
            "calls dynamodb:PutItem on personal, not granted",
        ),
        ("later = lambda: ports.vault.put('', None, now)\n    later()", "dynamodb:PutItem on personal"),
        ("print(map(lambda _: ports.vault.put('', None, now), ()))", "dynamodb:PutItem on personal"),
        ("put = ports.vault.put\n    put(payment.id, None, now)", "dynamodb:PutItem on personal"),
        ("try:\n        pass\n    finally:\n        ports.vault.put('', None, now)", "PutItem on personal"),
        (
            "match event.get('x'):\n        case 'x':\n            ports.vault.put('', None, now)",
            "PutItem on personal",
        ),
        (
            "def inner():\n        ports.vault.put('', None, now)\n    inner()",
            "calls dynamodb:PutItem on personal, not granted",
        ),
    ],
)
def test_a_new_call_is_found_wherever_it_stands(line: str, complaint: str) -> None:
    assert any(complaint in each for each in said(edited((COMMIT, f"{COMMIT}    {line}\n"))))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("getattr(ports, 'payments')", "a client goes where it is not followed"),
        ("import boto3\n    boto3.client(reason)", "a client of a service that only the run can tell"),
        ("import boto3\n    boto3.resource('dynamodb')", "boto3.resource is not followed"),
        ("import boto3\n    boto3.client('dynamodb').put_item()", "what it acts is not one variable"),
        ("import boto3\n    boto3.client('ec2').run_instances()", "has no operation 'run_instances'"),
        ("import boto3\n    boto3.client('dynamodb').get_paginator('scan')", "no operation 'get_paginator'"),
        ("import os\n    os.environ['X']", "the environment is read past its `text`"),
        ("import os\n    os.environ.get('X')", "the environment is read past its `text`"),
        ("import os\n    os.getenv('X')", "the environment is read past its `text`"),
        ("ports.payments.forget()", "has no 'forget'"),
        ("reason.keep(ports.payments)", "a client goes where it is not followed"),
        ("reason.kept = ports.payments", "a client is kept where it is not followed"),
        ("copy.copy(ports)", "a client goes where it is not followed"),
        ("async def inner():\n        pass", "is not followed"),
    ],
)
def test_what_cannot_be_followed_is_an_error_with_file_and_line(line: str, why: str) -> None:
    import_copy = (
        "from __future__ import annotations\n",
        "from __future__ import annotations\nimport copy\n",
    )
    given = edited((COMMIT, f"{COMMIT}    {line}\n"), import_copy)
    with pytest.raises(UnresolvedError, match=rf"^<?[\w./]+>?:[0-9]+: .*{re.escape(why)}"):
        said(given)


def test_an_entry_of_another_shape_is_an_error() -> None:
    with pytest.raises(UnresolvedError, match="is not there"):
        said(edited(("handler = workflow_step(SPEC, handle, wire)", "handler = None")))


def test_a_stream_is_granted_what_lambda_reads_it_with() -> None:
    use = use_of("validate", Trigger.STREAM, SOURCES)
    assert {grant.action for grant in use.grants if grant.resource is Resource.LEDGER_STREAM} == {
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
    }
