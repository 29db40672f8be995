// Paper: a chart is printed from the page's own drawing, whose words keep their size at every width. A tall one is made flat,
// so that it stands whole on the sheet of its heading.
{
  const TALL = 740, FLATTEST = 0.5, GAP = 2;  // px below the headings of a page on A4; px between words and bar
  const DOWN = ["y", "y1", "y2", "cy", "height"];

  const flat = (svg) => {
    const part = Math.max(FLATTEST, TALL / svg.getAttribute("height"));
    if (part >= 1) return;
    for (const mark of [svg, ...svg.querySelectorAll("*")])
      for (const name of DOWN) if (mark.hasAttribute(name)) mark.setAttribute(name, mark.getAttribute(name) * part);
    for (const bar of svg.querySelectorAll("rect")) bar.setAttribute("transform", `translate(0 ${GAP})`);
  };

  // Each chart with its drawing: on the published site and in the first sight it is one; on a live page boot.js has kept it.
  const charts = () => {
    const drawings = window.flDrawings ?? [...document.querySelectorAll(".fl-chart")];
    const places = window.flDrawings ? [...document.querySelectorAll('#root [data-testid="stVegaLiteChart"]')] : drawings;
    return places.length === drawings.length ? places.map((place, at) => [place, drawings[at].cloneNode(true)]) : [];
  };

  const clear = () => document.querySelectorAll(".fl-paper").forEach((drawing) => drawing.remove());
  addEventListener("afterprint", clear);
  addEventListener("beforeprint", () => {
    clear();
    for (const [place, drawing] of charts()) {
      drawing.querySelectorAll(":scope > svg").forEach(flat);
      drawing.classList.add("fl-paper");
      place.after(drawing);
    }
  });
}
