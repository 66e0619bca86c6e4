"""What the OSCAL documents of a report have in common: identifiers, time, texts, who judged and what.

What OSCAL has no property for stands in properties of our own namespace, which is where the rules are
documented.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from policies import about
from policies.counting import counted
from policies.gate.formats.safe_text import printable
from policies.report.model import ControlEntry, FrameworkEntry, Report, ResourceEntry, RuleEntry

Json = dict[str, Any]

VERSION: Final = "1.2.1"
"""The version of OSCAL, which the locked compliance-trestle has the models of."""
RULES_NAMESPACE: Final = "https://oscal-compass.github.io/compliance-trestle/schemas/oscal"
"""That of the properties by which compliance-trestle knows rules: `Rule_Id` and the like."""
NIST: Final = "nist-800-53-r5"
_NIST_CATALOG: Final = (
    "https://raw.githubusercontent.com/usnistgov/oscal-content/main/nist.gov/SP800-53/rev5/json/"
    "NIST_SP-800-53_rev5_catalog.json"
)
_UNNAMED: Final = "(no system)"


def line(text: str) -> str:
    """A text as OSCAL's `string`: one line that neither begins nor ends with a space; `-` for none."""
    return printable(text).strip() or "-"


def markup(text: str) -> str:
    """A text as OSCAL's markup, in which nothing of it is markup."""
    return re.sub(r"([\\`*_~^<>\[\]{}$])", r"\\\1", line(text))


def control_id(framework: str, control: str) -> str:
    """The id of a control: NIST's own (`AC-2(4)` is `ac-2.4`); elsewhere with the framework before it."""
    if framework == NIST:
        return re.sub(r"\((\d+)\)", r".\1", control).lower()
    return f"{framework}_{re.sub(r'[^A-Za-z0-9._-]', '-', control)}"


class Basis:
    """A report with what its OSCAL documents are made of.

    What is of this report alone has an identifier from the digest of its content; what lasts (a system, a
    resource, a risk) has one from its name, so that it is known again in the next report.
    """

    def __init__(self, report: Report, digest: str) -> None:
        self.report = report
        self.digest = digest
        self.time = report.made.time or f"{report.made.day}T00:00:00Z"
        self.namespace = about.rules_page()
        self._lasting = uuid5(NAMESPACE_URL, self.namespace)
        self._passing = uuid5(self._lasting, digest)
        self.systems = {each.name: each.system or _UNNAMED for each in report.stacks}
        self.resources: Mapping[str, ResourceEntry] = {each.id: each for each in report.resources}
        self.rules: Mapping[str, RuleEntry] = {each.id: each for each in reversed(report.rules)}

    def of_report(self, *names: str) -> str:
        """An identifier of something in this report."""
        return _identifier(self._passing, names)

    def lasting(self, *names: str) -> str:
        """An identifier of something that is the same in the next report."""
        return _identifier(self._lasting, names)

    def metadata(self, title: str) -> Json:
        """What a document says of itself."""
        report = self.report
        said: Json = {
            "title": title,
            "last-modified": self.time,
            "version": self.digest[:16],
            "oscal-version": VERSION,
            "props": self.props(
                {
                    "content-sha256": self.digest,
                    "commit": report.commit,
                    "verdict": report.summary.verdict,
                    "judged-for": report.made.day,
                    "output-sha256": report.digest.sha256,
                }
            ),
        }
        if not report.made.time:
            said["remarks"] = (
                "No time was given to the report: its times are the beginning of the day that it judges for."
            )
        return said

    def props(self, values: Mapping[str, str]) -> list[Json]:
        """Properties of our own namespace, but for those without a value."""
        return [
            {"name": name, "ns": self.namespace, "value": line(value)}
            for name, value in values.items()
            if value.strip()
        ]

    def control_props(self, framework: FrameworkEntry, control: ControlEntry) -> dict[str, str]:
        """What properties tell of a control beside its id."""
        return {
            "framework": f"{framework.name} {framework.version}",
            "control": control.id,
            "standing": control.standing.value,
            "owner": control.owner,
            "responsibility": control.responsibility,
            "missing": control.missing,
        }

    def rule_prop(self, rule: RuleEntry) -> Json:
        """The rule's id, as compliance-trestle reads it."""
        return {
            "name": "Rule_Id",
            "ns": RULES_NAMESPACE,
            "value": line(rule.id),
            "remarks": self.rule_set(rule),
        }

    def rule_set(self, rule: RuleEntry) -> str:
        """What ties the properties of one rule together."""
        return line(f"{rule.engine}:{rule.id}")

    def catalog(self, framework: FrameworkEntry) -> str:
        """Where a framework is defined: NIST's catalog, or the entry of `back_matter`."""
        return _NIST_CATALOG if framework.id == NIST else f"#{self.lasting('framework', framework.id)}"

    def back_matter(self, *more: Json) -> Json:
        """The frameworks that have no catalog in OSCAL, and what else a document refers to."""
        return {
            "resources": [
                *(
                    {
                        "uuid": self.lasting("framework", each.id),
                        "title": line(f"{each.name} {each.version}"),
                        "description": markup(each.source),
                    }
                    for each in self.report.frameworks
                    if each.id != NIST
                ),
                *more,
            ]
        }

    @cached_property
    def engines(self) -> tuple[str, ...]:
        """Who judged, and whose rules the report names."""
        return tuple(
            dict.fromkeys([*self.report.summary.engines, *(each.engine for each in self.report.rules)])
        )

    def tool(self, engine: str) -> str:
        """The identifier of an engine, as a component."""
        return self.lasting("engine", engine)

    def origins(self, engine: str) -> list[Json]:
        """Who found something: an engine."""
        return [{"actors": [{"type": "tool", "actor-uuid": self.tool(engine)}]}]

    def definitions(self, resources: Iterable[str]) -> Json:
        """Components and inventory items: the engines, the systems, and these resources."""
        shown = [self.resources[each] for each in dict.fromkeys(resources)]
        systems = sorted({*self.systems.values(), *(self.system_of(each) for each in shown)})
        found: Json = {
            "components": [
                *(
                    {
                        "uuid": self.tool(engine),
                        "type": "software",
                        "title": line(f"policy engine: {engine}"),
                        "description": "It judges configuration.",
                        "status": {"state": "operational"},
                    }
                    for engine in self.engines
                ),
                *(
                    {
                        "uuid": self.lasting("system", system),
                        "type": "system",
                        "title": line(system),
                        "description": "A system, as its synthesized configuration describes it.",
                        "status": {
                            "state": "other",
                            "remarks": "Its configuration was judged, not what is deployed.",
                        },
                    }
                    for system in systems
                ),
            ],
            "inventory-items": [self._item(each) for each in shown],
        }
        return {name: each for name, each in found.items() if each}

    def _item(self, resource: ResourceEntry) -> Json:
        return {
            "uuid": self.lasting("resource", resource.id),
            "description": markup(f"{resource.address} in the stack {resource.stack}"),
            "props": self.props(
                {
                    "resource": resource.id,
                    "stack": resource.stack,
                    "address": resource.address,
                    "resource-type": resource.type,
                    "region": resource.region,
                    "source": resource.source,
                }
            ),
            "implemented-components": [{"component-uuid": self.lasting("system", self.system_of(resource))}],
        }

    def system_of(self, resource: ResourceEntry) -> str:
        """The system that a resource is of."""
        return self.systems.get(resource.stack, _UNNAMED)

    @cached_property
    def _subjects(self) -> Mapping[str, Json]:
        return {
            each: {"subject-uuid": self.lasting("resource", each), "type": "inventory-item"}
            for each in self.resources
        }

    def observation(self, rule: RuleEntry, status: str) -> Json | None:
        """What a rule found of one status, with resources and evidence; None where that is nothing."""
        found: dict[str, list[str]] = defaultdict(list)
        if status == "passed":
            if rule.passed:
                found[f"It passes at {counted(len(rule.passed), 'place')}."] = list(rule.passed)
        else:
            for result in rule.results:
                if result.status == status:
                    found[result.message].append(result.resource)
        if not found:
            return None
        subjects = dict.fromkeys(each for places in found.values() for each in places)
        return {
            "uuid": self.of_report("observation", rule.engine, rule.id, status),
            "title": markup(f"{rule.id}: {status}"),
            "description": markup(rule.title),
            "props": [
                self.rule_prop(rule),
                *self.props({"status": status, "severity": rule.severity, "engine": rule.engine}),
            ],
            "methods": ["TEST"],
            "types": [_TYPES[status]],
            "origins": self.origins(rule.engine),
            "subjects": [self._subjects[each] for each in subjects],
            "relevant-evidence": [
                {
                    "href": "./compliance.json",
                    "description": markup(message),
                    **({} if status == "passed" else {"props": self._named(places)}),
                }
                for message, places in found.items()
            ],
            "collected": self.time,
        }

    def _named(self, places: Iterable[str]) -> list[Json]:
        return [prop for place in dict.fromkeys(places) for prop in self.props({"resource": place})]

    def related(self, rules: Iterable[RuleEntry], statuses: Sequence[str]) -> list[Json]:
        """References to the observations that there are of these rules."""
        return [
            {"observation-uuid": self.of_report("observation", rule.engine, rule.id, status)}
            for rule in rules
            for status in statuses
            if getattr(rule.counts, status)
        ]


_TYPES: Final = {
    "failed": "finding",
    "waived": "finding",
    "declared": "finding",
    "unknown": "discovery",
    "passed": "control-objective",
}
STATUSES: Final = tuple(_TYPES)
"""Of an observation."""


def _identifier(within: UUID, names: Iterable[str]) -> str:
    said = "\n".join(name.encode("utf-8", "backslashreplace").decode() for name in names)
    return str(uuid5(within, said))
