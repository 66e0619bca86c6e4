"""`python -m policies new-rule`: write a new rule, which loads, and fails its test until it is filled in."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from difflib import get_close_matches
from keyword import iskeyword
from pathlib import Path
from typing import Final

from policies.registry import RULES, load, unknown_type
from policies.types.table import table

_ID: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")

_TEMPLATE: Final = '''\
"""Fill in: what must hold, in one sentence."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status
from policies.resource import Resource


def check({name}: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Fill in: what is asked, and where that is written (a guide of AWS, a standard).

    `expect` has what most rules ask, and tells what is absent, wrong and unknown apart.
    """
    yield from expect.true({name}, "fill_in")


RULE = Rule(
    id="{id}",
    title="Fill in: what must hold, in the plural",
    severity=Severity.MEDIUM,
    types=("{type}",),
    check=check,
    rationale="Fill in: what happens where it does not hold.",
    remediation="Fill in: what to set, and to what.",
    # Keys of policies/frameworks/*.toml, and ids of docs/requirements.toml.
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-6"),
    requirements=(),
    examples=Examples(
        passing=(resources({type}={{"good": True}}),),
        failing=(resources({type}={{"fill_in": False}}),),
        absent=(Status.FAIL, resources({type}={{"name": "example-zq7"}})),
        unknown=(Status.UNKNOWN, resources({type}={{"fill_in": "${{var.unknown}}"}})),
    ),
)
'''


class NewRuleError(ValueError):
    """The rule cannot be begun; the text says what to give instead."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `new-rule` to the commands of `python -m policies`."""
    parser = commands.add_parser(
        "new-rule",
        help="write the file of a new rule",
        description=(
            "Write the file of a new rule, with what a rule has, and say what to do next. Status 0: it is "
            "written. 2: it is not, and why."
        ),
    )
    parser.add_argument("id", metavar="ID", help="the id, as in kms-key-rotation: the folder, then the file")
    parser.add_argument("--type", metavar="TYPE", help="what it judges (that of its neighbours unless said)")
    parser.add_argument("--new-folder", action="store_true", help="make the folder where there is none")
    parser.add_argument(
        "--rules-from",
        type=Path,
        metavar="FOLDER",
        help="write it into this folder of rules of your own, instead of among ours",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the file, print what comes next, and answer the exit status."""
    try:
        path = write_rule(
            options.id, options.type or "", options.rules_from or RULES, new_folder=options.new_folder
        )
    except (NewRuleError, OSError) as error:
        print(f"new-rule: {error}", file=sys.stderr)
        return 2
    print(_next(options.id, path, options.rules_from))
    return 0


def write_rule(rule_id: str, kind: str, root: Path, *, new_folder: bool = False) -> Path:
    """Write the file of a rule of this id below a folder of rules, and return its path.

    kind: the type that it judges; where it is empty, the one that most rules of its folder judge.
    Raises NewRuleError for an id that is none or is taken, a folder or a type that there is not; OSError.
    """
    if not _ID.fullmatch(rule_id):
        raise NewRuleError(
            f"'{rule_id}' is no id of a rule: it is a folder and a name, of small letters and digits joined "
            "by '-', as in kms-key-rotation"
        )
    service, _, slug = rule_id.partition("-")
    path = root / service / f"{slug.replace('-', '_')}.py"
    folders = sorted(each.name for each in root.iterdir() if each.is_dir() and each.name.isalnum())
    if path.exists() or rule_id in {rule.id for rule in load().rules}:
        raise NewRuleError(f"there is a rule {rule_id} already, in {path.relative_to(root.parent)}")
    if root != RULES and (RULES / service).is_dir():
        raise NewRuleError(f"ids that begin with '{service}-' are ours: begin it with a word of your own")
    if service not in folders and not new_folder:
        close = get_close_matches(service, folders)
        meant = f"did you mean {' or '.join(close)}? If not" if close else "if it is to be new"
        raise NewRuleError(f"there is no folder '{service}' of rules; {meant}, say --new-folder (NEW=1)")
    kind = kind or _usual_type(service)
    if not kind:
        raise NewRuleError(
            f"nothing tells what {rule_id} judges: say --type (TYPE=), as in --type aws_kms_key"
        )
    if unknown := unknown_type((kind,)):
        raise NewRuleError(f"it would judge {unknown}")
    if not kind.startswith("aws_"):
        raise NewRuleError(f"'{kind}' is no type of resource: begin with one, and write others by hand")
    path.parent.mkdir(exist_ok=True)
    begin = path.parent / "__init__.py"
    if root == RULES and not begin.exists():
        begin.write_text((RULES / "kms" / "__init__.py").read_text(encoding="utf-8"), encoding="utf-8")
    name = kind.rsplit("_", 1)[-1]
    name = "element" if iskeyword(name) else name
    path.write_text(_TEMPLATE.format(id=rule_id, type=kind, name=name), encoding="utf-8")
    return path


def _usual_type(service: str) -> str:
    """The type that most rules of a folder judge; else the shortest of those that are called like it."""
    rules = [rule for rule in load().rules if rule.id.partition("-")[0] == service]
    judged = Counter(kind for rule in rules for kind in rule.types if kind in table().types)
    if judged:
        return max(sorted(judged), key=lambda kind: judged[kind])
    called = [kind for kind in table().types if kind.startswith(f"aws_{service}_")]
    return min(called, key=lambda kind: (len(kind), kind), default="")


def _next(rule_id: str, path: Path, folder: Path | None) -> str:
    """What to do with the file."""
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    beside = f" --rules-from {folder}" if folder else ""
    steps = [
        "fill in what it asks, its texts, controls, requirements and examples",
        f".venv/bin/python -m policies examples {rule_id}{beside}  (what it says of each, and what it saw)",
    ]
    if folder:
        steps += [f".venv/bin/python -m policies gate cdktf.out --engine rules{beside}"]
    else:
        steps += [
            f".venv/bin/python -m pytest tests/policies/test_rules.py -k {rule_id}",
            "make generated  (docs/rules.md)",
            "make synth  (what it says of every system)",
        ]
    return "\n".join([f"{shown} is written. Next:", *(f"  {n}. {step}" for n, step in enumerate(steps, 1))])
