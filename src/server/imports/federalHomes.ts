import { findHomes, type Table } from '../../exchange/index.ts'

/** The preset's columns as they are in this file, and the column each field of a system comes from. */
export function federalHomes(table: Table) {
  const columns = findHomes(table.columns)
  const columnOf = new Map<string, string>()
  for (const { name, home } of columns)
    if (home?.section === 'aiSystem' && !columnOf.has(home.field)) columnOf.set(home.field, name)
  return { columns, columnOf }
}

/** Whether a table is the inventory as published, told by its columns. */
export function isFederal(table: Table): boolean {
  try {
    findHomes(table.columns)
    return true
  } catch {
    return false
  }
}
