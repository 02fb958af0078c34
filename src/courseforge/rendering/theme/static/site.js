// Two conveniences that CSS cannot give: a stored light/dark choice, and copy buttons.
// Loaded in <head> so that a stored choice is applied before the first paint. Words come from <body data-…>.
(function () {
  "use strict";
  var root = document.documentElement, key = "theme";

  function stored() { try { return localStorage.getItem(key); } catch (e) { return null; } }
  function store(value) { try { localStorage.setItem(key, value); } catch (e) { /* private window: lasts for this page */ } }
  if (/^(light|dark)$/.test(stored())) root.setAttribute("data-theme", stored());

  function button(label) {
    var b = document.createElement("button");
    b.type = "button";
    b.textContent = label;
    return b;
  }

  function addThemeSwitch(say) {
    var list = document.getElementById("cf-prefs"), system = matchMedia("(prefers-color-scheme: dark)");
    var item = document.createElement("li"), b = button("");
    function isDark() { var t = root.getAttribute("data-theme"); return t ? t === "dark" : system.matches; }
    function label() { b.textContent = isDark() ? say.light : say.dark; }
    b.addEventListener("click", function () {
      var next = isDark() ? "light" : "dark";
      root.setAttribute("data-theme", next);
      store(next);
      label();
    });
    system.addEventListener("change", label);
    label();
    item.appendChild(b);
    list.appendChild(item);
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
    var say = document.body.dataset;
    addThemeSwitch(say);
    addCopyButtons(say);
  });
})();
