import { type Said, say } from '../../model/say.ts'
import { ExchangeProblem } from '../problems.ts'

export type SheetEntry<Sheet> = { name: string; hidden: boolean; hasContent: () => boolean; sheet: Sheet }

/** The sheet asked for, or the first visible one with content; with several sheets the choice is noted. */
export function chooseSheet<Sheet>(
  entries: SheetEntry<Sheet>[],
  fileName: string,
  chosen: string | undefined,
  notes: Said[],
): SheetEntry<Sheet> {
  const names = entries.map((entry) => `"${entry.name}"`).join(', ')
  if (entries.length === 0) throw new ExchangeProblem('exchange/empty-file', say`"${fileName}" has no worksheet.`)
  if (chosen !== undefined) {
    const found = entries.find((entry) => entry.name === chosen)
    if (found) return found
    throw new ExchangeProblem('exchange/no-such-sheet', say`"${fileName}" has no sheet "${chosen}"; it has ${names}.`)
  }
  const withContent = entries.filter((entry) => entry.hasContent())
  const picked = withContent.find((entry) => !entry.hidden) ?? withContent[0]
  if (!picked)
    throw new ExchangeProblem('exchange/empty-file', say`"${fileName}": no sheet (${names}) holds a filled cell.`)
  if (entries.length > 1) notes.push(say`Sheet: "${picked.name}", the first with content; the workbook has ${names}.`)
  if (picked.hidden) notes.push(say`Sheet: "${picked.name}" is hidden in the workbook.`)
  return picked
}
