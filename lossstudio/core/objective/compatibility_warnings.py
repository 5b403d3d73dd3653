"""Say what is wrong when a model's output, a loss and a task don't belong together; they run as asked all the same."""

from lossstudio.core.losses.loss import LAST_LAYER, Loss, Task
from lossstudio.core.models.network import Network

_WANTED = {"regression": "numbers", "binary": "yes or no", "multiclass": "one of several classes"}


def compatibility_warnings(network: Network, loss: Loss, task: Task) -> tuple[str, ...]:
    """Return a sentence for each thing that doesn't fit, worst first; nothing when all is well.

    Parameters
    ----------
    network
        The model.
    loss
        The loss under its options (`Loss.under`).
    task
        What kind of answer the data want.
    """
    found = (_of_one_softmax(network), _of_output(network.stack[-1].activation.key, loss), _of_task(loss, task))
    return tuple(sentence for sentence in found if sentence)


def _of_one_softmax(network: Network) -> str | None:
    if network.stack[-1].activation.key != "softmax" or network.outputs > 1:
        return None
    return "A softmax over a single output is always 1, so nothing can be learned; make the output linear or a sigmoid."


def _of_output(output: str, loss: Loss) -> str | None:
    if loss.takes in ("score", "scores"):
        return _of_score(output, loss)
    wanted = LAST_LAYER.get(loss.takes)
    if wanted is None or output == wanted:
        return None
    if output in ("sigmoid", "softmax"):
        return f"A {output} stands where a {wanted} belongs: {loss.label.lower()} wants the output {wanted!r}."
    return f"The {wanted} is missing: {loss.label.lower()} wants probabilities, and the output is {output!r}."


def _of_score(output: str, loss: Loss) -> str | None:
    if output == "linear":
        return None
    if output == loss.link:
        return f"The {output} comes twice: {loss.label.lower()} has its own; make the output linear."
    return f"{loss.label} wants raw scores, and the output {output!r} keeps them within narrow bounds; make it linear."


def _of_task(loss: Loss, task: Task) -> str | None:
    if task in loss.tasks:
        return None
    fits = " or ".join(_WANTED[each] for each in loss.tasks) or "no single kind of answer"
    return f"{loss.label} is for {fits}, and these data ask for {_WANTED[task]}."
