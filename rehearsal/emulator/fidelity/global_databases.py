"""A global database has an endpoint, which leads to the cluster that writes; ministack tells none.

Source: the user guide of Amazon Aurora, "Connecting to Amazon Aurora Global Database".
"""

from __future__ import annotations

from typing import Any

from ministack.services import rds

_written = rds._global_cluster_xml


def apply() -> None:
    """Replace how global databases are told."""
    rds._global_cluster_xml = _written_with_endpoint


def _written_with_endpoint(database: Any) -> str:
    name, resource = database["GlobalClusterIdentifier"], database["GlobalClusterResourceId"]
    host = f"{name}.global-{resource.removeprefix('cluster-')[:12]}.global.rds.amazonaws.com"
    return f"{_written(database)}<Endpoint>{host}</Endpoint>"
