// Copies the page's address with the part of the map in view: latitude, longitude and zoom.
export default function (component) {
  const { data, parentElement } = component;
  const button = parentElement.querySelector("button");
  const SHOWN = 2000; // milliseconds
  let later = null;
  button.textContent = data.link;

  // Where the map stands; "" while there is none. Its frame is of this page's own origin.
  function at() {
    for (const frame of document.querySelectorAll("iframe")) {
      const inside = frame.contentDocument && frame.contentDocument.getElementById("map_div");
      const said = inside && inside.getAttribute("data-settled");
      if (said) {
        const [lat, lon, zoom] = said.split(",").map(Number);
        return [lat.toFixed(4), lon.toFixed(4), zoom].join(",");
      }
    }
    return "";
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
    const where = at();
    if (where) url.searchParams.set("at", where);
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
  return () => clearTimeout(later);
}
