// Turns what is typed on the page into the plain text that `litnotes reply` reads.
(() => {
  "use strict";
  const form = document.getElementById("reply");
  const output = document.getElementById("text");
  const status = document.getElementById("status");
  const oneLine = (text) => text.trim().split(/\s+/).filter(Boolean).join(" ");
  const indented = (text) =>
    text.trim().split(/\r?\n/).map((line) => line.trim()).join("\n    ").replace(/\n +(?=\n)/g, "\n");
  let isSaved = true;

  const answers = () =>
    [...form.querySelectorAll("[data-question]")].filter((field) => field.value.trim());

  function decision(fieldset) {
    const choice = fieldset.querySelector("input:checked").value;
    const field = fieldset.querySelector("input[type=text]");
    const reason = oneLine(field.value);
    const isMissing = choice === "include" && "outside" in fieldset.dataset && !reason;
    field.required = isMissing;
    field.setAttribute("aria-invalid", String(isMissing));
    return choice && `${fieldset.dataset.paper}: ${choice}${reason && ` – ${reason}`}`;
  }

  function reply() {
    const asked = answers();
    const remark = document.getElementById("remark").value;
    const lines = [
      ...asked.map((field) => `Q${field.dataset.question}: ${indented(field.value)}`),
      ...[...form.querySelectorAll("fieldset")].map(decision).filter(Boolean),
      ...(remark.trim() ? [`Remark: ${indented(remark)}`] : []),
    ];
    if (!lines.length) {
      return "";
    }
    const by = oneLine(document.getElementById("by").value);
    const signs = asked.map((field) => `Q${field.dataset.question}=${field.dataset.sign}`);
    const checks = [];
    while (signs.length) {
      checks.push(`Check: ${signs.splice(0, 5).join(" ")}`); // a mailer breaks longer lines
    }
    return [
      `Reply ${by && `of ${by} `}to ${form.dataset.day} (litnotes)`,
      ...lines,
      ...checks,
      "",
    ].join("\n");
  }

  function refresh() {
    output.value = reply();
    output.rows = Math.min(20, Math.max(4, output.value.split("\n").length + 1));
    isSaved = !output.value;
    const missing = form.querySelectorAll("[aria-invalid=true]").length;
    status.textContent = missing ? `A reason is missing for ${missing} of the papers to include.` : "";
    for (const id of ["copy", "download"]) {
      document.getElementById(id).disabled = !output.value;
    }
  }

  function saved(message) {
    isSaved = true;
    status.textContent = message;
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(output.value);
    } catch {
      output.select();
      if (!document.execCommand("copy")) {
        status.textContent = "The browser does not copy; select the text above.";
        return;
      }
    }
    saved("Copied. Paste it into a mail to the student.");
  }

  function download() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([output.value], { type: "text/plain" }));
    link.download = `reply-${form.dataset.day}.txt`;
    link.click();
    URL.revokeObjectURL(link.href);
    saved("Saved. Send the file to the student.");
  }

  form.addEventListener("input", refresh);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("copy").addEventListener("click", copy);
  document.getElementById("download").addEventListener("click", download);
  window.addEventListener("beforeunload", (event) => {
    if (!isSaved) {
      event.preventDefault();
    }
  });
  document.documentElement.classList.add("scripted");
  refresh();
})();
