/** A page of ours to go on to, or the start page: what leads elsewhere, however it is written, is not followed. */
export function safeNext(text: unknown): string {
  // Browsers read a backslash as a slash and drop tabs and line ends, so `/\evil` and `/\t/evil` leave the host.
  if (typeof text !== 'string' || text.length > 2000 || !text.startsWith('/') || /[\\\p{Cc}]/u.test(text)) return '/'
  const url = URL.parse(text, 'http://here')
  if (url === null || url.origin !== 'http://here' || url.pathname.startsWith('//')) return '/'
  // Routes of the API answer no page, and starting again would go round in a circle.
  if (/^\/(api|welcome)(\/|$)/.test(url.pathname)) return '/'
  return `${url.pathname}${url.search}${url.hash}`
}
