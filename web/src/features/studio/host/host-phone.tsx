import { useCallback, useState } from 'react';
import { Link } from '../../../lib/router.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Picture } from '../../../ui/picture.tsx';
import { Price } from '../../../ui/price.tsx';
import { Sheet } from '../../../ui/sheet.tsx';
import { ActionError } from '../../../ui/states.tsx';
import { Stock } from '../../../ui/stock.tsx';
import { Chat } from '../../live/chat.tsx';
import { summary } from '../../product/variants.ts';
import { useHost, useHostRoom, usePublisher } from '../on-air.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { nextToFeature } from '../run-sheet/order.ts';
import { EndSale } from './end-sale.tsx';
import { HealthStrip } from './health-strip.tsx';
import { HostComposer } from './host-composer.tsx';
import styles from './host-phone.module.css';
import { HostFacts } from './host-top.tsx';
import { ProductPanel } from './product-panel.tsx';
import { Questions } from './questions.tsx';
import { Queue } from './queue.tsx';
import { SaleOrders, Tally } from './sale-orders.tsx';
import { Stage, StageButtons } from './stage.tsx';
import type { Desk } from './use-host-desk.ts';

type Drawer = 'queue' | 'orders' | 'questions';

/** What the buyer sees, from behind: own picture, chat, the product on screen; the rest in a drawer. */
export const HostPhone = ({ desk }: { desk: Desk }) => {
  const { session, live, actions } = desk;
  const [drawer, setDrawer] = useState<Drawer | null>(null);
  const [last, setLast] = useState<Drawer>('queue');
  const close = useCallback(() => setDrawer(null), []);
  const open = (which: Drawer) => {
    setLast(which);
    setDrawer(which);
  };
  const { rows, skew, link } = useHostRoom(session);
  const { questions } = useHost(session);
  const next = nextToFeature(live.runSheet, live.featured);
  return (
    <main id="main" tabIndex={-1} className={styles.room}>
      <Stage session={session} under className={styles.stage} />
      <header className={styles.top}>
        <h1 className="visually-hidden">{live.title}, you are live</h1>
        <Link href="/studio/sales" className={styles.out} aria-label="Leave this screen; the sale goes on">
          <Icon name="back" />
        </Link>
        <span className={styles.facts}>
          <HostFacts live={live} skew={skew} />
          <span className={styles.health}>
            <HealthStrip
              short
              publishing={usePublisher(session)}
              onTakeOver={() => session.publisher.takeOver()}
            />
          </span>
        </span>
        <EndSale saleId={session.saleId} className={styles.end} />
      </header>
      {link === 'lost' && (
        <p role="alert" className={styles.lost}>
          The connection to the shop is lost. It comes back by itself.
        </p>
      )}
      <div className={styles.talk}>
        <Chat rows={rows} />
        <div className={styles.rail}>
          <StageButtons look="scrim" />
          <IconButton
            look="scrim"
            icon="chat"
            label={questions.length > 0 ? `Questions, ${questions.length}` : 'Questions'}
            onClick={() => open('questions')}
          >
            {questions.length > 0 && (
              <span className={styles.count} aria-hidden="true">
                {questions.length}
              </span>
            )}
          </IconButton>
        </div>
        <button type="button" className={styles.tally} aria-haspopup="dialog" onClick={() => open('orders')}>
          <Tally session={session} />
        </button>
        <OnScreen desk={desk} onOpen={() => open('queue')} />
        <ActionError failure={actions.failure} />
        <div className={styles.bar}>
          <HostComposer session={session} className={styles.composer} />
          <Button
            look="primary"
            icon="pin"
            aria-disabled={next ? undefined : true}
            aria-label={next ? `Pin next: ${next.title}` : 'Pin next: nothing else is in stock'}
            onClick={() => next && actions.quietly(actions.featureNext())}
          >
            Pin next
          </Button>
        </div>
      </div>
      <DrawerSheet desk={desk} drawer={drawer} last={last} onChoose={open} onClose={close} />
    </main>
  );
};

/** The card as buyers have it; a press opens its price and stock. */
const OnScreen = ({ desk, onOpen }: { desk: Desk; onOpen: () => void }) => {
  const entry = desk.live.runSheet.find((one) => one.productId === desk.live.featured);
  const facts = entry && summary(entry);
  return (
    <button type="button" className={styles.card} aria-haspopup="dialog" onClick={onOpen}>
      {entry && <Picture className={styles.picture} image={entry.image} alt="" sizes="4rem" />}
      <span className={styles.words}>
        <span className={styles.product}>{entry?.title ?? 'Nothing is on screen'}</span>
        {facts?.cheapest && (
          <span className={styles.numbers}>
            <Price amount={facts.cheapest.price} was={facts.cheapest.compareAt} size="row" />
            <Stock available={facts.available} />
          </span>
        )}
      </span>
      <span className={styles.change}>{entry ? 'Change' : 'Choose'}</span>
    </button>
  );
};

interface DrawerProps {
  desk: Desk;
  drawer: Drawer | null;
  /** Shown on while the sheet slides out. */
  last: Drawer;
  onChoose: (drawer: Drawer) => void;
  onClose: () => void;
}

const DrawerSheet = ({ desk, drawer, last, onChoose, onClose }: DrawerProps) => {
  const { session, live, actions, entry } = desk;
  const { questions, orders } = useHost(session);
  const shown = drawer ?? last;
  return (
    <Sheet open={drawer !== null} onClose={onClose} title="Your sale" detent="full">
      <Tabs
        label="Parts of the sale"
        tabs={[
          { name: 'queue', label: 'Run sheet' },
          { name: 'orders', label: 'Orders', count: orders.length },
          { name: 'questions', label: 'Questions', count: questions.length },
        ]}
        chosen={shown}
        onChoose={onChoose}
      >
        {shown === 'queue' && (
          <>
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
                <ActionError failure={actions.failure} />
              </div>
            )}
            <Queue live={live} actions={actions} selected={entry?.productId ?? null} onSelect={desk.select} />
            <Button
              look="quiet"
              onClick={() => {
                onClose();
                desk.plan.show();
              }}
            >
              Change the run sheet, or share the sale
            </Button>
          </>
        )}
        {shown === 'orders' && (
          <>
            <Tally session={session} />
            <SaleOrders session={session} />
          </>
        )}
        {shown === 'questions' && <Questions session={session} />}
      </Tabs>
    </Sheet>
  );
};
