"""Work in pieces: done at once, or given up half way."""

from lossstudio.core.pieces import Pieces, finished


def counted(done: list[int], pieces: int) -> Pieces[int]:
    for piece in range(pieces):
        done.append(piece)
        yield
    return pieces


def test_all_pieces_are_done_and_the_result_is_returned() -> None:
    done: list[int] = []
    assert finished(counted(done, 3)) == 3
    assert done == [0, 1, 2]


def test_a_work_that_is_given_up_does_no_more() -> None:
    done: list[int] = []
    work = counted(done, 3)
    next(work)
    work.close()
    assert done == [0]
