// Looks words up in the index that the build made: classic scripts in search/, cut by first letters, so that a
// question loads a few of them, from a server or from a stick. Words are taken apart as rendering/search/words.py does.
(function () {
  "use strict";
  var LONGEST_QUESTION = 8, AT_ONCE = 8, EXCERPT = 180;
  var ASKED = (new URLSearchParams(location.search).get("q") || "").trim().slice(0, 200);
  var root, say, arrived = {}, coming = {};
  document.documentElement.classList.add("scripted");

  window.cfSearch = function (name, value) { arrived[name] = value; };

  function load(language, name) {
    var full = language + "/" + name;
    coming[full] = coming[full] || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = root + "search/" + full + ".js";
      script.onload = function () { resolve(arrived[full]); };
      script.onerror = function () { delete coming[full]; reject(new Error(script.src)); };
      document.head.appendChild(script);
    });
    return coming[full];
  }
  function loadAll(language, names) {
    return Promise.all(distinct(names).map(function (name) { return load(language, name); }));
  }

  // Words

  var ALIKE = { b: "v", c: "ksq", f: "p", g: "j", h: "j", j: "gh", k: "cq", l: "y", n: "k", s: "cz", v: "b", y: "l", z: "s" };
  var UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff";
  var RUN = new RegExp("[" + UNSPACED + "]+|[^" + UNSPACED + "]+", "g");

  function fold(text) {
    return text.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f\s]/g, "").normalize("NFC");
  }

  function pieces(text) { // every word with its place in the text
    var found = [];
    text.replace(/[\p{L}\p{M}\p{N}]+/gu, function (token, start) {
      token.replace(RUN, function (run, place) {
        if (!new RegExp("[" + UNSPACED + "]").test(run)) {
          found.push({ word: fold(run), start: start + place, end: start + place + run.length });
          return;
        }
        for (var i = 0; i + 1 < run.length; i++) {
          found.push({ word: fold(run.substr(i, 2)), start: start + place + i, end: start + place + i + 2 });
        }
      });
    });
    return found.filter(function (piece) { return piece.word.length > 1; });
  }

  function distinct(list) { return Array.from(new Set(list)); }
  function has(object, key) { return Object.prototype.hasOwnProperty.call(object, key); }
  function fileName(letters) {
    return Array.from(letters).map(function (c) {
      return /[a-z0-9]/.test(c) ? c : "_" + c.codePointAt(0).toString(16);
    }).join("");
  }

  // The same word with another ending, as the language has them.
  function siblings(word, endings) {
    var found = [word];
    endings.forEach(function (rule) {
      [[rule[0], rule[1]], [rule[1], rule[0]]].forEach(function (way) {
        var stem = word.slice(0, word.length - way[0].length);
        if (stem.length >= rule[2] && stem + way[0] === word) found.push(stem + way[1]);
      });
    });
    return distinct(found);
  }

  // Letters left out, too many, wrong or swapped between two words; more than the limit is not counted.
  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    var before, last = [], row = [];
    for (var j = 0; j <= b.length; j++) row.push(j);
    for (var i = 1; i <= a.length; i++) {
      before = last; last = row; row = [i];
      var least = i;
      for (j = 1; j <= b.length; j++) {
        var cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
        row.push(cost);
        least = Math.min(least, cost);
      }
      if (least > limit) return limit + 1;
    }
    return row[b.length];
  }

  // The index

  function shardOf(index, word) {
    for (var n = word.length; n > 0; n--) {
      if (has(index.shards, word.slice(0, n))) return "t-" + fileName(word.slice(0, n));
    }
    return null;
  }

  // Says for each page how well it fits some words that mean the same: the weight of the best, and more the rarer it
  // is. Among words that may be meant, it is the other way round: a frequent one is more likely to be.
  function weigh(language, index, words, guessed) {
    var names = words.map(function (word) { return shardOf(index, word); });
    return loadAll(language, names.filter(Boolean)).then(function () {
      var pages = {}, there = [];
      words.forEach(function (word, n) {
        var shard = names[n] && arrived[language + "/" + names[n]];
        if (!shard || !has(shard, word)) return;
        there.push(word);
        var places = shard[word], pagesWithIt = places.length / 5;
        var worth = Math.log(1 + (guessed ? pagesWithIt : index.pages / pagesWithIt)) * (n ? 0.8 : 1);
        for (var i = 0; i < places.length; i += 5) {
          var key = places.substr(i, 4), score = parseInt(places[i + 4], 36) * worth;
          pages[key] = Math.max(pages[key] || 0, score);
        }
      });
      return { pages: pages, words: there };
    });
  }

  // What may have been meant: words that go on like this one, and those that are typed almost like it. Whoever gets
  // the first letter wrong has the second one right, or wrote what it sounds like.
  function guess(language, index, word) {
    if (word.length < 3) return Promise.resolve([]);
    function listed(names) {
      var there = names.filter(function (name) { return index[name[0]].indexOf(name[1]) >= 0; });
      return loadAll(language, there.map(function (name) {
        return (name[0] === "first" ? "w1-" : "w2-") + fileName(name[1]);
      })).then(function (texts) { return pick(distinct(texts.join(" ").split(" "))); });
    }
    function pick(words) {
      var limit = word.length < 4 ? 0 : word.length < 6 ? 1 : 2, near = [];
      words.forEach(function (other) {
        var steps = other.indexOf(word) === 0 ? 1 : distance(word, other, limit);
        if (other && steps <= limit) near.push({ word: other, steps: steps, rest: Math.abs(other.length - word.length) });
      });
      near.sort(function (a, b) { return a.steps - b.steps || a.rest - b.rest || (a.word < b.word ? -1 : 1); });
      return near.filter(function (one) { return one.steps === near[0].steps; }).slice(0, 3).map(function (one) { return one.word; });
    }
    var alike = (ALIKE[word[0]] || "").split("").map(function (letter) { return ["first", letter]; });
    var tries = [[["first", word[0]]], alike, [["second", word[1]]], [["second", word[0]], ["first", word[1]]]];
    return tries.reduce(function (before, names) {
      return before.then(function (found) { return found.length ? found : listed(names); });
    }, Promise.resolve([]));
  }

  function look(language, index, word, lenient) {
    return weigh(language, index, siblings(word, index.endings), false).then(function (found) {
      if (found.words.length || !lenient) return found;
      return guess(language, index, word).then(function (words) {
        var kin = [].concat.apply([], words.map(function (one) { return siblings(one, index.endings); }));
        return weigh(language, index, distinct(kin), true).then(function (guessed) {
          guessed.instead = word;
          return guessed;
        });
      });
    });
  }

  // Answers with the pages that have as many of the words as any page has, the best first.
  function find(language, question, lenient) {
    return load(language, "index").then(function (index) {
      if (typeof index.shards === "string") {
        var names = {};
        index.shards.split(" ").filter(Boolean).forEach(function (prefix) { names[prefix] = true; });
        index.shards = names;
      }
      var stop = index.stop.split(" "), words = distinct(pieces(question).map(function (piece) { return piece.word; }));
      words = words.filter(function (word) { return stop.indexOf(word) < 0; }).slice(0, LONGEST_QUESTION);
      return Promise.all(words.map(function (word) { return look(language, index, word, lenient); }));
    }).then(function (answers) {
      var scores = {}, counts = {}, most = 0;
      answers.forEach(function (answer) {
        Object.keys(answer.pages).forEach(function (key) {
          scores[key] = (scores[key] || 0) + answer.pages[key];
          most = Math.max(most, counts[key] = (counts[key] || 0) + 1);
        });
      });
      var keys = Object.keys(scores).filter(function (key) { return counts[key] === most; });
      keys.sort(function (a, b) { return scores[b] - scores[a] || (a < b ? -1 : 1); });
      return {
        keys: keys,
        all: most === answers.length,
        words: [].concat.apply([], answers.map(function (answer) { return answer.words; })),
        guesses: answers.filter(function (answer) { return answer.instead && answer.words.length; })
      };
    });
  }

  // The page

  function element(tag, name, text) {
    var made = document.createElement(tag);
    if (name) made.className = name;
    if (text) made.textContent = text;
    return made;
  }
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (whole, name) { return has(values, name) ? values[name] : whole; });
  }

  // The part that has most of the words, cut around the first of them, with each of them marked.
  function excerpt(passages, words) {
    var best = null;
    function isWanted(piece) { return words.indexOf(piece.word) >= 0; }
    passages.forEach(function (passage) {
      var heading = pieces(passage[1]).filter(isWanted), hits = pieces(passage[2]).filter(isWanted);
      var worth = distinct(heading.concat(hits).map(function (hit) { return hit.word; })).length * 10 +
        Math.min(hits.length, 5) + heading.length * 3;
      if (worth && (!best || worth > best.worth)) best = { passage: passage, hits: hits, worth: worth };
    });
    return best;
  }
  function quote(text, hits) {
    var line = element("p"), from = 0, to = Math.min(text.length, EXCERPT);
    if (hits.length && hits[0].end > EXCERPT / 2) {
      from = text.indexOf(" ", Math.max(0, hits[0].start - EXCERPT / 3)) + 1;
      if (from > hits[0].start) from = hits[0].start;
      to = Math.min(text.length, from + EXCERPT);
    }
    if (to < text.length && text.lastIndexOf(" ", to) > from) to = text.lastIndexOf(" ", to);
    var place = from;
    if (from) line.append("… ");
    hits.forEach(function (hit) {
      var start = Math.max(hit.start, place); // pairs of characters overlap
      if (hit.end <= start || hit.end > to) return;
      line.append(text.slice(place, start), element("mark", "", text.slice(start, hit.end)));
      place = hit.end;
    });
    line.append(text.slice(place, to) + (to < text.length ? " …" : ""));
    return line;
  }

  function show(page, words) {
    var address = root + page[0], item = element("li"), heading = element("h2"), link = element("a", "", page[1]);
    link.href = address;
    heading.append(link);
    item.append(heading, element("p", "small quiet", [page[2], page[3]].filter(Boolean).join(" · ")));
    var best = excerpt(page[5], words), line = best ? quote(best.passage[2], best.hits) : element("p", "", page[4]);
    if (best && best.passage[1]) {
      var part = element("a", "", best.passage[1]);
      part.href = address + (best.passage[0] ? "#" + best.passage[0] : "");
      line.prepend(part, ": ");
    }
    if (line.textContent) item.append(line);
    return item;
  }

  function showMore(language, answer, list, button) {
    var from = list.children.length, keys = answer.keys.slice(from, from + AT_ONCE);
    button.disabled = true;
    return loadAll(language, keys.map(function (key) { return "d-" + key; })).then(function (pages) {
      button.disabled = false;
      pages.forEach(function (page) { list.append(show(page, answer.words)); });
      button.hidden = list.children.length >= answer.keys.length;
      if (from) list.children[from].querySelector("a").focus();
    });
  }

  function tell(answer) {
    var said = answer.guesses.map(function (guess) { return fill(say.instead, { word: guess.instead }); });
    if (!answer.keys.length) said.push(fill(say.none, { words: ASKED }));
    else {
      if (!answer.all) said.push(say.some);
      said.push(fill(say.count, { n: answer.keys.length }));
    }
    return said.join(" ");
  }

  function offer(links, lenient) {
    links.forEach(function (link) {
      find(link.hreflang, ASKED, lenient).then(function (answer) {
        if (!answer.keys.length) return;
        link.textContent = fill(link.dataset.count, { n: answer.keys.length });
        link.search = location.search;
        link.parentNode.hidden = false;
      }, function () { /* what is offered besides may be missing */ });
    });
  }

  function start() {
    var box = document.getElementById("cf-found"), status = document.getElementById("cf-count");
    var list = element("ol", "results"), button = element("button", "button", box.dataset.more);
    say = box.dataset;
    root = say.root;
    document.getElementById("cf-words").value = ASKED;
    if (!ASKED) return;
    document.title = "“" + ASKED + "” | " + document.title;
    document.querySelectorAll("#cf-prefs a").forEach(function (link) { link.search = location.search; });
    button.type = "button";
    find(say.language, ASKED, true).then(function (answer) {
      box.hidden = !answer.keys.length;
      button.addEventListener("click", function () { showMore(say.language, answer, list, button); });
      box.append(list, button);
      return showMore(say.language, answer, list, button).then(function () {
        status.textContent = tell(answer);
        offer(document.querySelectorAll("#cf-others a"), !answer.keys.length);
      });
    }).catch(function (error) {
      status.textContent = say.broken;
      throw error;
    });
  }
  document.addEventListener("DOMContentLoaded", start);
})();
