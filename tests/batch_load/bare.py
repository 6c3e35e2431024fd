"""A bare loop over the client of the drafter: so many requests at a time, each sent once, answers dropped.

    python -m tests.batch_load.bare URL REQUESTS.jsonl CONCURRENCY

The requests are those of `drafter batch --requests-out`.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from drafter.drafting.client import Client
from drafter.loopback import Access, allowed_server

_TIMEOUT = 300.0


async def ask_all(url: str, requests: Path, concurrency: int) -> None:
    """Send the requests."""
    bodies = iter(_bodies(requests))
    client = Client(allowed_server(url, None), Access(), concurrency)

    async def work() -> None:
        for body in bodies:
            sent = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
            await client.call(sent, about="", model="m", max_tokens=body["max_tokens"], timeout=_TIMEOUT)

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(concurrency):
                group.create_task(work())
    finally:
        await client.close()


def _bodies(requests: Path) -> list[dict[str, Any]]:
    return [json.loads(line)["body"] for line in requests.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    asyncio.run(ask_all(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
