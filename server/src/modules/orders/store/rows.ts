import type { Address } from '#contracts/accounts';
import type { OrderState } from '#contracts/orders';
import { toMoney } from '#contracts/values';
import type { Bind } from '../../../db/connection.ts';
import type { CancelledBy, PricedLine, Shipment, StoredOrder } from '../domain/order.ts';

export interface OrderRow {
  id: string;
  number: string;
  purchase_id: string;
  buyer_id: string;
  seller_id: string;
  state: OrderState;
  goods: number;
  delivery: number;
  fee: number;
  total: number;
  method: string;
  coins: number;
  prepaid: number;
  on_delivery: number;
  earns: number;
  refunded: number;
  refunded_coins: number;
  address: string;
  sale_id: string | null;
  placed_at: number;
  expires_at: number | null;
  completes_at: number | null;
  disputed: number;
  returning_goods: number;
  courier: string | null;
  tracking: string | null;
  tracking_url: string | null;
  shipped_at: number | null;
  delivered_at: number | null;
  reason: string | null;
  cancelled_by: CancelledBy | null;
  exchange_of: string | null;
  history: string;
}
export interface LineRow {
  order_id: string;
  variant_id: string;
  product_id: string;
  seller_id: string;
  slug: string;
  title: string;
  options: string;
  sku: string | null;
  category: string | null;
  image: string | null;
  quantity: number;
  price: number;
}

/** Every column and what it holds of an order. */
const cells: Record<string, (order: StoredOrder) => Bind> = {
  id: (o) => o.id,
  number: (o) => o.number,
  purchase_id: (o) => o.purchaseId,
  buyer_id: (o) => o.buyerId,
  seller_id: (o) => o.sellerId,
  state: (o) => o.state,
  goods: (o) => o.goods,
  delivery: (o) => o.delivery,
  fee: (o) => o.fee,
  total: (o) => o.total,
  method: (o) => o.method,
  coins: (o) => o.coins,
  prepaid: (o) => o.prepaid,
  on_delivery: (o) => o.onDelivery,
  earns: (o) => o.earns,
  refunded: (o) => o.refunded,
  refunded_coins: (o) => o.refundedCoins,
  address: (o) => JSON.stringify(o.address),
  sale_id: (o) => o.saleId,
  placed_at: (o) => o.placedAt,
  expires_at: (o) => o.expiresAt,
  completes_at: (o) => o.completesAt,
  disputed: (o) => (o.disputed ? 1 : 0),
  returning_goods: (o) => (o.returning ? 1 : 0),
  courier: (o) => o.shipment?.courier ?? null,
  tracking: (o) => o.shipment?.tracking ?? null,
  tracking_url: (o) => o.shipment?.trackingUrl ?? null,
  shipped_at: (o) => o.shipment?.shippedAt ?? null,
  delivered_at: (o) => o.shipment?.deliveredAt ?? null,
  reason: (o) => o.reason,
  cancelled_by: (o) => o.cancelledBy,
  exchange_of: (o) => o.exchangeOf,
  history: (o) => JSON.stringify(o.history),
};
export const orderColumns = Object.keys(cells);
/** What a seller types to find it, beside the number. */
const keys: Record<string, (order: StoredOrder) => Bind> = {
  name_key: (o) => nameKey(o.address.name),
  phone_key: (o) => phoneKey(o.address.phone),
};
export const writtenColumns = [...orderColumns, ...Object.keys(keys)];
export const bindsOf = (order: StoredOrder): Bind[] =>
  [...Object.values(cells), ...Object.values(keys)].map((of) => of(order));

export const nameKey = (name: string): string => name.toLowerCase();
/** Digits alone, without what comes before the number in the country. */
export const phoneKey = (phone: string): string => phone.replaceAll(/\D/g, '').slice(-10);

const shipmentOf = (row: OrderRow): Shipment | null =>
  row.courier === null || row.tracking === null || row.shipped_at === null
    ? null
    : {
        courier: row.courier,
        tracking: row.tracking,
        trackingUrl: row.tracking_url,
        shippedAt: row.shipped_at,
        deliveredAt: row.delivered_at,
      };

export const toLine = (row: LineRow): PricedLine => ({
  variantId: row.variant_id,
  productId: row.product_id,
  sellerId: row.seller_id,
  slug: row.slug,
  title: row.title,
  options: JSON.parse(row.options) as PricedLine['options'],
  sku: row.sku,
  category: row.category,
  image: row.image === null ? null : (JSON.parse(row.image) as PricedLine['image']),
  quantity: row.quantity,
  price: toMoney(row.price),
});

export const toOrder = (row: OrderRow, lines: PricedLine[]): StoredOrder => ({
  id: row.id,
  number: row.number,
  purchaseId: row.purchase_id,
  buyerId: row.buyer_id,
  sellerId: row.seller_id,
  state: row.state,
  lines,
  goods: toMoney(row.goods),
  delivery: toMoney(row.delivery),
  fee: toMoney(row.fee),
  total: toMoney(row.total),
  method: row.method,
  coins: row.coins,
  prepaid: toMoney(row.prepaid),
  onDelivery: toMoney(row.on_delivery),
  earns: row.earns,
  refunded: toMoney(row.refunded),
  refundedCoins: row.refunded_coins,
  address: JSON.parse(row.address) as Address,
  saleId: row.sale_id,
  placedAt: row.placed_at,
  expiresAt: row.expires_at,
  completesAt: row.completes_at,
  disputed: row.disputed === 1,
  returning: row.returning_goods === 1,
  shipment: shipmentOf(row),
  reason: row.reason,
  cancelledBy: row.cancelled_by,
  exchangeOf: row.exchange_of,
  history: JSON.parse(row.history) as StoredOrder['history'],
});
