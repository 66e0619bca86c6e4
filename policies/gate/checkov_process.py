"""A process of its own, in which checkov is imported: scans a folder and writes down every answer.

checkov's own report leaves out what it could not tell and what broke on the way; this one has both.

    python -I checkov_process.py FOLDER ANSWER
    python -I checkov_process.py --list ANSWER

FOLDER holds stacks in both shapes. ANSWER is JSON: checkov's version, and for each shape the graph
checks that ran and one record a check and element; with `--list`, the checks that it registers.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from checkov.common.output.record import Record
from checkov.common.output.report import Report
from checkov.runner_filter import RunnerFilter
from checkov.terraform.plan_runner import TF_LIFECYCLE_CHECK_IDS
from checkov.terraform.plan_runner import Runner as PlanRunner
from checkov.terraform_json.runner import TerraformJsonRunner
from checkov.version import version

RUNNERS = {"terraform_json": TerraformJsonRunner, "terraform_plan": PlanRunner}


def scan(shape: str, folder: str) -> dict[str, Any]:
    """Every answer of checkov about the stacks of one shape."""
    records: list[Record] = []
    graph_checks: list[str] = []
    runner = RUNNERS[shape]()
    run_graph_checks = runner.run_graph_checks_results

    def noted(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - handed through
        results = run_graph_checks(*arguments, **named)
        graph_checks.extend(check.id for check in results)
        return results

    with (
        patch.object(runner, "run_graph_checks_results", noted),
        patch.object(Report, "add_record", lambda _report, record: records.append(record)),
    ):
        report = runner.run(root_folder=folder, runner_filter=RunnerFilter(framework=[shape]))
    return {
        "parsing_errors": [error for part in _listed(report) for error in part.parsing_errors],
        "graph_checks": sorted(graph_checks),
        "records": [_answer(record) for record in records],
    }


def registered() -> dict[str, Any]:
    """The checks that this checkov has for AWS: by the type of element, and those on the graph."""
    checks: dict[str, set[str]] = defaultdict(set)
    for block, registry in PlanRunner.block_type_registries.items():
        prefix = "" if block == "resource" else f"{block}."
        for kind, check in registry.all_checks():
            if kind.startswith("aws"):
                checks[prefix + kind].add(check.id)
    graph = PlanRunner().graph_registry
    graph.load_checks()
    return {
        "version": version,
        "checks": {kind: sorted(ids) for kind, ids in sorted(checks.items())},
        "graph_checks": sorted(check.id for check in graph.checks),
        "not_in_a_plan": sorted(TF_LIFECYCLE_CHECK_IDS),
    }


def _answer(record: Record) -> dict[str, Any]:
    result: Any = record.check_result
    return {
        "check": record.check_id,
        "title": record.check_name,
        "guide": record.guideline,
        # checkov calls a check that raised unknown too, and then names the check in its answer.
        "result": "BROKE" if "check" in result else result["result"].value,
        "file": record.file_path,
        "line": record.file_line_range[0],
        "address": record.resource_address,
    }


def _listed(report: Report | list[Report]) -> Iterator[Report]:
    yield from report if isinstance(report, list) else [report]


def main(folder: str, answer: str) -> None:
    """List, or scan both shapes, and write the answer."""
    if folder == "--list":
        said = registered()
    else:
        # One after the other: a process for each would load the graph checks twice, which takes longer.
        said = {"version": version, "shapes": {shape: scan(shape, folder) for shape in RUNNERS}}
    Path(answer).write_text(json.dumps(said), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
