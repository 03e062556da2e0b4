// Strokes and fills on the canvas. A view {scale, ox, oy} turns world coordinates into pixels.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const FONT = '"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif';
  luotu.FONT = FONT;
  luotu.RADIUS = 10;
  luotu.GROUND = "#f8f6f1";
  luotu.BEYOND = "#eeeeec"; // land and sea beyond the country alike: neither is shown
  const LINES = {
    county: { color: "#8796a5", width: 0.8, dash: [] },
    prefecture: { color: "#5f6b78", width: 1.1, dash: [] },
    province: { color: "#3f4750", width: 1.6, dash: [8, 3, 2, 3] },
    national: { color: "#5b6671", width: 1.8, dash: [] },
    undetermined: { color: "#4a4a4a", width: 1.4, dash: [4, 4] },
    sar: { color: "#8a8a8a", width: 1, dash: [4, 3] },
    dash: { color: "#4a4a4a", width: 2.4, dash: [] },
  };

  // How wide a text is, measured once: setting a font takes longer than all else about a label.
  const widths = new Map();
  luotu.measure = function (ctx, font, text) {
    if (!text) return 0;
    const key = font + text;
    if (!widths.has(key)) {
      ctx.font = font + FONT;
      widths.set(key, ctx.measureText(text).width);
    }
    return widths.get(key);
  };

  function trace(ctx, shape, view) {
    for (const r of shape.rings) {
      let px = NaN;
      let py = NaN;
      for (let i = 0; i < r.length; i += 2) {
        const x = r[i] * view.scale - view.ox;
        const y = r[i + 1] * view.scale - view.oy;
        if (i === 0) ctx.moveTo(x, y);
        else if (Math.abs(x - px) + Math.abs(y - py) < 0.7 && i < r.length - 2) continue;
        else ctx.lineTo(x, y);
        px = x;
        py = y;
      }
    }
  }

  luotu.trace = trace;

  // Two hatches: dense for what has nothing else, wide and light for what also takes part.
  const patterns = new Map();
  function hatched(ctx, size, color, wide) {
    if (!patterns.has(size)) {
      const tile = document.createElement("canvas");
      tile.width = tile.height = size;
      const t = tile.getContext("2d");
      t.strokeStyle = color;
      t.lineWidth = wide;
      t.beginPath();
      for (const at of [-size, 0, size]) {
        t.moveTo(at, size);
        t.lineTo(at + size, 0);
      }
      t.stroke();
      patterns.set(size, ctx.createPattern(tile, "repeat"));
    }
    return patterns.get(size);
  }
  // What has no class: nothing is stated (plain grey), or no project is of the stages shaded (dots).
  luotu.UNSTATED = -2;
  luotu.OTHERS = -3;
  const GREY = "#d9d7d2";
  function dotted(ctx) {
    if (!patterns.has("dots")) {
      const tile = document.createElement("canvas");
      tile.width = tile.height = 9;
      const t = tile.getContext("2d");
      t.fillStyle = "#ffffff";
      t.fillRect(0, 0, 9, 9);
      t.fillStyle = "#b3ada1";
      t.fillRect(1.5, 1.5, 1.6, 1.6);
      t.fillRect(6, 6, 1.6, 1.6);
      patterns.set("dots", ctx.createPattern(tile, "repeat"));
    }
    return patterns.get("dots");
  }
  luotu.shadeOf = function (ctx, shade, ramp) {
    if (shade >= 0) return ramp[shade];
    if (shade === luotu.OTHERS) return dotted(ctx);
    return shade === luotu.UNSTATED ? GREY : "#ffffff";
  };
  luotu.hatch = (ctx) => hatched(ctx, 8, "#5d7691", 1.2);
  luotu.lightHatch = (ctx) => hatched(ctx, 13, "rgba(36,60,86,0.5)", 0.9);

  // What the reader may hide; national lines stay, whatever is hidden.
  luotu.isBorder = (kind) => kind === "county" || kind === "prefecture" || kind === "province";

  luotu.paintLines = function (ctx, lines, view, far) {
    const own = luotu.shows("borders");
    for (const kind of Object.keys(LINES)) {
      if (kind === "county" || (far && kind === "prefecture")) continue; // those the layer draws
      if (!own && luotu.isBorder(kind)) continue;
      const style = LINES[kind];
      ctx.beginPath();
      for (const line of lines.values()) {
        if (line.kind === kind && luotu.meets(line.box, view.box)) trace(ctx, line, view);
      }
      ctx.strokeStyle = style.color;
      ctx.lineWidth = style.width;
      ctx.setLineDash(style.dash);
      ctx.stroke();
    }
    ctx.setLineDash([]);
  };

  // An island far out that would be lost is drawn as large as this, pixels.
  const LEAST = 2;
  luotu.paintIslets = function (ctx, islets, view) {
    ctx.fillStyle = LINES.national.color;
    for (const islet of islets) {
      if (islet.wide * view.scale >= LEAST || !luotu.meets(islet.box, view.box)) continue;
      const x = islet.box[0] * view.scale - view.ox;
      const y = islet.box[1] * view.scale - view.oy;
      ctx.fillRect(x - LEAST / 2, y - LEAST / 2, LEAST, LEAST);
    }
  };

  // A line for the legend.
  luotu.paintStroke = function (ctx, kind) {
    const style = LINES[kind];
    ctx.beginPath();
    ctx.moveTo(1, 13);
    ctx.lineTo(25, 13);
    ctx.strokeStyle = style.color;
    ctx.lineWidth = style.width * 1.3;
    ctx.setLineDash(style.dash);
    ctx.stroke();
  };

  luotu.meets = function (a, b) {
    return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
  };

  function outline(ctx, points, x, y, r) {
    ctx.beginPath();
    points.forEach((p, i) => {
      if (i) ctx.lineTo(x + p[0] * r, y - p[1] * r);
      else ctx.moveTo(x + p[0] * r, y - p[1] * r);
    });
    ctx.closePath();
  }

  // Where a glyph sits best: triangles and shields are wider at one end.
  function lean(points) {
    if (points.length === 3) return points[0][1] > 0 ? -1 : 1;
    return points.length === 5 && points[3][0] === 0 ? 0.4 : 0;
  }

  // look: {color, outline, glyph}; a shared (cross-county) project is drawn hollow, and its stage
  // is seen on the edge.
  luotu.paintSymbol = function (ctx, look, x, y, flags) {
    const ringed = luotu.isRinged(flags.stage);
    const small = flags.small ? 0.8 : 1;
    const round = small * (look.outline.length === 3 ? 1.3 : 1);
    const r = (luotu.RADIUS - (ringed ? 1 : 0)) * round;
    const path = (wide) => outline(ctx, look.outline, x, y, wide);
    path(r + (ringed ? 4 * round : 2));
    ctx.fillStyle = "#ffffff";
    ctx.fill();
    path(r + 0.5);
    ctx.save();
    if (luotu.isPale(flags.stage)) ctx.globalAlpha = 0.45;
    ctx.fillStyle = flags.shared ? "#ffffff" : look.color;
    ctx.fill();
    ctx.lineWidth = flags.shared ? 1.8 : 1;
    ctx.strokeStyle = look.color;
    ctx.stroke();
    ctx.restore();
    luotu.paintRing(ctx, flags.stage, path, x, y, r + 2.6 * round);
    const font = "bold " + (flags.small ? 9 : 11) + "px " + FONT;
    const ink = flags.shared ? look.color : "#ffffff";
    centred(ctx, font, ink, look.glyph, x, y + 0.5 - lean(look.outline) * r * 0.25);
    luotu.paintCross(ctx, flags.stage, x, y, r);
  };

  function centred(ctx, font, ink, text, x, y) {
    ctx.font = font;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillStyle = ink;
    ctx.fillText(text, x, y);
  }

  luotu.paintDoubt = function (ctx, x, y) {
    ctx.beginPath();
    ctx.arc(x, y, 5, 0, 2 * Math.PI);
    ctx.fillStyle = "#fff3c4";
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = "#1c2733";
    ctx.stroke();
    centred(ctx, "bold 9px " + FONT, "#1c2733", "?", x, y + 0.5);
  };

  // A project that is known to its township.
  luotu.paintTownship = function (ctx, x, y) {
    ctx.beginPath();
    ctx.arc(x, y, 5.5, 0, 2 * Math.PI);
    ctx.fillStyle = "#ffffff";
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = "#1c2733";
    ctx.stroke();
    centred(ctx, "bold 8px " + FONT, "#1c2733", "乡", x, y + 0.5);
  };

  // The foot of a symbol that stands at coordinates: a line to the very spot, and a dot there.
  luotu.paintPin = function (ctx, x, y, foot) {
    for (const [color, wide, dot] of [["#ffffff", 4, 3.6], ["#1c2733", 1.6, 2.4]]) {
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(foot[0], foot[1]);
      ctx.strokeStyle = color;
      ctx.lineWidth = wide;
      ctx.stroke();
      ctx.beginPath();
      ctx.arc(foot[0], foot[1], dot, 0, 2 * Math.PI);
      ctx.fillStyle = color;
      ctx.fill();
    }
  };

  luotu.paintBadge = function (ctx, text, x, y) {
    const font = "bold 10px " + FONT;
    ctx.font = font;
    const w = Math.max(13, ctx.measureText(text).width + 6);
    ctx.beginPath();
    ctx.rect(x - w / 2, y - 6.5, w, 13);
    ctx.fillStyle = "#1c2733";
    ctx.fill();
    centred(ctx, font, "#ffffff", text, x, y + 0.5);
  };

  // Islands without a polygon: a dot and the name.
  luotu.paintIslands = function (ctx, islands, view, labels, small) {
    for (const island of islands) {
      const at = luotu.world(island.lon, island.lat);
      if (!luotu.meets([at[0], at[1], at[0], at[1]], view.box)) continue;
      const x = at[0] * view.scale - view.ox;
      const y = at[1] * view.scale - view.oy;
      ctx.beginPath();
      ctx.arc(x, y, small ? 1.2 : 2.5, 0, 2 * Math.PI);
      ctx.fillStyle = "#4a4a4a";
      ctx.fill();
      const up = small ? 7 : 11; // a dash runs below 曾母暗沙
      labels.add({ text: island.name, x: x, y: y - up, first: true, always: true, small: small });
    }
  };

  luotu.paintLabel = function (ctx, label) {
    ctx.font = (label.strong ? "bold 14px " : label.small ? "10px " : "12px ") + FONT;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = 3;
    ctx.strokeStyle = "rgba(255,255,255,0.9)";
    ctx.strokeText(label.text, label.x, label.y);
    ctx.fillStyle = label.quiet ? "#8b8b85" : "#1c2733";
    ctx.fillText(label.text, label.x, label.y);
  };
})();
