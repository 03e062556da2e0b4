// The buttons above the map and the switch of its layers. What the reader chose outlives a rerun of
// the page: the buttons are made once for a language, the choice is kept here.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const LAYERS = ["symbols", "shading", "labels", "borders"];
  const on = { symbols: true, shading: true, labels: true, borders: true, overlay: true };
  let made = "";

  luotu.shows = (layer) => on[layer] !== false;
  luotu.shown = () => Object.assign({}, on);

  // Shows or hides a layer and paints anew.
  luotu.show = function (layer, yes) {
    on[layer] = yes;
    if (luotu.current && luotu.current._map) luotu.current._update();
  };

  function button(text, title, act) {
    const node = luotu.make("button", "", text);
    node.type = "button";
    node.title = title;
    node.setAttribute("aria-label", title);
    node.addEventListener("click", () => act(node));
    return node;
  }
  luotu.button = button;

  function tick(parent, layer, text) {
    const label = luotu.make("label", "luotu-tick");
    const box = luotu.make("input", "");
    box.type = "checkbox";
    box.checked = luotu.shows(layer);
    box.setAttribute("data-layer", layer);
    box.addEventListener("change", () => luotu.show(layer, box.checked));
    label.append(box, luotu.make("span", "", text));
    parent.appendChild(label);
  }

  function fillPanel(panel, map, data) {
    panel.replaceChildren(luotu.make("div", "luotu-head", data.tools.layers_long));
    const layers = luotu.overlayToken ? LAYERS.concat("overlay") : LAYERS;
    layers.forEach((layer) => tick(panel, layer, data.tools["layer_" + layer]));
    panel.appendChild(luotu.make("div", "luotu-note", data.tools.layers_note));
    luotu.groundChoice(panel, map, data);
  }

  function layers(bar, map, data) {
    const panel = luotu.make("div", "luotu-layers");
    panel.hidden = true;
    const opener = button(data.tools.layers, data.tools.layers_long, () => unfold(panel.hidden));
    opener.className = "luotu-layers-button";
    opener.setAttribute("aria-expanded", "false");
    function unfold(yes) {
      if (yes) fillPanel(panel, map, luotu.current.data);
      panel.hidden = !yes;
      opener.setAttribute("aria-expanded", String(yes));
    }
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      unfold(false);
      opener.focus();
    });
    document.addEventListener("pointerdown", (event) => {
      if (!panel.contains(event.target) && event.target !== opener) unfold(false);
    });
    bar.append(opener, panel);
  }

  function screenful(bar, data) {
    if (!document.fullscreenEnabled) return; // the office's browser may forbid it
    const act = () => {
      const done = document.fullscreenElement
        ? document.exitFullscreen()
        : document.documentElement.requestFullscreen();
      done.catch(() => {}); // refused: the map stays as it is
    };
    bar.appendChild(button(data.tools.full, data.tools.full_long, act));
  }

  luotu.toolbar = function (map, data) {
    const wanted = JSON.stringify([data.texts, data.tools, data.grounds]);
    luotu.followGround(map, data);
    if (wanted === made && map.getContainer().querySelector(".luotu-bar")) return;
    made = wanted;
    const bar = luotu.place(map, "luotu-bar");
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", data.tools.bar);
    const home = button(data.texts.home, data.tools.home_long, () => luotu.current._home());
    home.className = "luotu-home";
    bar.appendChild(home);
    layers(bar, map, data);
    luotu.measureButton(bar, map, data);
    screenful(bar, data);
    bar.appendChild(button(data.tools.print, data.tools.print_long, () => window.parent.print()));
    luotu.seekBox(bar, map);
    luotu.pointer(map, data);
    const zoom = map.zoomControl && map.zoomControl.getContainer().querySelectorAll("a");
    if (zoom) {
      [data.tools.zoom_in, data.tools.zoom_out].forEach((text, i) => {
        zoom[i].title = text;
        zoom[i].setAttribute("aria-label", text);
      });
    }
    map.getContainer().setAttribute("aria-label", data.tools.map);
    map.getContainer().setAttribute("role", "application");
  };
})();
