// The practice house: one press fills the fields and moves on to the button.
for (const choice of document.querySelectorAll(".fill")) {
  choice.addEventListener("click", () => {
    const form = document.querySelector("form.stack");
    form.elements.username.value = choice.dataset.user;
    form.elements.password.value = choice.dataset.password;
    form.querySelector("button").focus();
  });
}
