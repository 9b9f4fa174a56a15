export default function RecordEdit() {
  return null
}
