// Lengths and areas on the ellipsoid of CGCS2000 (WGS84's differs by 0.1 mm).
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const A = 6378137; // metres
  const F = 1 / 298.257222101;
  const B = A * (1 - F);
  const E2 = F * (2 - F);
  const RAD = Math.PI / 180;
  const MOST_STEPS = 100;

  // The shortest way between two points [lon, lat], metres. Vincenty, Survey Review 23 (1975),
  // inverse formula; it does not end for points on opposite sides of the earth: NaN.
  luotu.geodesic = function (from, to) {
    const L = (to[0] - from[0]) * RAD;
    const u1 = Math.atan((1 - F) * Math.tan(from[1] * RAD));
    const u2 = Math.atan((1 - F) * Math.tan(to[1] * RAD));
    const [s1, c1, s2, c2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
    let lambda = L;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const sl = Math.sin(lambda);
      const cl = Math.cos(lambda);
      const ss = Math.hypot(c2 * sl, c1 * s2 - s1 * c2 * cl);
      if (ss === 0) return 0;
      const cs = s1 * s2 + c1 * c2 * cl;
      const sigma = Math.atan2(ss, cs);
      const sa = (c1 * c2 * sl) / ss;
      const ca2 = 1 - sa * sa;
      const cm = ca2 ? cs - (2 * s1 * s2) / ca2 : 0; // along the equator
      const C = (F / 16) * ca2 * (4 + F * (4 - 3 * ca2));
      const was = lambda;
      lambda = L + (1 - C) * F * sa * (sigma + C * ss * (cm + C * cs * (2 * cm * cm - 1)));
      if (Math.abs(lambda - was) < 1e-12) return along(ca2, sigma, ss, cs, cm);
    }
    return NaN;
  };

  function along(ca2, sigma, ss, cs, cm) {
    const k = (ca2 * (A * A - B * B)) / (B * B);
    const p = 1 + (k / 16384) * (4096 + k * (k * (320 - 175 * k) - 768));
    const q = (k / 1024) * (256 + k * (k * (74 - 47 * k) - 128));
    const d = cs * (2 * cm * cm - 1) - (q / 6) * cm * (4 * ss * ss - 3) * (4 * cm * cm - 3);
    return B * p * (sigma - q * ss * (cm + (q / 4) * d));
  }

  // q of Snyder, Map Projections: A Working Manual (1987), equation 3-12.
  function q(lat) {
    const e = Math.sqrt(E2);
    const s = Math.sin(lat * RAD);
    return (1 - E2) * (s / (1 - E2 * s * s) - Math.log((1 - e * s) / (1 + e * s)) / (2 * e));
  }

  // The area of a ring of [lon, lat], square metres: on the sphere of equal area, whose latitudes
  // are the authalic ones, with great circles for edges (they part from geodesics by a trifle).
  luotu.ringArea = function (points) {
    const whole = q(90);
    const beta = points.map((p) => Math.asin(Math.max(-1, Math.min(1, q(p[1]) / whole))));
    let excess = 0;
    points.forEach((p, i) => {
      const j = (i + 1) % points.length;
      const half = ((points[j][0] - p[0]) * RAD) / 2;
      const t1 = Math.tan(beta[i] / 2);
      const t2 = Math.tan(beta[j] / 2);
      excess += 2 * Math.atan2(Math.tan(half) * (t1 + t2), 1 + t1 * t2);
    });
    return Math.abs(excess) * A * A * (whole / 2);
  };

  // Three digits are what a click on a screen is good for.
  function digits(value) {
    if (value >= 100) return String(Math.round(value));
    return String(Number(value.toPrecision(3)));
  }

  luotu.sayLength = function (metres, words) {
    const [value, unit] = metres < 1000 ? [metres, words.unit_m] : [metres / 1000, words.unit_km];
    return words.about + digits(value) + " " + unit;
  };

  luotu.sayArea = function (square, words) {
    const [value, unit] = square < 1e6 ? [square / 1e4, words.unit_ha] : [square / 1e6, words.unit_km2];
    return words.about + digits(value) + " " + unit;
  };
})();
