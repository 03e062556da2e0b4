// An office's own layers over the map, painted by the project layer below its symbols. Shapes are
// sent once and kept here by the hash of their contents; the page is asked again for those that are
// missing. Their names are only ever set with textContent.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const GRID = 1e5;
  const store = new Map(); // hash -> shapes in world coordinates
  const hidden = new Set(); // by the map's own switch; the page has another
  let said = { layers: [], title: "" };
  let asked = 0;

  function ring(steps) {
    const points = new Float64Array(steps.length);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    let lon = 0;
    let lat = 0;
    for (let i = 0; i < steps.length; i += 2) {
      lon += steps[i];
      lat += steps[i + 1];
      const at = luotu.world(lon / GRID, lat / GRID);
      points[i] = at[0];
      points[i + 1] = at[1];
      box[0] = Math.min(box[0], at[0]);
      box[1] = Math.min(box[1], at[1]);
      box[2] = Math.max(box[2], at[0]);
      box[3] = Math.max(box[3], at[1]);
    }
    return { rings: [points], box: box };
  }

  function keep(shapes) {
    for (const id of Object.keys(shapes)) {
      const sorts = {};
      for (const sort of Object.keys(shapes[id])) sorts[sort] = shapes[id][sort].map(ring);
      store.set(id, sorts);
    }
  }

  function shown(layer) {
    const on = layer.visible && !hidden.has(layer.id) && luotu.shows("overlay");
    return on && store.has(layer.id);
  }

  function paint(ctx, layer, sorts, view) {
    ctx.strokeStyle = ctx.fillStyle = layer.color;
    for (const sort of ["area", "line"]) {
      ctx.beginPath();
      for (const shape of sorts[sort]) {
        if (luotu.meets(shape.box, view.box)) luotu.trace(ctx, shape, view);
      }
      ctx.globalAlpha = 0.16;
      if (sort === "area") ctx.fill("evenodd");
      ctx.globalAlpha = 1;
      ctx.lineWidth = sort === "area" ? 1.6 : 2;
      ctx.stroke();
    }
    for (const shape of sorts.point) {
      const at = [shape.rings[0][0] * view.scale - view.ox, shape.rings[0][1] * view.scale - view.oy];
      if (!luotu.meets(shape.box, view.box)) continue;
      ctx.beginPath();
      ctx.arc(at[0], at[1], 3.2, 0, 2 * Math.PI);
      ctx.fill();
      ctx.strokeStyle = "#ffffff";
      ctx.lineWidth = 1;
      ctx.stroke();
      ctx.strokeStyle = layer.color;
    }
  }

  function swatch(layer) {
    const node = document.createElement("canvas");
    node.className = "luotu-swatch";
    node.width = node.height = 52;
    const ctx = node.getContext("2d");
    ctx.setTransform(2, 0, 0, 2, 0, 0);
    const r = [new Float64Array([2, 5, 24, 5, 24, 21, 2, 21, 2, 5])];
    const l = [new Float64Array([2, 13, 24, 13])];
    const p = [new Float64Array([13, 13])];
    const one = (rings) => [{ rings: rings, box: [0, 0, 26, 26] }];
    const sorts = { area: [], line: [], point: [] };
    const sort = layer.sorts[layer.sorts.length - 1];
    if (sort) sorts[sort] = one({ area: r, line: l, point: p }[sort]);
    paint(ctx, layer, sorts, { scale: 1, ox: 0, oy: 0, box: [0, 0, 26, 26] });
    return node;
  }

  // The legend's part for these layers.
  luotu.overlayLegend = function (body) {
    const visible = said.layers.filter(shown);
    if (!visible.length) return;
    const part = luotu.make("div", "luotu-part luotu-overlays");
    part.appendChild(luotu.make("div", "luotu-head", said.title));
    for (const layer of visible) {
      const row = luotu.make("div", "luotu-row");
      row.append(swatch(layer), luotu.make("span", "", layer.name));
      part.appendChild(row);
    }
    body.appendChild(part);
  };

  // Asks the page for shapes it believes to be here; later, when the page's ear is on the map.
  function ask(map) {
    const missing = said.layers.map((layer) => layer.id).filter((id) => !store.has(id));
    if (!missing.length || !luotu.current) return;
    asked += 1;
    const report = { what: "overlay", missing: missing, click: "overlay" + asked };
    luotu.current._say(report, map.getCenter());
  }

  // Paints anew what has changed; the legend and the switch of layers follow what the token tells.
  function refresh() {
    const told = said.layers.map((l) => [l.id, l.name, l.color, l.visible, hidden.has(l.id), store.has(l.id)]);
    const token = said.layers.length ? JSON.stringify([told, said.title]) : "";
    if (token === (luotu.overlayToken || "")) return; // most answers bring no other layers
    luotu.overlayToken = token;
    if (luotu.current && luotu.current._map) luotu.current._update();
  }

  const Messenger = L.Layer.extend({
    initialize: function (data) {
      this._data = data;
    },
    onAdd: function (map) {
      keep(this._data.shapes);
      said = { layers: this._data.layers, title: this._data.title };
      refresh();
      setTimeout(() => ask(map), 300);
    },
    onRemove: function () {},
  });

  luotu.overlay = {
    layer: (data) => new Messenger(data),
    paint: function (ctx, view) {
      for (const layer of said.layers) {
        if (shown(layer)) paint(ctx, layer, store.get(layer.id), view);
      }
    },
    // What a switch on the map needs: the layers, and a way to show or hide one.
    layers: () => said.layers.map((l) => Object.assign({}, l, { shown: shown(l) })),
    show: function (id, on) {
      if (on) hidden.delete(id);
      else hidden.add(id);
      refresh();
    },
  };
})();
