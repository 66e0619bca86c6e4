"""The tasks of a service on ECS, as processes beside the emulator, which starts no container."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from rehearsal.emulator.process import INSIDE
from tests.containers.web.service import Service, serving

NOT_STARTED: Final = (
    "no task is started: ECS starts no container here, the service runs as a process beside it"
)


@contextmanager
def task(clients: Any, folder: Path, balancer: str, port: int, told: Mapping[str, str]) -> Iterator[Service]:
    """A task of the region's one service behind the load balancer's group that its listener on `port` names.

    clients: of the region. told: variables beside those that the deployed task definition gives it.
    """
    with serving(folder, {**variables(clients), "PORT": "0", "PYTHONPATH": str(INSIDE), **told}) as service:
        target = {"Id": "127.0.0.1", "Port": service.port}
        balancing = clients("elbv2")
        group = _group(balancing, balancer, port)
        balancing.register_targets(TargetGroupArn=group, Targets=[target])
        yield service
        balancing.deregister_targets(TargetGroupArn=group, Targets=[target])


def variables(clients: Any) -> dict[str, str]:
    """What the deployed task definition of the region's one service tells its container, secrets as well."""
    ecs = clients("ecs")
    (cluster,) = ecs.list_clusters()["clusterArns"]
    (name,) = ecs.list_services(cluster=cluster)["serviceArns"]
    (deployed,) = ecs.describe_services(cluster=cluster, services=[name])["services"]
    task = ecs.describe_task_definition(taskDefinition=deployed["taskDefinition"])["taskDefinition"]
    (container,) = task["containerDefinitions"]
    plain = {each["name"]: each["value"] for each in container["environment"]}
    read = clients("secretsmanager").get_secret_value
    secret = {each["name"]: read(SecretId=each["valueFrom"])["SecretString"] for each in container["secrets"]}
    return plain | secret


def _group(balancing: Any, balancer: str, port: int) -> str:
    """The target group that a listener forwards to."""
    listeners = balancing.describe_listeners(LoadBalancerArn=balancer)["Listeners"]
    (listener,) = (each for each in listeners if each["Port"] == port)
    (action,) = listener["DefaultActions"]
    arn: str = action["TargetGroupArn"]
    return arn
