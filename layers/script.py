"""The one door through which project data enters a script: a value as JavaScript text.

Folium's output is rendered as a Jinja template a second time, and the browser evaluates the result,
so text from a plan could run on the server (`{{ … }}`) or in the page (`</script>`). What leaves
here holds no opener of a template and no character that ends a script or a line of one.
"""

from __future__ import annotations

import json
import re

__all__ = ["script_value"]

# Also back-ticks (they end folium's own literals), underscores (streamlit-folium renames whatever
# looks like one of its variables) and lone surrogates (they cannot be sent as UTF-8).
_DANGEROUS = re.compile("[&<>_`\u2028\u2029\ud800-\udfff]|\\{(?=[{%#])")


def script_value(value: object) -> str:
    r"""Write a value of dicts, lists, text and numbers as JavaScript.

    JSON itself has none of the replaced characters outside its strings, so every replacement
    stands inside a string, where a \u escape means the very same character.

    Parameters
    ----------
    value
        What `json.dumps` takes; keys are text, numbers finite.

    Returns
    -------
    str
        One line that is JSON and JavaScript alike, and plain text to Jinja.

    Raises
    ------
    ValueError
        For a number that is not finite, which JSON cannot say.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _DANGEROUS.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"
