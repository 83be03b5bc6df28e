"""Where the folders that ship with the package lie."""

from __future__ import annotations

from pathlib import Path

from framing.errors import shown

PACKAGE = Path(__file__).parent


def resource_folder(name: str) -> Path:
    """Find a folder that ships with the package.

    Parameters
    ----------
    name : str
        "models" or "datasets".

    Returns
    -------
    Path
        `framing/_<name>` of an installed wheel, else `<name>` beside the
        package, as in a checkout.

    Raises
    ------
    FileNotFoundError
        If neither is there.

    Examples
    --------
    >>> from framing.resources import resource_folder
    >>> resource_folder("datasets").is_dir()
    True
    """
    for folder in (PACKAGE / f"_{name}", PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(
        f"name must be a folder that ships with framing, got {shown(name)}; "
        f"no _{name} in the package and no {name} beside it: install framing again"
    )
