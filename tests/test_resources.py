from __future__ import annotations

import pytest

from framing import resources


def test_a_checkout_has_its_folders_beside_the_package():
    assert resources.resource_folder("datasets") == resources.PACKAGE.parent / "datasets"


def test_a_packaged_folder_comes_first(monkeypatch, tmp_path):
    monkeypatch.setattr(resources, "PACKAGE", tmp_path / "framing")
    (tmp_path / "models").mkdir()
    (tmp_path / "framing" / "_models").mkdir(parents=True)
    assert resources.resource_folder("models") == tmp_path / "framing" / "_models"


def test_a_folder_that_is_nowhere_is_named():
    with pytest.raises(FileNotFoundError, match="name must be a folder that ships with framing, got 'nowhere'"):
        resources.resource_folder("nowhere")
