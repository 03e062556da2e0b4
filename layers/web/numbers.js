// Numbers in counties: of their own projects, those of the stages counted first, and of those they
// share. A number is a capsule that is no wider than what it says.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const INK = "#1f4e79";
  const APART = "#66707a"; // of other stages alone
  const TALL = 10;
  const WIDE = 80; // a county narrower than this many pixels bears one number only
  const LARGE = "bold 12px ";
  const SMALL = "10px ";

  // A spot with what it says and how large it is.
  luotu.number = function (spot) {
    const text = spot.count ? String(spot.count) : "";
    const more = spot.other ? "+" + spot.other : "";
    const wide = 7 * text.length + 6 * more.length + (text && more ? 2 : 0);
    const half = Math.max(TALL, wide / 2 + 5);
    return Object.assign(spot, { whole: true, text: text, more: more, half: half, r: TALL });
  };

  // Of projects of one county those of the stages counted, and the others.
  luotu.counting = function (items, counted) {
    const own = items.filter((item) => !item.shared);
    const count = own.filter((item) => counted.has(item.stage)).length;
    return { count: count, other: own.length - count };
  };

  // A county's own number below its name, and beside it that of those it shares.
  luotu.numbers = function (county, said, scale, name, free) {
    const x = free ? free.x : county.at[0] * scale;
    const y = free ? free.y : name ? name[3] + 13 : county.at[1] * scale;
    const wide = (county.box[2] - county.box[0]) * scale;
    const spots = [];
    const { count, other, hollow, mix } = said;
    const [own, shared] = [said.own || [], said.shared || []];
    if (count + other) {
      const one = { x: x, y: y, items: own, count: count, other: other };
      spots.push(luotu.number(mix && mix.length ? Object.assign(one, { mix: mix }) : one));
    }
    if (!hollow || (spots.length && wide < WIDE)) return spots;
    const taking = luotu.number({ x: x, y: y, items: shared, count: hollow, other: 0, hollow: true });
    if (spots.length) taking.x += spots[0].half + taking.half + 1;
    return spots.concat([taking]);
  };

  // The same of projects that are known one by one.
  luotu.numbersOf = function (county, items, counted, scale, name, free) {
    const shared = items.filter((item) => item.shared);
    const own = items.filter((item) => !item.shared);
    const said = { hollow: shared.length, own: own, shared: shared };
    Object.assign(said, luotu.counting(own, counted));
    return luotu.numbers(county, said, scale, name, free);
  };

  // A symbol that stands for all the projects of a kind.
  luotu.grouped = function (spot) {
    const group = spot.items[0];
    const at = { x: spot.x, y: spot.y, items: [] };
    if (group.kind) return Object.assign(at, { small: spot.small, group: group });
    return luotu.number(Object.assign(at, { hollow: true, count: group.count, other: 0 }));
  };

  function capsule(ctx, { x, y, half, r }) {
    ctx.moveTo(x - half + r, y + r);
    ctx.arc(x - half + r, y, r, Math.PI / 2, -Math.PI / 2);
    ctx.arc(x + half - r, y, r, -Math.PI / 2, Math.PI / 2);
    ctx.closePath();
  }

  // How wide a number is with what comes after it, in the fonts it is painted in.
  luotu.widths = function (ctx, spot) {
    const text = luotu.measure(ctx, LARGE, spot.text);
    const more = luotu.measure(ctx, SMALL, spot.more);
    return { text: text, more: more, all: text + more + (text && more ? 3 : 0) };
  };

  // The three sorts of numbers: of the stages counted, of others alone, of what is shared.
  const SORTS = [
    { is: (spot) => !spot.hollow && spot.text, fill: INK, edge: "#ffffff" },
    { is: (spot) => !spot.hollow && !spot.text, fill: APART, edge: "#ffffff" },
    { is: (spot) => spot.hollow, fill: "#ffffff", edge: INK },
  ];

  function capsules(ctx, spots) {
    ctx.lineWidth = 2;
    for (const sort of SORTS) {
      ctx.beginPath();
      spots.filter(sort.is).forEach((spot) => capsule(ctx, spot));
      ctx.fillStyle = sort.fill;
      ctx.fill();
      ctx.strokeStyle = sort.edge;
      ctx.stroke();
    }
  }

  // Numbers and badges, all at once since none covers another: a font set for each takes longer than
  // all else. `bar` gives the place of the bar of sectors.
  luotu.paintNumbers = function (ctx, spots, sectors, bar) {
    if (!spots.length) return;
    capsules(ctx, spots);
    for (const spot of spots) if (spot.mix) luotu.paintMix(ctx, spot.mix, sectors, bar(spot));
    const wide = spots.map((spot) => luotu.widths(ctx, spot));
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.font = LARGE + luotu.FONT;
    spots.forEach((spot, i) => {
      if (!spot.text) return;
      ctx.fillStyle = spot.hollow ? INK : "#ffffff";
      const left = spot.below ? wide[i].text / 2 : wide[i].all / 2;
      ctx.fillText(spot.text, spot.x - left, spot.y + (spot.below ? -5 : 0.5));
    });
    ctx.font = SMALL + luotu.FONT;
    spots.forEach((spot, i) => {
      if (!spot.more) return;
      ctx.fillStyle = spot.text ? "#d3e0ec" : "#ffffff";
      const right = spot.below ? wide[i].more / 2 : wide[i].all / 2;
      ctx.fillText(spot.more, spot.x + right - wide[i].more, spot.y + (spot.below ? 7 : 0.5));
    });
  };

  luotu.barOf = (spot) => [spot.x - 9, spot.y + spot.r + 1, 18, 3];
})();
