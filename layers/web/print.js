// For paper: the map gets the sheet's width with its legend beside it, is scaled as a whole, and is
// painted finer than a screen needs. What the reader saw stays in sight, with more at its sides.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  // What A4 on its side leaves for the map and its legend, pixels: see the page's style sheet.
  const PAPER = { wide: 1040, tall: 480 };
  const LEGEND = 196;
  const FINE = 3;
  const LEAST = 0.8; // smaller than that the names on the map are hard to read
  const SNAP = 4; // zooms to a whole
  let fine = 0;
  let laid = null; // what to put back when it is printed

  // Pixels of a canvas for each of the screen's.
  luotu.sharp = () => fine || Math.min(2, window.devicePixelRatio || 1);

  // The map is as paper wants it, not as the reader left it: nothing is to follow from that.
  luotu.onPaper = () => laid !== null;

  function paint() {
    if (luotu.current && luotu.current._map) luotu.current._update();
  }

  function set(node, styles) {
    for (const [name, value] of Object.entries(styles)) {
      if (value) node.style.setProperty(name, value, "important");
      else node.style.removeProperty(name);
    }
  }

  // A large registry sends no more than a look at the map needs: what lies beyond is not known.
  function covered(map, zoom) {
    const box = (luotu.current.data.window || {}).box;
    if (!box) return Infinity;
    const at = map.project(map.getCenter(), zoom).x;
    const west = at - map.project([0, box[0]], zoom).x;
    const east = map.project([0, box[2]], zoom).x - at;
    return 2 * Math.max(0, Math.min(west, east));
  }

  // The frame on the sheet, in pixels of its own: the map's width, all its height, scale and zoom.
  function measures(map) {
    const size = map.getSize();
    const scale = Math.max(LEAST, Math.min(1, PAPER.tall / size.y));
    const tall = PAPER.tall / scale;
    const less = Math.min(0, Math.log2(tall / size.y));
    const zoom = less < -0.05 ? Math.floor((map.getZoom() + less) * SNAP) / SNAP : map.getZoom();
    const wide = Math.min(PAPER.wide / scale - LEGEND, Math.max(covered(map, zoom), size.x * tall / size.y));
    return { scale, tall, zoom, wide: Math.round(wide) };
  }

  // The legend stands beside the map, which is therefore cut at its own edge.
  function beside(map, to) {
    const parent = map.getContainer();
    const legend = parent.querySelector(".luotu-legend");
    if (!legend) return () => undefined;
    const body = legend.querySelector(".luotu-body");
    const pane = map.getPane("mapPane");
    const shown = body.style.display;
    const at = L.DomUtil.getPosition(pane);
    const [left, top] = [-at.x, -at.y];
    const [right, bottom] = [left + to.wide, top + to.tall];
    const corners = [[left, top], [right, top], [right, bottom], [left, bottom]];
    set(pane, { "clip-path": "polygon(" + corners.map((c) => c.join("px ") + "px").join() + ")" });
    set(parent, { overflow: "visible" });
    set(legend, {
      left: to.wide + 8 + "px", top: "0", bottom: "auto", width: LEGEND - 10 + "px",
      "max-height": "none", overflow: "visible", border: "0",
    });
    set(body, { display: "block", "max-width": "none" });
    const high = legend.getBoundingClientRect().height;
    if (high > to.tall) set(legend, { zoom: (to.tall / high).toFixed(3) });
    return () => {
      set(pane, { "clip-path": "" });
      set(parent, { overflow: "" });
      legend.removeAttribute("style");
      set(body, { display: "", "max-width": "" });
      body.style.display = shown;
    };
  }

  function lay() {
    const frame = window.frameElement;
    const map = luotu.current && luotu.current._map;
    if (!frame || !map || laid) return;
    const parent = map.getContainer();
    const view = [map.getCenter(), map.getZoom()];
    const to = measures(map);
    laid = () => undefined;
    set(frame, { width: to.wide + LEGEND + "px", height: to.tall + "px" });
    set(parent, { width: to.wide + "px", height: to.tall + "px" });
    map.invalidateSize({ animate: false, pan: false });
    map.setView(view[0], to.zoom, { animate: false });
    paint();
    const back = beside(map, to);
    const sheet = frame.ownerDocument.documentElement.style;
    sheet.setProperty("--luotu-wide", to.wide + LEGEND + "px");
    sheet.setProperty("--luotu-tall", to.tall + "px");
    sheet.setProperty("--luotu-zoom", to.scale.toFixed(3));
    laid = () => {
      back();
      set(frame, { width: "", height: "" });
      set(parent, { width: "", height: "" });
      map.invalidateSize({ animate: false, pan: false });
      map.setView(view[0], view[1], { animate: false });
    };
  }

  window.addEventListener("beforeprint", () => {
    fine = FINE;
    lay();
    paint();
  });
  window.addEventListener("afterprint", () => {
    fine = 0;
    if (laid) laid();
    laid = null;
    paint();
  });
})();
