(function () {
  "use strict";
  var hosts = {
    facebook: "https://www.facebook.com/", instagram: "https://www.instagram.com/", x: "https://x.com/",
    youtube: "https://www.youtube.com/", linkedin: "https://www.linkedin.com/", bluesky: "https://bsky.app/",
    tiktok: "https://www.tiktok.com/", snapchat: "https://www.snapchat.com/", flickr: "https://www.flickr.com/",
    vimeo: "https://vimeo.com/", issuu: "https://issuu.com/", threads: "https://www.threads.net/"
  };
  function link(href, text) {
    var a = document.createElement("a");
    a.setAttribute("href", href);
    a.textContent = text;
    return a;
  }
  function list(items) {
    var ul = document.createElement("ul");
    items.forEach(function (item) {
      var li = document.createElement("li");
      li.appendChild(item);
      ul.appendChild(li);
    });
    return ul;
  }
  function build(found) {
    var root = document.getElementById("root");
    if (root) {
      var main = document.createElement("main"), heading = document.createElement("h1");
      heading.textContent = found.tittel;
      main.appendChild(heading);
      main.appendChild(list(found.meny.map(function (each) { return link(each.sti, each.tekst); })));
      root.appendChild(main);
    }
    var footer = document.createElement("footer"), title = document.createElement("h2");
    title.textContent = found.overskrift;
    footer.appendChild(link(found.kontakt, found.kontaktTekst));
    if (found.oversikt) { footer.appendChild(link(found.oversikt, found.oversiktTekst)); }
    footer.appendChild(title);
    footer.appendChild(list(found.kanaler.map(function (each) {
      return link((hosts[each.type] || "https://" + each.vert + "/") + each.id, each.tekst);
    })));
    (document.querySelector("kommune-bunn") || root || document.body).appendChild(footer);
  }
  fetch("/api/bunn.json").then(function (answer) { return answer.json(); }).then(build);
})();
