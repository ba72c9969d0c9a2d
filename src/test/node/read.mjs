// Prints every row of a Parquet file as one line of JSON: an array with the text of each column named on the command line.
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

const [path, ...columns] = process.argv.slice(2)
const file = await asyncBufferFromFile(path)
// Microseconds as they are: a JavaScript Date has milliseconds only.
const parsers = { timestampFromMicroseconds: micros => micros, dateFromDays: days => new Date(days * 86400000) }
const metadata = await parquetMetadataAsync(file)
const rows = await parquetReadObjects({ file, metadata, compressors, parsers })

function text(value, column) {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return '[' + value.map(item => text(item, column)).join(', ') + ']'
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (column === 'price') return value.toFixed(2)
  return String(value)
}

const lines = rows.map(row => JSON.stringify(columns.map(column => {
  let value = row
  for (const name of column.split('.')) value = value?.[name]
  return text(value, column)
})))
process.stdout.write(lines.join('\n') + '\n')
