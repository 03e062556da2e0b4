// Where symbols stand inside a county: in rows below its name, never outside its border, and
// never at a spot that could be taken for a site.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const SIZES = [
    { cell: 25, half: 10 },
    { cell: 20, half: 8 },
  ];

  const WIDE = [{ cell: 33, half: 12 }]; // with a number at its corner

  function clear(x, y, taken, half) {
    return !(
      taken &&
      x + half > taken[0] &&
      x - half < taken[2] &&
      y + half > taken[1] &&
      y - half < taken[3]
    );
  }

  function fits(county, scale, x, y, half) {
    const h = half - 1;
    const spots = [[0, 0], [-h, -h], [h, -h], [-h, h], [h, h]];
    return spots.every((d) => luotu.inside(county, (x + d[0]) / scale, (y + d[1]) / scale));
  }

  // Free cells of a grid around the county's middle, nearest first; x, y in pixels of the world.
  function cells(county, scale, taken, most, size) {
    const step = size.cell;
    const cx = county.at[0] * scale;
    const name = taken[0];
    const cy = name ? name[3] + size.half + 3 : county.at[1] * scale;
    const reach = Math.min(
      14,
      Math.ceil(
        (Math.max(county.box[2] - county.box[0], county.box[3] - county.box[1]) * scale) / step
      )
    );
    const grid = [];
    for (let row = -reach; row <= reach; row += 1) {
      for (let column = -reach; column <= reach; column += 1) {
        const x = cx + column * step;
        const y = cy + row * step;
        // Wider than tall, and below the name rather than above it.
        const far = Math.abs(column) + Math.abs(row) * 1.3 + (row < 0 ? 1.5 : 0);
        grid.push({ x: x, y: y, far: far });
      }
    }
    grid.sort((a, b) => a.far - b.far || a.y - b.y || a.x - b.x);
    const open = (cell) =>
      taken.every((box) => clear(cell.x, cell.y, box, size.half)) &&
      fits(county, scale, cell.x, cell.y, size.half);
    const free = [];
    for (const cell of grid) {
      if (free.length >= most) break;
      if (open(cell)) free.push(cell);
    }
    return free;
  }

  function byKind(items) {
    const groups = new Map();
    for (const item of items) {
      const key = item.kind + (item.shared ? "/shared" : "");
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(item);
    }
    return Array.from(groups.values());
  }

  function stand(groups, free, small) {
    free.sort((a, b) => a.y - b.y || a.x - b.x);
    return groups.map((group, i) => ({ x: free[i].x, y: free[i].y, items: group, small: small }));
  }

  // Single symbols if they fit, smaller if need be, else one per kind with a number, else one
  // number for the county. `name` is the box of the county's name, `pins` those of sites.
  luotu.spread = function (county, items, scale, name, pins) {
    if (!items.length) return [];
    for (const groups of [items.map((item) => [item]), byKind(items)]) {
      for (const size of items[0].count ? WIDE : SIZES) {
        const free = cells(county, scale, [name].concat(pins), groups.length, size);
        if (free.length === groups.length) return stand(groups, free, size === SIZES[1]);
      }
    }
    const y = name ? name[3] + 13 : county.at[1] * scale;
    return [{ x: county.at[0] * scale, y: y, items: items, whole: true }];
  };
})();
