"""What a weighted sum of losses promises."""

import pickle

import numpy as np
import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.objective.decay import Decay
from lossstudio.core.objective.loss_contributions import loss_contributions
from lossstudio.core.objective.supervised import SupervisedObjective
from lossstudio.core.option import OptionError

SUM = LOSSES["weighted_sum"]
PARTS = [{"weight": 2, "loss": {"kind": "mse"}}, {"weight": 0.5, "loss": {"kind": "quantile", "tau": 0.9}}]
OUTPUT, TARGET = np.array([[1.0], [4.0]]), np.array([[2.0], [1.0]])


def test_it_sums_its_parts_with_their_weights():
    options = SUM.complete({"parts": PARTS})
    for name in ("value", "gradient"):
        parts = [
            getattr(LOSSES["mse"], name)(OUTPUT, TARGET),
            getattr(LOSSES["quantile"], name)(OUTPUT, TARGET, tau=0.9),
        ]
        np.testing.assert_allclose(getattr(SUM, name)(OUTPUT, TARGET, **options), 2 * parts[0] + 0.5 * parts[1])


def test_its_parts_can_be_sent():
    sent = pickle.loads(pickle.dumps(SUM.complete({"parts": PARTS})["parts"]))
    assert [(part.weight, part.said.kind, part.options) for part in sent] == [
        (2.0, "mse", {}),
        (0.5, "quantile", {"tau": 0.9}),
    ]
    assert sent[1].loss is LOSSES["quantile"]


def test_it_takes_what_its_parts_take():
    scores = [{"loss": {"kind": "bce"}}, {"loss": {"kind": "hinge"}}]
    found = SUM.under(SUM.complete({"parts": scores}))
    assert (found.takes, found.tasks) == ("score", ("binary",))
    assert SUM.under(SUM.complete({"parts": [{"loss": {"kind": "cce"}}]})).takes == "scores"
    assert LOSSES["mse"].under({}) is LOSSES["mse"]


def test_its_kinks_are_its_parts():
    assert SUM.kinks(**SUM.complete({"parts": PARTS})) == (0.0,)


def test_parts_compare_by_what_they_say_and_stand_in_a_file_as_they_came():
    option = SUM.option("parts")
    checked = option.check(PARTS)
    assert checked == option.check(PARTS) == option.check(checked)
    assert hash(checked) == hash(option.check(PARTS))
    assert checked != option.check(PARTS[:1])
    assert option.write(checked) == PARTS


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([], "at least one"),
        ("mse", "at least one"),
        (["mse"], "[0]: must be"),
        ([{"wait": 1, "loss": {"kind": "mse"}}], "[0].wait: there is no such key here"),
        ([{"weight": 1}], "[0].loss: must be an object"),
        ([{"weight": "1", "loss": {"kind": "mse"}}], "[0].weight: must be a number"),
        ([{"loss": {"kind": "msee"}}], "[0].loss.kind: no loss is called 'msee'; did you mean 'mse'?"),
        ([{"loss": {"kind": "huber", "delta": -1}}], "[0].loss.delta: must be above 0"),
        (
            [{"loss": {"kind": "huber", "delat": 1}}],
            "[0].loss.delat: 'huber' has no option called 'delat'; did you mean 'delta'?",
        ),
        ([{"loss": {"kind": "weighted_sum"}}], "no loss is called 'weighted_sum'"),
        ([{"loss": {"kind": "formula", "expression": "1 +"}}], "[0].loss.expression: character 4"),
        ([{"loss": {"kind": "mse"}}] * 9, "at most 8"),
    ],
)
def test_what_is_no_part_is_refused(parts, words):
    with pytest.raises(OptionError) as caught:
        SUM.complete({"parts": parts})
    assert words in str(caught.value)


def test_parts_that_cannot_be_summed_are_refused():
    def refusal(*losses: dict) -> str | None:
        parts = [{"loss": loss} for loss in losses]
        return SUM.refusal(np.array([[1.0], [0.0]]), 2, **SUM.complete({"parts": parts}))

    assert refusal({"kind": "mse"}, {"kind": "bce"}) is None
    assert "want different outputs" in refusal({"kind": "mse"}, {"kind": "cce"})
    assert "mape: a percentage of 0" in refusal({"kind": "mse"}, {"kind": "mape"})
    assert "same class_weights" in refusal({"kind": "cce"}, {"kind": "cce", "class_weights": [1, 2]})


def test_class_weights_divide_the_sum_as_they_divide_the_part():
    weighted = {"kind": "cce", "class_weights": [1.0, 3.0]}
    network = MODELS["linear"].build(1, 2, bias=True)
    inputs, targets = np.array([[0.3], [-1.0], [2.0]]), np.array([0, 1, 1])
    theta = network.start(0)
    alone = SupervisedObjective(network, inputs, targets, LOSSES["cce"], {"class_weights": [1.0, 3.0]})
    double = SupervisedObjective(network, inputs, targets, SUM, {"parts": [{"weight": 2, "loss": weighted}]})
    np.testing.assert_allclose(double.values(theta), 2 * alone.values(theta))


@pytest.mark.parametrize("batch", [None, np.array([0, 2])])
def test_shares_add_up_to_the_objective(batch):
    network = MODELS["mlp"].build(1, 1, **MODELS["mlp"].complete({"hidden": [3]}))
    inputs = np.array([[0.3], [-1.0], [2.0]])
    objective = SupervisedObjective(
        network, inputs, inputs**2, SUM, {"parts": PARTS}, Decay.over(network.groups, 0.1, 0.2)
    )
    theta = np.stack([network.start(0), network.start(1)])
    found = loss_contributions(objective, theta, batch)
    assert [share.label for share in found] == ["Mean squared error", "Quantile", "penalty"]
    value, gradient = objective.values_and_gradients(theta, batch)
    np.testing.assert_allclose(np.sum([share.value for share in found], axis=0), value)
    np.testing.assert_allclose(np.sum([share.gradient for share in found], axis=0), gradient)


def test_a_single_loss_has_all_the_share():
    network = MODELS["constant"].build(0, 1)
    objective = SupervisedObjective(network, np.empty((2, 0)), TARGET, LOSSES["mse"])
    (share,) = loss_contributions(objective, np.zeros(1))
    assert share.value == objective.values(np.zeros(1))


def test_parts_of_one_loss_with_other_options_are_told_apart_each_time():
    network = MODELS["constant"].build(0, 1)
    parts = [{"weight": 1, "loss": {"kind": "quantile", "tau": tau}} for tau in (0.1, 0.9)]
    objective = SupervisedObjective(network, np.empty((2, 0)), TARGET, SUM, {"parts": parts})
    for theta in (np.array([1.5]), np.array([5.0])):
        shares = [share.value for share in loss_contributions(objective, theta)]
        alone = [LOSSES["quantile"].value(np.full((2, 1), theta), TARGET, tau=tau).mean() for tau in (0.1, 0.9)]
        np.testing.assert_allclose(shares, alone)
