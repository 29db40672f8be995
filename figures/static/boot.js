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

// Copy buttons. Without this script they are not shown; where the browser keeps its clipboard shut, the words are selected.
document.documentElement.classList.add("fl-live");
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.(".fl-copy");
  if (!button) return;
  const status = button.parentElement.querySelector("[role=status]");
  const words = button.parentElement.querySelector(".fl-safe-words");
  status.textContent = "";
  let said = button.dataset.done;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    getSelection().selectAllChildren(words);
    said = button.dataset.chosen;
  }
  setTimeout(() => { status.textContent = said; }, 50); // a change, so that it is announced a second time, too
});
