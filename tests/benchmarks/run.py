"""Runs every benchmark: what is reached on this machine, beside the goal."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks import answers, coach, films, large, mathematics, page, playing, start, window

if __name__ == "__main__":
    mathematics.main()
    large.main()
    answers.main()
    start.main()
    playing.main()
    window.main()
    films.main()
    page.main()
    coach.main()
