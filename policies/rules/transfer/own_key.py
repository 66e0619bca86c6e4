"""Each partner signs in with a key of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_KEY: Final = "aws_transfer_ssh_key"


def check(key: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No other user has the same public key; its comment does not count."""
    body = key.get("body")
    if not is_known(body):
        yield unknown(f"body is {body}, which only the plan can tell")
        return
    for other in _by_body(configuration).get(_bare(body), ()):
        if other is not key and other.get("user_name") != key.get("user_name"):
            yield fail(f"{other.address} is the same key of another user: the log cannot tell the two apart")
            return


def _bare(body: object) -> str:
    return " ".join(str(body or "").split()[:2])


@recalled
def _by_body(configuration: Configuration) -> Mapping[str, list[Resource]]:
    found: dict[str, list[Resource]] = defaultdict(list)
    for key in configuration.of(_KEY):
        if key.get("body"):
            found[_bare(key.get("body"))].append(key)
    return found


def _keys(first: str, second: str, user: str = "other-zq7") -> Terraform:
    return {
        "resource": {
            _KEY: {
                "example": {"user_name": "partner-zq7", "body": first},
                "other": {"user_name": user, "body": second},
            }
        }
    }


_ONE: Final = "ssh-ed25519 AAAAzq7"

RULE = Rule(
    id="transfer-own-key",
    title="No two users of file transfers sign in with one key",
    severity=Severity.MEDIUM,
    types=(_KEY,),
    scope="configuration",
    check=check,
    rationale=(
        "Two partners with one private key are one: each can be the other, and when one leaves or loses it,"
        " both have to change."
    ),
    remediation="Ask each partner for a public key of its own, and set it as the body of its TransferSshKey.",
    controls=("pci-dss-4.0.1:8.2.1", "pci-dss-4.0.1:8.2.2", "nist-800-53-r5:IA-2", "nist-800-53-r5:IA-5"),
    requirements=("R42",),
    examples=Examples(
        passing=(_keys(_ONE, "ssh-ed25519 BBBBzq7"), _keys(_ONE, _ONE, "partner-zq7")),
        failing=(_keys(_ONE, _ONE), _keys(f"{_ONE} a@partner", f"{_ONE} b@other")),
        absent=(Status.PASS, resources(aws_transfer_ssh_key={"user_name": "partner-zq7"})),
        unknown=(Status.UNKNOWN, _keys("${var.key}", _ONE)),
    ),
)
