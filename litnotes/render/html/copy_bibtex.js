// Copies the BibTeX entry of a page.
(() => {
  "use strict";
  const status = document.getElementById("status");
  document.getElementById("copy").addEventListener("click", async () => {
    const text = document.getElementById("bibtex");
    try {
      await navigator.clipboard.writeText(text.textContent);
      status.textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(text);
      status.textContent = document.execCommand("copy") ? "Copied." : "The browser does not copy; the entry is selected.";
    }
  });
  document.documentElement.classList.add("scripted");
})();
