// Projects at their own coordinates: each on a pin, those that would cover one another together.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const HIGH = 15; // pixels from the spot to the symbol's middle
  const NEAR = 19; // nearer than this, symbols cover one another

  // Spots in pixels of the world. Of several kinds together only their number is shown; their pin
  // stands at the middle of their sites. Joining moves a pin, so it is tried anew until all are apart.
  luotu.sites = function (items, scale) {
    const open = items.filter((item) => item.site).map((item) => {
      return { pin: luotu.world(item.site[0], item.site[1]).map((v) => v * scale), items: [item] };
    });
    const spots = [];
    while (open.length) {
      const spot = open.pop();
      const at = spots.findIndex((s) => Math.hypot(s.pin[0] - spot.pin[0], s.pin[1] - spot.pin[1]) < NEAR);
      if (at < 0) spots.push(spot);
      else open.push(join(spots.splice(at, 1)[0], spot));
    }
    return spots.map((spot) => {
      const whole = spot.items.some((item) => item.kind !== spot.items[0].kind);
      return Object.assign(spot, { x: spot.pin[0], y: spot.pin[1] - HIGH, whole: whole });
    });
  };

  function join(a, b) {
    const n = a.items.length;
    const m = b.items.length;
    const pin = a.pin.map((v, i) => (v * n + b.pin[i] * m) / (n + m));
    return { pin: pin, items: a.items.concat(b.items) };
  }
})();
