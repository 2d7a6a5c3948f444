import { useEffect, useState } from 'react';
import { importErrorsPath, type SheetImport } from '#contracts/imports';
import { capitalise, count, moment, plural } from '../../../lib/format.ts';
import { useQueryClient } from '../../../lib/query.ts';
import { ButtonLink } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { ActionError, ErrorState } from '../../../ui/states.tsx';
import { studioKeys } from '../keys.ts';
import { Badge } from '../parts/badge.tsx';
import { Head } from '../parts/head.tsx';
import { Tile, Tiles } from '../parts/tile.tsx';
import { DropZone } from './drop-zone.tsx';
import styles from './import-screen.module.css';
import { importSentence, outcome } from './import-words.ts';
import { isOver, useImports, useSheetImport, useStartImport } from './use-imports.ts';

/** A sheet of products, read in the background: what came of it, and what did not. */
export const ImportScreen = () => {
  const start = useStartImport();
  const [id, setId] = useState<string | null>(null);
  const send = (file: File) => {
    // What is said from here on is about this file.
    setId(null);
    start.mutate(file, { onSuccess: (begun) => setId(begun.id) });
  };
  return (
    <Page title="Import a sheet" width="text">
      <Head title="Import a sheet" back={{ href: '/studio/products', words: 'All products' }} />
      <div className={styles.parts}>
        <DropZone busy={start.isPending} onFile={send} />
        <ActionError failure={start.error} />
        {id && <Progress key={id} id={id} />}
        <Earlier current={id} onOpen={setId} />
      </div>
    </Page>
  );
};

const Progress = ({ id }: { id: string }) => {
  const { data: one, error, refetch } = useSheetImport(id);
  const queries = useQueryClient();
  const over = one ? isOver(one) : false;
  useEffect(() => {
    if (!over) return;
    void queries.invalidateQueries({ queryKey: studioKeys.allProducts });
    void queries.invalidateQueries({ queryKey: studioKeys.imports, exact: true });
  }, [over, queries]);
  if (error) return <ErrorState failure={error} onRetry={() => void refetch()} />;
  if (!one) return null;
  return (
    <section className={styles.progress} aria-labelledby="progress">
      <p className={styles.state}>
        <StateBadge one={one} /> {one.file}
      </p>
      <h2 id="progress" role="status" className={styles.sentence}>
        {importSentence(one)}
      </h2>
      {!over && <p className={styles.note}>You may leave this page; the import goes on.</p>}
      {one.state !== 'waiting' && one.state !== 'failed' && <Counts one={one} />}
      {one.notes.length > 0 && (
        <ul className={styles.notes} aria-label="What was changed or assumed">
          {one.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {one.rejected > 0 && over && (
        <p>
          {plural(one.rejected, 'row')} could not be taken.{' '}
          <a href={importErrorsPath(one.id)} download>
            Each with its reason: errors.csv
          </a>
          . Correct it there and import it again.
        </p>
      )}
      {one.state === 'done' && (
        <div>
          <ButtonLink href="/studio/products" look="primary">
            See your products
          </ButtonLink>
        </div>
      )}
    </section>
  );
};

const StateBadge = ({ one }: { one: SheetImport }) => {
  if (one.state === 'done')
    return (
      <Badge tone="good" icon="check">
        Imported
      </Badge>
    );
  if (one.state === 'failed')
    return (
      <Badge tone="bad" icon="close">
        Refused
      </Badge>
    );
  return (
    <Badge tone="busy" icon="clock">
      Under way
    </Badge>
  );
};

const Counts = ({ one: { products, variants, rejected } }: { one: SheetImport }) => (
  <Tiles>
    <Tile label="New products" note={plural(variants.created, 'variant')}>
      {count(products.created)}
    </Tile>
    <Tile label="Changed" note={plural(variants.updated, 'variant')}>
      {count(products.updated)}
    </Tile>
    <Tile label="As before">{count(products.unchanged)}</Tile>
    <Tile label="Rows not taken">{count(rejected)}</Tile>
  </Tiles>
);

const Earlier = ({ current, onOpen }: { current: string | null; onOpen: (id: string) => void }) => {
  const { data } = useImports();
  const others = data?.filter((one) => one.id !== current) ?? [];
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="earlier">
      <h2 id="earlier">Earlier imports</h2>
      <ul className={styles.earlier}>
        {others.map((one) => (
          <li key={one.id}>
            <button type="button" className={styles.row} onClick={() => onOpen(one.id)}>
              <b>{one.file}</b>
              <span className={styles.note}>
                {one.startedAt !== null && `${capitalise(moment(one.startedAt, Date.now()))} · `}
                {outcome(one)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
