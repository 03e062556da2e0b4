// What of the ground is within the map's frame: more than that is painted.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});

  // The frame in world coordinates.
  luotu.frameOf = function (layer) {
    const view = layer._view();
    const corner = layer._map.containerPointToLayerPoint([0, 0]);
    const size = layer._map.getSize();
    const x = (corner.x + view.ox) / view.scale;
    const y = (corner.y + view.oy) / view.scale;
    return [x, y, x + size.x / view.scale, y + size.y / view.scale];
  };

  // Whether a line from a to b comes into a box.
  function enters(ax, ay, bx, by, box) {
    if (Math.max(ax, bx) < box[0] || Math.min(ax, bx) > box[2]) return false;
    if (Math.max(ay, by) < box[1] || Math.min(ay, by) > box[3]) return false;
    const side = (x, y) => (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0;
    const first = side(box[0], box[1]);
    return [[0, 3], [2, 1], [2, 3]].some(([i, j]) => side(box[i], box[j]) !== first);
  }

  function crosses(line, box) {
    for (const r of line.rings)
      for (let i = 2; i < r.length; i += 2) if (enters(r[i - 2], r[i - 1], r[i], r[i + 1], box)) return true;
    return false;
  }

  // The kinds of lines that are to be seen.
  luotu.linesIn = function (layer, frame) {
    const kinds = new Set();
    const far = luotu.isFar(layer);
    const region = layer.data.level === "region";
    for (const line of luotu.lines.values()) {
      if (kinds.has(line.kind) || !luotu.meets(line.box, frame)) continue;
      if (line.kind === "prefecture" && far && !region) continue;
      if (crosses(line, frame)) kinds.add(line.kind);
    }
    if (!region || !far) kinds.add("county");
    return Array.from(kinds);
  };

  // Whether ground is to be seen of which nothing is known.
  luotu.bareIn = function (layer, frame) {
    const seen = (shape) => luotu.meets(shape.box, frame);
    return luotu.lands.some(seen) || layer.open.some(seen);
  };
})();
