// Edges of what is chosen: one around a city, one around each county of a project, and the line
// that joins these.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const CHOSEN = "#d81b60";
  const JOIN = "rgba(28,39,51,0.6)";
  const FEW = 8; // legs: more would be a tangle
  const SEAM = 1.4; // neighbours' common edges need not meet to the pixel
  let sheet = null;

  function traced(ctx, codes, view) {
    ctx.beginPath();
    for (const code of codes) {
      const county = luotu.counties.get(code);
      if (county) luotu.trace(ctx, county, view);
    }
  }

  // Counties a project may lie in and was not placed in: a dashed edge, never filled.
  luotu.paintCandidates = function (ctx, codes, view) {
    traced(ctx, codes, view);
    ctx.setLineDash([7, 5]);
    ctx.lineWidth = 2.5;
    ctx.strokeStyle = CHOSEN;
    ctx.stroke();
    ctx.setLineDash([]);
  };

  // The outer edge of counties together: the edges of all, less what lies within any of them.
  luotu.paintOuter = function (ctx, codes, view) {
    if (!sheet) sheet = document.createElement("canvas");
    sheet.width = ctx.canvas.width;
    sheet.height = ctx.canvas.height;
    const own = sheet.getContext("2d");
    own.setTransform(ctx.getTransform());
    traced(own, codes, view);
    own.lineJoin = "round";
    own.lineWidth = 6 + SEAM;
    own.strokeStyle = CHOSEN;
    own.stroke();
    own.globalCompositeOperation = "destination-out";
    own.lineWidth = SEAM;
    own.fill("evenodd");
    own.stroke();
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(sheet, 0, 0);
    ctx.restore();
  };

  // The way through places from one to the next nearest, so that it seldom crosses itself.
  function chain(places) {
    const left = places.slice();
    const way = [left.shift()];
    while (left.length) {
      const [x, y] = way[way.length - 1];
      const far = (p) => Math.hypot(p[0] - x, p[1] - y);
      const next = left.reduce((best, p) => (far(p) < far(best) ? p : best));
      way.push(left.splice(left.indexOf(next), 1)[0]);
    }
    return way;
  }

  // Thin lines that join the symbols of each project of several counties, where those are few.
  luotu.paintJoins = function (ctx, spots) {
    const places = new Map();
    for (const spot of spots) {
      if (spot.whole) continue;
      for (const item of spot.items) {
        if (!item.shared) continue;
        if (!places.has(item.key)) places.set(item.key, []);
        places.get(item.key).push([spot.x, spot.y]);
      }
    }
    const joined = Array.from(places.values()).filter((found) => found.length > 1);
    const legs = joined.reduce((sum, found) => sum + found.length - 1, 0);
    if (!legs || legs > FEW) return 0;
    ctx.beginPath();
    for (const found of joined) {
      chain(found).forEach((p, i) => (i ? ctx.lineTo(p[0], p[1]) : ctx.moveTo(p[0], p[1])));
    }
    ctx.setLineDash([3, 3]);
    ctx.lineWidth = 1.1;
    ctx.strokeStyle = JOIN;
    ctx.stroke();
    ctx.setLineDash([]);
    return legs;
  };

  // A dashed line through places, pixels.
  luotu.paintJoined = function (ctx, places) {
    ctx.beginPath();
    places.forEach((p, i) => (i ? ctx.lineTo(p[0], p[1]) : ctx.moveTo(p[0], p[1])));
    ctx.setLineDash([6, 5]);
    ctx.lineWidth = 2;
    ctx.stroke();
    ctx.setLineDash([]);
  };

  luotu.paintChosen = function (ctx, chosen, view) {
    luotu.paintCandidates(ctx, chosen.candidates, view);
    if (chosen.what === "city") {
      luotu.paintOuter(ctx, chosen.counties, view);
      return;
    }
    traced(ctx, chosen.counties, view);
    ctx.lineWidth = 3;
    ctx.strokeStyle = CHOSEN;
    ctx.stroke();
    if (chosen.what !== "project") return;
    const drawn = chosen.counties.map((code) => luotu.counties.get(code)).filter(Boolean);
    const place = (c) => [c.at[0] * view.scale - view.ox, c.at[1] * view.scale - view.oy];
    luotu.paintJoined(ctx, drawn.map(place));
  };
})();
