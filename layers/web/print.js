// For paper: the map keeps the size it has on the screen and is scaled as a whole, so that nothing
// of it is cut, and is painted finer than a screen needs.
(function () {
  "use strict";
  const luotu = (window.luotu = window.luotu || {});
  // What A4 on its side leaves for the map, pixels: see the page's style sheet.
  const PAPER = { wide: 1040, tall: 545 };
  const FINE = 3;
  let fine = 0;

  // Pixels of a canvas for each of the screen's.
  luotu.sharp = () => fine || Math.min(2, window.devicePixelRatio || 1);

  function paint() {
    if (luotu.current && luotu.current._map) luotu.current._update();
  }

  window.addEventListener("beforeprint", () => {
    fine = FINE;
    paint();
  });
  window.addEventListener("afterprint", () => {
    fine = 0;
    paint();
  });

  // Tells the page around how large the map is; its style sheet does the rest when it prints.
  luotu.tellPaper = function (map) {
    const frame = window.frameElement;
    if (!frame) return;
    const size = map.getSize();
    frame.style.setProperty("--luotu-wide", size.x + "px");
    frame.style.setProperty("--luotu-tall", size.y + "px");
    const zoom = Math.min(PAPER.wide / size.x, PAPER.tall / size.y);
    frame.style.setProperty("--luotu-zoom", zoom.toFixed(3));
  };
})();
