// Where Streamlit's server is: on /check it would first look for it at /check/_stcore, and log a 404.
const here = new URL("./", location.href).href;
window.__streamlit = { BACKEND_BASE_URL: here, MAIN_PAGE_BASE_URL: here };

// A page comes whole with its first byte (#fl-first). Streamlit starts once that is shown, draws the same page behind it,
// and takes its place when nothing moves there any more: what is open, in focus and in sight stays so.
const program = document.currentScript.dataset.module;
const start = () => document.head.append(Object.assign(document.createElement("script"), { type: "module", crossOrigin: "", src: program }));
const TWINS = ".fl-run :is(a, button, summary, h1, h2, h3)";

const change = (first, root) => {
  const before = [...first.querySelectorAll(TWINS)], after = [...root.querySelectorAll(TWINS)];
  const twin = (element) => after[before.indexOf(element)];
  const focused = document.activeElement;
  const seen = before.find((element) => twin(element) && element.checkVisibility() && element.getBoundingClientRect().top >= 0);
  const top = seen?.getBoundingClientRect().top;
  first.querySelectorAll("details[open] > summary").forEach((summary) => { twin(summary)?.parentElement.setAttribute("open", ""); });
  window.flDrawings = [...first.querySelectorAll(".fl-chart")];  // for paper.js
  first.remove();
  root.inert = false;
  root.querySelector('[data-testid="stMain"]').tabIndex = -1;  // else the first Tab frames the whole page
  root.querySelectorAll("[aria-roledescription]").forEach((mark) => mark.removeAttribute("aria-roledescription"));  // English
  if (location.hash.length > 1) location.replace(location.href);  // its target is another element now
  twin(focused)?.focus({ preventScroll: true });
  if (seen) root.querySelector('[data-testid="stMain"]').scrollTop += twin(seen).getBoundingClientRect().top - top;
};

addEventListener("DOMContentLoaded", () => {
  const first = document.getElementById("fl-first"), root = document.getElementById("root");
  if (!first) return start();
  let pause;
  const drawing = new MutationObserver(() => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      const charts = root.querySelectorAll('[data-testid="stVegaLiteChart"]:has(svg)');
      if (!root.querySelector(".fl-foot") || charts.length < first.querySelectorAll(".fl-chart").length) return;
      drawing.disconnect();
      change(first, root);
    }, 100);
  });
  drawing.observe(root, { childList: true, subtree: true });
  document.hidden ? start() : requestAnimationFrame(() => setTimeout(start));
});

// Paper is narrower than most windows: charts without a drawing of ours (paper.js) shrink to it, and the style sheet
// enlarges their words by as much.
const ACROSS = 680, DOWN = 880, WORDS = 12.1;  // px: what a chart has on A4, and 9 points
addEventListener("beforeprint", () => {
  for (const svg of document.querySelectorAll('[data-testid="stVegaLiteChart"] svg')) {
    const { width, height } = svg.viewBox.baseVal;
    svg.style.setProperty("--fl-print", `${WORDS * Math.max(1, width / ACROSS, height / DOWN)}px`);
  }
});

// What somebody gave the page lives in its session, which a new page would end: there another language is a rerun, as Back is.
if (location.pathname.endsWith("/own")) {
  const spoken = document.documentElement.lang;
  addEventListener("popstate", () => {
    document.documentElement.lang = new URLSearchParams(location.search).get("lang") ?? spoken;
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#root:not([inert]) .fl-languages a");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
  });
}

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
      const { label, button, drop, large, one, failed, remove } = words.dataset;
      say(field.querySelector('[data-testid="stFileUploaderDropzone"] > span button p'), button);
      say(field.querySelector('[data-testid="stFileUploaderDropzoneInstructions"] span'), drop);
      name(field.querySelector("input[type=file]"), label);
      for (const chip of field.querySelectorAll('[data-testid="stFileChip"]')) {
        const file = chip.querySelector('[data-testid="stFileChipName"]').textContent;
        const refusal = chip.querySelector("[role=alert]"), why = refusal && (refusal.dataset.why ??= refusal.textContent);
        say(refusal, why?.includes("smaller") ? large : why?.includes("Only one") ? one : failed);
        if (chip.title) chip.title = failed;
        name(chip, file);
        name(chip.querySelector('[data-testid="stFileChipDeleteBtn"] button'), remove.replace("{name}", () => file));
      }
      field.setAttribute("data-own-words", "");
    }
  };
  new MutationObserver(translate).observe(document, { childList: true, subtree: true, characterData: true });
}
