"""A stack may hold several networks: each has ids and names of its own."""

from __future__ import annotations

import json
from ipaddress import IPv4Network
from pathlib import Path

import pytest

from infra import systems
from tests.infra.synthesis import SUFFIX, SYSTEM

pytestmark = pytest.mark.synth


def test_two_networks_stand_in_one_stack(tmp_path: Path) -> None:
    from cdktf import App

    from infra.blocks.network.endpoints import EndpointsSpec, add_endpoints
    from infra.blocks.network.flow_log import FlowLogSpec, add_flow_log
    from infra.blocks.network.vpc import NetworkSpec, add_network
    from infra.stack import RegionalStack

    settings = systems.load(SYSTEM, SUFFIX)
    app = App(outdir=str(tmp_path))
    stack = RegionalStack(app, settings, "networks", settings.primary)
    for network_id, cidr in (("", "10.1.0.0/16"), ("partner", "10.2.0.0/16")):
        spec = NetworkSpec(network_id, IPv4Network(cidr), settings.primary.zones)
        network = add_network(stack.place(), spec)
        reached = EndpointsSpec(("arn:aws:s3:::b",), ("arn:aws:dynamodb:t",), interfaces=("sns",))
        add_endpoints(stack.place(), reached, network)
        add_flow_log(stack.place(), FlowLogSpec("arn:aws:kms:k"), network)
    app.synth()
    (file,) = tmp_path.glob("stacks/*/cdk.tf.json")
    made = json.loads(file.read_text())["resource"]
    assert set(made["aws_vpc"]) == {"vpc", "partner_vpc"}
    assert set(made["aws_flow_log"]) == {"flow_log", "partner_flow_log"}
    for kind, resources in made.items():
        firsts = {name for name in resources if not name.startswith("partner_")}
        assert set(resources) == firsts | {f"partner_{name}" for name in firsts}, kind
    groups = [each["name"] for each in made["aws_security_group"].values()]
    assert len(set(groups)) == len(groups)
    roles = [each["name"] for each in made["aws_iam_role"].values()]
    assert len(set(roles)) == len(roles)
