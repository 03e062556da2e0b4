// Copies the page's address with the part of the map in view: latitude, longitude and zoom.
export default function (component) {
  const { data, parentElement } = component;
  const button = parentElement.querySelector("button");
  const SHOWN = 2000, EVERY = 400; // milliseconds
  let later = null;
  button.textContent = data.link;

  // Whether two views are one but for the pixel or two by which a map's middle is rounded.
  function near(one, other) {
    const [a, b] = [one, other || ""].map((text) => text.split(",").map(Number));
    const pixels = 2 * 360 / (256 * 2 ** a[2]); // degrees of longitude; of latitude they are fewer
    return a[2] === b[2] && a.slice(0, 2).every((x, i) => Math.abs(x - b[i]) <= pixels);
  }

  // Where the map stands, and whether it stands there by itself; null while there is none. Its
  // frame is of this page's own origin.
  function seen() {
    for (const frame of document.querySelectorAll("iframe")) {
      const map = frame.contentDocument && frame.contentDocument.getElementById("map_div");
      const said = map && map.getAttribute("data-settled");
      if (said) {
        const [lat, lon, zoom] = said.split(",").map(Number);
        const at = [lat.toFixed(4), lon.toFixed(4), zoom].join(",");
        return { at, home: near(said, map.getAttribute("data-home")) };
      }
    }
    return null;
  }

  // The address says where the reader has moved the map. Nobody is told: the server does not ask
  // for it, so that what is written here never moves the map.
  function keep() {
    const map = seen();
    if (!map) return;
    const url = new URL(window.location.href);
    const at = map.home ? null : map.at, told = url.searchParams.get("at");
    if (told === at || (at && near(at, told))) return;
    if (at) url.searchParams.set("at", at);
    else url.searchParams.delete("at");
    window.history.replaceState(window.history.state, "", url);
  }

  // The clipboard's own way is closed to pages that do not come by https or from this machine.
  function byHand(text) {
    const field = document.createElement("textarea");
    field.value = text;
    field.style.position = "fixed";
    field.style.opacity = "0";
    document.body.appendChild(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }

  // What cannot be copied is shown, to be copied by the reader.
  function show(text) {
    let field = parentElement.querySelector("input");
    if (!field) {
      field = document.createElement("input");
      field.readOnly = true;
      button.after(field);
    }
    field.value = text;
    field.select();
  }

  function say(text) {
    button.textContent = text;
    clearTimeout(later);
    later = setTimeout(() => (button.textContent = data.link), SHOWN);
  }

  button.onclick = async () => {
    const url = new URL(window.location.href);
    const map = seen();
    if (map && !near(map.at, url.searchParams.get("at"))) url.searchParams.set("at", map.at);
    const text = url.toString();
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch (error) {
      done = byHand(text);
    }
    if (!done) show(text);
    say(done ? data.done : data.failed);
  };
  clearInterval(parentElement.luotuKeeping); // this runs anew at each run of the page
  parentElement.luotuKeeping = setInterval(keep, EVERY);
  return () => {
    clearTimeout(later);
    clearInterval(parentElement.luotuKeeping);
  };
}
