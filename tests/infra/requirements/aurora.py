"""Requirements of an Aurora database (R55), and of who is given its password (R30)."""

from __future__ import annotations

from typing import Final

from tests.infra.requirements.edits import leave_out, put, reword
from tests.infra.requirements.inherited import other
from tests.infra.requirements.model import Proof, Requirement
from tests.infra.synthesis import Configuration


def aurora_is_serverless(config: Configuration) -> bool:
    """Each cluster scales by capacity units, and its instances are of no fixed class."""
    clusters = config.of("aws_rds_cluster")
    instances = config.of("aws_rds_cluster_instance")
    return (
        bool(clusters)
        and all(each.get("serverlessv2_scaling_configuration") for each in clusters)
        and {each["instance_class"] for each in instances} == {"db.serverless"}
    )


SERVERLESS: Final = Requirement(
    "R55",
    (
        Proof(put("aws_rds_cluster", "backup_retention_period", 0)),
        Proof(leave_out("aws_rds_cluster", "serverlessv2_scaling_configuration"), aurora_is_serverless),
        Proof(put("aws_rds_cluster_instance", "instance_class", "db.r6g.large"), aurora_is_serverless),
    ),
)
PASSWORD_OF_TASKS: Final = other(
    "R30",
    Proof(put("aws_rds_cluster", "master_password", "hunter2-hunter2")),
    Proof(put("aws_rds_cluster", "master_password_wo", "hunter2-hunter2")),
    Proof(
        reword(
            "aws_ecs_task_definition",
            "container_definitions",
            '"environment": [',
            '"environment": [{"name": "DB_PASSWORD", "value": "hunter2-hunter2"}, ',
        )
    ),
)
