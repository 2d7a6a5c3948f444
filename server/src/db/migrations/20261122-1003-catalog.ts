import type { Migration } from '../migrator.ts';

const products = [
  // price_from, price_to and compare_at are what the card shows: kept here because lists are sorted by them.
  `CREATE TABLE catalog_products (
    id TEXT PRIMARY KEY,
    seller_id TEXT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    category TEXT,
    category_key TEXT,
    tags TEXT NOT NULL,
    option_names TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('published', 'draft', 'removed')),
    price_from BIGINT NOT NULL DEFAULT 0 CHECK (price_from >= 0),
    price_to BIGINT NOT NULL DEFAULT 0 CHECK (price_to >= price_from),
    compare_at BIGINT,
    sold BIGINT NOT NULL DEFAULT 0,
    version BIGINT NOT NULL DEFAULT 1,
    source_key TEXT,
    source_hash TEXT,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    UNIQUE (seller_id, source_key)
  )`,
  'CREATE INDEX catalog_products_newest ON catalog_products (state, id)',
  'CREATE INDEX catalog_products_bestselling ON catalog_products (state, sold, id)',
  'CREATE INDEX catalog_products_price ON catalog_products (state, price_from, id)',
  'CREATE INDEX catalog_products_seller ON catalog_products (seller_id, id)',
  'CREATE INDEX catalog_products_category ON catalog_products (category_key, id)',
  `CREATE TABLE catalog_product_images (
    product_id TEXT NOT NULL REFERENCES catalog_products (id),
    position BIGINT NOT NULL,
    image_id TEXT NOT NULL,
    PRIMARY KEY (product_id, position)
  )`,
  'CREATE INDEX catalog_product_images_image ON catalog_product_images (image_id)',
];

const whole = (column: string) => `CHECK (typeof(${column}) = 'integer' AND ${column} >= 0)`;
const variants = (integer: (column: string) => string) => `CREATE TABLE catalog_variants (
  id TEXT PRIMARY KEY,
  product_id TEXT NOT NULL REFERENCES catalog_products (id),
  position BIGINT NOT NULL,
  sku TEXT,
  options TEXT NOT NULL,
  options_key TEXT NOT NULL,
  size TEXT, size_key TEXT,
  colour TEXT, colour_key TEXT,
  material TEXT, material_key TEXT,
  price BIGINT NOT NULL ${integer('price')},
  compare_at BIGINT,
  live_price BIGINT CHECK (live_price > 0),
  live_sale_id TEXT,
  available BIGINT NOT NULL ${integer('available')},
  held BIGINT NOT NULL DEFAULT 0 ${integer('held')},
  source_key TEXT,
  source_hash TEXT,
  source_stock BIGINT,
  UNIQUE (product_id, options_key),
  CHECK ((live_price IS NULL) = (live_sale_id IS NULL))
)`;

const stock = [
  // SQLite keeps 'abc' in an integer column unless it is told not to.
  { sqlite: variants(whole), postgres: variants((column) => `CHECK (${column} >= 0)`) },
  'CREATE INDEX catalog_variants_size ON catalog_variants (size_key, product_id)',
  'CREATE INDEX catalog_variants_colour ON catalog_variants (colour_key, product_id)',
  'CREATE INDEX catalog_variants_material ON catalog_variants (material_key, product_id)',
  'CREATE INDEX catalog_variants_live ON catalog_variants (live_sale_id) WHERE live_sale_id IS NOT NULL',
  `CREATE TABLE catalog_holds (
    id TEXT PRIMARY KEY,
    lines TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'taken', 'released', 'expired', 'returned')),
    until BIGINT NOT NULL,
    taken_at BIGINT
  )`,
  `CREATE INDEX catalog_holds_until ON catalog_holds (until) WHERE state = 'held'`,
  // Units sold by day, so that bestsellers forget what is older than 30 days.
  `CREATE TABLE catalog_sold_days (
    product_id TEXT NOT NULL REFERENCES catalog_products (id),
    day BIGINT NOT NULL,
    units BIGINT NOT NULL,
    PRIMARY KEY (product_id, day)
  )`,
];

const imports = [
  // `progress` is JSON that only the import itself reads; `items` says how far it is, so that two runs never both count.
  `CREATE TABLE catalog_imports (
    id TEXT PRIMARY KEY,
    seller_id TEXT NOT NULL,
    sender_id TEXT NOT NULL,
    file TEXT NOT NULL,
    format TEXT CHECK (format IN ('leo', 'shopify')),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    pictures TEXT,
    items BIGINT NOT NULL CHECK (items >= 0),
    progress TEXT NOT NULL,
    refusal TEXT,
    started_at BIGINT,
    ended_at BIGINT
  )`,
  'CREATE INDEX catalog_imports_seller ON catalog_imports (seller_id, id)',
];

/** The tables of catalog: products, variants, holds, live prices and imports. */
export const catalog: Migration = {
  name: '20261122-1003-catalog',
  up: [...products, ...stock, ...imports],
  down: [
    'DROP TABLE catalog_imports',
    'DROP TABLE catalog_sold_days',
    'DROP TABLE catalog_holds',
    'DROP TABLE catalog_variants',
    'DROP TABLE catalog_product_images',
    'DROP TABLE catalog_products',
  ],
};
