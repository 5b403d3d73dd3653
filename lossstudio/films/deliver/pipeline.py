"""A Pipeline encodes in a thread of its own, so that the next frame is drawn while the last one is encoded."""

import queue
from threading import Thread

from lossstudio.films.encode.writer import Pixels, Writer

FRAMES_WAITING = 3


class Pipeline:
    """A Writer in front of another one; its queue is short, so memory stays flat.

    An error of the other writer is raised by the next `write` or by `close`; frames that come after it are dropped, so
    that no call waits for a thread that has given up.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._frames: queue.Queue[Pixels | None] = queue.Queue(FRAMES_WAITING)
        self._error: Exception | None = None
        self._abandoned = False
        self._thread = Thread(target=self._work, name="film encoder", daemon=True)
        self._thread.start()

    def write(self, pixels: Pixels) -> None:
        """Hand a frame ``(height, width, 4)`` to the encoder; waits while it is three frames behind.

        The frame must not be changed later.
        """
        self._raise()
        self._frames.put(pixels)

    def close(self) -> None:
        """Wait until everything is encoded and complete the film."""
        self._end()
        self._raise()
        self._writer.close()

    def abandon(self) -> None:
        """Stop at once and let go of the file."""
        self._abandoned = True
        self._end()
        self._writer.abandon()

    def _end(self) -> None:
        if self._thread.is_alive():
            self._frames.put(None)
            self._thread.join()

    def _work(self) -> None:
        while (pixels := self._frames.get()) is not None:
            if self._error is None and not self._abandoned:
                self._encode(pixels)

    def _encode(self, pixels: Pixels) -> None:
        try:
            self._writer.write(pixels)
        except Exception as error:  # whatever it is, it belongs to the thread that draws
            self._error = error

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error
