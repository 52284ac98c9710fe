"""Connected regions of a coarse map of a page."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lantoakit.documents.readers.scan.light import Mask


@dataclass(frozen=True)
class Region:
    """A connected region: its edges in cells (right and bottom excluded) and its cells as (row, column) pairs."""

    left: int
    top: int
    right: int
    bottom: int
    cells: NDArray[np.intp]


def cells_of(mask: Mask, size: int) -> NDArray[np.int32]:
    """Return how many set pixels each square cell of `size` pixels has; the last ones may be cut."""
    rows, columns = -(-mask.shape[0] // size), -(-mask.shape[1] // size)
    padded = np.zeros((rows * size, columns * size), dtype=np.uint8)
    padded[: mask.shape[0], : mask.shape[1]] = mask
    across = padded.reshape(rows * size, columns, size).sum(axis=2, dtype=np.int32)
    return across.reshape(rows, size, columns).sum(axis=1, dtype=np.int32)


def grown(mask: Mask, by: int) -> Mask:
    """Return the mask with all within `by` cells of it, across, down and aslant."""
    out = mask.copy()
    for step in range(1, by + 1):
        out[:, step:] |= mask[:, :-step]
        out[:, :-step] |= mask[:, step:]
    wide = out.copy()
    for step in range(1, by + 1):
        out[step:] |= wide[:-step]
        out[:-step] |= wide[step:]
    return out


def regions_of(mask: Mask, reach: int = 1) -> list[Region]:
    """Return the connected regions, cells within `reach` of one another taken as touching, in reading order."""
    labels = _labelled(grown(mask, reach) if reach else mask)
    rows, columns = np.nonzero(mask)
    if rows.size == 0:
        return []
    names = labels[rows, columns]
    order = np.argsort(names, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(names[order]) != 0])
    found: list[Region] = []
    for members in np.split(order, starts[1:]):
        r, c = rows[members], columns[members]
        found.append(Region(int(c.min()), int(r.min()), int(c.max()) + 1, int(r.max()) + 1, np.stack([r, c], axis=1)))
    return sorted(found, key=lambda region: (region.top, region.left))


def _labelled(mask: Mask) -> NDArray[np.int32]:
    """Number the connected regions by runs of each row, joined where runs of two rows touch."""
    labels = np.zeros(mask.shape, dtype=np.int32)
    parents: list[int] = [0]

    def root(name: int) -> int:
        while parents[name] != name:
            parents[name] = parents[parents[name]]
            name = parents[name]
        return name

    padded = np.zeros((mask.shape[0], mask.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = mask
    steps = np.diff(padded, axis=1)
    rows, starts = np.nonzero(steps == 1)
    ends = np.nonzero(steps == -1)[1]
    edges = np.stack([starts, ends], axis=1).tolist()
    firsts = np.searchsorted(rows, np.arange(mask.shape[0] + 1)).tolist()
    above: list[tuple[int, int, int]] = []
    for row in range(mask.shape[0]):
        runs: list[tuple[int, int, int]] = []
        at = 0
        for start, end in edges[firsts[row] : firsts[row + 1]]:
            name = 0
            while at < len(above) and above[at][1] < start:
                at += 1
            n = at
            while n < len(above) and above[n][0] <= end:
                other = root(above[n][2])
                if name == 0:
                    name = other
                elif other != name:
                    parents[max(other, name)] = min(other, name)
                    name = min(other, name)
                n += 1
            if name == 0:
                name = len(parents)
                parents.append(name)
            runs.append((start, end, name))
            labels[row, start:end] = name
        above = runs
    roots = np.array([root(n) for n in range(len(parents))], dtype=np.int32)
    return roots[labels]
