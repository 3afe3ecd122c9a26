// Return in a field with an echo: what is echoed is done; if the echo is still on its way, its button gets the focus then.
(() => {
  let waited = null; // the place whose next echo is wanted
  const PATIENCE = 400; // ms; what was typed before htmx knew the field is asked for after all

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || event.isComposing || !field.matches?.("[data-echoed]")) return;
    event.preventDefault();
    const place = field.closest("form").parentElement.querySelector(".echo-place");
    const echo = place.querySelector(".echo");
    if (echo?.dataset.text !== field.value) wait(field, place);
    else if (echo.classList.contains("ok")) echo.querySelector("form").requestSubmit();
    else echo.querySelector("button")?.focus();
  });

  function wait(field, place) {
    waited = field.value.trim() ? place : null;
    setTimeout(() => waited === place && field.isConnected && htmx.trigger(field, "asked"), PATIENCE);
  }

  document.addEventListener("input", () => (waited = null));

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== waited) return;
    waited = null;
    event.detail.target.querySelector("button")?.focus();
  });
})();
