// Badges of cities and provinces, and cities shaded whole where their counties are too many to tell.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const SMALL_CITY = 220; // where half of the cities are wider, pixels, their counties are shown
  const COUNTIES = 7; // of a large registry the same as a zoom
  const PROVINCES = 5.25; // below this zoom the badges are those of provinces
  const TOGETHER = 60;
  const EDGE = "#b9c6d2";

  // How the projects divide among the sectors, as a bar under a badge or a number.
  luotu.paintMix = function (ctx, mix, sectors, box) {
    const total = (mix || []).reduce((sum, n) => sum + n, 0);
    if (!total) return;
    const [left, top, wide, high] = box;
    ctx.fillStyle = "#ffffff";
    ctx.fillRect(left - 1, top - 1, wide + 2, high + 2);
    let x = left;
    mix.forEach((n, i) => {
      const part = (n / total) * wide;
      ctx.fillStyle = sectors[i].color;
      ctx.fillRect(x, top, part, high);
      x += part;
    });
  };

  // Fills and strokes counties alike, some at a time: a path of thousands takes thrice as long.
  luotu.paintMany = function (ctx, counties, view, filled) {
    const seen = counties.filter((county) => county && luotu.meets(county.box, view.box));
    for (let i = 0; i < seen.length; i += TOGETHER) {
      ctx.beginPath();
      seen.slice(i, i + TOGETHER).forEach((county) => luotu.trace(ctx, county, view));
      if (filled) ctx.fill("evenodd");
      ctx.stroke();
    }
  };

  const barOf = (badge) => [badge.x - badge.half + 9, badge.y + badge.r - 1, 2 * badge.half - 18, 4];

  luotu.ProjectLayer.include({
    _extent: function (place, view) {
      const box = luotu.boxOfPlace(place);
      return [box, box ? Math.max(box[2] - box[0], box[3] - box[1]) * view.scale : 0];
    },

    // The cities, but for provinces of several that are themselves small at this distance.
    _places: function (view) {
      const far = this.data.level === "region" && this._map.getZoom() < PROVINCES;
      const small = this.data.provinces.filter((p) => {
        const [box, wide] = this._extent(p, view);
        return box && (far || (wide < SMALL_CITY && this.data.level !== "region"));
      });
      const inside = new Set(small.flatMap((p) => p.cities));
      return small.concat(this.data.cities.filter((c) => !inside.has(c.code)));
    },

    // Whether counties have room for what stands in them: one answer for the whole map at a zoom, so
    // that badges and single symbols are never mixed.
    _roomy: function (view) {
      if (this.data.level === "region") return false;
      if (this.data.window) return this._map.getZoom() >= COUNTIES;
      const wide = this.data.cities.map((city) => this._extent(city, view)[1]).sort((a, b) => a - b);
      return wide.length > 0 && wide[Math.floor((wide.length - 1) / 2)] >= SMALL_CITY;
    },

    // Paints the badges, or returns the cities whose counties have room.
    _badges: function (ctx, view, labels) {
      const seen = (place) => {
        const [box] = this._extent(place, view);
        return box && luotu.meets(box, view.box);
      };
      if (this._roomy(view)) return this.data.cities.filter(seen);
      if (!luotu.shows("symbols")) return [];
      const whole = this.data.level === "region";
      const told = this._places(view).filter((place) => place.total + place.other && seen(place));
      const badges = told.map((place) => {
        const named = whole ? { compact: true, name: place.short } : {};
        return luotu.badge(ctx, view, Object.assign({}, place, named));
      });
      const left = luotu.nameAll(ctx, luotu.gather(ctx, badges), labels);
      luotu.paintNumbers(ctx, left, this.data.sectors || [], barOf);
      left.forEach((badge) => this._badge(badge, labels));
      return [];
    },

    // One city, or several whose badges would cover one another.
    _badge: function (badge, labels) {
      const { box, label } = badge;
      labels.reserve(box);
      if (label) labels.add({ text: label.text, x: label.x, y: label.y, strong: !badge.compact, first: true });
      this.hits.push({ x: badge.x, y: badge.y, r: 16, box: box, city: badge });
    },

    // A number of several counties is a place of its own: a click goes nearer.
    _several: function (spot) {
      if (!spot.codes || spot.codes.length < 2) return null;
      const names = spot.codes.map((code) => luotu.counties.get(code).short);
      const row = (code) => this.plan.get(code);
      const told = (code, i) => names[i] + " " + (row(code) && row(code).numbers ? row(code).numbers[0] : "");
      const tips = spot.items.length ? spot.items.map((item) => item.name) : spot.codes.map(told);
      return { code: "", name: names.join("、"), counties: spot.codes, tips: tips };
    },

    // The counties that are shaded with their city.
    _covered: function () {
      return new Set(this.data.cities.flatMap((city) => luotu.members(city)));
    },

    // Each city in the shade of its sum, with an edge, and no county told apart.
    _shadeCities: function (ctx, view) {
      if (this.data.level !== "region") return;
      const shaded = luotu.shows("shading");
      const shades = new Map();
      for (const city of this.data.cities) {
        const box = luotu.boxOfPlace(city);
        if (!box || !luotu.meets(box, view.box)) continue;
        if (!shades.has(city.shade)) shades.set(city.shade, []);
        shades.get(city.shade).push(city);
      }
      shades.forEach((cities, shade) => {
        const codes = cities.flatMap((city) => luotu.members(city));
        ctx.fillStyle = shaded ? luotu.shadeOf(ctx, shade, this.data.ramp) : luotu.GROUND;
        ctx.lineWidth = 0.6; // covers the seams between counties
        ctx.strokeStyle = ctx.fillStyle;
        luotu.paintMany(ctx, codes.map((code) => luotu.counties.get(code)), view, true);
      });
      if (!luotu.shows("borders")) return;
      ctx.beginPath();
      for (const line of luotu.lines.values()) {
        if (line.kind === "prefecture" && luotu.meets(line.box, view.box)) luotu.trace(ctx, line, view);
      }
      ctx.lineWidth = 0.8;
      ctx.strokeStyle = EDGE;
      ctx.stroke();
    },

    // What is told of a county's ground, by itself or with its city.
    _rowOf: function (code) {
      if (this.data.level !== "region") return this.plan.get(code);
      if (!this.rows) {
        this.rows = new Map();
        for (const city of this.data.cities) {
          luotu.members(city).forEach((member) => this.rows.set(member, { shade: city.shade }));
        }
      }
      return this.rows.get(code);
    },

    // The city whose ground a point is on, where counties are not told apart.
    _cityAt: function (x, y) {
      if (this.data.level !== "region") return null;
      for (const county of luotu.counties.values()) {
        if (!luotu.inside(county, x, y)) continue;
        return this.data.cities.find((city) => luotu.members(city).includes(county.code)) || null;
      }
      return null;
    },
  });
})();
