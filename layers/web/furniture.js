// What stands on the map besides the map: labels, tooltip, legend, notices, scale, home button.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  let legendOpen = null; // until the reader opens or closes it, as large as the map bears
  const MOST = 0.25; // of the map's width or area

  // Labels never cover one another or a reserved box; the first to come stays.
  luotu.Labels = function (ctx) {
    const boxes = [];
    const waiting = [];
    this.width = function (text) {
      ctx.font = "12px " + luotu.FONT;
      return ctx.measureText(text).width;
    };
    this.reserve = (box) => boxes.push(box);
    this.add = (label) => waiting.push(label);
    this.paint = function () {
      waiting.sort((a, b) => rank(a) - rank(b));
      for (const label of waiting) {
        const half = this.width(label.text) * (label.strong ? 0.6 : 0.5) + 1;
        for (const [x, y] of [[label.x, label.y]].concat(label.else || [])) {
          const box = [x - half, y - 8, x + half, y + 8];
          if (boxes.some((b) => luotu.meets(b, box))) continue;
          boxes.push(box);
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

  function make(tag, name, text) {
    const node = document.createElement(tag);
    node.className = name;
    if (text !== undefined) node.textContent = text;
    return node;
  }

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

  function swatch(paint) {
    const node = make("canvas", "luotu-swatch");
    node.width = node.height = 52;
    const ctx = node.getContext("2d");
    ctx.setTransform(2, 0, 0, 2, 0, 0);
    paint(ctx);
    return node;
  }

  function patch(color, hatched) {
    return swatch((ctx) => {
      ctx.beginPath();
      ctx.rect(2, 5, 22, 16);
      ctx.fillStyle = color;
      ctx.fill();
      if (hatched) {
        ctx.fillStyle = luotu.hatch(ctx);
        ctx.fill();
      }
      ctx.strokeStyle = "#8796a5";
      ctx.stroke();
    });
  }

  function row(parent, picture, text) {
    const node = make("div", "luotu-row");
    node.append(picture, make("span", "", text));
    parent.appendChild(node);
  }

  function fill(body, data) {
    const shading = make("div", "luotu-part");
    shading.appendChild(make("div", "luotu-head", data.legend.title));
    data.legend.classes.forEach((c) => row(shading, patch(c.color, false), c.text));
    if (data.legend.hatched) row(shading, patch("#ffffff", true), data.legend.hatched);
    if (data.legend.note) shading.appendChild(make("div", "luotu-note", data.legend.note));
    if (data.legend.badge) {
      shading.appendChild(make("div", "luotu-note luotu-badges", data.legend.badge));
    }
    body.appendChild(shading);
    const kinds = Object.keys(data.symbols);
    if (kinds.length) body.appendChild(symbols(kinds, data));
    const lines = make("div", "luotu-lines");
    data.legend.lines.forEach((line) => {
      row(lines, swatch((ctx) => luotu.paintStroke(ctx, line.kind)), line.text);
    });
    body.appendChild(lines);
  }

  function symbols(kinds, data) {
    const part = make("div", "luotu-part luotu-symbols");
    part.appendChild(make("div", "luotu-head", data.legend.kinds));
    for (const kind of kinds) {
      const look = data.symbols[kind];
      row(part, swatch((ctx) => luotu.paintSymbol(ctx, look, 13, 13, {})), look.label);
    }
    const any = data.symbols[kinds[0]];
    if (data.legend.shared) {
      const hollow = swatch((ctx) => luotu.paintSymbol(ctx, any, 13, 13, { shared: true }));
      row(part, hollow, data.legend.shared);
    }
    if (data.legend.site) {
      const pinned = swatch((ctx) => {
        luotu.paintPin(ctx, 13, 8, [13, 23]);
        luotu.paintSymbol(ctx, any, 13, 9, { small: true });
      });
      row(part, pinned, data.legend.site);
    }
    if (data.legend.unsure) {
      const doubt = swatch((ctx) => luotu.paintDoubt(ctx, 13, 13));
      row(part, doubt, data.legend.unsure);
    }
    part.appendChild(make("div", "luotu-note", data.legend.precision));
    return part;
  }

  function legend(map, data) {
    const node = place(map, "luotu-legend");
    const button = make("button", "luotu-toggle", data.texts.legend);
    const body = make("div", "luotu-body");
    fill(body, data);
    node.append(button, body);
    button.addEventListener("click", () => {
      legendOpen = body.style.display === "none";
      luotu.foldLegend(map);
    });
    luotu.foldLegend(map);
  }

  // Opens or closes the legend as the reader said; unasked it stays open where there is room.
  luotu.foldLegend = function (map) {
    const node = map.getContainer().querySelector(".luotu-legend");
    if (!node) return; // the first paint comes before the furniture
    const body = node.querySelector(".luotu-body");
    body.style.display = "";
    const size = map.getSize();
    const wide = node.offsetWidth / size.x;
    const high = node.scrollHeight / size.y;
    const room = wide * high <= MOST && (wide <= MOST || high <= 2 * MOST);
    const open = legendOpen === null ? room : legendOpen;
    body.style.display = open ? "" : "none";
    node.querySelector(".luotu-toggle").setAttribute("aria-expanded", String(open));
  };

  luotu.furnish = function (map, data) {
    legend(map, data);
    place(map, "luotu-notice").append(...data.notices.map((text) => make("div", "", text)));
    const home = place(map, "luotu-home");
    const button = make("button", "", data.texts.home);
    button.addEventListener("click", () => luotu.current._home());
    home.appendChild(button);
    if (!luotu.scale) luotu.scale = L.control.scale({ imperial: false, position: "bottomright" });
    luotu.scale.addTo(map);
  };
})();
