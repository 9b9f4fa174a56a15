/** Where a sign-in through a provider begins; `again` has the provider ask who it is, `next` is the page to come back to. */
export function providerStart(id: string, { again = false, next }: { again?: boolean; next?: string } = {}): string {
  const query = new URLSearchParams({ ...(next ? { next } : {}), ...(again ? { again: '1' } : {}) }).toString()
  return `/api/v1/single-sign-on/${encodeURIComponent(id)}/start${query === '' ? '' : `?${query}`}`
}
