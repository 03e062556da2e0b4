"""Where the server is, told to Streamlit's page, which else tries each part of its own address.

Opened as /add it asks first for /add/_stcore/health and /add/_stcore/host-config, which are not
there: two errors in the browser's console at every reload. `window.__streamlit` is Streamlit's own
way of telling it (BACKEND_BASE_URL).
"""

from __future__ import annotations

__all__ = ["HERE"]

# The folder of the page's address, behind a proxy too: the page's own files are asked for there.
HERE = b"""<script>
window.__streamlit = { BACKEND_BASE_URL: new URL(".", location.href).href };
</script>
"""
"""What `views.pagefront` puts at the front of the page."""
