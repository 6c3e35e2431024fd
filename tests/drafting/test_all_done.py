"""Tasks side by side: none is lost because another fails, and none is left running."""

import asyncio
from collections.abc import Awaitable

import pytest

from drafter.drafting.all_done import all_done, together
from drafter.drafting.asking import Waiting


class Log(list[str]):
    """What was done, in order."""

    async def after(self, seconds: float, name: str, error: Exception | None = None) -> str:
        try:
            await asyncio.sleep(seconds)
        except asyncio.CancelledError:
            self.append(f"{name} stopped")
            raise
        self.append(name)
        if error:
            raise error
        return name


def run(wait: object, *work: Awaitable[str]) -> None:
    async def main() -> None:
        await wait([asyncio.ensure_future(one) for one in work])  # type: ignore[operator]

    asyncio.run(main())


def test_all_done_waits_for_all_and_raises_the_first_error_that_is_no_waiting() -> None:
    log = Log()
    with pytest.raises(KeyError):
        run(
            all_done,
            log.after(0.01, "waits", Waiting()),
            log.after(0, "fails", KeyError()),
            log.after(0.02, "fails too", ValueError()),
            log.after(0.03, "slow"),
        )
    assert log == ["fails", "waits", "fails too", "slow"]
    with pytest.raises(Waiting):
        run(all_done, log.after(0, "waits", Waiting()), log.after(0, "done"))


def test_together_stops_the_others_where_one_fails() -> None:
    log = Log()
    with pytest.raises(KeyError):
        run(together, log.after(0, "fails", KeyError()), log.after(5, "slow"))
    assert log == ["fails", "slow stopped"]


@pytest.mark.parametrize("wait", [all_done, together])
def test_stopping_the_wait_stops_the_tasks(wait: object) -> None:
    log = Log()

    async def main() -> None:
        outer = asyncio.create_task(_as_task(wait, [asyncio.create_task(log.after(5, "slow"))]))
        await asyncio.sleep(0.01)
        outer.cancel()
        with pytest.raises(asyncio.CancelledError):
            await outer

    asyncio.run(main())
    assert log == ["slow stopped"]


async def _as_task(wait: object, tasks: list[asyncio.Task[str]]) -> None:
    await wait(tasks)  # type: ignore[operator]
