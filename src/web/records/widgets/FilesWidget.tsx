import { ActionIcon, Button, FileButton, Input } from '@mantine/core'
import { IconFile, IconUpload, IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useContext, useState } from 'react'
import { asProblem } from '../../app/api.ts'
import { showSize } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi } from '../../app/orgApi.ts'
import { isStoredFile, uploadFile } from '../storedFile.ts'
import { UploadsWithoutName } from './uploads.ts'
import classes from './Widgets.module.css'
import type { WidgetProps } from './widgetProps.ts'

/** Files kept with the record; they are sent at once, and named by the record when it is saved. */
export function FilesWidget({ field, value, onChange, error, id }: WidgetProps) {
  const api = useOrgApi()
  const files = (Array.isArray(value) ? value : []).filter(isStoredFile)
  const withoutName = useContext(UploadsWithoutName)
  const [isOver, setOver] = useState(false)
  const upload = useMutation({
    mutationFn: async (chosen: readonly File[]) => {
      const stored = []
      for (const file of chosen) stored.push(await uploadFile(api, file, withoutName))
      return stored
    },
    onSuccess: (stored) => {
      const added = stored.filter((s) => !files.some((f) => f.hash === s.hash))
      onChange([...files, ...added])
    },
  })
  const take = (list: FileList | readonly File[]) => {
    if (list.length > 0) upload.mutate([...list])
  }
  return (
    <fieldset
      aria-label={field.label}
      id={id}
      tabIndex={-1}
      className={`${classes.fieldset} ${classes.files}`}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files)
      }}
    >
      <Input.Label required={field.required} labelElement="div">
        {field.label}
      </Input.Label>
      {field.help ? <Input.Description>{field.help}</Input.Description> : null}
      {files.map((file) => (
        <div key={file.hash} className={classes.file}>
          <IconFile size={16} aria-hidden />
          <span dir="auto">{file.name}</span>
          <span className={classes.hint}>{showSize(file.size)}</span>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-label={t('Remove {name}', { name: file.name })}
            onClick={() => onChange(files.filter((f) => f.hash !== file.hash))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <FileButton multiple onChange={take}>
        {(props) => (
          <Button {...props} mt={6} variant="default" leftSection={<IconUpload size={16} />} loading={upload.isPending}>
            {t('Add files')}
          </Button>
        )}
      </FileButton>
      {error || upload.error ? <Input.Error>{error ?? asProblem(upload.error).message}</Input.Error> : null}
    </fieldset>
  )
}
