"""Every AWS provider deploys to a region that is written down, and to AWS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource
from policies.values import is_known

STATIC_CREDENTIALS: Final = ("access_key", "secret_key", "token")

_FILES: Final = ("profile", "shared_config_files", "shared_credentials_files")
_ROLES: Final = ("assume_role", "assume_role_with_saml", "assume_role_with_web_identity")
_ACCOUNT: Final = re.compile(r":\d{12}:")

SAFEGUARDS_OFF: Final = (
    *("insecure", "skip_credentials_validation", "skip_metadata_api_check"),
    *("skip_region_validation", "skip_requesting_account_id"),
)
"""Arguments that emulators need and that switch off TLS verification or a check against AWS
("Provider configuration" of hashicorp/aws)."""


def check(provider: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The region is a literal; no credentials, no other endpoints, no check switched off."""
    region = provider.get("region")
    if not region:
        yield fail("region is not set, so the environment of whoever deploys decides it", "region")
    elif not is_known(region):
        yield fail(
            f"region is {region}, not a literal: nothing can be said of where resources land", "region"
        )
    for attribute in STATIC_CREDENTIALS:
        if provider.values.get(attribute) is not None:
            yield fail(f"{attribute} is set: credentials belong to the deployer's session", attribute)
    if provider.values.get("endpoints"):
        yield fail("endpoints is set, which sends the deployment somewhere else", "endpoints")
    yield from _elsewhere(provider)
    for attribute in SAFEGUARDS_OFF:
        yield from expect.apart(attribute, expect.not_true(provider, attribute))


def _elsewhere(provider: Resource) -> Iterator[Judgement]:
    """What leads to an account that is not the one of whoever deploys."""
    for attribute in _FILES:
        if provider.values.get(attribute) is not None:
            yield fail(f"{attribute} is set: a file of the deployer's decides the account", attribute)
    for attribute in _ROLES:
        for block in provider.blocks(attribute):
            if _ACCOUNT.search(str(block.get("role_arn"))):
                yield fail(
                    f"{attribute} deploys into the account of '{block['role_arn']}', a literal", attribute
                )


def _provider(**values: object) -> Terraform:
    return {"provider": {"aws": [{"region": "xx-test-1", **values}]}}


RULE = Rule(
    id="terraform-provider-region",
    title="Every AWS provider names its region and overrides no safeguard",
    severity=Severity.HIGH,
    types=("provider.aws",),
    check=check,
    rationale=(
        "Without a literal region the deployer's shell decides where data lands. Static credentials leak "
        "with the file, and an endpoint override sends the deployment, secrets included, elsewhere."
    ),
    remediation="Write AwsProvider(region=region.name, alias=..., allowed_account_ids=...) and nothing else.",
    controls=(
        *("pci-dss-4.0.1:2.2.6", "pci-dss-4.0.1:8.6.2", "pci-dss-4.0.1:4.2.1"),
        *("nist-800-53-r5:SA-9(5)", "nist-800-53-r5:CM-6", "nist-800-53-r5:IA-5(7)"),
    ),
    requirements=("R12", "R15", "R61"),
    examples=Examples(
        passing=(
            _provider(),
            _provider(alias="second", allowed_account_ids=["${var.account}"], insecure=False),
            {"provider": {"aws": {"region": "xx-test-2", "assume_role": [{"role_arn": "${var.role}"}]}}},
        ),
        failing=(
            _provider(access_key="test", secret_key="test"),  # noqa: S106
            _provider(token="${var.token}"),  # noqa: S106
            _provider(profile="partner"),
            _provider(assume_role=[{"role_arn": "arn:aws:iam::999988887777:role/deployer"}]),
            _provider(endpoints=[{"s3": "http://localhost:4566"}]),
            _provider(insecure="true"),
            *(_provider(**{flag: True}) for flag in SAFEGUARDS_OFF),
            {"provider": {"aws": [{"region": "xx-test-1"}, {"alias": "second"}]}},
            _provider(region=""),
        ),
        absent=(Status.FAIL, {"provider": {"aws": [{}]}}),
        unknown=(Status.FAIL, _provider(region="${var.region}")),
    ),
)
