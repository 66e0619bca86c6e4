"""What runs is the image that was judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.ecs._containers import TASK, each_container, task_of
from policies.values import is_known

_DIGEST: Final = re.compile(r"@sha256:[0-9a-f]{64}$")
_TAGGED: Final = re.compile(r"^(?P<repository>\$\{aws_ecr_repository\.[^{}]+\}):(?!latest$)[\w.-]+$")


def check(task: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each container's image is named by the digest of its bytes; a tag may mean another image tomorrow,
    unless its repository lets none be moved.
    """
    yield from each_container(task, lambda container: _pinned(container, configuration))


def _pinned(container: Resource, configuration: Configuration) -> Iterator[Judgement]:
    image = str(container.get("image"))
    if _DIGEST.search(image) or _is_of_fixed_tags(image, container, configuration):
        return
    if "@" not in image and image.endswith("}") and not is_known(image):
        yield unknown(f"image is {image}, which only the plan can tell")
    else:
        yield fail(f"image is {image}, which is named by no digest")


def _is_of_fixed_tags(image: str, container: Resource, configuration: Configuration) -> bool:
    """Whether a tag other than `latest` is named, of a repository of the configuration with fixed tags."""
    match = _TAGGED.match(image)
    repository = configuration.target(container, match["repository"]) if match is not None else None
    return repository is not None and repository.get("image_tag_mutability") == "IMMUTABLE"


_REPOSITORY: Final = "${data.aws_caller_identity.here.account_id}.dkr.ecr.xx-test-1.amazonaws.com/pay"


def _of_repository(tags: str, tag: str) -> Terraform:
    task = task_of({"name": "web", "image": f"${{aws_ecr_repository.pay.repository_url}}:{tag}"})
    repository = {"name": "pay-zq7", "image_tag_mutability": tags}
    return {"resource": {**task["resource"], "aws_ecr_repository": {"pay": repository}}}


_SHA: Final = "sha256:" + "a1" * 32

RULE = Rule(
    id="ecs-image-digest",
    title="Containers run images that are named by their digest",
    severity=Severity.HIGH,
    types=(TASK,),
    scope="configuration",
    check=check,
    rationale=(
        "Whoever can push to the repository changes what a tag means, and the next task runs it. A digest "
        "is the image that was scanned, and no other."
    ),
    remediation="Name the image as <repository>@sha256:<digest>, with the digest from the settings.",
    controls=("pci-dss-4.0.1:6.3.1", "pci-dss-4.0.1:11.5.2", "nist-800-53-r5:SI-7", "nist-800-53-r5:CM-14"),
    requirements=("R149",),
    examples=Examples(
        passing=(
            task_of({"name": "web", "image": f"{_REPOSITORY}@{_SHA}"}),
            task_of({"name": "web", "image": f"{_REPOSITORY}:1.2@{_SHA}"}),
            _of_repository("IMMUTABLE", "1.2"),
        ),
        failing=(
            task_of({"name": "web", "image": f"{_REPOSITORY}:latest"}),
            task_of({"name": "web", "image": "nginx"}),
            task_of({"name": "web", "image": f"{_REPOSITORY}@sha256:abc"}),
            task_of(
                {"name": "web", "image": f"{_REPOSITORY}@{_SHA}"},
                {"name": "agent", "image": f"{_REPOSITORY}:1"},
            ),
            task_of({"name": "web"}),
            _of_repository("MUTABLE", "1.2"),
            _of_repository("IMMUTABLE", "latest"),
        ),
        absent=(Status.FAIL, resources(aws_ecs_task_definition={"family": "pay"})),
        unknown=(Status.UNKNOWN, task_of({"name": "web", "image": "${var.image}"})),
    ),
)
