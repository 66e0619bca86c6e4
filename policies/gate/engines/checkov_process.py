"""A process of its own, in which checkov is imported: scans stacks and writes down every result.

checkov's own report leaves out what it could not tell and what broke on the way; this one has both. Each
stack is scanned by itself: elements on which checkov breaks down are found and named, and the rest is judged.

    python -I checkov_process.py FOLDER OUTPUT
    python -I checkov_process.py --list OUTPUT

FOLDER holds a folder for each stack, with the stack in both shapes, as `cdk.tf.json` and as
`<folder>.plan.json`: checkov keeps what it parsed by path and address, so that no two stacks may share a
path. OUTPUT is JSON: checkov's version, the checks that it loaded, and for each shape and stack the graph
checks that ran, one record a check and element, and the elements that could not be read; with `--list`,
the checks that it registers.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from functools import cache, partial
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import ply.yacc  # type: ignore[import-untyped]
from bc_jsonpath_ng.parser import JsonPathParser
from checkov.cloudformation.parser import cfn_yaml
from checkov.common.checks_infra.solvers.attribute_solvers import base_attribute_solver
from checkov.common.graph.checks_infra.registry import BaseRegistry
from checkov.common.graph.graph_builder import CustomAttributes
from checkov.common.output.record import Record
from checkov.common.output.report import Report
from checkov.common.parsers.yaml import loader
from checkov.common.util.consts import START_LINE
from checkov.runner_filter import RunnerFilter
from checkov.terraform.checks.resource.base_resource_negative_value_check import (
    BaseResourceNegativeValueCheck,
)
from checkov.terraform.checks.resource.base_resource_value_check import BaseResourceValueCheck
from checkov.terraform.plan_runner import TF_LIFECYCLE_CHECK_IDS
from checkov.terraform.plan_runner import Runner as PlanRunner
from checkov.terraform_json.runner import TerraformJsonRunner
from checkov.version import version

JSON_SHAPE: Final = "terraform_json"
PLAN_SHAPE: Final = "terraform_plan"
RUNNERS: Final = {JSON_SHAPE: TerraformJsonRunner, PLAN_SHAPE: PlanRunner}
FILES: Final = {JSON_SHAPE: "cdk.tf.json", PLAN_SHAPE: "{}.plan.json"}
CANARY: Final = "planted_by_the_gate"
VALUE_CHECKS: Final = frozenset({BaseResourceValueCheck, BaseResourceNegativeValueCheck})
"""Checks of one argument. That one of them cannot tell means that its value is an expression."""

Place = tuple[str | int, ...]
"""Where an element stands in a parsed file: its keys, the outermost first."""


class UnexpectedCheckovError(Exception):
    """checkov did not do what it is known to do: no element is at fault, and nothing may be concluded."""


def scan(shape: str, folder: Path) -> dict[str, Any]:
    """Every result of checkov for a stack in one shape; what it could not read is in `unread`."""
    file = folder / FILES[shape].format(folder.name)
    text = json.loads(file.read_text(encoding="utf-8"))
    places = tuple(_places(shape, text))
    unread: dict[Place, str] = {}
    try:
        said = _results(shape, file, text, unread)
    except UnexpectedCheckovError:
        raise
    except Exception:  # noqa: BLE001 - whatever it raises, some element made it do so
        planted = tuple(place for place in places if CANARY in place or "provider" in place)
        _results(shape, file, text, set(places) - set(planted))  # if this raises, no element is at fault
        unread = dict(
            _unreadable(shape, file, text, places, [each for each in places if each not in planted])
        )
        said = _results(shape, file, text, unread)
    return {**said, "unread": {_address(shape, text, place): why for place, why in unread.items()}}


def _unreadable(
    shape: str, file: Path, text: Mapping[str, Any], places: Sequence[Place], suspects: Sequence[Place]
) -> Iterator[tuple[Place, str]]:
    """The elements, among the suspects, that checkov cannot read even alone, found by halving."""
    try:
        _results(shape, file, text, {*places} - {*suspects})
    except UnexpectedCheckovError:
        raise
    except Exception as error:  # noqa: BLE001 - as above
        if len(suspects) == 1:
            yield suspects[0], f"{type(error).__name__}: {error}"[:200]
            return
        half = len(suspects) // 2
        for part in (suspects[:half], suspects[half:]):
            yield from _unreadable(shape, file, text, places, part)


def _results(shape: str, file: Path, text: Mapping[str, Any], left_out: Collection[Place]) -> dict[str, Any]:
    """What checkov says of a stack without some of its elements. Raises whatever checkov does."""
    records: list[dict[str, Any]] = []
    graph_checks: list[str] = []

    def noted(_report: Report, record: Record) -> None:
        if Path(record.file_abs_path).resolve() != file.resolve():
            raise UnexpectedCheckovError(
                f"{record.check_id} answered for {record.file_path} when asked about {file}"
            )
        records.append(_result(record))

    def broke(check: Any, entity: Mapping[str, Any]) -> None:  # noqa: ANN401
        told = {
            "check": check.id,
            "title": check.name,
            "guide": check.guideline,
            "keys": [],
            "result": "BROKE",
        }
        place = {
            "line": entity.get(START_LINE, 0),
            "address": entity.get(CustomAttributes.TF_RESOURCE_ADDRESS),
        }
        records.append(told | place)

    with (
        _given(shape, file, without(lined(shape, file, text), left_out)),
        patch.object(Report, "add_record", noted),
        patch.object(BaseRegistry, "run_checks", _run_in_turn(graph_checks, broke)),
    ):
        runner = RUNNERS[shape]()
        wanted = RunnerFilter(framework=[shape])
        report = runner.run(root_folder=None, files=[str(file)], runner_filter=wanted)
    for part in report if isinstance(report, list) else [report]:
        if part.parsing_errors:
            raise ValueError("it does not parse")
    return {"graph_checks": sorted(graph_checks), "records": records}


def _places(shape: str, text: Mapping[str, Any]) -> Iterator[Place]:
    """Where every element of a parsed file stands."""
    if shape == PLAN_SHAPE:
        resources = text["planned_values"]["root_module"]["resources"]
        yield from (
            ("planned_values", "root_module", "resources", number) for number in range(len(resources))
        )
        providers = text["configuration"]["provider_config"]
        yield from (("configuration", "provider_config", name) for name in providers)
        return
    for section, named in text.items():
        for kind, held in named.items():
            if section in ("resource", "data"):
                yield from ((section, kind, name) for name in held)
            else:
                yield section, kind


def _address(shape: str, text: Mapping[str, Any], place: Place) -> str:
    """The Terraform address of what stands at a place."""
    if shape == JSON_SHAPE:
        return ".".join(str(key) for key in place if key != "resource")
    if place[0] == "configuration":
        return f"provider.{place[-1]}"
    address: str = text["planned_values"]["root_module"]["resources"][place[-1]]["address"]
    return address


def without(value: Any, places: Collection[Place], at: Place = ()) -> Any:  # noqa: ANN401 - JSON has every type
    """A parsed file without what stands at some places."""
    if not any(place[: len(at)] == at for place in places):
        return value
    if isinstance(value, Mapping):
        return {k: without(v, places, (*at, k)) for k, v in value.items() if (*at, k) not in places}
    return [without(v, places, (*at, k)) for k, v in enumerate(value) if (*at, k) not in places]


def lined(shape: str, file: Path, value: Any, line: int = 1) -> Any:  # noqa: ANN401 - JSON has every type
    """A parsed file with the lines that checkov's own readers note in each object.

    They read JSON as YAML, in pure Python, which takes longer than most checks and stops at texts that are
    JSON and no YAML. Lines are those of `json.dumps` with any indent.
    """
    return _lined(value, line, (lambda first, last: _marks(shape, file, first, last)))[0]


def _marks(shape: str, file: Path, first: int, last: int) -> dict[str, Any]:
    marks: dict[str, Any] = {"__startline__": first, "__endline__": last}
    if shape == PLAN_SHAPE:
        return {"__file__": str(file), **marks, "start_line": first - 1, "end_line": last - 1}
    return marks


def _lined(value: Any, line: int, marks: Callable[[int, int], dict[str, Any]]) -> tuple[Any, int]:  # noqa: ANN401
    """The value with marks, and the line on which it ends; it begins on `line`."""
    at = line
    if isinstance(value, dict):
        result: Any = {}
        for key, item in value.items():
            result[key], at = _lined(item, at + 1, marks)
        at += bool(value)
        return {**result, **marks(line, at)}, at
    if isinstance(value, list):
        result = []
        for item in value:
            marked, at = _lined(item, at + 1, marks)
            result.append(marked)
        return result, at + bool(value)
    return value, line


@contextmanager
def _given(shape: str, file: Path, content: Any) -> Iterator[None]:  # noqa: ANN401
    """Within, checkov's reader of a shape reads this content.

    Raises UnexpectedCheckovError where it never asks for it.
    """
    asked: list[bool] = []

    def read_json(**_text: str) -> list[Any]:
        asked.append(True)
        return [content]

    def read_plan(name: str, _content_type: object) -> tuple[Any, list[tuple[int, str]]]:
        if Path(name).resolve() != file.resolve():
            raise UnexpectedCheckovError(f"it reads {name} when given {file}")
        asked.append(True)
        return content, [(1, "")]  # the lines of the file, of which it would make excerpts

    with (
        patch.object(loader, "loads", read_json)
        if shape == JSON_SHAPE
        else patch.object(cfn_yaml, "load", read_plan)
    ):
        yield
    if not asked:
        raise UnexpectedCheckovError(f"it reads {shape} in another way than is known")


class _AtOnce:
    """In place of a thread pool, whose futures keep to themselves what a check raises at an element."""

    def __init__(self, broke: Callable[[Mapping[str, Any]], None]) -> None:
        self._broke = broke

    def submit(self, task: Callable[..., None], data: Mapping[str, Any], *rest: Any) -> Future[None]:  # noqa: ANN401
        done: Future[None] = Future()
        try:
            task(data, *rest)
        except Exception:  # noqa: BLE001 - told as broken there
            self._broke(data)
        done.set_result(None)
        return done


def _run_in_turn(ran: list[str], broke: Callable[[Any, Mapping[str, Any]], None]) -> Callable[..., Any]:
    """In place of the registry's threads, which keep to themselves what a graph check raises: one check after
    the other, with the ids of those that ran and what broke told.
    """

    def run_checks(registry: Any, graph: Any, _filter: RunnerFilter, report_type: str) -> dict[Any, Any]:  # noqa: ANN401
        results: dict[Any, Any] = {}
        for check in _wanted(registry, report_type):
            pool = partial(_AtOnce, partial(broke, check))
            # A check that raises is not among those that ran, which tells it.
            with patch.object(base_attribute_solver, "ThreadPoolExecutor", pool), suppress(Exception):
                registry.run_check_parallel(check, results, graph)
                ran.append(check.id)
        return results

    return run_checks


@cache
def _wanted(registry: Any, shape: str) -> tuple[Any, ...]:  # noqa: ANN401
    """The graph checks to run on a shape: the same for every stack, since all share one registry."""
    wanted = RunnerFilter(framework=[shape])
    return tuple(check for check in registry.checks if wanted.should_run_check(check, report_type=shape))


def _result(record: Record) -> dict[str, Any]:
    result: Any = record.check_result
    told = result["result"].value
    if "check" in result:  # checkov calls a check that raised unknown too, and then names the check
        told = "BROKE"
    elif told == "UNKNOWN" and record.check_class in _value_check_modules():
        told = "UNDECIDED"
    return {
        "check": record.check_id,
        "title": record.check_name,
        "guide": record.guideline,
        "result": told,
        "keys": result.get("evaluated_keys") or [],
        "line": record.file_line_range[0],
        "address": record.resource_address,
    }


@cache
def _value_check_modules() -> frozenset[str]:
    """The modules, by which records name them, of the checks of one argument."""
    checks = (check for _, check in PlanRunner.block_type_registries["resource"].all_checks())
    kinds = {type(check) for check in checks}  # `isinstance` asks an abstract class, at length
    return frozenset(kind.__module__ for kind in kinds if not VALUE_CHECKS.isdisjoint(kind.__mro__))


def _same_each_time() -> ExitStack:
    """Within, what depends on nothing but its arguments is made once.

    The parser tables of the library for JSON paths, which it computes for every path, and the real paths of
    files, asked for at each reference.
    """
    make_parser = ply.yacc.yacc
    parsers: dict[tuple[type, str], Any] = {}

    def parser(*, module: JsonPathParser, start: str, **options: Any) -> Any:  # noqa: ANN401
        if not isinstance(module, JsonPathParser):
            raise UnexpectedCheckovError("its parser of JSON paths is another than is known")
        if (type(module), start) not in parsers:
            parsers[type(module), start] = make_parser(module=module, start=start, **options)
        return parsers[type(module), start]

    once = ExitStack()
    once.enter_context(patch.object(ply.yacc, "yacc", parser))
    once.enter_context(patch.object(os.path, "realpath", cache(os.path.realpath)))
    return once


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
        "graph_checks": {
            check.id: sorted(_judged_types(check)) for check in sorted(graph.checks, key=lambda c: c.id)
        },
        "not_in_a_plan": sorted(TF_LIFECYCLE_CHECK_IDS),
    }


def _judged_types(check: Any) -> set[str]:  # noqa: ANN401 - checkov's own type
    """The types of element that a graph check judges; `*` for nearly every one."""
    parts = [check, *_parts(check)]
    filtered = [part.attribute_value for part in parts if part.attribute == "resource_type"]
    types = set().union(*([filtered[0]] if filtered else [part.resource_types for part in parts]))
    return types if len(types) <= _MANY else {"*"}


_MANY: Final = 50


def _parts(check: Any) -> Iterator[Any]:  # noqa: ANN401 - checkov's own type
    for part in check.sub_checks:
        yield part
        yield from _parts(part)


def main(folder: str, output: str) -> None:
    """List, or scan every stack in both shapes, and write the output."""
    if folder == "--list":
        said = registered()
    else:
        stacks = sorted(Path(folder).iterdir())
        with _same_each_time():
            shapes = {shape: {stack.name: _scanned(shape, stack) for stack in stacks} for shape in RUNNERS}
        said = {"version": version, "loaded": _loaded(), "shapes": shapes}
    Path(output).write_text(json.dumps(said), encoding="utf-8")


def _scanned(shape: str, stack: Path) -> dict[str, Any]:
    """The results, and what was made for them gone: once a stack, not thousands of times within."""
    results = scan(shape, stack)
    gc.collect()
    return results


def _loaded() -> list[str]:
    """The ids of the checks that are there to be run, those on the graph among them."""
    had = registered()
    return sorted({*had["graph_checks"]}.union(*had["checks"].values()))


if __name__ == "__main__":
    gc.disable()
    gc.freeze()  # what was imported stays
    main(*sys.argv[1:])
