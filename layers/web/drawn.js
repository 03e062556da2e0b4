// Points, lines and areas that people put on the map by hand: of the project that is selected, and
// of all from a zoom on, where a county's symbol would be taken for the place.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const INK = "#c0392b";
  const CHOSEN = "#d81b60";
  const NEAR = 9; // from this zoom on
  const TINY = 10; // pixels: what is smaller gets a ring

  function placed(run, view) {
    return run.map((at) => {
      const spot = luotu.world(at[0], at[1]);
      return [spot[0] * view.scale - view.ox, spot[1] * view.scale - view.oy];
    });
  }

  function ring(ctx, at, radius) {
    ctx.beginPath();
    ctx.arc(at[0], at[1], radius, 0, 2 * Math.PI);
  }

  function dot(ctx, at, ink, wide) {
    ring(ctx, at, wide + 3);
    ctx.fillStyle = "#ffffff";
    ctx.fill();
    ring(ctx, at, wide + 1);
    ctx.fillStyle = ink;
    ctx.fill();
  }

  function outlined(ctx, shape, runs, ink, wide) {
    ctx.beginPath();
    for (const run of runs) {
      run.forEach((p, i) => (i ? ctx.lineTo(p[0], p[1]) : ctx.moveTo(p[0], p[1])));
      if (shape.sort === "Polygon") ctx.closePath();
    }
    if (shape.sort === "Polygon") {
      ctx.globalAlpha = 0.18;
      ctx.fillStyle = ink;
      ctx.fill("evenodd");
      ctx.globalAlpha = 1;
    }
    ctx.lineJoin = "round";
    for (const [color, more] of [["#ffffff", 2.5], [ink, 0]]) {
      ctx.lineWidth = wide + more;
      ctx.strokeStyle = color;
      ctx.stroke();
    }
  }

  // A shape of a few pixels would be missed: a ring around it says that there is one.
  function ringed(ctx, runs, ink) {
    const all = [].concat(...runs);
    const xs = all.map((p) => p[0]);
    const ys = all.map((p) => p[1]);
    const [west, east] = [Math.min(...xs), Math.max(...xs)];
    const [north, south] = [Math.min(...ys), Math.max(...ys)];
    if (Math.max(east - west, south - north) > TINY) return;
    ring(ctx, [(west + east) / 2, (north + south) / 2], TINY);
    ctx.lineWidth = 2;
    ctx.strokeStyle = ink;
    ctx.stroke();
  }

  function paint(ctx, shape, view, chosen) {
    const runs = shape.runs.map((run) => placed(run, view));
    const ink = chosen ? CHOSEN : INK;
    const wide = chosen ? 3 : 2;
    if (shape.sort === "Point") runs.forEach((run) => run.forEach((at) => dot(ctx, at, ink, wide)));
    else outlined(ctx, shape, runs, ink, wide);
    if (chosen || shape.sort !== "Point") ringed(ctx, runs, ink);
  }

  // Paints them over the ground and below the symbols; returns how many.
  luotu.paintDrawn = function (ctx, layer, view) {
    const selected = layer.data.selected || {};
    const near = layer._map.getZoom() >= NEAR;
    const others = near ? layer.data.projects.filter((p) => p.shape && p.key !== selected.key) : [];
    others.forEach((p) => paint(ctx, p.shape, view, false));
    if (selected.shape) paint(ctx, selected.shape, view, true);
    return others.length + (selected.shape ? 1 : 0);
  };
})();
