// A page of its own: the map beside what it says, opened from a file, with nothing to ask. All its
// data came with it; every text is set with textContent.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const CENTRE = [34.5, 109];

  const at = (id) => document.getElementById(id);
  luotu.say = (id, text) => (at(id).textContent = text);

  function head(said) {
    ["title", "subtitle", "stamp", "source", "status", "made", "edition"].forEach((id) => luotu.say(id, said[id]));
    at("stamp").hidden = !said.stamp;
    at("notices").replaceChildren(...said.notices.map((text) => luotu.make("span", "", text)));
  }

  function cells(values, tag) {
    const row = luotu.make("tr", "");
    values.forEach((text) => row.appendChild(luotu.make(tag || "td", "", text)));
    return row;
  }

  // A table of sums: each row is a name, a number of projects and what they sum to.
  function table(caption, heads, rows) {
    const node = luotu.make("table", "");
    node.appendChild(luotu.make("caption", "", caption));
    node.appendChild(cells(heads, "th"));
    rows.forEach((row) => {
      const line = cells(row.cells);
      if (row.strong) line.className = "strong";
      node.appendChild(line);
    });
    return node;
  }

  function sums(data) {
    const tables = data.tables.filter((t) => t.rows.length);
    at("sums").replaceChildren(...tables.map((t) => table(t.caption, t.heads, t.rows)));
  }

  // What is told of one project: a list of labels with their texts.
  function project(data, row) {
    const list = luotu.make("dl", "");
    row.facts.forEach((text, i) => {
      if (!text) return;
      list.append(luotu.make("dt", "", data.labels[i]), luotu.make("dd", "", text));
    });
    return [luotu.make("h2", "", row.name), list];
  }

  function county(data, code) {
    const inside = data.projects.filter((row) => row.counties.indexOf(code) >= 0);
    const sum = data.counties[code] || "";
    return [
      luotu.make("h2", "", luotu.counties.get(code).name),
      luotu.make("p", "", sum),
      luotu.listOf(data, inside),
    ];
  }

  // Marks on the map what was chosen, and tells about it beside the map.
  luotu.choose = function (said) {
    const data = luotu.page;
    const layer = luotu.current;
    const row = said.what === "project" ? data.projects.find((p) => p.key === said.key) : null;
    const told = row ? project(data, row) : said.what === "county" ? county(data, said.place) : [];
    const codes = row ? row.counties : said.what === "county" ? [said.place] : [];
    const key = said.key || said.place || "";
    layer.data.selected = told.length
      ? { what: said.what, key: key, token: said.what + key, counties: codes, candidates: [] }
      : null;
    at("details").replaceChildren(...told);
    at("chosen").hidden = !told.length;
    at("rest").hidden = told.length > 0;
    at("beside").scrollTop = 0;
    layer._aim();
    layer._update();
  };

  // Leaflet's own keyboard and buttons move the map; the list chooses without a mouse.
  luotu.alone = function (data) {
    luotu.page = data;
    data.files.forEach((file) => luotu.giveFile(file.name, file.features, file.rank));
    head(data.said);
    sums(data);
    const map = L.map("map_div", {
      center: CENTRE,
      zoom: 4,
      zoomSnap: 0.25,
      attributionControl: false,
      minZoom: 3,
      maxZoom: 14,
    });
    const layer = luotu.layer(data.view);
    layer.on("click", (event) => luotu.choose(event.layer.toGeoJSON().properties));
    layer.addTo(map);
    at("back").addEventListener("click", () => luotu.choose({ what: "nothing" }));
    luotu.listAll(data);
  };
})();
