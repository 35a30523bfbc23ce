/* Sends each chosen file by itself as soon as it is chosen, so that the last step of the form has nothing to examine.
   Without it the button "Thêm tệp đã chọn" sends them all; the server's answer is the same page in both cases. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-one-by-one]");
  if (!form || !window.fetch || !window.DOMParser) { return; }
  var FAILED = "Tệp không tải lên được, hãy thử lại.";
  var busy = false;

  form.querySelector("[data-without-script]").hidden = true;

  function part(page, name) { return page.querySelector("[data-" + name + "]"); }

  function show(name, page) { part(document, name).replaceWith(document.importNode(part(page, name), true)); }

  function say(words) { part(document, "progress").textContent = words; }

  function problemsOf(page) {
    return Array.prototype.map.call(page.querySelectorAll(".summary li"), function (one) { return one.textContent; });
  }

  /* The answer to one file: the page as it is afterwards. Rejected when there is no such page. */
  function send(file) {
    var data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.append("them", "1");
    data.append("files", file, file.name);
    return fetch(form.action, { method: "POST", body: data, credentials: "same-origin" }).then(function (answer) {
      return answer.text();
    }).then(function (text) {
      var page = new DOMParser().parseFromString(text, "text/html");
      if (!part(page, "got")) { throw new Error("another page"); }
      return page;
    });
  }

  /* Every refused file in one summary; the page of the last refusal has its frame already. */
  function tell(problems, page) {
    show("problems", page);
    show("choose", page);
    document.title = page.title;
    if (!problems.length) { return; }
    part(document, "choose").querySelector(".msg").textContent = problems.join(" ");
    var list = document.querySelector("[data-problems] ul");
    list.replaceChildren.apply(list, problems.map(function (words) {
      var item = document.createElement("li"), link = document.createElement("a");
      link.href = "#id_files";
      link.textContent = words;
      item.appendChild(link);
      return item;
    }));
    document.querySelector("[data-problems] .summary").focus();
  }

  function sendAll(files) {
    var problems = [], last = null, refused = null, lost = [];
    busy = true;
    var all = files.reduce(function (before, file, place) {
      return before.then(function () {
        say("Đang nhận tệp " + (place + 1) + "/" + files.length + ": " + file.name);
        return send(file);
      }).then(function (page) {
        var found = problemsOf(page);
        last = page;
        if (found.length) { problems = problems.concat(found); refused = page; }
        show("got", page);
      }).catch(function () { lost.push(file.name + ": " + FAILED); });
    }, Promise.resolve());
    all.then(function () {
      busy = false;
      form.elements.files.value = "";
      if (last) { tell(problems, refused || last); }
      say(lost.join(" "));
    });
  }

  form.addEventListener("change", function (event) {
    if (!busy && event.target.name === "files" && event.target.files.length) {
      sendAll(Array.prototype.slice.call(event.target.files));
    }
  });
  form.addEventListener("submit", function (event) {
    if (busy) { event.preventDefault(); }
  });
})();
