// Where symbols stand inside a county: in rows below its name, never outside its border, and
// never at a spot that could be taken for a site.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const CELL = 25;
  const HALF = 10;

  function clear(x, y, taken) {
    return !(
      taken &&
      x + HALF > taken[0] &&
      x - HALF < taken[2] &&
      y + HALF > taken[1] &&
      y - HALF < taken[3]
    );
  }

  function fits(county, scale, x, y) {
    const h = HALF - 1;
    const spots = [[0, 0], [-h, -h], [h, -h], [-h, h], [h, h]];
    return spots.every((d) => luotu.inside(county, (x + d[0]) / scale, (y + d[1]) / scale));
  }

  // Free cells of a grid around the county's middle, nearest first; x, y in pixels of the world.
  function cells(county, scale, taken, most) {
    const cx = county.at[0] * scale;
    const cy = county.at[1] * scale;
    const reach = Math.min(
      14,
      Math.ceil(
        (Math.max(county.box[2] - county.box[0], county.box[3] - county.box[1]) * scale) / CELL
      )
    );
    const grid = [];
    for (let row = -reach; row <= reach; row += 1) {
      for (let column = -reach; column <= reach; column += 1) {
        const x = cx + column * CELL;
        const y = cy + row * CELL;
        // Wider than tall, and below the name rather than above it.
        const far = Math.abs(column) + Math.abs(row) * 1.3 + (row < 0 ? 1.5 : 0);
        grid.push({ x: x, y: y, far: far });
      }
    }
    grid.sort((a, b) => a.far - b.far || a.y - b.y || a.x - b.x);
    const free = [];
    for (const cell of grid) {
      if (free.length >= most) break;
      if (clear(cell.x, cell.y, taken) && fits(county, scale, cell.x, cell.y)) free.push(cell);
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

  // Single symbols if they fit, else one per kind with a number, else one number for the county.
  luotu.spread = function (county, items, scale, taken) {
    if (!items.length) return [];
    let groups = items.map((item) => [item]);
    let free = cells(county, scale, taken, groups.length);
    if (free.length < groups.length) {
      groups = byKind(items);
      free = cells(county, scale, taken, groups.length);
    }
    if (free.length < groups.length) {
      const x = county.at[0] * scale;
      const y = county.at[1] * scale + (taken ? taken[3] - county.at[1] * scale + 10 : 0);
      return [{ x: x, y: y, items: items, whole: true }];
    }
    free.sort((a, b) => a.y - b.y || a.x - b.x);
    return groups.map((group, i) => ({ x: free[i].x, y: free[i].y, items: group, whole: false }));
  };
})();
