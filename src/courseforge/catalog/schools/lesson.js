/* Tells the school's platform (SCORM 1.2) that a lesson was opened, and that its learner calls it done.
   Nothing else is told, and nobody else is told anything. */
"use strict";
(function () {
  var MOST_FRAMES = 20;

  function findApi(frame) {
    try {
      for (var step = 0; step < MOST_FRAMES; step++) {
        if (frame.API) return frame.API;
        if (frame.parent === frame) return null;
        frame = frame.parent;
      }
    } catch (error) { /* a frame of another site: no platform there */ }
    return null;
  }

  var api = findApi(window) || (window.opener ? findApi(window.opener) : null);
  var done = document.getElementById("done");
  var said = document.getElementById("said");
  if (!api || String(api.LMSInitialize("")) !== "true") return;

  function say(status) {
    api.LMSSetValue("cmi.core.lesson_status", status);
    api.LMSCommit("");
  }

  function showDone() {
    done.disabled = true;
    said.textContent = done.getAttribute("data-said");
  }

  var status = api.LMSGetValue("cmi.core.lesson_status");
  done.hidden = false;
  if (status === "completed" || status === "passed") showDone();
  else say("incomplete");
  done.addEventListener("click", function () {
    say("completed");
    showDone();
  });

  var open = true;
  window.addEventListener("pagehide", function () {
    if (open) api.LMSFinish("");
    open = false;
  });
})();
