"""Single defects of a system's synthesized stacks, as `defects.json` beside its tests says them.

A defect is a name, why it is one, its severity, and one `edit` or several `edits`, each of a resource by type
and id, of the stack that it names or else of the defect's.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.folder import Reading
from policies.gate.verdict import evaluate_rules
from policies.model import Status
from tests.infra.broken import REGISTRY, Stacks

Defect = dict[str, Any]
Found = frozenset[tuple[str, str, str, str]]
"""What fails, as (rule, stack, address, message)."""


def defects_beside(test: str) -> list[Defect]:
    """Those in `defects.json` in the folder of a test's file."""
    found: list[Defect] = json.loads(Path(test).with_name("defects.json").read_text(encoding="utf-8"))
    return found


def failing_with(reading: Reading, defect: Defect) -> Found:
    """What our rules find wrong in the stacks once they have the defect."""
    edits = defect.get("edits") or [defect["edit"]]
    stacks = [edit.get("stack") or defect["stack"] for edit in edits]
    changed = {name: copy.deepcopy(dict(reading.contents[name])) for name in stacks}
    for stack, edit in zip(stacks, edits, strict=True):
        _apply(changed[stack], edit)
    return failing(reading, {**reading.contents, **changed})


def failing(reading: Reading, stacks: Stacks) -> Found:
    """What our rules find wrong in the stacks; none of them may break."""
    verdict = evaluate_rules(build(stacks, reading.metadata, NO_OVERRIDES), registry=REGISTRY, strict=True)
    assert verdict.problems == ()
    return frozenset(
        (finding.rule, finding.stack, finding.address, finding.message)
        for finding in verdict.findings
        if finding.status is Status.FAIL
    )


def _apply(stack: dict[str, Any], edit: dict[str, Any]) -> None:
    """Make one edit of a stack in place; one that has nothing to change is an error."""
    resources = stack["resource"]
    of_type = resources.setdefault(edit["type"], {})
    match edit["op"]:
        case "add_resource":
            assert edit["id"] not in of_type
            of_type[edit["id"]] = edit["value"]
        case "remove_resource":
            del of_type[edit["id"]]
            gone = f"{edit['type']}.{edit['id']}"
            for each in (each for named in resources.values() for each in named.values()):
                each["depends_on"] = [other for other in each.get("depends_on", []) if other != gone]
        case _:
            *above, last = edit["path"]
            holder = of_type[edit["id"]]
            for key in above:
                holder = holder[key]
            _change(holder, last, edit)


def _change(holder: Any, last: str | int, edit: dict[str, Any]) -> None:
    """Set, delete or reword what stands under the last key of an edit's path."""
    match edit["op"]:
        case "set":
            assert not isinstance(holder, dict) or holder.get(last) != edit["value"]
            holder[last] = edit["value"]
        case "delete":
            del holder[last]
        case "replace_text":
            assert holder[last].count(edit["old"]) == 1
            holder[last] = holder[last].replace(edit["old"], edit["new"])
        case other:
            raise AssertionError(other)
