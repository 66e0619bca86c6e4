"""Only providers that this project knows make anything, in the release whose types are classed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource
from policies.types.table import table

ALLOWED: Final = {"aws": ("registry.terraform.io/hashicorp/aws", table().version)}
"""By the name that stacks give it: where the provider comes from, and its release."""

BUILT_IN: Final = "terraform"
"""The provider of `terraform_data` and `terraform_remote_state` is a part of Terraform."""


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each required provider is an allowed one; each element's provider is required or configured.

    A configured provider is a required one, so that what a stack uses is said at one place.
    """
    if element.type == "terraform":
        for name, wanted in _required(element):
            yield from _judge(name, wanted)
        return
    name = _provider_of(element)
    if name == BUILT_IN or (element.stack, name) in _required_names(configuration):
        return
    configures = element.type.startswith("provider.")
    if configures or (element.stack, f"provider.{name}") not in _configured(configuration):
        yield fail(f"its provider {name} is not among the required_providers of its stack")


def _judge(name: str, wanted: object) -> Iterator[Judgement]:
    said = wanted if isinstance(wanted, Mapping) else {"version": wanted}
    source = str(said.get("source") or name).lower()
    implied = ("registry.terraform.io/hashicorp/", "registry.terraform.io/", "")
    address = f"{implied[min(source.count('/'), 2)]}{source}"
    allowed, release = ALLOWED.get(name, ("", ""))
    if address != allowed:
        yield fail(f"the provider {name} comes from {said.get('source') or name}, which is not allowed")
    elif str(said.get("version") or "").strip().lstrip("=v ") != release:
        yield fail(f"the provider {name} has the version '{said.get('version') or ''}', not {release}")


def _required(settings: Resource) -> Iterator[tuple[str, object]]:
    for group in settings.blocks("required_providers"):
        yield from group.items()


@recalled
def _required_names(configuration: Configuration) -> frozenset[tuple[str, str]]:
    """The names of required providers, with the stack of each."""
    return frozenset(
        (settings.stack, name)
        for settings in configuration.of("terraform")
        for name, _ in _required(settings)
    )


def _provider_of(element: Resource) -> str:
    """The name of an element's provider, without its alias."""
    if element.type.startswith("provider."):
        return element.type.removeprefix("provider.")
    named = str(element.values.get("provider") or "").removeprefix("${").removesuffix("}").split(".")[0]
    return named or element.type.rpartition(".")[2].split("_")[0]


@recalled
def _configured(configuration: Configuration) -> frozenset[tuple[str, str]]:
    """The types of configured providers, with the stack of each."""
    return frozenset(
        (each.stack, kind)
        for kind, found in configuration.by_type.items()
        if kind.startswith("provider.")
        for each in found
    )


def _stack(source: object, version: object = table().version, name: str = "aws") -> Terraform:
    return {"terraform": {"required_providers": {name: {"source": source, "version": version}}}}


_SUPPORTED: Final = _stack("hashicorp/aws")

RULE = Rule(
    id="terraform-provider-allowed",
    title="Every provider is an allowed one, from its own registry, in the release that is classed",
    severity=Severity.HIGH,
    types=("*", "data.*", "ephemeral.*", "provider.*", "terraform"),
    scope="configuration",
    check=check,
    rationale=(
        "A provider is a program that runs with the deployer's rights. Under a familiar name another "
        "registry or owner may serve any program, and a release that nobody looked at has types and "
        "defaults that no rule knows."
    ),
    remediation=(
        f"Require hashicorp/aws {table().version} under the name aws, as the bindings do. For another "
        "provider or release: class its types, extend the allow list, and have both reviewed."
    ),
    controls=(
        *("pci-dss-4.0.1:6.3.2", "nist-800-53-r5:SR-4(3)", "nist-800-53-r5:SA-10(1)"),
        "nist-800-53-r5:CM-2",
    ),
    requirements=("R3",),
    examples=Examples(
        passing=(
            _SUPPORTED,
            _stack("aws"),
            _stack("registry.terraform.io/hashicorp/aws", f"= {table().version}"),
            _stack("HashiCorp/AWS"),
            {**_SUPPORTED, "resource": {"aws_sqs_queue": {"example": {"provider": "${aws.two}"}}}},
            {**_SUPPORTED, "resource": {"terraform_data": {"example": {}}}},
        ),
        failing=(
            _stack("registry.example.com/hashicorp/aws"),
            _stack("registry.opentofu.org/hashicorp/aws"),
            _stack("example/aws"),
            _stack("hashicorp/aws", "5.100.0"),
            _stack("hashicorp/aws", f">= {table().version}"),
            _stack("hashicorp/aws", None),
            _stack("hashicorp/google", "7.0.0", "google"),
            _stack("hashicorp/google", table().version),
            _stack("hashicorp/aws", name="amazon"),
            {**_SUPPORTED, "resource": {"google_storage_bucket": {"example": {}}}},
            {**_SUPPORTED, "resource": {"aws_sqs_queue": {"example": {"provider": "google.one"}}}},
            {**_SUPPORTED, "data": {"external": {"example": {"program": ["./seed"]}}}},
            {**_SUPPORTED, "ephemeral": {"random_password": {"example": {}}}},
            {**_SUPPORTED, "provider": {"google": {}}},
            {"resource": {"google_storage_bucket": {"example": {}}}},
            {"provider": {"aws": {"region": "xx-test-1"}}},
        ),
        absent=(Status.FAIL, {"terraform": {"required_providers": {"aws": {"source": "hashicorp/aws"}}}}),
        unknown=(Status.FAIL, _stack("${var.source}")),
    ),
)
