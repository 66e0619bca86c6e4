"""What the application is given and whom it reaches; that it is what the image was built for; what lasts."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

from infra.systems import settings_file
from tests.infra.synthesis import SUFFIX, Configuration, synthesize

pytestmark = pytest.mark.synth

PROJECT: Final = Path(__file__).resolve().parents[3]
IMAGE: Final = PROJECT / "containers" / "web"
READ_BY_THE_IMAGE: Final = re.compile(r"\b(?:DATABASE|PORT)(?:_[A-Z]+)*\b")


@pytest.fixture
def container(config: Configuration) -> dict[str, Any]:
    """The one container of the one task."""
    (task,) = config.of("aws_ecs_task_definition")
    (found,) = json.loads(task["container_definitions"])
    return dict(found)


def instruction(name: str) -> list[str]:
    """What stands behind each such instruction of the Dockerfile, its continuations joined."""
    text = (IMAGE / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return re.findall(rf"^{name} (.+)$", text, flags=re.MULTILINE)


def test_the_container_runs_as_the_user_of_the_image(container: dict[str, Any]) -> None:
    assert instruction("USER") == [container["user"]]


def test_the_container_listens_where_the_image_and_the_targets_do(
    config: Configuration, container: dict[str, Any]
) -> None:
    (mapping,) = container["portMappings"]
    (group,), (service,) = config.of("aws_lb_target_group"), config.of("aws_ecs_service")
    (registered,) = service["load_balancer"]
    told = {each["name"]: each["value"] for each in container["environment"]}
    built = re.search(r"\bPORT=(\d+)", " ".join(instruction("ENV")))
    assert built
    assert {
        int(built[1]),
        *map(int, instruction("EXPOSE")),
        int(told["PORT"]),
        mapping["containerPort"],
        registered["container_port"],
        group["port"],
    } == {8443}


def test_the_container_is_asked_for_its_health_as_the_image_says(container: dict[str, Any]) -> None:
    (said,) = instruction("HEALTHCHECK")
    options = dict(re.findall(r"--([a-z-]+)=(\d+)", said))
    asked = container["healthCheck"]
    assert asked["command"] == ["CMD", *json.loads(said.partition(" CMD ")[2])]
    assert {name: int(value) for name, value in options.items()} == {
        "interval": asked["interval"],
        "timeout": asked["timeout"],
        "start-period": asked["startPeriod"],
        "retries": asked["retries"],
    }


def test_what_the_image_may_write_to_is_a_volume(container: dict[str, Any]) -> None:
    assert [mount["containerPath"] for mount in container["mountPoints"]] == [
        path for each in instruction("VOLUME") for path in json.loads(each)
    ]
    assert container["readonlyRootFilesystem"] is True


def test_the_container_is_told_what_the_image_reads(container: dict[str, Any]) -> None:
    read = {
        node.value
        for node in ast.walk(ast.parse((IMAGE / "configuration.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and READ_BY_THE_IMAGE.fullmatch(node.value)
    }
    with_defaults = {"DATABASE_CA", "DATABASE_PORT"}
    told = {each["name"] for kind in ("environment", "secrets") for each in container[kind]}
    assert told == read - with_defaults


def test_the_load_balancer_asks_a_path_that_the_image_answers(config: Configuration) -> None:
    (group,) = config.of("aws_lb_target_group")
    assert f'"{group["health_check"]["path"]}"' in (IMAGE / "application.py").read_text(encoding="utf-8")


def test_r29_secrets_are_looked_up_by_their_configured_names(
    config: Configuration, container: dict[str, Any]
) -> None:
    looked_up = {
        (name, found["name"])
        for stack in config.stacks.values()
        for name, found in stack.json["data"].get("aws_secretsmanager_secret", {}).items()
    }
    assert looked_up == {
        ("administrator", "pci/database-administrator"),
        ("database_credential", "pci/database-application"),
    }
    assert container["secrets"] == [
        {
            "name": "DATABASE_CREDENTIAL",
            "valueFrom": "${data.aws_secretsmanager_secret.database_credential.arn}",
        }
    ]
    (cluster,) = config.of("aws_rds_cluster")
    assert cluster["master_password_wo"].startswith(
        "${jsondecode(ephemeral.aws_secretsmanager_secret_version."
    )
    assert cluster.get("master_password") is None


def test_r45_each_tier_admits_the_one_before_it_on_its_port(config: Configuration) -> None:
    admitted = {
        (
            rule["from_port"],
            rule["to_port"],
            rule.get("cidr_ipv4") or rule["referenced_security_group_id"],
        )
        for rule in config.of("aws_vpc_security_group_ingress_rule")
    }
    assert admitted == {
        (80, 80, "0.0.0.0/0"),
        (443, 443, "0.0.0.0/0"),
        (443, 443, "10.0.0.0/16"),
        (3306, 3306, "${aws_security_group.tasks_group.id}"),
        (8443, 8443, "${aws_security_group.alb_group.id}"),
    }


def test_r142_and_c3_what_lasts_keeps_backups_for_35_days_and_is_protected(tmp_path: Path) -> None:
    text = settings_file("pci_web_app").read_text(encoding="utf-8")
    path = tmp_path / "pci_web_app.toml"
    path.write_text(text.replace("0" * 64, "5e" * 32), encoding="utf-8")
    folder = synthesize(tmp_path / "out", SUFFIX, system="pci_web_app", profile="production", path=path)
    config = Configuration.read(folder)
    (cluster,), (balancer,) = config.of("aws_rds_cluster"), config.of("aws_lb")
    assert cluster["backup_retention_period"] == 35
    assert cluster["deletion_protection"] is True
    assert balancer["enable_deletion_protection"] is True
    assert {each["deletion_window_in_days"] for each in config.of("aws_kms_key")} == {30}
    assert not any(bucket.get("force_destroy") for bucket in config.of("aws_s3_bucket"))
