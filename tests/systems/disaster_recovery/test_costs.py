"""The sum of docs/costs.md is that of its lines, and they count what is synthesized."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Final

from infra.systems import load

PROJECT: Final = Path(__file__).resolve().parents[3]
COSTS: Final = (PROJECT / "docs" / "costs.md").read_text(encoding="utf-8")
LINES: Final = re.findall(r"^\| (.+?) \| (.*?) \| (.*?) \| ([\d.]+) \|$", COSTS, re.MULTILINE)
COUNTED: Final = {
    "NAT gateways": "aws_nat_gateway",
    "load balancers": "aws_lb",
    "firewalls": "aws_wafv2_web_acl",
    "keys": "aws_kms_key",
    "health checks": "aws_route53_health_check",
}


def test_r116_the_lines_add_up() -> None:
    (total,) = re.findall(r"\*\*sum\*\* \| \| \| \*\*([\d.]+)\*\*", COSTS)
    assert sum(Decimal(amount) for *_, amount in LINES) == Decimal(total)


def test_r116_prices_by_the_hour_are_for_730_hours() -> None:
    hourly = [(int(many), price, amount) for _, many, price, amount in LINES if price.endswith(" an hour")]
    assert len(hourly) == 4
    for many, price, amount in hourly:
        assert many * Decimal(price.split()[0]) * 730 == Decimal(amount)


def test_r116_the_heartbeat_is_paid_by_the_memory_that_the_settings_give_it() -> None:
    """Two runs at once in each of two regions, for a month of 730 hours."""
    ((many, price, amount),) = [line for what, *line in LINES if "`heartbeat`" in what]
    runs = Decimal(2 * 2 * load("disaster_recovery", "zq7").recovery.heartbeat_mb) / 1024
    assert many == f"2 x 2 x {runs / 4} GB"
    assert (runs * Decimal(price.split()[0]) * 730 * 3600).quantize(Decimal("0.01")) == Decimal(amount)


def test_r116_as_many_are_counted_as_are_synthesized() -> None:
    golden = PROJECT / "tests" / "golden" / "disaster_recovery.census.json"
    synthesized: Counter[str] = Counter()
    for kinds in json.loads(golden.read_text(encoding="utf-8")).values():
        synthesized.update(kinds)
    for name, kind in COUNTED.items():
        (many,) = [many for what, many, *_ in LINES if what.startswith(name)]
        assert int(many) == synthesized[kind], name
