"""Technical words are explained where they stand, in one sentence each."""

import pytest

from lossstudio.ui.appearance.glossary import GLOSSARY, explained


@pytest.mark.parametrize("term", GLOSSARY)
def test_each_term_has_one_sentence_that_says_more_than_the_term(term: str) -> None:
    sentence = GLOSSARY[term]
    assert sentence.endswith(".")
    assert len(sentence) > len(term) + 15
    assert explained(f"the {term}, here").startswith(sentence) or sentence in explained(f"the {term}, here")


def test_words_are_found_whole_and_the_longer_one_comes_first() -> None:
    assert explained("gradient norm") == GLOSSARY["gradient norm"]
    assert explained("Batches of rows") == GLOSSARY["batch"]
    assert explained("a stepladder, an eta") == ""
    assert explained("") == ""


def test_no_more_than_three_sentences_are_told_at_once() -> None:
    assert len(explained("loss, optimizer, schedule, batch, softmax").splitlines()) == 3
