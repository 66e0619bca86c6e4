"""An access point leads to one folder, as one user."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_PATH: Final = "root_directory.path"
_USER: Final = "posix_user.uid"


def check(point: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """It has a folder below the root and a user who is not root (EFS User Guide, "Working with access
    points"): by default it leads to everything, as whoever the client says.
    """
    path = point.get(_PATH)
    if not is_known(path):
        yield unknown(f"{_PATH} is {path}, which only the plan can tell")
    elif path in (None, "", "/"):
        yield fail(f"{_PATH} is {path or 'not set'}: it leads to the whole file system", _PATH)
    yield from expect.apart(_USER, expect.between(point, _USER, 1))


def _point(path: object, uid: object) -> Terraform:
    return resources(
        aws_efs_access_point={
            "root_directory": [{"path": path}],
            "posix_user": [{"uid": uid, "gid": uid}],
        }
    )


RULE = Rule(
    id="efs-access-point",
    title="Access points lead to one folder, as one user",
    severity=Severity.MEDIUM,
    types=("aws_efs_access_point",),
    check=check,
    rationale=(
        "Without a folder and a user of its own an access point keeps no application from another's files: "
        "each client says itself who it is, root among them."
    ),
    remediation="Set root_directory with a path below '/', and posix_user with a uid and gid above 0.",
    controls=("pci-dss-4.0.1:7.2.5", "pci-dss-4.0.1:7.3.1", "nist-800-53-r5:AC-6", "nist-800-53-r5:AC-3"),
    requirements=("R41",),
    examples=Examples(
        passing=(_point("/receipts", 1000), _point("/receipts", "1000")),
        failing=(_point("/", 1000), _point(None, 1000), _point("/receipts", 0), _point("/receipts", None)),
        absent=(Status.FAIL, resources(aws_efs_access_point={"file_system_id": "fs-0123"})),
        unknown=(Status.UNKNOWN, _point("${var.path}", 1000)),
    ),
)
