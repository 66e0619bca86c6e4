"""What runs is the image that was judged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.rules.ecs._containers import TASK, each_container, task_of
from policies.values import is_known

_DIGEST: Final = re.compile(r"@sha256:[0-9a-f]{64}$")
_TAG: Final = re.compile(r"^(?P<repository>.+):(?P<tag>\$\{[^{}]+\}|[\w.-]+)$")
_VERSION: Final = re.compile(r"v?\d+(?:\.\d+)+(?:[-.]\w+)*")
_ECR: Final = "aws_ecr_repository"


def check(task: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each container's image is named by the digest of its bytes, or by a tag of a repository here in which
    no tag is moved; any other tag may mean another image tomorrow.
    """
    yield from each_container(task, lambda container: _pinned(container, configuration))


def _pinned(container: Resource, configuration: Configuration) -> Iterator[Judgement]:
    image = str(container.get("image"))
    if _DIGEST.search(image) or _stays(image, container, configuration):
        return
    if "@" not in image and image.endswith("}") and not is_known(image):
        yield unknown(f"image is {image}, which only the plan can tell")
    else:
        yield fail(f"image is {image}, which is named by no digest")


def _stays(image: str, container: Resource, configuration: Configuration) -> bool:
    """Whether the image is a tag in a repository of the configuration whose tags are immutable, or is the tag
    of a version there: `ecr-immutable-tags` asks the repository. The tag `latest` is meant to be moved.
    """
    named = _TAG.match(image)
    if named is None or named["tag"] == "latest":
        return False
    by_reference = configuration.target(container, named["repository"])
    found = (
        [by_reference]
        if by_reference is not None
        else _repositories(configuration).get(named["repository"].partition("/")[2], [])
    )
    is_version = _VERSION.fullmatch(named["tag"]) is not None
    return any(
        each.type == _ECR and (is_version or each.get("image_tag_mutability") == "IMMUTABLE")
        for each in found
    )


@recalled
def _repositories(configuration: Configuration) -> Mapping[str, list[Resource]]:
    """The repositories by their names."""
    found: dict[str, list[Resource]] = defaultdict(list)
    for repository in configuration.of(_ECR):
        found[str(repository.get("name"))].append(repository)
    return found


_REPOSITORY: Final = "${data.aws_caller_identity.here.account_id}.dkr.ecr.xx-test-1.amazonaws.com/pay"
_SHA: Final = "sha256:" + "a1" * 32


def _tagged(image: str, mutability: str = "IMMUTABLE") -> Terraform:
    repository = {"name": "pay", "image_tag_mutability": mutability}
    task = task_of({"name": "web", "image": image})["resource"]
    return {"resource": {**task, _ECR: {"pay": repository}}}


_URL: Final = "${aws_ecr_repository.pay.repository_url}"

RULE = Rule(
    id="ecs-image-digest",
    title="Containers run images that are named by their digest, or by a tag that stays",
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
            _tagged(f"{_URL}:1.2"),
            _tagged(f"{_REPOSITORY}:1.2"),
            _tagged(f"{_URL}:${{var.release}}"),
        ),
        failing=(
            task_of({"name": "web", "image": f"{_REPOSITORY}:1.2"}),
            _tagged(f"{_URL}:stable", "MUTABLE"),
            _tagged(f"{_URL}:latest"),
            task_of({"name": "web", "image": f"{_REPOSITORY}:latest"}),
            task_of({"name": "web", "image": "nginx"}),
            task_of({"name": "web", "image": f"{_REPOSITORY}@sha256:abc"}),
            task_of(
                {"name": "web", "image": f"{_REPOSITORY}@{_SHA}"},
                {"name": "agent", "image": f"{_REPOSITORY}:1"},
            ),
            task_of({"name": "web"}),
        ),
        absent=(Status.FAIL, resources(aws_ecs_task_definition={"family": "pay"})),
        unknown=(Status.UNKNOWN, task_of({"name": "web", "image": "${var.image}"})),
    ),
)
