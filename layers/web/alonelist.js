// The list of all projects beside the map of a page of its own, and the field that narrows it.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const MOST = 300; // lines at once: a browser lays out more only slowly

  function line(row) {
    const node = luotu.make("button", "line", "");
    node.type = "button";
    node.append(luotu.make("b", "", row.name), luotu.make("span", "", row.line));
    node.addEventListener("click", () => luotu.choose({ what: "project", key: row.key }));
    return node;
  }

  // Lines of some projects; what is too many is counted, never left out in silence.
  luotu.listOf = function (data, rows) {
    const node = luotu.make("div", "lines", "");
    rows.slice(0, MOST).forEach((row) => node.appendChild(line(row)));
    const more = rows.length - MOST;
    if (more > 0) node.appendChild(luotu.make("p", "", data.said.more.replace("{count}", String(more))));
    return node;
  };

  luotu.listAll = function (data) {
    const field = document.getElementById("narrow");
    const place = document.getElementById("list");
    const fill = function () {
      const text = field.value.trim();
      const fits = (row) => row.name.indexOf(text) >= 0 || row.line.indexOf(text) >= 0;
      const rows = text ? data.projects.filter(fits) : data.projects;
      luotu.say("found", data.said.found.replace("{count}", String(rows.length)));
      place.replaceChildren(luotu.listOf(data, rows));
    };
    field.placeholder = data.said.narrow;
    field.setAttribute("aria-label", data.said.narrow);
    field.addEventListener("input", fill);
    fill();
  };
})();
