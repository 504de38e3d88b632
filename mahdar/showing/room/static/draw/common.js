// What all drawings have in common: d3, marks that are links, keys and buttons of a zoom, and the same data as a table.
async function loaded(file, name) {
  if (window[name]) return window[name];
  const script = document.createElement("script");
  script.src = `/static/vendor/${file}`;
  await new Promise((done, failed) => { script.onload = done; script.onerror = failed; document.head.append(script); });
  return window[name];
}

export const d3 = await loaded("d3.min.js", "d3");
export const topojson = () => loaded("topojson-client.min.js", "topojson");
export const rightToLeft = () => document.documentElement.dir === "rtl";
export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// A meeting of which no source says what kind it was is a hexagon; d3 has the other shapes.
const hexagon = { draw(context, size) {
  const radius = Math.sqrt(size * 2 / (3 * Math.sqrt(3)));
  d3.range(6).forEach((i) => context[i ? "lineTo" : "moveTo"](radius * Math.cos(i * Math.PI / 3), radius * Math.sin(i * Math.PI / 3)));
  context.closePath();
} };
export const KINDS = {
  round: d3.symbolCircle, summit: d3.symbolStar, ministerial: d3.symbolSquare, technical: d3.symbolDiamond, bilateral: d3.symbolTriangle,
  call: d3.symbolCross, conference: d3.symbolWye, meeting: hexagon,
};
export const shape = (kind, size = 110) => d3.symbol(KINDS[kind] || hexagon, kind === "summit" ? size * .6 : size)();  // a star reaches far

// An empty drawing of a size, which a screen reader is told the name of.
export function sheet(place, width, height, name) {
  return d3.select(place).append("svg").attr("viewBox", [0, 0, width, height]).attr("width", width).attr("height", height)
    .attr("role", "group").attr("aria-label", name);
}

// A link in a drawing, with its title for the pointer and for screen readers.
export function linked(selection) {
  selection.attr("href", (d) => d.href).attr("aria-label", (d) => d.title).append("title").text((d) => d.title);
  return selection;
}

// Wheel, pinch, keys and buttons. One finger is left to the page, which it scrolls.
export function zoomable(svg, zoom, words, tools) {
  zoom.filter((event) => !event.button && !(event.type === "touchstart" && event.touches.length < 2));
  const move = (change, ...how) => (still() ? svg : svg.transition().duration(150)).call(change, ...how);
  const act = {
    "+": () => move(zoom.scaleBy, 1.6), "-": () => move(zoom.scaleBy, 1 / 1.6), 0: () => move(zoom.transform, d3.zoomIdentity),
    ArrowLeft: () => svg.call(zoom.translateBy, 60 / d3.zoomTransform(svg.node()).k, 0), ArrowRight: () => svg.call(zoom.translateBy, -60 / d3.zoomTransform(svg.node()).k, 0),
    ArrowUp: () => svg.call(zoom.translateBy, 0, 60 / d3.zoomTransform(svg.node()).k), ArrowDown: () => svg.call(zoom.translateBy, 0, -60 / d3.zoomTransform(svg.node()).k),
  };
  act["="] = act["+"];
  svg.attr("tabindex", 0).call(zoom).on("dblclick.zoom", null).on("keydown", (event) => {
    if (!act[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act[event.key]();
  });
  const bar = d3.select(tools).append("div").attr("class", "tools");
  [["+", words.zoom_in], ["-", words.zoom_out], ["0", words.whole]].forEach(([key, name]) => {
    bar.append("button").attr("type", "button").text({ "+": "+", "-": "−", 0: name }[key]).attr("aria-label", name).attr("title", name).on("click", act[key]);
  });
}

// What the signs mean: rows of [path, class, words].
export function legend(place, name, rows) {
  const key = d3.select(place).append("ul").attr("class", "key").attr("aria-label", name);
  const row = key.selectAll("li").data(rows).join("li");
  row.append("svg").attr("viewBox", "-9 -9 18 18").attr("width", 18).attr("height", 18).attr("aria-hidden", true)
    .append("path").attr("d", (d) => d[0]).attr("class", (d) => d[1]);
  row.append("span").text((d) => d[2]);
}

// The same data as a table: columns of [heading, row => text, row => address].
export function tabulate(place, name, columns, rows) {
  const details = d3.select(place).append("details").attr("class", "astable");
  details.append("summary").text(name);
  const table = details.append("div").attr("class", "scroll").append("table");
  table.append("thead").append("tr").selectAll("th").data(columns).join("th").attr("scope", "col").text((d) => d[0]);
  const cell = table.append("tbody").selectAll("tr").data(rows).join("tr")
    .selectAll("td").data((row) => columns.map(([, text, href]) => ({ text: text(row), href: href?.(row) }))).join("td");
  cell.filter((d) => d.href).append("a").attr("href", (d) => d.href).attr("dir", "auto").text((d) => d.text);
  cell.filter((d) => !d.href).append("bdi").text((d) => d.text ?? "");
}

// On paper a closed table would be lost.
addEventListener("beforeprint", () => document.querySelectorAll("details.astable").forEach((one) => { one.open = true; }));

// Those whose labels, as [x, y, width, height], lie on none of an earlier one and on no sign.
export function uncrowded(marks, box, signs = []) {
  const shown = new Set(), taken = [...signs];
  marks.forEach((d) => {
    const [x, y, w, h] = box(d);
    if (taken.some(([a, b, c, e]) => x < a + c && a < x + w && y < b + e && b < y + h)) return;
    shown.add(d);
    taken.push([x, y, w, h]);
  });
  return shown;
}

// The day, month or year of a tick, as all dates of the room are written.
export const told = (date) => (date.getUTCDate() > 1 || date.getUTCHours() ? date.toISOString().slice(0, 10) : date.getUTCMonth() ? date.toISOString().slice(0, 7) : String(date.getUTCFullYear()));
