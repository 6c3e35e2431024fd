"""Settings of the model server, and what is said of a wrong one."""

import pytest

from drafter.errors import SettingsError
from drafter.loopback import Access
from drafter.settings import Settings, settings


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("API_KEY_HEADER", "x-key", "write authorization or api-key"),
        ("DEADLINE", "0", "write the seconds that an item may take"),
        ("DEADLINE", "inf", "write the seconds that an item may take"),
        ("PRICE_PROMPT", "-1", "write US dollars for a million tokens"),
        ("PRICE_COMPLETION", "two", "write US dollars for a million tokens"),
        ("CONTEXT", "12", "write the tokens of the model's context"),
        ("TIMEOUT", "no", "write the seconds to wait"),
    ],
)
def test_a_wrong_setting_is_one_line_that_says_what_to_write(
    name: str, value: str, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"DRAFTER_{name}", value)
    with pytest.raises(SettingsError) as caught:
        settings()
    assert str(caught.value).startswith(f"environment variable DRAFTER_{name}: {wanted}")
    assert "\n" not in str(caught.value)


def test_defaults() -> None:
    held = settings()
    assert (held.deadline, held.context, held.price_prompt, held.price_completion) == (900, 32768, None, None)
    assert Access.of_settings() == Access("none", "authorization", None)


def test_access_comes_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_API_KEY", "k")
    monkeypatch.setenv("DRAFTER_API_KEY_HEADER", "api-key")
    monkeypatch.setenv("DRAFTER_API_VERSION", "2024-10-21")
    assert Access.of_settings() == Access("k", "api-key", "2024-10-21")
    assert Access.of_settings().headers == {"api-key": "k"}


@pytest.mark.parametrize("field", Settings.model_fields)
def test_each_setting_says_what_it_is(field: str) -> None:
    assert Settings.model_fields[field].description
