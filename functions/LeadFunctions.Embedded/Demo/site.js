// What a website does: one id per browser, one event per page, forms posted as JSON.
const page = location.pathname.replace(/^\/site/, "") || "/";
const visitorId = (localStorage.lfVisitor ||= crypto.randomUUID().replaceAll("-", ""));
const url = location.origin + page + location.search;

for (const link of document.querySelectorAll("nav a")) {
  if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
}
document.getElementById("title").textContent =
  page.startsWith("/pricing") ? "Pricing: simple and monthly"
  : page.startsWith("/product") ? "Dashboards your board understands"
  : page.startsWith("/blog") ? "Five forecasting mistakes"
  : "A sample site with real forms";

navigator.sendBeacon("/api/track", JSON.stringify({
  visitorId,
  sentAt: new Date().toISOString(),
  events: [{ id: crypto.randomUUID(), type: "page-view", at: new Date().toISOString(), url, title: document.title, referrer: document.referrer || undefined }],
}));

for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const said = form.querySelector(".said");
    const fields = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
    said.textContent = "Sending …";
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
        body: JSON.stringify({ ...fields, visitorId, pageUrl: url }),
      });
      const body = await answer.json();
      said.textContent = answer.ok ? "Thank you. Now look at the terminal." : body.errors?.[0]?.detail ?? body.title;
      if (answer.ok) form.reset();
    } catch {
      said.textContent = "That did not arrive. Please try again.";
    }
  });
}
