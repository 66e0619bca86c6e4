"""What a rule is and what it answers. Standard library only: every engine builds on it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, Final, Literal

from policies.frameworks import control
from policies.options import Chosen, Option, OptionError, Value, read_choice, shown
from policies.requirements import requirement

if TYPE_CHECKING:
    from policies.configuration import Configuration
    from policies.resource import Resource

Terraform = Mapping[str, Any]
"""The content of one synthesized stack: a parsed `cdk.tf.json`."""


class Severity(StrEnum):
    """How bad it is when the rule does not hold, worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Status(StrEnum):
    """What became of a rule at one resource.

    `unknown` is a value that only the plan or the account can tell; it is never called a pass.
    `declared` is a difference between regions that an override of the settings makes, and nothing else: it
    is decided, so no plan is waited for, and it is no pass.
    `waived` is a failure that a waiver accounts for, `baseline` one that a baseline knew: nobody answers
    for it, and it clears nothing.
    """

    FAIL = "fail"
    UNKNOWN = "unknown"
    WAIVED = "waived"
    BASELINE = "baseline"
    DECLARED = "declared"
    PASS = "pass"  # noqa: S105 - a verdict, not a password
    NOT_APPLICABLE = "not_applicable"


Unspecified = Literal["profile", "promises", "suffix", "system"]
"""What the files or the options say of a stack, where they do; no option says what its system promises."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One thing that a check has to say of a resource: it fails, cannot be told, is declared, or is not
    concerned.

    unspecified: what nobody said of the stack and the verdict depends on; see `unspecified`.
    subject: which of the independent ways to break the rule it is, where a resource has several: a
        principal, an action, a port. It stays the same when lines, order or words change.
    """

    status: Status
    message: str = ""
    unspecified: str = ""
    subject: str = ""


ITSELF: Final = "itself"
"""The subject of what fails without one, beside others that have one."""


def fail(message: str, subject: str = "") -> Judgement:
    """The resource breaks the rule; `message` says what was found and where in the resource.

    subject: what a waiver lists to allow this and nothing else; empty where the rule can be broken in one
        way only.
    """
    return Judgement(Status.FAIL, message, subject=subject)


def unknown(message: str) -> Judgement:
    """Only the plan or the account can tell; `message` says which value is missing."""
    return Judgement(Status.UNKNOWN, message)


def declared(message: str) -> Judgement:
    """Regions differ by what the settings override, and by nothing else; `message` says how, and by what."""
    return Judgement(Status.DECLARED, message)


def unspecified(what: Unspecified) -> Judgement:
    """Nobody said the stack's `what`, and the verdict depends on it. The engine joins all of a rule's."""
    return Judgement(
        Status.UNKNOWN, f"its stack does not say the {what}, on which the verdict depends", unspecified=what
    )


NOT_APPLICABLE = Judgement(Status.NOT_APPLICABLE)
"""The rule says nothing of this resource (for example, a log bucket where the rule is about others)."""

Check = Callable[["Resource", "Configuration"], Iterable[Judgement]]
"""Judges one resource. Yields what is wrong or unknown; a check that yields nothing has passed."""


class WithOptions:
    """A check that reads options, as the check that it is with what was chosen.

    check: is given the resource, the configuration and what was chosen.
    """

    def __init__(
        self,
        check: Callable[[Resource, Configuration, Chosen], Iterable[Judgement]],
        *options: Option,
        chosen: Chosen | None = None,
    ) -> None:
        update_wrapper(self, check)
        self._check = check
        self.options = options
        self.chosen: Chosen = dict(chosen or {})
        if not options or len({option.name for option in options}) < len(options):
            raise OptionError("a check with options has at least one, and each name once")

    def __call__(self, resource: Resource, configuration: Configuration) -> Iterable[Judgement]:
        """What the check says of the resource."""
        return self._check(resource, configuration, self.chosen)

    def choosing(self, said: Mapping[str, Any]) -> WithOptions:
        """The same check with what a settings file says. Raises OptionError."""
        return WithOptions(self._check, *self.options, chosen=read_choice(self.options, said))


@dataclass(frozen=True, slots=True)
class Examples:
    """The rule's own evidence. Each example is a stack; what is judged in it is what is named `example`.

    A rule that compares stacks gives several, as `{"stacks": {name: stack}}`.

    passing: stacks in which every `example` that the rule applies to passes.
    failing: stacks in which at least one of them fails.
    absent: a stack that leaves the attribute out, with the verdict that this deserves.
    unknown: a stack whose attribute is a value that only the plan can tell, with its verdict:
        UNKNOWN, or FAIL where the rule demands a literal.
    """

    passing: tuple[Terraform, ...]
    failing: tuple[Terraform, ...]
    absent: tuple[Status, Terraform]
    unknown: tuple[Status, Terraform]

    def __iter__(self) -> Iterator[tuple[str, Status, Terraform]]:
        """Each example as (label, expected verdict, stack)."""
        for number, stack in enumerate(self.passing, 1):
            yield f"passing-{number}", Status.PASS, stack
        for number, stack in enumerate(self.failing, 1):
            yield f"failing-{number}", Status.FAIL, stack
        yield "absent", *self.absent
        yield "unknown", *self.unknown


_KINDS: Final = {
    "severity": Severity,
    **dict.fromkeys(("types", "controls", "requirements", "told_by"), tuple),
}
"""What Python would take a text for as well, of which a rule would then judge nothing, or rank nowhere."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One policy: the only place where its id, texts, severity, controls and examples are said.

    id: `<service>-<slug>`, the same words as the rule's file.
    types: what it judges: Terraform types (`aws_kms_key`, `data.aws_iam_policy_document`),
        `provider.aws`, `terraform.backend`, `terraform`, `output`, `module`, `variable`,
        `import`, `moved`, `removed`, `check`, or `*` for every managed resource; `data.*`,
        `ephemeral.*` and `provider.*` for every one of these.
    scope: `resource` where the verdict depends on the one resource (and its stack's context) alone,
        `configuration` where it joins several.
    requirements: the ids of those that it judges, as `docs/requirements.toml` has them.
    controls: keys of `policies.frameworks`, such as `pci-dss-4.0.1:3.5.1`.
    waivable: False for what nobody may waive.
    origin: the folder that it was loaded from; empty for ours. Whoever loads it says so, no rule itself.
    told_by: ids of the rules that tell the same cause better where they fail at the same address, about the
        subjects that this one has: the gate tells it once (`policies.gate.telling`).

    Raises UnknownControlError for a control that no framework has, UnknownRequirementError for a requirement
    that the file has not, ValueError for an empty text, TypeError for a severity or a list that is none.
    """

    id: str
    title: str
    severity: Severity
    types: tuple[str, ...]
    check: Check
    rationale: str
    remediation: str
    controls: tuple[str, ...]
    requirements: tuple[str, ...]
    examples: Examples
    scope: Literal["resource", "configuration"] = "resource"
    waivable: bool = True
    origin: str = ""
    told_by: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("id", "title", "types", "rationale", "remediation", "controls"):
            if not getattr(self, name):
                raise ValueError(f"rule {self.id or '(without id)'}: {name} is empty")
        for name, kind in _KINDS.items():
            if not isinstance(value := getattr(self, name), kind):
                raise TypeError(f"rule {self.id}: {name} is {value!r}, and must be a {kind.__name__}")
        for key in self.controls:
            control(key)
        for each in self.requirements:
            requirement(each)

    @property
    def options(self) -> tuple[Option, ...]:
        """What may be asked otherwise; none where its check reads no options."""
        return self.check.options if isinstance(self.check, WithOptions) else ()

    @property
    def chosen(self) -> tuple[tuple[Option, Value], ...]:
        """The options that are not their default, with what they are."""
        chosen = self.check.chosen if isinstance(self.check, WithOptions) else {}
        return tuple((option, chosen[option.name]) for option in self.options if option.name in chosen)

    def choosing(self, said: Mapping[str, Any]) -> Rule:
        """The same rule with what a settings file says of its options. Raises OptionError."""
        if not isinstance(self.check, WithOptions):
            read_choice((), said)
            return self
        rule = replace(self, check=self.check.choosing(said))
        if not rule.chosen:
            return rule
        asked = ", ".join(f"{option.name} = {shown(value)}" for option, value in rule.chosen)
        return replace(rule, remediation=f"{self.remediation} The settings ask for {asked}.")

    def applies_to(self, resource: Resource) -> bool:
        """Whether this rule judges resources of that type."""
        return (
            resource.type in self.types
            or ("*" in self.types and resource.is_managed)
            or f"{resource.type.partition('.')[0]}.*" in self.types
        )


_STATUS_ORDER: Final = {status: place for place, status in enumerate(Status)}
_SEVERITY_ORDER: Final = {severity: place for place, severity in enumerate(Severity)}


def joined(parts: Iterable[tuple[str, str]]) -> str:
    """The messages of the parts of a finding in one."""
    return "; ".join(message for _, message in parts)


NOBODY_JUDGES: Final = "terraform-judged-types"
"""The rule of what no other rule is about: neither a plan nor an option decides what it cannot tell."""


@dataclass(slots=True, unsafe_hash=True)
class Finding:
    """A rule's verdict at one address: what the gate prints and the report is made of.

    Never changed once it is made, as `unsafe_hash` says; it is not frozen because the gate makes tens of
    thousands, and each frozen one takes five times as long to make.

    address: the Terraform address within the stack; a missing related resource is found at what lacks it.
    source: file and line of the Python that made the resource, empty where that is not known; see
        `policies.lines`.
    engine: `rules` or `checkov`.
    waiver: the reason of the waiver that accounts for it, empty otherwise.
    also: the findings that say the same of the same address: of checkov's checks, and of our rules that tell
        the same cause less well.
    unspecified: what nobody said of the stacks, where the verdict is unknown for nothing else; `plan` or
        `state` where that form of a stack cannot say it.
    parts: what fails, as (subject, message), where the rule tells several ways to break it apart.
    """

    rule: str
    address: str
    stack: str
    region: str
    severity: Severity
    status: Status
    message: str
    remediation: str
    controls: tuple[str, ...] = ()
    source: str = ""
    engine: str = "rules"
    waiver: str = ""
    path: str = field(default="", compare=False)
    unspecified: str = ""
    also: tuple[Finding, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects of what fails, each once; none where the rule knows one way to break it."""
        return tuple(dict.fromkeys(subject for subject, _ in self.parts))

    def about(self, subjects: Collection[str]) -> Finding:
        """What it says of these subjects alone."""
        parts = tuple(part for part in self.parts if part[0] in subjects)
        return self if parts == self.parts else replace(self, message=joined(parts), parts=parts)

    @property
    def decided_by(self) -> str:
        """Who can tell what is unknown."""
        if self.rule == NOBODY_JUDGES:
            return "a rule is about it"
        if self.unspecified in ("plan", "state"):
            return "the synthesized stack"
        if self.unspecified == "promises":
            return "the metadata"
        return "an option" if self.unspecified else "the plan"

    @property
    def order(self) -> tuple[int, int, str, str, str, str]:
        """Sort key: what fails first, worst first, then by rule and place."""
        return (
            _STATUS_ORDER[self.status],
            _SEVERITY_ORDER[self.severity],
            self.rule,
            self.stack,
            self.address,
            self.engine,
        )
