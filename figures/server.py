"""The server: Streamlit behind our own first byte, security headers and file addresses."""

from __future__ import annotations

import gzip
import hashlib
import html
import os
import re
import signal
import socket
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from figures.errors import UsageError
from figures.ledger import LANGUAGES
from figures.markup import STATIC, Markup

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp, Message, Receive, Scope, Send
    from uvicorn import Config, Server

Opening = Callable[["Request", str], bytes]
PAGES = (
    "",
    "check",
    "compare",
    "dates",
    "figures",
    "own",
)  # the addresses of the pages; figures/pages/app.py draws one for each
FOLDERS = ("api", "assets", "brief", "files")  # hold files only: an address that is none of theirs is told so
LOOPBACK = ("127.0.0.1", "localhost")
FOR_EVER = "public, max-age=31536000, immutable"
STYLES = ("fonts.css", "figures.css", "site.css")
FONTS = ("inter-latin-400-normal.woff2", "inter-latin-700-normal.woff2")
NOT_FOR_VISITORS = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent")

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws://{host} wss://{host}; "
    "worker-src 'self' blob:; frame-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'none'; "
    "object-src 'none'; manifest-src 'self'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
NO_SCRIPT = {
    "de": "Diese Seite braucht JavaScript.",
    "en": "This page needs JavaScript.",
    "fr": "Cette page a besoin de JavaScript.",
}
READ_ON = {
    "de": "Kurzfassung ohne JavaScript",
    "en": "Briefing without JavaScript",
    "fr": "Synthèse sans JavaScript",
}
NO_PAGE = {
    "de": "Diese Seite gibt es nicht. Zum Überblick",
    "en": "There is no such page. To the overview",
    "fr": "Cette page n’existe pas. Vers l’aperçu",
}


def serve(
    folder: str | None,
    texts: str | None,
    port: int,
    contact: str = "",
    address: str = "127.0.0.1",
    *,
    routes: Sequence[BaseRoute] = (),
    hosts: Iterable[str] = (),
    opening: Opening = lambda request, language: first_page(language, "figures"),
    prepare: Callable[[str], None] = lambda here: None,
) -> None:
    """Serve the dashboard until Ctrl+C or SIGTERM; ``hosts`` are the names it may be called by besides its address.

    ``opening`` gives the first byte and all that follows: the page asked for, packed by ``first_page``.
    ``prepare`` is called with the server's address in a thread of its own, once the server answers.
    """
    door = _bind(address, port)
    # The script runs in threads of this process; the environment reaches it however it is started.
    for name, value in (
        ("FIGURES_FOLDER", folder),
        ("FIGURES_TEXTS", texts),
        ("FIGURES_CONTACT", contact),
        ("FIGURES_SERVED", "yes"),
    ):
        if value is not None:
            os.environ[name] = value
    allowed = tuple(dict.fromkeys((*LOOPBACK, address, *(host.lower() for host in hosts))))
    app = _app([*routes, *_routes(opening)], allowed, address, door.getsockname()[1])
    server = _server(app, f"http://{address}:{door.getsockname()[1]}/", prepare)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)  # uvicorn raises it again when all is closed: then nothing is left
    with door:
        server.run(sockets=[door])


def choose_language(asked: str | None, accepted: str | None) -> str:
    """The language asked for in the address, else the first one of Accept-Language that we have, else German.

    >>> choose_language("fr", "en"), choose_language("xx", "it, en-GB;q=0.8, de;q=0.9"), choose_language(None, None)
    ('fr', 'de', 'de')
    """
    if asked in LANGUAGES:
        return str(asked)
    wishes = re.findall(r"([a-z]{2})[^,;]{0,16}(?:;\s?q=([01](?:\.[0-9]{1,3})?))?", (accepted or "")[:200].lower())
    for language, _ in sorted(wishes, key=lambda wish: -float(wish[1] or 1)):
        if language in LANGUAGES:
            return str(language)
    return LANGUAGES[0]


def _bind(address: str, port: int) -> socket.socket:
    """A listening socket, bound before the heavy imports so that a taken port is told at once."""
    door = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    if os.name != "nt":  # on Windows it would let two servers share a port
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((address, port))
        door.listen(2048)
    except (OSError, OverflowError) as error:
        door.close()
        why = getattr(error, "strerror", None) or error
        raise UsageError(f"cannot serve on {address}, port {port}: {why}; choose another one with --port") from None
    door.setblocking(False)
    return door


def script() -> Path:
    """The Streamlit script, with .streamlit/config.toml beside it: in figures/entry of a wheel, else in the checkout.

    Never beside figures/pages: Streamlit would take a folder of that name for its own kind of pages.
    """
    here = Path(__file__).parent
    return next(path for path in (here / "entry" / "dashboard.py", here.parent / "dashboard.py") if path.exists())


def _app(routes: Sequence[BaseRoute], allowed: tuple[str, ...], address: str, port: int) -> ASGIApp:
    from starlette.middleware import Middleware
    from streamlit.starlette import App
    from streamlit.web import bootstrap

    app = App(script(), routes=routes, middleware=[Middleware(Guard, allowed=allowed)])
    # After App(), which finds .streamlit/config.toml beside the script; what is set here wins over the file.
    bootstrap.load_config_options(
        {"server.address": address, "server.port": port, "server.allowedHosts": list(allowed)}
    )
    return app


def _server(app: ASGIApp, url: str, prepare: Callable[[str], None]) -> Server:
    from uvicorn import Config, Server

    class Announcing(Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                print(f"Dashboard: {url}", flush=True)
                Thread(target=prepare, args=(url,), daemon=True).start()

    return Announcing(_config(app, Config))


def _config(app: ASGIApp, make: type[Config]) -> Config:
    return make(
        app,
        ws="websockets-sansio",
        ws_max_size=20 * 1024 * 1024,
        ws_per_message_deflate=False,
        limit_concurrency=400,
        timeout_graceful_shutdown=2,
        server_header=False,
        access_log=False,
        log_level="warning",
    )


def _routes(opening: Opening) -> list[BaseRoute]:
    """Our own addresses; they go before Streamlit's, which would answer anything with its index page."""
    from starlette.responses import FileResponse, HTMLResponse
    from starlette.routing import Route

    def language(request: Request) -> str:
        return choose_language(request.query_params.get("lang"), request.headers.get("accept-language"))

    def page(request: Request) -> Response:
        chosen = language(request)
        fresh = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Accept-Encoding"}
        packed = opening(request, chosen)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return HTMLResponse(packed, headers={**fresh, "Content-Encoding": "gzip"})
        return HTMLResponse(gzip.decompress(packed), headers=fresh)

    def asset(request: Request) -> Response:
        wanted = STATIC / request.path_params["name"]
        if wanted not in STATIC.iterdir():  # compared with what is there, so no path can lead elsewhere
            return missing(request)
        return FileResponse(wanted, headers={"Cache-Control": FOR_EVER})

    def missing(request: Request) -> Response:
        return HTMLResponse(_missing_page(language(request)), status_code=404)

    return [
        *(Route(f"/{address}", page) for address in PAGES),
        Route("/assets/{name}", asset),
        *(Route(f"/{folder}/{{rest:path}}", missing) for folder in FOLDERS),
        Route("/{anything}", missing),
    ]


def first_page(language: str, title: str, body: str = "") -> bytes:
    """What the browser gets first, gzipped: the page itself, and Streamlit's scripts, which boot.js starts after that.

    Streamlit's own index page says lang="en", shows white before a dark page, and holds an inline script.
    """
    module, links = _streamlit()
    page = "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{language}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{html.escape(title)}</title>",
            f'<link rel="icon" href="{asset_address("favicon.svg")}" type="image/svg+xml">',
            *(f'<link rel="preload" href="./assets/{font}" as="font" type="font/woff2" crossorigin>' for font in FONTS),
            f'<script src="{asset_address("boot.js")}" data-module="{module}"></script>',
            *(f'<script src="{asset_address(name)}"></script>' for name in ("copy.js", "paper.js")),
            *links,
            "</head>",
            # In the body: what Streamlit adds to the head must not overrule them.
            "<body>",
            *(f'<link rel="stylesheet" href="{asset_address(name)}">' for name in STYLES),
            f'{body or no_script(language)}<div id="root"{" inert" if body else ""}></div></body>',
            "</html>",
            "",
        ]
    )
    return gzip.compress(page.encode(), 6)


def no_script(language: str) -> Markup:
    """What stands where nothing can without a script."""
    link = f'<a href="./brief/{language}.html">{READ_ON[language]}</a>'
    return Markup(f"<noscript><p>{NO_SCRIPT[language]} {link}</p></noscript>")


@cache
def _streamlit() -> tuple[str, list[str]]:
    """The address of Streamlit's program, and the links to what it needs at once, from its own index page."""
    from streamlit.file_util import get_static_dir

    index = Path(get_static_dir(), "index.html").read_text("utf-8")
    module = re.search(r'<script type="module"[^>]* src="([^"]+)"', index)
    assert module is not None
    links = re.findall(r'<link rel="(?:modulepreload|stylesheet)".*?>', index)
    return module[1], [f'<link rel="modulepreload" crossorigin href="{module[1]}">', *links]


@cache
def asset_address(name: str) -> str:
    """The address of a file in figures/static, with its hash: a browser may keep it for ever."""
    return f"./assets/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


def _missing_page(language: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>404</title>'
        f'<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>'
        f'<body><h1>404</h1><p><a href="/?lang={language}">{NO_PAGE[language]}</a></p></body></html>'
    )


class Guard:
    """Middleware: only known hosts, nothing that is not for visitors, security headers on every answer."""

    def __init__(self, app: ASGIApp, allowed: tuple[str, ...]) -> None:
        self.app, self.allowed = app, allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)  # websockets: Streamlit checks server.allowedHosts itself
            return
        from starlette.responses import PlainTextResponse

        host = self._host(scope)
        answer = self.app
        if host is None:
            answer = PlainTextResponse("unknown host\n", status_code=403)
        elif scope["path"].startswith(NOT_FOR_VISITORS):
            answer = PlainTextResponse("not found\n", status_code=404)
        await answer(scope, receive, _with_headers(send, host or "localhost"))

    def _host(self, scope: Scope) -> str | None:
        """The Host header, if it is one of ours: it goes into the policy, and a foreign name may be DNS rebinding."""
        found = [value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"host"]
        match = re.fullmatch(r"([a-z0-9.-]+|\[[0-9a-f:]+\])(?::[0-9]{1,5})?", found[0]) if len(found) == 1 else None
        return match[0] if match and match[1].strip("[]") in self.allowed else None


def _with_headers(send: Send, host: str) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            from starlette.datastructures import MutableHeaders

            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            headers.setdefault("Content-Security-Policy", POLICY.format(host=host))  # a bare page has a stricter one
        await send(message)

    return send_with_headers
