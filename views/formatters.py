"""One formatter for all numbers of a look: Streamlit's tables make one for each cell.

Making one takes the browser longer than all else that a cell needs; a table of regions has
thousands. A formatter never changes, so that each may serve for all that ask for the same.
"""

from __future__ import annotations

__all__ = ["ONCE"]

ONCE = b"""<script>
(function () {
  var Own = Intl.NumberFormat, made = new Map();
  Intl.NumberFormat = new Proxy(Own, {
    construct: function (target, said, asked) {
      if (asked !== Intl.NumberFormat) return Reflect.construct(target, said, asked);
      var key = String(said[0]) + JSON.stringify(said[1]);
      if (!made.has(key)) made.set(key, Reflect.construct(target, said));
      return made.get(key);
    },
  });
})();
</script>
"""
"""What `views.pagefront` puts at the front of the page."""
