// A small map to choose counties on, and to draw a point, a line or an area. Names are set with
// textContent alone. What is chosen or drawn is reported like a click of the project layer.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const INK = { on: "#1f4e79", candidate: "#b4540a", plain: "#9aa7b3", drawn: "#c0392b" };
  const LEAST = { Point: 1, LineString: 2, Polygon: 3 };
  const LABELS = 40; // more counties than these stand without their names
  const seen = { view: null, moved: false, tool: "", points: [], clicks: 0 };

  function flip(pair) {
    return L.latLng(pair[1], pair[0]);
  }

  function style(shape) {
    const ink = shape.on ? INK.on : shape.candidate ? INK.candidate : INK.plain;
    return {
      interactive: false,
      color: ink,
      weight: shape.on || shape.candidate ? 2 : 1,
      fillColor: ink,
      fillOpacity: shape.on ? 0.4 : shape.candidate ? 0.22 : 0.04,
    };
  }

  // Whether a county holds a point: a ray to the east crosses its rings an odd number of times.
  function holds(shape, at) {
    let inside = false;
    shape.parts.forEach((rings) =>
      rings.forEach((ring) => {
        for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
          const a = ring[i];
          const b = ring[j];
          const spans = a[1] > at.lat !== b[1] > at.lat;
          if (spans && at.lng < ((b[0] - a[0]) * (at.lat - a[1])) / (b[1] - a[1]) + a[0]) {
            inside = !inside;
          }
        }
      })
    );
    return inside;
  }

  function named(text) {
    const element = document.createElement("span");
    element.textContent = text;
    return element;
  }

  // The coordinates of a geometry as Leaflet nests them.
  function turned(node) {
    return typeof node[0] === "number" ? flip(node) : node.map(turned);
  }

  const Picker = L.Layer.extend({
    initialize: function (data) {
      this.data = data;
    },

    onAdd: function (map) {
      this._map = map;
      if (seen.view !== this.data.view) {
        seen.tool = "";
        seen.points = [];
      }
      map.getContainer().style.background = "#f8f6f1"; // as the large map's land
      this.shapes = L.featureGroup().addTo(map);
      this.drawing = L.layerGroup().addTo(map);
      this.data.shapes.forEach(this._shape, this);
      this._geometry();
      if (this.data.tools) this._toolbar();
      map.on("click", this._point, this);
      map.on("dblclick", this._finish, this);
      // A dialogue has its size a moment later, and a page may be shown before it has any.
      this.soon = setTimeout(() => this._settle(), 60);
      this.sized = new ResizeObserver(() => this._settle());
      this.sized.observe(map.getContainer());
      map.on("dragstart zoomstart", this._moved, this);
      map.getContainer().setAttribute("data-picker", this.data.view);
    },

    onRemove: function (map) {
      map.off("click", this._point, this);
      map.off("dblclick", this._finish, this);
      map.off("dragstart zoomstart", this._moved, this);
      clearTimeout(this.soon);
      this.sized.disconnect();
      this.shapes.remove();
      this.drawing.remove();
      if (this.bar) this.bar.remove();
    },

    // Fit the counties into the map whenever it has a size, until the reader has moved it.
    _settle: function () {
      if (!this._map) return;
      if (seen.view !== this.data.view) {
        seen.view = this.data.view;
        seen.moved = false;
      }
      const box = this._map.getContainer();
      if (!box.clientWidth || !box.clientHeight) return;
      this._map.invalidateSize({ pan: false });
      const bounds = this.shapes.getBounds();
      if (seen.moved || !bounds.isValid()) return;
      this.fitting = true;
      this._map.fitBounds(bounds, { animate: false, padding: [8, 8] });
      this.fitting = false;
    },

    _moved: function () {
      if (!this.fitting) seen.moved = true;
    },

    // The polygons take no clicks themselves: what embeds the map would report their shapes.
    _shape: function (shape) {
      const polygon = L.polygon(shape.parts.map(turned), style(shape));
      if (this.data.shapes.length <= LABELS) {
        const look = { permanent: true, direction: "center", className: "luotu-picked" };
        polygon.bindTooltip(named(shape.name), look);
      }
      polygon.addTo(this.shapes);
    },

    // Where a county is on the screen, in pixels of the map's container.
    where: function (code) {
      const shape = this.data.shapes.find((s) => s.code === code);
      const box = L.polygon(shape.parts.map(turned)).getBounds();
      return this._map.latLngToContainerPoint(box.getCenter());
    },

    _geometry: function () {
      this.drawing.clearLayers();
      const ink = { color: INK.drawn, weight: 3, fillOpacity: 0.2 };
      const kept = this.data.geometry;
      if (kept && !seen.tool) {
        const at = turned(kept.coordinates);
        const kind = kept.type.replace("Multi", "");
        if (kind === "Point") [].concat(at).forEach((p) => this._dot(p));
        else (kind === "Polygon" ? L.polygon(at, ink) : L.polyline(at, ink)).addTo(this.drawing);
      }
      if (seen.tool) {
        seen.points.forEach((p) => this._dot(p));
        const make = seen.tool === "Polygon" ? L.polygon : L.polyline;
        if (seen.points.length > 1) make(seen.points, ink).addTo(this.drawing);
      }
    },

    _dot: function (at) {
      const look = { radius: 5, color: "#fff", weight: 2, fillColor: INK.drawn, fillOpacity: 1 };
      L.circleMarker(at, Object.assign({ interactive: false }, look)).addTo(this.drawing);
    },

    _point: function (event) {
      if (!seen.tool) {
        const at = this.data.shapes.find((shape) => holds(shape, event.latlng));
        if (at) this._say({ what: "county", place: at.code }, null, event.latlng);
        return;
      }
      seen.points.push(event.latlng);
      this._geometry();
      if (seen.tool === "Point") this._finish();
      else this._mark();
    },

    _finish: function () {
      if (!seen.tool) return;
      const points = seen.points.filter((p, i) => i === 0 || !p.equals(seen.points[i - 1]));
      if (points.length < LEAST[seen.tool]) return;
      const pairs = points.map((p) => [Number(p.lng.toFixed(6)), Number(p.lat.toFixed(6))]);
      let coordinates = pairs;
      if (seen.tool === "Point") coordinates = pairs[0];
      if (seen.tool === "Polygon") coordinates = [pairs.concat([pairs[0]])];
      const geometry = { type: seen.tool, coordinates: coordinates };
      this.data.geometry = geometry;
      this._use("");
      this._say({ what: "drawn" }, geometry, points[0]);
    },

    _use: function (tool) {
      seen.tool = tool;
      seen.points = [];
      this._map.doubleClickZoom[tool ? "disable" : "enable"]();
      this._map.getContainer().style.cursor = tool ? "crosshair" : "";
      this._geometry();
      this._mark();
    },

    _back: function () {
      seen.points.pop();
      this._geometry();
      this._mark();
    },

    _toolbar: function () {
      const Bar = L.Control.extend({ onAdd: () => this._buttons() });
      this.bar = new Bar({ position: "topright" }).addTo(this._map);
      this._mark();
    },

    _buttons: function () {
      const box = L.DomUtil.create("div", "leaflet-bar luotu-draw");
      L.DomEvent.disableClickPropagation(box);
      this.buttons = {};
      const acts = {
        county: () => this._use(""),
        Point: () => this._use("Point"),
        LineString: () => this._use("LineString"),
        Polygon: () => this._use("Polygon"),
        back: () => this._back(),
        finish: () => this._finish(),
      };
      Object.keys(acts).forEach((name) => {
        const button = L.DomUtil.create("button", "", box);
        button.type = "button";
        button.textContent = this.data.words[name];
        button.setAttribute("data-tool", name);
        L.DomEvent.on(button, "click", acts[name]);
        this.buttons[name] = button;
      });
      return box;
    },

    // Show which tool is in hand, and what can be done by now.
    _mark: function () {
      if (!this.buttons) return;
      const tool = seen.tool || "county";
      Object.keys(this.buttons).forEach((name) => {
        this.buttons[name].classList.toggle("luotu-inhand", name === tool);
      });
      const more = seen.tool && seen.tool !== "Point";
      this.buttons.back.disabled = !more || !seen.points.length;
      this.buttons.finish.disabled = !more || seen.points.length < LEAST[seen.tool];
    },

    _say: function (said, geometry, latlng) {
      seen.clicks += 1;
      const properties = Object.assign({ click: seen.clicks }, said);
      const layer = {
        toGeoJSON: () => ({ type: "Feature", properties: properties, geometry: geometry }),
      };
      this.fire("click", { latlng: latlng, layer: layer });
    },
  });

  luotu.picker = function (data) {
    luotu.picking = new Picker(data);
    return luotu.picking;
  };
})();
