// Runs before everything else. The content security policy asks this for every text that a script would have the browser
// read as markup: text without markup passes (style sheets, emptied elements), anything else is refused. Screens are
// built from elements, so nothing of ours needs more.
globalThis.trustedTypes?.createPolicy('default', {
  createHTML: (text) => (text.includes('<') ? null : text),
})
