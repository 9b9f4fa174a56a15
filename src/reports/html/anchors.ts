/** An id that is safe in HTML, in a URL fragment and in CSS, and different for different names. */
export function anchorOf(id: string): string {
  return id.replace(/[^A-Za-z0-9_-]/g, (c) =>
    c === '.' || c === ':' || c === ' ' ? '-' : `_${c.codePointAt(0)?.toString(16)}`,
  )
}
