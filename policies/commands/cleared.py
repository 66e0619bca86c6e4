"""`python -m policies cleared`: may this output be deployed? Only exactly what every engine passed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from policies.gate.reading.folder import read
from policies.gate.rulebook import read_rule_settings, rulebook
from policies.options import shown
from policies.report.digest import digest_of
from policies.strict_json import StrictJsonError, loads

ENGINES: Final = frozenset({"rules", "checkov"})


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `cleared` to the commands of `python -m policies`."""
    parser = commands.add_parser(
        "cleared",
        help="say whether an output may be deployed",
        description=(
            "Say whether every engine passed exactly these bytes, by every rule, with the options that "
            "policies/settings.toml says. Status 0: yes. 1: no, and why."
        ),
    )
    parser.add_argument("dir", nargs="?", type=Path, default=Path("cdktf.out"), metavar="DIR")
    parser.add_argument("--report", type=Path, default=Path("reports/compliance.json"), metavar="FILE")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the answer. Status 0 cleared, 1 refused."""
    reason = refusal(options.dir, options.report)
    if reason:
        print(f"refused: {reason} Run 'make synth', and deploy what it passes.", file=sys.stderr)
        return 1
    print(f"cleared: every engine passed exactly these bytes of {options.dir} ({options.report})")
    return 0


def refusal(folder: Path, report: Path) -> str:
    """Why an output may not be deployed; empty where the report clears exactly these bytes."""
    try:
        said: Any = loads(report.read_text(encoding="utf-8"))
        verdict, engines = said["summary"]["verdict"], set(said["summary"]["engines"])
        judged = said["digest"]["sha256"]
        rules = {
            each["id"]: {option["name"]: option["value"] for option in each["options"]}
            for each in said["rules"]
            if each["engine"] == "rules"
        }
    except OSError:
        return f"there is no report of a judgement ({report})."
    except (UnicodeDecodeError, StrictJsonError, KeyError, TypeError, AttributeError) as error:
        return f"{report} is no report of a judgement ({error})."
    if verdict != "pass":
        return f"the verdict of {report} is '{verdict}'."
    if lacking := sorted(ENGINES - engines):
        return f"the judgement of {report} was without {' and '.join(lacking)}."
    return _by_others(rules, report) or _otherwise(folder, judged)


def _by_others(judged: Mapping[str, Mapping[str, object]], report: Path) -> str:
    """Why a judgement was not by the rules of this checkout, with the options of its settings."""
    registry = rulebook(read_rule_settings())
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


def _otherwise(folder: Path, judged: str) -> str:
    found = digest_of(folder, read(folder).contents)
    if not found.sha256:
        return f"the digest of {folder} is not known: {found.missing}."
    if found.sha256 != judged:
        return f"{folder} is not what was judged: its digest is {found.sha256}, not {judged or 'said'}."
    return ""
