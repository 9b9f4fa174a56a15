/** Numbers of records as a version of the statement keeps them, `RISK-3, AIS-1`; a cut list ends with `…`. */
const refsIn = (text: string | null): readonly string[] => (text ?? '').match(/[A-Z][A-Z0-9]*-\d+/g) ?? []

/** What two such texts have apart, in the order they name it, and how many they share. */
export function refsChanged(before: string | null, after: string | null) {
  const [old, now] = [refsIn(before), refsIn(after)]
  const added = now.filter((ref) => !old.includes(ref))
  return { added, removed: old.filter((ref) => !now.includes(ref)), stay: now.length - added.length }
}
