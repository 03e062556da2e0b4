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
    ctx.beginPath();
    ctx.arc(x - half + r, y, r, Math.PI / 2, -Math.PI / 2);
    ctx.arc(x + half - r, y, r, -Math.PI / 2, Math.PI / 2);
    ctx.closePath();
  }

  function write(ctx, text, font, at) {
    ctx.font = font + luotu.FONT;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.fillText(text, at[0], at[1]);
  }

  // How wide a number is with what comes after it, in the fonts it is painted in.
  luotu.widths = function (ctx, spot) {
    ctx.font = LARGE + luotu.FONT;
    const text = spot.text ? ctx.measureText(spot.text).width : 0;
    ctx.font = SMALL + luotu.FONT;
    const more = spot.more ? ctx.measureText(spot.more).width : 0;
    return { text: text, more: more, all: text + more + (text && more ? 3 : 0) };
  };

  luotu.paintCapsule = function (ctx, spot) {
    capsule(ctx, spot);
    ctx.fillStyle = spot.hollow ? "#ffffff" : spot.text ? INK : APART;
    ctx.fill();
    ctx.lineWidth = 2;
    ctx.strokeStyle = spot.hollow ? INK : "#ffffff";
    ctx.stroke();
    const wide = luotu.widths(ctx, spot);
    const { x, y } = spot;
    ctx.fillStyle = spot.hollow ? INK : "#ffffff";
    if (spot.below) {
      write(ctx, spot.text, LARGE, [x - wide.text / 2, y - 5]);
      write(ctx, spot.more, SMALL, [x - wide.more / 2, y + 7]);
      return;
    }
    write(ctx, spot.text, LARGE, [x - wide.all / 2, y + 0.5]);
    if (spot.text) ctx.fillStyle = "#d3e0ec";
    write(ctx, spot.more, SMALL, [x + wide.all / 2 - wide.more, y + 0.5]);
  };

  luotu.paintNumber = function (ctx, spot, sectors) {
    luotu.paintCapsule(ctx, spot);
    if (spot.mix) luotu.paintMix(ctx, spot.mix, sectors, [spot.x - 9, spot.y + spot.r + 1, 18, 3]);
  };
})();
