"use strict";
// What every page does: speak one of two languages, filter what is marked .item, copy a text.
const root = document.documentElement;
const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
const one = (selector, within) => (within || document).querySelector(selector);
const parts = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);

function speak(language) {
  root.lang = language;
  document.title = one("title").dataset[language];
  for (const element of all("option, input, select, img")) {
    const text = element.dataset[language];
    if (!text) continue;
    if (element.tagName === "OPTION") element.textContent = text;
    else if (element.tagName === "IMG") element.alt = text;
    else element.setAttribute("aria-label", element.placeholder = text);
  }
  for (const button of all("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
  document.dispatchEvent(new Event("spoken"));
}

function fromAddress() {
  const found = /[#&]lang=(en|zh)\b/.exec(location.hash);
  if (found) speak(found[1]);
}

function startFilter() {
  const words = one("#words"), wanted = one("#wanted"), shown = one("#shown");
  if (!words) return;
  const texts = new Map(all(".item").map((item) => [item, item.textContent.toLowerCase()]));
  const counted = all("#all .item");

  function filter() {
    const sought = parts(words.value);
    const active = sought.length > 0 || wanted.value !== "";
    for (const [item, text] of texts) {
      const fits = !wanted.value || item.dataset.state.split(" ").includes(wanted.value);
      item.hidden = !(fits && sought.every((part) => text.includes(part)));
    }
    for (const section of all(".filtered")) {
      section.hidden = all(".item", section).every((item) => item.hidden);
    }
    if (active) for (const part of all("#all, #all details")) part.open = true;
    shown.textContent = active ? counted.filter((row) => !row.hidden).length + " / " + counted.length : "";
  }
  words.addEventListener("input", filter);
  wanted.addEventListener("change", filter);
}

async function copy(button) {
  const text = one("pre[lang=" + root.lang + "]", button.parentElement);
  try {
    await navigator.clipboard.writeText(text.textContent);
  } catch (refused) {
    getSelection().selectAllChildren(text);
    if (!document.execCommand("copy")) return;
  }
  const label = button.innerHTML;
  button.textContent = one("#copied").dataset[root.lang];
  button.disabled = true;
  setTimeout(() => { button.innerHTML = label; button.disabled = false; }, 1500);
}

function startPage() {
  for (const button of all("[data-language]")) {
    button.addEventListener("click", () => speak(button.dataset.language));
  }
  for (const button of all(".copy")) button.addEventListener("click", () => copy(button));
  const closed = [];
  addEventListener("beforeprint", () => {
    for (const part of all("details.printed:not([open])")) { part.open = true; closed.push(part); }
  });
  addEventListener("afterprint", () => { while (closed.length) closed.pop().open = false; });
  addEventListener("hashchange", fromAddress);
  startFilter();
  speak(root.lang);
  fromAddress();
  root.dataset.ready = "true";
}
