"""What the gate admits, and what it refuses though no rule about a service has anything to say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import Metadata
from policies.gate.verdict import Verdict, conclude, evaluate_rules
from policies.types.table import table

RELEASE = table().version
REGISTRY = "registry.terraform.io"


def stack(**changes: Any) -> dict[str, Any]:
    """A stack that passes, but for what is changed."""
    provider = {"aws": {"source": "hashicorp/aws", "version": RELEASE}}
    return {
        "terraform": {"required_providers": provider},
        "provider": {"aws": [{"region": "xx-test-1"}]},
        "resource": {
            "aws_api_gateway_model": {"order": {"name": "order", "content_type": "application/json"}}
        },
        **changes,
    }


def judged(content: Mapping[str, Any]) -> Verdict:
    configuration = build({"some": content}, Metadata(), Overrides("example", "zq7", "ephemeral"))
    return conclude(evaluate_rules(configuration, strict=True), today=date(2026, 1, 1))


def failing(content: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(finding.rule, finding.address) for finding in judged(content).failures}


BEFORE = failing(stack())


def required(**providers: object) -> dict[str, Any]:
    return {"required_providers": providers}


@pytest.mark.parametrize("source", ["aws", "hashicorp/aws", f"{REGISTRY}/hashicorp/aws", "Hashicorp/AWS"])
def test_our_provider_by_each_of_its_names(source: str) -> None:
    aws = {"source": source, "version": RELEASE}
    assert failing(stack(terraform=required(aws=aws))) == BEFORE


@pytest.mark.parametrize(
    "aws",
    [
        *({"source": f"{host}/hashicorp/aws", "version": RELEASE} for host in ("example.com", "[::1]:80")),
        *({"source": f"{owner}/aws", "version": RELEASE} for owner in ("hashlcorp", "example", "hashicorp-")),
        *({"source": f"hashicorp/{name}", "version": RELEASE} for name in ("awscc", "aws2", "random")),
        *(
            {"source": "hashicorp/aws", "version": version}
            for version in ("6.24.0", "7.0.0", "~> 6.0", "", None)
        ),
        {"source": f"{REGISTRY}/x/hashicorp/aws", "version": RELEASE},
        {"source": "${var.source}", "version": RELEASE},
        {"source": "hashicorp/aws", "version": "${var.version}"},
        {"source": ["hashicorp/aws"], "version": RELEASE},
        "6.24.0",
        [],
    ],
    ids=str,
)
def test_a_provider_from_elsewhere_or_of_another_release(aws: object) -> None:
    assert ("terraform-provider-allowed", "terraform") in failing(stack(terraform=required(aws=aws)))


@pytest.mark.parametrize("name", ["google", "awscc", "amazon", "external", "null", "http", "local", "random"])
def test_a_provider_that_nobody_requires_or_allows(name: str) -> None:
    element = {"data": {f"{name}_thing": {"a": {}}}}
    assert ("terraform-provider-allowed", f"data.{name}_thing.a") in failing(stack(**element))
    wanted = required(aws={"version": RELEASE}, **{name: {"source": f"hashicorp/{name}", "version": "1.0.0"}})
    assert ("terraform-provider-allowed", "terraform") in failing(stack(terraform=wanted, **element))


def test_another_provider_behind_a_type_of_ours() -> None:
    model = {"aws_api_gateway_model": {"order": {"name": "order", "provider": "google.one"}}}
    assert ("terraform-provider-allowed", "aws_api_gateway_model.order") in failing(stack(resource=model))


PROGRAM = {"external": {"seed": {"program": ["/bin/sh", "-c", "id"]}}}


@pytest.mark.parametrize(
    ("section", "address"),
    [
        ({"data": PROGRAM}, "data.external.seed"),
        ({"data": [PROGRAM]}, "data.external.seed"),
        ({"check": {"up": {"data": PROGRAM}}}, "data.external.seed"),
        ({"check": [{"up": [{"data": [PROGRAM]}]}]}, "data.external.seed"),
        ({"check": {"up": {"data": {"http": {"seed": {"url": "https://x"}}}}}}, "data.http.seed"),
        (
            {"check": {"up": {"data": {"aws_lambda_invocation": {"seed": {"input": "{}"}}}}}},
            "data.aws_lambda_invocation.seed",
        ),
        ({"ephemeral": {"aws_lambda_invocation": {"seed": {}}}}, "ephemeral.aws_lambda_invocation.seed"),
    ],
)
def test_what_runs_at_every_plan_is_found_wherever_it_stands(section: dict[str, Any], address: str) -> None:
    assert ("terraform-unseen-creation", address) in failing(stack(**section))


@pytest.mark.parametrize(
    ("section", "address"),
    [
        ({"import": [{"to": "aws_s3_bucket.a", "id": "a"}]}, "import.aws_s3_bucket.a"),
        ({"import": {"to": "${aws_s3_bucket.a}", "id": "a"}}, "import.aws_s3_bucket.a"),
        ({"import": [{"for_each": {"x": 1}, "to": "${aws_s3_bucket.a[each.key]}"}]}, None),
        ({"moved": [{"from": "aws_s3_bucket.a", "to": "aws_s3_bucket.b"}]}, "moved.aws_s3_bucket.a"),
        (
            {"removed": {"from": "aws_s3_bucket.a", "lifecycle": {"destroy": False}}},
            "removed.aws_s3_bucket.a",
        ),
        ({"check": {"up": {"assert": {"condition": True, "error_message": "no"}}}}, "check.up"),
        ({"ephemeral": {"aws_eks_cluster_auth": {"a": {"name": "a"}}}}, "ephemeral.aws_eks_cluster_auth.a"),
    ],
)
def test_sections_that_the_project_does_not_use(section: dict[str, Any], address: str | None) -> None:
    found = {where for rule, where in failing(stack(**section)) if rule == "terraform-unused-sections"}
    assert found == {address} if address else len(found) == 1


def test_the_ephemeral_type_that_is_used() -> None:
    secret = {"aws_secretsmanager_secret_version": {"db": {"secret_id": "payments/db"}}}
    assert failing(stack(ephemeral=secret)) == BEFORE


@pytest.mark.parametrize(
    "kind",
    [
        *("aws_cloudcontrolapi_resource", "aws_cloudformation_stack", "aws_lambda_invocation"),
        *("aws_servicecatalog_provisioned_product", "aws_ssm_association", "null_resource", "local_file"),
    ],
)
def test_what_creates_by_other_means(kind: str) -> None:
    policy = '{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}}'
    content = stack(resource={kind: {"a": {"desired_state": policy}}})
    assert ("terraform-unseen-creation", f"{kind}.a") in failing(content)
