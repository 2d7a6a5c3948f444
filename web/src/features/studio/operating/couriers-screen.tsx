import { type FormEvent, useState } from 'react';
import { capitalise, moment } from '../../../lib/format.ts';
import { Link, useLocation } from '../../../lib/router.ts';
import { useMoney } from '../../../lib/shop.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Page } from '../../../ui/page.tsx';
import { ActionError } from '../../../ui/states.tsx';
import { Case, Cases, Part } from '../parts/case.tsx';
import { FileButton } from '../parts/file-button.tsx';
import { Head } from '../parts/head.tsx';
import { Listed } from '../parts/listed.tsx';
import styles from './operating.module.css';
import { OperatingNav } from './operating-nav.tsx';
import { sheetAnswer } from './operating-words.ts';
import { useImportRemittance, useRemittances } from './use-operating.ts';

/** The cash couriers collect at the door, and the sheets with which they hand it over. */
export const CouriersScreen = () => (
  <Page title="Couriers">
    <Head title="Couriers’ cash" />
    <OperatingNav />
    <ImportSheet />
    <Part id="sheets" title="Sheets so far">
      <Sheets />
    </Part>
  </Page>
);

const ImportSheet = () => {
  const [, navigate] = useLocation();
  const [courier, setCourier] = useState('');
  const [utr, setUtr] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const sending = useImportRemittance();
  const ready = courier.trim() !== '' && file !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || sending.isPending) return;
    sending.mutate(
      { file, courier: courier.trim(), utr: utr.trim() || undefined },
      { onSuccess: ({ id }) => navigate(`/studio/operating/couriers/${id}`) },
    );
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p className={styles.soft}>
        A CSV with a column of tracking numbers (AWB) and one of amounts. What matches is booked; what does
        not is flagged, and nothing is guessed.
      </p>
      <Field
        label="Courier"
        hint="As it stands on the shipments, for example by-hand"
        autoComplete="off"
        maxLength={60}
        value={courier}
        onChange={({ currentTarget }) => setCourier(currentTarget.value)}
      />
      <Field
        label="The bank’s reference (UTR)"
        optional
        hint="Where the sheet itself does not say it"
        autoComplete="off"
        maxLength={60}
        value={utr}
        onChange={({ currentTarget }) => setUtr(currentTarget.value)}
      />
      <p className={styles.line}>
        <FileButton accept=".csv,text/csv,text/plain" onFiles={([chosen]) => chosen && setFile(chosen)}>
          {file ? 'Choose another sheet' : 'Choose the sheet'}
        </FileButton>
        <span role="status">{file?.name}</span>
      </p>
      <ActionError failure={sending.error} />
      <p>
        <Button type="submit" look="primary" busy={sending.isPending} disabled={!ready}>
          Import the sheet
        </Button>
      </p>
    </form>
  );
};

const Sheets = () => {
  const money = useMoney();
  const list = useRemittances();
  return (
    <Listed
      list={list}
      what="sheets"
      empty={<p className={styles.soft}>Each sheet stays here, with what was booked and what was flagged.</p>}
    >
      {(sheets) => (
        <Cases label="Couriers’ sheets">
          {sheets.map((sheet) => (
            <Case
              key={sheet.id}
              title={
                <Link href={`/studio/operating/couriers/${sheet.id}`}>
                  {sheet.courier}, {sheet.utr}
                </Link>
              }
              facts={`${capitalise(moment(sheet.at, Date.now()))} · ${sheetAnswer(sheet.counts)}`}
              sum={money(sheet.banked)}
            />
          ))}
        </Cases>
      )}
    </Listed>
  );
};
