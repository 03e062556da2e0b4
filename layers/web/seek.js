// A field that brings the map to a city or county by its name, with arrow keys as with the mouse.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  const MOST = 8;
  let number = 0;

  // Cities and counties drawn whose name holds the text; those that begin with it first.
  function found(data, text) {
    const drawn = luotu.citiesOf(data);
    const cities = drawn.map((c) => ({ name: c.name, of: "", codes: luotu.members(c) }));
    const of = new Map();
    drawn.forEach((c) => luotu.members(c).forEach((code) => of.set(code, c.name)));
    const counties = Array.from(of.keys())
      .map((code) => luotu.counties.get(code))
      .filter(Boolean)
      .map((c) => ({ name: c.name, of: of.get(c.code), codes: [c.code] }));
    return cities
      .concat(counties)
      .filter((place) => place.name.indexOf(text) >= 0 || place.codes[0] === text)
      .sort((a, b) => (a.name.indexOf(text) > 0) - (b.name.indexOf(text) > 0))
      .slice(0, MOST);
  }

  luotu.seekBox = function (bar, map) {
    const words = luotu.current.data.tools;
    const box = luotu.make("div", "luotu-seek");
    const field = luotu.make("input", "");
    const list = luotu.make("div", "luotu-found");
    let places = [];
    let at = -1;
    list.id = "luotu-found";
    list.setAttribute("role", "listbox");
    list.hidden = true;
    field.type = "text";
    field.placeholder = words.seek;
    field.autocomplete = "off";
    const said = {
      role: "combobox",
      "aria-label": words.seek_long,
      "aria-expanded": "false",
      "aria-controls": list.id,
      "aria-autocomplete": "list",
    };
    Object.keys(said).forEach((name) => field.setAttribute(name, said[name]));

    function close() {
      list.hidden = true;
      list.replaceChildren();
      places = [];
      at = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    }

    function go(place) {
      close();
      field.value = place.name;
      luotu.current._fit(place.codes, 24);
    }

    function option(place) {
      const node = luotu.make("div", "luotu-option", place.name);
      node.id = "luotu-option-" + (number += 1);
      node.setAttribute("role", "option");
      if (place.of) node.appendChild(luotu.make("span", "luotu-of", place.of));
      node.addEventListener("pointerdown", (event) => {
        event.preventDefault(); // before the field loses the focus and the list with it
        go(place);
      });
      return node;
    }

    function step(by) {
      if (!places.length) return;
      at = (at + by + places.length) % places.length;
      Array.from(list.children).forEach((node, i) => {
        node.setAttribute("aria-selected", String(i === at));
      });
      field.setAttribute("aria-activedescendant", list.children[at].id);
    }

    function open() {
      const text = field.value.trim();
      close();
      if (!text) return;
      places = found(luotu.current.data, text);
      list.replaceChildren(...places.map(option));
      if (!places.length) list.appendChild(luotu.make("div", "luotu-none", words.seek_none));
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
    }

    field.addEventListener("input", open);
    field.addEventListener("focus", () => field.select());
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return; // the input method's own keys
      if (event.key === "ArrowDown") step(1);
      else if (event.key === "ArrowUp") step(-1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && places.length) go(places[Math.max(0, at)]);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    box.append(field, list);
    bar.appendChild(box);
  };
})();
