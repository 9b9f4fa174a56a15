/**
 * How entries of our archives are stamped. ZIP keeps local time without a zone and yazl converts; building the date from
 * local parts makes the stored bits the same in every time zone.
 */
export function zipStamp(day: Date) {
  const mtime = new Date(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), 12)
  return { mtime, forceDosTimestamp: true, mode: 0o100644 }
}
