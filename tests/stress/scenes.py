"""Scene files with flipped bytes, cut short, or changed in their JSON: loaded or refused, soon; what loads works."""

import json
import random
import resource
import signal
import tempfile
from pathlib import Path
from typing import Any

from lossstudio.films.deliver.exporting import export
from lossstudio.films.errors import FilmError, FilmUsageError
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.file import load
from lossstudio.project.runs import train
from lossstudio.project.scene import Scene
from lossstudio.project.surveys.surveying import survey
from lossstudio.run.recipe.errors import SceneError
from tests.stress.row import Row, Tally, forked, peak_mb

AT_ONCE = 200
"""So many are tried in one process, whose memory is measured."""
MOST_S, MOST_MB = 2.0, 300.0
PICTURE_EVERY = 50
"""Of so many that load one is exported as a picture."""
HANGS_S = 60
NUMBERS = (0, -1, 1, 2, 0.5, 1e-300, 1e300, 1.7e308, -1e308, 2**62, 10**20, 1e20, 3.7, 100_000, 31)
WORDS = ("", "linear", "mlp", "newton", "mae", "cce", "=1+1", "\uffff", "x" * 5000, "adam", "null", "σ")


def work(tally: Tally) -> None:
    """Try them in batches, each in a copy of this process."""
    texts = [example.path.read_bytes() for example in EXAMPLES.values()]
    load(EXAMPLES["penguins"].path)
    with tempfile.TemporaryDirectory() as folder:
        last = tally.first + tally.aim
        for first in range(tally.first, last, AT_ONCE):
            count = min(AT_ONCE, last - first)
            said = Path(folder, "said")
            said.write_text("")
            code = forked(lambda first=first, count=count: _batch(texts, first, count, Path(folder)), patience_s=600)
            for line in said.read_text().splitlines():
                tally.fail(line)
            if code:
                tally.fail(f"{first}: the process ended with {code}: {said.read_text()[-300:]}")
            tally.done += count


def mutant(texts: list[bytes], number: int) -> bytes:
    """Return a changed scene: the same one for a number, always."""
    chance = random.Random(f"scene {number}")
    text = chance.choice(texts)
    way = chance.random()
    if way < 0.15:
        return text[: chance.randrange(len(text))]
    if way < 0.35:
        changed = bytearray(text)
        for _ in range(chance.randint(1, 8)):
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        return bytes(changed)
    document = json.loads(text)
    for _ in range(chance.randint(1, 4)):
        _change(document, chance)
    return json.dumps(document).encode("utf-8", "surrogatepass")


def _change(document: Any, chance: random.Random) -> None:
    """Change one value of a document: to another of its kind, to any, to one from elsewhere, or to none."""
    places = list(_places(document))
    holder, key = chance.choice(places)
    match chance.randrange(6):
        case 0:
            del holder[key]
        case 1:
            holder[key] = chance.choice(NUMBERS)
        case 2:
            holder[key] = chance.choice(WORDS)
        case 3:
            other, at = chance.choice(places)
            holder[key] = json.loads(json.dumps(other[at]))
        case 4 if isinstance(holder[key], list):
            holder[key] *= chance.choice((0, 2, 300))
        case _:
            holder[key] = chance.choice((None, True, [], {}, [0], {"kind": chance.choice(WORDS)}))


def _places(value: Any) -> Any:
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in list(keys)[:400]:
        yield value, key
        yield from _places(value[key])


def _batch(texts: list[bytes], first: int, count: int, folder: Path) -> None:
    signal.signal(signal.SIGALRM, _hangs)
    with (folder / "said").open("a", buffering=1) as said:
        for number in range(first, first + count):
            path = folder / "mutant.lossstudio"
            path.write_bytes(mutant(texts, number))
            signal.alarm(HANGS_S)
            try:
                _try(path, number)
            except Exception as error:
                said.write(f"{number}: {type(error).__name__}: {str(error)[:200]}\n")
            finally:
                signal.alarm(0)


def _hangs(_signal: int, _frame: object) -> None:
    raise TimeoutError(f"more than {HANGS_S} s")


def _try(path: Path, number: int) -> None:
    tally, before = Tally(1), peak_mb(resource.RUSAGE_SELF)
    with tally.timed():
        scene = _loaded(path)
    if tally.slowest_s > MOST_S or peak_mb(resource.RUSAGE_SELF) - before > MOST_MB:
        raise MemoryError(f"loading took {tally.slowest_s:.1f} s, {peak_mb(resource.RUSAGE_SELF) - before:.0f} MB")
    if scene is None:
        return
    survey(scene, train(scene, 2), (5, 5))
    if number % PICTURE_EVERY == 0:
        try:
            export(scene, path.with_suffix(".png"), size=(160, 90))
        except (FilmError, FilmUsageError):
            pass


def _loaded(path: Path) -> Scene | None:
    try:
        return load(path)
    except SceneError:
        return None


ROW = Row("scenes changed: loaded or refused", 200_000, work)
