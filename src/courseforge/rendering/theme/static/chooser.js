// The chooser's filter is CSS. This reads answers from the page's address, writes them there, and counts.
(function () {
  "use strict";
  document.documentElement.className += " scripted";

  document.addEventListener("DOMContentLoaded", function () {
    var form = document.getElementById("cf-choose"), count = document.getElementById("cf-count");
    if (!form) return;
    var inputs = [].slice.call(form.querySelectorAll("input")), offers = [].slice.call(document.querySelectorAll(".offer"));
    var switches = [].slice.call(document.querySelectorAll("#cf-prefs a"));

    function read() {
      var asked = new URLSearchParams(location.search);
      inputs.forEach(function (input) {
        var wanted = asked.getAll(input.name).indexOf(input.value) > -1;
        if (input.type === "checkbox") input.checked = wanted;
        else if (wanted) input.checked = true;
      });
    }

    function write() {
      var given = new URLSearchParams();
      inputs.forEach(function (input) {
        if (input.checked && input.value !== "any") given.append(input.name, input.value);
      });
      var query = given.toString() ? "?" + given : "";
      try { history.replaceState(null, "", location.pathname + query + location.hash); } catch (e) { /* not here */ }
      switches.forEach(function (a) { a.search = query; });
    }

    function tell() {
      var say = count.dataset, shown = offers.filter(function (offer) { return offer.offsetParent; }).length;
      count.textContent = (shown ? say.some : say.none).replace("{n}", shown);
      count.className = "told";
    }

    function answer() { write(); tell(); }
    read();
    write();
    form.addEventListener("change", answer);
    form.addEventListener("submit", function (event) { event.preventDefault(); answer(); });
    form.addEventListener("reset", function () { setTimeout(answer); }); // it is told before it happens
    addEventListener("pageshow", answer); // the filter is a stylesheet: count when it has arrived; and after "back"
  });
})();
