// How far a project is, seen on its symbol: the firmer it stands, the firmer its edge. What was
// given up is pale and crossed. None of it goes by hue.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const INK = "#1c2733";
  const PALE = { shelved: true, cancelled: true, retired: true };
  const RINGED = { existing: true, under_construction: true, preliminary: true };

  // One stage of all that stands at a spot; of several none is shown.
  luotu.stageOf = function (items) {
    const first = items.length ? items[0].stage : "";
    return items.every((item) => item.stage === first) ? first || "" : "";
  };

  luotu.isPale = (stage) => Boolean(PALE[stage]);
  luotu.isRinged = (stage) => Boolean(RINGED[stage]);

  // The edge outside a symbol; `path(r)` lays its outline of that radius.
  luotu.paintRing = function (ctx, stage, path, x, y, r) {
    if (!RINGED[stage]) return;
    ctx.save();
    if (stage === "under_construction") {
      ctx.beginPath();
      ctx.rect(x - 2 * r, y + 1, 4 * r, 2 * r); // half built: the lower half of the edge
      ctx.clip();
    }
    path(r);
    if (stage === "preliminary") ctx.setLineDash([2.2, 2.4]);
    ctx.lineWidth = stage === "preliminary" ? 1.6 : 2.2;
    ctx.strokeStyle = INK;
    ctx.stroke();
    ctx.restore();
  };

  // What crosses a symbol that was given up: shelved /, cancelled ×, retired —.
  luotu.paintCross = function (ctx, stage, x, y, r) {
    if (!PALE[stage]) return;
    const d = r * 0.95;
    const strokes = {
      shelved: [[-d, d, d, -d]],
      cancelled: [[-d, d, d, -d], [-d, -d, d, d]],
      retired: [[-r * 1.25, 0, r * 1.25, 0]],
    }[stage];
    for (const [color, wide] of [["#ffffff", 4], [INK, 1.8]]) {
      ctx.beginPath();
      for (const s of strokes) {
        ctx.moveTo(x + s[0], y + s[1]);
        ctx.lineTo(x + s[2], y + s[3]);
      }
      ctx.lineWidth = wide;
      ctx.strokeStyle = color;
      ctx.stroke();
    }
  };
})();
