// What stands on the map besides the map: labels, tooltip, notices, scale.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});

  // Labels never cover one another or a reserved box; the first to come stays.
  luotu.Labels = function (ctx) {
    const boxes = [];
    const waiting = [];
    this.painted = []; // what was written, with its box
    this.width = (text) => luotu.measure(ctx, "12px ", text);
    this.reserve = (box) => boxes.push(box);
    this.add = (label) => waiting.push(label);
    this.paint = function () {
      waiting.sort((a, b) => rank(a) - rank(b));
      const named = luotu.shows("labels");
      for (const label of waiting) {
        if (!named && !label.always) continue;
        const half = this.width(label.text) * (label.strong ? 0.6 : 0.5) + 1;
        for (const [x, y] of [[label.x, label.y]].concat(label.else || [])) {
          const box = [x - half, y - 8, x + half, y + 8];
          if (boxes.some((b) => luotu.meets(b, box))) continue;
          boxes.push(box);
          this.painted.push({ text: label.text, box: box });
          luotu.paintLabel(ctx, Object.assign({}, label, { x: x, y: y }));
          break;
        }
      }
    };
    function rank(label) {
      if (label.strong) return 0;
      return label.first ? 1 : 2;
    }
  };

  luotu.make = make;
  function make(tag, name, text) {
    const node = document.createElement(tag);
    node.className = name;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  // A box of its own upon the map; an older one of that name gives way.
  luotu.place = place;
  function place(map, name) {
    const parent = map.getContainer();
    const old = parent.querySelector("." + name);
    const node = make("div", name);
    if (old) old.replaceWith(node);
    else parent.appendChild(node);
    L.DomEvent.disableClickPropagation(node);
    L.DomEvent.disableScrollPropagation(node);
    return node;
  }

  luotu.showTip = function (map, point, lines) {
    let tip = map.getContainer().querySelector(".luotu-tip");
    if (!lines) {
      if (tip) tip.remove();
      return;
    }
    if (!tip) {
      tip = make("div", "luotu-tip");
      map.getContainer().appendChild(tip);
    }
    tip.replaceChildren(...lines.map((line, i) => make("div", i ? "" : "luotu-tip-name", line)));
    const size = map.getSize();
    const left = point.x + 16 + tip.offsetWidth > size.x ? point.x - 12 - tip.offsetWidth : point.x + 16;
    const top = Math.min(point.y + 12, size.y - tip.offsetHeight - 4);
    tip.style.left = Math.max(2, left) + "px";
    tip.style.top = Math.max(2, top) + "px";
  };

  luotu.complain = function (text) {
    const parent = document.getElementById("map_div");
    if (!parent.querySelector(".luotu-fault")) parent.appendChild(make("div", "luotu-fault", text));
  };

  luotu.furnish = function (map, data) {
    luotu.legend(map, data);
    place(map, "luotu-notice").append(...data.notices.map((text) => make("div", "", text)));
    luotu.toolbar(map, data);
    if (!luotu.scale) luotu.scale = L.control.scale({ imperial: false, position: "bottomright" });
    luotu.scale.addTo(map).getContainer().title = data.tools.scale;
  };
})();
