// Projects at their own coordinates: each on a pin, those that would cover one another together,
// whatever their counties.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const HIGH = 15; // pixels from the spot to the symbol's middle

  // Spots in pixels of the world.
  luotu.sites = function (items, scale, counted) {
    const spots = items.map((item) => {
      const pin = luotu.world(item.site[0], item.site[1]).map((v) => v * scale);
      return { code: item.counties[0], pin: pin, x: pin[0], y: pin[1] - HIGH, items: [item] };
    });
    return luotu.settle(spots, counted);
  };
})();
