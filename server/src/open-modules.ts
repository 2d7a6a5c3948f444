import { join } from 'node:path';
import { shopFiles } from '#contracts/shop-settings';
import { diskStore } from './adapters/disk/index.ts';
import { sharpEncoder } from './adapters/images/index.ts';
import { pdfkitPrinter } from './adapters/pdf/index.ts';
import { openSheets } from './adapters/sheets/index.ts';
import type { Config } from './config.ts';
import { openOutside } from './kernel/outside/get.ts';
import { openRealtime } from './kernel/realtime/socket-io.ts';
import { accounts } from './modules/accounts/index.ts';
import { audit } from './modules/audit/index.ts';
import { catalog } from './modules/catalog/index.ts';
import { invoices } from './modules/invoices/index.ts';
import { ledger } from './modules/ledger/index.ts';
import { loyalty } from './modules/loyalty/index.ts';
import { media } from './modules/media/index.ts';
import { messages } from './modules/messages/index.ts';
import { givenBack, orders } from './modules/orders/index.ts';
import { payments } from './modules/payments/index.ts';
import { sales } from './modules/sales/index.ts';
import { settlement } from './modules/settlement/index.ts';
import { trust } from './modules/trust/index.ts';
import type { Kernel } from './open-kernel.ts';
import { type SeveralSellers, severalSellers } from './several-sellers.ts';

/** What a module that comes early asks of orders, which come late. */
const askedOfOrders = (kernel: Kernel, buying: () => ReturnType<typeof orders>) => ({
  numbers: async (ids: readonly string[]) =>
    new Map((await buying().api.findMany(kernel.db, ids)).map((one) => [one.id, one.number])),
  story: { find: (idOrNumber: string) => buying().api.story(idOrNumber) },
});

const openPeople = (
  kernel: Kernel,
  config: Config,
  { buying, sellers }: { buying: () => ReturnType<typeof orders>; sellers: SeveralSellers },
) => {
  const deeds = audit(kernel);
  const people = accounts({
    ...kernel,
    operatorToken: config.operatorToken,
    sellers,
    onAdopted: async (from, to) => {
      await buying().api.adoptBasket(from, to);
      await buying().api.adoptOrders(from, to);
    },
  });
  return { deeds, people, words: messages(kernel) };
};

const openGoods = (
  kernel: Kernel,
  config: Config,
  { people, sellers }: { people: ReturnType<typeof accounts>; sellers: SeveralSellers },
) => {
  const pictures = media({
    ...kernel,
    files: diskStore(join(config.shopDir, shopFiles.media)),
    pictures: sharpEncoder(),
    outside: openOutside(),
  });
  const goods = catalog({
    ...kernel,
    accounts: people.api,
    sellers,
    media: pictures.api,
    sheets: openSheets(),
    importsFolder: join(config.shopDir, shopFiles.imports),
    currency: config.shop.currency,
  });
  return { pictures, goods };
};

type Folk = ReturnType<typeof openPeople> & ReturnType<typeof openGoods>;

const openMoney = (
  kernel: Kernel,
  config: Config,
  { deeds, people, words, buying }: Folk & { buying: () => ReturnType<typeof orders> },
) => {
  const { shop } = config;
  const { numbers, story } = askedOfOrders(kernel, buying);
  const books = ledger({ ...kernel, story });
  books.api.addCheck({
    id: 'audit',
    title: 'Nothing in the log of what people with power did was changed, deleted or moved',
    run: async () => {
      const { holds, brokenAt } = await deeds.api.verify();
      return holds ? [] : [`the log breaks at entry ${brokenAt}`];
    },
  });
  const money = payments({
    ...kernel,
    currency: shop.currency,
    // The browser knows under which name it reached the shop, and puts it before the paths it is given.
    shopUrl: '',
    ledger: books.api,
    audit: deeds.api,
    numbers,
    coins: { spend: (tx, spending) => coins.api.spend(tx, spending) },
  });
  const coins = loyalty({ ...kernel, ledger: books.api, settings: shop.coins, orderNumbers: numbers });
  const standing = trust({
    ...kernel,
    settings: shop.trust,
    shop,
    accounts: people.api,
    audit: deeds.api,
    messages: words.api,
    payments: money.api,
  });
  return { books, money, coins, standing };
};

/** Every module, in the order in which they may use each other. */
export const openModules = (kernel: Kernel, config: Config) => {
  const { shop } = config;
  const late: { buying?: ReturnType<typeof orders> } = {};
  const buyingNow = () => {
    if (!late.buying) throw new Error('Orders were asked for before they were there');
    return late.buying;
  };
  const sellers = severalSellers({
    shop,
    payments: () => money.api,
    find: async () => [...(await people.api.sellers(2)), ...(await goods.api.sellers(2))],
  });
  const folk = openPeople(kernel, config, { buying: buyingNow, sellers });
  const { deeds, people } = folk;
  const { pictures, goods } = openGoods(kernel, config, { people, sellers });
  const { books, money, coins, standing } = openMoney(kernel, config, {
    ...folk,
    pictures,
    goods,
    buying: buyingNow,
  });
  const buying = orders({
    ...kernel,
    accounts: people.api,
    catalog: goods.api,
    payments: money.api,
    loyalty: coins.api,
    trust: standing.api,
    ledger: books.api,
    delivery: shop.delivery,
    times: shop.times,
    coins: shop.coins,
    couriers: {
      trackingUrl: (courier, tracking) => kernel.couriers.find(courier)?.trackingUrl(tracking) ?? null,
    },
    shares: async (on, parcels) => {
      const sellerIds = [...new Set(parcels.map((one) => one.sellerId))];
      await sellers.mayBePaid(sellerIds, (ids) => settling.api.withoutAccount(on, ids));
      return settling.api.transfers(on, parcels);
    },
  });
  late.buying = buying;
  const settling = settlement({
    ...kernel,
    accounts: people.api,
    media: pictures.api,
    audit: deeds.api,
    ledger: books.api,
    payments: money.api,
    loyalty: coins.api,
    orders: buying.api,
    sheets: openSheets(),
    remittancesFolder: join(config.shopDir, shopFiles.remittances),
    commission: shop.commission,
    otherSecrets: [money.api.reseal],
  });
  const papers = invoices({
    ...kernel,
    accounts: people.api,
    orders: { find: buying.api.find, givenBack },
    pdf: pdfkitPrinter(),
    shopName: shop.name,
    taxes: shop.taxes,
  });
  const realtime = openRealtime({ identify: people.doorman.identify }, kernel.log);
  const live = sales({ ...kernel, accounts: people.api, media: pictures.api, catalog: goods.api, realtime });
  const modules = { ...folk, pictures, goods, books, money, coins, standing, buying, settling, papers, live };
  const { deeds: one, ...others } = modules;
  return { ...modules, sellers, realtime, all: [one, ...Object.values(others)] };
};
export type Modules = ReturnType<typeof openModules>;
