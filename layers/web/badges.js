// Badges of cities and provinces, numbers of counties, and cities shaded whole where their counties
// are too many to tell.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const SMALL_CITY = 220; // a city narrower than this many pixels is shown as one badge
  const PROVINCES = 5.25; // below this zoom the badges are those of provinces
  const TOGETHER = 60;
  const EDGE = "#b9c6d2";
  const WIDE = 80; // a county narrower than this many pixels bears one number only

  // How the projects divide among the sectors, as a bar under a badge or a number.
  function paintMix(ctx, mix, sectors, box) {
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
  }

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

  // The number of a county's own projects below its name, and of those it shares beside it.
  luotu.numbers = function (county, row, scale, name, free) {
    const x = free ? free.x : county.at[0] * scale;
    const y = free ? free.y : name ? name[3] + 13 : county.at[1] * scale;
    const wide = (county.box[2] - county.box[0]) * scale;
    const spots = [];
    if (row.bubble) {
      spots.push({ x: x, y: y, items: [], count: row.bubble, whole: true, mix: row.mix, r: radius(row.bubble) });
    }
    if (!row.hollow || (row.bubble && wide < WIDE)) return spots;
    const aside = row.bubble ? radius(row.bubble) + radius(row.hollow) + 1 : 0;
    const hollow = { x: x + aside, y: y, items: [], count: row.hollow, whole: true, hollow: true };
    spots.push(Object.assign(hollow, { r: radius(row.hollow) }));
    return spots;
  };

  function radius(count) {
    return 7 + 2 * String(count).length;
  }

  // Numbers that would cover one another become their sum: those of own projects alone, for a
  // project that is shared would be counted twice.
  luotu.joinNumbers = function (spots) {
    const left = [];
    for (const spot of spots) {
      const near = spot.mix && left.find((s) => s.mix && Math.hypot(s.x - spot.x, s.y - spot.y) < s.r + spot.r);
      const under = spot.hollow && left.some((s) => Math.hypot(s.x - spot.x, s.y - spot.y) < s.r + spot.r - 2);
      if (near) join(near, spot);
      else if (!under) left.push(Object.assign({ codes: [spot.code] }, spot));
    }
    return left;
  };

  function join(spot, other) {
    const n = spot.codes.push(other.code);
    spot.count += other.count;
    spot.r = radius(spot.count);
    spot.x += (other.x - spot.x) / n;
    spot.y += (other.y - spot.y) / n;
    spot.mix = spot.mix.map((v, i) => v + other.mix[i]);
  }

  // A symbol that stands for all the projects of a kind.
  luotu.grouped = function (spot) {
    const group = spot.items[0];
    const at = { x: spot.x, y: spot.y, small: spot.small, items: [] };
    if (group.kind) return Object.assign(at, { group: group });
    return Object.assign(at, { whole: true, hollow: true, count: group.count, r: radius(group.count) });
  };

  luotu.paintNumber = function (ctx, spot, sectors) {
    const text = String(spot.count || spot.items.length);
    const r = radius(text);
    if (spot.hollow) {
      luotu.paintHollow(ctx, text, spot.x, spot.y, r);
      return;
    }
    luotu.paintBubble(ctx, text, spot.x, spot.y, r);
    paintMix(ctx, spot.mix, sectors, [spot.x - 11, spot.y + r + 1, 22, 3]);
  };

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

    // Paints the badges of what is small, and returns the cities whose counties have room.
    _badges: function (ctx, view, labels) {
      const near = [];
      const small = [];
      const whole = this.data.level === "region";
      for (const place of this._places(view)) {
        const [box, wide] = this._extent(place, view);
        if (!box || !luotu.meets(box, view.box)) continue;
        if (wide >= SMALL_CITY && !whole) near.push(place);
        else if (place.total && luotu.shows("symbols")) {
          const named = whole ? { compact: true, name: place.short } : {};
          small.push(luotu.badge(ctx, view, Object.assign({}, place, named)));
        }
      }
      luotu.gather(ctx, small).forEach((badge) => this._badge(ctx, badge, labels));
      return near;
    },

    // One city, or several whose badges would cover one another.
    _badge: function (ctx, badge, labels) {
      luotu.paintPill(ctx, badge);
      const wide = 2 * badge.half - 18;
      paintMix(ctx, badge.mix, this.data.sectors || [], [badge.x - wide / 2, badge.y + 12, wide, 4]);
      const box = luotu.pillBox(badge);
      labels.reserve(box);
      const away = (box[2] - box[0]) / 2 + labels.width(badge.name) * 0.6 + 5;
      labels.add({
        text: badge.name,
        x: badge.x,
        y: badge.y + 26,
        strong: !badge.compact,
        first: true,
        else: [[badge.x, badge.y - 24], [badge.x + away, badge.y], [badge.x - away, badge.y]],
      });
      this.hits.push({ x: badge.x, y: badge.y, r: 16, box: box, city: badge });
    },

    // A number of several counties is a place of its own: a click goes nearer.
    _several: function (spot) {
      if (!spot.codes || spot.codes.length < 2) return null;
      const names = spot.codes.map((code) => luotu.counties.get(code).short);
      const tips = spot.codes.map((code, i) => names[i] + " " + this.plan.get(code).numbers[0]);
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
        ctx.fillStyle = shade >= 0 && shaded ? this.data.ramp[shade] : shaded ? "#ffffff" : luotu.GROUND;
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
