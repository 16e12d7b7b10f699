// Joins allauth's passkey scripts, which talk with the browser, to the form of this page that has `data-passkey`.
const form = document.querySelector("form[data-passkey]");

if (form && window.PublicKeyCredential) {
  const ids = {
    credential: form.querySelector("[name=credential]").id,
    passwordless: form.querySelector("[name=passwordless]")?.id,
    data: "passkey-data",
  };
  const kind = form.dataset.passkey;
  ids[kind] = "passkey-button";
  window.allauth.webauthn.forms[`${kind}Form`]({ ids });
  form.hidden = false;
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    form.querySelector("[role=alert]").hidden = false;
  });
}
