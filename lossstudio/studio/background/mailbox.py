"""The mailbox: where the worker leaves what is finished, and the main thread empties it once a frame."""

from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """A queue with one writer and one reader, without a lock: each deque operation is atomic."""

    def __init__(self) -> None:
        self._messages: deque[T] = deque()

    def leave(self, message: T) -> None:
        """Add a message; called by the worker."""
        self._messages.append(message)

    def empty(self) -> list[T]:
        """Take all that is there, oldest first; called by the main thread."""
        return [self._messages.popleft() for _ in range(len(self._messages))]
