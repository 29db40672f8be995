"""The dates page: what has happened, what is planned, and what is counted in several years?"""

from figures.pages import parts

if __name__ == "__main__":  # Streamlit runs a page's file as its main script
    parts.show("dates")
