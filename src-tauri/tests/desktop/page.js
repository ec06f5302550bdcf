// Elements by role and accessible name, as a screen reader finds them. Run with: role, name, exact, root or null.
const [role, wanted, exact, root] = arguments;
const implicit = {
  button: "button, summary, input[type=button], input[type=submit]",
  link: "a[href]",
  textbox: "input:not([type]), input[type=text], input[type=url], input[type=number], input[type=password], textarea",
  checkbox: "input[type=checkbox]",
  radio: "input[type=radio]",
  combobox: "select",
  heading: "h1, h2, h3, h4, h5, h6",
  navigation: "nav",
  main: "main",
  table: "table",
  row: "tr",
  listitem: "li",
  status: "output",
  region: "section[aria-label], section[aria-labelledby]",
  dialog: "dialog",
  img: "img, svg[role=img]",
};
const one = (text) => (text ?? "").replace(/\s+/g, " ").trim();
const plain = (element) => {
  if (element.nodeType === Node.TEXT_NODE) return element.data;
  if (element.nodeType !== Node.ELEMENT_NODE || element.getAttribute("aria-hidden") === "true") return "";
  if (element.hasAttribute("aria-label")) return element.getAttribute("aria-label");
  const gap = getComputedStyle(element).display === "inline" ? "" : " ";
  return gap + [...element.childNodes].map(plain).join("") + gap;
};
const nameOf = (element) => {
  const by = element.getAttribute("aria-labelledby");
  if (by) return by.split(/\s+/).map((id) => one(document.getElementById(id)?.textContent)).join(" ");
  if (element.hasAttribute("aria-label")) return element.getAttribute("aria-label");
  if (element.labels?.length) return [...element.labels].map((label) => plain(label)).join(" ");
  if (element.matches("input, textarea, select")) return element.placeholder || element.title;
  return plain(element) || element.title;
};
// A radio button or check box may be drawn by its label.
const drawn = (element) => (element.matches("input[type=radio], input[type=checkbox]") && element.labels[0]) || element;
const seen = (element) => drawn(element).checkVisibility({ checkVisibilityCSS: true, checkOpacity: true });
const selector = [`[role="${role}"]`, implicit[role] && `:is(${implicit[role]}):not([role])`].filter(Boolean).join(",");
return [...(root ?? document).querySelectorAll(role === "*" ? "*" : selector)].filter((element) => {
  const name = one(nameOf(element));
  return seen(element) && (exact ? name === wanted : name.includes(wanted));
}).map(drawn);
