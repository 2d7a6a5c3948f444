import { type FormEvent, useState } from 'react';
import type { Verdict } from '#contracts/ledger';
import { count, moment, plural } from '../../../lib/format.ts';
import { useSearchParams } from '../../../lib/router.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Page } from '../../../ui/page.tsx';
import { ActionError } from '../../../ui/states.tsx';
import { Answer, Part } from '../parts/case.tsx';
import { Head } from '../parts/head.tsx';
import styles from './operating.module.css';
import { OperatingNav } from './operating-nav.tsx';
import { Story } from './story.tsx';
import { useVerify } from './use-operating.ts';

/** Whether the books agree with themselves, and the whole story of one order's money. */
export const BooksScreen = () => {
  const verify = useVerify();
  return (
    <Page title="Books">
      <Head title="Books">
        <Button look="primary" busy={verify.isPending} onClick={() => verify.mutate()}>
          Check the books
        </Button>
      </Head>
      <OperatingNav />
      <ActionError failure={verify.error} />
      {verify.data ? (
        <Shown verdict={verify.data} />
      ) : (
        <p className={styles.soft}>
          Every rule the books must keep is checked, and the chain that shows whether somebody has changed
          them. The shop does it by itself every night.
        </p>
      )}
      <OneOrder />
    </Page>
  );
};

const Shown = ({ verdict }: { verdict: Verdict }) => {
  const broken = verdict.invariants.filter((one) => !one.holds).length;
  return (
    <section className={styles.overview} aria-label="What the check found" role="status">
      <Answer calm={verdict.holds}>
        {verdict.holds ? 'The books agree' : `${plural(broken, 'rule is', 'rules are')} broken`}
      </Answer>
      <p className={styles.soft}>
        {plural(verdict.entries, 'entry', 'entries')} in {count(verdict.tookMs)} ms,{' '}
        {moment(verdict.at, Date.now())}.
        {verdict.head && (
          <>
            {' '}
            The last one’s seal is <span className={styles.about}>{verdict.head}</span>: keep it elsewhere,
            and nobody can change what came before.
          </>
        )}
      </p>
      <ul className={styles.rules}>
        {verdict.invariants.map((one) => (
          <li key={one.id} className={one.holds ? styles.holds : styles.broken}>
            <Icon name={one.holds ? 'check' : 'warning'} size={20} />
            <div>
              <p>
                {one.title} <span className={styles.about}>{one.id}</span>
                {!one.holds && <b>, broken {plural(one.broken, 'time')}</b>}
                {one.holds && <span className="visually-hidden">, holds</span>}
              </p>
              {one.breaks.length > 0 && (
                <ul className={styles.reasons}>
                  {one.breaks.map((says) => (
                    <li key={says}>{says}</li>
                  ))}
                </ul>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
};

const OneOrder = () => {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('order') ?? '';
  const [typed, setTyped] = useState(asked);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSearch(typed.trim() ? { order: typed.trim() } : {}, { replace: true });
  };
  return (
    <Part id="story" title="One order’s money">
      <form className={styles.ask} onSubmit={submit} noValidate>
        <Field
          label="Number of the order"
          autoComplete="off"
          maxLength={60}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Button type="submit">Tell its story</Button>
      </form>
      {asked && <Story id={asked} />}
    </Part>
  );
};
