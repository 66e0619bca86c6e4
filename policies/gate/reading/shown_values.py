"""Values that Terraform shows, in the words of a configuration.

What is known only as a value is told as the reference that it came from, so that rules find whom it points
at; the own account is told as what reads it; what is sensitive is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from policies.gate.reading.shown import Instance, Json

AFTER_APPLY: Final = "${(known after apply)}"
SENSITIVE: Final = "${(sensitive value)}"
NOT_TOLD: Final = "${(not told in this form)}"
_MARKERS: Final = frozenset({AFTER_APPLY, SENSITIVE, NOT_TOLD})
_CALLER: Final = "data.aws_caller_identity"
_ARN: Final = re.compile(r"arn:aws[\w-]*:[\w-]*:[\w-]*:(?P<account>\d{12})?:[\w:/.@$=+,#-]*")
_ARN_PARTS: Final = 6
_TAKEN_OUT: Final = '${element(split(",", '
_ID: Final = re.compile(r"[a-z]+-[0-9a-f]{8,17}")  # of the resources of EC2, as a subnet
_GIVEN_BY_AWS: Final = (
    *("arn", "id", "key_id", "url", "invoke_arn", "stream_arn", "execution_arn", "qualified_arn"),
    *("qualified_invoke_arn", "certificate_arn", "root_resource_id", "prefix_list_id", "alias_arn"),
)
_POINTING: Final = frozenset(
    {
        *(
            "aws_cloudwatch_event_target",
            "aws_lakeformation_resource",
            "aws_notifications_channel_association",
        ),
        *("aws_sns_topic_data_protection_policy", "aws_sns_topic_policy"),
    }
)
"""Types whose `arn` is that of what they belong or point to (hashicorp/aws, the schemas' arguments `arn`)."""
_NAMED: Final = ("name", "bucket", "function_name", "identifier", "stage_name")
_OWN: Final = frozenset({"name", "id", "statement_id", "description", "path", "key", "value"})
"""Arguments that say what something is itself, and never whom it points at."""


@dataclass(frozen=True, slots=True)
class Account:
    """The account that Terraform works in, empty where nothing tells it, and the expression that reads it."""

    number: str
    expression: str

    @classmethod
    def of(cls, shown: Iterable[Instance]) -> Account:
        """What data.aws_caller_identity read, else the one account in which all that is managed lies."""
        owners: set[str] = set()
        for each in shown:
            if each.kind == _CALLER and each.values.get("account_id"):
                return cls(str(each.values["account_id"]), _reference(each, "account_id"))
            match = _ARN.match(_own_arn(each)) if each.mode == "managed" else None
            if match and match["account"]:
                owners.add(match["account"])
        return cls(owners.pop() if len(owners) == 1 else "", "${" + f"{_CALLER}.current.account_id" + "}")

    def put_back(self, text: str) -> str:
        """The text with the account's number as the expression that reads it."""
        if not self.number or self.number not in text:
            return text
        return re.sub(rf"(?<![0-9A-Za-z]){self.number}(?![0-9A-Za-z])", lambda _: self.expression, text)


@dataclass(frozen=True, slots=True)
class Known:
    """What other instances are called: the reference to each by the value.

    exact: by what AWS gives, which nothing else has.
    names: by what they were named, with the type of each; a queue and its topic may share a name.
    """

    exact: Mapping[str, str]
    names: Mapping[str, tuple[tuple[str, str], ...]]
    account: Account

    @classmethod
    def by(cls, others: Iterable[Instance], account: Account) -> Known:
        """What can be said by means of these instances."""
        exact: dict[str, str] = {}
        names: dict[str, list[tuple[str, str]]] = {}
        for each in others:
            if each.kind == "data.terraform_remote_state":
                outputs = each.values.get("outputs")
                for name, value in outputs.items() if isinstance(outputs, Mapping) else ():
                    if isinstance(value, str) and value:
                        exact.setdefault(value, _reference(each, f"outputs.{name}"))
                        for part, expression in _listed(each, name, value):
                            exact.setdefault(part, expression)
                continue
            given = {each.values.get(key) for key in _NAMED}
            for key in (*_GIVEN_BY_AWS, *_NAMED):
                value = each.values.get(key)
                if isinstance(value, str) and value and not (key == "arn" and each.type in _POINTING):
                    if key in _GIVEN_BY_AWS and value not in given:
                        exact.setdefault(value, _reference(each, key))
                    elif not any(
                        told.startswith("${" + f"{each.address}.") for told, _ in names.get(value, ())
                    ):
                        names.setdefault(value, []).append((_reference(each, key), each.kind))
        return cls(exact, {value: tuple(found) for value, found in names.items()}, account)

    def told(self, attribute: str, value: Json, kind: str = "") -> Json:
        """An argument of a type, with references for what others are called, and the account as what reads
        it.
        """
        if isinstance(value, Mapping):
            return {key: self.told(key, item, kind) for key, item in value.items()}
        if isinstance(value, list):
            told = [self.told(attribute, item, kind) for item in value]
            # A set is shown in the order of its values, which are other ones in each region.
            return sorted(told) if all(str(each).startswith(_TAKEN_OUT) for each in told) else told
        if not isinstance(value, str) or value in _MARKERS:
            return value
        if value in self.exact:
            return self.exact[value]
        if value in self.names and attribute not in _OWN and not _fits(attribute, kind):
            fitting = [told for told, other in self.names[value] if _fits(attribute, other)]
            if len(fitting) == 1:
                return fitting[0]
        return self.account.put_back(_ARN.sub(lambda match: self._begun(match[0]), value))

    def _begun(self, arn: str) -> str:
        """An ARN within a longer text, told as the instance with whose ARN it begins."""
        end = len(arn)
        while end > 0:
            if arn[:end] in self.exact:
                return self.exact[arn[:end]] + arn[end:]
            end = max(arn.rfind(":", 0, end), arn.rfind("/", 0, end))
        return arn


def _listed(shown: Instance, name: str, value: str) -> Iterator[tuple[str, str]]:
    """Ids that an output lists with commas, each with the expression that takes it out again."""
    parts = value.split(",")
    if len(parts) > 1 and all(map(_ID.fullmatch, parts)):
        for index, part in enumerate(parts):
            yield part, f"{_TAKEN_OUT}{shown.address}.outputs.{name}), {index})" + "}"


def _reference(shown: Instance, attribute: str) -> str:
    return "${" + f"{shown.address}.{attribute}" + "}"


def _fits(attribute: str, kind: str) -> bool:
    """Whether an argument names things of this type: `role` an aws_iam_role, `log_group_name` a log group."""
    stem = re.sub(r"_(?:name|names|id|ids|arn|url)$", "", attribute)
    return bool(stem) and kind.endswith(f"_{stem}")


def as_template(value: Json) -> Json:
    """A value as the template that says it: what looks like an expression in it is none."""
    if isinstance(value, Mapping):
        return {key: as_template(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_template(item) for item in value]
    if isinstance(value, str) and value not in _MARKERS:
        return value.replace("${", "$${").replace("%{", "%%{")
    return value


def without_sensitive(value: Json, sensitive: Json) -> Json:
    """The value without what Terraform calls sensitive, which stands as an expression."""
    if sensitive is True:
        return SENSITIVE
    if isinstance(value, Mapping) and isinstance(sensitive, Mapping):
        return {key: without_sensitive(item, sensitive.get(key)) for key, item in value.items()}
    if isinstance(value, list) and isinstance(sensitive, list):
        return [without_sensitive(item, item_of(sensitive, index)) for index, item in enumerate(value)]
    return value


def with_unknown(value: Json, unknown: Json, written: Json, instead: Callable[[], str]) -> Json:
    """The value with an expression for whatever is known only after the apply: the one that is written where
    it is told, else one that `instead` makes.
    """
    if unknown is True:
        return written if isinstance(written, str) and "${" in written else instead()
    if isinstance(unknown, Mapping) and isinstance(value, Mapping):
        keys = dict.fromkeys([*value, *(key for key, mark in unknown.items() if mark)])
        return {
            key: with_unknown(value.get(key), unknown.get(key), key_of(written, key), instead) for key in keys
        }
    if isinstance(unknown, list) and isinstance(value, list):
        texts = written if isinstance(written, list) and len(written) == len(value) else []
        return [
            with_unknown(item, item_of(unknown, index), item_of(texts, index), instead)
            for index, item in enumerate(value)
        ]
    return value


def without_empty(value: Json) -> Json:
    """The value without what a provider fills in for nothing, at any depth: null, "" and []."""
    if isinstance(value, Mapping):
        kept = {key: without_empty(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, "", [])}
    if isinstance(value, list):
        return [without_empty(item) for item in value if item is not None]
    return value


def region_in(shown: Instance) -> str:
    """The region that an instance's own values tell; empty where they tell none."""
    region = shown.values.get("region")
    if isinstance(region, str) and region:
        return region
    parts = _own_arn(shown).split(":")
    return parts[3] if len(parts) >= _ARN_PARTS else ""


def _own_arn(shown: Instance) -> str:
    return "" if shown.type in _POINTING else str(shown.values.get("arn") or "")


def key_of(value: Json, name: str) -> Json:
    """What stands under a key; None where nothing does."""
    return value.get(name) if isinstance(value, Mapping) else None


def item_of(value: Json, index: int) -> Json:
    """What stands at an index; a mark of the whole, such as `true`, is one of each item."""
    if isinstance(value, list):
        return value[index] if index < len(value) else None
    return value
