// County polygons: fetched once, kept as Web Mercator world coordinates (0 to 1), hit-tested.
// Written for the oldest Chromium that Streamlit's own page runs on; no library but Leaflet.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const files = new Map();
  const done = new Set();
  const counties = new Map();
  const lines = new Map();
  const cities = new Map(); // the counties' codes by their prefecture's
  const boxes = new Map();
  const middles = new Map();

  function worldX(lon) {
    return lon / 360 + 0.5;
  }

  function worldY(lat) {
    const s = Math.sin((lat * Math.PI) / 180);
    return 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI);
  }

  // Coordinates come as cells of a grid over the world, each but the first as a difference.
  function ring(steps, cell, box) {
    const points = new Float64Array(steps.length);
    let x = 0;
    let y = 0;
    let twice = 0; // the area, in cells about the first point
    let [west, north, east, south] = box;
    for (let i = 0; i < steps.length; i += 2) {
      if (i) twice += (x - steps[0]) * steps[i + 1] - (y - steps[1]) * steps[i];
      const px = (x += steps[i]) * cell;
      const py = (y += steps[i + 1]) * cell;
      points[i] = px;
      points[i + 1] = py;
      if (px < west) west = px;
      if (px > east) east = px;
      if (py < north) north = py;
      if (py > south) south = py;
    }
    box[0] = west;
    box[1] = north;
    box[2] = east;
    box[3] = south;
    points.area = (Math.abs(twice) / 2) * cell * cell;
    return points;
  }

  function widen(box, x, y) {
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }

  function emptyBox() {
    return [Infinity, Infinity, -Infinity, -Infinity];
  }

  // Islands of the coast's rings that lie far from any larger land, with their boxes.
  const ISLE = 0.3 / 360; // no wider than this
  const APART = 0.5 / 360;
  function isletsOf(rings) {
    const land = new Set();
    const small = [];
    const cell = (x, y) => Math.floor(x / APART) * 10000 + Math.floor(y / APART);
    for (const r of rings) {
      const box = emptyBox();
      for (let i = 0; i < r.length; i += 2) widen(box, r[i], r[i + 1]);
      const wide = Math.max(box[2] - box[0], box[3] - box[1]);
      const last = r.length - 2;
      if (wide < ISLE && r[0] === r[last] && r[1] === r[last + 1]) small.push({ box: box, wide: wide });
      else for (let i = 0; i < r.length; i += 2) land.add(cell(r[i], r[i + 1]));
    }
    const steps = [-1, 0, 1];
    return small.filter(
      (s) =>
        !steps.some((i) =>
          steps.some((j) => land.has(cell(s.box[0] + i * APART, s.box[1] + j * APART)))
        )
    );
  }

  // Of each shape the finest is kept: rank 2 of a detailed file, 1 of the overview, 0 of the sketch;
  // what the backdrop holds is of rank -1 and goes when all counties are there.
  function keep(feature, cell, rank, number) {
    const p = feature.properties;
    const box = emptyBox();
    const rings = feature.rings.map((part) => ring(part, cell, box));
    const shape = { rings: rings, box: box, rank: rank, detailed: rank === 2, kind: p.kind };
    if (p.kind === "land") luotu.lands.push(shape);
    else if (p.kind !== "county") keepLine(shape, p.pair || p.kind + number);
    else keepCounty(shape, p, cell);
  }

  function keepLine(shape, name) {
    const drawn = lines.get(name);
    if (!drawn || drawn.rank <= shape.rank) lines.set(name, shape);
    if (shape.kind === "national") luotu.islets = isletsOf(shape.rings);
  }

  function keepCounty(shape, p, cell) {
    const old = counties.get(p.code);
    if (old && old.rank > shape.rank) return;
    if (!cities.has(p.prefecture)) cities.set(p.prefecture, new Set());
    cities.get(p.prefecture).add(p.code);
    shape.code = p.code;
    shape.name = p.name;
    shape.short = p.short;
    shape.prefecture = p.prefecture;
    shape.area = shape.rings.reduce((sum, r) => sum + r.area, 0); // holes are few and small
    shape.at = [p.at[0] * cell, p.at[1] * cell];
    counties.set(p.code, shape);
  }

  function keepAll(collection, rank) {
    const cell = 1 / collection.cells;
    let nameless = 0; // in the same order in every file
    for (const f of collection.features) {
      keep(f, cell, rank, nameless);
      if (f.properties.kind !== "county" && !f.properties.pair) nameless += 1;
    }
    boxes.clear();
    middles.clear();
    if (rank !== 0 && rank !== 1) return;
    luotu.lands = [];
    lines.forEach((line, name) => line.rank < 0 && lines.delete(name));
  }

  const full = (address) => new URL(address, location.href).href;

  // Resolves when the file's features are in `counties` and `lines`; asks for each file once.
  luotu.fetchFile = function (address, rank) {
    const url = full(address);
    if (!files.has(url)) {
      const reading = fetch(url)
        .then((answer) => {
          if (!answer.ok) throw new Error("HTTP " + answer.status);
          return answer.json();
        })
        .then((collection) => {
          keepAll(collection, rank);
          done.add(url);
        });
      reading.catch(() => files.delete(url));
      files.set(url, reading);
    }
    return files.get(url);
  };

  // Takes a file's features that came along with the page: nothing is asked for.
  luotu.giveFile = function (address, collection, rank) {
    keepAll(collection, rank);
    done.add(full(address));
    files.set(full(address), Promise.resolve());
  };

  // What every map needs is asked for at once, while the map itself is still being made.
  if (luotu.early && document.currentScript) {
    luotu.fetchFile(new URL(luotu.early, document.currentScript.src).href, -1).catch(() => {});
  }

  luotu.world = (lon, lat) => [worldX(lon), worldY(lat)];
  luotu.hasFile = (address) => done.has(full(address));
  luotu.counties = counties;
  luotu.lands = []; // the provinces, until all counties are there
  luotu.islets = []; // small islands far out, which must not be lost
  luotu.lines = lines;

  // Even-odd test over all rings, so holes and enclaves come out right.
  luotu.inside = function (county, x, y) {
    const b = county.box;
    if (x < b[0] || x > b[2] || y < b[1] || y > b[3]) return false;
    let within = false;
    for (const r of county.rings) {
      const n = r.length;
      for (let i = 0, j = n - 2; i < n; j = i, i += 2) {
        const yi = r[i + 1];
        const yj = r[j + 1];
        if (yi > y !== yj > y && x < ((r[j] - r[i]) * (y - yi)) / (yj - yi) + r[i]) {
          within = !within;
        }
      }
    }
    return within;
  };

  // The counties of a city, or of a province's cities, of which only some may be told by name.
  luotu.members = function (place) {
    if (place.counties && place.counties.length) return place.counties;
    return (place.cities || [place.code]).flatMap((code) => Array.from(cities.get(code) || []));
  };

  luotu.boxOfPlace = function (place) {
    const key = place.code || (place.cities || place.counties).join();
    if (!boxes.has(key)) boxes.set(key, luotu.boxOf(luotu.members(place)));
    return boxes.get(key);
  };

  // Where a place's badge stands: in its county nearest to the middle of them all, never in the sea
  // or abroad as the middle of a box may.
  luotu.middleOf = function (place) {
    const key = place.code || (place.cities || place.counties).join();
    if (!middles.has(key)) middles.set(key, middle(luotu.members(place)));
    return middles.get(key);
  };

  function middle(codes) {
    const own = codes.map((code) => counties.get(code)).filter(Boolean);
    const all = own.reduce((sum, c) => sum + c.area, 0);
    const mean = (axis) => own.reduce((sum, c) => sum + c.at[axis] * c.area, 0) / all;
    const [x, y] = [mean(0), mean(1)];
    const far = (c) => Math.hypot(c.at[0] - x, c.at[1] - y);
    return own.reduce((best, c) => (far(c) < far(best) ? c : best)).at;
  }

  luotu.boxOf = function (codes) {
    const box = emptyBox();
    for (const code of codes) {
      const county = counties.get(code);
      if (!county) continue;
      box[0] = Math.min(box[0], county.box[0]);
      box[1] = Math.min(box[1], county.box[1]);
      box[2] = Math.max(box[2], county.box[2]);
      box[3] = Math.max(box[3], county.box[3]);
    }
    return box[0] <= box[2] ? box : null;
  };

  luotu.latLng = function (x, y) {
    const n = Math.PI * (1 - 2 * y);
    return L.latLng((Math.atan(Math.sinh(n)) * 180) / Math.PI, (x - 0.5) * 360);
  };
})();
