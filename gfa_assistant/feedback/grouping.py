"""Puts texts of the same meaning into groups, by their vectors."""

import numpy as np
from numpy.typing import NDArray

# For the default embedding model, whose cosines are all high. `python -m benchmarks.gap_grouping` prints what other
# values bring: two groups of one meaning are easily read together, one group of two meanings misleads.
SIMILARITY = 0.9
# Comparing each with each takes eight bytes a pair: 100 MB.
MOST_AT_ONCE = 5_000


def group_by_meaning(
    vectors: NDArray[np.float32], similarity: float = SIMILARITY, at_once: int = MOST_AT_ONCE
) -> list[NDArray[np.intp]]:
    """Indices of the rows of (texts, dimensions), in groups whose average cosine is at least `similarity`.

    Average-linkage clustering; past `at_once` texts, each further one joins the group whose centre is nearest, if that
    is near enough, or stays alone. The rows must be of length 1.
    """
    # Loaded when a report is made: nothing that answers needs it.
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415
    from scipy.spatial.distance import pdist  # noqa: PLC0415

    first = vectors[:at_once].astype(np.float64)
    if len(first) < 2:
        return [np.arange(len(first), dtype=np.intp)] if len(first) else []
    # Rows of length 1: half the squared distance is one less the cosine.
    labels = fcluster(linkage(pdist(first, "sqeuclidean") / 2, "average"), 1 - similarity, "distance")
    groups = [np.flatnonzero(labels == label) for label in range(1, labels.max() + 1)]
    if len(vectors) == len(first):
        return groups
    centres = np.stack([vectors[group].mean(axis=0) for group in groups])
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
    for i in range(len(first), len(vectors)):
        cosines = centres @ vectors[i]
        nearest = int(cosines.argmax())
        if cosines[nearest] >= similarity:
            groups[nearest] = np.append(groups[nearest], i)
        else:
            groups.append(np.array([i], np.intp))
    return groups


def most_central(vectors: NDArray[np.float32], weights: NDArray[np.int64]) -> int:
    """The row that is most like all of (texts, dimensions), each counted `weights` (texts,) times."""
    return int((vectors @ (weights @ vectors)).argmax())
