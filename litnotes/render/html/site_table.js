// Filters and sorts a table; rows that the page does not have come from files beside it.
(() => {
  "use strict";
  const SHOWN = 400;
  const table = document.getElementById("table");
  const body = table.tBodies[0];
  const status = document.getElementById("status");
  const filters = [...document.querySelectorAll("[data-filter]")];
  const heads = [...table.tHead.rows[0].cells];
  const collator = new Intl.Collator(undefined, { numeric: true });
  const read = (row) => ({
    href: row.querySelector("a")?.getAttribute("href") ?? "",
    cells: [...row.cells].map((cell) => cell.textContent),
  });
  const rows = [...[...body.rows].map(read), ...(self.litnotesRows ?? [])];
  let by = null;
  let direction = 1;

  function drawn({ href, cells }) {
    const row = document.createElement("tr");
    cells.forEach((text, at) => {
      const cell = row.insertCell();
      if (at || !href) {
        cell.textContent = text;
      } else {
        const link = document.createElement("a");
        link.href = href;
        link.textContent = text;
        cell.append(link);
      }
    });
    return row;
  }

  function passes({ cells }) {
    return filters.every(({ value, dataset }) => {
      if (dataset.filter === "text") {
        const all = cells.join(" ").toLowerCase();
        return value.toLowerCase().split(/\s+/).every((word) => all.includes(word));
      }
      if (dataset.bound) {
        const year = Number.parseInt(cells[dataset.filter], 10);
        return !/^\s*\d{4}\s*$/.test(value) || (dataset.bound === "from" ? year >= Number(value) : year <= Number(value));
      }
      return !value || cells[dataset.filter].split("; ").includes(value);
    });
  }

  function refresh() {
    const found = rows.filter(passes);
    if (by !== null) {
      found.sort((a, b) => {
        const [x, y] = [a.cells[by], b.cells[by]];
        return !x - !y || direction * collator.compare(x, y); // cells without a value come last
      });
    }
    body.replaceChildren(...found.slice(0, SHOWN).map(drawn));
    const cut = found.length > SHOWN ? `, the first ${SHOWN} shown` : "";
    status.textContent = `${found.length} of ${rows.length}${cut}`;
  }

  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => {
      direction = by === at ? -direction : 1;
      by = at;
      heads.forEach((each) => each.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      refresh();
    });
    head.replaceChildren(button);
  });
  for (const filter of filters) {
    filter.addEventListener("input", refresh);
  }
  document.getElementById("filter").addEventListener("submit", (event) => event.preventDefault());
  document.documentElement.classList.add("scripted");
  refresh();
})();
