"""What is read of the bindings, by arguments that the provider's documentation names."""

from __future__ import annotations

import pytest

from policies.bindings import Argument, bindings
from tests.policies.test_taggable_types import bindings as installed
from tests.policies.test_taggable_types import generate

pytestmark = pytest.mark.synth


def test_every_resource_and_its_version() -> None:
    taggable = generate().splitlines()
    assert taggable[0] == f"# Resources of hashicorp/aws {bindings().version} that take tags."
    assert set(taggable[1:]) < set(bindings().types)


def test_arguments_at_every_depth() -> None:
    acl, key = bindings().types["aws_wafv2_web_acl"], bindings().types["aws_kms_key"]
    assert Argument("is_enabled", "boolean") in key
    assert Argument("tags", "string", "map") in key
    assert Argument("rule", "block", "array") in acl
    assert Argument("rule.visibility_config.sampled_requests_enabled", "boolean", required=True) in acl


def test_nothing_is_left_out() -> None:
    modules = {path.parent.name for path in installed().glob("*/__init__.py")} - {"_jsii", "provider"}
    assert len(modules) == len(bindings().types) + len(bindings().data_sources)
