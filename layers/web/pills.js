// Badges as capsules with a name: those that would cover one another become one, at the place of the
// largest, and so does one whose name has no room.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const MOST_NAMES = 3;
  const TALL = 13;
  const TWO = 16; // with a second line

  // "19/57": so many on the map of all there are; one number where it is the same, or from afar.
  function sized(ctx, badge) {
    const one = badge.compact || badge.count === badge.total;
    badge.text = one ? (badge.count ? String(badge.count) : "") : badge.count + "/" + badge.total;
    badge.more = badge.other ? "+" + badge.other : "";
    if (!badge.text && !badge.more) badge.text = "0";
    if (badge.inside) badge.text = badge.inside + (badge.text ? " " + badge.text : "");
    const wide = luotu.widths(ctx, badge);
    badge.below = Boolean(badge.text && badge.more);
    badge.r = badge.below ? TWO : TALL;
    badge.half = Math.max(badge.r + 1, Math.max(wide.text, wide.more) / 2 + 8);
    const [x, y] = [badge.half + 2, badge.r + 2];
    badge.box = [badge.x - x, badge.y - y, badge.x + x, badge.y + y];
    return badge;
  }

  luotu.badge = function (ctx, view, place) {
    const at = luotu.middleOf(place);
    const own = {
      x: at[0] * view.scale - view.ox,
      y: at[1] * view.scale - view.oy,
      names: [place.name],
      tips: [place.tip],
      counties: luotu.members(place),
    };
    return sized(ctx, Object.assign({}, place, own));
  };

  function forms(names) {
    if (names.length === 1) return names;
    const few = names.length <= MOST_NAMES;
    const first = few ? names.join("、") : names.slice(0, MOST_NAMES - 1).join("、") + " … (" + names.length + ")";
    return [first, names[0] + " … (" + names.length + ")"];
  }

  const sizeOf = (badge) => badge.count + badge.other;

  function together(ctx, one, two) {
    const [a, b] = sizeOf(two) > sizeOf(one) ? [two, one] : [one, two];
    const names = a.names.concat(b.names);
    return sized(ctx, {
      code: "", // no single city
      name: forms(names)[0],
      names: names,
      counties: a.counties.concat(b.counties),
      compact: a.compact,
      mix: (a.mix || []).map((count, at) => count + b.mix[at]),
      count: a.count + b.count,
      other: a.other + b.other,
      total: a.total + b.total,
      tips: a.tips.concat(b.tips),
      x: a.x,
      y: a.y,
    });
  }

  function nearest(badge, left) {
    const far = (b) => Math.hypot(b.x - badge.x, b.y - badge.y);
    return left.reduce((best, b) => (b !== badge && (!best || far(b) < far(best)) ? b : best), null);
  }

  // Badges that would cover one another become one, until none does.
  luotu.gather = function (ctx, badges) {
    const open = badges.slice().reverse();
    const left = [];
    while (open.length) {
      const badge = open.pop();
      const near = nearest(badge, left.filter((b) => luotu.meets(badge.box, b.box)));
      if (!near) left.push(badge);
      else open.push(together(ctx, left.splice(left.indexOf(near), 1)[0], badge)); // it may now cover another
    }
    return left;
  };

  // Where a name may stand: below the badge, above it, beside it.
  function places(badge, half) {
    const away = badge.half + half + 4;
    const { x, y } = badge;
    const { r } = badge;
    return [[x, y + r + 13], [x, y - r - 11], [x + away, y], [x - away, y]].map(([px, py]) => {
      return { x: px, y: py, box: [px - half, py - 8, px + half, py + 8] };
    });
  }

  function clear(box, badge, left) {
    return left.every((other) => {
      if (other === badge) return true;
      if (luotu.meets(box, other.box)) return false;
      return !other.label || !luotu.meets(box, other.label.box);
    });
  }

  // Finds room for a badge's name, beside it or within.
  function name(ctx, badge, left, labels) {
    for (const text of forms(badge.names)) {
      const half = labels.width(text) * (badge.compact ? 0.5 : 0.6) + 1;
      const found = places(badge, half).find((place) => clear(place.box, badge, left));
      if (found) {
        badge.label = Object.assign(found, { text: text });
        return true;
      }
    }
    if (badge.names.length > 1) return false;
    const wide = sized(ctx, Object.assign({}, badge, { inside: badge.name }));
    if (!clear(wide.box, badge, left)) return false;
    Object.assign(badge, wide);
    return true;
  }

  // Names the badges, the largest first; one without room for its name joins its neighbour.
  luotu.nameAll = function (ctx, badges, labels) {
    let left = badges.slice();
    const open = badges.slice().sort((a, b) => sizeOf(a) - sizeOf(b));
    while (open.length) {
      const badge = open.pop();
      if (!left.includes(badge) || name(ctx, badge, left, labels)) continue;
      let near = nearest(badge, left);
      let joined = badge;
      left = left.filter((b) => b !== badge);
      while (near) {
        const gone = near;
        joined = together(ctx, joined, gone);
        left = left.filter((b) => b !== gone);
        near = left.find((b) => !clear(joined.box, joined, [b]));
      }
      left.push(joined);
      if (left.length > 1) open.push(joined);
    }
    return left;
  };
})();
