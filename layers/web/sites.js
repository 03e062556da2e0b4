// Projects at their own coordinates: each on a pin, those that would cover one another together.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const HIGH = 15; // pixels from the spot to the symbol's middle
  const NEAR = 18; // nearer than this, symbols cover one another

  // Spots in pixels of the world. Of several kinds together only their number is shown; their pin
  // stands at the middle of their sites.
  luotu.sites = function (items, scale) {
    const spots = [];
    for (const item of items) {
      if (!item.site) continue;
      const at = luotu.world(item.site[0], item.site[1]).map((v) => v * scale);
      const near = spots.find((s) => Math.hypot(s.pin[0] - at[0], s.pin[1] - at[1]) < NEAR);
      if (near) join(near, item, at);
      else spots.push({ x: at[0], y: at[1] - HIGH, pin: at, items: [item] });
    }
    return spots;
  };

  function join(spot, item, at) {
    const n = spot.items.push(item);
    spot.pin = spot.pin.map((v, i) => v + (at[i] - v) / n);
    spot.x = spot.pin[0];
    spot.y = spot.pin[1] - HIGH;
    spot.whole = spot.items.some((other) => other.kind !== item.kind);
  }
})();
