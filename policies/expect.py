"""The vocabulary of checks: each function yields what keeps a resource from meeting one expectation.

    yield from expect.true(resource, "enable_key_rotation")

Absent, wrong and unknown values are told apart in the same way by every rule that uses them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from policies.arn import read_arn
from policies.configuration import Configuration
from policies.context import UNKNOWN, Promises
from policies.expressions.evaluation import boolean
from policies.grants import grants
from policies.model import NOT_APPLICABLE, Judgement, Status, Unspecified, fail, unknown, unspecified
from policies.policy_document import HiddenPolicy, Statement, documents
from policies.resource import Resource
from policies.values import UnknownBlock, is_known

_KEY_ID: Final = re.compile(r"[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|mrk-[\da-f]{32}")
"""KMS Developer Guide, "Key identifiers (KeyId)"."""


def is_true(value: object) -> bool:
    """Whether Terraform takes it for true: the boolean, `"true"` or 1."""
    return boolean(value) is True


def is_false(value: object) -> bool:
    """Whether Terraform takes it for false: the boolean, `"false"` or 0."""
    return boolean(value) is False


def number(value: object) -> float | None:
    """The number that Terraform takes a value for; None where it takes it for none, or no AWS API would."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (OverflowError, ValueError):
        return None
    return found if math.isfinite(found) else None


def true(resource: Resource, attribute: str) -> Iterator[Judgement]:
    """The attribute stands there and is literally true."""
    value = resource.get(attribute)
    if not is_known(value):
        yield unknown(f"{attribute} is {value}, which only the plan can tell")
    elif value is None:
        yield fail(f"{attribute} is not set")
    elif not is_true(value):
        yield fail(f"{attribute} is {_shown(value)}, not true")


def not_true(resource: Resource, attribute: str) -> Iterator[Judgement]:
    """The attribute is absent or false."""
    value = resource.get(attribute)
    if not is_known(value):
        yield unknown(f"{attribute} is {value}, which only the plan can tell")
    elif is_true(value):
        yield fail(f"{attribute} is true")


def one_of(resource: Resource, attribute: str, allowed: Collection[object]) -> Iterator[Judgement]:
    """The attribute stands there with one of the allowed values."""
    value = resource.get(attribute)
    choices = " or ".join(_shown(choice) for choice in allowed)
    if not is_known(value):
        yield unknown(f"{attribute} is {value}, which only the plan can tell")
    elif value is None:
        yield fail(f"{attribute} is not set; it must be {choices}")
    elif not any(_same(value, choice) for choice in allowed):
        yield fail(f"{attribute} is {_shown(value)}, not {choices}")


def stands(
    resource: Resource, attribute: str, allowed: Collection[object], default: object
) -> Iterator[Judgement]:
    """The attribute has one of the allowed values; where it is not set, AWS takes it for `default`."""
    if resource.get(attribute) is not None:
        yield from one_of(resource, attribute, allowed)
    elif default not in allowed:
        choices = " or ".join(_shown(choice) for choice in allowed)
        yield fail(f"{attribute} is not set, which means {_shown(default)}; it must be {choices}")


def _same(value: object, choice: object) -> bool:
    """Whether Terraform takes the two for one value: `"22"` is 22, and `"true"` is true."""
    if isinstance(choice, bool):
        return boolean(value) is choice
    if isinstance(choice, int | float):
        return number(value) == choice
    return value == choice


def between(
    resource: Resource, attribute: str, lowest: int, highest: int | None = None
) -> Iterator[Judgement]:
    """The attribute stands there as a number from `lowest` to `highest` (without end where None)."""
    value = resource.get(attribute)
    wanted = f"at least {lowest}" if highest is None else f"{lowest} to {highest}"
    wanted = wanted if lowest != highest else str(lowest)
    if not is_known(value):
        yield unknown(f"{attribute} is {value}, which only the plan can tell")
        return
    if value is None:
        yield fail(f"{attribute} is not set; it must be {wanted}")
        return
    found = number(value)
    if found is None:
        yield fail(f"{attribute} is {_shown(value)}, not a number")
    elif not lowest <= found <= (found if highest is None else highest):
        yield fail(f"{attribute} is {_shown(value)}; it must be {wanted}")


def customer_key(resource: Resource, configuration: Configuration, attribute: str) -> Iterator[Judgement]:
    """The attribute names a customer-managed KMS key: one of ours, or one whose ARN is literal.

    An AWS-managed key (`alias/aws/...`) fails: its policy cannot be edited.
    """
    value = resource.get(attribute)
    if value is None or value == "":
        yield fail(f"{attribute} is not set: no customer-managed key encrypts it")
        return
    target = configuration.target(resource, value)
    name = str(target.values.get("name", "")) if target is not None else str(value)
    if "alias/aws/" in name:
        yield fail(f"{attribute} is the AWS-managed key {name}, not a customer-managed one")
    elif target is not None:
        if not target.type.removeprefix("data.").startswith(("aws_kms_", "terraform_remote_state")):
            yield fail(f"{attribute} refers to {target.address}, which is no KMS key")
        elif target.type == "data.terraform_remote_state":
            yield unknown(f"{attribute} is read from a state outside this configuration: {value}")
    elif not _may_name_a_key(name):
        yield fail(f"{attribute} is {_shown(value)}, which names no KMS key")
    elif not is_known(value):
        yield unknown(f"{attribute} is {value}, which only the plan can tell")


def _may_name_a_key(name: str) -> bool:
    """Whether it is a key's ARN, alias or id, or an expression that may become one."""
    arn = read_arn(name)
    if arn is not None:
        of_keys = arn.service == "kms" and arn.resource.startswith(("key/", "alias/", "${"))
        return of_keys or not is_known(arn.service)
    return not is_known(name) or name.startswith("alias/") or _KEY_ID.fullmatch(name) is not None


def whichever(
    resource: Resource,
    what: Unspecified,
    values: Collection[str | Promises],
    check: Callable[[Resource], Iterable[Judgement]],
) -> Iterator[Judgement]:
    """What `check` says of the resource, in the stack's profile, promises, system or suffix.

    Where nobody said that: what it says under each of `values`, if they agree; else it is unspecified.
    """
    context = resource.context
    if getattr(context, what) not in (None, UNKNOWN):
        yield from check(resource)
        return
    said = [tuple(check(replace(resource, context=context.specified(what, value)))) for value in values]
    wrong = [{each.status for each in answer} & {Status.FAIL, Status.UNKNOWN} for answer in said]
    if all(found == wrong[0] for found in wrong):
        # Where nothing is wrong, one that the rule concerns.
        yield from min(said, key=lambda answer: NOT_APPLICABLE in answer)
    else:
        yield unspecified(what)


def apart(subject: str, judgements: Iterable[Judgement]) -> Iterator[Judgement]:
    """The judgements, as one of the ways to break the rule: `subject` names it."""
    for judgement in judgements:
        yield replace(judgement, subject=subject)


def has_related(
    resource: Resource, configuration: Configuration, kind: str, attribute: str
) -> Iterator[Judgement]:
    """Some resource of type `kind` names this one in its `attribute`."""
    if configuration.related(resource, kind, attribute):
        return
    yield absent(resource, configuration, kind, attribute, f"no {kind} names it")


def absent(
    resource: Resource, configuration: Configuration, kind: str, attribute: str, message: str
) -> Judgement:
    """That no related resource names this one; unknown where one of another stack may, by a variable."""
    found = configuration.elsewhere(resource, kind, attribute)
    if found is None:
        return fail(message)
    return unknown(
        f"{message}, unless {found.address} of {found.stack} does: {attribute} is {found.get(attribute)}"
    )


def named_by(
    resource: Resource, configuration: Configuration, attribute: str, *kinds: str
) -> Iterator[Judgement]:
    """Some resource of one of these types names this one in its `attribute`.

    One of the same stack that names what only the plan can tell may be the one.
    """
    if any(configuration.related(resource, kind, attribute) for kind in kinds):
        return
    for found in configuration.of(*kinds, stack=resource.stack):
        value = found.get(attribute)
        if not is_known(value) and configuration.target(found, value) is None:
            yield unknown(f"{found.address} may name it: its {attribute} is {value}")
            return
    yield fail(f"no {' or '.join(kinds)} names it")


def written_out(resource: Resource, attribute: str) -> Iterator[Judgement]:
    """The blocks of the attribute stand there: neither generated (`dynamic`) nor an expression's value."""
    if len(written_blocks(resource, attribute)) != len(resource.blocks(attribute)):
        yield unknown(f"{attribute} is generated, which only the plan can tell")


def written_blocks(resource: Resource, attribute: str) -> tuple[Mapping[str, Any], ...]:
    """The blocks of the attribute that stand there, neither generated nor an expression's value."""
    return tuple(block for block in resource.blocks(attribute) if not isinstance(block, UnknownBlock))


def each_block(
    resource: Resource, attribute: str, label: str, check: Callable[[Resource], Iterable[Judgement]]
) -> Iterator[Judgement]:
    """What `check` says of each block of the attribute, taken for a resource of its own.

    label: the block's attribute by which messages call it.
    """
    yield from written_out(resource, attribute)
    for block in written_blocks(resource, attribute):
        for judgement in check(replace(resource, values=block)):
            where = f"{attribute} {block.get(label, '')}".strip()
            subject = f"{where}: {judgement.subject}" if judgement.subject else where
            yield replace(judgement, message=f"{where}: {judgement.message}", subject=subject)


def dead_letter(
    resource: Resource, configuration: Configuration, attribute: str, *services: str
) -> Iterator[Judgement]:
    """The attribute names a queue (`sqs`) or topic (`sns`) that keeps what could not be delivered."""
    value = resource.get(attribute)
    target = configuration.target(resource, value)
    kinds = {"sqs": "aws_sqs_queue", "sns": "aws_sns_topic"}
    if value is None:
        yield fail(f"{attribute} is not set: what fails is lost")
    elif target is not None and target.type != "data.terraform_remote_state":
        if target.type.removeprefix("data.") not in [kinds[service] for service in services]:
            yield fail(f"{attribute} refers to {target.address}, which keeps no messages")
    elif (arn := read_arn(value)) is None or arn.service not in services:
        if is_known(value if arn is None else arn.service):
            yield fail(f"{attribute} is {_shown(value)}, which is no ARN of {' or '.join(services)}")
        else:
            yield unknown(f"{attribute} is {value}, which only the plan can tell")


def tls_only(
    resource: Resource, configuration: Configuration, kind: str, attribute: str, *actions: str
) -> Iterator[Judgement]:
    """The resource's policy denies `actions` to everyone who comes without TLS.

    The policy stands inline or in a related resource of type `kind` whose `attribute` names the resource.
    Where there are several, each must deny: the one that is applied last replaces the others. A policy of
    a resource that is not in the configuration is judged alone, on whatever it names.
    """
    lone = resource.type == kind
    if lone and configuration.owner(resource, attribute, kind.removesuffix("_policy")):
        yield NOT_APPLICABLE
        return
    policies = configuration.naming(resource, kind, attribute)
    found = [(holder, item) for holder in (resource, *policies) for item in documents(holder, configuration)]
    if not found:
        yield fail("no policy denies requests without TLS")
    for holder, document in found:
        where = document.attribute if holder is resource else holder.address
        if isinstance(document, HiddenPolicy):
            yield unknown(f"{where}: {document.reason}")
            continue
        for action in actions:
            named = [
                value
                for statement in document.statements
                if statement.denies_plain_http and statement.names_action(action)
                for value in statement.resources
            ]
            if any(lone or value == "*" or configuration.names(holder, value, resource) for value in named):
                continue
            if any(not is_known(value) and configuration.target(holder, value) is None for value in named):
                yield unknown(
                    f"{where} denies {action} without TLS on a resource that only the plan can tell"
                )
            else:
                yield fail(f"{where} does not deny {action} without TLS to everyone")


@dataclass(frozen=True, slots=True)
class Related:
    """Resources of one type that say something of others: what names the owner, and its types."""

    kind: str
    attribute: str = "bucket"
    owners: tuple[str, ...] = ("aws_s3_bucket",)


def each_related(
    resource: Resource,
    configuration: Configuration,
    related: Related,
    check: Callable[[Resource], Iterable[Judgement]],
    inline: Resource | None = None,
) -> Iterator[Judgement]:
    """Some related resource names this one, and each that does meets `check`.

    A resource of that type meets `check` by itself, unless its owner is in the configuration: then it is
    judged with the owner.
    inline: what the resource says of itself, in a block of old style.
    """
    kind, attribute = related.kind, related.attribute
    if resource.type == kind:
        judged = judged_with_owner(resource, configuration, attribute, related.owners)
        yield from judged or check(resource)
        return
    if inline is None:
        yield from has_related(resource, configuration, kind, attribute)
    for found in (
        *([] if inline is None else [inline]),
        *configuration.related(resource, kind, attribute),
    ):
        for judgement in check(found):
            subject = f"{found.address}: {judgement.subject}" if judgement.subject else found.address
            yield replace(judgement, message=f"{found.address}: {judgement.message}", subject=subject)


def judged_with_owner(
    related: Resource, configuration: Configuration, attribute: str, owners: Collection[str]
) -> tuple[Judgement, ...]:
    """Not applicable where one of these owners is in the configuration, which the related resource is
    judged with; empty where there is none, and it has to be judged alone.
    """
    return (NOT_APPLICABLE,) if configuration.owner(related, attribute, *owners) else ()


def statements(
    holder: Resource,
    configuration: Configuration,
    judge: Callable[[Statement], Iterable[Judgement]],
    without: Collection[str] = (),
) -> Iterator[Judgement]:
    """Every statement of the holder's policy documents, and of what else it grants, meets `judge`.

    A document that cannot be read is unknown; a holder without documents is not concerned.
    without: attributes whose documents are left out.
    """
    said = configuration.recall(
        (statements, holder), lambda: (*documents(holder, configuration), *grants(holder))
    )
    found = [document for document in said if document.attribute not in without]
    if not found:
        yield NOT_APPLICABLE
    for document in found:
        if isinstance(document, HiddenPolicy):
            yield unknown(f"{document.attribute} cannot be read: {document.reason}")
            continue
        for statement in document.statements:
            for judgement in judge(statement):
                yield replace(
                    judgement,
                    message=f"{document.attribute}: {judgement.message}",
                    subject=judgement.subject or statement.subject,
                )


def confined(
    statement: Statement, what: str, keys: Collection[str], subject: str = ""
) -> Iterator[Judgement]:
    """A condition on one of these keys has to hold, and says exactly whom it lets in.

    subject: what of the statement it is about, where that is not the whole.
    """
    verdict = statement.is_confined(*keys)
    wanted = " or ".join(keys)
    if verdict is None:
        yield unknown(f"{statement.label} {what}; only the plan can tell what its condition on {wanted} says")
    elif not verdict:
        yield fail(f"{statement.label} {what} without an exact and strict condition on {wanted}", subject)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}'" if isinstance(value, str) else str(value)
