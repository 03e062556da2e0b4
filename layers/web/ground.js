// The ground below the counties: none, until the reader chooses one of those the office has set.
// While it is on, a notice says where to the browser sends what is looked at.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const VEIL = 0.45; // how much of the counties' colour is left above a ground
  let chosen = ""; // the key of a ground; nothing is asked for without one
  let tiles = [];

  luotu.veil = () => (tiles.length ? VEIL : 1);

  function notice(map, text, fault) {
    const old = map.getContainer().querySelector(".luotu-online");
    if (!text) {
      if (old) old.remove();
      return;
    }
    const node = luotu.place(map, "luotu-online");
    node.setAttribute("role", "status");
    node.appendChild(luotu.make("div", "", text));
    if (fault) node.appendChild(luotu.make("div", "luotu-lost", fault));
  }

  function lay(map, ground, data) {
    let lost = false;
    tiles = ground.urls.map((url, i) => {
      const options = { maxNativeZoom: ground.most, maxZoom: map.getMaxZoom(), zIndex: i + 1 };
      options.subdomains = ground.hosts;
      const layer = L.tileLayer(url, options);
      layer.on("tileerror", () => {
        if (lost) return;
        lost = true;
        notice(map, ground.notice, data.tools.ground_lost);
      });
      return layer.addTo(map);
    });
    notice(map, ground.notice, "");
    map.getContainer().setAttribute("data-ground", ground.key);
  }

  function lift(map) {
    tiles.forEach((layer) => map.removeLayer(layer));
    tiles = [];
    notice(map, "", "");
    map.getContainer().removeAttribute("data-ground");
  }

  function choose(map, data, key) {
    lift(map);
    const ground = data.grounds.find((g) => g.key === key);
    chosen = ground ? key : "";
    if (ground) lay(map, ground, data);
    if (luotu.current && luotu.current._map) luotu.current._update();
  }

  // A ground that is set no more is lifted; the notice speaks the reader's language.
  luotu.followGround = function (map, data) {
    const ground = data.grounds.find((g) => g.key === chosen);
    if (!ground && chosen) choose(map, data, "");
    if (ground) notice(map, ground.notice, "");
  };

  luotu.groundChoice = function (panel, map, data) {
    if (!data.grounds.length) return;
    panel.appendChild(luotu.make("div", "luotu-head", data.tools.ground));
    const all = [{ key: "", name: data.tools.ground_none }].concat(data.grounds);
    for (const ground of all) {
      const label = luotu.make("label", "luotu-tick");
      const dot = luotu.make("input", "");
      dot.type = "radio";
      dot.name = "luotu-ground";
      dot.checked = ground.key === chosen;
      dot.setAttribute("data-ground", ground.key);
      dot.addEventListener("change", () => choose(map, luotu.current.data, ground.key));
      label.append(dot, luotu.make("span", "", ground.name));
      panel.appendChild(label);
    }
  };
})();
