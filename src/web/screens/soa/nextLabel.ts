/** The label that follows the highest one of the form `2.3`; `1.0` while there is none. */
export function nextLabel(labels: readonly string[]): string {
  const numbers = labels.flatMap((label) => {
    const match = /^v?(\d+)(?:\.(\d+))?$/i.exec(label.trim())
    return match ? [[Number(match[1]), Number(match[2] ?? 0)] as const] : []
  })
  const highest = numbers.toSorted(([a, b], [c, d]) => c - a || d - b)[0]
  return highest ? `${highest[0]}.${highest[1] + 1}` : '1.0'
}
