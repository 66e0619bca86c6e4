"""IAM policy documents as rules see them: found in every attribute that holds one, and normalised.

A document that is not literal JSON cannot be judged. It is reported as hidden, never skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

from policies.arn import has_wildcard, matches, read_arn
from policies.configuration import Configuration
from policies.expressions.json_texts import loads
from policies.expressions.texts import outcomes
from policies.resource import Resource
from policies.strict_json import StrictJsonError
from policies.values import is_known

_NOT_IAM: Final = frozenset(
    {
        *("alpn_policy", "security_policy", "ssl_policy", "tls_policy", "tls_security_policy"),  # TLS
        *("https_policy", "origin_protocol_policy", "protocol_policy", "viewer_protocol_policy"),
        *("archive_policy", "delivery_policy", "filter_policy", "replay_policy", "retry_policy"),  # messages
        *("redrive_policy", "redrive_allow_policy", "message_retention_policy", "notification_policy"),
        *("auto_import_policy", "data_deletion_policy", "lifecycle_policy", "snapshot_policy"),  # storage
        *("autoscaling_policy", "scaling_policy", "termination_policies"),  # capacity
        *("excess_capacity_termination_policy", "default_policy", "delete_propagation_policy"),
        *("game_server_protection_policy", "new_game_session_protection_policy"),
        *("dns_policy", "dns_record_client_routing_policy", "routing_policy"),  # names
        *("browser_policy", "content_security_policy", "referrer_policy", "web_app_endpoint_policy"),
        *("image_pull_policy", "stream_exception_policy", "untrusted_artifact_on_deployment"),
        *("language_selection_policy", "padding_policy", "sizing_policy"),  # video
        *(
            "base_policy_document",
            "permission_policy",
            "user_context_policy",
        ),  # core networks, QuickSight, Kendra
    }
)
"""Attributes whose name ends in `policy` and which hold something else. A test finds each in the bindings."""

_OTHER_LANGUAGE: Final = frozenset(
    {
        *("aws_cloudwatch_log_data_protection_policy", "aws_sns_topic_data_protection_policy"),  # masking
        *("aws_cloudwatch_log_account_policy", "aws_cloudwatch_log_index_policy"),
        *("aws_ecr_lifecycle_policy", "aws_networkmanager_core_network_policy_attachment"),
        *("aws_iot_policy_attachment", "aws_ses_receipt_filter"),  # a name, and Block or Allow
        *("aws_opensearchserverless_access_policy", "aws_opensearchserverless_security_policy"),  # see grants
        "aws_opensearchserverless_lifecycle_policy",
        "aws_organizations_policy",  # grants nothing: it limits what others grant
        *("aws_verifiedaccess_endpoint", "aws_verifiedaccess_group"),  # Cedar
    }
)
"""Types whose policies are no IAM documents."""

_STRICT: Final = frozenset(
    prefix + operator
    for prefix in ("", "ForAnyValue:")
    for operator in ("StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike")
)
"""Operators that do not hold when the request lacks the key; IfExists, ForAllValues and the negated ones do.
IAM User Guide, "IAM JSON policy elements: Condition operators"."""

_PATHS: Final = frozenset(
    {"aws:principalorgpaths", "aws:resourceorgpaths", "aws:sourceorgpaths", "cloudwatch:namespace"}
)
"""Keys whose values are paths: the first part says whose (`o-example/r-root/*`)."""

_RUN_PHASE: Final = ":run_phase:*"
"""The end of a subject of HCP Terraform: the phases of one workspace's runs (HCP Terraform docs, "Dynamic
Credentials with the AWS Provider")."""

_TOKEN: Final = re.compile(r"\$\{(?!(?:var|local|each|count)\.)[A-Za-z][\w.\-\[\]\"]*\}")
"""An expression that is one reference to a resource or data source."""

_ELEMENTS: Final = frozenset(
    {
        *("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource"),
        *("Principal", "NotPrincipal", "Condition"),
    }
)
"""The elements of a statement: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html"""


@dataclass(frozen=True, slots=True)
class Principal:
    """One principal of a statement: its kind (`AWS`, `Service`, `Federated`, `*`) and its value."""

    kind: str
    value: str

    @property
    def is_anyone(self) -> bool:
        """Whether it is everybody in every account."""
        return self.value == "*"

    @property
    def spans_accounts(self) -> bool:
        """Whether it is some of every account: everybody, or an ARN whose account is open."""
        arn = read_arn(self.value)
        return self.is_anyone or (arn is not None and has_wildcard(arn.account))


def _phrase(before: str, values: Iterable[str]) -> str:
    """The values in one order, after a word; empty where there is none."""
    said = ", ".join(sorted(set(values)))
    return f"{before}{said}" if said else ""


@dataclass(frozen=True)
class Statement:
    """One statement, every list normalised; `conditions` as (operator, key, values).

    name: what it is called where it stands in no document (`the grant`).
    """

    sid: str
    effect: str
    actions: tuple[str, ...]
    not_actions: tuple[str, ...]
    resources: tuple[str, ...]
    not_resources: tuple[str, ...]
    principals: tuple[Principal, ...]
    not_principals: tuple[Principal, ...]
    conditions: tuple[tuple[str, str, tuple[str, ...]], ...]
    name: str = ""

    @cached_property
    def _hash(self) -> int:
        told = (self.actions, self.not_actions, self.resources, self.not_resources, self.principals)
        return hash((self.sid, self.effect, *told, self.not_principals, self.conditions))

    def __hash__(self) -> int:
        return self._hash  # what is asked of statements is remembered by them

    @property
    def allows(self) -> bool:
        """Whether it grants; anything but a literal Deny counts as granting."""
        return self.effect != "Deny"

    @property
    def label(self) -> str:
        """How messages name it."""
        return self.name or (f"statement '{self.sid}'" if self.sid else "a statement without Sid")

    @property
    def subject(self) -> str:
        """What it grants, to whom, on what and under which conditions: the same whatever it is called and
        wherever it stands.
        """
        whom = (
            f"{each.kind} {each.value}" if each.kind != each.value else each.value for each in self.principals
        )
        said = (
            _phrase("", self.actions) + _phrase("all actions but ", self.not_actions),
            _phrase("to ", whom) + _phrase("to everybody but ", (each.value for each in self.not_principals)),
            _phrase("on ", self.resources) + _phrase("on everything but ", self.not_resources),
            _phrase(
                "where ", (f"{test} {key} {' or '.join(values)}" for test, key, values in self.conditions)
            ),
        )
        return " ".join(filter(None, said))

    @property
    def denies_everyone(self) -> bool:
        """Whether it is a Deny to everybody, under whatever conditions."""
        return self.effect == "Deny" and any(
            principal.is_anyone and principal.kind in ("*", "AWS") for principal in self.principals
        )

    @property
    def denies_plain_http(self) -> bool:
        """Whether it denies to everyone what comes without TLS, and asks for nothing besides.

        Every request carries aws:SecureTransport (IAM, "Global condition context keys"), so in a Deny
        `BoolIfExists` says the same as `Bool`.
        """
        return (
            self.denies_everyone
            and len(self.conditions) == 1
            and self.conditions[0][0] in ("Bool", "BoolIfExists")
            and self.conditions[0][1].lower() == "aws:securetransport"
            and {value.lower() for value in self.conditions[0][2]} == {"false"}
        )

    def names_action(self, action: str) -> bool:
        """Whether one of its actions is this one, by name or by wildcard."""
        action = action.lower()
        return any(matches(pattern.lower(), action) for pattern in self.actions)

    def admits(self, service: str, action: str) -> bool:
        """Whether it allows the action to an AWS service, told by the first part of its name (`sns`)."""
        return (
            self.allows
            and any(
                principal.kind == "Service" and principal.value.partition(".")[0] == service
                for principal in self.principals
            )
            and self.names_action(action)
        )

    def condition(self, *keys: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The (operator, values) of every condition on one of these keys, in any letter case.

        A key that ends in a colon (`kms:EncryptionContext:`) stands for all that begin with it.
        """
        return tuple((operator, values) for operator, _, values in self.conditions_on(*keys))

    def conditions_on(self, *keys: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """The same with the keys as they are written."""
        whole = {key.lower() for key in keys}
        starts = tuple(key for key in whole if key.endswith(":"))
        return tuple(
            condition
            for condition in self.conditions
            if condition[1].lower() in whole or (starts and condition[1].lower().startswith(starts))
        )

    def is_confined(self, *keys: str) -> bool | None:
        """Whether a condition on one of these keys has to hold and says exactly whom or what it lets in.

        None where only the plan can tell.
        """
        verdicts = [
            _are_exact(key, values)
            for operator, key, values in self.conditions_on(*keys)
            if operator in _STRICT
        ]
        asked = {key.lower() for key in keys}
        if any(
            not is_known(operator) or (key.lower() not in asked and _may_be(key, asked))
            for operator, key, _ in self.conditions
        ):
            verdicts.append(None)
        return True if True in verdicts else None if None in verdicts else False


@dataclass(frozen=True, slots=True)
class PolicyDocument:
    """A readable document and the attribute that holds it."""

    attribute: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class HiddenPolicy:
    """A policy that cannot be read before Terraform runs; `reason` says why.

    generated: whether it is hidden by `dynamic` blocks alone, which may make what is right.
    """

    attribute: str
    reason: str
    generated: bool = False


def documents(resource: Resource, configuration: Configuration) -> tuple[PolicyDocument | HiddenPolicy, ...]:
    """Every policy document of a resource, in the order of its attributes.

    A reference to an `aws_iam_policy_document` data source is read from that data source.
    """
    return configuration.recall((documents, resource), lambda: _documents(resource, configuration))


def _documents(resource: Resource, configuration: Configuration) -> tuple[PolicyDocument | HiddenPolicy, ...]:
    if resource.type == "data.aws_iam_policy_document":
        return (_from_data_source("statement", resource),)
    if resource.type in _OTHER_LANGUAGE:
        return ()
    found = []
    for attribute, text in resource.strings():
        name = attribute.rsplit(".", 1)[-1]
        named_policy = name not in _NOT_IAM and (
            name == "policy" or name.endswith(("_policy", "_policies", "policy_document"))
        )
        if named_policy or '"Statement"' in text:
            found.append(_read(attribute, text, resource, configuration))
    return tuple(document for document in found if document is not None)


def statements(resource: Resource, configuration: Configuration) -> Iterator[tuple[str, Statement]]:
    """Every statement that can be read, as (attribute, statement)."""
    for document in documents(resource, configuration):
        if isinstance(document, PolicyDocument):
            for statement in document.statements:
                yield document.attribute, statement


def _read(
    attribute: str, text: str, resource: Resource, configuration: Configuration
) -> PolicyDocument | HiddenPolicy | None:
    try:
        return _literal(attribute, text)
    except StrictJsonError as error:
        if is_known(text) or '"Statement"' in text:
            # A named policy that is no JSON at all (an ARN, a mode) is not a document.
            return HiddenPolicy(attribute, f"it is not valid JSON: {error}") if "Statement" in text else None
        source = configuration.target(resource, text)
        if source is not None and source.type == "data.aws_iam_policy_document":
            return _from_data_source(attribute, source)
        return HiddenPolicy(attribute, f"it is the expression {text[:60]}, not literal JSON")


@lru_cache(maxsize=65536)  # a dozen rules read each document
def _literal(attribute: str, text: str) -> PolicyDocument | HiddenPolicy | None:
    parsed = loads(text)
    if not isinstance(parsed, Mapping):
        return None
    if attribute.endswith("body"):  # an API's own policy stands in its description
        parsed = parsed.get("x-amazon-apigateway-policy") or {}
        if not isinstance(parsed, Mapping):
            return None
    if "Statement" not in parsed:
        spelled = next((key for key in parsed if key.casefold() == "statement"), None)
        return HiddenPolicy(attribute, f"its statements stand under '{spelled}'") if spelled else None
    listed = _listed(parsed["Statement"])
    for item in listed:
        if not isinstance(item, Mapping):
            return HiddenPolicy(attribute, "its Statement is not a list of literal statements")
        if strange := sorted(set(item) - _ELEMENTS):
            return HiddenPolicy(
                attribute, f"a statement has the element '{strange[0]}', which IAM does not define"
            )
    return PolicyDocument(attribute, tuple(_statement(item) for item in listed))


def _may_be(key: str, asked: Iterable[str]) -> bool:
    """Whether a key, of which an expression is a part, may be one of those that are asked for."""
    ending = key.rpartition("}")[2].lower()
    endings = [each.rpartition("}")[2] for each in asked]
    return not is_known(key) and any(
        each.endswith((ending, ":")) or ending.endswith(each) for each in endings
    )


def _are_exact(key: str, values: tuple[str, ...]) -> bool | None:
    """Whether each value says who it is, or what in whose account; None where only the plan can tell."""
    verdicts = {_is_exact(key.lower(), _TOKEN.sub("\0", value)) for value in values} or {False}
    return False if False in verdicts else None if None in verdicts else True


def _is_exact(key: str, value: str) -> bool | None:
    if "${" in value or "%{" in value:
        return None
    if value.startswith("\0"):  # what follows a reference lies within what it refers to
        return True
    arn = read_arn(value)
    if arn is not None:
        named = arn.account or arn.resource  # a bucket's ARN has no account
    elif value.startswith("arn:"):
        named = ""
    elif key in _PATHS:
        named = value.partition("/")[0]
    else:
        named = value.removesuffix(_RUN_PHASE) if key.endswith(":sub") else value
    return bool(named) and not has_wildcard(named)


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in _listed(value))


def _actions(value: object, effect: str) -> tuple[str, ...]:
    """The actions; of what allows one of several, each: it may grant any of them."""
    texts = _texts(value)
    if effect == "Deny":
        return texts
    return tuple(action for text in texts for action in (outcomes(text) or (text,)) if action)


def _principals(value: object) -> tuple[Principal, ...]:
    if isinstance(value, Mapping):
        return tuple(Principal(str(kind), text) for kind, values in value.items() for text in _texts(values))
    return tuple(Principal("*", text) for text in _texts(value))


def _statement(parsed: Mapping[str, Any]) -> Statement:
    conditions = parsed.get("Condition")
    return Statement(
        sid=str(parsed.get("Sid", "")),
        effect=str(parsed.get("Effect", "")),
        actions=_actions(parsed.get("Action"), str(parsed.get("Effect", ""))),
        not_actions=_texts(parsed.get("NotAction")),
        resources=_texts(parsed.get("Resource")),
        not_resources=_texts(parsed.get("NotResource")),
        principals=_principals(parsed.get("Principal")),
        not_principals=_principals(parsed.get("NotPrincipal")),
        conditions=tuple(
            (str(operator), str(key), _texts(values))
            for operator, tests in (conditions.items() if isinstance(conditions, Mapping) else ())
            for key, values in (tests.items() if isinstance(tests, Mapping) else ())
        ),
    )


def _from_data_source(attribute: str, source: Resource) -> PolicyDocument | HiddenPolicy:
    """Read an `aws_iam_policy_document` data source as the document that it will render."""
    merged = ("source_policy_documents", "override_policy_documents", "source_json", "override_json")
    if any(source.values.get(name) for name in merged):
        return HiddenPolicy(attribute, f"{source.address} merges documents that only the plan can tell")
    if "dynamic" in source.values or not all(
        _is_written_out(block) for block in _listed(source.values.get("statement"))
    ):
        return HiddenPolicy(attribute, f"{source.address} generates statements", generated=True)
    return PolicyDocument(
        attribute,
        tuple(
            Statement(
                sid=str(block.get("sid", "")),
                effect=str(block.get("effect", "Allow")),
                actions=_actions(block.get("actions"), str(block.get("effect", "Allow"))),
                not_actions=_texts(block.get("not_actions")),
                resources=_texts(block.get("resources")),
                not_resources=_texts(block.get("not_resources")),
                principals=_block_principals(block.get("principals")),
                not_principals=_block_principals(block.get("not_principals")),
                conditions=_block_conditions(block.get("condition")),
            )
            for block in source.blocks("statement")
        ),
    )


def _is_written_out(statement: object) -> bool:
    """Whether a statement and its blocks stand there, neither generated nor an expression's value."""
    return (
        isinstance(statement, Mapping)
        and "dynamic" not in statement
        and all(
            isinstance(block, Mapping)
            for name in ("principals", "not_principals", "condition")
            for block in _listed(statement.get(name))
        )
    )


def _block_principals(value: object) -> tuple[Principal, ...]:
    return tuple(
        Principal(str(block.get("type", "")), text)
        for block in _listed(value)
        for text in _texts(block.get("identifiers"))
    )


def _block_conditions(value: object) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The conditions that the data source renders: it joins the values of all blocks with one test and
    variable, so that either is enough (terraform-provider-aws, internal/service/iam/policy_model.go).
    """
    joined: dict[tuple[str, str], tuple[str, ...]] = {}
    for block in _listed(value):
        named = str(block.get("test", "")), str(block.get("variable", ""))
        joined[named] = (*joined.get(named, ()), *_texts(block.get("values")))
    return tuple((*named, values) for named, values in joined.items())
