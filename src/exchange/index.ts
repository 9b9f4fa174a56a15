export type { DateOptions, DatePrecision, GivenDate, NotADate } from './dates.ts'

export type { ImportProblem, ImportProblemCode, ImportRecord, ImportValue, MappedRow } from './importRecord.ts'
export { mapRows } from './mapping.ts'
export type { ColumnMapping, ColumnTarget, Mapping, TargetField } from './mappingFormat.ts'
export type { Transform } from './mappingTransforms.ts'
export { type FederalPlan, findHomes, planFederalInventory } from './presets/federalAiInventory2024.ts'
export { ExchangeProblem, type ExchangeProblemCode, isExchangeProblem } from './problems.ts'
export { type MappingProposal, proposeMapping } from './proposeMapping.ts'
export { derivedColumns, fieldValue, ownKey, type RegisterTarget, registerTargets } from './registerTargets.ts'
export { readTable } from './tabular/readTable.ts'
export type {
  ReadTableOptions,
  Table,
  TableColumn,
  TableFormat,
  TableLimits,
  TableRow,
} from './tabular/table.ts'
export {
  type CsvOptions,
  type WriteColumn,
  type WriteRow,
  type WriteValue,
  writeCsv,
} from './tabularWriters.ts'
export { writeXlsx, type XlsxOptions } from './xlsxWriter.ts'
