"""The engine that works on a Dask cluster; the workers there have Loss Studio too, and get plain arguments alone."""

import re
import shlex
import socket
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any
from warnings import warn

from lossstudio.project.engines.errors import EngineError
from lossstudio.project.engines.work import BlockAnswer, Work, answer, difference, name_of, versions
from lossstudio.project.program import frozen

if TYPE_CHECKING:
    from distributed import Client, Future

ADDRESS = re.compile(r"(?P<how>tcp|tls)://(?P<host>\[[0-9a-fA-F:]+\]|[^\s:/\[\]]+):(?P<port>\d{1,5})")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
REACHED_S = 5.0
"""A scheduler that hasn't answered by then, or has no worker, isn't waited for."""
SENT_S = 600.0
"""How long what came of a block may take to come here: a film over a slow line."""
LOOKS_UP_S = 0.1
DASK = "distributed>=2025.1"
"""What pip knows it by; the extra `cluster` of a clone means the same."""
NO_CERTIFICATE = (
    "tls:// needs certificates; name their files in Dask's settings comm.tls.ca-file, comm.tls.client.cert and "
    "comm.tls.client.key, or in the environment as DASK_DISTRIBUTED__COMM__TLS__CA_FILE and so on"
)
"""Why Dask can't encrypt a connection."""


class PlainConnectionWarning(UserWarning):
    """What is sent to another machine can be read and changed on the way."""


@dataclass(frozen=True, slots=True, eq=False)
class Cluster:
    """On a Dask cluster; the scheduler hands what a killed worker was at to another one.

    Attributes
    ----------
    scheduler
        Its address, or a client of it, which stays open.

    Raises
    ------
    ValueError
        If it is no address.
    """

    scheduler: "str | Client"

    def __post_init__(self) -> None:
        if not isinstance(self.scheduler, str):
            return
        parts = ADDRESS.fullmatch(self.scheduler)
        if parts is None or int(parts["port"]) > 65535:
            raise ValueError(f"{self.scheduler}: must be tls://HOST:PORT, or tcp://HOST:PORT on this machine")
        if parts["how"] == "tcp" and parts["host"] not in LOOPBACK:
            text = f"{self.scheduler}: what is sent there can be read and changed on the way; tls:// prevents that"
            warn(text, PlainConnectionWarning, stacklevel=2)

    @property
    def workers(self) -> int:
        """How many threads the workers have together."""
        with self._client() as client:
            return max(1, sum(int(count) for count in client.nthreads().values()))

    def check(self) -> None:
        """See whether it can be worked there.

        Raises
        ------
        EngineError
            If the scheduler can't be reached, has no workers, or other versions run there.
        """
        with self._client() as client:
            self._compare_versions(client)

    def work(self, work: Work, blocks: Sequence[int], heed: Callable[[], object]) -> Generator[BlockAnswer]:
        """As `Engine.work`."""
        done: Queue[Future[BlockAnswer]] = Queue()
        with self._client() as client:
            self._compare_versions(client)
            # A result, not a part of each task: it is sent to a worker once, and made anew if that worker is lost.
            text = client.submit(_same, work.to_text(), pure=False)
            waiting = client.map(
                answer, [name_of(work)] * len(blocks), [text] * len(blocks), blocks, expected=versions(), pure=False
            )
            for future in waiting:
                future.add_done_callback(done.put)
            try:
                for _ in blocks:
                    yield self._answer(self._next(client, done, heed))
            finally:
                with suppress(Exception):  # it may be gone
                    client.cancel(waiting)

    def _next(
        self, client: "Client", done: "Queue[Future[BlockAnswer]]", heed: Callable[[], object]
    ) -> "Future[BlockAnswer]":
        while True:
            heed()
            with suppress(Empty):
                return done.get(timeout=LOOKS_UP_S)
            if client.status != "running":
                raise EngineError(f"{self._address}: the scheduler is gone")

    def _answer(self, future: "Future[BlockAnswer]") -> BlockAnswer:
        try:
            came: BlockAnswer = future.result(timeout=SENT_S)
        except Exception as error:
            raise EngineError(f"{self._address}: {_reason(future.status, error)}") from error
        return came

    @property
    def _address(self) -> str:
        return self.scheduler if isinstance(self.scheduler, str) else "the cluster"

    @contextmanager
    def _client(self) -> Iterator["Client"]:
        """Have a client, for as long as it is needed."""
        if not isinstance(self.scheduler, str):
            yield self.scheduler
            return
        client = self._connected(self.scheduler)
        try:
            yield client
        finally:
            with suppress(Exception):  # it may be gone
                client.close(timeout=REACHED_S)

    def _connected(self, address: str) -> "Client":
        try:
            from distributed import Client, Security
        except ImportError:
            raise EngineError(f"a scheduler needs Dask, which {_how_to_have_dask()}") from None
        if address.startswith("tls:") and Security().get_connection_args("client")["ssl_context"] is None:
            raise EngineError(f"{address}: can't be reached: {NO_CERTIFICATE}")
        try:
            # A client that fails to connect leaves a thread behind: it isn't begun where nobody listens.
            socket.create_connection(_host_and_port(address), REACHED_S).close()
            client = Client(address, timeout=REACHED_S, set_as_default=False)
        except Exception as error:
            raise EngineError(f"{address}: can't be reached: {_first_line(error)}") from error
        return client

    def _compare_versions(self, client: "Client") -> None:
        try:
            client.wait_for_workers(1, timeout=REACHED_S)
            told: Any = client.get_versions()
            libraries = _libraries(told["client"])
            others = [_libraries(each) for each in (told["scheduler"], *told["workers"].values())]
            different = [text for each in others if (text := difference(libraries, each))]
            if not different:  # else asking for ours may fail for that reason
                ours = client.run(versions).values()
                different = [text for each in ours if (text := difference(versions(), each))]
        except TimeoutError:
            raise EngineError(f"{self._address}: the scheduler has no workers") from None
        except Exception as error:
            raise EngineError(f"{self._address}: doesn't run Loss Studio: {_first_line(error)}") from error
        if different:
            raise EngineError(f"{self._address}: other versions run there: {different[0]}")


def _host_and_port(address: str) -> tuple[str, int]:
    host, _, port = address.partition("://")[2].rpartition(":")
    return host.strip("[]"), int(port)


def _same(text: str) -> str:
    return text


def _libraries(told: dict[str, Any]) -> dict[str, str]:
    """Return the versions of what has to understand each other."""
    return {name: str(told["packages"].get(name)) for name in ("distributed", "dask", "numpy")}


def _first_line(error: Exception) -> str:
    words = getattr(error, "strerror", None) or next(iter(str(error).splitlines()), "") or type(error).__name__
    return f"{words[:1].lower()}{words[1:]}"


def _reason(status: str | None, error: Exception) -> str:
    """Say why there is no answer."""
    if isinstance(error, EngineError):
        return f"other versions run there: {error}"
    if status in ("cancelled", "lost"):
        return "the scheduler is gone"
    if type(error).__name__ == "KilledWorker":
        return "one worker after the other ended before it had finished a block"
    return f"a block failed there: {type(error).__name__}: {_first_line(error)}"


def _how_to_have_dask() -> str:
    """Say why there is no Dask, and what to type to have it for the program that runs."""
    if frozen():
        return (
            "isn't in the packaged program; in a clone of Loss Studio type pipx install '.[cluster]', "
            "or use the cores of this machine with --workers"
        )
    return f"isn't installed; type {shlex.join((sys.executable, '-m', 'pip', 'install', DASK))}"
