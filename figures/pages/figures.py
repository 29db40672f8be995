"""The evidence page: where does a number come from, and where is the data?"""

from figures.pages import parts

if __name__ == "__main__":  # Streamlit runs a page's file as its main script
    parts.show("figures")
