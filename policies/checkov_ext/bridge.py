"""Our rules as checks of a plain checkov run. Generated from the registry: no rule is restated here.

    checkov -d cdktf.out --framework terraform_json --skip-download --external-checks-dir policies/checkov_ext

checkov shows a check one element at a time, in a form of its own. So the folder is read and judged
once, as the gate does it, and each check answers with that verdict: rules that join several stacks
hold here too. What cannot be read ends checkov with status 2 rather than with a pass.

checkov has no place for what is neither resource, data source nor provider: what a rule finds at a
backend, an output, a local, a variable, a module or a stack as a whole is printed to standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final, NoReturn

from checkov.common.bridgecrew.severities import get_severity
from checkov.common.checks.base_check import BaseCheck
from checkov.common.models.enums import CheckCategories, CheckResult
from checkov.terraform.checks.data.registry import data_registry
from checkov.terraform.checks.provider.registry import provider_registry
from checkov.terraform.checks.resource.registry import resource_registry

# checkov loads this file by its path, wherever it was started.
sys.path.append(str(Path(__file__).resolve().parents[2]))


def _stop(why: str) -> NoReturn:
    # checkov goes on after any other exception of an external check.
    print(f"bridge: {why}", file=sys.stderr)
    raise SystemExit(2)


try:
    from policies.gate.reading.folder import read
    from policies.gate.rulebook import RuleSettingsError, read_rule_settings, rulebook
    from policies.gate.verdict import evaluate_rules
    from policies.model import Finding, Rule, Status
    from policies.places import BLOCKS, WITHOUT_A_PLACE, types_by_block
except Exception as error:  # noqa: BLE001 - whatever keeps the rules from loading, none of them would judge
    _stop(f"the rules do not load: {type(error).__name__}: {error}")

try:
    REGISTRY: Final = rulebook(read_rule_settings())
except RuleSettingsError as error:
    _stop(str(error))

GUIDE: Final = "docs/rules.md#"
_REGISTRIES: Final = dict(zip(BLOCKS, (resource_registry, data_registry, provider_registry), strict=True))
_RESULTS: Final = {Status.PASS: CheckResult.PASSED, Status.FAIL: CheckResult.FAILED}


class BridgedCheck(BaseCheck):
    """One rule, for one kind of block."""

    def __init__(self, rule: Rule, block: str, entities: Iterable[str]) -> None:
        super().__init__(
            name=rule.title,
            id=rule.id,
            categories=[CheckCategories.GENERAL_SECURITY],
            supported_entities=list(entities),
            block_type=block,
            guideline=GUIDE + rule.id,
        )
        self.severity = get_severity(rule.severity.value)  # type: ignore[assignment] # declared as None
        _REGISTRIES[block].register(self)

    def run(
        self,
        scanned_file: str,
        entity_configuration: dict[str, list[Any]],
        entity_name: str,
        entity_type: str,
        skip_info: Any,  # noqa: ANN401, ARG002 - checkov's signature
    ) -> Any:  # noqa: ANN401 - checkov's dictionary
        """The gate's verdict on one element. `UNKNOWN` is no pass: checkov leaves it out of its report."""
        address = f"{entity_type}.{entity_name}"
        if self.block_type != "resource":
            address = f"{self.block_type}.{address}"
        if self.block_type == "provider":
            alias = entity_configuration.get("alias")
            address = f"provider.{entity_type}" + (f".{alias[0]}" if alias else "")
        stack = Path(scanned_file).parent.name
        found = findings().get((self.id, stack, address))
        self.details = [found.message] if found else []
        result = _RESULTS.get(found.status, CheckResult.UNKNOWN) if found else CheckResult.UNKNOWN
        return {"result": result, "evaluated_keys": []}

    def scan_entity_conf(self, conf: dict[str, Any], entity_type: str) -> CheckResult:
        """Not called: checkov asks through `run`, which knows where the element stands."""
        raise NotImplementedError


@cache
def findings() -> dict[tuple[str, str, str], Finding]:
    """What our rules find in the scanned folder, by rule, stack and address: of a block that makes several
    instances, the worst of them. Unread, it ends the process.
    """
    reading = read(_folder())
    result = evaluate_rules(reading.configuration, registry=REGISTRY)
    if problems := (*reading.problems, *result.problems):
        _stop("; ".join(problems))
    worst_last = sorted(result.findings, key=lambda found: found.order, reverse=True)
    return {(found.rule, found.stack, found.address.partition("[")[0]): found for found in worst_last}


def register() -> None:
    """Judge the folder, and register every rule for the blocks that it is about."""
    for rule in REGISTRY.rules:
        for block, entities in types_by_block(rule).items():
            BridgedCheck(rule, block, entities)
    for found in findings().values():
        if found.status is Status.FAIL and not _has_a_place(found.address):
            print(f"{found.rule}: {found.stack}: {found.address}: {found.message}", file=sys.stderr)


def _has_a_place(address: str) -> bool:
    first = address.partition(".")[0]
    return first not in WITHOUT_A_PLACE


def _folder() -> Path:
    """The folder that checkov was told to scan."""
    told = []
    for option, value in zip(sys.argv, [*sys.argv[1:], ""], strict=True):
        if option in ("-d", "--directory"):
            told.append(value)
        elif option.startswith("--directory="):
            told.append(option.partition("=")[2])
    if len(told) != 1:
        _stop("say one folder, with -d")
    return Path(told[0])


register()
