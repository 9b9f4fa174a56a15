// Runs before the first paint, so that a dark choice never flashes white. A file of its own: the content security
// policy admits no inline scripts.
;(() => {
  let chosen = 'auto'
  try {
    chosen = localStorage.getItem('openaims.colorScheme') ?? 'auto'
  } catch {
    // Storage may be barred; the device's choice holds then.
  }
  const dark = chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
