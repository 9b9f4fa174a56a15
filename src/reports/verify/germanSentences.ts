// The sentences of the verifier in German. They are made in English and told in German by this table, so that what is
// checked and how it is said stay apart; {0}, {1}, … are what differs from pack to pack.

export const germanSentences: readonly (readonly [english: string, german: string])[] = [
  ['The pack is whole', 'Das Paket ist unversehrt'],
  ['The pack is NOT as it was made', 'Das Paket ist NICHT so, wie es erstellt wurde'],
  ['Nothing could be checked', 'Nichts konnte geprüft werden'],
  ['Found', 'Gefunden'],
  ['Proven', 'Bewiesen'],
  ['Not proven', 'Nicht bewiesen'],
  ['{0} problem found', '{0} Problem gefunden'],
  ['{0} problems found', '{0} Probleme gefunden'],
  ['and {0} more', 'und {0} weitere'],
  ['{0}, as of {1}; {2} files, {3} log entries.', '{0}, Stand {1}; {2} Dateien, {3} Einträge im Protokoll.'],
  // What is wrong.
  ['Something follows the end of the archive.', 'Nach dem Ende des Archivs folgt noch etwas.'],
  ['Something hides in the archive after the last file.', 'Im Archiv verbirgt sich etwas nach der letzten Datei.'],
  ['Something hides in the archive before {0}.', 'Im Archiv verbirgt sich etwas vor {0}.'],
  [
    'The list of files does not end where the archive says.',
    'Das Verzeichnis der Dateien endet nicht dort, wo das Archiv es sagt.',
  ],
  ['The list of files holds more than it says.', 'Das Verzeichnis der Dateien enthält mehr, als es angibt.'],
  ['The list of files in the archive is damaged.', 'Das Verzeichnis der Dateien im Archiv ist beschädigt.'],
  ['The end of the archive is damaged.', 'Das Ende des Archivs ist beschädigt.'],
  ['The archive is damaged at {0}.', 'Das Archiv ist bei {0} beschädigt.'],
  ['This is not a ZIP file, or its end was cut off.', 'Das ist keine ZIP-Datei, oder ihr Ende wurde abgeschnitten.'],
  ['"{0}" would be unpacked outside the pack\'s own folder.', '„{0}“ würde außerhalb des Ordners des Pakets entpackt.'],
  ['{0} is in the archive twice.', '{0} steht zweimal im Archiv.'],
  ['{0} has another name inside the archive: "{1}".', '{0} heißt im Inneren des Archivs anders: „{1}“.'],
  [
    '{0} is packed in a way this verifier does not read.',
    '{0} ist auf eine Weise gepackt, die dieses Prüfprogramm nicht liest.',
  ],
  ['{0} is encrypted.', '{0} ist verschlüsselt.'],
  ['it is longer than the archive says.', 'sie ist länger, als das Archiv sagt.'],
  ['its checksum in the archive does not fit.', 'ihre Prüfsumme im Archiv passt nicht.'],
  [
    '{0} is larger than any this verifier reads ({1} MB).',
    '{0} ist größer als alles, was dieses Prüfprogramm liest ({1} MB).',
  ],
  ['This is not an audit pack: it holds no manifest.json.', 'Das ist kein Auditpaket: Es enthält kein manifest.json.'],
  ['manifest.json is not valid JSON.', 'manifest.json ist kein gültiges JSON.'],
  [
    'manifest.json is not a manifest of version 1 or 2 of the format openaims-pack.',
    'manifest.json ist kein Manifest der Version 1 oder 2 des Formats openaims-pack.',
  ],
  [
    'The pack holds more records than its log has entries.',
    'Das Paket enthält mehr Datensätze, als sein Protokoll Einträge hat.',
  ],
  ['What you gave as key is not a verifier key.', 'Was Sie als Schlüssel angegeben haben, ist kein Prüfschlüssel.'],
  [
    'What you gave as a checkpoint you kept is none: compare it with the file or message it came in.',
    'Was Sie als aufbewahrten Prüfpunkt angegeben haben, ist keiner: Vergleichen Sie es mit der Datei oder Nachricht, in der er kam.',
  ],
  ['A path can only be opened by Node.', 'Einen Pfad kann nur Node öffnen.'],
  ['There is no file "{0}", or it may not be read.', 'Es gibt keine Datei „{0}“, oder sie darf nicht gelesen werden.'],
  ['{0} cannot be read to its end: {1}', '{0} kann nicht bis zum Ende gelesen werden: {1}'],
  ['{0} cannot be read: {1}', '{0} kann nicht gelesen werden: {1}'],
  ['{0} is missing: without it little can be checked.', '{0} fehlt: Ohne diese Datei kann wenig geprüft werden.'],
  ['The log is missing.', 'Das Protokoll fehlt.'],
  [
    'The text of {0} is missing, though the pack says it holds all of its register.',
    'Der Text von {0} fehlt, obwohl das Paket angibt, alle seines Registers zu enthalten.',
  ],
  ['{0} is missing.', '{0} fehlt.'],
  [
    '{0} was changed: its hash is not the one in the manifest.',
    '{0} wurde geändert: Der Hashwert ist nicht der im Manifest.',
  ],
  ['{0} does not hold what its name says.', '{0} enthält nicht, was der Name sagt.'],
  ['{0} is in the pack but not in its manifest.', '{0} ist im Paket, aber nicht in seinem Manifest.'],
  ['{0} is in the pack, but no record names it.', '{0} ist im Paket, aber kein Datensatz nennt diese Datei.'],
  ['The manifest names {0} twice.', 'Das Manifest nennt {0} zweimal.'],
  [
    'Line {0} of {1} is not written as packs write it: another program could read it differently.',
    'Zeile {0} von {1} ist nicht so geschrieben, wie Pakete sie schreiben: Ein anderes Programm könnte sie anders lesen.',
  ],
  ['{0} holds a line that is no record.', '{0} enthält eine Zeile, die kein Datensatz ist.'],
  [
    '{0} holds a text for entry {1}, which made no version.',
    '{0} enthält einen Text zu Eintrag {1}, der keine Version erzeugt hat.',
  ],
  ['{0} holds {1} twice.', '{0} enthält {1} zweimal.'],
  ['{0} stands in {1}, where it does not belong.', '{0} steht in {1}, wo es nicht hingehört.'],
  [
    'log/registers.json does not say how records of "{0}" come from what was logged.',
    'log/registers.json sagt nicht, wie Datensätze von „{0}“ aus dem Protokollierten entstehen.',
  ],
  [
    '{0} leaves out "{1}" of the register "{2}", so that it would not be compared.',
    '{0} lässt „{1}“ des Registers „{2}“ weg, sodass es nicht verglichen würde.',
  ],
  [
    '{0} says that records of "{1}" have an older form than was logged.',
    '{0} gibt für Datensätze von „{1}“ eine ältere Form an, als protokolliert wurde.',
  ],
  [
    '{0} shows "{1}", which no record of its register has.',
    '{0} zeigt „{1}“, was kein Datensatz seines Registers hat.',
  ],
  [
    'The manifest counts {0} records of "{1}", but the pack holds {2}.',
    'Das Manifest zählt {0} Datensätze von „{1}“, das Paket enthält aber {2}.',
  ],
  [
    'The manifest counts {0} records, but the pack holds {1}.',
    'Das Manifest zählt {0} Datensätze, das Paket enthält aber {1}.',
  ],
  [
    'The manifest says {0} entries of the log are withheld, but it is {1}.',
    'Nach dem Manifest werden {0} Einträge des Protokolls zurückgehalten, es sind aber {1}.',
  ],
  [
    'The manifest says the log has {0} entries, but there are {1}.',
    'Nach dem Manifest hat das Protokoll {0} Einträge, es sind aber {1}.',
  ],
  [
    'The root computed from the log is not the one in the manifest.',
    'Die aus dem Protokoll berechnete Wurzel ist nicht die im Manifest.',
  ],
  [
    'The pack says it is as of {0}, but its log goes on until {1}.',
    'Das Paket gibt den Stand {0} an, sein Protokoll reicht aber bis {1}.',
  ],
  ['Line {0} of the log is not an entry.', 'Zeile {0} des Protokolls ist kein Eintrag.'],
  [
    'Entry {0} of the log says it is number {1}: entries are missing or out of order.',
    'Eintrag {0} des Protokolls trägt die Nummer {1}: Einträge fehlen oder stehen in falscher Folge.',
  ],
  [
    'Entry {0} of the log was changed: its leaf hash does not fit its text.',
    'Eintrag {0} des Protokolls wurde geändert: Sein Hashwert passt nicht zu seinem Text.',
  ],
  [
    'Entry {0} of the log does not follow from the one before it.',
    'Eintrag {0} des Protokolls folgt nicht aus dem vorigen.',
  ],
  [
    'Entry {0} belongs to the log of another organisation.',
    'Eintrag {0} gehört zum Protokoll einer anderen Organisation.',
  ],
  ['Entry {0} is dated before the one before it.', 'Eintrag {0} trägt eine frühere Zeit als der vorige.'],
  [
    'Entry {0} makes version {1} of {2}, but the one before it is {3}.',
    'Eintrag {0} erzeugt Version {1} von {2}, die vorige ist aber {3}.',
  ],
  ['The list of keys cannot be read.', 'Die Liste der Schlüssel kann nicht gelesen werden.'],
  [
    'The keys are of the log of another organisation.',
    'Die Schlüssel gehören zum Protokoll einer anderen Organisation.',
  ],
  [
    'Key {0} of the signer was not handed over to by the key before it.',
    'Schlüssel {0} des Signierers wurde vom vorigen Schlüssel nicht eingesetzt.',
  ],
  [
    'The key you named is for the log {0}, but this is {1}.',
    'Der angegebene Schlüssel gilt für das Protokoll {0}, dies ist aber {1}.',
  ],
  ['The key you named is none of those in the pack.', 'Der angegebene Schlüssel ist keiner von denen im Paket.'],
  [
    '{0} says it is number {1}: some are missing or doubled.',
    '{0} trägt die Nummer {1}: Einige fehlen oder sind doppelt.',
  ],
  ['{0} is not a signed checkpoint.', '{0} ist kein signierter Prüfpunkt.'],
  ['{0} is of another log: {1}.', '{0} gehört zu einem anderen Protokoll: {1}.'],
  [
    '{0} was signed over {1} entries that are not those of this log: history was rewritten, or the checkpoint is of another one.',
    '{0} wurde über {1} Einträge signiert, die nicht die dieses Protokolls sind: Die Geschichte wurde umgeschrieben, oder der Prüfpunkt gehört zu einem anderen.',
  ],
  [
    '{0} was signed over {1} entries, but the log has {2}: the end was cut off, or rolled back.',
    '{0} wurde über {1} Einträge signiert, das Protokoll hat aber {2}: Das Ende wurde abgeschnitten oder zurückgesetzt.',
  ],
  ['{0} is not signed with a key of this log.', '{0} ist mit keinem Schlüssel dieses Protokolls signiert.'],
  ['{0} covers fewer entries than the one before it.', '{0} umfasst weniger Einträge als der vorige.'],
  [
    '{0} is not in the order of the log after entry {1}.',
    '{0} folgt nach Eintrag {1} nicht der Reihenfolge des Protokolls.',
  ],
  [
    '{0} is not what was logged: its text does not give the digest in entry {1}.',
    '{0} ist nicht, was protokolliert wurde: Der Text ergibt nicht den Hashwert in Eintrag {1}.',
  ],
  [
    'Not every version that is said to be erased has an entry in the log that says so, or the other way round.',
    'Nicht jede als gelöscht bezeichnete Version hat einen Eintrag im Protokoll, der das sagt, oder umgekehrt.',
  ],
  [
    '{0} stands in the pack in version {1}, which the log does not know as its last: that is {2}.',
    '{0} steht im Paket in Version {1}, die im Protokoll nicht die letzte ist: Das ist {2}.',
  ],
  [
    '{0} stands in the pack in version {1}, which the log does not know.',
    '{0} steht im Paket in Version {1}, die das Protokoll nicht kennt.',
  ],
  [
    '{0} was changed at another time than the log says.',
    '{0} wurde zu einer anderen Zeit geändert, als das Protokoll sagt.',
  ],
  [
    '{0} was made at another time or by somebody else than the log says.',
    '{0} wurde zu einer anderen Zeit oder von jemand anderem angelegt, als das Protokoll sagt.',
  ],
  ['{0} is shown otherwise than it was logged.', '{0} wird anders gezeigt, als es protokolliert wurde.'],
  [
    '{0} record that the log leads to is missing from the pack.',
    '{0} Datensatz, zu dem das Protokoll führt, fehlt im Paket.',
  ],
  [
    '{0} records that the log leads to are missing from the pack.',
    '{0} Datensätze, zu denen das Protokoll führt, fehlen im Paket.',
  ],
  [
    'The checkpoint you kept is of another log: {0}.',
    'Der aufbewahrte Prüfpunkt gehört zu einem anderen Protokoll: {0}.',
  ],
  [
    'The checkpoint you kept is not signed with a key of this log: the log was signed anew by another, or the checkpoint is not real.',
    'Der aufbewahrte Prüfpunkt ist mit keinem Schlüssel dieses Protokolls signiert: Das Protokoll wurde von jemand anderem neu signiert, oder der Prüfpunkt ist nicht echt.',
  ],
  [
    'The log is shorter than the {0} entries you hold a root for: it was cut off or rolled back to an older copy.',
    'Das Protokoll ist kürzer als die {0} Einträge, deren Wurzel Sie haben: Es wurde abgeschnitten oder auf eine ältere Kopie zurückgesetzt.',
  ],
  [
    'The log does not lead to the root you hold: history was rewritten, or the root is of another log.',
    'Das Protokoll führt nicht zu der Wurzel, die Sie haben: Die Geschichte wurde umgeschrieben, oder die Wurzel gehört zu einem anderen Protokoll.',
  ],
  // What is proven.
  [
    'All {0} files are there as the manifest says, and no others.',
    'Alle {0} Dateien sind so da, wie das Manifest sagt, und keine anderen.',
  ],
  [
    'Each piece of evidence holds exactly the bytes whose hash a record of the pack names.',
    'Jeder Nachweis enthält genau die Bytes, deren Hashwert ein Datensatz des Pakets nennt.',
  ],
  [
    'The log of {0} entries is whole and in order, and leads to the root {1}.',
    'Das Protokoll mit {0} Einträgen ist vollständig und in der richtigen Folge und führt zur Wurzel {1}.',
  ],
  [
    'Every record in the pack stands in the last version that the entries shown know.',
    'Jeder Datensatz im Paket steht in der letzten Version, die die gezeigten Einträge kennen.',
  ],
  [
    'Every record in the pack stands in the last version that the log knows.',
    'Jeder Datensatz im Paket steht in der letzten Version, die das Protokoll kennt.',
  ],
  [
    'The log continues the one you hold from before; nothing before it was changed.',
    'Das Protokoll setzt das fort, das Sie von früher haben; nichts davor wurde geändert.',
  ],
  [
    'All {0} checkpoints are signed ({1}) and lie on the way of this one log.',
    'Alle {0} Prüfpunkte sind signiert ({1}) und liegen auf dem Weg dieses einen Protokolls.',
  ],
  [
    'The text of {0} versions is exactly what was logged.',
    'Der Text von {0} Versionen ist genau das, was protokolliert wurde.',
  ],
  [
    '{0} of {1} records are shown as they were logged, field by field.',
    '{0} von {1} Datensätzen werden Feld für Feld so gezeigt, wie sie protokolliert wurden.',
  ],
  [
    '{0} versions were erased; the log says by whom and why. {1}',
    '{0} Versionen wurden gelöscht; das Protokoll sagt, von wem und warum. {1}',
  ],
  [
    '{0} file was erased; the log keeps the hash of each.',
    '{0} Datei wurde gelöscht; das Protokoll behält ihren Hashwert.',
  ],
  [
    '{0} files were erased; the log keeps the hash of each.',
    '{0} Dateien wurden gelöscht; das Protokoll behält den Hashwert einer jeden.',
  ],
  [
    'What {0} entry said about members was erased; the log keeps the digest of each.',
    'Was {0} Eintrag über Mitglieder sagte, wurde gelöscht; das Protokoll behält den Hashwert.',
  ],
  [
    'What {0} entries said about members was erased; the log keeps the digest of each.',
    'Was {0} Einträge über Mitglieder sagten, wurde gelöscht; das Protokoll behält den Hashwert eines jeden.',
  ],
  ['It was erased by {0}.', 'Gelöscht wurde es von {0}.'],
  // What is not.
  [
    'What {0} of {1} entries say, those with the numbers {2}: the pack gives their hashes alone, because its reader may not know of the records. A change of a record shown here could be among them; whoever reads every register can make a pack that withholds none.',
    'Was {0} von {1} Einträgen sagen, die mit den Nummern {2}: Das Paket gibt nur ihre Hashwerte, weil sein Leser von den Datensätzen nicht wissen darf. Eine Änderung eines hier gezeigten Datensatzes könnte darunter sein; wer jedes Register lesen darf, kann ein Paket erstellen, das nichts zurückhält.',
  ],
  [
    'That pages and documents made for reading ({0} files, the statement of applicability among them) say what the records say: nobody signed them. What counts are records, evidence and log; ask for whatever matters to be shown there.',
    'Dass Seiten und Dokumente zum Lesen ({0} Dateien, darunter die Erklärung zur Anwendbarkeit) sagen, was die Datensätze sagen: Niemand hat sie signiert. Es zählen Datensätze, Nachweise und Protokoll; lassen Sie sich dort zeigen, worauf es ankommt.',
  ],
  [
    'That the organisation is called "{0}", and that nothing happened between the last entry ({1}) and the time of the pack ({2}): the manifest alone says so.',
    'Dass die Organisation „{0}“ heißt und dass zwischen dem letzten Eintrag ({1}) und der Zeit des Pakets ({2}) nichts geschah: Das sagt allein das Manifest.',
  ],
  [
    'That the organisation is called "{0}", and that nothing happened between the last entry and the time of the pack ({1}): the manifest alone says so.',
    'Dass die Organisation „{0}“ heißt und dass zwischen dem letzten Eintrag und der Zeit des Pakets ({1}) nichts geschah: Das sagt allein das Manifest.',
  ],
  [
    'That all records of these registers are in the pack, which says that it holds a part of them: {0}.',
    'Dass alle Datensätze dieser Register im Paket sind, das nach eigener Angabe nur einen Teil enthält: {0}.',
  ],
  [
    'What {0} file says that records name and the pack does not hold ({1}): the log up to the time of the pack does not say that they were erased. Ask for them.',
    'Was {0} Datei sagt, die Datensätze nennen und das Paket nicht enthält ({1}): Das Protokoll bis zur Zeit des Pakets sagt nicht, dass sie gelöscht wurde. Fragen Sie danach.',
  ],
  [
    'What {0} files say that records name and the pack does not hold ({1}): the log up to the time of the pack does not say that they were erased. Ask for them.',
    'Was {0} Dateien sagen, die Datensätze nennen und das Paket nicht enthält ({1}): Das Protokoll bis zur Zeit des Pakets sagt nicht, dass sie gelöscht wurden. Fragen Sie danach.',
  ],
  [
    'That a signer outside the database saw this log: the pack holds no signed checkpoint.',
    'Dass ein Signierer außerhalb der Datenbank dieses Protokoll sah: Das Paket enthält keinen signierten Prüfpunkt.',
  ],
  [
    'The signatures: this browser cannot check Ed25519. Use another one, or the program for Node.',
    'Die Signaturen: Dieser Browser kann Ed25519 nicht prüfen. Nehmen Sie einen anderen oder das Programm für Node.',
  ],
  [
    'The last {0} entries are not covered by a signed checkpoint.',
    'Die letzten {0} Einträge sind von keinem signierten Prüfpunkt umfasst.',
  ],
  [
    'That the key is that of the organisation: compare it with one you have from them by another way (--key).',
    'Dass der Schlüssel der der Organisation ist: Vergleichen Sie ihn mit einem, den Sie auf anderem Weg von ihr haben (--key).',
  ],
  [
    'That the text of a record is what was logged: the log holds a salted digest of it, and the pack no salts.',
    'Dass der Text eines Datensatzes der protokollierte ist: Das Protokoll enthält einen gesalzenen Hashwert davon und das Paket kein Salz.',
  ],
  [
    'The text of {0} versions, which the pack does not show: they hold personal data or are not shared with its reader. They are those of entries {1}.',
    'Den Text von {0} Versionen, die das Paket nicht zeigt: Sie enthalten personenbezogene Daten oder sind nicht für seinen Leser. Es sind die der Einträge {1}.',
  ],
  [
    'The text of {0} of {1} records in the pack: what was logged of them is not shown, or is in an older form.',
    'Den Text von {0} der {1} Datensätze im Paket: Was von ihnen protokolliert wurde, wird nicht gezeigt oder hat eine ältere Form.',
  ],
  [
    'That values worked out from others, such as levels and counts, are worked out rightly. The pack says of these, which were logged too, that they are such and need not be as they were: {0}.',
    'Dass Werte, die aus anderen folgen, etwa Stufen und Zahlen, richtig berechnet sind. Von diesen, die auch protokolliert wurden, sagt das Paket, dass sie solche sind und nicht bleiben müssen, wie sie waren: {0}.',
  ],
  [
    'That values worked out from others, such as levels and counts, are worked out rightly.',
    'Dass Werte, die aus anderen folgen, etwa Stufen und Zahlen, richtig berechnet sind.',
  ],
  [
    'What was erased: its digests say that it was there, not what it said, nor that it had to be erased.',
    'Was gelöscht wurde: Die Hashwerte sagen, dass es da war, nicht, was es sagte, und nicht, dass es gelöscht werden musste.',
  ],
  [
    'That {0} versions were erased later than the time of the pack, as it says.',
    'Dass {0} Versionen später als zur Zeit des Pakets gelöscht wurden, wie es sagt.',
  ],
  [
    'That this is the only history: give a checkpoint you kept (--checkpoint) or a root you hold from elsewhere (--root), or someone could have rewritten log and manifest together.',
    'Dass dies die einzige Geschichte ist: Geben Sie einen aufbewahrten Prüfpunkt (--checkpoint) oder eine Wurzel von anderswo (--root) an; sonst könnte jemand Protokoll und Manifest zusammen umgeschrieben haben.',
  ],
  [
    'That what was recorded is true, or that everything that happened was recorded.',
    'Dass wahr ist, was aufgezeichnet wurde, oder dass alles aufgezeichnet wurde, was geschah.',
  ],
  [
    'That the times in the log are right: they come from the clock of the database.',
    'Dass die Zeiten im Protokoll stimmen: Sie kommen von der Uhr der Datenbank.',
  ],
]
