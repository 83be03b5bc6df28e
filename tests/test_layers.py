"""The way of the data: a module may import only what stands before it."""

import ast
from pathlib import Path

import pytest

import framing

PACKAGE = Path(framing.__file__).parent
ORDER = (
    "errors",
    "files",
    "figures",
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
FITTING = {"fast_fit.py"}


def layer(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def nodes(tree, top_level):
    """Yield what runs, or what runs when the module is imported; what only type checkers read does not."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        yield node
        if not (top_level and isinstance(node, ast.FunctionDef)):
            yield from nodes(node, top_level)


def imported(path, *, top_level=False):
    for node in nodes(ast.parse(path.read_text(encoding="utf-8")), top_level):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} has a relative import"
            public = (framing.HOMES.get(name.name, f"framing.{name.name}") for name in node.names)
            yield from public if node.module == "framing" else [node.module]
        elif isinstance(node, ast.Import):
            yield from [name.name for name in node.names]


@pytest.mark.parametrize(
    ("source", "modules", "at_import"),
    [
        ("", [], []),
        ("from framing import compare", ["framing.comparison"], ["framing.comparison"]),
        ("if TYPE_CHECKING:\n    import pandas", [], []),
        ("if True:\n    import pandas", ["pandas"], ["pandas"]),
        ("try:\n    import pandas\nexcept ImportError:\n    pass", ["pandas"], ["pandas"]),
        ("def f(x):\n    if x:\n        import framing.train", ["framing.train"], []),
    ],
)
def test_what_a_module_imports_is_found(tmp_path, source, modules, at_import):
    (tmp_path / "one.py").write_text(source, encoding="utf-8")
    assert list(imported(tmp_path / "one.py")) == modules
    assert list(imported(tmp_path / "one.py", top_level=True)) == at_import


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
