import { useState } from 'react';
import { Link } from '../../../lib/router.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { ActionError } from '../../../ui/states.tsx';
import { Chat } from '../../live/chat.tsx';
import { useHost, useHostRoom, usePublisher } from '../on-air.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { nextToFeature } from '../run-sheet/order.ts';
import { EndSale } from './end-sale.tsx';
import { HealthStrip } from './health-strip.tsx';
import { HostComposer } from './host-composer.tsx';
import styles from './host-desktop.module.css';
import { HostFacts } from './host-top.tsx';
import { ProductPanel } from './product-panel.tsx';
import { Questions } from './questions.tsx';
import { Queue } from './queue.tsx';
import { SaleOrders, Tally } from './sale-orders.tsx';
import { Stage, StageButtons } from './stage.tsx';
import type { Desk } from './use-host-desk.ts';

/** Queue, picture with its controls, and what comes back: on one screen of 1280×720 without scrolling. */
export const HostDesktop = ({ desk }: { desk: Desk }) => (
  <main id="main" tabIndex={-1} className={styles.desk}>
    <QueuePane desk={desk} />
    <MiddlePane desk={desk} />
    <TalkPane desk={desk} />
  </main>
);

const QueuePane = ({ desk }: { desk: Desk }) => {
  const { live, actions, session } = desk;
  const next = nextToFeature(live.runSheet, live.featured);
  return (
    <section className={styles.queue} aria-label="Run sheet and what comes next">
      <header className={styles.title}>
        <Link href="/studio/sales" className={styles.out} aria-label="Leave this screen; the sale goes on">
          <Icon name="back" size={20} />
        </Link>
        <h1 className={styles.name}>{live.title}</h1>
      </header>
      <div className={styles.scroll}>
        <Queue
          live={live}
          actions={actions}
          selected={desk.entry?.productId ?? null}
          onSelect={desk.select}
        />
      </div>
      <div className={styles.next}>
        <ActionError failure={actions.failure} />
        <Button
          look="primary"
          wide
          icon="pin"
          aria-disabled={next ? undefined : true}
          aria-keyshortcuts="N"
          onClick={() => next && actions.quietly(actions.featureNext())}
        >
          Pin next
        </Button>
        <p className={styles.hint}>
          {next ? next.title : 'Nothing else is in stock'} <kbd>N</kbd>
        </p>
        <p className={styles.more}>
          <Button small look="quiet" onClick={desk.plan.show}>
            Change the run sheet
          </Button>
          <a href={`/live/${session.saleId}`} target="_blank" rel="noreferrer">
            See it as a buyer
          </a>
        </p>
      </div>
    </section>
  );
};

const MiddlePane = ({ desk }: { desk: Desk }) => {
  const { session, live, entry, actions } = desk;
  const publishing = usePublisher(session);
  const { skew, link } = useHostRoom(session);
  return (
    <section className={styles.middle} aria-label="Your picture and the product">
      <header className={styles.strip}>
        <HostFacts live={live} skew={skew} />
        <HealthStrip publishing={publishing} onTakeOver={() => session.publisher.takeOver()} />
      </header>
      {link === 'lost' && (
        <p role="alert" className={styles.lost}>
          The connection to the shop is lost. It comes back by itself; buyers still see your picture.
        </p>
      )}
      <div className={styles.center}>
        <Stage session={session} className={styles.stage} />
        {entry && (
          <div className={styles.panel}>
            <ProductPanel
              key={entry.productId}
              entry={entry}
              on={entry.productId === live.featured}
              actions={actions}
              variantId={desk.variantId}
              onVariant={desk.chooseVariant}
            />
          </div>
        )}
      </div>
      <footer className={styles.controls}>
        <StageButtons />
        <IconButton icon="help" label="Keys and help" onClick={desk.help.show} />
        <span className={styles.end}>
          <EndSale saleId={session.saleId} />
        </span>
      </footer>
    </section>
  );
};

const TalkPane = ({ desk: { session } }: { desk: Desk }) => {
  const [tab, setTab] = useState<'chat' | 'questions'>('chat');
  const { rows } = useHostRoom(session);
  const { questions } = useHost(session);
  return (
    <section className={styles.talk} aria-label="Orders and chat">
      <div className={styles.orders}>
        <h2 className="visually-hidden">Orders</h2>
        <div className={styles.tally}>
          <Tally session={session} />
        </div>
        <div className={styles.scroll}>
          <SaleOrders session={session} />
        </div>
      </div>
      <Tabs
        className={styles.tabs}
        label="Chat and questions"
        tabs={[
          { name: 'chat', label: 'Chat' },
          { name: 'questions', label: 'Questions', count: questions.length },
        ]}
        chosen={tab}
        onChoose={setTab}
      >
        {tab === 'chat' ? <Chat rows={rows} /> : <Questions session={session} />}
      </Tabs>
      <HostComposer session={session} className={styles.composer} />
    </section>
  );
};
