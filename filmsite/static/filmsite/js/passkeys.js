// Joins allauth's passkey scripts, which talk with the browser, to the form of this page that has `data-passkey`.
const form = document.querySelector("form[data-passkey]");
// Passkeys belong to a name (WebAuthn, “relying party identifier”): browsers take none for an IP address.
const hasName = !/^[\d.]+$|^\[/.test(location.hostname);

if (form && !hasName) {
  const said = form.querySelector("[role=alert]");
  said.textContent = form.dataset.byName.replace("%s", `http://localhost:${location.port || 80}`);
  // No error: nothing was tried.
  said.className = "help";
  said.role = "note";
  said.hidden = form.hidden = false;
  form.querySelector("#passkey-button").hidden = true;
} else if (form && window.PublicKeyCredential) {
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
