// What the pointer is on is marked on a sheet above the map, which is wiped without painting the
// map anew: the edges of its counties, and the line that joins those of one project.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const EDGE = "#b3541e";

  // A canvas over the map's frame, in pixels of the container; `again` paints it after each move.
  luotu.sheet = function (map, name, again) {
    const canvas = luotu.make("canvas", "luotu-sheet " + name);
    map.getContainer().appendChild(canvas);
    const ctx = canvas.getContext("2d");
    const sheet = { ctx: ctx };
    sheet.wipe = function () {
      const size = map.getSize();
      const sharp = luotu.sharp();
      canvas.width = Math.round(size.x * sharp);
      canvas.height = Math.round(size.y * sharp);
      canvas.style.width = size.x + "px";
      canvas.style.height = size.y + "px";
      ctx.setTransform(sharp, 0, 0, sharp, 0, 0);
    };
    sheet.wipe();
    map.on("zoomstart", sheet.wipe);
    map.on("move zoomend resize", () => again());
    return sheet;
  };

  let sheet = null;
  let marked = "";

  // The container's pixels of world coordinates, as a view for `trace`.
  luotu.frameView = function (map) {
    const origin = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0]));
    const scale = 256 * Math.pow(2, map.getZoom());
    return { scale: scale, ox: origin.x, oy: origin.y };
  };

  function codesOf(hit) {
    if (!hit || hit.city) return [];
    if (hit.county) return [hit.county.code];
    const one = hit.spot.items.length === 1 ? hit.spot.items[0] : null;
    return one ? one.counties : [hit.spot.code];
  }

  function mark(layer, codes, joined) {
    const map = layer._map;
    const view = luotu.frameView(map);
    const ctx = sheet.ctx;
    const middles = [];
    ctx.beginPath();
    for (const code of codes) {
      const county = luotu.counties.get(code);
      if (!county) continue;
      luotu.trace(ctx, county, view);
      middles.push([county.at[0] * view.scale - view.ox, county.at[1] * view.scale - view.oy]);
    }
    ctx.lineJoin = "round";
    for (const [color, wide] of [["rgba(255,255,255,0.85)", 5], [EDGE, 2.4]]) {
      ctx.strokeStyle = color;
      ctx.lineWidth = wide;
      ctx.stroke();
    }
    if (!joined || middles.length < 2) return;
    luotu.paintJoined(ctx, middles);
  }

  luotu.unmark = function () {
    if (sheet && marked) sheet.wipe();
    marked = "";
  };

  // Marks what was hit; nothing is painted while the pointer stays on the same.
  luotu.markHit = function (layer, hit) {
    const codes = codesOf(hit);
    const joined = Boolean(hit && hit.spot);
    const now = codes.join() + joined;
    if (now === marked) return;
    if (!sheet) sheet = luotu.sheet(layer._map, "luotu-marks", luotu.unmark);
    sheet.wipe();
    marked = now;
    if (codes.length) mark(layer, codes, joined);
  };

  // A county of which nothing is known: said of Taiwan, Hong Kong and Macau.
  luotu.unknown = function (layer, event) {
    const at = luotu.world(event.latlng.lng, event.latlng.lat);
    for (const county of luotu.counties.values()) {
      const head = county.code.slice(0, 2);
      if ((head !== "71" && head !== "81" && head !== "82") || layer._rowOf(county.code)) continue;
      if (luotu.inside(county, at[0], at[1])) return [county.name, layer.data.tools.nothing_known];
    }
    return null;
  };
})();
