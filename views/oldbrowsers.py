"""Browsers too old for Streamlit's page get a plain message in the place of a white page.

Streamlit's own page says nothing to them: its scripts end at a word they do not know. So a script
of old-fashioned words is put at the page's front while it is sent. It also lends Chromium 108 and
109 (the last for Windows 7 and 8.1) the four functions of 110 that the page's tables call.
"""

from __future__ import annotations

__all__ = ["OLDEST", "WORD"]

OLDEST = 108
"""The oldest Chromium the page is for: the first with the unit dvh, which lays the page out.

Its syntax alone asks for 94 (class static blocks), Object.hasOwn for 93; see docs/browsers.md.
"""

_TITLE = "落图 Luotu"
_SAID = (
    "浏览器版本过旧，无法显示本页。请使用 Chrome、Edge 或其他 Chromium 内核浏览器 "
    f"{OLDEST} 版以上（Windows 7 可用 109 版）。",
    "This browser is too old for the page. Use Chrome, Edge or another browser on Chromium "
    f"{OLDEST} or later (on Windows 7: 109).",
)
# Words that the oldest browsers know: no arrow, no const, no template. What follows a plaintext
# element is text to the browser, so that none of the page's own scripts starts.
_SCRIPT = """<script>
(function () {
  var css = window.CSS && CSS.supports;
  if (!css || !CSS.supports("height", "1dvh") || !Object.hasOwn) {
    document.write('<meta charset="utf-8"><title>TITLE</title>' +
      '<div id="luotu-old" style="margin:15% auto;max-width:34em;padding:1em;' +
      'border:1px solid #c77700;background:#fff4e5;font:16px/1.6 sans-serif">' +
      '<p>SAID_ZH</p><p>SAID_EN</p></div><plaintext style="display:none">');
    return;
  }
  function lend(name, make) {
    if (!Array.prototype[name]) {
      Object.defineProperty(Array.prototype, name,
        { value: make, writable: true, configurable: true });
    }
  }
  lend("toSorted", function (compare) { return Array.from(this).sort(compare); });
  lend("toReversed", function () { return Array.from(this).reverse(); });
  lend("toSpliced", function () {
    var copy = Array.from(this);
    copy.splice.apply(copy, arguments);
    return copy;
  });
  lend("with", function (at, value) {
    var copy = Array.from(this), place = at < 0 ? copy.length + at : at;
    if (place < 0 || place >= copy.length) throw new RangeError("Invalid index : " + at);
    copy[place] = value;
    return copy;
  });
})();
</script>
"""
WORD = (
    _SCRIPT.replace("TITLE", _TITLE)
    .replace("SAID_ZH", _SAID[0])
    .replace("SAID_EN", _SAID[1])
    .encode()
)
"""What `views.pagefront` puts at the front of the page."""
