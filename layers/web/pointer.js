// Where the pointer is, in degrees; with the keyboard, where the map's middle is.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  let box = null;
  let words = null;
  let heard = false;

  function say(latlng) {
    box.textContent =
      latlng.lng.toFixed(4) + ", " + latlng.lat.toFixed(4) + " " + words.coordinates;
  }

  luotu.pointer = function (map, data) {
    words = data.tools;
    box = luotu.place(map, "luotu-where");
    box.title = words.coordinates_long;
    if (heard) return;
    heard = true;
    map.on("mousemove click", (event) => event.latlng && say(event.latlng));
    map.on("moveend", () => {
      if (document.activeElement === map.getContainer()) say(map.getCenter());
    });
  };
})();
