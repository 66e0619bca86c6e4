"""The diagrams of the systems: current, small enough to read, and right about where requests go."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.systems import SYSTEMS
from tools.diagram import DIAGRAMS, render

pytestmark = pytest.mark.synth

MOST_NODES = 40


@pytest.mark.parametrize("system", SYSTEMS)
def test_it_is_current(system: str, synthesis_of: Callable[[str], Path]) -> None:
    drawn = (DIAGRAMS / f"{system}.md").read_text(encoding="utf-8")
    assert drawn == render(system, synthesis_of(system)), "stale: make generated"


@pytest.mark.parametrize("system", SYSTEMS)
def test_it_can_be_read(system: str) -> None:
    drawn = (DIAGRAMS / f"{system}.md").read_text(encoding="utf-8")
    nodes = re.findall(r"^    (\w+)\[", drawn, flags=re.MULTILINE)
    ends = re.findall(r"^  (\w+) -->(?:\|[^|]+\|)? (\w+)$", drawn, flags=re.MULTILINE)
    assert len(nodes) == len(set(nodes)) <= MOST_NODES
    assert {each for pair in ends for each in pair} == set(nodes)


def test_no_other_system_is_drawn() -> None:
    assert {path.stem for path in DIAGRAMS.iterdir()} == set(SYSTEMS)


@pytest.mark.parametrize(
    "arrow",
    [
        "app_route53_record --> app_lb",
        "app_wafv2_web_acl -->|guards| app_lb",
        "app_lb -->|calls| app_ecs_service",
        "app_ecs_service -->|calls| data_rds_cluster",
        "foundation_vpc -->|flow logs| foundation_s3_bucket",
    ],
)
def test_requests_go_from_the_name_to_the_database(arrow: str) -> None:
    assert f"  {arrow}\n" in (DIAGRAMS / "pci_web_app.md").read_text(encoding="utf-8")
