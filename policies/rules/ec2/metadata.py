"""An instance's credentials are not given to whoever makes it send a request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_OPTIONS: Final = "metadata_options"
_TOKENS: Final = f"{_OPTIONS}.http_tokens"
_HOPS: Final = f"{_OPTIONS}.http_put_response_hop_limit"


def check(launched: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The metadata service asks for a token (version 2), or is off, and answers two hops away at most.

    By default it also answers without one, unless the account or the image says otherwise (EC2 User Guide,
    "Configure the Instance Metadata Service options"). An instance of a launch template has its options.
    """
    if launched.get(f"{_OPTIONS}.http_endpoint") == "disabled" or (
        launched.get("launch_template") is not None and not launched.blocks(_OPTIONS)
    ):
        yield NOT_APPLICABLE
        return
    yield from expect.apart(_TOKENS, expect.stands(launched, _TOKENS, ("required",), "optional"))
    if launched.get(_HOPS) is not None:
        yield from expect.apart(_HOPS, expect.between(launched, _HOPS, 1, 2))


def _template(**options: Any) -> Terraform:  # noqa: ANN401 - Terraform values have every JSON type
    return resources(aws_launch_template={_OPTIONS: [options]})


RULE = Rule(
    id="ec2-metadata",
    title="Instances answer for their credentials with version 2 of the metadata service alone",
    severity=Severity.HIGH,
    types=("aws_launch_template", "aws_instance", "aws_launch_configuration"),
    check=check,
    rationale=(
        "With version 1 a single request that an application is tricked into sending returns the "
        "instance's credentials; with many hops, containers and proxies get them too."
    ),
    remediation="Set metadata_options with http_tokens='required' and http_put_response_hop_limit of 1 (2 "
    "for containers).",
    controls=(
        *("pci-dss-4.0.1:2.2.6", "pci-dss-4.0.1:6.2.4", "pci-dss-4.0.1:7.2.5"),
        *("nist-800-53-r5:AC-3", "nist-800-53-r5:IA-5(7)", "nist-800-53-r5:CM-6"),
    ),
    requirements=("R41",),
    examples=Examples(
        passing=(
            _template(http_tokens="required"),
            {
                "resource": {
                    "aws_instance": {"example": {"launch_template": [{"id": "lt-0123"}]}},
                    "aws_launch_configuration": {
                        "example": {_OPTIONS: [{"http_tokens": "required", "http_put_response_hop_limit": 2}]}
                    },
                }
            },
        ),
        failing=(
            _template(http_tokens="optional"),
            _template(http_tokens="required", http_put_response_hop_limit=64),
            resources(aws_instance={_OPTIONS: [{"http_endpoint": "enabled"}]}),
        ),
        absent=(Status.FAIL, resources(aws_launch_template={"name": "workers-zq7"})),
        unknown=(Status.UNKNOWN, _template(http_tokens="${var.tokens}")),
    ),
)
