// The one layer that carries project data: painted on a canvas, hit-tested here, and reported to
// the page as {what, ...}. Text of projects is only ever painted or set with textContent.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const SHORTLY = 400; // milliseconds
  const FAR = 6.2; // below this zoom, county borders outside the plans would be a grey mass

  luotu.isFar = (layer) => layer._map.getZoom() < FAR;

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
      this.counted = new Set(data.counted);
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
      luotu.watch(map);
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
      const far = luotu.isFar(this);
      this.hits = [];
      ctx.globalAlpha = luotu.veil(); // an online ground shines through
      this._ground(ctx, view, far);
      this._shadeCities(ctx, view);
      this._shade(ctx, view, far);
      ctx.globalAlpha = 1;
      luotu.paintLines(ctx, luotu.lines, view, far);
      luotu.overlay.paint(ctx, view);
      luotu.paintIslets(ctx, luotu.islets, view);
      if (this.data.selected) luotu.paintChosen(ctx, this.data.selected, view);
      this.drawn = luotu.paintDrawn(ctx, this, view);
      const labels = (this.labels = new luotu.Labels(ctx));
      const near = this._badges(ctx, view, labels);
      let symbols = [];
      for (const city of near) {
        for (const code of luotu.members(city)) this._county(view, code, labels, symbols);
      }
      if (!luotu.shows("symbols")) symbols = [];
      symbols = this._settled(view, symbols, labels);
      this.joins = luotu.paintJoins(ctx, symbols);
      symbols.forEach((s) => this._symbol(ctx, s));
      const numbers = symbols.filter((s) => s.whole);
      luotu.paintNumbers(ctx, numbers, this.data.sectors || [], luotu.barOf);
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
      const open = (this.open = Array.from(luotu.counties.values()).filter((c) => !whole.has(c.code)));
      ctx.fillStyle = ctx.strokeStyle = luotu.GROUND;
      ctx.lineWidth = 1;
      luotu.paintMany(ctx, luotu.lands, view, luotu.veil() === 1);
      ctx.lineWidth = 0.7;
      ctx.strokeStyle = far ? "#f1eee6" : "#ddd8cc";
      luotu.paintMany(ctx, open, view, luotu.veil() === 1);
    },

  });

  luotu.layer = function (data) {
    return new luotu.ProjectLayer(data);
  };
})();
