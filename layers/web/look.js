// Looks at a large registry: what was sent is good for a box and some zooms; beyond them the page
// is asked for more. Pans and zooms within them ask for nothing.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const PATIENCE = 4000; // milliseconds after which an answer is taken for lost
  const SOON = 1500; // after which finer borders that are being made are asked for
  const TRIES = 3;
  let tries = 0;
  let later = null;
  let kept = { token: "", rows: new Map(), cities: new Map() };
  let waiting = null;
  let last = "";
  let opened = false;

  // The counties to draw. Those sent before stay until they are sent anew, so that nothing goes
  // blank while the answer is on its way; only their numbers are known then.
  luotu.remember = function (data) {
    const rows = new Map(data.counties.map((row) => [row.code, row]));
    if (!data.window) return rows;
    if (kept.token !== data.token) kept = { token: data.token, rows: new Map(), cities: new Map() };
    data.cities.forEach((city) => kept.cities.set(city.code, city));
    if (data.level === "region") return rows;
    const plan = new Map(kept.rows);
    rows.forEach((row, code) => {
      plan.set(code, row);
      kept.rows.set(code, Object.assign({}, row, { bubble: row.numbers[0], hollow: row.numbers[1], kinds: null }));
    });
    return plan;
  };

  // All cities there are: of a large registry those that were sent so far.
  luotu.citiesOf = (data) => (data.window ? Array.from(kept.cities.values()) : data.cities);

  // A new layer is the answer, whatever it holds.
  luotu.answered = function () {
    clearTimeout(waiting);
    waiting = null;
    clearTimeout(later);
    const layer = luotu.current;
    if (!layer.data.files.coming) tries = 0;
    else if (tries < TRIES) later = setTimeout(() => layer._again(), SOON);
  };

  // Straight to Streamlit: the component's own way waits a quarter of a second for more clicks.
  function send(said, layer) {
    if (!window.Streamlit) {
      layer._say(said, layer._map.getCenter());
      return;
    }
    const drawing = { type: "Feature", properties: said, geometry: null };
    window.Streamlit.setComponentValue({ last_active_drawing: drawing });
  }

  luotu.ProjectLayer.include({
    // Whether what was sent is enough for what is shown.
    _suffices: function (to) {
      const w = this.data.window;
      if (!w) return true;
      const zoom = to ? to.zoom : this._map.getZoom();
      if (zoom < w.low || zoom >= w.high) return false;
      const b = this._boundsAt(to);
      const [west, south, east, north] = w.box || [-360, -90, 360, 90];
      return b.getWest() >= west && b.getSouth() >= south && b.getEast() <= east && b.getNorth() <= north;
    },

    // Where the map is, or where a zoom that has just begun will bring it.
    _boundsAt: function (to) {
      const map = this._map;
      if (!to) return map.getBounds();
      const at = map.project(to.center, to.zoom);
      const half = map.getSize().divideBy(2);
      const [a, b] = [map.unproject(at.subtract(half), to.zoom), map.unproject(at.add(half), to.zoom)];
      return L.latLngBounds(a, b);
    },

    _said: function (to) {
      const b = this._boundsAt(to);
      const box = [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()];
      return {
        what: "look",
        box: box.map((n) => Math.round(n * 1e5) / 1e5),
        zoom: to ? to.zoom : this._map.getZoom(),
        view: this.data.view.token,
      };
    },

    // Asks as soon as it is clear that the view leaves what is there: while the map is still moving.
    _look: function (event) {
      const to = event && event.type === "zoomanim" ? event : null;
      if (!this._map || waiting || this._suffices(to)) return;
      const said = this._said(to);
      const key = JSON.stringify([said, this.data.token]);
      if (key === last) return; // it has been answered, and is not asked twice
      last = key;
      waiting = setTimeout(() => {
        luotu.answered();
        last = "";
        luotu.current._look();
      }, PATIENCE);
      send(said, this);
    },

    // Asks for the same once more, now that there may be finer borders to it.
    _again: function () {
      if (!this._map || waiting || !this._suffices()) return;
      tries += 1;
      send(Object.assign(this._said(), { again: tries }), this);
    },

    // Opens where a link says the map stood, once; tells whether it says so.
    _asLinked: function () {
      const at = opened ? null : this.data.at;
      opened = true;
      if (at) this._map.setView([at[0], at[1]], at[2], { animate: false });
      return Boolean(at);
    },

    // Tells whoever measures or tests that what is shown is painted with all there is to it.
    _told: function () {
      const map = this._map;
      if (!this._suffices()) return;
      const at = map.getCenter();
      const parent = map.getContainer();
      parent.setAttribute("data-painted-at", performance.now().toFixed(1));
      parent.setAttribute("data-settled", [at.lat, at.lng, map.getZoom()].join());
    },
  });
})();
