"""A partner sees no other partner's files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_TYPE: Final = "home_directory_type"
_HOME: Final = "home_directory"
_MAPPINGS: Final = "home_directory_mappings"


def check(user: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The home is a folder below the root of a bucket or file system, or folders that are mapped to such
    ones. By default it is the path `/`, from which everything is seen (Transfer Family API, CreateUser).
    """
    kind = user.get(_TYPE)
    if not is_known(kind):
        yield unknown(f"{_TYPE} is {kind}, which only the plan can tell")
    elif kind == "LOGICAL":
        yield from expect.each_block(user, _MAPPINGS, "entry", lambda block: _below(block, "target"))
        if not user.blocks(_MAPPINGS):
            yield fail(f"{_MAPPINGS} is not set, so that the home is nowhere", _MAPPINGS)
    else:
        yield from expect.apart(_HOME, _below(user, _HOME))


def _below(element: Resource, attribute: str) -> Iterator[Judgement]:
    path = element.get(attribute)
    folders = [folder for folder in str(path or "").split("/") if folder]
    if len(folders) == 1 and folders[0].startswith("${var."):
        yield unknown(f"{attribute} is {path}, which only the plan can tell")
    elif len(folders) < 2:
        yield fail(f"{attribute} is {path or 'not set'}: the user sees the files of all others")


def _user(home: object) -> Terraform:
    return resources(aws_transfer_user={"user_name": "partner", _TYPE: "PATH", _HOME: home})


def _mapped(target: object) -> Terraform:
    mapping: dict[str, Any] = {"entry": "/", "target": target}
    return resources(aws_transfer_user={_TYPE: "LOGICAL", _MAPPINGS: [mapping]})


RULE = Rule(
    id="transfer-user-home",
    title="Users of file transfers see a folder of their own",
    severity=Severity.HIGH,
    types=("aws_transfer_user",),
    check=check,
    rationale=(
        "Who starts at the root of the bucket lists and fetches what other partners sent, as far as the "
        "role lets go: the files of a competitor, or of settlements that are not theirs."
    ),
    remediation="Set home_directory_type='LOGICAL' and map '/' to the partner's own folder of the bucket.",
    controls=("pci-dss-4.0.1:7.2.5", "pci-dss-4.0.1:7.3.1", "nist-800-53-r5:AC-6", "nist-800-53-r5:AC-3"),
    requirements=("R41",),
    examples=Examples(
        passing=(_mapped("/${aws_s3_bucket.files.id}/partner"), _user("/files-zq7/partner")),
        failing=(
            *(_user("/${aws_s3_bucket.files.id}"), _user("/"), _mapped("/${aws_s3_bucket.files.id}/")),
            resources(aws_transfer_user={_TYPE: "LOGICAL"}),
        ),
        absent=(Status.FAIL, resources(aws_transfer_user={"user_name": "partner"})),
        unknown=(Status.UNKNOWN, _user("${var.home}")),
    ),
)
