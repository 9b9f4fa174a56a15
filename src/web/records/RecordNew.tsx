export default function RecordNew() {
  return null
}
