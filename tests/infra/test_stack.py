"""What aspects and other systems rely on in a stack."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from infra.systems import load
from tests.infra.synthesis import SUFFIX, SYSTEM

if TYPE_CHECKING:
    from pathlib import Path

    from infra.stack import PlatformStack

pytestmark = pytest.mark.synth


@pytest.fixture(scope="module")
def stacks() -> tuple[PlatformStack, ...]:
    from cdktf import App

    from infra.systems import build

    return build(App(stack_traces=False), load(SYSTEM, SUFFIX))


def resources(stack: PlatformStack) -> list[object]:
    from cdktf import TerraformResource

    return [node for node in stack.node.find_all() if isinstance(node, TerraformResource)]


def test_stack_ids_are_system_and_stack(stacks: tuple[PlatformStack, ...]) -> None:
    assert [stack.stack_id for stack in stacks] == [
        f"{SYSTEM}-foundation-us-east-1",
        f"{SYSTEM}-foundation-eu-west-1",
        f"{SYSTEM}-foundation-ap-southeast-1",
        f"{SYSTEM}-data-global",
        f"{SYSTEM}-app-us-east-1",
        f"{SYSTEM}-app-eu-west-1",
        f"{SYSTEM}-app-ap-southeast-1",
        f"{SYSTEM}-operations-global",
        f"{SYSTEM}-certs-global",
        f"{SYSTEM}-edge-global",
    ]


def test_a_stack_requires_the_release_that_is_classed_whatever_the_bindings_are_made_of(
    stacks: tuple[PlatformStack, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    from cdktf import App

    import engines
    from infra import stack

    def required(of: PlatformStack) -> str:
        return str(of.to_terraform()["terraform"]["required_providers"]["aws"]["version"])

    assert required(stacks[0]) == engines.PROVIDER_RELEASE
    monkeypatch.setattr(stack, "PROVIDER_RELEASE", "6.24.0")
    settings = load(SYSTEM, SUFFIX)
    assert required(stack.RegionalStack(App(), settings, "one", settings.primary)) == "6.24.0"
    assert required(stack.GlobalStack(App(), settings, "all")) == "6.24.0"


def test_r19_the_required_tags_are_the_union_of_all_specifications(stacks: tuple[PlatformStack, ...]) -> None:
    for stack in stacks:
        assert stack.required_tags == {
            "App": "payments",
            "CostCenter": "payments-platform",
            "Environment": SUFFIX,
            "EnvironmentSuffix": SUFFIX,
            "ManagedBy": "cdktf",
            "Project": "global-payments",
        }


def test_r19_a_regional_stack_knows_the_region_of_its_resources(stacks: tuple[PlatformStack, ...]) -> None:
    for stack in stacks[:3]:
        assert {stack.region_of(each) for each in resources(stack)} == {stack.home.name}


def test_r19_a_global_stack_knows_the_region_of_each_resource(stacks: tuple[PlatformStack, ...]) -> None:
    data = stacks[3]
    for resource in resources(data):
        region = next(each for each in data.settings.regions if each.code in resource.node.id)
        assert data.region_of(resource) == region.name


def test_r19_a_resource_without_a_provider_has_no_region_in_a_global_stack(
    stacks: tuple[PlatformStack, ...],
) -> None:
    from cdktf_cdktf_provider_aws.vpc import Vpc

    stray = Vpc(stacks[3], "stray", cidr_block="10.0.0.0/16")
    with pytest.raises(ValueError, match="names no provider"):
        stacks[3].region_of(stray)


def test_an_output_is_described_by_its_name_and_region_unless_it_says_otherwise(tmp_path: Path) -> None:
    from cdktf import App

    from infra.stack import RegionalStack

    app, settings = App(outdir=str(tmp_path)), load(SYSTEM, SUFFIX)
    stack = RegionalStack(app, settings, "one", settings.primary)
    stack.output("topic_arn", "arn")
    stack.output("api_url", "https://", "The API")
    app.synth()
    (file,) = tmp_path.glob("stacks/*/cdk.tf.json")
    outputs = json.loads(file.read_text())["output"]
    assert {name: each["description"] for name, each in outputs.items()} == {
        "topic_arn": "topic arn of us-east-1",
        "api_url": "The API",
    }


def test_a_stack_reads_no_output_that_another_does_not_publish() -> None:
    from cdktf import App

    from infra.stack import GlobalStack, RegionalStack

    app, settings = App(), load(SYSTEM, SUFFIX)
    producer = RegionalStack(app, settings, "one", settings.primary)
    producer.output("topic_arn", "arn")
    outputs = GlobalStack(app, settings, "all").outputs_of(producer)
    assert outputs["topic_arn"].startswith("${TfToken[")
    with pytest.raises(KeyError, match="global_payments-one has no output topic_name"):
        outputs["topic_name"]
