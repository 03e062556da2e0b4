// The South China Sea in a frame of its own, on every view of the whole country and of Hainan:
// all ten dashes and the islands, painted from the same files as the map.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const SEA = [[2.6, 105.2], [25.4, 123.6]]; // south-west, north-east
  const WIDE = 30; // degrees: a map that shows more is one of the country
  const TALL = 118; // pixels
  const ROOM = 104;
  const BROAD = 16; // degrees: counties that span more are seen on a map with the inset
  const HAINAN = [[18.1, 108.5], [20.2, 111.2]];

  function needed(layer) {
    const bounds = layer._map.getBounds();
    if (bounds.getEast() - bounds.getWest() >= WIDE) return true;
    if (bounds.contains(HAINAN)) return true;
    for (const row of layer.plan.values()) {
      if (row.code.slice(0, 2) !== "46") continue;
      const county = luotu.counties.get(row.code);
      if (county && luotu.meets(county.box, layer._view().box)) return true;
    }
    return false;
  }

  // What counties seen together with the inset leave free at the right, pixels.
  luotu.insetRoom = (bounds) => (bounds.getEast() - bounds.getWest() > BROAD ? ROOM : 0);

  function frame(map, title) {
    const node = luotu.place(map, "luotu-inset");
    node.setAttribute("role", "img");
    node.setAttribute("aria-label", title);
    const canvas = luotu.make("canvas", "");
    node.append(canvas, luotu.make("div", "luotu-inset-title", title));
    return canvas;
  }

  function paint(ctx, layer, view) {
    ctx.fillStyle = luotu.BEYOND;
    ctx.fillRect(0, 0, 1000, 1000);
    ctx.fillStyle = ctx.strokeStyle = luotu.GROUND;
    luotu.paintMany(ctx, luotu.lands, view, true);
    for (const county of luotu.counties.values()) {
      if (!luotu.meets(county.box, view.box)) continue;
      const row = layer._rowOf(county.code);
      ctx.beginPath();
      luotu.trace(ctx, county, view);
      ctx.fillStyle = luotu.GROUND;
      if (row && !row.quiet && luotu.shows("shading")) {
        ctx.fillStyle = luotu.shadeOf(ctx, row.shade, layer.data.ramp);
      }
      ctx.fill("evenodd");
    }
    luotu.paintLines(ctx, luotu.lines, view, true);
    luotu.paintIslets(ctx, luotu.islets, view);
    const labels = new luotu.Labels(ctx);
    luotu.paintIslands(ctx, layer.data.islands, view, labels, true);
    labels.paint();
  }

  // The frame's view, with its size in pixels.
  luotu.insetView = function () {
    const a = luotu.world(SEA[0][1], SEA[0][0]);
    const b = luotu.world(SEA[1][1], SEA[1][0]);
    const scale = TALL / (a[1] - b[1]);
    return {
      scale: scale,
      ox: a[0] * scale,
      oy: b[1] * scale,
      box: [a[0], b[1], b[0], a[1]],
      wide: Math.round((b[0] - a[0]) * scale),
      tall: TALL,
    };
  };

  luotu.inset = function (layer) {
    const map = layer._map;
    const old = map.getContainer().querySelector(".luotu-inset");
    if (!needed(layer) || !luotu.hasFile(layer.data.files.first)) {
      if (old) old.remove();
      return;
    }
    const view = luotu.insetView();
    const wide = view.wide;
    const canvas = frame(map, layer.data.tools.inset);
    const sharp = luotu.sharp();
    canvas.width = wide * sharp;
    canvas.height = TALL * sharp;
    canvas.style.width = wide + "px";
    canvas.style.height = TALL + "px";
    const ctx = canvas.getContext("2d");
    ctx.setTransform(sharp, 0, 0, sharp, 0, 0);
    paint(ctx, layer, view);
  };
})();
