// Where the map looks: what it opens on, how it fits what is asked for, how far it lets go.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const NAME = 16; // room for a badge's name below the southernmost city
  const BAR = 22; // room for the tools above the northernmost
  // All of China with its islands, and how far about it the reader may look.
  const CHINA = [[3.2, 73.3], [53.7, 135.3]];
  const ABOUT = [[-12, 55], [64, 153]];
  const MOST = 0.42; // of the map's width that the legend may keep for itself
  let lastView = null;
  let beside = 0; // the legend's width when the map was fitted
  let cleared = null;
  let lastFocus = null;
  let watched = false;
  let opened = false;
  let touched = false;
  let linked = null; // where a link put the map, until the reader moves it

  // The style sheet and the window may change the map's size at any time; a view the reader has
  // not moved is fitted anew.
  luotu.watch = function (map) {
    if (watched) return;
    watched = true;
    const touch = () => {
      touched = true;
      linked = null;
    };
    for (const name of ["pointerdown", "wheel", "keydown"])
      map.getContainer().addEventListener(name, touch, { passive: true });
    hold(map);
    map.doubleClickZoom.disable(); // the layer answers to it
    map.setMaxBounds(ABOUT);
    new ResizeObserver(() => {
      if (luotu.onPaper()) return;
      map.invalidateSize({ pan: false });
      hold(map);
      if (linked) luotu.current._stand(linked);
      else if (!touched && lastView !== null) luotu.current._home();
    }).observe(map.getContainer());
  };

  // Nothing is to be seen beyond the whole country: smaller than that the map does not get.
  function hold(map) {
    const least = map.getBoundsZoom(CHINA);
    if (map.getZoom() < least) map.setZoom(least, { animate: false }); // else it undoes the fit
    map.setMinZoom(least);
  }

  luotu.ProjectLayer.include({
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
        if (!this._asLinked()) this._home();
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

    // Opens where a link says the map stood, once; tells whether it says so.
    _asLinked: function () {
      const at = opened ? null : this.data.at;
      opened = true;
      if (!at) return false;
      touched = true; // as if the reader had moved it there
      this._stand((linked = at));
      return true;
    },

    _stand: function (at) {
      this._map.setView([at[0], at[1]], at[2], { animate: false, reset: true }); // else by whole pixels
    },

    // The legend is as wide as what it tells, which is known only when that is painted: a map that
    // nobody moves is fitted beside it once more.
    _clear: function (node) {
      const token = this.data.view.token;
      if (!this.data.projected || touched || cleared === token || !lastView) return;
      cleared = token;
      if (node.offsetWidth > beside + 8) this._home();
    },

    // Where it stands then is where it stands by itself: the page's address need not say so.
    _home: function () {
      touched = false;
      this._fit(luotu.members(this.data.view), 24);
      const at = this._map.getCenter();
      const view = [at.lat, at.lng, this._map.getZoom()].join();
      this._map.getContainer().setAttribute("data-home", view);
    },

    // Fits the counties into what the legend leaves free.
    _fit: function (codes, margin) {
      const box = luotu.boxOf(codes);
      const bounds = L.latLngBounds(luotu.latLng(box[0], box[3]), luotu.latLng(box[2], box[1]));
      const parent = this._map.getContainer();
      parent.classList.remove("luotu-far");
      luotu.foldLegend(this._map);
      const legend = (beside = parent.querySelector(".luotu-legend").offsetWidth);
      this._map.fitBounds(bounds, {
        paddingTopLeft: [Math.min(legend, this._map.getSize().x * MOST) + margin, margin + BAR],
        paddingBottomRight: [margin + luotu.insetRoom(bounds), margin + NAME],
        maxZoom: 9.75,
        animate: false,
      });
    },
  });
})();
