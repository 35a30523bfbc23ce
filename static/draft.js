/* Keeps what is typed in this tab until it has been sent, so that a lost connection or a reload loses nothing.
   Only this tab can read it (sessionStorage). Everything works without it. */
(function () {
  "use strict";
  var PREFIX = "phan-anh:";

  function fieldsOf(form) {
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && field.type !== "hidden" && field.type !== "file" && field.type !== "submit" && field.name !== "website";
    });
  }

  function keep(form) {
    var kept = {};
    fieldsOf(form).forEach(function (field) {
      if (field.type === "radio" || field.type === "checkbox") {
        if (field.checked) { kept[field.name] = field.value; }
      } else {
        kept[field.name] = field.value;
      }
    });
    try { sessionStorage.setItem(PREFIX + form.dataset.draft, JSON.stringify(kept)); } catch (error) { /* full or forbidden */ }
  }

  function bringBack(form) {
    var kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(PREFIX + form.dataset.draft)); } catch (error) { return; }
    if (!kept) { return; }
    fieldsOf(form).forEach(function (field) {
      if (!(field.name in kept)) { return; }
      if (field.type === "radio" || field.type === "checkbox") {
        if (field.value === kept[field.name]) { field.checked = true; }
      } else {
        field.value = kept[field.name];
      }
    });
  }

  function forget() {
    try {
      Object.keys(sessionStorage).forEach(function (key) { if (key.indexOf(PREFIX) === 0) { sessionStorage.removeItem(key); } });
    } catch (error) { /* nothing kept, nothing to forget */ }
  }

  Array.prototype.forEach.call(document.querySelectorAll("form[data-draft]"), function (form) {
    bringBack(form);
    ["input", "change", "submit"].forEach(function (moment) {
      form.addEventListener(moment, function () { keep(form); });
    });
  });
  if (document.querySelector("[data-draft-sent]")) { forget(); }

  Array.prototype.forEach.call(document.querySelectorAll("[data-print]"), function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  var summary = document.querySelector(".summary[role=alert]");
  if (summary) { summary.focus(); }
})();
