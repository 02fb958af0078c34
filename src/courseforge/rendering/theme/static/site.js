// Conveniences that CSS cannot give: stored choices (light or dark, how text is set), and copy buttons.
// Loaded in <head> so that stored choices are applied before the first paint. Words come from data-… in the page.
(function () {
  "use strict";
  var root = document.documentElement, choices = { theme: /^(light|dark)$/, size: /^large$/, spacing: /^wide$/ };

  function stored(key) { try { return localStorage.getItem(key); } catch (e) { return null; } }
  function choose(key, value) {
    if (value) root.setAttribute("data-" + key, value); else root.removeAttribute("data-" + key);
    try {
      if (value) localStorage.setItem(key, value); else localStorage.removeItem(key);
    } catch (e) { /* private window: lasts for this page */ }
  }
  root.classList.add("adjustable");
  Object.keys(choices).forEach(function (key) {
    if (choices[key].test(stored(key))) root.setAttribute("data-" + key, stored(key));
  });

  function button(label) {
    var b = document.createElement("button");
    b.type = "button";
    b.textContent = label;
    return b;
  }

  // The menu for light and text stands in the page already, closed: nothing moves when it is filled.
  function fillMenu(menu) {
    var say = menu.dataset, system = matchMedia("(prefers-color-scheme: dark)"), panel = document.createElement("div");
    function isDark() { var t = root.getAttribute("data-theme"); return t ? t === "dark" : system.matches; }
    function add(label, isOn, change) {
      var b = button(label);
      function show() { b.setAttribute("aria-pressed", isOn()); }
      b.addEventListener("click", function () { change(!isOn()); show(); });
      system.addEventListener("change", show);
      show();
      panel.appendChild(b);
    }
    add(say.dark, isDark, function (on) { choose("theme", on ? "dark" : "light"); });
    [["size", "large"], ["spacing", "wide"]].forEach(function (choice) {
      add(say[choice[1]], function () { return root.hasAttribute("data-" + choice[0]); }, function (on) {
        choose(choice[0], on ? choice[1] : "");
      });
    });
    menu.appendChild(panel);
    document.addEventListener("click", function (event) { if (!menu.contains(event.target)) menu.open = false; });
    menu.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && menu.open) { menu.open = false; menu.firstElementChild.focus(); }
    });
  }

  function takeCursorToSearch(fold) {
    fold.addEventListener("toggle", function () { if (fold.open) fold.nextElementSibling.elements[0].focus(); });
  }

  function addCopyButtons(say) {
    if (!navigator.clipboard) return;
    document.querySelectorAll(".cell-bar").forEach(function (bar) {
      if (bar.closest(".out")) return;
      var b = button(say.copy), code = bar.nextElementSibling;
      b.setAttribute("aria-label", say.copy + ": " + bar.textContent.trim());
      b.addEventListener("click", function () {
        navigator.clipboard.writeText(code.textContent).then(function () {
          b.textContent = say.copied;
          setTimeout(function () { b.textContent = say.copy; }, 2000);
        });
      });
      bar.appendChild(b);
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    var menu = document.querySelector("#cf-prefs .menu"), fold = document.querySelector(".seek");
    if (menu) fillMenu(menu);
    if (fold) takeCursorToSearch(fold);
    addCopyButtons(document.body.dataset);
  });
})();
