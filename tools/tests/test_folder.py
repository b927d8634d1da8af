"""The data folder: one platform at a time, emptied on demand."""

import pytest

from reclameici.local.errors import LocalError
from reclameici.local.folder import empty, hold
from reclameici.local.platform import LocalPlatform
from reclameici.local.ports import free_ports


def test_two_platforms_cannot_share_a_folder(tmp_path):
    with (
        LocalPlatform(tmp_path, free_ports()),
        pytest.raises(LocalError, match="already running"),
    ):
        LocalPlatform(tmp_path, free_ports())


def test_a_folder_is_free_again_when_its_platform_ends(tmp_path):
    with LocalPlatform(tmp_path, free_ports()):
        pass

    hold(tmp_path).close()


def test_reset_removes_the_data_and_keeps_the_fetched_engines(tmp_path):
    (tmp_path / "engines").mkdir()
    (tmp_path / "kafka").mkdir()
    (tmp_path / "secrets.json").write_text("{}")
    empty(tmp_path)

    assert {entry.name for entry in tmp_path.iterdir()} == {"engines", "lock"}


def test_reset_is_refused_while_the_platform_runs(tmp_path):
    (tmp_path / "kafka").mkdir()
    with hold(tmp_path), pytest.raises(LocalError, match="already running"):
        empty(tmp_path)

    assert (tmp_path / "kafka").exists()
