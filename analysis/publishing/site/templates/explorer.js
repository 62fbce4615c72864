// What a reader sets, counted anew at each change and kept in the page's address.
"use strict";

const DATA = JSON.parse(document.getElementById("data").textContent);
const CHARTS = JSON.parse(document.getElementById("charts").textContent);
const form = document.getElementById("definition");
const DEFAULTS = {
  signal: "agentic",
  role: "ai_engineer",
  level: "requires",
  titles: "broad",
  copies: "once",
  weight: "posting",
  texts: "all",
  country: "US",
  corpus: "builtin-2026-02",
};
const SWITCHED = {
  level: ["requires", "mentions"],
  titles: ["broad", "strict"],
  copies: ["once", "each"],
  weight: ["posting", "employer"],
  texts: ["all", "complete"],
  country: ["US", "any"],
};

// ---- measurements

function bytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function words(text) {
  const raw = bytes(text);
  const view = new DataView(raw.buffer);
  return Uint16Array.from({ length: raw.length / 2 }, (_, at) => view.getUint16(2 * at, true));
}

function sparse(text) {
  const raw = bytes(text);
  const places = [];
  const levels = [];
  let at = 0;
  for (let i = 0; i < raw.length; ) {
    let number = 0;
    let scale = 1;
    while (raw[i] >= 128) {
      number += (raw[i] - 128) * scale;
      scale *= 128;
      i += 1;
    }
    number += raw[i] * scale;
    i += 1;
    at += Math.floor(number / 4);
    places.push(at);
    levels.push((number % 4) + 1);
  }
  return { places, levels };
}

const CORPORA = DATA.corpora.map((packed) => ({
  name: packed.corpus,
  n: packed.n,
  employers: words(packed.employers),
  countries: bytes(packed.countries),
  roles: { broad: bytes(packed.roles), strict: bytes(packed.strict) },
  copies: words(packed.copies),
  complete: bytes(packed.complete),
  pay: bytes(packed.pay),
  packedTerms: packed.terms,
  terms: {},
}));

function termsOf(corpus, signal) {
  corpus.terms[signal] ??= corpus.packedTerms[signal].map(sparse);
  return corpus.terms[signal];
}

// ---- counting

function strengths(corpus, state) {
  const strongest = new Uint8Array(corpus.n);
  termsOf(corpus, state.signal).forEach(({ places, levels }, term) => {
    if (state.without.has(term)) return;
    places.forEach((at, i) => {
      if (levels[i] > strongest[at]) strongest[at] = levels[i];
    });
  });
  return strongest;
}

function shareOf(corpus, state, strongest) {
  const aboutPay = state.signal === "pay_disclosed";
  const role = Object.keys(DATA.roles).indexOf(state.role);
  const country = DATA.countries.indexOf(state.country);
  const least = state.level === "requires" ? 3 : 1;
  const roles = corpus.roles[state.titles];
  const sizes = new Map();
  const counts = new Map();
  for (let at = 0; at < corpus.n; at += 1) {
    if (roles[at] !== role) continue;
    if (state.country !== "any" && corpus.countries[at] !== country) continue;
    if ((aboutPay || state.texts === "complete") && !corpus.complete[at]) continue;
    const employer = corpus.employers[at];
    if (state.weight === "employer" && sizes.has(employer)) continue;
    const many = state.weight === "posting" && state.copies === "each" ? corpus.copies[at] : 1;
    const has = aboutPay ? corpus.pay[at] : strongest[at] >= least;
    sizes.set(employer, (sizes.get(employer) ?? 0) + many);
    counts.set(employer, (counts.get(employer) ?? 0) + (has ? many : 0));
  }
  return clusteredShare(
    [...sizes.values()],
    [...counts.values()],
    DATA.icc[state.signal],
    DATA.constants,
  );
}

function measured(corpus, state) {
  const strongest = state.signal === "pay_disclosed" ? null : strengths(corpus, state);
  return shareOf(corpus, state, strongest);
}

function refusal(corpus, state) {
  const need = state.signal === "pay_disclosed" ? "pay_disclosure" : "skill_share";
  return DATA.refused.find(
    (one) => one.corpus === corpus && one.need === need && one.role === state.role,
  )?.why;
}

function articleOf(state) {
  const said = DATA.article.filter(
    (one) => one.signal === state.signal && one.role === state.role,
  );
  return said.find((one) => one.level === state.level) ?? said[0];
}

function everyReading(corpus, state) {
  const strongest = state.signal === "pay_disclosed" ? null : strengths(corpus, state);
  let readings = [{ ...state, chosen: true }];
  for (const [name, options] of Object.entries(SWITCHED)) {
    if (state.signal === "pay_disclosed" && ["level", "texts"].includes(name)) continue;
    const all = [...new Set([state[name], ...options])];
    readings = readings.flatMap((reading) =>
      all.map((option) => ({
        ...reading,
        [name]: option,
        chosen: reading.chosen && option === state[name],
      })),
    );
  }
  return readings
    .map((reading) => ({ ...shareOf(corpus, reading, strongest), chosen: reading.chosen }))
    .filter((one) => one.n)
    .sort((a, b) => a.estimate - b.estimate)
    .map((one, place) => ({ ...one, place }));
}

// ---- the address

function stateOf() {
  const state = Object.fromEntries(new FormData(form).entries());
  state.without = new Set(
    [...form.querySelectorAll("#terms input:not(:checked)")].map((box) => Number(box.value)),
  );
  return state;
}

function addressOf(state) {
  const parts = Object.entries(DEFAULTS)
    .filter(([name, usual]) => state[name] !== usual)
    .map(([name]) => `${name}=${encodeURIComponent(state[name])}`);
  if (state.without.size) parts.push(`without=${[...state.without].join(".")}`);
  return parts.length ? `#${parts.join("&")}` : "#";
}

function restore() {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const [name, usual] of Object.entries(DEFAULTS)) {
    const wanted = given.get(name) ?? usual;
    const field = form.elements[name];
    field.value = wanted;
    if (field.value !== wanted) field.value = usual;
  }
  const without = (given.get("without") ?? "").split(".").filter(Boolean).map(Number);
  listTerms(form.elements.signal.value, new Set(without));
}

// ---- the page

const percent = (share) => `${(100 * share).toFixed(0)}%`;

function options(select, entries) {
  select.replaceChildren(...entries.map(([value, label]) => new Option(label, value)));
}

function listTerms(signal, without) {
  const box = document.getElementById("terms");
  const names = DATA.terms[signal] ?? [];
  box.replaceChildren(
    ...names.map((name, place) => {
      const label = document.createElement("label");
      const input = document.createElement("input");
      input.type = "checkbox";
      input.value = place;
      input.checked = !without.has(place);
      label.append(input, ` ${name}`);
      return label;
    }),
  );
  box.dataset.signal = signal;
  document.getElementById("term-by-term").hidden = !names.length;
}

function tell(state, rows) {
  const out = document.getElementById("number");
  const more = document.getElementById("told");
  const row = rows.find((one) => one.corpus === state.corpus);
  const said = articleOf(state);
  const line = said
    ? ` The article says ${said.stated}${said.level && said.level !== state.level ? `, of what postings ${said.level === "requires" ? "require" : "mention"}` : ""}.`
    : " The article states no such share.";
  delete out.dataset.estimate;
  if (row.why) {
    out.textContent = "No number";
    more.textContent = `${state.corpus} is not used for this: ${row.why}.${line}`;
    return;
  }
  if (!row.share) {
    out.textContent = "No number";
    more.textContent = `Fewer than two employers are left in ${state.corpus}.${line}`;
    return;
  }
  const { n, k, employers, effect, estimate, low, high } = row.share;
  out.textContent = `${percent(estimate)} (${(100 * low).toFixed(0)}–${percent(high)})`;
  Object.assign(out.dataset, { estimate, low, high, n, k, employers, effect });
  more.textContent =
    `${k.toLocaleString("en")} of ${n.toLocaleString("en")} postings of ` +
    `${employers.toLocaleString("en")} employers in ${state.corpus}; design effect ` +
    `${effect.toFixed(1)}.${line}`;
}

function list(rows) {
  document.getElementById("rows").replaceChildren(
    ...rows.map(({ corpus, share, why }) => {
      const row = document.createElement("tr");
      const cells = share
        ? [share.n, share.employers, percent(share.estimate), `${percent(share.low)} to ${percent(share.high)}`]
        : ["–", "–", "–", why ? "not used for this" : "too few employers"];
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = corpus;
      if (why) head.title = why;
      row.append(
        head,
        ...cells.map((text) => {
          const cell = document.createElement("td");
          cell.textContent = typeof text === "number" ? text.toLocaleString("en") : text;
          return cell;
        }),
      );
      return row;
    }),
  );
}

function tellCorrection(state) {
  const line = document.getElementById("corrected");
  const known = DATA.corrected.find(
    (one) => one.corpus === state.corpus && one.measure === state.signal
      && one.role === state.role && one.level === state.level,
  );
  line.hidden = !known;
  line.textContent = known?.says ?? "";
}

const views = {};

async function draw(name, shown, said) {
  const view = await views[name];
  view.data("shown", shown).data("said", said);
  await view.runAsync();
}

async function update() {
  const began = performance.now();
  const signal = form.elements.signal.value;
  if (document.getElementById("terms").dataset.signal !== signal) listTerms(signal, new Set());
  const state = stateOf();
  const rows = CORPORA.map((corpus) => {
    const why = refusal(corpus.name, state);
    return { corpus: corpus.name, why, share: why ? null : measured(corpus, state) };
  });
  tell(state, rows);
  tellCorrection(state);
  list(rows);
  history.replaceState(null, "", addressOf(state));
  document.getElementById("link").href = addressOf(state);
  const said = articleOf(state);
  const line = said ? [{ value: said.value, label: `the article: ${said.stated}` }] : [];
  document.getElementById("claim").hidden = !said;
  if (said) document.getElementById("claim").href = `claims/${said.claim}.html`;
  const chosen = CORPORA.find((corpus) => corpus.name === state.corpus);
  const every = refusal(state.corpus, state) ? [] : everyReading(chosen, state);
  const at = every.findIndex((one) => one.chosen);
  document.getElementById("rank").textContent = every.length
    ? `Under ${every.length} readings of ${state.corpus}, with the same terms, the share runs from ${percent(every[0].estimate)} to ${percent(every[every.length - 1].estimate)}. Yours is number ${at + 1} from below.`
    : `There are no readings of ${state.corpus} to compare.`;
  document.body.dataset.milliseconds = (performance.now() - began).toFixed(0);
  await Promise.all([
    draw(
      "corpora",
      rows
        .filter((row) => row.share)
        .map((row) => ({ ...row.share, corpus: row.corpus, chosen: row.corpus === state.corpus })),
      line,
    ),
    draw("readings", every, line),
  ]);
  document.body.dataset.drawn = addressOf(state);
}

function embed() {
  const look = getComputedStyle(document.body);
  const colour = (name) => look.getPropertyValue(name).trim();
  const config = {
    background: null,
    font: "system-ui, sans-serif",
    view: { stroke: null },
    axis: {
      labelColor: colour("--ink"), labelFontSize: 13, gridColor: colour("--grid"),
      domain: false, ticks: false, tickCount: 5,
    },
    rule: { color: colour("--article") },
    circle: { color: colour("--mark") },
    text: { color: colour("--ink"), fontSize: 13 },
  };
  for (const name of Object.keys(CHARTS)) {
    views[name] = vegaEmbed(`#chart-${name}`, CHARTS[name], {
      actions: false, renderer: "svg", config, tooltip: false,
    }).then((made) => made.view);
  }
}

options(form.elements.signal, Object.entries(DATA.signals));
options(form.elements.role, Object.entries(DATA.roles));
options(form.elements.corpus, CORPORA.map(({ name }) => [name, name]));
options(
  form.elements.country,
  DATA.countries.map((code) => [
    code,
    code === "any"
      ? "anywhere, unknown too"
      : new Intl.DisplayNames(["en"], { type: "region" }).of(code),
  ]),
);
form.addEventListener("input", update);
form.addEventListener("submit", (event) => event.preventDefault());
for (const [button, on] of [["all-terms", true], ["no-terms", false]]) {
  document.getElementById(button).addEventListener("click", () => {
    for (const box of form.querySelectorAll("#terms input")) box.checked = on;
    update();
  });
}
document.getElementById("reset").addEventListener("click", () => {
  history.replaceState(null, "", "#");
  restore();
  update();
});
window.addEventListener("hashchange", () => {
  restore();
  update();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  embed();
  update();
});
restore();
embed();
update();
