// All results: rows of [requirement, outcome, file, place en, place zh, message en, message zh], unpacked on demand.
const PAGE = 50;
const results = { rows: null, texts: [], fitting: [], at: 0 };

async function unpacked(block) {
  if (block.dataset.packed === undefined) return JSON.parse(block.textContent);
  const bytes = Uint8Array.from(atob(block.textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

async function loadResults() {
  if (results.rows) return;
  results.rows = [];
  const blocks = await Promise.all(all("script.rows").map(unpacked));
  results.rows = blocks.flat();
  results.texts = results.rows.map((row) => row.join("\n").toLowerCase());
  findResults();
}

function findResults() {
  const sought = parts(one("#result-words").value);
  const outcome = one("#result-outcome").value;
  const ids = new Set(all("#all .id").map((each) => each.textContent.toLowerCase()));
  // The id of a requirement means its own results, not those that name it.
  const has = (at, part) => ids.has(part) ? results.rows[at][0].toLowerCase() === part : results.texts[at].includes(part);
  const fits = (row, at) => (!outcome || row[1] === outcome) && sought.every((part) => has(at, part));
  results.fitting = results.rows.filter(fits);
  results.at = 0;
  showResults();
}

function cell(row, text, style) {
  const made = row.appendChild(document.createElement("td"));
  made.className = style;
  made.textContent = text;
}

function showResults() {
  const body = one("#results tbody"), english = root.lang === "en", found = results.fitting;
  body.replaceChildren();
  for (const [id, outcome, file, placeEn, placeZh, en, zh] of found.slice(results.at, results.at + PAGE)) {
    const row = body.appendChild(document.createElement("tr"));
    const option = one("#result-outcome option[value=" + outcome + "]");
    cell(row, id, "id");
    cell(row, option.dataset[root.lang], "outcome " + outcome);
    cell(row, file + "  " + (english ? placeEn : placeZh), "place");
    cell(row, english ? en : zh, "");
  }
  const last = Math.min(results.at + PAGE, found.length);
  one("#range").textContent = (found.length ? results.at + 1 : 0) + "–" + last + " / " + found.length;
  one("#previous").disabled = results.at === 0;
  one("#next").disabled = last === found.length;
}

function turn(step) {
  results.at += step * PAGE;
  showResults();
}

function startResults() {
  const section = one("#results");
  if (!section) return;
  section.addEventListener("toggle", () => { if (section.open) loadResults(); });
  document.addEventListener("spoken", () => { if (results.rows) showResults(); });
  one("#result-words").addEventListener("input", findResults);
  one("#result-outcome").addEventListener("change", findResults);
  one("#previous").addEventListener("click", () => turn(-1));
  one("#next").addEventListener("click", () => turn(1));
  for (const link of all("a.results-of")) {
    link.addEventListener("click", () => {
      one("#result-words").value = link.dataset.id;
      section.open = true;
      if (results.rows) findResults();
    });
  }
}
