// Symbols, pins and numbers of all counties together: none covers another. What would is joined, at
// the place of the larger: symbols of one kind become one with ×n, all others a number.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const CELL = 64; // pixels, wider than any box
  const ASIDE = [[0, 24], [-32, 0], [32, 0], [0, -40], [-32, 24], [32, 24], [0, 48], [-64, 0], [64, 0]];
  const CORNERS = [[8, -8], [-8, -8], [8, 8], [-8, 8]];

  // Boxes by where they are, so that neighbours are found without asking all.
  function Grid() {
    const cells = new Map();
    const each = (box, visit) => {
      for (let x = Math.floor(box[0] / CELL); x <= Math.floor(box[2] / CELL); x += 1)
        for (let y = Math.floor(box[1] / CELL); y <= Math.floor(box[3] / CELL); y += 1) visit(x + "," + y);
    };
    this.add = (entry) =>
      each(entry.box, (key) => {
        if (!cells.has(key)) cells.set(key, new Set());
        cells.get(key).add(entry);
      });
    this.remove = (entry) => each(entry.box, (key) => cells.get(key).delete(entry));
    this.find = function (box, but) {
      let found = null;
      each(box, (key) => {
        if (found || !cells.has(key)) return;
        for (const entry of cells.get(key)) {
          if (entry.spot !== but && luotu.meets(entry.box, box)) found = found || entry;
        }
      });
      return found;
    };
  }

  // What a spot covers of the map.
  luotu.coreOf = function (spot) {
    if (spot.whole) {
      const low = spot.mix ? spot.r + 4 : spot.r;
      return [spot.x - spot.half, spot.y - spot.r, spot.x + spot.half, spot.y + low];
    }
    const half = spot.small ? 9 : 11;
    return [spot.x - half, spot.y - half, spot.x + half, spot.y + half + (spot.pin ? 4 : 0)];
  };

  // A number that would cover a neighbour stands elsewhere in its county, if there is room.
  function aside(spot, grid, holds) {
    if (!spot.whole || spot.pin || spot.codes || !holds) return null;
    for (const [dx, dy] of ASIDE) {
      const moved = Object.assign({}, spot, { x: spot.x + dx, y: spot.y + dy });
      const box = luotu.coreOf(moved);
      const held = [box[0], box[2]].every((x) => holds(spot.code, x, moved.y));
      if (held && !grid.find(box, spot)) return moved;
    }
    return null;
  }

  // Spots of which none covers another; `holds` tells whether a county holds a point.
  luotu.settle = function (spots, counted, holds) {
    const grid = new Grid();
    const left = new Set();
    const shared = (spot) => spot.whole && spot.hollow; // these come last: they may be left out
    const open = spots.filter(shared).concat(spots.filter((spot) => !shared(spot)).reverse());
    const stand = function (spot) {
      const entry = { spot: spot, box: luotu.coreOf(spot) };
      grid.add(entry);
      left.add(spot);
      return entry;
    };
    const leave = function (entry) {
      grid.remove(entry);
      left.delete(entry.spot);
    };
    // Makes room for a spot: it stands aside, or what was there before it does.
    const make = function (spot, near) {
      const moved = aside(spot, grid, holds);
      if (moved) return stand(moved);
      leave(near);
      if (grid.find(luotu.coreOf(spot), spot)) return null;
      const entry = stand(spot);
      const away = aside(near.spot, grid, holds);
      if (away) return stand(away);
      leave(entry);
      return null;
    };
    while (open.length) {
      const spot = open.pop();
      const near = grid.find(luotu.coreOf(spot), spot);
      if (!near) stand(spot);
      else if (!make(spot, near)) open.push(join(near.spot, spot, counted)); // it may cover another
    }
    flag(left, grid);
    return Array.from(left);
  };

  const codesOf = (spot) => spot.codes || [spot.code];

  function sizeOf(spot) {
    if (spot.whole) return spot.hollow ? 0 : spot.count + spot.other;
    return spot.group ? spot.group.count : spot.items.length;
  }

  function join(one, two, counted) {
    const [a, b] = sizeOf(two) > sizeOf(one) ? [two, one] : [one, two];
    if (b.whole && b.hollow) return a; // counted with a neighbour's own it would count twice
    const made = {
      code: a.code,
      codes: Array.from(new Set(codesOf(a).concat(codesOf(b)))),
      x: a.x,
      y: a.y,
      items: a.items.concat(b.items),
    };
    if (a.pin && b.pin) made.pin = a.pin;
    if (alike(a, b)) return Object.assign(made, { small: a.small && b.small });
    return luotu.number(Object.assign(made, sum(a, b, counted)));
  }

  // Symbols that one symbol can stand for.
  function alike(a, b) {
    if (a.whole || b.whole || a.group || b.group) return false;
    const [first, second] = [a.items[0], b.items[0]];
    return first.kind === second.kind && first.shared === second.shared;
  }

  function sum(a, b, counted) {
    const parts = [a, b].map((spot) => {
      if (spot.whole) return spot;
      return spot.group || luotu.counting(spot.items, counted);
    });
    const own = (spot, part) => part.count - (spot.group ? part.other : 0);
    const found = { count: own(a, parts[0]) + own(b, parts[1]), other: parts[0].other + parts[1].other };
    if (a.mix && b.mix) found.mix = a.mix.map((n, i) => n + b.mix[i]);
    if (found.count + found.other) return found;
    const keys = new Set(a.items.concat(b.items).map((item) => item.key));
    return { count: keys.size, other: 0, hollow: true };
  }

  // "×n" and "?" stand at the first corner of a symbol where they cover nothing else.
  function flag(spots, grid) {
    for (const spot of spots) {
      const many = spot.group ? spot.group.count : spot.items.length;
      if (spot.whole || (many < 2 && !(spot.items[0] && spot.items[0].unsure))) continue;
      const half = many < 2 ? 6 : 4 + 3.2 * String(many).length + 3;
      const boxAt = (c) => {
        const x = spot.x + c[0] * (many < 2 ? 1 : 1 + (half - 8) / 16);
        return [x - half, spot.y + c[1] - 7, x + half, spot.y + c[1] + 7];
      };
      const free = CORNERS.find((corner) => !grid.find(boxAt(corner), spot)) || CORNERS[0];
      const box = boxAt(free);
      spot.flag = { x: (box[0] + box[2]) / 2, y: spot.y + free[1], box: box };
      grid.add({ spot: spot, box: box });
    }
  }
})();
