"""Exact second derivatives of a network: the gradient's own derivative along a direction in the parameters.

B. A. Pearlmutter, "Fast exact multiplication by the Hessian", 1994: the forward and the backward pass are
differentiated line by line, so that a product costs two passes more and no matrix of P by P is ever made.
"""

from typing import NamedTuple

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.models.network import Network, Tape


class Moved(NamedTuple):
    """How a forward pass changes when its parameters move along a direction ``(..., P)``.

    Attributes
    ----------
    matrices
        Each layer's part of the direction, ``(..., rows, outputs)``.
    carried
        What changes of what goes into each layer, and last of what comes out, ``(..., rows, N)``; None where nothing
        does.
    sums
        What changes of each layer's sums, ``(..., units, N)``.
    """

    matrices: list[Floats]
    carried: list[Floats | None]
    sums: list[Floats]

    @property
    def output(self) -> Floats:
        """How the model's output moves, ``(..., N, K)``."""
        last = self.carried[-1]
        assert last is not None, "the output moves with the last layer's parameters"
        return last.mT


def moved_forward(network: Network, tape: Tape, direction: Floats) -> Moved:
    """Return how the pass on `tape` changes along a direction ``(..., P)``, which may have leading axes of its own."""
    moved = Moved([layer.matrix(direction) for layer in network.stack], [None], [])
    for index, layer in enumerate(network.stack):
        sums = np.matmul(moved.matrices[index].mT, tape.carried[index])
        before = moved.carried[index]
        if before is not None:
            sums += np.matmul(_weights(network, index, tape.matrices[index]).mT, before)
        moved.sums.append(sums)
        moved.carried.append(layer.activation.pull_back(sums, tape.kept[index]))  # its Jacobian is symmetric
    return moved


def moved_backward(network: Network, tape: Tape, moved: Moved, slope: Floats, slope_moved: Floats) -> Floats:
    """Return how the gradient changes, ``(..., P)``: the Hessian times the direction.

    Parameters
    ----------
    network, tape, moved
        The model, its pass, and how that moves.
    slope, slope_moved
        The loss's derivative by the outputs ``(..., N, K)``, and how it changes as the outputs move.
    """
    product = np.empty((*slope_moved.shape[:-2], network.size))
    flowing, flowing_moved = slope.mT, slope_moved.mT
    for index in range(len(network.stack) - 1, -1, -1):
        layer, kept, before = network.stack[index], tape.kept[index], moved.carried[index]
        bent = layer.activation.bend(flowing, kept, moved.sums[index])
        flowing = layer.activation.pull_back(flowing, kept)
        flowing_moved = layer.activation.pull_back(flowing_moved, kept) + bent
        matrix = layer.matrix(product)
        np.matmul(tape.carried[index], flowing_moved.mT, matrix)
        if before is not None:
            (matrix[..., :-1, :] if layer.bias else matrix)[...] += np.matmul(before, flowing.mT)
        if index:
            weights, turned = (_weights(network, index, each[index]) for each in (tape.matrices, moved.matrices))
            flowing_moved = np.matmul(weights, flowing_moved) + np.matmul(turned, flowing)
            flowing = np.matmul(weights, flowing)
    return product


def _weights(network: Network, index: int, matrix: Floats) -> Floats:
    """Return a layer's matrix without its biases, on which nothing that is carried acts."""
    return matrix[..., :-1, :] if network.stack[index].bias else matrix
