"""What is deployed, as `terraform show -json` writes of plans and states: judged as the output was.

A plan that would change something says that what is there is not what the output says; so does what it found
changed outside of Terraform. A state says which resources are there, and not what was changed since.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from policies.context import Form
from policies.counting import counted
from policies.gate.evaluation import Evaluation, Terms, evaluate_reading
from policies.gate.reading.folder import Reading, read
from policies.gate.reading.shown import Instance, form_of, managed
from policies.gate.reading.shown_files import shown_files, text_of
from policies.gate.verdict import Verdict
from policies.masking import distinctive_secrets, masked, masker
from policies.report.entries import counts, grouped
from policies.report.model import Deployed, DeployedStack
from policies.report.portable import portable
from policies.strict_json import loads

_ACCOUNT: Final = re.compile(r"arn:[^:]*:[^:]*:[^:]*:([0-9]{12}):")
_STILL: Final = (["no-op"], ["read"])
"""The actions that change nothing."""


def deployed(folder: Path, output: Reading, terms: Terms, *, waivers: Path | None) -> Deployed:
    """What is deployed of an output. Never raises: what cannot be read or judged is a problem.

    folder: the files that `terraform show -json` wrote, one a stack and named after it.
    output: what was synthesized; its metadata says what the stacks belong to.
    terms, waivers: those by which the output was judged.
    """
    problems: list[str] = []
    files = dict(shown_files(folder, problems)) if folder.is_dir() else {}
    reading = read(folder) if files else Reading({}, output.metadata, output.overrides, (), ())
    if not files:
        problems.append(
            f"{folder}: no file of a plan or a state is there. "
            "Write one a stack: terraform show -json > STACK.json"
        )
    problems += [
        f"{files.get(stack, folder)}: it is a synthesized stack, and says nothing of what is deployed"
        for stack, content in reading.contents.items()
        if form_of(content) is Form.SYNTHESIS
    ]
    reading = replace(
        reading, metadata=output.metadata, overrides=output.overrides, problems=(*reading.problems, *problems)
    )
    evaluation = evaluate_reading(reading, folder, terms, waivers=waivers)
    stacks, changed = _stacks(evaluation, files, output)
    missing = tuple(sorted(output.contents.keys() - reading.contents.keys()))
    strange = tuple(sorted(reading.contents.keys() - output.contents.keys()))
    verdict = evaluation.verdict
    differences = tuple(_differences(verdict, stacks, missing, strange))
    # Of waivers alone it is a problem of the output, which has more stacks; where none holds, failures fail.
    told = (*(() if verdict.whole else verdict.problems), *changed)
    shown = portable(folder)
    return masked(
        Deployed(
            verdict="error" if told else "fail" if differences else "pass",
            problems=tuple(map(shown, dict.fromkeys(told))),
            differences=differences,
            missing=missing,
            strange=strange,
            stacks=stacks,
        ),
        masker(distinctive_secrets(verdict.configuration)),
    )


def _stacks(
    evaluation: Evaluation, files: Mapping[str, Path], output: Reading
) -> tuple[tuple[DeployedStack, ...], tuple[str, ...]]:
    """What was shown of each stack, and a problem for each file that is no longer what was judged."""
    found = grouped(evaluation.verdict.findings, lambda finding: finding.stack)
    stacks, changed = [], []
    for stack, content in sorted(evaluation.reading.contents.items(), key=lambda each: each[0]):
        if form_of(content) is Form.SYNTHESIS:
            continue
        digest = _digest(files[stack], content)
        if not digest:
            changed.append(f"{files[stack]}: it was changed while it was judged. Run again.")
            continue
        form, resources = form_of(content), managed(content)
        stacks.append(
            DeployedStack(
                stack=stack,
                form=form.value,
                file=files[stack].name,
                sha256=digest,
                time=str(content.get("timestamp") or ""),
                accounts=tuple(sorted(_accounts(each.values for each in resources))),
                resources=len(resources),
                counts=counts(found.get(stack, ())),
                drift_known=form is Form.PLAN,
                drift=tuple(
                    sorted(_drift(content) if form is Form.PLAN else _otherwise(stack, resources, output))
                ),
            )
        )
    return tuple(stacks), tuple(changed)


def _differences(
    verdict: Verdict, stacks: Iterable[DeployedStack], missing: Sequence[str], strange: Iterable[str]
) -> Iterator[str]:
    """Why it is no pass, in words."""
    if missing:
        yield f"nothing was shown of {counted(len(missing), 'stack')} of the output, such as {missing[0]}"
    for stack in strange:
        yield f"{stack}: it is shown, and the output has no such stack"
    for each in stacks:
        if each.drift:
            number = counted(len(each.drift), "element is", "elements are")
            yield f"{each.stack}: {number} not as the output says, such as {each.drift[0]}"
    for finding in verdict.failures:
        yield f"{finding.stack or 'all stacks'}: {finding.address or 'something'} fails {finding.rule}"


def _drift(content: Mapping[str, Any]) -> set[str]:
    """The addresses that a plan would change, or found changed; outputs among them."""
    changes = [*content.get("resource_changes", ()), *content.get("resource_drift", ())]
    found = {each["address"] for each in changes if each["change"]["actions"] not in _STILL}
    outputs = content.get("output_changes") or {}
    return found | {f"output.{name}" for name, each in outputs.items() if each["actions"] not in _STILL}


def _otherwise(stack: str, resources: Iterable[Instance], output: Reading) -> set[str]:
    """The blocks of a state that the output has not, and the other way round; without those of modules."""
    if stack not in output.contents:
        return set()
    written = [each for each in output.configuration.by_stack.get(stack, ()) if each.is_managed]
    there = {each.block for each in resources if not each.module}
    surely = {each.block for each in written if not each.presence}
    return (there - {each.block for each in written}) | (surely - there)


def _accounts(values: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The accounts in the ARNs of resources themselves: what they refer to may be of others."""
    for each in values:
        if match := _ACCOUNT.match(str(each.get("arn"))):
            yield match[1]


def _digest(path: Path, judged: Mapping[str, Any]) -> str:
    """The SHA-256 of a file; empty where it is not what was judged, or cannot be read by now."""
    try:
        before = path.read_bytes()
        same = loads(text_of(path)) == judged and path.read_bytes() == before
    except (OSError, ValueError):
        return ""
    return hashlib.sha256(before).hexdigest() if same else ""
