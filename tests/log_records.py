"""Log records that nobody expects: what warns, or worse."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class _Noting(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@contextmanager
def noted() -> Iterator[list[str]]:
    """Note what is logged meanwhile."""
    noting = _Noting()
    logging.getLogger().addHandler(noting)
    try:
        yield noting.texts
    finally:
        logging.getLogger().removeHandler(noting)


def none_of(texts: list[str]) -> None:
    """Fail where there are any."""
    assert not texts, "unexpected log records: " + "; ".join(texts)
