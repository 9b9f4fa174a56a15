import { useState } from 'react'

/** Lets a choice of several close after each pick where its open list would cover what comes next. */
export function useClosingDropdown(closes: boolean) {
  const [opened, setOpened] = useState(false)
  return {
    props: closes
      ? { dropdownOpened: opened, onDropdownOpen: () => setOpened(true), onDropdownClose: () => setOpened(false) }
      : {},
    close: () => setOpened(false),
  }
}
