"""Page one: who pays, and does it add up?"""

from figures.pages import parts

if __name__ == "__main__":  # Streamlit runs a page's file as its main script
    parts.show("")
