"""Pages in a browser: what goes wrong in one fails the test, and so does any request."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Browser, Page, Request, Route

WIDE = (1280, 720)
Open: TypeAlias = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Open a file as a page that has drawn itself: `opened(path, "?step=3", size=(360, 740), media={...})`.

    `allowed` says which addresses besides the file itself may be asked for, `expected` which words of a fault belong to
    the test.
    """
    contexts: list[Any] = []
    faults: list[str] = []

    def open_page(
        path: Path,
        query: str = "",
        *,
        size: tuple[int, int] = WIDE,
        allowed: str = "",
        expected: str = "",
        waits: bool = True,
        **media: Any,
    ) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True, **media)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)

        def heed(route: Route, request: Request) -> None:
            ours = request.url.split("?")[0] == path.as_uri() or (allowed and request.url.startswith(allowed))
            if ours:
                route.continue_()
            else:
                faults.append(f"a request to {request.url}")
                route.abort()

        def heed_words(kind: str, words: str) -> None:
            if kind == "error" and not (expected and expected in words):
                faults.append(words)

        page.route("**/*", heed)
        page.on("pageerror", lambda error: faults.append(f"{error.message}\n{error.stack}"))
        page.on("console", lambda said: heed_words(said.type, said.text))
        page.goto(path.as_uri() + query)
        if waits:
            page.wait_for_function("() => !document.body.classList.contains('loading')")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, "; ".join(faults)
