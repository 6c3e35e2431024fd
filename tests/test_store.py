from pathlib import Path

import pytest

from drafter.errors import OutputError, SettingsError
from drafter.store import CallStore, StoredCall

CALL = StoredCall("an answer", "stop", 12, 34)


def test_an_answer_is_kept_across_processes_and_never_replaced(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'calls.db'}"
    first = CallStore(url)
    assert first.get("a" * 64) is None
    first.put("a" * 64, CALL)
    first.put("a" * 64, StoredCall("another", None, None, None))
    first.close()
    second = CallStore(url)
    assert second.get("a" * 64) == CALL
    assert second.get("b" * 64) is None
    second.close()


@pytest.mark.parametrize("url", ["nothing", "oracle+nothing://x", "sqlite:////proc/no/such/calls.db"])
def test_a_store_that_cannot_be_opened_is_named(url: str) -> None:
    with pytest.raises(SettingsError, match="DRAFTER_STORE"):
        CallStore(url)


def test_a_password_in_the_url_is_not_shown() -> None:
    with pytest.raises(SettingsError) as wrong:
        CallStore("nosuchengine://user:secret@host/db")
    assert "secret" not in str(wrong.value)


def test_a_store_that_is_damaged_later_is_named(tmp_path: Path) -> None:
    file = tmp_path / "calls.db"
    store = CallStore(f"sqlite:///{file}")
    store.close()
    file.write_bytes(b"no database" * 100)
    with pytest.raises(OutputError, match="cannot be read"):
        store.get("a" * 64)
    with pytest.raises(OutputError, match="cannot be written"):
        store.put("a" * 64, CALL)
    store.close()
