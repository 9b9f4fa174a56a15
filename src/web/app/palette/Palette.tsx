import { Modal, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { t } from '../i18n.ts'
import classes from './Palette.module.css'
import { type PaletteEntry, usePaletteEntries } from './usePaletteEntries.ts'

/** Finds records, screens and actions by typing. */
export default function Palette({ onClose }: { onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={600}
      yOffset="12vh"
      centered={false}
      title={null}
      aria-label={t('Search and go anywhere')}
    >
      <PaletteBody onClose={onClose} />
    </Modal>
  )
}

function PaletteBody({ onClose }: { onClose: () => void }) {
  const [words, setWords] = useState('')
  const [asked] = useDebouncedValue(words.trim(), 150)
  const [at, setAt] = useState(0)
  const { entries, isSearching } = usePaletteEntries(asked)
  const list = useId()
  const current = entries[Math.min(at, entries.length - 1)]
  const pick = (entry: PaletteEntry | undefined) => {
    if (!entry) return
    onClose()
    entry.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && entries.length > 0) {
      event.preventDefault()
      const next = (Math.min(at, entries.length - 1) + step + entries.length) % entries.length
      setAt(next)
      document.getElementById(`${list}-${next}`)?.scrollIntoView({ block: 'nearest' })
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      pick(current)
    }
  }
  return (
    <div>
      <TextInput
        variant="unstyled"
        className={classes.input}
        size="md"
        leftSection={<IconSearch size={18} />}
        placeholder={t('Record, number, screen or action')}
        aria-label={t('Search')}
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={current ? `${list}-${entries.indexOf(current)}` : undefined}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
        data-autofocus
      />
      <div className={classes.list} id={list} role="listbox" aria-label={t('Results')}>
        {entries.map((entry, index) => (
          <div key={entry.key}>
            {entry.group !== entries[index - 1]?.group ? (
              <div className={classes.group} role="presentation">
                {entry.group}
              </div>
            ) : null}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works on the input, which points here */}
            <div
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={entry === current}
              className={classes.option}
              onClick={() => pick(entry)}
              onMouseMove={() => setAt(index)}
            >
              <span className={classes.label} dir="auto">
                {entry.label}
              </span>
              <span className={classes.detail}>{entry.detail}</span>
            </div>
          </div>
        ))}
        {entries.length === 0 ? (
          <p className={classes.none} role="status">
            {isSearching ? t('Searching') : t('Nothing is called "{words}".', { words: asked })}
          </p>
        ) : null}
      </div>
    </div>
  )
}
