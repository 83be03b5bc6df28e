"""The way of the data: a module may import only what stands before it."""

import ast
from pathlib import Path

import pytest

import framing

PACKAGE = Path(framing.__file__).parent
ORDER = (
    "errors",
    "files",
    "resources",
    "lexicons",
    "rubrics",
    "passages",
    "voice",
    "names",
    "tokens",
    "covered",
    "encoder",
    "measures",
    "features",
    "vectors",
    "classifiers",
    "weights",
    "models",
    "scores",
    "cues",
    "scoring",
    "labels",
    "genre",
    "report",
    "console",
    "comparison",
    "articles",
    "many",
    "sources",
    "datasets",
    "duplicates",
    "corpus",
    "evaluation",
    "adaptation",
    "training",
    "card",
    "train",
    "__main__",
)
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py" or path.parent != PACKAGE)
HEAVY = {"sklearn", "scipy", "pandas", "joblib", "matplotlib"}
LATER = {"features", "vectors", "datasets", "duplicates", "corpus", "evaluation", "adaptation", "training", "card", "train"}
SCORING_PATH = set(ORDER) - LATER
FITTING = {"fast_fit.py", "marked.py"}


def layer(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path, *, top_level=False):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {id(node) for block in ast.walk(tree) if isinstance(block, ast.If) for node in ast.walk(block)}
    for node in ast.iter_child_nodes(tree) if top_level else ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} has a relative import"
            yield from [f"framing.{name.name}" for name in node.names] if node.module == "framing" else [node.module]
        elif isinstance(node, ast.Import):
            yield from [name.name for name in node.names]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_stands_before_it(path):
    own = ORDER.index(layer(path))
    for module in imported(path):
        parts = module.split(".")
        if parts[0] == "framing" and parts[1] in ORDER:
            assert ORDER.index(parts[1]) <= own, f"{path.name} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_the_scoring_path_needs_no_heavy_import(path):
    if layer(path) in SCORING_PATH and path.name not in FITTING:
        assert HEAVY.isdisjoint(module.split(".")[0] for module in imported(path, top_level=True))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_module_needs_the_package_that_draws(path):
    assert "matplotlib" not in {module.split(".")[0] for module in imported(path, top_level=True)}
