// What stands in a county: its shade, its name, its symbols.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const BROAD = 0.5; // of the frame: so broad a county is named wherever it is seen
  const HALF = 30; // pixels of a name's width, and of its height
  const TALL = 10;
  const STEPS = 9;
  const KINDS = 8; // from this zoom on a county has room for a symbol of each kind

  const MARKED = (luotu.MARKED = "#4a6784");

  // A spot of the world on the canvas.
  function placed(spot, code, view) {
    const at = { x: spot.x - view.ox, y: spot.y - view.oy };
    if (spot.pin) at.pin = [spot.pin[0] - view.ox, spot.pin[1] - view.oy];
    return Object.assign({ code: code }, spot, at);
  }

  const isOfTownship = (spot) =>
    !spot.whole && spot.items.length > 0 && spot.items.every((item) => item.township);
  luotu.isOfTownship = isOfTownship;

  luotu.ProjectLayer.include({
    _shade: function (ctx, view, far) {
      const near = luotu.shows("symbols") && this._roomy(view);
      const seen = (row) => {
        const county = luotu.counties.get(row.code);
        return county && luotu.meets(county.box, view.box);
      };
      const rows = Array.from(this.plan.values()).filter(seen);
      const edged = new Set(near ? rows.filter((row) => this._isMarked(row)) : []);
      const marked = (row) => edged.has(row);
      // The marked ones come last, so that no neighbour covers their edges.
      for (const row of rows.filter((r) => !marked(r)).concat(Array.from(edged))) {
        ctx.beginPath();
        luotu.trace(ctx, luotu.counties.get(row.code), view);
        const shaded = luotu.shows("shading");
        const bare = row.quiet || !shaded;
        ctx.fillStyle = bare ? luotu.GROUND : luotu.shadeOf(ctx, row.shade, this.data.ramp);
        ctx.fill("evenodd");
        if (shaded && (row.hatched || row.part)) {
          ctx.fillStyle = row.hatched ? luotu.hatch(ctx) : luotu.lightHatch(ctx);
          ctx.fill("evenodd");
        }
        if (!luotu.shows("borders")) continue;
        ctx.lineWidth = marked(row) ? 1.7 : far ? 0.4 : 0.9;
        ctx.strokeStyle = marked(row) ? MARKED : "#8796a5";
        ctx.stroke();
      }
    },

    // Whether a county holds projects of its own that are known to no site: then its ground is what
    // is known of their place, and its edge is marked.
    _isMarked: function (row) {
      if (this.data.level === "county" || row.quiet) return false;
      if (row.bubble || row.other) return true;
      return (this.items.get(row.code) || []).some((item) => !item.site && !item.shared);
    },

    _county: function (view, code, labels, symbols) {
      const county = luotu.counties.get(code);
      if (!county || !luotu.meets(county.box, view.box)) return;
      const x = county.at[0] * view.scale;
      const y = county.at[1] * view.scale;
      const items = this.items.get(code) || [];
      const wide = (county.box[2] - county.box[0]) * view.scale;
      const text = wide > labels.width(county.name) + 24 ? county.name : county.short;
      const named = wide > labels.width(text) * 0.9;
      const half = labels.width(text) / 2 + 2;
      const top = items.length > 5 ? y - 22 : y - 8;
      const taken = named ? [x - half, top - 9, x + half, top + 9] : null;
      const key = code + "@" + view.scale;
      const lx = x - view.ox;
      const ly = top - view.oy;
      const at = this._inFrame(county, view);
      if (at) labels.add({ text: text, x: at[0], y: at[1], first: true });
      else if (named) labels.add({ text: text, x: lx, y: ly, first: true });
      const row = this.plan.get(code);
      if (!row) return; // asked for, and not yet answered
      if (!this.spots.has(key)) this.spots.set(key, this._spots(county, row, view.scale, taken));
      for (const spot of this.spots.get(key)) symbols.push(placed(spot, code, view));
    },

    // Projects at their own coordinates, by their counties; worked out once for each zoom.
    _pins: function (scale) {
      if (this.pins && this.pins.scale === scale) return this.pins.of;
      const of = new Map();
      const items = this.data.projects.filter((project) => project.site && project.counties.length);
      for (const spot of luotu.sites(items, scale, this.counted)) {
        if (!of.has(spot.code)) of.set(spot.code, []);
        of.get(spot.code).push(spot);
      }
      this.pins = { scale: scale, of: of };
      return of;
    },

    // The boxes of all pins near a county: a neighbour's may stand over its border.
    _pinned: function (county, scale) {
      const box = county.box.map((v) => v * scale);
      const found = [];
      this._pins(scale).forEach((spots) => {
        for (const s of spots) {
          const own = [s.x - 12, s.y - 12, s.x + 12, s.pin[1] + 4];
          if (luotu.meets(own, box)) found.push(own);
        }
      });
      return found;
    },

    // What stands in a county: projects, or a symbol of each kind with their number, or a number.
    _spots: function (county, row, scale, name) {
      const own = this._pins(scale).get(county.code) || [];
      const pins = this._pinned(county, scale);
      const free = () => (pins.length ? luotu.spread(county, [{ kind: "", count: 1 }], scale, name, pins)[0] : null);
      if (!row.bubble && !row.hollow && !row.other) {
        const loose = (this.items.get(county.code) || []).filter((item) => !item.site);
        const spots = luotu.spread(county, loose, scale, name, pins);
        if (!spots.length || !spots[0].whole) return own.concat(spots);
        return own.concat(luotu.numbersOf(county, loose, this.counted, scale, name, free()));
      }
      const kinds = this._map.getZoom() < KINDS ? null : row.kinds;
      const groups = (kinds || []).map((k) => ({ kind: k[0], count: k[1], other: k[2] }));
      if (row.hollow) groups.push({ kind: "", count: row.hollow });
      const spots = kinds ? luotu.spread(county, groups, scale, name, pins) : [];
      if (spots.length && !spots[0].whole) return own.concat(spots.map(luotu.grouped));
      const said = { count: row.bubble, other: row.other, hollow: row.hollow, mix: row.mix };
      return own.concat(luotu.numbers(county, said, scale, name, free()));
    },

    // What of all counties together is painted: none covers another.
    _settled: function (view, symbols, labels) {
      const holds = (code, x, y) =>
        luotu.inside(luotu.counties.get(code), (x + view.ox) / view.scale, (y + view.oy) / view.scale);
      const spots = luotu.settle(symbols, this.counted, holds);
      for (const spot of spots) {
        labels.reserve(luotu.coreOf(spot));
        if (spot.flag) labels.reserve(spot.flag.box);
      }
      return spots;
    },

    _symbol: function (ctx, spot) {
      const first = spot.items[0];
      if (spot.pin) luotu.paintPin(ctx, spot.x, spot.y, spot.pin);
      if (!spot.whole) {
        const flags = { shared: first && first.shared, small: spot.small, stage: luotu.stageOf(spot.items) };
        const kind = spot.group ? spot.group.kind : first.kind;
        luotu.paintSymbol(ctx, this.data.symbols[kind], spot.x, spot.y, flags);
      }
      const hit = { x: spot.x, y: spot.y, r: 12, spot: spot, city: this._several(spot) };
      this.hits.push(spot.whole ? Object.assign(hit, { box: luotu.coreOf(spot) }) : hit);
    },

    // What is written upon symbols comes last, so that no neighbour covers it.
    _mark: function (ctx, spot) {
      const many = spot.group ? spot.group.count : spot.items.length;
      if (isOfTownship(spot)) luotu.paintTownship(ctx, spot.x + 8, spot.y + 9);
      if (spot.flag && many > 1) luotu.paintBadge(ctx, "×" + many, spot.flag.x, spot.flag.y);
      else if (spot.flag) luotu.paintDoubt(ctx, spot.flag.x, spot.flag.y);
      const chosen = this.data.selected;
      if (chosen && chosen.what === "project" && spot.items.some((i) => i.key === chosen.key)) {
        ctx.beginPath();
        ctx.arc(spot.x, spot.y, 15, 0, 2 * Math.PI);
        ctx.lineWidth = 3;
        ctx.strokeStyle = "#d81b60";
        ctx.stroke();
      }
    },

    _neighbours: function (view, labels) {
      for (const county of luotu.counties.values()) {
        if (this.plan.has(county.code) || !county.detailed) continue;
        if (!luotu.meets(county.box, view.box)) continue;
        if ((county.box[2] - county.box[0]) * view.scale < 50) continue;
        const middle = [county.at[0] * view.scale - view.ox, county.at[1] * view.scale - view.oy];
        const [x, y] = this._inFrame(county, view) || middle;
        labels.add({ text: county.short, x: x, y: y, quiet: true });
      }
    },

    // Where the name of a county stands that fills much of the map's frame and has its middle
    // outside: amid what is seen of it. Else nothing.
    _inFrame: function (county, view) {
      const size = this._map.getSize();
      if ((county.box[2] - county.box[0]) * view.scale < size.x * BROAD) return null;
      const corner = this._map.containerPointToLayerPoint([0, 0]);
      const x = county.at[0] * view.scale - view.ox - corner.x;
      const y = county.at[1] * view.scale - view.oy - corner.y;
      if (x > HALF && y > TALL && x < size.x - HALF && y < size.y - TALL) return null;
      const held = (px, py) =>
        luotu.inside(county, (px + corner.x + view.ox) / view.scale, (py + corner.y + view.oy) / view.scale);
      const seen = [];
      for (let i = 1; i < STEPS; i += 1) {
        for (let j = 1; j < STEPS; j += 1) {
          const [px, py] = [HALF + ((size.x - 2 * HALF) * i) / STEPS, (size.y * j) / STEPS];
          if (held(px, py) && held(px - HALF, py) && held(px + HALF, py)) seen.push([px, py]);
        }
      }
      if (!seen.length) return null;
      const mean = [0, 1].map((axis) => seen.reduce((sum, p) => sum + p[axis], 0) / seen.length);
      const far = (p) => Math.hypot(p[0] - mean[0], p[1] - mean[1]);
      const best = seen.reduce((a, b) => (far(b) < far(a) ? b : a));
      return [best[0] + corner.x, best[1] + corner.y];
    },
  });
})();
