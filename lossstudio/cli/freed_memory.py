"""What is freed stays with the process for what comes next, instead of going back to the system each time."""

KEPT_BYTES = 4 * 2**20
"""As large as the largest arrays that come and go all the time: a block of a surface, of a batch, of a frame."""


def keep_freed_memory() -> None:
    """Let the C library keep some megabytes that are freed, to be called before anything is worked out.

    By itself glibc gives each array above 128 kB back as it is freed, and every page of the next one is a fault:
    training 256 runners on 1,000 rows took 640 ms of the processor instead of 145, and a surface of 10,000 rows 470
    instead of 56 (glibc 2.36). What it has seen freed once it keeps from then on, and twice as much in all (mallopt(3),
    "dynamic mmap threshold"): so it is shown a piece, which is never touched. Elsewhere that means nothing.
    """
    bytearray(KEPT_BYTES)
