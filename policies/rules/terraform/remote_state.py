"""A stack reads the states of its own environment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.rules.naming._names import words
from policies.values import is_known

_KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("prod", "production", "prd", "live"), "production"),
    **dict.fromkeys(("stage", "staging", "stg", "preprod", "uat"), "staging"),
    **dict.fromkeys(("dev", "development", "sandbox", "test", "testing", "qa"), "development"),
}
"""What environments are commonly called, by their kind."""
_SAID: Final = ("key", "bucket", "workspace_key_prefix", "path")


def check(state: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where its own backend says which environment the stack is of, what it reads is of no other, by the
    words for environments in its key and bucket.
    """
    read = _texts(state.get("config"))
    if not read:
        yield NOT_APPLICABLE
        return
    if hidden := next((text for text in read if not is_known(text)), None):
        yield unknown(f"it reads {hidden}, which only the plan can tell")
        return
    backends = configuration.of("terraform.backend", stack=state.stack)
    if not backends:
        yield unknown("only the stack's own backend tells of which environment it is")
        return
    own = {kind for backend in backends for kind in _environments(_texts(backend.values))}
    others = _environments(read) - own
    if own and others and not _environments(read) & own:
        yield fail(f"it reads the state of {', '.join(sorted(others))}: {' in '.join(read)}", read[0])


def _texts(config: object) -> list[str]:
    """The names in the configuration of a backend."""
    said: Any = config if isinstance(config, Mapping) else {}
    return [str(said[name]) for name in _SAID if said.get(name)]


def _environments(texts: list[str]) -> set[str]:
    return {_KINDS[word] for text in texts for word in words(text) if word in _KINDS}


def _reads(key: object, own: str = "prod/pay/terraform.tfstate", **backend: str) -> Terraform:
    config = {"bucket": "acme-states", "key": key}
    return {
        "terraform": {"backend": {"s3": {"bucket": "acme-states", "key": own, **backend}}},
        "data": {"terraform_remote_state": {"example": {"backend": "s3", "config": config}}},
    }


RULE = Rule(
    id="terraform-remote-state",
    title="Stacks read the states of their own environment",
    severity=Severity.HIGH,
    types=("data.terraform_remote_state",),
    scope="configuration",
    check=check,
    rationale=(
        "Production that takes its network, its keys or its topics from the state of staging runs in "
        "staging's network, and is taken down by a test."
    ),
    remediation="Read the state whose key and bucket are of this environment.",
    controls=("pci-dss-4.0.1:6.5.3", "nist-800-53-r5:CM-2(6)", "nist-800-53-r5:SC-7"),
    requirements=("R16",),
    examples=Examples(
        passing=(
            _reads("prod/network-zq7.tfstate"),
            _reads("production/network-zq7.tfstate"),
            _reads("network-zq7.tfstate"),
            _reads("staging/network-zq7.tfstate", "shared/pay.tfstate"),
        ),
        failing=(
            _reads("staging/network-zq7.tfstate"),
            _reads("network-dev-zq7.tfstate"),
            _reads("prod/network-zq7.tfstate", "qa/pay.tfstate"),
        ),
        absent=(
            Status.NOT_APPLICABLE,
            {"data": {"terraform_remote_state": {"example": {"backend": "s3"}}}},
        ),
        unknown=(Status.UNKNOWN, _reads("${var.key}")),
    ),
)
