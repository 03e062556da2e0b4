// What stands in a county: its shade, its name, its symbols; and the edge of what is chosen.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});

  luotu.ProjectLayer.include({
    _shade: function (ctx, view, far) {
      for (const row of this.plan.values()) {
        const county = luotu.counties.get(row.code);
        if (!county || !luotu.meets(county.box, view.box)) continue;
        ctx.beginPath();
        luotu.trace(ctx, county, view);
        const shaded = luotu.shows("shading");
        ctx.fillStyle = row.quiet || !shaded ? luotu.GROUND : "#ffffff";
        if (row.shade >= 0 && shaded) ctx.fillStyle = this.data.ramp[row.shade];
        ctx.fill("evenodd");
        if (shaded && (row.hatched || row.part)) {
          ctx.fillStyle = row.hatched ? luotu.hatch(ctx) : luotu.lightHatch(ctx);
          ctx.fill("evenodd");
        }
        if (!luotu.shows("borders")) continue;
        ctx.lineWidth = far ? 0.4 : 0.9;
        ctx.strokeStyle = "#8796a5";
        ctx.stroke();
      }
    },

    _outlineChosen: function (ctx, view) {
      const chosen = this.data.selected;
      if (!chosen) return;
      luotu.paintCandidates(ctx, chosen.candidates, view);
      const middles = [];
      ctx.beginPath();
      for (const code of chosen.counties) {
        const county = luotu.counties.get(code);
        if (!county) continue;
        luotu.trace(ctx, county, view);
        middles.push([county.at[0] * view.scale - view.ox, county.at[1] * view.scale - view.oy]);
      }
      ctx.lineWidth = 3;
      ctx.strokeStyle = "#d81b60";
      ctx.stroke();
      if (chosen.what !== "project" || middles.length < 2) return;
      ctx.beginPath();
      middles.forEach((m, i) => (i ? ctx.lineTo(m[0], m[1]) : ctx.moveTo(m[0], m[1])));
      ctx.setLineDash([6, 5]);
      ctx.lineWidth = 2;
      ctx.stroke();
      ctx.setLineDash([]);
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
      if (named) labels.add({ text: text, x: lx, y: ly, first: true });
      const row = this.plan.get(code);
      if (!row) return; // asked for, and not yet answered
      if (!this.spots.has(key)) this.spots.set(key, this._spots(county, row, view.scale, taken));
      for (const spot of this.spots.get(key)) {
        const at = { x: spot.x - view.ox, y: spot.y - view.oy };
        if (spot.pin) at.pin = [spot.pin[0] - view.ox, spot.pin[1] - view.oy];
        labels.reserve([at.x - 11, at.y - 11, at.x + 11, at.y + 11]);
        symbols.push(Object.assign({ code: code }, spot, at));
      }
    },

    // What stands in a county: projects, or a symbol of each kind with their number, or a number.
    _spots: function (county, row, scale, name) {
      const items = this.items.get(county.code) || [];
      const pinned = luotu.sites(items, scale);
      const pins = pinned.map((s) => [s.x - 12, s.y - 12, s.x + 12, s.pin[1] + 4]);
      const loose = items.filter((i) => !i.site);
      if (!row.bubble && !row.hollow) return pinned.concat(luotu.spread(county, loose, scale, name, pins));
      const groups = (row.kinds || []).map((k) => ({ kind: k[0], count: k[1] }));
      if (row.hollow) groups.push({ kind: "", count: row.hollow });
      const spots = row.kinds ? luotu.spread(county, groups, scale, name, pins) : [];
      if (spots.length && !spots[0].whole) return pinned.concat(spots.map(luotu.grouped));
      const [free] = pins.length ? luotu.spread(county, [{ kind: "", count: 1 }], scale, name, pins) : [];
      return pinned.concat(luotu.numbers(county, row, scale, name, free));
    },

    _symbol: function (ctx, spot) {
      const first = spot.items[0];
      if (spot.pin) luotu.paintPin(ctx, spot.x, spot.y, spot.pin);
      if (spot.whole) {
        luotu.paintNumber(ctx, spot, this.data.sectors || []);
      } else {
        const flags = { shared: first && first.shared, small: spot.small, stage: luotu.stageOf(spot.items) };
        const kind = spot.group ? spot.group.kind : first.kind;
        luotu.paintSymbol(ctx, this.data.symbols[kind], spot.x, spot.y, flags);
      }
      this.hits.push({ x: spot.x, y: spot.y, r: spot.r || 12, spot: spot, city: this._several(spot) });
    },

    // What is written upon symbols comes last, so that no neighbour covers it.
    _mark: function (ctx, spot) {
      const many = spot.group ? spot.group.count : spot.items.length;
      if (!spot.whole && many > 1) luotu.paintBadge(ctx, "×" + many, spot.x + 8, spot.y - 8);
      if (!spot.group && many === 1 && spot.items[0].unsure) luotu.paintDoubt(ctx, spot.x + 8, spot.y - 8);
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
        labels.add({
          text: county.short,
          x: county.at[0] * view.scale - view.ox,
          y: county.at[1] * view.scale - view.oy,
          quiet: true,
        });
      }
    },
  });
})();
