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
