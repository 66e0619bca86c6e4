"""`python -m policies cleared`: may this output be deployed? Only what every engine passes today too.

A report is no proof by itself: it is held against what lies here (output, rules, waivers, people,
frameworks, settings, packages), and what it says is judged anew for the day of the run. Where a trusted key
signed it, our rules judge anew; where none did, checkov does as well, since nothing else vouches for what is
said of it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final

from policies.gate.engines.parity import RULE as PARITY_VERDICTS
from policies.gate.evaluation import ENGINES, Terms, evaluate
from policies.gate.reading.folder import read
from policies.gate.rulebook import DEFAULT as SETTINGS
from policies.gate.rulebook import read_rule_settings, rulebook
from policies.gate.waivers.file import DEFAULT as WAIVERS
from policies.gate.waivers.today import date_of_run
from policies.model import Status
from policies.options import shown
from policies.registry import Registry
from policies.report.build import build_report
from policies.report.digest import changed_files, digest_of
from policies.report.inputs import differences, inputs_of, read_inputs
from policies.report.sealing import Sealed, SealError, faults, opened, signed_fault
from policies.report.signing import KeyFileError, read_public_key


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `cleared` to the commands of `python -m policies`."""
    parser = commands.add_parser(
        "cleared",
        help="say whether an output may be deployed",
        description=(
            "Say whether every engine passed exactly these bytes, by the rules, waivers, people, frameworks "
            "and settings that lie here, and whether they pass today: they are judged anew. Status 0: yes. "
            "1: no, and why."
        ),
    )
    parser.add_argument("dir", nargs="?", type=Path, default=Path("cdktf.out"), metavar="DIR")
    parser.add_argument("--report", type=Path, default=Path("reports/compliance.json"), metavar="FILE")
    parser.add_argument(
        "--trusted-key",
        type=Path,
        metavar="FILE",
        help="the public ed25519 key, in PEM, that must have signed the report; checkov is not run then",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the answer. Status 0 cleared, 1 refused."""
    reason = refusal(options.dir, options.report, options.trusted_key)
    if reason:
        print(f"refused: {reason} Run 'make synth', and deploy what it passes.", file=sys.stderr)
        return 1
    print(
        f"cleared: every engine passed exactly these bytes of {options.dir} ({options.report}), "
        f"and they pass on {date_of_run()}"
    )
    return 0


def refusal(folder: Path, file: Path, trusted_key: Path | None = None) -> str:
    """Why an output may not be deployed; empty where the report clears exactly these bytes."""
    settings = read_rule_settings()
    registry = rulebook(settings)
    try:
        trusted = read_public_key(trusted_key) if trusted_key else None
        report = opened(file.read_bytes())
        changed = next(faults(report), "") or signed_fault(report, trusted)
        if changed:
            return f"{file} is not to be believed: {changed}."
        inputs = inputs_of(waivers=WAIVERS, settings=SETTINGS, folders=settings.folders)
        said: Any = report.content
        reason = (
            _not_passed(said, file, date_of_run())
            or _by_others(_options(said), registry, file)
            or next(differences(read_inputs(said["made"]["inputs"]), inputs), "")
            or _otherwise(folder, said["digest"])
        )
        if reason:
            return reason if reason.endswith(".") else f"{reason} {file} was judged."
        engines = ENGINES["rules" if trusted else "all"]
        return _judged_anew(
            folder, report, Terms(date_of_run(), engines, strict=said["made"]["strict"], registry=registry)
        )
    except KeyFileError as error:
        return f"{error}."
    except OSError as error:
        return f"there is no report of a judgement ({file}): {error.filename or folder}: {error.strerror}."
    except (SealError, KeyError, TypeError, AttributeError, ValueError) as error:
        return f"{file} is no report of a judgement ({error})."


def _not_passed(said: Mapping[str, Any], file: Path, day: date) -> str:
    """Why a judgement, as the report tells it, clears nothing."""
    verdict, engines, made = said["summary"]["verdict"], set(said["summary"]["engines"]), said["made"]
    if verdict != "pass":
        return f"the verdict of {file} is '{verdict}'."
    if lacking := sorted(set(ENGINES["all"]) - engines):
        return f"the judgement of {file} was without {' and '.join(lacking)}."
    if made["day_chosen"]:
        return f"--today chose the day that {file} was judged for, {made['day']}."
    if date.fromisoformat(made["day"]) > day:
        return f"{file} was judged for {made['day']}, which is yet to come."
    return ""


def _options(said: Mapping[str, Any]) -> Mapping[str, Mapping[str, object]]:
    return {
        each["id"]: {option["name"]: option["value"] for option in each["options"]}
        for each in said["rules"]
        if each["engine"] == "rules"
    }


def _by_others(judged: Mapping[str, Mapping[str, object]], registry: Registry, report: Path) -> str:
    """Why a judgement was not by the rules of this checkout, with the options of its settings."""
    if registry.errors:
        return f"a rule did not load: {registry.errors[0]}."
    for rule in registry.rules:
        if rule.id not in judged:
            return f"the judgement of {report} was without the rule {rule.id}."
        chosen = {option.name: value for option, value in rule.chosen}
        for option in rule.options:
            wanted = chosen.get(option.name, option.default)
            found = judged[rule.id].get(option.name)
            if found != (wanted if isinstance(wanted, int) else list(wanted)):
                return (
                    f"the judgement of {report} had {option.name} = {found} for {rule.id}, and the settings "
                    f"ask for {shown(wanted)}."
                )
    return ""


def _otherwise(folder: Path, judged: Mapping[str, Any]) -> str:
    """Why an output is not what was judged, with the first file that is not."""
    found = digest_of(folder, read(folder).contents)
    if not found.sha256:
        return f"the digest of {folder} is not known: {found.missing}."
    if found.sha256 != judged["sha256"]:
        named = next(changed_files(folder, judged["files"]), "its digest is another one")
        return f"{folder} is not what was judged: {named}."
    return ""


_SHOWN: Final = ("results", "passed", "standing", "waivable", "severity")
"""What of a rule's entry is judged anew; what it says in words may tell of the day."""


def _judged_anew(folder: Path, report: Sealed, terms: Terms) -> str:
    """Why the output does not pass for the day of the terms, or not as the report says."""
    evaluation = evaluate(folder, terms, waivers=WAIVERS)
    verdict = evaluation.verdict
    if verdict.problems:
        return f"judged anew for {terms.today}, it cannot be judged: {verdict.problems[0]}"
    for finding in verdict.findings:
        if finding.status is Status.FAIL:
            return (
                f"judged anew for {terms.today}, it fails: {finding.rule} at {finding.stack}: "
                f"{finding.address}, {finding.message}."
            )
    anew = build_report(evaluation)
    if anew.digest.sha256 != report.content["digest"]["sha256"]:
        return f"{folder} changed while it was judged."
    told = {(each["engine"], each["id"]): each for each in report.content["rules"]}
    by_every_engine = set(terms.engines) == set(ENGINES["all"])
    for rule in anew.rules:
        if rule.id == PARITY_VERDICTS and not by_every_engine:
            continue  # it compares the findings of every engine
        if rule.engine in terms.engines and (named := _told_otherwise(asdict(rule), told)):
            return f"{named} is not what it is when judged anew."
    return ""


def _told_otherwise(rule: Mapping[str, Any], told: Mapping[tuple[str, str], Any]) -> str:
    entry = told.get((rule["engine"], rule["id"]), {})
    differing = list(_differing(rule, entry))
    return f"what the report says of {rule['id']} ({', '.join(differing)})" if differing else ""


def _differing(rule: Mapping[str, Any], entry: Mapping[str, Any]) -> Iterator[str]:
    for key in _SHOWN:
        wanted = list(rule[key]) if isinstance(rule[key], tuple) else rule[key]
        if entry.get(key) != wanted:
            yield key
