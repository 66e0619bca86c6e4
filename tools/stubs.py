"""Write type stubs of the AWS provider's modules in use: `python -m tools.stubs`, or `make generated`.

The provider has 2,200 modules, and reading them takes mypy minutes. The stubs hold, of each module that
checked code imports from, the classes that it names and what those lead to: every argument and attribute with
its type, as the installed package's text has them. Where the package takes a block as an object or as a
dictionary, the stubs take the object alone: a dictionary's keys would go unchecked.
"""

from __future__ import annotations

import ast
import shutil
import sys
import sysconfig
import tomllib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parents[1]
PROVIDER: Final = "cdktf_cdktf_provider_aws"
STUBS: Final = PROJECT / "stubs" / PROVIDER
_HEADING: Final = "# Written by `python -m tools.stubs`."
_HANDED_OUT: Final = ("ComplexList", "ComplexObject")
_GENERICS: Final = {"Dict": "dict", "List": "list", "Mapping": "Mapping", "Sequence": "Sequence"}
_NAMES: Final = {
    "builtins.bool": "bool",
    "builtins.str": "str",
    "jsii.Number": "float",
    "typing.Any": "Any",
}
_IMPORTS: Final = {
    "from collections.abc import Mapping, Sequence": ("Mapping[", "Sequence["),
    "from typing import Any, ClassVar": ("Any", "ClassVar["),
    "import cdktf": ("cdktf.",),
    "import constructs": ("constructs.",),
}


def main() -> int:
    """Write the stubs anew."""
    written = stubs_in_use()
    shutil.rmtree(STUBS, ignore_errors=True)
    STUBS.mkdir(parents=True)
    for name, text in written.items():
        (STUBS / name).write_text(text, encoding="utf-8")
    return 0


def stubs_in_use() -> dict[str, str]:
    """Give the stubs of what the checked files import, by the name of the file."""
    package = Path(sysconfig.get_path("purelib")) / PROVIDER
    # Modules are found in the stub of the package; its own text would load all of them.
    files = {"__init__.pyi": f"{_HEADING}\n"}
    for module, names in sorted(names_in_use(checked_files()).items()):
        source = (package / module / "__init__.py").read_text(encoding="utf-8")
        files[f"{module}.pyi"] = render(ast.parse(source), names)
    return files


def checked_files() -> Iterator[Path]:
    """Every file that mypy is told to check."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    for place in settings["tool"]["mypy"]["files"]:
        path = PROJECT / place
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def names_in_use(files: Iterable[Path]) -> dict[str, set[str]]:
    """What these files import from the provider: names by module."""
    used: dict[str, set[str]] = {}
    for file in files:
        text = file.read_text(encoding="utf-8")
        if PROVIDER not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{PROVIDER}."):
                module = str(node.module).removeprefix(f"{PROVIDER}.")
                used.setdefault(module, set()).update(alias.name for alias in node.names)
    return used


def render(module: ast.Module, names: set[str]) -> str:
    """Give the stub of one module: the classes named, and those that their types lead to."""
    classes = {node.name: node for node in module.body if isinstance(node, ast.ClassDef)}
    written: dict[str, str] = {}
    pending = [name for name in names if name in classes]
    while pending:
        name = pending.pop()
        if name not in written:
            types = _Types(classes)
            written[name] = _class(classes[name], types)
            pending += types.met
    text = "\n".join(written[name] for name in classes if name in written)
    imports = [line for line, words in _IMPORTS.items() if any(word in text for word in words)]
    return "\n".join([_HEADING, *imports, "", text])


class _Types:
    """Renders types as a stub has them, and notes the classes of the module that it met."""

    def __init__(self, classes: Collection[str]) -> None:
        self._classes = set(classes)
        self.met: set[str] = set()

    def __call__(self, node: ast.expr | None) -> str:
        match node:
            case ast.Subscript(ast.Attribute(_, word), inner):
                return self._parametrised(word, inner.elts if isinstance(inner, ast.Tuple) else [inner])
            case ast.Attribute(ast.Name(package), name):
                return _NAMES.get(f"{package}.{name}") or f"{package.strip('_').partition('_')[0]}.{name}"
            case ast.Constant(str(name)) | ast.Name(name):
                self.met |= {name} & self._classes
                return name
            case ast.Constant(None):
                return "None"
            case _:
                written = ast.unparse(node) if node else "nothing"
                raise TypeError(f"no type is known that is written {written!r}")

    def _parametrised(self, word: str, members: list[ast.expr]) -> str:
        if word == "Optional":
            return f"{self(members[0])} | None"
        if word == "Union":
            objects = [member for member in members if not _is_dictionary(member)]
            return " | ".join(dict.fromkeys(self(member) for member in objects or members))
        return f"{_GENERICS[word]}[{', '.join(map(self, members))}]"


def _is_dictionary(node: ast.expr) -> bool:
    return isinstance(node, ast.Subscript) and ast.unparse(node.value) == "typing.Dict"


def _class(node: ast.ClassDef, types: _Types) -> str:
    """Render a class: what makes it, its attributes and its public methods."""
    functions = [part for part in node.body if isinstance(part, ast.FunctionDef)]
    set_as = {function.name: function for function in functions if "setter" in _decorators(function)}
    lines = [f"class {node.name}{_bases(node, types)}:"]
    for function in functions:
        name, kinds = function.name, _decorators(function)
        if "setter" in kinds or _is_left_out(name, node):
            continue
        if "classproperty" in kinds:
            lines.append(f"    {name}: ClassVar[{types(function.returns)}]")
        elif "property" in kinds:
            lines += _attribute(name, function, set_as.get(name), types)
        else:
            lines += _method(function, types)
    return "\n".join([*lines, "" if len(lines) > 1 else "    ...\n"])


def _is_left_out(name: str, node: ast.ClassDef) -> bool:
    """What no declaration calls: undoing, importing, and making what a resource alone hands out."""
    if name == "__init__":
        return any(ast.unparse(base).rpartition(".")[2] in _HANDED_OUT for base in node.bases)
    return name.startswith(("_", "reset_")) or name == "generate_config_for_import"


def _bases(node: ast.ClassDef, types: _Types) -> str:
    bases = ", ".join(types(base) for base in node.bases)
    return f"({bases})" if bases else ""


def _decorators(function: ast.FunctionDef) -> set[str]:
    """The last words of a function's decorators."""
    return {ast.unparse(decorator).rpartition(".")[2] for decorator in function.decorator_list}


def _attribute(
    name: str, getter: ast.FunctionDef, setter: ast.FunctionDef | None, types: _Types
) -> Iterator[str]:
    given = types(getter.returns)
    taken = types(setter.args.args[1].annotation) if setter else None
    if taken == given:
        yield f"    {name}: {given}"
        return
    yield "    @property"
    yield f"    def {name}(self) -> {given}: ..."
    if taken:
        yield f"    @{name}.setter"
        yield f"    def {name}(self, value: {taken}) -> None: ..."


def _method(function: ast.FunctionDef, types: _Types) -> Iterator[str]:
    """One argument a line, so that a difference of versions shows which."""
    taken = function.args
    defaults = [*[None] * (len(taken.args) - len(taken.defaults)), *taken.defaults]
    positional = [
        _argument(argument, default, types) for argument, default in zip(taken.args, defaults, strict=True)
    ]
    named = [
        _argument(argument, default, types)
        for argument, default in zip(taken.kwonlyargs, taken.kw_defaults, strict=True)
    ]
    if taken.vararg:
        positional.append(f"*{_argument(taken.vararg, None, types)}")
    elif named:
        positional.append("*")
    returns = types(function.returns)
    if len(positional) + len(named) <= 2:
        yield f"    def {function.name}({', '.join([*positional, *named])}) -> {returns}: ..."
        return
    yield f"    def {function.name}("
    for argument in (*positional, *named):
        yield f"        {argument},"
    yield f"    ) -> {returns}: ..."


def _argument(argument: ast.arg, default: ast.expr | None, types: _Types) -> str:
    annotation = f": {types(argument.annotation)}" if argument.annotation else ""
    return f"{argument.arg}{annotation}{' = ...' if default else ''}"


if __name__ == "__main__":
    sys.exit(main())
