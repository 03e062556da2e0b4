"""The browser's front door: which pages there are, in which language, and nothing else."""

from __future__ import annotations

import streamlit as st

from projects.settings import Settings
from views import about, explore
from views.i18n import choose_language, texts
from views.streamlit_words import language_mark


import sys,time,functools
from views import explore, tables, filters, headline, address, beside, paper, projecttable, loading, bars
def wrap(mod,name):
    f=getattr(mod,name)
    if hasattr(f,'_w'): return
    @functools.wraps(f)
    def g(*a,**k):
        t=time.perf_counter(); c=time.thread_time()
        try: return f(*a,**k)
        finally: print(f'{mod.__name__}.{name} {1000*(time.perf_counter()-t):.0f} cpu {1000*(time.thread_time()-c):.0f}',file=sys.stderr,flush=True)
    g._w=1; setattr(mod,name,g)
for m,n in ((explore,'_show'),(explore,'_panes'),(explore,'_scene'),(explore,'build_view'),(explore,'st_folium'),(explore,'_sight'),(tables,'show'),(tables,'_regions'),(tables,'_on_paper'),(paper,'table'),(paper,'head'),(filters,'offer'),(filters,'_places'),(headline,'show'),(address,'write'),(beside,'show'),(bars,'show'),(explore,'_unmapped'),(explore,'_edition'),(explore,'project_group'),(explore,'base_map')): wrap(m,n)

def main() -> None:
    """Show the page the reader is on."""
    settings = Settings.from_environment()
    st.set_page_config(page_title="落图 Luotu", layout="wide")
    lang = choose_language()
    words = texts(lang)
    st.html(language_mark(lang))

    def map_page() -> None:
        explore.show(settings, lang)

    def about_page() -> None:
        about.show(settings, lang)

    pages = [
        st.Page(map_page, title=words["page_map"], url_path="map", default=True),
        st.Page(about_page, title=words["page_about"], url_path="about"),
    ]
    st.navigation(pages, position="top").run()


if __name__ == "__main__":
    main()
