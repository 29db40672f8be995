// Where Streamlit's server is: on /check it would first look for it at /check/_stcore, and log a 404.
const here = new URL("./", location.href).href;
window.__streamlit = { BACKEND_BASE_URL: here, MAIN_PAGE_BASE_URL: here };

// The page is drawn after the browser has looked for #some-rule: go there once it and the charts are drawn.
if (location.hash.length > 1) {
  const drawn = new MutationObserver(() => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const charts = document.querySelectorAll('[data-testid="stVegaLiteChart"]');
    if (!target || !document.querySelector(".fl-foot") || [...charts].some((chart) => !chart.querySelector("svg"))) return;
    drawn.disconnect();
    location.replace(location.href);
  });
  drawn.observe(document, { childList: true, subtree: true });
}

// Paper is narrower than most windows: charts shrink to it, and the style sheet enlarges their words by as much.
const ACROSS = 680, DOWN = 880, WORDS = 12.1;  // px: what a chart has on A4, and 9 points
addEventListener("beforeprint", () => {
  for (const svg of document.querySelectorAll('[data-testid="stVegaLiteChart"] svg')) {
    const { width, height } = svg.viewBox.baseVal;
    svg.style.setProperty("--fl-print", `${WORDS * Math.max(1, width / ACROSS, height / DOWN)}px`);
  }
});

// A field for a file speaks English wherever it is; frame.upload lays the page's own words beside it.
if (location.pathname.endsWith("/own")) {
  const say = (element, text) => element && [...element.childNodes].forEach((node, number) => {  // nodes stay: they are React's
    const wanted = number ? "" : text;
    if (node.nodeType === Node.TEXT_NODE && node.nodeValue !== wanted) node.nodeValue = wanted;
  });
  const name = (element, text) => element && element.getAttribute("aria-label") !== text && element.setAttribute("aria-label", text);
  const translate = () => {
    for (const words of document.querySelectorAll(".fl-words")) {
      const field = words.closest('[class*="st-key-fl-upload-"]');
      if (!field) continue;
      const { label, button, drop, large, remove } = words.dataset;
      say(field.querySelector('[data-testid="stFileUploaderDropzone"] > span button p'), button);
      say(field.querySelector('[data-testid="stFileUploaderDropzoneInstructions"] span'), drop);
      name(field.querySelector("input[type=file]"), label);
      for (const chip of field.querySelectorAll('[data-testid="stFileChip"]')) {
        const file = chip.querySelector('[data-testid="stFileChipName"]').textContent;
        say(chip.querySelector("[role=alert]"), large);  // the only thing that a field itself refuses
        name(chip.querySelector('[data-testid="stFileChipDeleteBtn"] button'), remove.replace("{name}", () => file));
      }
      field.setAttribute("data-own-words", "");
    }
  };
  new MutationObserver(translate).observe(document, { childList: true, subtree: true, characterData: true });
}
