import { count, type Said, type StoredFile, say } from '../../model/index.ts'
import { type Column, link, type Report, type Rich } from '../document.ts'
import { figures } from '../figures.ts'
import type { RecordName, ReportHead } from '../material.ts'
import { showSize } from './fieldText.ts'
import { fileAnchor, recordLinks } from './refs.ts'

/** A file, and the records it was attached to. */
export interface CarriedFile extends StoredFile {
  readonly records: readonly RecordName[]
}

export const evidenceColumns: readonly Column[] = [
  { label: say`File`, width: 3 },
  { label: say`Kind`, width: 1.6 },
  { label: say`Size`, width: 0.9, kind: 'number' },
  { label: say`Attached to`, width: 4 },
  { label: 'SHA-256', width: 2.4 },
]

export function evidenceRow(file: CarriedFile): Rich[] {
  return [
    [link(fileAnchor(file.hash), file.name)],
    file.mediaType,
    showSize(file.size),
    recordLinks(file.records),
    file.hash,
  ]
}

/** Every piece of evidence with the records that rest on it. */
export function evidenceIndex(files: readonly CarriedFile[], head: ReportHead): Report {
  return {
    ...head,
    title: say`Evidence index`,
    subtitle: evidenceSentence(
      files.length,
      files.reduce((sum, file) => sum + file.size, 0),
    ),
    sections: [
      {
        id: 'evidence',
        title: say`Files`,
        blocks: [
          {
            kind: 'table',
            caption: say`Files by name, with the records they were attached to`,
            columns: evidenceColumns,
            rows: files.map(evidenceRow),
            empty: say`No files are attached to records.`,
          },
        ],
      },
    ],
  }
}

export function evidenceSentence(files: number, bytes: number): Said {
  if (files === 0) return say`No files are attached to records.`
  return say`${figures(count(files, 'file'))}, ${showSize(bytes)}, each known by the SHA-256 hash of its contents.`
}
