"""What an API says and what it does are the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from hashlib import md5, sha1, sha256, sha512
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_KINDS: Final = {
    "aws_api_gateway_deployment": (
        "rest_api_id",
        "aws_api_gateway_",
        (
            *("resource", "method", "method_response", "integration", "integration_response", "model"),
            *("gateway_response", "request_validator", "authorizer", "rest_api_policy"),
        ),
    ),
    "aws_apigatewayv2_deployment": (
        "api_id",
        "aws_apigatewayv2_",
        ("route", "route_response", "integration", "integration_response", "model", "authorizer"),
    ),
}
"""By the type of a deployment, how parts name their API, and what parts it is a copy of."""

_META: Final = frozenset(
    {"count", "depends_on", "for_each", "lifecycle", "provider", "provisioner", "tags", "tags_all"}
)
_PART: Final = re.compile(r"\b(aws_[a-z0-9_]+\.[\w-]+)(?:\[[^]]*\])?(\.[a-z]\w*)?")
_ELSEWHERE: Final = re.compile(r"\b(?:local|var|data|module|path|each)\.|\bfile\w*\(|\btemplatefile\(")
_FIRST: Final = {"create_before_destroy": True}


def check(deployment: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Triggers change with every part of the API, and the new deployment is made before the old one goes.

    They are the digest of all that its parts say, or refer to each part as a whole: an id stays when what it
    names is changed (Terraform registry, aws_api_gateway_deployment).
    """
    yield from expect.true(deployment, "lifecycle.create_before_destroy")
    triggers = deployment.get("triggers")
    texts = [str(text) for text in (triggers.values() if isinstance(triggers, Mapping) else [triggers])]
    attribute, prefix, kinds = _KINDS[deployment.type]
    api = configuration.target(deployment, deployment.get(attribute))
    if not triggers:
        yield fail("triggers is not set: a changed method, model or authorization is never deployed")
    elif api is None or not api.is_managed:
        yield unknown(f"only the plan can tell what the API {deployment.get(attribute)} says")
    elif not any(text.startswith(("${timestamp()", "${uuid()")) for text in texts):  # these always change
        parts = [part for kind in kinds for part in configuration.related(api, prefix + kind, attribute)]
        if not _digests(api, parts) & set(texts):
            yield from _followed(api, parts, " ".join(texts))


def _digests(api: Resource, parts: list[Resource]) -> set[str]:
    """The digest of what the API and its parts say, by address and as written, regions left out; and those
    of the API's body.
    """
    said = {
        part.address: {key: value for key, value in part.values.items() if key not in _META}
        for part in (api, *parts)
    }
    text = json.dumps(said, sort_keys=True)
    if api.region:
        text = text.replace(api.region, "<region>")
    body = str(api.get("body")).encode()
    of_body = {take(body, usedforsecurity=False).hexdigest() for take in (md5, sha1, sha256, sha512)}
    return {sha256(text.encode()).hexdigest(), *(of_body if api.get("body") is not None else ())}


def _followed(api: Resource, parts: list[Resource], text: str) -> Iterator[Judgement]:
    """The text refers to each part as a whole, and to the body where there is one."""
    found = {(address, attribute) for address, attribute in _PART.findall(text)}
    wanted = [part.address for part in parts if not part.type.endswith("_resource")]
    missing = [address for address in wanted if (address.partition("[")[0], "") not in found]
    if api.get("body") is not None and not {(api.address, ""), (api.address, ".body")} & found:
        missing.append(f"the body of {api.address}")
    partly = sorted(address for address in missing if any(address == known for known, _ in found))
    if is_known(text):
        # A plan and a state say also what nobody wrote, so that what was written has no digest there.
        verdict = unknown if api.get("id") is not None else fail
        yield verdict(f"triggers is constant, and not the digest of what {api.address} and its parts say")
    elif missing and _ELSEWHERE.search(text):
        yield unknown(f"only the plan can tell whether triggers changes with {missing[0]}")
    elif partly:
        yield fail(f"triggers refers to {partly[0]} by one attribute, which stays when others are changed")
    elif missing:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        yield fail(f"triggers does not change with {missing[0]}{more}")


def _deployment(trigger: object, lifecycle: object = _FIRST, **api: object) -> Terraform:
    rest = "${aws_api_gateway_rest_api.example.id}"
    return resources(
        aws_api_gateway_rest_api={"name": "payments-zq7", **api},
        aws_api_gateway_method={"rest_api_id": rest, "http_method": "POST"},
        aws_api_gateway_deployment={
            "rest_api_id": rest,
            "triggers": {"definition": trigger},
            "lifecycle": lifecycle,
        },
    )


_METHOD: Final = "aws_api_gateway_method.example"
_WHOLE: Final = f"${{sha256(jsonencode([{_METHOD}]))}}"
_DIGEST: Final = "df53a6cfa4440d2f5b53b092e6b0cd64d07692d57b0de977259ff872e440795c"

RULE = Rule(
    id="api-redeployment",
    title="A changed API is deployed anew, without a gap",
    severity=Severity.HIGH,
    types=tuple(_KINDS),
    scope="configuration",
    check=check,
    rationale=(
        "A stage serves the copy that its deployment took. Without triggers an authorization that was added "
        "stays a plan; without create_before_destroy the old copy cannot go while the stage still serves it."
    ),
    remediation=(
        "Set triggers to a hash of all methods, integrations, models and responses, each as a whole "
        "(sha256(jsonencode([aws_api_gateway_method.x, ...]))), and "
        "lifecycle=TerraformResourceLifecycle(create_before_destroy=True)."
    ),
    controls=("pci-dss-4.0.1:1.2.8", "nist-800-53-r5:CM-3"),
    requirements=("R72",),
    examples=Examples(
        passing=(
            *(_deployment(_WHOLE), _deployment("${timestamp()}"), _deployment(_DIGEST)),
            _deployment(
                f'${{sha1(join(",", [jsonencode({_METHOD}), aws_api_gateway_rest_api.example.body]))}}',
                body="{}",
            ),
        ),
        failing=(
            *(_deployment("6971ec4e"), _deployment(_WHOLE, lifecycle={}), _deployment(_WHOLE, body="{}")),
            *(_deployment(f"${{sha1({_METHOD}.id)}}"), _deployment("${sha1(aws_api_gateway_model.m)}")),
            resources(aws_api_gateway_deployment={"rest_api_id": "abc", "triggers": {}}),
        ),
        absent=(Status.FAIL, resources(aws_api_gateway_deployment={"rest_api_id": "abc"})),
        unknown=(Status.UNKNOWN, _deployment("${var.definition}")),
    ),
)
