"""What views are told of: each fact once, in one order, and every fact by a signal of the Studio."""

import pytest

from lossstudio.studio.changes import Changes, Fact, Notice
from lossstudio.studio.commands.view import set_title


def test_facts_are_told_in_their_order_each_once():
    changes = Changes()
    changes.note(Fact.CURSOR, Fact.SCENE)
    changes.note(Fact.SCENE, Fact.DOCUMENT)
    assert list(changes.told()) == [(Fact.DOCUMENT, ()), (Fact.SCENE, ()), (Fact.CURSOR, ())]


def test_growth_is_one_fact_from_the_first_new_step_to_the_last():
    changes = Changes()
    changes.note_growth(4, 6)
    changes.note_growth(7, 7)
    assert list(changes.told()) == [(Fact.GROWTH, (4, 7))]


def test_what_the_run_before_grew_by_is_nobodys_concern():
    changes = Changes()
    changes.note_growth(4, 6)
    changes.note(Fact.RUN)
    assert changes.facts == {Fact.RUN}
    changes.note_growth(1, 2)
    assert list(changes.told()) == [(Fact.RUN, ()), (Fact.GROWTH, (1, 2))]


def test_every_notice_is_told_after_everything_else():
    changes, first, second = Changes(), Notice("info", "one"), Notice("info", "two")
    changes.note_notice(first)
    changes.note_notice(second)
    changes.note(Fact.RATES)
    assert list(changes.told()) == [(Fact.RATES, ()), (Fact.NOTICE, (first,)), (Fact.NOTICE, (second,))]


def test_nothing_is_told_of_nothing():
    assert list(Changes().told()) == []


@pytest.mark.parametrize("fact", Fact)
def test_every_fact_has_a_signal_of_its_own(theatre, fact):
    values = {Fact.GROWTH: (1, 2), Fact.NOTICE: (Notice("info", "one"),)}.get(fact, ())
    theatre.studio.signal(fact).emit(*values)
    assert theatre.said == [fact]


def test_at_last_all_facts_are_told_together(theatre):
    together = []
    theatre.studio.changed.connect(lambda facts: together.append((list(theatre.said), facts)))
    returned = theatre.studio.apply(set_title("Other"))
    assert together == [(theatre.said, returned)]
    assert frozenset(theatre.said) == returned
