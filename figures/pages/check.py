"""The checks page: what does not add up, and what could explain it?"""

from figures.pages import parts

if __name__ == "__main__":  # Streamlit runs a page's file as its main script
    parts.show("check")
