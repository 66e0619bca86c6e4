"""What a compliance report holds. Its JSON is these classes field by field; its HTML shows the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

FORMAT: Final = "compliance-report/4"
"""Changes whenever a reader of the JSON would have to."""


class Standing(StrEnum):
    """How a rule, a control or a requirement stands, worst first.

    not_judged: the gate could not judge everything, or the engine did not run: nothing is proven.
    no_resource: rules exist, and nothing in the configuration is what they judge.
    """

    FAILING = "failing"
    NOT_JUDGED = "not_judged"
    UNKNOWN = "unknown"
    WAIVED = "waived"
    DECLARED = "declared"
    PASSING = "passing"
    NO_RESOURCE = "no_resource"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings of each verdict."""

    failed: int = 0
    unknown: int = 0
    waived: int = 0
    declared: int = 0
    passed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.failed + other.failed,
            self.unknown + other.unknown,
            self.waived + other.waived,
            self.declared + other.declared,
            self.passed + other.passed,
        )

    @property
    def total(self) -> int:
        """All findings."""
        return self.failed + self.unknown + self.waived + self.declared + self.passed

    @property
    def told(self) -> str:
        """In words, worst first; what is declared is told where there is any."""
        differing = f"{self.declared} declared, " if self.declared else ""
        return (
            f"{self.failed} failed, {self.unknown} unknown, {self.waived} waived, "
            f"{differing}{self.passed} passed"
        )


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The findings of one engine, severity, stack, region or system."""

    name: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Summary:
    """The verdict and what it rests on; each breakdown adds up to `counts`.

    problems: why the gate could not judge; with one of them the verdict is `error`.
    notes: what a reader of the verdict should know.
    """

    verdict: str
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    engines: tuple[str, ...]
    resources: int
    counts: Counts
    by_engine: tuple[Breakdown, ...]
    by_severity: tuple[Breakdown, ...]
    by_stack: tuple[Breakdown, ...]
    by_region: tuple[Breakdown, ...]
    by_system: tuple[Breakdown, ...]


@dataclass(frozen=True, slots=True)
class StackEntry:
    """A stack that was judged, and what it belongs to."""

    name: str
    system: str
    suffix: str
    profile: str
    resources: int


@dataclass(frozen=True, slots=True)
class Change:
    """A change that an aspect made at synthesis, before anything was judged. Values are JSON texts.

    resources: the ids of those it was made on; empty where the construct is not in the output.
    """

    aspect: str
    stack: str
    path: str
    attribute: str
    before: str
    after: str
    resources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResourceEntry:
    """An element of the configuration. `id` is its stack and its Terraform address: what results refer to.

    source: file and line of the Python that made it.
    path: the construct path.
    changes: positions in the report's `changes`.
    """

    id: str
    stack: str
    address: str
    type: str
    region: str
    managed: bool
    source: str
    path: str
    counts: Counts
    changes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A verdict that is no pass, at one resource."""

    resource: str
    status: str
    message: str
    waiver: str


@dataclass(frozen=True, slots=True)
class OptionEntry:
    """An option of a rule, as it was judged with. Values are numbers, or lists of texts.

    looser: whether it asks for less than the default.
    """

    name: str
    value: int | tuple[str, ...]
    default: int | tuple[str, ...]
    looser: bool


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule of ours or from outside, or a check of checkov that ran, and its verdict at every resource.

    origin: the folder that a rule from outside was loaded from; else empty.
    results: what did not pass, in full.
    passed: the ids of the resources that did.
    """

    id: str
    engine: str
    title: str
    severity: str
    standing: Standing
    rationale: str
    remediation: str
    types: tuple[str, ...]
    controls: tuple[str, ...]
    rows: tuple[str, ...]
    waivable: bool
    origin: str
    options: tuple[OptionEntry, ...]
    counts: Counts
    results: tuple[Result, ...]
    passed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ControlEntry:
    """A control that some rule maps to. It stands as the worst of its rules' findings.

    rules: those that name it, and those to which its framework's crosswalk leads.
    owner: who answers for it.
    responsibility: who has to act: customer, shared or aws.
    missing: what configuration cannot show of it, so that it is judged in part; empty where that is nothing.
    """

    key: str
    id: str
    title: str
    evidence: str
    standing: Standing
    rules: tuple[str, ...]
    counts: Counts
    owner: str
    responsibility: str
    missing: str


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A control that configuration could evidence and that no rule maps to."""

    id: str
    title: str
    owner: str
    responsibility: str


@dataclass(frozen=True, slots=True)
class ProcessControl:
    """A control that no machine judges: people and papers show it.

    ask: what an auditor has to ask for; empty where the catalogue does not say it.
    rules: those that lend evidence to it nevertheless.
    """

    id: str
    title: str
    owner: str
    responsibility: str
    ask: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a framework is judged.

    controls = configuration + process; configuration = covered + uncovered; covered = checked + in_part = the
    sum of `standings`, which counts configuration controls only. Process controls are out of the scope of
    configuration; `process_supported` says how many of them a rule nevertheless lends evidence to.
    """

    controls: int
    process: int
    process_supported: int
    configuration: int
    covered: int
    checked: int
    in_part: int
    uncovered: int
    standings: dict[str, int]


@dataclass(frozen=True, slots=True)
class FrameworkEntry:
    """One control framework."""

    id: str
    name: str
    version: str
    source: str
    coverage: Coverage
    controls: tuple[ControlEntry, ...]
    uncovered: tuple[Uncovered, ...]
    process: tuple[ProcessControl, ...]


@dataclass(frozen=True, slots=True)
class RequirementEntry:
    """A requirement that rules judge. It stands as the worst of its rules' findings.

    row: its id.
    systems: those that it is for; every system where there is none.
    applies: whether a system that was judged is one of them.
    besides: where else it shows, in words; there no rule looks, so that its rules judge it in part.
    """

    row: str
    text: str
    systems: tuple[str, ...]
    applies: bool
    besides: tuple[str, ...]
    standing: Standing
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnjudgedRequirement:
    """A requirement of a system that was judged which no rule judges.

    layers: where it shows instead, in words.
    """

    row: str
    text: str
    layers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaiverEntry:
    """A waiver in use, and the resources whose failures it accounts for.

    Where only the reason is known, everything else is empty and `reason` tells it.

    stacks, regions: patterns, one of the two; addresses: patterns.
    subjects: what it allows there; empty where the rule knows one way to break it only.
    owner, approver: ids of the register of people.
    approved: the UTC date on which it was approved.
    expires: the last UTC date on which it holds; empty for one by design.
    reviewed: the UTC date on which one by design was last reviewed; empty for every other.
    warning: that it expires within 30 days, or was not reviewed for a year; else empty.
    compensating: the rule that passes in its stead; empty where none is named.
    """

    rule: str
    reason: str
    resources: tuple[str, ...]
    system: str = ""
    stacks: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    row: str = ""
    ticket: str = ""
    owner: str = ""
    approver: str = ""
    approved: str = ""
    by_design: bool = False
    expires: str = ""
    reviewed: str = ""
    warning: str = ""
    compensating: str = ""


@dataclass(frozen=True, slots=True)
class UnknownEntry:
    """What a rule could not tell before the plan, and where."""

    rule: str
    missing: str
    resources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeclaredEntry:
    """How regions differ by what the settings override, and where."""

    rule: str
    difference: str
    resources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeGap:
    """A resource type that no rule judges but those that judge every resource.

    checkov: how many results of checkov there are on resources of that type.
    """

    type: str
    resources: int
    checkov: int


@dataclass(frozen=True, slots=True)
class Version:
    """A part of the toolchain; an empty version is one that is not known, and `note` says why."""

    name: str
    version: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FileDigest:
    """One file of the synthesized output."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What identifies the synthesized output. `sha256` is empty where there is none; `missing` says why."""

    sha256: str
    missing: str
    files: tuple[FileDigest, ...]


@dataclass(frozen=True, slots=True)
class Input:
    """Files of one kind by which was judged; `sha256` is over all of them, as that of an output."""

    kind: str
    sha256: str
    files: tuple[FileDigest, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """How a report came to be, as far as that was said.

    time: the UTC second that it is of, as `2026-12-01T08:30:00Z`; empty where not known.
    time_from: who said so: `--time`, `SOURCE_DATE_EPOCH` or `commit`.
    day: the UTC date by which waivers were judged.
    day_chosen: whether an option chose that day, rather than the clock.
    strict: whether what could not be told failed.
    inputs: by what was judged.
    pull_request, approved_by: by which the change came and who approved it, as was said and nobody verified.
    """

    time: str = ""
    time_from: str = ""
    day: str = ""
    day_chosen: bool = False
    strict: bool = False
    inputs: tuple[Input, ...] = ()
    pull_request: str = ""
    approved_by: tuple[str, ...] = ()


UNSAID: Final = Made()
"""Nothing was said of how a report came to be."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a rule says otherwise than it did, and the resources where it does."""

    rule: str
    resources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EndedWaiver:
    """A waiver that the report before had in use, and this one has not.

    expires: its last UTC date; empty for one by design.
    expired: whether that is over.
    """

    rule: str
    reason: str
    expires: str
    expired: bool


@dataclass(frozen=True, slots=True)
class Since:
    """What is otherwise than in the report that this one follows.

    seal, time, commit: of that report.
    new: what fails and did not. fixed: what failed, and passes or is gone. open: what fails in both.
    newly_waived, newly_unknown: what is so and was not.
    ended: waivers that are no longer in use.
    coverage_gained, coverage_lost: keys of controls that rules judge now, or did.
    rules_added, rules_removed: ids of rules and checks.
    """

    seal: str
    time: str
    commit: str
    new: tuple[Difference, ...]
    fixed: tuple[Difference, ...]
    open: tuple[Difference, ...]
    newly_waived: tuple[Difference, ...]
    newly_unknown: tuple[Difference, ...]
    ended: tuple[EndedWaiver, ...]
    coverage_gained: tuple[str, ...]
    coverage_lost: tuple[str, ...]
    rules_added: tuple[str, ...]
    rules_removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrameworkRecord:
    """How much of a framework was judged at a release: configuration = checked + in_part + uncovered."""

    id: str
    configuration: int
    checked: int
    in_part: int
    uncovered: int
    process: int


@dataclass(frozen=True, slots=True)
class Record:
    """A release in the history: what its report said, in numbers.

    seal, previous: that report's, and that of the report which it follows.
    failed_by_severity: numbers by severity, worst first.
    waivers: how many were in use.
    """

    time: str
    commit: str
    seal: str
    previous: str
    verdict: str
    stacks: int
    resources: int
    rules: int
    counts: Counts
    failed_by_severity: dict[str, int]
    waivers: int
    frameworks: tuple[FrameworkRecord, ...]


@dataclass(frozen=True, slots=True)
class Worksheet:
    """What PCI DSS (Appendix C) asks of a control that is met otherwise, for one waiver; texts are sentences.

    resources: the ids of what it is for; compensating: the id of the rule that passes in its stead, or empty.
    constraints: why the control is not met as it is written.
    definition: what is done instead. objective: what the control is for, and is met by otherwise.
    risk: what may come of it. validation: how what is done instead was tested.
    maintenance: who keeps it up, and until when.
    """

    rule: str
    resources: tuple[str, ...]
    compensating: str
    constraints: str
    definition: str
    objective: str
    risk: str
    validation: str
    maintenance: str


@dataclass(frozen=True, slots=True)
class DeployedStack:
    """What Terraform shows of one stack: a plan against what is there, or a state.

    file, sha256: the file that was judged.
    time: when the plan was made, as it says; empty for a state.
    accounts: the ids of the accounts in the ARNs of its resources.
    counts: the findings of the same rules.
    drift_known: whether it tells what was changed since it was deployed; a state does not.
    drift: the addresses of what was changed outside of Terraform, or that the plan would change; of a state,
        what is there and not in the output, or the other way round.
    """

    stack: str
    form: str
    file: str
    sha256: str
    time: str
    accounts: tuple[str, ...]
    resources: int
    counts: Counts
    drift_known: bool
    drift: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deployed:
    """What is deployed, judged as the output was.

    verdict: pass, fail or error; where something fails, or is not as the output says, it is no pass.
    problems: why it could not be judged. differences: a sentence for each thing that is not as judged.
    missing: stacks of the output of which nothing was shown. strange: what was shown of no stack of it.
    """

    verdict: str
    problems: tuple[str, ...]
    differences: tuple[str, ...]
    missing: tuple[str, ...]
    strange: tuple[str, ...]
    stacks: tuple[DeployedStack, ...]


class Place(StrEnum):
    """Where a resource stands towards the data that an assessment is about.

    store: it says which class of data it holds.
    connected: data may go from it to a store of personal or tokenised data, or come to it from there.
    secures: what those rest on, what refers to any of these, and what guards the whole account.
    unknown: it holds nobody knows what, or is joined to such alone, or nothing tells what it is joined to.
    """

    STORE = "store"
    CONNECTED = "connected"
    SECURES = "secures"
    UNKNOWN = "unknown"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class ScopeEntry:
    """A resource in the inventory. `id` is that of results.

    node: that of the diagram which stands for it; empty where none does.
    data: the class of data that a store holds.
    jurisdiction: under whose law it is kept, as its tag says.
    why: a clause about it.
    """

    id: str
    system: str
    type: str
    region: str
    node: str
    place: Place
    data: str
    jurisdiction: str
    why: str


@dataclass(frozen=True, slots=True)
class Flow:
    """That something goes from one node of a system's diagram to another.

    source, target: `<stacks>: <kind>`, where stacks that differ by region are one.
    what: words for what goes there; none where that goes without saying.
    """

    system: str
    source: str
    target: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report. Commit is empty where none was given. Its JSON has `integrity` beside.

    since: what changed since the report that this one follows; None where it follows none.
    history: the releases of the twelve months before, the first one first.
    scope: the inventory, by system, stack and address. flows: the diagrams of the systems.
    worksheets: one for each of the waivers, in their order.
    deployed: what is deployed; None where nothing was shown of it.
    """

    format: str
    summary: Summary
    commit: str
    made: Made
    digest: Digest
    versions: tuple[Version, ...]
    stacks: tuple[StackEntry, ...]
    frameworks: tuple[FrameworkEntry, ...]
    rules: tuple[RuleEntry, ...]
    waivers: tuple[WaiverEntry, ...]
    unknowns: tuple[UnknownEntry, ...]
    declared: tuple[DeclaredEntry, ...]
    changes: tuple[Change, ...]
    unjudged_types: tuple[TypeGap, ...]
    rows: tuple[RequirementEntry, ...]
    unjudged_rows: tuple[UnjudgedRequirement, ...]
    resources: tuple[ResourceEntry, ...]
    since: Since | None = None
    history: tuple[Record, ...] = ()
    scope: tuple[ScopeEntry, ...] = ()
    flows: tuple[Flow, ...] = ()
    worksheets: tuple[Worksheet, ...] = ()
    deployed: Deployed | None = None
