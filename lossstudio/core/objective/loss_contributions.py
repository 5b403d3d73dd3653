"""What each part of an objective contributes: the losses of a weighted sum, and the penalty."""

from dataclasses import dataclass

from lossstudio.core.array import Floats, Rows
from lossstudio.core.catalogue import Spec
from lossstudio.core.losses.loss import Part
from lossstudio.core.objective.supervised import SupervisedObjective


@dataclass(frozen=True, slots=True)
class Contribution:
    """One part's contribution; all parts' add up to the objective.

    Attributes
    ----------
    label
        Its name, for people.
    value
        Its part of the objective ``(...)``, weight included.
    gradient
        Its part of the gradient ``(..., P)``.
    """

    label: str
    value: Floats
    gradient: Floats


def loss_contributions(objective: SupervisedObjective, theta: Floats, batch: Rows = None) -> tuple[Contribution, ...]:
    """Return what each loss, and the penalty if there is one, contributes at theta ``(..., P)``."""
    penalty = objective.penalty(theta)
    whole = Part(1.0, Spec(objective.loss.key), objective.loss, objective.options)
    parts: tuple[Part, ...] = objective.options.get("parts", (whole,))
    if penalty is None and parts == (whole,):
        return (Contribution(objective.loss.label, *objective.values_and_gradients(theta, batch)),)
    found = [_of_part(objective, part, theta, batch) for part in parts]
    return (*found, Contribution("penalty", *penalty)) if penalty else tuple(found)


def _of_part(objective: SupervisedObjective, part: Part, theta: Floats, batch: Rows) -> Contribution:
    value, gradient = objective.alone(part).values_and_gradients(theta, batch)
    return Contribution(part.loss.label, part.weight * value, part.weight * gradient)
