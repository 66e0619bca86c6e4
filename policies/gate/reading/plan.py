"""From what Terraform shows of a plan to elements: instances, providers, outputs, variables and modules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.context import Context
from policies.expressions.evaluation import Scope
from policies.gate.reading.declared_elsewhere import DeclaredElsewhere
from policies.gate.reading.plan_modules import Modules
from policies.gate.reading.plan_values import Values
from policies.gate.reading.shown import Instance, instances, prior_values
from policies.gate.reading.shown_values import NOT_TOLD, Account, as_template, region_in, without_empty
from policies.resource import Resource
from policies.values import is_known

_REGISTRY: Final = "registry.terraform.io/"
_BUILT_IN: Final = "terraform.io/builtin/"


def plan_elements(stack: str, content: Mapping[str, Any], context: Context) -> Iterator[Resource]:
    """Every element that a plan tells; `content` is one that `shown.refusal` has nothing against."""
    plan = _Plan(stack, content, context)
    yield from plan.instances()
    yield from plan.settings()


def _open_variables(content: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What the variables of the root module were set to, without those that are sensitive."""
    described = content["configuration"].get("root_module", {}).get("variables", {})
    for name, variable in content.get("variables", {}).items():
        if "value" in variable and not described.get(name, {}).get("sensitive"):
            yield name, as_template(variable["value"])


class _Plan:
    def __init__(self, stack: str, content: Mapping[str, Any], context: Context) -> None:
        self._stack, self._content, self._context = stack, content, context
        planned = {each.address: each for each in instances(content["planned_values"])}
        read = {each.address: each for each in instances(prior_values(content)) if each.mode == "data"}
        self._shown = {**read, **planned}
        self._changes = {each["address"]: each["change"] for each in content.get("resource_changes", ())}
        self._providers: Mapping[str, Any] = content["configuration"].get("provider_config", {})
        self._modules = Modules(content["configuration"].get("root_module", {}), self._shown)
        self._account = Account.of(self._shown.values())
        self._elsewhere = DeclaredElsewhere(self._shown.values())
        self._scope = Scope(variables=dict(_open_variables(content)))

    def _element(
        self, address: str, kind: str, name: str, values: Mapping[str, Any], region: str = ""
    ) -> Resource:
        return Resource(address, kind, name, values, self._stack, self._context, region)

    def instances(self) -> Iterator[Resource]:
        """Every resource, data source and ephemeral resource."""
        yield from self._ephemeral()
        for shown in self._shown.values():
            module = self._modules.at(shown.module)
            block = module.block(shown)
            provider = str(block.get("provider_config_key", ""))
            values = self._values(shown, block.get("expressions", {}))
            if block.get("provisioners"):
                values["provisioner"] = [{str(each.get("type")): {}} for each in block["provisioners"]]
            if block.get("depends_on"):
                values["depends_on"] = [module.prefix + str(each) for each in block["depends_on"]]
            if "." in provider.rpartition(":")[2]:
                values["provider"] = provider.rpartition(":")[2]
            region = str(values.get("region") or self._region(provider) or region_in(shown))
            yield self._element(shown.address, shown.kind, shown.name, values, region)

    def _ephemeral(self) -> Iterator[Resource]:
        """What a plan tells in its configuration alone, since nothing of it is kept."""
        for (mode, kind, name), block in self._modules.root.blocks.items():
            if mode == "ephemeral":
                told = Values(self._modules, self._modules.root, self._account, scope=self._scope)
                address, values = f"ephemeral.{kind}.{name}", told.of(block.get("expressions", {}))
                yield self._element(address, f"ephemeral.{kind}", name, values)

    def _values(self, shown: Instance, expressions: Mapping[str, Any]) -> dict[str, Any]:
        change = self._changes.get(shown.address, {})
        module = self._modules.at(shown.module)
        unknown = change.get("after_unknown")
        scope = Scope() if shown.module else self._scope
        told = Values(self._modules, module, self._account, shown, unknown, self._elsewhere, scope)
        values = told.of(expressions)
        if shown.mode == "managed":
            values["lifecycle"] = NOT_TOLD
        elif shown.type == "terraform_remote_state":
            values["outputs"] = as_template(shown.values.get("outputs") or {})
        return values

    def _region(self, provider: str) -> str:
        """The region of a provider: literal, or what the variable says that it reads; else empty."""
        told = self._providers.get(provider, {}).get("expressions", {}).get("region", {})
        value = told.get("constant_value")
        if value is None and len(told.get("references", ())) == 1:
            value = "${" + told["references"][0] + "}"
        region = self._scope.resolve(value)
        return region if isinstance(region, str) and is_known(region) else ""

    def settings(self) -> Iterator[Resource]:
        """Everything else of the root module, and the providers that all modules ask for."""
        required: dict[str, dict[str, str]] = {}
        used = {str(each.type).partition("_")[0] for each in self._shown.values()}
        told = Values(self._modules, self._modules.root, self._account, scope=self._scope)
        for key, config in self._providers.items():
            name, alias = str(config.get("name")), str(config.get("alias") or "")
            source, expressions = str(config.get("full_name", "")), config.get("expressions", {})
            if source.startswith(_BUILT_IN):
                continue
            version = config.get("version_constraint")
            is_configured = bool(expressions or alias)
            # Terraform lists a provider also where it is required alone, or used alone.
            if version or not (is_configured or name in used):
                required[name] = {"source": source.removeprefix(_REGISTRY)} | (
                    {"version": version} if version else {}
                )
            if ":" not in key and (is_configured or not version):
                address = f"provider.{name}" + (f".{alias}" if alias else "")
                values = {**told.of(expressions), **({"alias": alias} if alias else {})}
                yield self._element(address, f"provider.{name}", alias, values, self._region(key))
        yield self._element("terraform", "terraform", "", {"required_providers": required})
        root, planned = self._modules.root.config, self._content["planned_values"].get("outputs", {})
        for name, output in root.get("outputs", {}).items():
            shown = planned.get(name, {})
            unknown, sensitive = "value" not in shown, shown.get("sensitive", False)
            value = told.argument(
                "value", output.get("expression", {}), shown.get("value"), unknown, sensitive
            )
            values = without_empty({"value": value, "sensitive": output.get("sensitive")})
            yield self._element(f"output.{name}", "output", name, values)
        for name, variable in root.get("variables", {}).items():
            yield self._element(f"variable.{name}", "variable", name, without_empty(variable))
        for name, call in root.get("module_calls", {}).items():
            values = {"source": call.get("source"), "version": call.get("version_constraint")}
            yield self._element(f"module.{name}", "module", name, without_empty(values))
