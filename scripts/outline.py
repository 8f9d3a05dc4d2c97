"""Makes crates/report/assets/outline.bin, the coasts and borders below the map of a report.

Source: Natural Earth 1:50m countries (public domain), as TopoJSON in the npm package world-atlas 2.0.2:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python3 scripts/outline.py package/countries-50m.json crates/report/assets/outline.bin

Each arc of the topology is kept once, simplified to TOLERANCE, rounded to GRID, and small islands are dropped. The file is a
series of zigzag LEB128 numbers: for each line its kind (0 coast, 1 border), its number of points, and of each point the
difference to the one before in longitude and latitude, in steps of GRID; the first point of each line differs from 0, 0.
"""

import json
import sys

GRID = 0.02  # degrees
TOLERANCE = 0.03  # degrees, a pixel or two on a map of a country
SMALLEST = 0.25  # degrees, extent of the smallest island that is drawn


def arcs(topology):
    """Points of each arc in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield points


def uses(topology):
    """How many countries touch each arc: two make a border, one a coast."""
    count = [0] * len(topology["arcs"])

    def walk(part):
        if isinstance(part, int):
            count[part if part >= 0 else ~part] += 1
        else:
            for inner in part:
                walk(inner)

    for geometry in topology["objects"]["countries"]["geometries"]:
        walk(geometry.get("arcs", []))
    return count


def simplified(points):
    """Douglas and Peucker (1973): points farther than TOLERANCE from the chord stay."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        dx, dy = bx - ax, by - ay
        length = (dx * dx + dy * dy) ** 0.5
        worst, at = TOLERANCE, None
        for i in range(first + 1, last):
            px, py = points[i][0] - ax, points[i][1] - ay
            away = abs(px * dy - py * dx) / length if length > 0 else (px * px + py * py) ** 0.5
            if away > worst:
                worst, at = away, i
        if at is not None:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def number(value, out):
    value = value << 1 if value >= 0 else (-value << 1) - 1
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)


def main(source, target):
    topology = json.load(open(source))
    out = bytearray()
    for points, used in zip(arcs(topology), uses(topology)):
        extent = max(max(p[i] for p in points) - min(p[i] for p in points) for i in (0, 1))
        closed = points[0] == points[-1]
        if (closed and extent < SMALLEST) or max(p[1] for p in points) < -60:
            continue
        grid = [(round(x / GRID), round(y / GRID)) for x, y in simplified(points)]
        grid = [p for i, p in enumerate(grid) if i == 0 or p != grid[i - 1]]
        if len(grid) < 2:
            continue
        number(1 if used > 1 else 0, out)
        number(len(grid), out)
        x = y = 0
        for px, py in grid:
            number(px - x, out)
            number(py - y, out)
            x, y = px, py
    open(target, "wb").write(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
