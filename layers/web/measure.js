// Measuring on the map: points by click, touch or key; a length from two points, an area from
// three. Points stay until the reader starts anew or ends.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const INK = "#8a1c5b";
  let map = null;
  let words = null;
  let sheet = null;
  let button = null;
  let points = [];
  let on = false;
  let closed = false; // the last point is set: the next click starts anew

  luotu.measuring = () => on;

  function total() {
    let sum = 0;
    for (let i = 1; i < points.length; i += 1) sum += luotu.geodesic(points[i - 1], points[i]);
    return sum;
  }

  function said() {
    if (points.length < 2) return words.measure_hint;
    const parts = [words.measure_length + " " + luotu.sayLength(total(), words)];
    if (points.length > 2) {
      parts.push(words.measure_area + " " + luotu.sayArea(luotu.ringArea(points), words));
    }
    return parts.join(words.measure_joiner) + (closed ? "" : words.measure_more);
  }

  function tell() {
    const parent = map.getContainer();
    let strip = parent.querySelector(".luotu-measure");
    if (!strip) {
      strip = luotu.make("div", "luotu-measure");
      strip.setAttribute("role", "status");
      parent.appendChild(strip);
    }
    strip.textContent = said();
    parent.classList.toggle("luotu-measuring", on);
  }

  function paint() {
    if (!sheet) return;
    sheet.wipe();
    if (!on) return;
    const at = points.map((p) => map.latLngToContainerPoint([p[1], p[0]]));
    const ctx = sheet.ctx;
    ctx.beginPath();
    at.forEach((p, i) => (i ? ctx.lineTo(p.x, p.y) : ctx.moveTo(p.x, p.y)));
    if (at.length > 2) {
      ctx.fillStyle = "rgba(138,28,91,0.12)";
      ctx.fill();
    }
    ctx.lineJoin = "round";
    stroke(ctx);
    if (at.length > 2) {
      ctx.beginPath();
      ctx.moveTo(at[at.length - 1].x, at[at.length - 1].y);
      ctx.lineTo(at[0].x, at[0].y);
      ctx.setLineDash([4, 4]); // counts for the area, not for the length
      stroke(ctx);
      ctx.setLineDash([]);
    }
    at.forEach((p) => dot(ctx, p));
    if (map.getContainer().matches(":focus-visible")) cross(ctx, map.getSize().divideBy(2));
  }

  function stroke(ctx) {
    for (const [color, wide] of [["rgba(255,255,255,0.9)", 5], [INK, 2.2]]) {
      ctx.strokeStyle = color;
      ctx.lineWidth = wide;
      ctx.stroke();
    }
  }

  function dot(ctx, p) {
    ctx.beginPath();
    ctx.arc(p.x, p.y, 4, 0, 2 * Math.PI);
    ctx.fillStyle = "#ffffff";
    ctx.fill();
    ctx.lineWidth = 2;
    ctx.strokeStyle = INK;
    ctx.stroke();
  }

  // Where the space bar would set a point.
  function cross(ctx, p) {
    ctx.beginPath();
    ctx.moveTo(p.x - 9, p.y);
    ctx.lineTo(p.x + 9, p.y);
    ctx.moveTo(p.x, p.y - 9);
    ctx.lineTo(p.x, p.y + 9);
    stroke(ctx);
  }

  function add(latlng) {
    if (closed) {
      points = [];
      closed = false;
    }
    const p = [latlng.lng, latlng.lat];
    const last = points[points.length - 1];
    if (!last || last[0] !== p[0] || last[1] !== p[1]) points.push(p);
    tell();
    paint();
  }

  function finish() {
    closed = points.length > 1;
    tell();
    paint();
  }

  function turn(yes) {
    on = yes;
    if (on && !sheet) sheet = luotu.sheet(map, "luotu-ruler", paint);
    points = [];
    closed = false;
    button.setAttribute("aria-pressed", String(on));
    map.getContainer().style.cursor = on ? "crosshair" : "";
    if (on) {
      luotu.unmark();
      luotu.showTip(map, null, null);
      tell();
    } else {
      const strip = map.getContainer().querySelector(".luotu-measure");
      if (strip) strip.remove();
      map.getContainer().classList.remove("luotu-measuring");
    }
    paint();
  }

  // Keys are heard wherever the focus is in the map's frame, but for fields and buttons.
  function key(event) {
    if (!on) return;
    if (event.key === "Escape") {
      turn(false);
      button.focus();
      return;
    }
    if (event.target !== map.getContainer()) return;
    if (event.key === "Enter" && points.length > 1) finish();
    else if (event.key === " ") add(map.getCenter());
    else if (event.key === "Backspace") {
      points.pop();
      closed = false;
      tell();
      paint();
    } else return;
    event.preventDefault();
  }

  function start(on_map) {
    map = on_map;
    map.on("click", (event) => on && event.latlng && add(event.latlng));
    map.on("dblclick", () => on && finish());
    map.on("focus blur", paint);
    document.addEventListener("keydown", key);
  }

  luotu.measureButton = function (bar, on_map, data) {
    words = data.tools;
    if (!map) start(on_map);
    button = luotu.button(words.measure, words.measure_long, () => turn(!on));
    button.className = "luotu-measure-button";
    button.setAttribute("aria-pressed", String(on));
    bar.appendChild(button);
    if (on) tell();
  };
})();
