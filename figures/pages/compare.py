"""The sizes page: how big are these sums of money next to one another?"""

from figures.pages import parts

if __name__ == "__main__":  # Streamlit runs a page's file as its main script
    parts.show("compare")
