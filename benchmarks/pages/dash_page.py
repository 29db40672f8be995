"""The same charts and tables in Dash: a page whose one callback draws them for the chosen language."""

import os
import sys
from pathlib import Path

import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, dash_table, dcc, html

FOLDER = Path(os.environ["BENCHMARK_TABLES"])
app = Dash(__name__)
app.layout = html.Div([dcc.RadioItems(["de", "en", "fr"], "en", id="language"), html.Div(id="page")])


@app.callback(Output("page", "children"), Input("language", "value"))
def draw(_: str) -> list[object]:
    drawn: list[object] = []
    for file in sorted(FOLDER.glob("chart-*.csv")):
        frame = pd.read_csv(file)
        if "first_day" in frame:
            figure = px.timeline(frame, x_start="first_day", x_end="last_day", y=frame.columns[0], title=file.stem)
        else:
            figure = px.bar(frame, x="value", y=frame.columns[0], base="low", orientation="h", title=file.stem)
        drawn.append(dcc.Graph(figure=figure))
    for file in sorted(FOLDER.glob("table-*.csv")):
        frame = pd.read_csv(file)
        columns = [{"name": name, "id": name} for name in frame.columns]
        drawn.append(dash_table.DataTable(frame.to_dict("records"), columns))
    return drawn


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]), debug=False)
