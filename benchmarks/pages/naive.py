"""The charts and tables of one of our pages, as one would write them in Streamlit at first: nothing is kept."""

import os
from pathlib import Path

import altair as alt
import pandas as pd
import streamlit as st

FOLDER = Path(os.environ["BENCHMARK_TABLES"])

st.title("Figures")
language = st.radio("Language", ["de", "en", "fr"], horizontal=True)
for file in sorted(FOLDER.glob("chart-*.csv")):
    frame = pd.read_csv(file)
    ends = ("first_day:T", "last_day:T") if "first_day" in frame else ("low:Q", "high:Q")
    drawn = (
        alt.Chart(frame).mark_bar().encode(x=ends[0], x2=ends[1].split(":")[0], y=alt.Y(frame.columns[0], sort=None))
    )
    st.altair_chart(drawn.properties(title=file.stem), width="stretch")
for file in sorted(FOLDER.glob("table-*.csv")):
    st.dataframe(pd.read_csv(file))
