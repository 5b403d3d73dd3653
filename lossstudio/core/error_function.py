"""The error function, to the last digits of float64, since NumPy has none.

Rational approximations as in W. J. Cody, "Rational Chebyshev approximations for the error function", 1969, with the
coefficients of S. L. Moshier's Cephes library.
"""

import numpy as np

from lossstudio.core.array import Floats

_NEAR_ABOVE = (
    5.55923013010394962768e4,
    7.00332514112805075473e3,
    2.23200534594684319226e3,
    9.00260197203842689217e1,
    9.60497373987051638749,
)
_NEAR_BELOW = (
    4.92673942608635921086e4,
    2.26290000613890934246e4,
    4.59432382970980127987e3,
    5.21357949780152679795e2,
    3.35617141647503099647e1,
    1.0,
)
_FAR_ABOVE = (
    5.57535335369399327526e2,
    1.02755188689515710272e3,
    9.34528527171957607540e2,
    5.26445194995477358631e2,
    1.96520832956077098242e2,
    4.86371970985681366614e1,
    7.46321056442269912687,
    5.64189564831068821977e-1,
    2.46196981473530512524e-10,
)
_FAR_BELOW = (
    5.57535340817727675546e2,
    1.65666309194161350182e3,
    2.24633760818710981792e3,
    1.82390916687909736289e3,
    9.75708501743205489753e2,
    3.54937778887819891062e2,
    8.67072140885989742329e1,
    1.32281951154744992508e1,
    1.0,
)
_FARTHEST = 6.0
"""From here on erf is 1 in float64."""


def erf(x: Floats) -> Floats:
    """Return 2 / sqrt(pi) times the integral of exp(-t²) from 0 to each x ``(...)``."""
    size = np.abs(x)
    near = x * _ratio(np.minimum(size, 1.0) ** 2, _NEAR_ABOVE, _NEAR_BELOW)
    outer = np.clip(size, 1.0, _FARTHEST)
    far = np.copysign(1.0 - np.exp(-outer * outer) * _ratio(outer, _FAR_ABOVE, _FAR_BELOW), x)
    answer: Floats = np.where(size < 1.0, near, far)
    return answer


def _ratio(x: Floats, above: tuple[float, ...], below: tuple[float, ...]) -> Floats:
    """Return one polynomial over another; coefficients from the constant up."""
    return _polynomial(x, above) / _polynomial(x, below)


def _polynomial(x: Floats, coefficients: tuple[float, ...]) -> Floats:
    value = np.full(np.shape(x), coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        value *= x
        value += coefficient
    return value
