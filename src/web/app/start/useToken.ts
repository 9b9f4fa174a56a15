import { useState } from 'react'

/** The secret of a link, which stands behind `#` and goes to no server; it is taken out of the address bar at once. */
export function useToken(): string {
  const [token] = useState(() => {
    const found = location.hash.slice(1)
    if (found !== '') history.replaceState(history.state, '', location.pathname + location.search)
    return found
  })
  return token
}
