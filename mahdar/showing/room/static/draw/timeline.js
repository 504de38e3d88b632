// Sessions on an axis of time, a lane for each process; below, how much was said and which places changed hands.
import { d3, legend, linked, rightToLeft, shape, sheet, tabulate, told, zoomable } from "./common.js";

const ROW = 22, LOW = 14, HEAD = 20, GAP = 10, AXIS = 28, EDGE = 14, MOST_ROWS = 14, BARS = 46;
const DAY = 86_400_000;
const CHANGES = { took: "M-6,5L0,-6L6,5Z", entered: "M-6,-5L6,0L-6,5Z", besieged: "M-5,-5H5V5H-5ZM-2,-2V2H2V-2Z", contested: "M-6,-6L6,6M-6,6L6,-6", withdrew: "M6,-5L-6,0L6,5Z", lost: "M-6,-5L0,6L6,-5Z" };
let seen = "";  // the stretch of time last looked at: another day of the record shows the same stretch

const first = (d) => Date.parse(d.date_start), last = (d) => Date.parse(d.date_end) + DAY;
const joined = (...parts) => parts.filter(Boolean).join(" · ");

export function draw(place, data) {
  place.replaceChildren();
  name(data);
  const all = data.lanes.flatMap((lane) => lane.sessions);
  if (data.reach) chart(place, data, Math.max(340, place.clientWidth));
  without(place, all.filter((d) => !d.date_start), data.words);
  if (all.length >= data.most) d3.select(place).append("p").attr("class", "note").text(`${data.most}: ${data.words.strongest}`);
  tables(place, data, all);
}

// Titles: what a pointer, a screen reader and the table are told.
function name({ lanes, plans, control, statements, kinds, states, changes, words }) {
  lanes.forEach((lane) => lane.sessions.forEach((d) => {
    d.lane = lane.name || words.no_process;
    d.title = joined(d.name, lane.name, d.when, d.city, states[d.status]);
  }));
  plans.forEach((d) => { d.title = joined(d.commitment ? words.plan : words.planned_value, d.when, d.fate_word, d.what); });
  control.forEach((d) => { d.title = joined(d.place, joined(changes[d.change], d.actor), d.told ? `${words.first_report} ${d.when}` : d.when); });
  statements.forEach((d) => { d.title = joined(`${d.n} ${words.statements}`, d.date_start === d.date_end ? d.date_start : `${d.date_start} – ${d.date_end}`); });
}

function chart(place, data, width) {
  const rtl = rightToLeft(), pad = Math.max(DAY, (Date.parse(data.reach[1]) - Date.parse(data.reach[0])) * .015);
  const domain = [Date.parse(data.reach[0]) - pad, Date.parse(data.reach[1]) + DAY + pad];
  const base = d3.scaleUtc(domain, rtl ? [width - EDGE, EDGE] : [EDGE, width - EDGE]);
  const { lanes, height } = laid(data, base);
  keys(place, data);
  const svg = sheet(place, width, height, data.words.pan);
  soft(svg);
  const stripes = svg.selectAll("g.lane").data(lanes).join("g").attr("class", "lane").attr("transform", (d) => `translate(0,${d.top})`);
  stripes.append("rect").attr("width", width).attr("height", (d) => d.height);
  const today = svg.selectAll("line.today").data([data.as_of].filter(Boolean)).join("line").attr("class", "today").attr("y1", AXIS).attr("y2", height);
  today.append("title").text((day) => `${data.words.as_of_day} ${day}`);
  const axis = svg.append("g").attr("class", "axis").attr("transform", `translate(0,${AXIS - 2})`);
  const parts = stripes.nodes().map((node, i) => filled(d3.select(node), lanes[i]));
  stripes.append("a").attr("href", (d) => d.href).append("text").attr("class", "name").attr("x", rtl ? width - 4 : 4).attr("y", 14)
    .attr("text-anchor", rtl ? "end" : "start").text((d) => d.name);

  const zoom = d3.zoom().scaleExtent([1, Math.max(1, (domain[1] - domain[0]) / (6 * DAY))]).extent([[0, 0], [width, height]]).translateExtent([[0, 0], [width, height]])
    .on("zoom", ({ transform }) => {
      const x = transform.rescaleX(base);
      axis.call(d3.axisTop(x).ticks(width / 90).tickFormat(told).tickSizeOuter(0));
      today.attr("x1", (day) => x(Date.parse(day) + DAY / 2)).attr("x2", (day) => x(Date.parse(day) + DAY / 2));
      parts.forEach((move) => move(x, width));
    }).on("end", ({ transform }) => remember(transform, base, width));
  zoomable(svg, zoom, data.words, place.querySelector(".head"));
  const into = (from, to) => {
    const [a, b] = [base(from), base(to)].sort(d3.ascending), k = width / Math.max(b - a, 1e-6);
    svg.call(zoom.transform, d3.zoomIdentity.scale(Math.max(1, k)).translate(-a, 0));
  };
  const asked = stretch();
  if (asked) into(...asked); else svg.call(zoom.transform, d3.zoomIdentity);
  // What is reached with the keys is brought into sight.
  svg.on("focusin", (event) => {
    const d = d3.select(event.target).datum(), x = d3.zoomTransform(svg.node()).rescaleX(base);
    if (d?.date_start && (x(first(d)) < 0 || x(first(d)) > width)) svg.call(zoom.translateTo, base(first(d)), 0);
  });
}

// The stretch that is looked at stands behind the # of the address.
function remember(transform, base, width) {
  const [from, to] = d3.sort([0, width].map((edge) => +transform.rescaleX(base).invert(edge))).map((time, i) => new Date(time - i).toISOString().slice(0, 10));
  seen = transform.k > 1 ? `#${from}..${to}` : "";
  history.replaceState(history.state, "", location.pathname + location.search + seen);
}

function stretch() {
  const [days] = [location.hash, seen].map((part) => part.match(/^#(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/)).filter(Boolean);
  return days && [Date.parse(days[1]), Date.parse(days[2]) + DAY];
}

// Lanes with the rows of their marks, from top to bottom: those that would lie on one another get rows of their own.
function laid(data, base) {
  const lanes = data.lanes.map((lane) => {
    const sessions = lane.sessions.filter((d) => d.date_start), ids = new Set(sessions.map((d) => d.id));
    const plans = data.plans.filter((d) => ids.has(d.session));
    const rows = packed(sessions, base, 9), more = packed(plans, base, 3);
    return { ...lane, name: lane.name || data.words.no_process, sessions, plans, rows, height: HEAD + rows * ROW + (more ? more * 9 + 8 : 0) };
  });
  if (data.control.length) lanes.push({ name: data.words.control, href: null, control: data.control, height: HEAD + packed(data.control, base, 7) * LOW + 4 });
  if (data.statements.length) lanes.push({ name: data.words.statements, href: null, statements: data.statements, height: HEAD + BARS });
  const kept = lanes.filter((lane) => lane.height > HEAD);
  let top = AXIS + 4;
  kept.forEach((lane) => { lane.top = top; top += lane.height + GAP; });
  return { lanes: kept, height: top };
}

function packed(marks, base, room) {
  const taken = [];
  marks.sort((a, b) => ends(base, a)[0] - ends(base, b)[0]).forEach((d) => {
    const [a, b] = ends(base, d), middle = (a + b) / 2, from = Math.min(a, middle - room);
    d.row = taken.findIndex((end) => end < from);
    if (d.row < 0) d.row = taken.length < MOST_ROWS ? taken.length : d3.minIndex(taken);
    taken[d.row] = Math.max(b, middle + room);
  });
  return taken.length;
}

// A period within which something was fades out at its ends.
function soft(svg) {
  const fade = svg.append("defs").append("linearGradient").attr("id", "soft");
  [[0, 0], [.12, 1], [.88, 1], [1, 0]].forEach(([offset, opacity]) => fade.append("stop").attr("offset", offset).attr("class", "soft").attr("stop-opacity", opacity));
}

function filled(lane, { sessions, plans, control, statements, rows }) {
  if (statements) return bars(lane, statements);
  if (control) return signs(lane, control);
  const at = new Map(sessions.map((d) => [d.id, d])), low = HEAD + rows * ROW + 6;
  const line = lane.selectAll("path.kept").data(plans).join("path").attr("class", (d) => `kept ${d.fate || "planned"}`);
  const due = linked(lane.selectAll("a.due").data(plans).join("a").attr("class", (d) => `due ${d.fate || "planned"}`));
  due.append("rect").attr("y", (d) => low + d.row * 9).attr("height", 5).attr("rx", 2);
  const mark = linked(lane.selectAll("a.session").data(sessions).join("a").attr("class", (d) => `session ${d.status} ${d.vague ? "vague" : "exact"}`));
  const span = mark.append("rect").attr("rx", 3).attr("y", (d) => HEAD + d.row * ROW + (d.vague ? 2 : 7)).attr("height", (d) => (d.vague ? 16 : 6)).attr("class", "span");
  const sign = mark.append("path").attr("class", "sign").attr("d", (d) => shape(d.kind));
  const text = mark.append("text").attr("class", "short").attr("dy", ".35em");
  return (x, width) => {
    const place = (d) => { const [a, b] = ends(x, d); return a < width && b > 0 ? Math.min(Math.max((a + b) / 2, Math.max(a, 9)), Math.min(b, width - 9)) : (a + b) / 2; };
    stretched(span, x);
    stretched(due.select("rect"), x);
    sign.attr("transform", (d) => `translate(${place(d)},${HEAD + d.row * ROW + 10})`);
    labelled(text, sessions, place, x, width);
    line.attr("d", (d) => { const session = at.get(d.session), [a, b] = ends(x, d), from = Math.min(Math.max(place(session), a), b);
      return `M${from},${low + d.row * 9}L${place(session)},${HEAD + session.row * ROW + 16}`; });
  };
}

const ends = (x, d) => [x(first(d)), x(last(d))].sort(d3.ascending);
const stretched = (rects, x) => rects.attr("x", (d) => ends(x, d)[0]).attr("width", (d) => Math.max(2, ends(x, d)[1] - ends(x, d)[0]));

// A name beside a mark where there is room before the next one of its row; else its number, else nothing.
function labelled(text, sessions, place, x, width) {
  const rtl = rightToLeft(), way = rtl ? -1 : 1, next = new Map();
  const beside = (d) => way * Math.max(way * place(d) + 11, d.vague ? -Infinity : way * ends(x, d)[rtl ? 0 : 1] + 5);
  const before = (d) => way * Math.min(way * place(d) - 9, way * ends(x, d)[rtl ? 1 : 0]);
  d3.group(sessions, (d) => d.row).forEach((row) => {
    const order = d3.sort(row, (d) => way * place(d));
    order.forEach((d, i) => next.set(d, way * ((i + 1 < order.length ? before(order[i + 1]) : rtl ? 0 : width) - beside(d))));
  });
  text.attr("x", beside).attr("y", (d) => HEAD + d.row * ROW + 10).attr("text-anchor", rtl ? "end" : "start")
    .text((d) => [joined(d.name, d.city), d.name, d.number ? String(d.number) : ""].find((words) => words.length * 6.5 < next.get(d)) || "");
}

function signs(lane, control) {
  const mark = linked(lane.selectAll("a").data(control).join("a").attr("class", (d) => `control ${d.change}${d.told ? " told" : ""}`));
  mark.append("path").attr("d", (d) => CHANGES[d.change]);
  return (x) => mark.select("path").attr("transform", (d) => `translate(${d3.mean(ends(x, d))},${HEAD + d.row * LOW + 7})`);
}

function bars(lane, statements) {
  const tall = d3.scaleSqrt([0, d3.max(statements, (d) => d.n)], [0, BARS - 6]);
  const mark = linked(lane.selectAll("a").data(statements).join("a").attr("class", "said"));
  mark.append("rect").attr("y", (d) => HEAD + BARS - tall(d.n)).attr("height", (d) => tall(d.n));
  return (x) => stretched(mark.select("rect"), x);
}

function keys(place, { kinds, states, changes, words, plans, control }) {
  const head = d3.select(place).append("div").attr("class", "head").node();
  const rows = Object.entries(kinds).map(([kind, said]) => [shape(kind, 90), "session held", said]);
  Object.entries(states).forEach(([state, said]) => rows.push([shape("round", 90), `session ${state}`, said]));
  if (plans.length) rows.push(["M-8,-2H8V3H-8Z", "due", words.plan]);
  Object.entries(changes).forEach(([change, said]) => rows.push([CHANGES[change], `control ${change}`, said]));
  if (control.some((d) => d.told)) rows.push([CHANGES.took, "control told", words.first_report]);
  legend(head, words.key, rows);
}

function without(place, sessions, words) {
  if (!sessions.length) return;
  const line = d3.select(place).append("p").attr("class", "undated");
  line.append("span").text(`${words.no_day}: `);
  line.selectAll("a").data(sessions.slice(0, 60)).join("a").attr("href", (d) => d.href).attr("dir", "auto").text((d) => joined(d.name, d.lane, d.city));
  if (sessions.length > 60) line.append("span").text(`+${sessions.length - 60}`);
}

function tables(place, { plans, control, statements, kinds, states, changes, words, fields }, all) {
  const days = [fields.dates, (d) => d.when], when = [fields.dates, (d) => (d.told ? `${words.first_report} ${d.when}` : d.when)];
  tabulate(place, `${words.as_table}: ${words.sessions}`, [[fields.session, (d) => d.name, (d) => d.href], [fields.process, (d) => d.lane], days,
    [fields.kind, (d) => kinds[d.kind]], [fields.status, (d) => states[d.status]], [fields.city, (d) => d.city], [fields.backing, (d) => d.backing]], all);
  if (plans.length) tabulate(place, `${words.as_table}: ${words.plan}`, [[fields.due, (d) => d.when, (d) => d.href], [fields.what, (d) => d.what], [fields.fate, (d) => d.fate_word]], plans);
  if (control.length) tabulate(place, `${words.as_table}: ${words.control}`, [[fields.place, (d) => d.place, (d) => d.href], [fields.change, (d) => changes[d.change]], [fields.actor, (d) => d.actor], when], control);
  if (statements.length) tabulate(place, `${words.as_table}: ${words.statements}`, [[fields.dates, (d) => d.date_start, (d) => d.href], [fields.count, (d) => d.n]], statements);
}
