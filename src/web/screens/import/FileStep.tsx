import { FileButton, Textarea } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type ApiProblem, asProblem } from '../../app/api.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi } from '../../app/orgApi.ts'
import { uploadFile } from '../../records/storedFile.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { type Draft, draftFrom, pastedName } from './draft.ts'
import classes from './Import.module.css'

/** Choosing the file; it is sent and read at once. */
export function FileStep({ onRead }: { onRead: (draft: Draft) => void }) {
  const api = useOrgApi()
  const [isOver, setOver] = useState(false)
  const read = useMutation<Draft, ApiProblem, File>({
    mutationFn: async (file) => {
      try {
        const { hash, name } = await uploadFile(api, file)
        return draftFrom(await api.post('imports/read', { body: { hash, name } }), {})
      } catch (error) {
        throw asProblem(error)
      }
    },
    onSuccess: onRead,
  })
  return (
    <fieldset
      className={classes.drop}
      aria-label={t('File')}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        const [file] = event.dataTransfer.files
        if (file) read.mutate(file)
      }}
    >
      <IconUpload size={28} aria-hidden />
      <p>{t('Drop a CSV, XLSX or XLS file here, or choose one.')}</p>
      <FileButton accept=".csv,.txt,.xlsx,.xls" onChange={(file) => file && read.mutate(file)}>
        {(props) => (
          <ActionButton {...props} loading={read.isPending}>
            {t('Choose a file')}
          </ActionButton>
        )}
      </FileButton>
      <Textarea
        className={classes.paste}
        label={t('Or paste rows from a spreadsheet, names of columns first')}
        rows={2}
        value=""
        disabled={read.isPending}
        // Thousands of rows are read as a file; a text area would choke on them.
        onPaste={(event) => {
          event.preventDefault()
          const text = event.clipboardData.getData('text/plain')
          if (text.trim() !== '') read.mutate(new File([text], pastedName(new Date()), { type: 'text/csv' }))
        }}
        onChange={() => {}}
      />
      <p className={classes.soft}>
        {t('At most 100 MB. The first row that looks like names of columns is taken as such; you can choose another.')}
      </p>
      {read.error ? (
        <p role="alert" className={classes.bad}>
          {read.error.message} {read.error.next}
        </p>
      ) : null}
    </fieldset>
  )
}
