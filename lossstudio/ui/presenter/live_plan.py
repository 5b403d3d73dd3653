"""How the directed film is played live: what each frame shows and says, and where it rests until a person goes on."""

from dataclasses import dataclass

from lossstudio.films.plan.directing import Length, directed
from lossstudio.films.plan.fades import comings, glide_frames
from lossstudio.films.plan.pacing import WalkPacing
from lossstudio.films.plan.presets import SLIDES
from lossstudio.films.plan.storyboard import Instant, Storyboard
from lossstudio.picture.scene.opening import WHOLE, Opening
from lossstudio.project.film_spec import FilmSpec

FPS = 30


@dataclass(frozen=True, slots=True)
class Rest:
    """A place where the film waits: at a frame, and from which frame it goes on."""

    frame: int
    goes_on: int


@dataclass(frozen=True, slots=True)
class FilmWords:
    """What is said in one frame, as the exported film says it, and how far that has opened.

    Attributes
    ----------
    caption, caption_ink
        The sentence that stands beside the picture, and how much (0..1) of it is there; "" for none.
    card
        What stands alone instead of the picture; "" for none.
    ink
        How much (0..1) of the card is there, or of the picture.
    opening
        How much of each part of the picture is there, and of the card's lines after the first.
    """

    caption: str = ""
    caption_ink: float = 1.0
    card: str = ""
    ink: float = 1.0
    opening: Opening = WHOLE

    @property
    def settled(self) -> "FilmWords":
        """The same where it stays so, and nothing is on its way."""
        return FilmWords(self.caption, card=self.card)


@dataclass(frozen=True, slots=True)
class LivePlan:
    """What is played.

    Attributes
    ----------
    instants, words
        What each frame shows, and says.
    rests
        Where it waits, in order.
    """

    instants: tuple[Instant, ...] = ()
    words: tuple[FilmWords, ...] = ()
    rests: tuple[Rest, ...] = ()

    @classmethod
    def of(cls, spec: FilmSpec, steps: int, pacing: WalkPacing | None = None) -> "LivePlan":
        """Return the plan of a film of a run with so many steps; its time follows what happens, where that is known."""
        storyboard = directed(spec, (0, steps), Length(None, SLIDES.seconds, FPS)).cut_at(steps)
        if pacing is not None:
            storyboard = storyboard.paced(pacing)
        instants = tuple(storyboard.instants())
        opened = 1 + max((frame for frame, instant in enumerate(instants) if instant.opened < 1), default=-1)
        rests = _rests(storyboard, {min(pause.step, steps) for pause in spec.pauses}, opened)
        return cls(instants, _words(spec, instants), rests)

    def rest_after(self, frame: int) -> Rest | None:
        """Return the first rest that begins after a frame."""
        return next((rest for rest in self.rests if rest.frame > frame), None)

    def rest_before(self, frame: int) -> Rest | None:
        """Return the last rest that is over before a frame."""
        return next((rest for rest in reversed(self.rests) if rest.goes_on <= frame), None)


def caption_at(spec: FilmSpec, step: int) -> str:
    """Return the sentence that stands in the picture at a step; the latest one that has begun, or none."""
    here = [each for each in spec.captions if each.first <= step <= each.last]
    return max(here, key=lambda each: each.first).text if here else ""


def _words(spec: FilmSpec, instants: tuple[Instant, ...]) -> tuple[FilmWords, ...]:
    captions = [caption_at(spec, instant.step) for instant in instants]
    return tuple(
        FilmWords(caption, coming.ink, instant.card, instant.ink, Opening.at(instant.opened))
        for instant, caption, coming in zip(instants, captions, comings(captions, FPS), strict=True)
    )


def _rests(storyboard: Storyboard, pauses: set[int], opened: int) -> tuple[Rest, ...]:
    """Return where pictures are held at a pause's step; pictures that are held one after another are one rest.

    It begins when what comes at that step has come, and the film has opened, which it has in the frame `opened`.
    """
    rests: list[Rest] = []
    frame = 0
    for shot, end in zip(storyboard.shots, storyboard.ends(), strict=True):
        if shot.still and not shot.card and shot.first in pauses and end > frame:
            if rests and rests[-1].goes_on == frame:
                rests[-1] = Rest(min(max(rests[-1].frame, opened), end - 1), end)
            else:
                rests.append(Rest(min(max(frame + glide_frames(FPS), opened), end - 1), end))
        frame = end
    return tuple(rests)
