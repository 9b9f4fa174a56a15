/**
 * The words of a text as search knows them: runs of letters and digits in lower case. The index and the query are cut the
 * same way, so that "RISK-12" and "GPT-4" are found (PostgreSQL alone would read -12 as a number).
 */
export function wordsIn(text: string): string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}
