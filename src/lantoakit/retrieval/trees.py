"""Boosted trees as arrays, evaluated for all rows at once.

Each tree has at most eight leaves, so the leaves that a row may still end in are the bits of one byte: every comparison
that fails takes away the leaves to its left, and the lowest bit that is left is the leaf. No row walks down any tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

LEAVES = 8
_LOWEST = np.array([0, *((n & -n).bit_length() - 1 for n in range(1, 256))], dtype=np.int64)


@dataclass(frozen=True)
class Trees:
    """`features`, `thresholds` and `masks` have shape (trees, 7): a comparison `x <= threshold` of each inner node and
    the leaves that are left where it fails; unused ones take nothing away. `values` has shape (trees, 8)."""

    features: npt.NDArray[np.int64]
    thresholds: npt.NDArray[np.float32]
    masks: npt.NDArray[np.uint8]
    values: npt.NDArray[np.float64]

    def predict(self, matrix: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """Return the sum of the trees' values for each row of a matrix of shape (rows, features)."""
        trees, columns = len(self.values), np.ascontiguousarray(matrix.T)
        left = np.full((trees, len(matrix)), 255, dtype=np.uint8)
        for node in range(self.features.shape[1]):
            holds = columns[self.features[:, node]] <= self.thresholds[:, node, None]
            left &= self.masks[:, node, None] | (holds.view(np.uint8) * np.uint8(255))
        leaves = _LOWEST[left] + np.arange(trees)[:, None] * LEAVES
        return self.values.ravel()[leaves].sum(axis=0)

    def to_json(self) -> dict[str, Any]:
        """Return plain lists that `from_json` reads."""
        return {
            "features": self.features.tolist(),
            "thresholds": [[float(f"{value:.9g}") for value in row] for row in self.thresholds],
            "masks": self.masks.tolist(),
            "values": [[float(f"{value:.9g}") for value in row] for row in self.values],
        }

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Trees:
        """Return the trees that `to_json` wrote down."""
        return cls(
            np.array(content["features"], dtype=np.int64),
            np.array(content["thresholds"], dtype=np.float32),
            np.array(content["masks"], dtype=np.uint8),
            np.array(content["values"], dtype=np.float64),
        )


def averaged(several: Sequence[Trees]) -> Trees:
    """Return trees whose sum is the mean of the sums of several."""
    return Trees(
        np.concatenate([trees.features for trees in several]),
        np.concatenate([trees.thresholds for trees in several]),
        np.concatenate([trees.masks for trees in several]),
        np.concatenate([trees.values / len(several) for trees in several]),
    )


def from_lightgbm(dumped: dict[str, Any]) -> Trees:
    """Return the trees of `Booster.dump_model()`.

    Raises ValueError for a tree of more than eight leaves and for a comparison other than `<=` of numbers.
    """
    infos = dumped["tree_info"]
    features = np.zeros((len(infos), LEAVES - 1), dtype=np.int64)
    thresholds = np.full((len(infos), LEAVES - 1), np.inf, dtype=np.float32)
    masks = np.full((len(infos), LEAVES - 1), 255, dtype=np.uint8)
    values = np.zeros((len(infos), LEAVES))
    for number, info in enumerate(infos):
        inner: list[tuple[int, float, int]] = []
        leaves = _walk(info["tree_structure"], 0, inner, values[number])
        if leaves > LEAVES:
            raise ValueError(f"a tree has {leaves} leaves; {LEAVES} are the most")
        for place, (feature, threshold, mask) in enumerate(inner):
            features[number, place], thresholds[number, place] = feature, _rounded_down(threshold)
            masks[number, place] = mask
    return Trees(features, thresholds, masks, values)


def _walk(
    node: dict[str, Any], first: int, inner: list[tuple[int, float, int]], values: npt.NDArray[np.float64]
) -> int:
    """Number the leaves of a node from the left, beginning with `first`; returns the number behind its last."""
    if "split_feature" not in node:
        if first < LEAVES:
            values[first] = node["leaf_value"]
        return first + 1
    if node["decision_type"] != "<=":
        raise ValueError(f"no comparison of numbers: {node['decision_type']}")
    middle = _walk(node["left_child"], first, inner, values)
    taken = sum(1 << leaf for leaf in range(first, middle))
    inner.append((node["split_feature"], node["threshold"], 255 & ~taken))
    return _walk(node["right_child"], middle, inner, values)


def _rounded_down(threshold: float) -> np.float32:
    """The greatest 32-bit number that is not above: with it a 32-bit value compares as with the threshold itself."""
    rounded = np.float32(threshold)
    return rounded if float(rounded) <= threshold else np.nextafter(rounded, np.float32(-np.inf))
