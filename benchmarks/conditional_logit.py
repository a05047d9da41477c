"""Fits a conditional logit: of the alternatives to choose from in each example, one or more are right.

The probability of alternative i is exp(sᵢ) / Σⱼ exp(sⱼ) over the alternatives of its example, sᵢ = rows[i] @ weights;
McFadden, "Conditional logit analysis of qualitative choice behavior" (1974).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

_ROUNDS = 600
_TINY = 1e-12


def fit(
    examples: Sequence[NDArray[np.float64]], right: Sequence[NDArray[np.bool_]], penalty: float
) -> NDArray[np.float64]:
    """Return the weights (features,) that make the right alternatives likeliest, with an L2 penalty on all of them.

    Each example is (alternatives, features), each of `right` (alternatives,). Examples in which nothing or everything
    is right tell nothing and are passed over.

    Raises:
        ValueError: no example tells anything.
    """
    told = [(rows, marks) for rows, marks in zip(examples, right, strict=True) if marks.any() and not marks.all()]
    if not told:
        raise ValueError("no example has both right and wrong alternatives; give some")
    rows = np.concatenate([rows for rows, _ in told])
    marks = np.concatenate([marks for _, marks in told])
    sizes = [len(marks) for _, marks in told]
    starts = np.cumsum([0, *sizes[:-1]])
    of = np.repeat(np.arange(len(told)), sizes)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = rows @ weights
        mass = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        share = mass / np.add.reduceat(mass, starts)[of]
        likely = np.add.reduceat(share * marks, starts) + _TINY
        slope = share - np.where(marks, share / likely[of], 0)
        return float(-np.log(likely).sum() + penalty / 2 * weights @ weights), rows.T @ slope + penalty * weights

    found: NDArray[np.float64] = minimize(
        loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS}
    ).x
    return found
