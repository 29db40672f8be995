"""Ask our routes as the server would, without a server."""

import asyncio
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from figures.pages import files
from figures.server import Guard

BASE = "http://testserver/"


@dataclass(frozen=True)
class Answer:
    """What came back; names of headers are in small letters."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    def json(self) -> Any:
        return json.loads(self.content)


def get(address: str, accept: str = "", encoding: str = "", routes: Sequence[BaseRoute] = ()) -> Answer:
    """The answer to a request for a path, of the routes to files unless others are given."""
    sent: list[dict[str, Any]] = []
    known = {"host": "testserver", "accept-language": accept, "accept-encoding": encoding}
    headers = [(name.encode(), value.encode()) for name, value in known.items()]
    path, _, query = address.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "server": ("testserver", 80), "root_path": "", "path": path, "raw_path": path.encode(),
        "query_string": query.encode(), "headers": headers,
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    app = Guard(Starlette(routes=routes or files.routes()), ("testserver",))
    with ThreadPoolExecutor(1) as apart:  # a thread of its own: Playwright keeps a loop running in ours
        apart.submit(lambda: asyncio.run(app(scope, receive, send))).result()
    found = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], found, b"".join(part.get("body", b"") for part in sent[1:]))
