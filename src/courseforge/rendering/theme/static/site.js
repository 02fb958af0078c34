// Conveniences that CSS cannot give: stored choices (light or dark, how text is set), and copy buttons.
// Loaded in <head> so that stored choices are applied before the first paint. Words come from <body data-…>.
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
  Object.keys(choices).forEach(function (key) {
    if (choices[key].test(stored(key))) root.setAttribute("data-" + key, stored(key));
  });

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
      choose("theme", isDark() ? "light" : "dark");
      label();
    });
    system.addEventListener("change", label);
    label();
    item.appendChild(b);
    list.appendChild(item);
  }

  function addTextSwitches(say) {
    var item = document.createElement("li"), menu = document.createElement("details");
    var name = document.createElement("summary");
    name.textContent = say.text;
    menu.appendChild(name);
    [["size", "large", say.large], ["spacing", "wide", say.wide]].forEach(function (choice) {
      var b = button(choice[2]);
      function show() { b.setAttribute("aria-pressed", root.getAttribute("data-" + choice[0]) === choice[1]); }
      b.addEventListener("click", function () {
        choose(choice[0], root.hasAttribute("data-" + choice[0]) ? "" : choice[1]);
        show();
      });
      show();
      menu.appendChild(b);
    });
    item.appendChild(menu);
    document.getElementById("cf-prefs").appendChild(item);
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
    addTextSwitches(say);
    addCopyButtons(say);
  });
})();
