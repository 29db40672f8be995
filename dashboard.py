"""The Streamlit entry: `figures dashboard` and `streamlit run dashboard.py` both run this file."""

from figures.pages import app

app.run()
