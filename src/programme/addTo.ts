/** Adds to the list under a key. Lists are built in place: copying them for each record would cost their length squared. */
export function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
