"""What is shown for a while comes and goes softly."""

import itertools

from lossstudio.films.plan.fades import comings, glide_frames
from lossstudio.films.plan.storyboard import Shot, Storyboard


def test_what_a_film_begins_and_ends_with_is_there_at_once_and_all_else_comes_and_goes_over_six_frames():
    shown = ["a"] * 20 + ["b"] * 30 + ["c"] * 20
    inks = [coming.ink for coming in comings(shown, 30)]
    assert inks[0] == inks[10] == inks[35] == inks[-1] == 1.0
    assert glide_frames(30) == 6
    for change in (20, 50):
        assert max(inks[change - 1], inks[change]) < 0.1
        assert inks[change - 7] == inks[change + 6] == 1.0
    assert max(abs(b - a) for a, b in itertools.pairwise(inks)) < 0.25


def test_a_card_fades_into_the_film():
    card, walk = Shot(0, 0, 1.0, card="hello"), Shot(0, 10, 2.0)
    instants = list(Storyboard((card, walk), 30).instants())
    inks = [each.ink for each in instants]
    assert inks[0] == inks[20] == inks[-1] == 1.0
    assert max(abs(b - a) for a, b in itertools.pairwise(inks)) < 0.25
    assert instants[29].card
    assert not instants[30].card
    assert max(inks[29], inks[30]) < 0.1
    opened = [each.opened for each in instants]
    for part in (opened[:30], opened[30:]):  # the card opens, and then the film
        assert part[0] < 0.1
        assert part[18] == part[-1] == 1.0
        assert part == sorted(part)


def test_where_a_film_is_cut_into_slides_cards_are_whole_pictures_from_first_to_last():
    shots = (Shot(0, 0, 1.0, card="hello"), Shot(0, 10, 3.0), Shot(10, 10, 1.0, card="bye"))
    assert {each.ink for each in Storyboard(shots, 30, opens=False).instants()} == {1.0}


def test_a_film_opens_softly_but_a_picture_and_a_very_short_film_are_whole_at_once():
    opened = [each.opened for each in Storyboard((Shot(0, 10, 4.0),), 30).instants()]
    assert opened[0] < 0.1
    assert opened[18] == opened[-1] == 1.0
    assert opened == sorted(opened)
    for storyboard in (
        Storyboard((Shot(3, 3, 1 / 30),), 30),
        Storyboard((Shot(0, 10, 1.0),), 30),
        Storyboard((Shot(0, 10, 4.0),), 30, opens=False),
    ):
        assert {each.opened for each in storyboard.instants()} == {1.0}


def test_an_arrow_grows_when_its_phase_comes():
    instants = list(Storyboard((Shot(0, 1, 8.0, phased=True),), 30).instants())
    third = [each for each in instants if each.phase == 3]
    assert [each.entered for each in third[:8]] == sorted(each.entered for each in third[:8])
    assert third[0].entered < 0.1
    assert third[-1].left > 0.9
    assert third[len(third) // 2].entered == 1.0
