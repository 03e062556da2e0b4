// What the pointer is on, what is said of it, and what is reported to the page.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  let clicks = 0;

  luotu.ProjectLayer.include({
    // What lies under a point of the map's container: a symbol, a bubble, or a county.
    _under: function (event) {
      const p = this._map.containerPointToLayerPoint(event.containerPoint);
      for (let i = this.hits.length - 1; i >= 0; i -= 1) {
        const hit = this.hits[i];
        const b = hit.box || [hit.x, hit.y, hit.x, hit.y];
        const x = Math.max(b[0], Math.min(p.x, b[2]));
        const y = Math.max(b[1], Math.min(p.y, b[3]));
        if (Math.hypot(x - p.x, y - p.y) <= (hit.box ? 0 : hit.r)) return hit;
      }
      const view = this._view();
      const x = (p.x + view.ox) / view.scale;
      const y = (p.y + view.oy) / view.scale;
      for (const code of this.plan.keys()) {
        const county = luotu.counties.get(code);
        if (county && luotu.inside(county, x, y)) return { county: county };
      }
      const city = this._cityAt(x, y);
      return city ? { city: Object.assign({ tips: [city.tip] }, city) } : null;
    },

    _click: function (event) {
      if (luotu.measuring()) return; // the click is a point of a line
      const hit = this._under(event);
      let said = { what: "nothing" };
      if (hit && hit.city) {
        if (hit.city.code) said = { what: "city", place: hit.city.code };
        this._fit(luotu.members(hit.city), 24);
      } else if (hit && hit.spot && hit.spot.items.length === 1) {
        said = { what: "project", key: hit.spot.items[0].key };
      } else if (hit) {
        said = { what: "county", place: hit.spot ? hit.spot.code : hit.county.code };
      }
      if (said.what === "nothing" && !this.data.selected) return;
      luotu.showTip(this._map, null, null); // the panel tells more, and the tip hides neighbours
      this._say(Object.assign(said, { click: (clicks += 1) }), event.latlng);
    },

    _say: function (said, latlng) {
      const layer = {
        toGeoJSON: () => ({ type: "Feature", properties: said, geometry: null }),
      };
      this.fire("click", { latlng: latlng, layer: layer });
    },

    _hover: function (event) {
      if (luotu.measuring()) return;
      const hit = this._under(event);
      this._map.getContainer().style.cursor = hit ? "pointer" : "";
      luotu.markHit(this, hit);
      const lines = hit ? this._tip(hit) : luotu.unknown(this, event);
      luotu.showTip(this._map, event.containerPoint, lines);
    },

    // A second click brings the county nearer, or all counties of the project.
    _twice: function (event) {
      if (luotu.measuring()) return;
      const hit = this._under(event);
      if (hit && hit.city) return; // the first click has brought it
      if (!hit) {
        this._map.setZoomAround(event.containerPoint, this._map.getZoom() + 1);
        return;
      }
      const one = hit.spot && hit.spot.items.length === 1 ? hit.spot.items[0] : null;
      this._fit(one ? one.counties : [hit.spot ? hit.spot.code : hit.county.code], 24);
    },

    _leave: function () {
      luotu.unmark();
      luotu.showTip(this._map, null, null);
    },

    _tip: function (hit) {
      if (!hit) return null;
      if (hit.city) {
        const tips = hit.city.tips;
        return [hit.city.name].concat(tips.slice(0, 8), tips.length > 8 ? ["…"] : []);
      }
      const code = hit.county ? hit.county.code : hit.spot.code;
      if (hit.county || hit.spot.items.length !== 1) {
        const names = hit.spot ? hit.spot.items.slice(0, 8).map((item) => item.name) : [];
        const more = hit.spot && hit.spot.items.length > 8 ? ["…"] : [];
        const group = hit.spot && hit.spot.group;
        if (group) names.push(this.data.symbols[group.kind].label + " ×" + group.count);
        return [luotu.counties.get(code).name, this.plan.get(code).tip].concat(names, more);
      }
      return [hit.spot.items[0].name].concat(hit.spot.items[0].tip);
    },

    // Where a project or county is on the screen, in pixels of the map's container.
    where: function (key) {
      const hit = this.hits.find((h) => h.spot && h.spot.items.some((i) => i.key === key));
      const county = luotu.counties.get(key);
      if (!hit && !county) return null;
      if (hit) return this._map.layerPointToContainerPoint(L.point(hit.x, hit.y));
      return this._map.latLngToContainerPoint(luotu.latLng(county.at[0], county.at[1]));
    },
  });
})();
