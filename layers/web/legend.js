// The legend: no more than what is to be seen, layer by layer and symbol by symbol.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const MOST = 0.25; // of the map's width or area
  const HIGH = 0.72; // of its height, where the legend is broad
  const ORDER = "existing under_construction planned preliminary shelved cancelled retired".split(" ");
  let open = null; // until the reader opens or closes it, as large as the map bears
  let drawn = ""; // what the legend now tells
  let told = null; // the data it tells it of
  let last = null; // what was painted before the furniture came

  function swatch(paint) {
    const node = luotu.make("canvas", "luotu-swatch");
    node.width = node.height = 52;
    const ctx = node.getContext("2d");
    ctx.setTransform(2, 0, 0, 2, 0, 0);
    paint(ctx);
    return node;
  }

  function patch(color, pattern) {
    return swatch((ctx) => {
      ctx.beginPath();
      ctx.rect(2, 5, 22, 16);
      ctx.fillStyle = color;
      ctx.fill();
      if (pattern) {
        ctx.fillStyle = pattern(ctx);
        ctx.fill();
      }
      ctx.strokeStyle = "#8796a5";
      ctx.stroke();
    });
  }

  function row(parent, picture, text) {
    const node = luotu.make("div", "luotu-row");
    node.append(picture, luotu.make("span", "", text));
    parent.appendChild(node);
  }

  // Short rows side by side.
  function pairs(parent) {
    const node = luotu.make("div", "luotu-pairs");
    parent.appendChild(node);
    return node;
  }

  function head(parent, text) {
    parent.appendChild(luotu.make("div", "luotu-head", text));
  }

  function note(parent, text) {
    if (text) parent.appendChild(luotu.make("div", "luotu-note", text));
  }

  function shading(body, data, seen) {
    const part = luotu.make("div", "luotu-part luotu-shading");
    head(part, data.legend.title);
    const classes = pairs(part);
    data.legend.classes.forEach((c) => row(classes, patch(c.color), c.text));
    for (const c of data.legend.apart) {
      const plain = (ctx) => luotu.shadeOf(ctx, c.shade, data.ramp);
      if (seen.apart.includes(c.shade)) row(part, patch("#ffffff", plain), c.text);
    }
    if (seen.part) row(part, patch("#ffffff", luotu.lightHatch), data.tools.part);
    if (seen.hatched) row(part, patch("#ffffff", luotu.hatch), data.legend.hatched);
    note(part, data.legend.note);
    body.appendChild(part);
  }

  function symbols(body, data, seen) {
    const part = luotu.make("div", "luotu-part luotu-symbols");
    head(part, data.legend.kinds);
    const kinds = pairs(part);
    for (const kind of seen.kinds) {
      const look = data.symbols[kind];
      row(kinds, swatch((ctx) => luotu.paintSymbol(ctx, look, 13, 13, {})), look.label);
    }
    const any = data.symbols[seen.kinds[0]];
    if (seen.stages.length) {
      head(part, data.tools.stage);
      const stages = pairs(part);
      for (const stage of seen.stages) {
        const flags = { stage: stage, small: true };
        const picture = swatch((ctx) => luotu.paintSymbol(ctx, any, 13, 13, flags));
        row(stages, picture, data.tools.stages[stage]);
      }
    }
    head(part, data.tools.precision);
    precision(part, data, seen, any);
    body.appendChild(part);
  }

  const edge = () => swatch((ctx) => {
    ctx.rect(3, 6, 20, 14);
    ctx.fillStyle = "#e3edf6";
    ctx.fill();
    ctx.lineWidth = 2.4;
    ctx.strokeStyle = luotu.MARKED;
    ctx.stroke();
  });

  const dashes = () => swatch((ctx) => {
    ctx.moveTo(1, 13);
    ctx.lineTo(25, 13);
    ctx.setLineDash([3, 3]);
    ctx.lineWidth = 1.6;
    ctx.stroke();
  });

  const byHand = () => swatch((ctx) => {
    ctx.beginPath();
    ctx.moveTo(4, 20);
    ctx.lineTo(11, 7);
    ctx.lineTo(22, 17);
    ctx.closePath();
    ctx.fillStyle = "rgba(192,57,43,0.18)";
    ctx.fill();
    ctx.lineWidth = 2;
    ctx.strokeStyle = "#c0392b";
    ctx.stroke();
  });

  function precision(part, data, seen, any) {
    if (seen.shared) {
      const hollow = swatch((ctx) => luotu.paintSymbol(ctx, any, 13, 13, { shared: true }));
      row(part, hollow, data.legend.shared);
    }
    if (seen.site) {
      const pinned = swatch((ctx) => {
        luotu.paintPin(ctx, 13, 8, [13, 23]);
        luotu.paintSymbol(ctx, any, 13, 9, { small: true });
      });
      row(part, pinned, data.legend.site);
    }
    if (seen.township) {
      const pictured = swatch((ctx) => {
        luotu.paintSymbol(ctx, any, 11, 11, { small: true });
        luotu.paintTownship(ctx, 19, 20);
      });
      row(part, pictured, data.legend.township);
    }
    if (seen.marked) row(part, edge(), data.legend.edge);
    if (seen.joined) row(part, dashes(), data.legend.joined);
    if (seen.drawn) row(part, byHand(), data.legend.drawn);
    if (seen.unsure) row(part, swatch((ctx) => luotu.paintDoubt(ctx, 13, 13)), data.legend.unsure);
    note(part, data.legend.precision);
    if (seen.mixed) note(part, data.tools.mixed);
  }

  function borders(body, data, seen) {
    const part = luotu.make("div", "luotu-lines");
    const own = luotu.shows("borders");
    for (const line of data.legend.lines) {
      if (!seen.lines.includes(line.kind) || (!own && luotu.isBorder(line.kind))) continue;
      row(part, swatch((ctx) => luotu.paintStroke(ctx, line.kind)), line.text);
    }
    if (seen.bare) row(part, patch(luotu.GROUND), data.tools.nothing_known);
    body.appendChild(part);
  }

  function sectors(body, data) {
    note(body, data.legend.mixed);
    const part = pairs(body);
    data.sectors.forEach((sector) => row(part, patch(sector.color), sector.label));
  }

  function numbers(body, data, seen) {
    const part = luotu.make("div", "luotu-part");
    const sample = function (said) {
      const spot = luotu.number(Object.assign({ x: 13, y: 13, count: 0, other: 0 }, said));
      const node = swatch((ctx) => luotu.paintNumbers(ctx, [spot], [], luotu.barOf));
      node.classList.add("luotu-natural");
      return node;
    };
    if (seen.own) row(part, sample({ count: 3 }), data.legend.number);
    if (seen.taking) row(part, sample({ count: 2, hollow: true }), data.tools.number_shared);
    if (seen.others) row(part, sample({ other: 4 }), data.legend.others);
    body.appendChild(part);
  }

  function fill(body, data, seen) {
    body.replaceChildren();
    if (luotu.shows("shading")) shading(body, data, seen);
    if (seen.badges) note(body, data.legend.badge);
    if (seen.numbers || seen.others) numbers(body, data, seen);
    if (data.sectors && data.legend.mixed) sectors(body, data);
    if (seen.kinds.length) symbols(body, data, seen);
    if (luotu.overlayLegend) luotu.overlayLegend(body, data);
    borders(body, data, seen);
  }

  // Tells what is within the map's frame: more than that is painted.
  function framed(layer) {
    const corner = layer._map.containerPointToLayerPoint([0, 0]);
    const size = layer._map.getSize();
    return function (at) {
      const x = at.x - corner.x;
      const y = at.y - corner.y;
      return x >= 0 && y >= 0 && x <= size.x && y <= size.y;
    };
  }

  // What of the layer is to be seen; `spots` are its symbols, as painted.
  function look(layer, spots) {
    const inside = framed(layer);
    const kinds = new Set();
    const stages = new Set();
    const seen = { shared: false, site: false, unsure: false, mixed: false, numbers: false };
    const badges = layer.hits.filter((hit) => hit.city && !hit.spot && inside(hit));
    seen.badges = badges.length > 0;
    seen.others = badges.some((hit) => hit.city.other);
    for (const spot of spots) {
      if (!inside(spot)) continue;
      if (spot.pin) seen.site = true;
      if (spot.whole && spot.other) seen.others = true;
      if (spot.whole) seen[spot.hollow ? "taking" : "own"] = seen.numbers = true;
      if (spot.whole) continue;
      if (spot.group) kinds.add(spot.group.kind);
      if (spot.group) continue;
      kinds.add(spot.items[0].kind);
      const stage = luotu.stageOf(spot.items);
      if (stage) stages.add(stage);
      else seen.mixed = true;
      if (spot.items[0].shared) seen.shared = true;
      if (luotu.isOfTownship(spot)) seen.township = true;
      if (spot.items.length === 1 && spot.items[0].unsure) seen.unsure = true;
    }
    seen.kinds = Object.keys(layer.data.symbols).filter((kind) => kinds.has(kind));
    seen.stages = ORDER.filter((stage) => stages.has(stage));
    return seen;
  }

  // What of the ground is to be seen.
  function ground(layer, seen) {
    const frame = luotu.frameOf(layer);
    const far = layer.data.level === "region";
    const apart = new Set();
    const near = luotu.shows("symbols") && layer._roomy(layer._view());
    seen.part = seen.hatched = seen.marked = false;
    seen.joined = Boolean(layer.joins);
    seen.drawn = Boolean(layer.drawn);
    for (const row of far ? layer.data.cities : layer.plan.values()) {
      const marked = near && !seen.marked && layer._isMarked(row);
      if (row.shade >= -1 && !row.hatched && !row.part && !marked) continue;
      const box = far ? luotu.boxOfPlace(row) : (luotu.counties.get(row.code) || {}).box;
      if (!box || !luotu.meets(box, frame)) continue;
      apart.add(row.shade);
      if (marked) seen.marked = true;
      if (row.hatched) seen.hatched = true;
      else if (row.part) seen.part = true;
    }
    seen.apart = Array.from(apart);
    seen.lines = luotu.linesIn(layer, frame);
    seen.bare = luotu.bareIn(layer, frame);
  }

  // Tells anew what the map now shows, if that has changed.
  luotu.followLegend = function (layer, spots) {
    last = { layer: layer, spots: spots };
    const node = layer._map.getContainer().querySelector(".luotu-legend");
    if (!node) return;
    const seen = look(layer, spots);
    ground(layer, seen);
    const now = JSON.stringify([seen, luotu.shown(), luotu.overlayToken || ""]);
    if (now !== drawn || told !== layer.data) {
      drawn = now;
      told = layer.data;
      fill(node.querySelector(".luotu-body"), layer.data, seen);
    }
    luotu.foldLegend(layer._map);
    layer._clear(node);
  };

  luotu.legend = function (map, data) {
    const node = luotu.place(map, "luotu-legend");
    const button = luotu.make("button", "luotu-toggle", data.texts.legend);
    node.append(button, luotu.make("div", "luotu-body"));
    drawn = "";
    button.addEventListener("click", () => {
      open = node.querySelector(".luotu-body").style.display === "none";
      luotu.foldLegend(map);
    });
    if (last && last.layer.data === data) luotu.followLegend(last.layer, last.spots);
    else luotu.foldLegend(map);
  };

  // Opens or closes the legend as the reader said; unasked it stays open where there is room.
  luotu.foldLegend = function (map) {
    const node = map.getContainer().querySelector(".luotu-legend");
    if (!node) return;
    const body = node.querySelector(".luotu-body");
    body.style.display = "";
    const size = map.getSize();
    const wide = node.offsetWidth / size.x;
    const high = node.scrollHeight / size.y;
    const room = wide * high <= MOST && (wide <= MOST || high <= HIGH);
    const shown = open === null ? room : open;
    body.style.display = shown ? "" : "none";
    node.querySelector(".luotu-toggle").setAttribute("aria-expanded", String(shown));
  };
})();
