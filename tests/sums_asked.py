"""The sums as they are asked for: by a session of the page, and by the command line."""

from __future__ import annotations

import json

from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

import cli


def page(asked=None, **params):
    """Run the page as a session finds it that asked for this; LUOTU_REGISTRY names what it reads.

    `params` are the address's.
    """

    def script():
        import streamlit as st

        from projects.settings import Settings
        from views import sums

        sums.show(Settings.from_environment(), st.session_state.get("lang", "zh"))

    app = AppTest.from_function(script, default_timeout=90)
    if asked is not None:
        app.session_state["sums"] = asked
    for key, value in params.items():
        app.query_params[key] = value
    return app.run()


def told_by_cli(url, *options):
    """Return what `luotu summary` says of a registry."""
    found = CliRunner().invoke(
        cli.app, ["summary", "--registry", url, "--format", "json", *options]
    )
    assert found.exit_code == 0, found.output
    return json.loads(found.stdout)
