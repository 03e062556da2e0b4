// The one layer that carries project data: painted on a canvas, hit-tested here, and reported to
// the page as {what, ...}. Text of projects is only ever painted or set with textContent.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const SHORTLY = 400; // milliseconds
  const FAR = 6.2; // below this zoom, county borders outside the plans would be a grey mass
  const NAME = 16; // room for a badge's name below the southernmost city
  const BAR = 22; // room for the tools above the northernmost
  // All of China with its islands, and how far about it the reader may look.
  const CHINA = [[3.2, 73.3], [53.7, 135.3]];
  const ABOUT = [[-12, 55], [64, 153]];
  let lastView = null;
  let lastFocus = null;
  let watched = false;
  let touched = false;

  // The style sheet and the window may change the map's size at any time; a view the reader has
  // not moved is fitted anew.
  function watch(map) {
    if (watched) return;
    watched = true;
    const touch = () => (touched = true);
    for (const name of ["pointerdown", "wheel", "keydown"])
      map.getContainer().addEventListener(name, touch, { passive: true });
    hold(map);
    map.doubleClickZoom.disable(); // the layer answers to it
    map.setMaxBounds(ABOUT);
    new ResizeObserver(() => {
      map.invalidateSize({ pan: false });
      hold(map);
      luotu.tellPaper(map);
      if (!touched && lastView !== null) luotu.current._home();
    }).observe(map.getContainer());
  }

  // Nothing is to be seen beyond the whole country: smaller than that the map does not get.
  function hold(map) {
    const least = map.getBoundsZoom(CHINA);
    if (map.getZoom() < least) map.setZoom(least, { animate: false }); // else it undoes the fit
    map.setMinZoom(least);
  }

  luotu.ProjectLayer = L.Renderer.extend({
    options: { padding: 0.25 },

    initialize: function (data) {
      L.Renderer.prototype.initialize.call(this, {});
      this._layers = {};
      this.data = data;
      this.plan = luotu.remember(data);
      this.items = new Map();
      for (const p of data.projects) {
        for (const code of p.counties) {
          if (!this.items.has(code)) this.items.set(code, []);
          this.items.get(code).push(Object.assign({ shared: p.counties.length > 1 }, p));
        }
      }
      for (const list of this.items.values()) {
        list.sort((a, b) => a.shared - b.shared || a.order - b.order);
      }
      this.hits = [];
      this.spots = new Map();
    },

    _initContainer: function () {
      this._container = document.createElement("canvas");
      this._container.className = "luotu-canvas";
      this._ctx = this._container.getContext("2d");
    },

    _destroyContainer: function () {
      this._container.remove();
      this._container = this._ctx = null;
    },

    onAdd: function (map) {
      L.Renderer.prototype.onAdd.call(this, map);
      luotu.current = this;
      map.getContainer().style.background = luotu.BEYOND;
      luotu.furnish(map, this.data);
      watch(map);
      map.on("click", this._click, this);
      map.on("dblclick", this._twice, this);
      map.on("mousemove", this._hover, this);
      map.on("mouseout zoomstart", this._leave, this);
      map.on("move moveend zoomanim", this._look, this);
      this._read(map);
      // Come in the middle of a zoom, it moves along with it.
      if (map._animatingZoom) this._updateTransform(map._animateToCenter, map._animateToZoom);
      luotu.answered();
      this._look();
    },

    // Repaints when the counties of the plans are there, when all of China is, and when it is finer.
    _read: function (map) {
      const files = this.data.files;
      const ready = files.details.concat(files.first).every(luotu.hasFile);
      const own = Promise.all(files.details.map((url) => luotu.fetchFile(url, 2)));
      const all = Promise.all([own, luotu.fetchFile(files.first, files.sketched ? 0 : -1)]);
      const failed = () => luotu.complain(this.data.texts.no_file);
      const finer = () => luotu.fetchFile(files.overview, 1).then(() => luotu.current._arrived(), failed);
      const done = () => {
        map.getContainer().setAttribute("data-painted", "yes");
        if (!luotu.hasFile(files.overview)) setTimeout(finer, SHORTLY); // let this be seen first
      };
      if (ready) {
        this._aim();
        done();
        return;
      }
      const alone = () => luotu.hasFile(files.first) || this._arrived();
      own.then(() => setTimeout(alone, SHORTLY), failed); // one paint less where all comes at once
      all.then(() => this._arrived(), failed).then(done);
    },

    onRemove: function (map) {
      map.off("click", this._click, this);
      map.off("dblclick", this._twice, this);
      map.off("mousemove", this._hover, this);
      map.off("mouseout zoomstart", this._leave, this);
      map.off("move moveend zoomanim", this._look, this);
      L.Renderer.prototype.onRemove.call(this, map);
    },

    _arrived: function () {
      if (!this._map) return;
      this.spots.clear();
      const before = this._paints;
      this._aim();
      if (this._paints === before) this._update(); // it has moved, and was painted, else
    },

    _aim: function () {
      const view = this.data.view;
      const chosen = this.data.selected;
      const opening = view.token === lastView ? [] : luotu.members(view);
      const drawn = (code) => luotu.counties.has(code);
      const files = this.data.files;
      const whole = luotu.hasFile(files.overview) || (files.sketched && luotu.hasFile(files.first));
      // An edition of a part of China has no polygon for the rest: then some are all.
      const known = (codes) => codes.every(drawn) ? codes.length : whole && codes.some(drawn);
      if (opening.length && known(opening)) {
        lastView = view.token;
        if (!(touched = this._asLinked())) this._home();
        else if (chosen) lastFocus = chosen.token; // it does not move what the link shows
      }
      if (!chosen || chosen.token === lastFocus) return;
      const meant = chosen.counties.length ? chosen.counties : chosen.candidates;
      if (!known(meant)) return;
      lastFocus = chosen.token;
      const box = luotu.boxOf(meant);
      const here = this._map.getBounds();
      const there = L.latLngBounds(luotu.latLng(box[0], box[3]), luotu.latLng(box[2], box[1]));
      if (!here.contains(there.getCenter()) || this._map.getZoom() < 7.5) {
        this._map.fitBounds(there, { maxZoom: 9.5, padding: [60, 60], animate: false });
      }
    },

    _home: function () {
      touched = false;
      this._fit(luotu.members(this.data.view), 24);
    },

    // Fits the counties into what the legend leaves free.
    _fit: function (codes, margin) {
      const box = luotu.boxOf(codes);
      const bounds = L.latLngBounds(luotu.latLng(box[0], box[3]), luotu.latLng(box[2], box[1]));
      const parent = this._map.getContainer();
      parent.classList.remove("luotu-far");
      luotu.foldLegend(this._map);
      const legend = parent.querySelector(".luotu-legend").offsetWidth;
      this._map.fitBounds(bounds, {
        paddingTopLeft: [Math.min(legend, this._map.getSize().x / 3) + margin, margin + BAR],
        paddingBottomRight: [margin + luotu.insetRoom(bounds), margin + NAME],
        maxZoom: 9.75,
        animate: false,
      });
    },

    _update: function () {
      if (!this._map || (this._map._animatingZoom && this._bounds)) return;
      L.Renderer.prototype._update.call(this);
      const b = this._bounds;
      const size = b.getSize();
      const sharp = luotu.sharp();
      L.DomUtil.setPosition(this._container, b.min);
      this._container.width = Math.round(size.x * sharp);
      this._container.height = Math.round(size.y * sharp);
      this._container.style.width = size.x + "px";
      this._container.style.height = size.y + "px";
      this._ctx.setTransform(sharp, 0, 0, sharp, -b.min.x * sharp, -b.min.y * sharp);
      if (!luotu.lands.length && !luotu.counties.size) return; // the first files are on their way
      this._paints = (this._paints || 0) + 1;
      this._paint();
      this._told();
    },

    _view: function () {
      const origin = this._map.getPixelOrigin();
      const scale = 256 * Math.pow(2, this._map.getZoom());
      const b = this._bounds;
      return {
        scale: scale,
        ox: origin.x,
        oy: origin.y,
        box: [
          (b.min.x + origin.x) / scale,
          (b.min.y + origin.y) / scale,
          (b.max.x + origin.x) / scale,
          (b.max.y + origin.y) / scale,
        ],
      };
    },

    _paint: function () {
      const ctx = this._ctx;
      const view = this._view();
      const far = this._map.getZoom() < FAR;
      this.hits = [];
      ctx.globalAlpha = luotu.veil(); // an online ground shines through
      this._ground(ctx, view, far);
      this._shadeCities(ctx, view);
      this._shade(ctx, view, far);
      ctx.globalAlpha = 1;
      luotu.paintLines(ctx, luotu.lines, view, far);
      luotu.overlay.paint(ctx, view);
      luotu.paintIslets(ctx, luotu.islets, view);
      this._outlineChosen(ctx, view);
      const labels = new luotu.Labels(ctx);
      const near = this._badges(ctx, view, labels);
      let symbols = [];
      for (const city of near) {
        for (const code of luotu.members(city)) this._county(view, code, labels, symbols);
      }
      if (!luotu.shows("symbols")) symbols = [];
      symbols = symbols.filter((s) => !s.count).concat(luotu.joinNumbers(symbols.filter((s) => s.count)));
      symbols.forEach((s) => this._symbol(ctx, s));
      symbols.forEach((s) => this._mark(ctx, s));
      this._map.getContainer().classList.toggle("luotu-far", !near.length);
      luotu.followLegend(this, symbols);
      if (near.length) this._neighbours(view, labels);
      luotu.paintIslands(ctx, this.data.islands, view, labels);
      labels.paint();
      luotu.inset(this);
    },

    _ground: function (ctx, view, far) {
      const whole = this.data.level === "region" ? this._covered() : this.plan;
      const open = Array.from(luotu.counties.values()).filter((c) => !whole.has(c.code));
      ctx.fillStyle = ctx.strokeStyle = luotu.GROUND;
      ctx.lineWidth = 1;
      luotu.paintMany(ctx, luotu.lands, view, luotu.veil() === 1);
      ctx.lineWidth = 0.7;
      ctx.strokeStyle = far ? "#f1eee6" : "#ddd8cc";
      luotu.paintMany(ctx, open, view, luotu.veil() === 1);
    },

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

  luotu.layer = function (data) {
    return new luotu.ProjectLayer(data);
  };
})();
