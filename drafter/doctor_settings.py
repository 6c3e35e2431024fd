"""Settings and prices as `drafter doctor` shows them: values, where they come from, and never a key."""

import os
from collections.abc import Iterator

import httpx2
from pydantic import SecretStr
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from drafter.doctor_report import Check, Setting
from drafter.drafting.limits import Prices
from drafter.drafting.prompted import PARAMETERS
from drafter.errors import SettingsError
from drafter.settings import TRACEBACK, Settings

_PREFIX = "DRAFTER_"
_NO_URL = "set, and no URL"
_BYTES = 3
"""Bytes that drafting counts as a token when it fills the context (`drafting.fitting`)."""


def shown_settings(held: Settings) -> Iterator[Setting]:
    """Every setting with its value."""
    for name in Settings.model_fields:
        origin = "environment" if name in held.model_fields_set else "default"
        yield Setting(name=f"{_PREFIX}{name.upper()}", value=_shown(name, getattr(held, name)), origin=origin)


def unknown_variables() -> Iterator[Check]:
    """Variables that look like settings and are none, most likely misspelt."""
    known = {f"{_PREFIX}{name.upper()}" for name in Settings.model_fields} | {TRACEBACK}
    for name in sorted(name for name in os.environ if name.upper().startswith(_PREFIX)):
        if name.upper() not in known:
            yield Check.wrong("settings", f"{name}: there is no such setting; correct its name, or remove it", 0)


def price_check(held: Settings) -> Check:
    """Whether cost can be counted, and what `--max-cost` needs."""
    try:
        prices = Prices.of_settings()
    except SettingsError as error:
        return Check.wrong("prices", str(error), error.exit_code)
    if prices is None:
        return Check.ok(
            "prices",
            "not set, so no cost is counted; --max-cost needs DRAFTER_PRICE_PROMPT and DRAFTER_PRICE_COMPLETION",
        )
    answer = int(PARAMETERS["max_tokens"])
    # As much is set aside before a call: a token for each byte of the prompt, and the longest answer.
    most = prices.cost(_BYTES * max(0, held.context - answer), answer)
    return Check.ok(
        "prices",
        f"${prices.prompt:g} for a million tokens of prompt, ${prices.completion:g} of answers; --max-cost must leave "
        f"room for the largest call, about ${most:.4f}",
    )


def _shown(name: str, value: object) -> str:
    if isinstance(value, SecretStr):
        return "set" if value.get_secret_value() not in ("", "none") else "not set"
    if value is None:
        return "not set"
    if name == "store":
        return store_shown(str(value))
    if name == "embedding_url":
        return _address(str(value))
    if isinstance(value, dict):  # the values of arguments may be keys
        return ", ".join(map(str, value)) or "none"
    return str(value)


def store_shown(url: str) -> str:
    """A database URL without password and query."""
    try:
        return make_url(url).set(query={}).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return _NO_URL


def _address(url: str) -> str:
    """A URL without user, password, query and fragment."""
    try:
        parsed = httpx2.URL(url)
    except httpx2.InvalidURL:
        return _NO_URL
    return f"{parsed.scheme}://{parsed.netloc.decode('ascii')}{parsed.path}" if parsed.host else _NO_URL
